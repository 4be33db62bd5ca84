//! Futures as JavaScript promises, made only for those that somebody asks for.

use super::error;
use super::mirror::{failure_error, run_error};
use super::thrown::{abort_error, named_error};
use super::value::to_js;
use crate::base::SortedMap;
use crate::runtime::{EventKind, FamilyIndex, FutureState, Machine};
use crate::trace::Log;
use crate::vm::FutureId;
use futures_channel::oneshot;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

/// A promise's outcome.
type Outcome = Result<JsValue, JsValue>;

/// Who waits for an outcome.
type Waiting = Vec<oneshot::Sender<Outcome>>;

/// Promises whose futures are not settled yet.
#[derive(Default)]
pub struct Promises {
    family: FamilyIndex,
    open: SortedMap<FutureId, Waiting>,
    /// Those whose futures are not made yet, by id.
    unborn: SortedMap<String, Waiting>,
    /// How much of the log was looked at.
    seen: usize,
}

impl Promises {
    /// A promise for the future of that id, which may not exist yet.
    pub fn make(&mut self, id: String, machine: &Machine) -> Promise {
        let (sender, receiver) = oneshot::channel();
        match self.family.find(&id, machine) {
            Some(future) => match outcome(future, machine) {
                Some(outcome) => send(vec![sender], &outcome),
                None => self.open.get_or_insert_with(future, Vec::new).push(sender),
            },
            None if machine.is_over() => send(vec![sender], &never(&id)),
            None => self.unborn.get_or_insert_with(id, Vec::new).push(sender),
        }
        future_to_promise(async move { receiver.await.unwrap_or_else(|_| Err(error("the run is gone"))) })
    }

    /// Settles those whose futures have settled since the last time.
    pub fn settle(&mut self, log: &Log, machine: &Machine) {
        let seen = std::mem::replace(&mut self.seen, log.len());
        if self.open.is_empty() && self.unborn.is_empty() {
            return;
        }
        for event in log.events_from(seen) {
            match event.kind {
                EventKind::Created { .. } => self.born(event.future, machine),
                EventKind::Completed | EventKind::Failed(_) | EventKind::Cancelled { .. } => {
                    self.settled(event.future, machine);
                }
                _ => {}
            }
        }
        if machine.is_over() {
            self.settle_rest(machine);
        }
    }

    fn born(&mut self, future: FutureId, machine: &Machine) {
        if self.unborn.is_empty() {
            return;
        }
        if let Some(waiting) = self.unborn.remove(&machine.path(future)) {
            self.open.get_or_insert_with(future, Vec::new).extend(waiting);
        }
    }

    fn settled(&mut self, future: FutureId, machine: &Machine) {
        if !self.open.contains_key(&future) {
            return;
        }
        if let (Some(outcome), Some(waiting)) = (outcome(future, machine), self.open.remove(&future)) {
            send(waiting, &outcome);
        }
    }

    /// The run is over: what is left has no other outcome.
    fn settle_rest(&mut self, machine: &Machine) {
        for (future, waiting) in std::mem::take(&mut self.open) {
            send(waiting, &outcome(future, machine).unwrap_or_else(|| Err(run_error(machine))));
        }
        for (id, waiting) in std::mem::take(&mut self.unborn) {
            send(waiting, &never(&id));
        }
    }
}

/// Tells everybody; a receiver lives in its promise.
fn send(waiting: Waiting, outcome: &Outcome) {
    for sender in waiting {
        drop(sender.send(outcome.clone()));
    }
}

fn never(id: &str) -> Outcome {
    Err(error(&format!("there was no future {id} in this run")))
}

/// How a future ended; none if it may still come to that.
fn outcome(future: FutureId, machine: &Machine) -> Option<Outcome> {
    let row = machine.future(future);
    match row.state {
        FutureState::Completed => row.value().map(|value| {
            to_js(value, machine).map_err(|problem| {
                named_error("LumenFailure", &format!("the value cannot go to JavaScript: {problem}")).into()
            })
        }),
        FutureState::Failed => row.failure().map(|failure| Err(failure_error(failure, machine))),
        FutureState::Cancelled => Some(Err(abort_error("cancelled"))),
        _ => machine.is_over().then(|| Err(run_error(machine))),
    }
}
