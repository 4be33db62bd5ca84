//! Futures as JavaScript promises, made only for those that somebody asks for.

use super::error;
use super::mirror::ValueMirror;
use crate::runtime::{FutureState, Machine};
use futures_channel::oneshot;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

/// A promise's outcome.
type Outcome = Result<JsValue, JsValue>;

/// Promises whose futures are not settled yet.
#[derive(Default)]
pub struct Promises {
    open: Vec<(String, oneshot::Sender<Outcome>)>,
}

impl Promises {
    /// A promise for the future of that id, which may not exist yet.
    pub fn make(&mut self, id: String, machine: &Machine) -> Promise {
        let (sender, receiver) = oneshot::channel();
        match outcome(&id, machine) {
            // The receiver is alive: it is moved into the promise below.
            Some(outcome) => drop(sender.send(outcome)),
            None => self.open.push((id, sender)),
        }
        future_to_promise(async move { receiver.await.unwrap_or_else(|_| Err(error("the run is gone"))) })
    }

    /// Settles those whose futures have settled.
    pub fn settle(&mut self, machine: &Machine) {
        for (id, sender) in std::mem::take(&mut self.open) {
            match outcome(&id, machine) {
                Some(outcome) => drop(sender.send(outcome)),
                None => self.open.push((id, sender)),
            }
        }
    }
}

/// How a future ended; none if it may still come to that.
fn outcome(id: &str, machine: &Machine) -> Option<Outcome> {
    let Some(future) = machine.find(id) else {
        return machine.is_over().then(|| Err(error(&format!("there was no future {id} in this run"))));
    };
    let row = machine.future(future);
    match row.state {
        FutureState::Completed => row.value().map(|value| {
            let text = |value: &_| machine.text(value);
            Ok(ValueMirror { program: machine.program(), text: &text }.to_js(value))
        }),
        FutureState::Failed => row.failure().map(|failure| Err(error(&failure.message))),
        FutureState::Cancelled => Some(Err(error("cancelled"))),
        _ => machine.is_over().then(|| Err(error("the run ended before this future did"))),
    }
}
