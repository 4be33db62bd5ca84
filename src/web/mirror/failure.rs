//! Failures as errors of JavaScript.

use super::{Place, to_js};
use crate::runtime::Machine;
use crate::text::LineIndex;
use crate::vm::{Failure, TraceEntry};
use crate::web::thrown::named_error;
use js_sys::Object;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

/// What `LumenFailure` has besides name and message.
#[derive(Serialize)]
struct FailureMirror {
    future: String,
    place: Option<Place>,
    chain: Vec<StepMirror>,
}

/// `LumenFailureStep`
#[derive(Serialize)]
struct StepMirror {
    future: String,
    place: Option<Place>,
}

/// A `LumenFailure`.
pub fn failure_error(failure: &Failure, machine: &Machine) -> JsValue {
    let lines = LineIndex::new(&machine.program().source);
    let step =
        |entry: &TraceEntry| StepMirror { future: machine.path(entry.future), place: place(entry, machine, &lines) };
    let awaits = failure.trace.iter().skip(1).filter(|entry| Some(*entry) != failure.trace.first());
    let mirror = FailureMirror {
        future: machine.path(failure.origin),
        place: failure.trace.first().and_then(|entry| place(entry, machine, &lines)),
        chain: awaits.map(step).collect(),
    };
    error_with(&failure.message, &mirror)
}

/// The `LumenFailure` of a future that was open when its run ended.
pub fn run_error(machine: &Machine) -> JsValue {
    let Some(error) = machine.error() else {
        return named_error("LumenFailure", "the run ended before this future did").into();
    };
    let lines = LineIndex::new(&machine.program().source);
    let entry = TraceEntry { future: error.future, at: error.at };
    let place = place(&entry, machine, &lines);
    error_with(&error.message, &FailureMirror { future: machine.path(error.future), place, chain: Vec::new() })
}

/// Where an entry stands; none in the prelude.
fn place(entry: &TraceEntry, machine: &Machine, lines: &LineIndex<'_>) -> Option<Place> {
    let span = machine.program().span(entry.at);
    (!span.is_nowhere()).then(|| Place::of(span, lines))
}

fn error_with(message: &str, mirror: &FailureMirror) -> JsValue {
    let error = named_error("LumenFailure", message);
    if let Ok(members) = to_js(mirror) {
        Object::assign(error.unchecked_ref::<Object>(), members.unchecked_ref());
    }
    error.into()
}
