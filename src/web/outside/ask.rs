//! One call of a host function: what it gets, and what becomes of what it gives.

use super::Answered;
use super::fetch::{self, body_of};
use super::functions::{Fetch, Functions};
use crate::bytecode::{Program, TypeTest};
use crate::runtime::{Call, CallKind, Machine, OperationId};
use crate::vm::Value;
use crate::vm::ops::ValueLimits;
use crate::web::thrown::message_of;
use crate::web::value::{object, to_js, typed};
use crate::world::HostCall;
use js_sys::{Array, Function, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Response};

/// A call that is ready to be made.
pub struct Question {
    /// By which it is answered.
    pub id: OperationId,
    /// What the program asked.
    pub call: Rc<Call>,
    /// Aborts it.
    pub abort: AbortController,
    function: Function,
    arguments: Array,
}

impl Question {
    /// Translates a call.
    pub fn new(host_call: HostCall, functions: &Functions, machine: &Machine) -> Result<Question, String> {
        let HostCall { id, call } = host_call;
        let abort = AbortController::new().map_err(|thrown| message_of(&thrown))?;
        let translate = |value: &Value| translated(value, &call, machine);
        let context = || Ok::<_, String>(context(&call, machine.path(id), &abort, &roles(&call, &translate)?));
        let (function, arguments) = match (call.kind, functions.of(&call), functions.fetch()) {
            (CallKind::Fetch, _, Some(fetch)) => fetch_of(fetch, &call, &abort, &translate)?,
            (CallKind::Tool, Some(function), _) => (function, Array::of2(&translate(&call.arguments)?, &context()?)),
            (CallKind::Extern, Some(function), _) => {
                let arguments = extern_arguments(&call.arguments, &translate)?;
                arguments.push(&context()?);
                (function, arguments)
            }
            _ => return Err(call.missing()),
        };
        Ok(Question { id, call, abort, function, arguments })
    }

    /// Calls the function. What it gives or throws becomes a promise of ours, whatever it is.
    pub fn pose(&self) -> Promise {
        let outcome = self.function.apply(&JsValue::UNDEFINED, &self.arguments);
        Promise::new(&mut |resolve, reject| {
            let settled = match &outcome {
                Ok(given) => resolve.call1(&JsValue::UNDEFINED, given),
                Err(thrown) => reject.call1(&JsValue::UNDEFINED, thrown),
            };
            // The two functions of a promise do not throw.
            drop(settled);
        })
    }

    /// Waits for the answer and translates it.
    pub async fn answer(&self, promise: Promise, program: &Program, limits: ValueLimits) -> Answered {
        let given = JsFuture::from(promise).await.map_err(|thrown| self.failure(&message_of(&thrown)))?;
        if let (CallKind::Fetch, Some(response)) = (self.call.kind, given.dyn_ref::<Response>()) {
            return body_of(response).await.map(Value::text).map_err(|problem| self.failure(&problem));
        }
        let test = match self.call.kind {
            CallKind::Extern => program.externs.iter().find(|shape| shape.name == self.call.name),
            _ => None,
        };
        typed(&given, test.map_or(&TypeTest::Any, |shape| &shape.result), program, limits)
            .map_err(|problem| format!("the answer of `{}` cannot be used: {problem}", self.call.name))
    }

    /// A tool's message is the failure's; a fetch's says also of what.
    fn failure(&self, message: &str) -> String {
        match self.call.kind {
            CallKind::Fetch => format!("fetch of {}: {message}", address(&self.call)),
            CallKind::Tool | CallKind::Extern => message.to_owned(),
        }
    }
}

type Translate<'a> = dyn Fn(&Value) -> Result<JsValue, String> + 'a;

fn translated(value: &Value, call: &Call, machine: &Machine) -> Result<JsValue, String> {
    to_js(value, machine)
        .map_err(|problem| format!("an argument of `{}` cannot go to JavaScript: {problem}", call.name))
}

/// The context that tools and host functions get: name, future, signal, roles.
fn context(call: &Call, path: String, abort: &AbortController, roles: &Array) -> JsValue {
    object([
        ("name".into(), (*call.name).into()),
        ("future".into(), path.into()),
        ("signal".into(), abort.signal().into()),
        ("roles".into(), roles.into()),
    ])
}

fn roles(call: &Call, translate: &Translate<'_>) -> Result<Array, String> {
    let role = |(name, text): &(Rc<str>, Value)| {
        Ok(object([("role".into(), (**name).into()), ("text".into(), translate(text)?)]))
    };
    call.roles.iter().map(role).collect::<Result<Vec<_>, _>>().map(|roles| roles.into_iter().collect())
}

/// A host function's arguments one by one; what was left out is null.
fn extern_arguments(arguments: &Value, translate: &Translate<'_>) -> Result<Array, String> {
    let Value::List(items) = arguments else { return Ok(Array::new()) };
    items.iter().map(translate).collect::<Result<Vec<_>, _>>().map(|items| items.into_iter().collect())
}

/// The function that makes a fetch, and its arguments: the address and its options.
fn fetch_of(
    fetch: Fetch,
    call: &Call,
    abort: &AbortController,
    translate: &Translate<'_>,
) -> Result<(Function, Array), String> {
    let options = match &call.arguments {
        Value::Map(_) => translate(&call.arguments)?,
        _ => object([]),
    };
    // A new object of our own takes every member.
    let _ = Reflect::set(&options, &"signal".into(), &abort.signal());
    let (function, options) = match fetch {
        Fetch::Function(function) => (function, options),
        Fetch::Real => (fetch::real()?, fetch::careful(&options)),
    };
    Ok((function, Array::of2(&address(call).into(), &options)))
}

fn address(call: &Call) -> String {
    match call.argument("url") {
        Some(Value::Text(url)) => url.to_string(),
        _ => String::new(),
    }
}
