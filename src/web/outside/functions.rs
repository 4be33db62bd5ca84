//! What the host page provides, read from `LumenOptions`.

use crate::base::SortedMap;
use crate::runtime::{Call, CallKind};
use crate::web::{error, thrown::message_of};
use crate::world::Provided;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// JavaScript functions that answer calls.
#[derive(Default)]
pub struct Functions {
    tools: SortedMap<String, Function>,
    externs: SortedMap<String, Function>,
    fetch: Option<Fetch>,
}

/// Who makes fetches.
#[derive(Clone)]
pub enum Fetch {
    /// The browser or Node.
    Real,
    /// A function of the host.
    Function(Function),
}

impl Functions {
    /// Reads `tools`, `externs` and `fetch`.
    ///
    /// # Errors
    /// An `Error` that names the member that cannot be used.
    pub fn read(options: &JsValue) -> Result<Functions, JsValue> {
        if !options.is_object() {
            return Ok(Functions::default());
        }
        let member = |name: &str| Reflect::get(options, &name.into());
        Ok(Functions {
            tools: functions("tools", &member("tools")?)?,
            externs: functions("externs", &member("externs")?)?,
            fetch: fetch(member("fetch")?)?,
        })
    }

    /// The names.
    pub fn provided(&self) -> Provided {
        Provided {
            fetch: self.fetch.is_some(),
            tools: self.tools.keys().cloned().collect(),
            externs: self.externs.keys().cloned().collect(),
        }
    }

    /// The function that answers a tool's or host function's call.
    pub fn of(&self, call: &Call) -> Option<Function> {
        match call.kind {
            CallKind::Tool => self.tools.get(&*call.name).cloned(),
            CallKind::Extern => self.externs.get(&*call.name).cloned(),
            CallKind::Fetch => None,
        }
    }

    /// Who makes fetches.
    pub fn fetch(&self) -> Option<Fetch> {
        self.fetch.clone()
    }
}

fn functions(member: &str, given: &JsValue) -> Result<SortedMap<String, Function>, JsValue> {
    let mut functions = SortedMap::new();
    if given.is_undefined() || given.is_null() {
        return Ok(functions);
    }
    let Some(object) = given.dyn_ref::<Object>() else {
        return Err(error(&format!("{member} must be an object of functions by name")));
    };
    for key in Reflect::own_keys(object)?.iter().filter(JsValue::is_string) {
        let (name, function) = (key.as_string().unwrap_or_default(), Reflect::get(object, &key));
        let function = function.map_err(|thrown| error(&format!("{member}: `{name}`: {}", message_of(&thrown))))?;
        let function = function.dyn_into().map_err(|_| error(&format!("{member}: `{name}` must be a function")))?;
        functions.insert(name, function);
    }
    Ok(functions)
}

fn fetch(given: JsValue) -> Result<Option<Fetch>, JsValue> {
    if given.is_falsy() {
        return Ok(None);
    }
    if given.as_bool() == Some(true) {
        return Ok(Some(Fetch::Real));
    }
    match given.dyn_into() {
        Ok(function) => Ok(Some(Fetch::Function(function))),
        Err(_) => Err(error("fetch must be true, false or a function")),
    }
}
