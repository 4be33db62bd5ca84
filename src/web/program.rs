//! `LumenProgram`: a program that can be started any number of times.

use super::given::string;
use super::mirror::{diagnostics, to_js};
use super::options::RunOptions;
use super::run::LumenRun;
use super::thrown::{message_of, named_error};
use super::value::typed;
use crate::bytecode::{CellShape, TypeTest};
use crate::text::LineIndex;
use crate::trace::{Entry, Options, Prepared};
use crate::vm::ops::{ValueLimits, did_you_mean};
use js_sys::{Array, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// A program without errors.
#[wasm_bindgen(skip_typescript)]
pub struct LumenProgram {
    prepared: Rc<Prepared>,
}

impl LumenProgram {
    /// A compiled program and what the checker remarked about it.
    pub fn new(prepared: Prepared) -> LumenProgram {
        LumenProgram { prepared: Rc::new(prepared) }
    }
}

#[wasm_bindgen]
impl LumenProgram {
    /// Warnings and hints.
    #[wasm_bindgen(getter)]
    pub fn diagnostics(&self) -> Result<JsValue, JsValue> {
        let lines = LineIndex::new(&self.prepared.program.source);
        to_js(&diagnostics(&self.prepared.diagnostics, &lines))
    }

    /// The mode a run has when none is asked for.
    #[wasm_bindgen(getter, js_name = defaultMode)]
    pub fn default_mode(&self) -> String {
        self.prepared.mode(&Options::default()).word().into()
    }

    /// Starts a run. It begins after the caller's own turn, so that nothing is missed.
    pub fn start(&self, options: JsValue) -> Result<LumenRun, JsValue> {
        LumenRun::start(self.prepared.clone(), RunOptions::read(&options)?)
    }

    /// Calls a cell in a run of its own. The promise has the run as its member `run`; a call that cannot be made rejects it.
    pub fn call(&self, name: JsValue, arguments: JsValue, options: JsValue) -> Promise {
        self.start_call(&name, &arguments, &options).unwrap_or_else(|error| Promise::reject(&error))
    }
}

impl LumenProgram {
    fn start_call(&self, name: &JsValue, arguments: &JsValue, options: &JsValue) -> Result<Promise, JsValue> {
        let name = &*string(name, "name")?;
        let mut asked = RunOptions::read(options)?;
        let limits = asked.options.value_limits();
        asked.options.entry = Some(self.entry(name, arguments, limits).map_err(|problem| call_error(&problem))?);
        let run = LumenRun::start(self.prepared.clone(), asked)?;
        let value = run.promise(MAIN_ID.into());
        Reflect::set(&value, &"run".into(), &run.into())?;
        Ok(value)
    }

    fn entry(&self, name: &str, arguments: &JsValue, limits: ValueLimits) -> Result<Entry, String> {
        let cells = &self.prepared.program.cells;
        let cell = cells.iter().find(|cell| *cell.name == *name).ok_or_else(|| {
            let near = did_you_mean(name, cells.iter().map(|cell| &*cell.name));
            format!("the program has no cell `{name}`{near}")
        })?;
        let arguments = given_arguments(arguments)?;
        let translate = |(index, given): (usize, &JsValue)| {
            let (param, test) = self.param(cell, index);
            typed(given, test, &self.prepared.program, limits)
                .map_err(|problem| format!("argument {}{param} of `{name}` cannot be used: {problem}", index + 1))
        };
        let arguments = arguments.iter().enumerate().map(translate).collect::<Result<_, _>>()?;
        Ok(Entry { cell: cell.name.clone(), arguments })
    }

    /// The name in brackets and the type of the parameter that takes an argument; beyond the last one anything goes, and the run refuses it.
    fn param<'c>(&self, cell: &'c CellShape, index: usize) -> (String, &'c TypeTest) {
        let is_variadic = self.prepared.program.functions[usize::from(cell.function.0)].variadic;
        let last = cell.params.last().filter(|_| is_variadic);
        match cell.params.get(index).or(last) {
            Some((name, test)) => (format!(" (`{name}`)"), test),
            None => (String::new(), &TypeTest::Any),
        }
    }
}

/// The id of a run's first future.
const MAIN_ID: &str = "0";

/// The arguments of a call; what is undefined at the end was left out.
fn given_arguments(given: &JsValue) -> Result<Vec<JsValue>, String> {
    if given.is_undefined() || given.is_null() {
        return Ok(Vec::new());
    }
    let arguments = given.dyn_ref::<Array>().ok_or("the arguments of a call must be an array")?;
    let read = |index| Reflect::get_u32(arguments, index).map_err(|thrown| message_of(&thrown));
    let mut arguments = (0..arguments.length()).map(read).collect::<Result<Vec<_>, _>>()?;
    while arguments.last().is_some_and(JsValue::is_undefined) {
        arguments.pop();
    }
    Ok(arguments)
}

fn call_error(problem: &str) -> JsValue {
    named_error("LumenCallError", problem).into()
}
