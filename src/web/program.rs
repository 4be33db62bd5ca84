//! `LumenProgram`: a program that can be started any number of times.

use super::mirror::{diagnostics, to_js};
use super::options::RunOptions;
use super::run::LumenRun;
use crate::text::LineIndex;
use crate::trace::{Options, Prepared};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

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
}
