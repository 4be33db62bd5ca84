//! The outside of one run: the host is asked for what it provides, everything else is simulated.
//!
//! Keeps what the host is to do until the driver takes it; makes no calls itself.

use super::Simulated;
use super::grants;
use crate::base::{SortedMap, SortedSet};
use crate::runtime::{Answer, Call, CallKind, OperationId, World};
use crate::vm::Value;
use std::rc::Rc;

/// What the host answers itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provided {
    /// Whether it makes fetches.
    pub fetch: bool,
    /// Dotted names of tools.
    pub tools: SortedSet<String>,
    /// Names of host functions.
    pub externs: SortedSet<String>,
}

/// A call that the host is to answer.
#[derive(Clone, Debug)]
pub struct HostCall {
    /// By which it is answered.
    pub id: OperationId,
    /// What is asked.
    pub call: Rc<Call>,
}

/// What is changed about the answer to one call, whoever gives it.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Another answer, or a failure's message.
    pub result: Option<Result<Value, String>>,
    /// Another latency.
    pub latency_ms: Option<i64>,
}

/// Changed answers by the call they belong to.
pub type Changes = SortedMap<OperationId, Change>;

/// The outside of one run.
#[derive(Clone, Debug)]
pub struct Hosted {
    simulated: Simulated,
    provided: Rc<Provided>,
    changes: Rc<Changes>,
    open: SortedSet<OperationId>,
    calls: Vec<HostCall>,
    aborts: Vec<OperationId>,
}

impl Provided {
    /// Whether the host answers the call.
    pub fn answers(&self, call: &Call) -> bool {
        match call.kind {
            CallKind::Fetch => self.fetch,
            CallKind::Tool => self.tools.contains(&*call.name),
            CallKind::Extern => self.externs.contains(&*call.name),
        }
    }

    /// Whether it answers nothing.
    pub fn is_empty(&self) -> bool {
        !self.fetch && self.tools.is_empty() && self.externs.is_empty()
    }
}

impl Hosted {
    /// An outside that has answered nothing yet.
    pub fn new(simulated: Simulated, provided: Rc<Provided>, changes: Rc<Changes>) -> Hosted {
        Hosted { simulated, provided, changes, open: SortedSet::new(), calls: Vec::new(), aborts: Vec::new() }
    }

    /// What the host provides.
    pub fn provided(&self) -> &Provided {
        &self.provided
    }

    /// The calls that the host has not been told of.
    pub fn take_calls(&mut self) -> Vec<HostCall> {
        std::mem::take(&mut self.calls)
    }

    /// The calls of the host that nobody waits for any more.
    pub fn take_aborts(&mut self) -> Vec<OperationId> {
        std::mem::take(&mut self.aborts)
    }
}

impl Change {
    fn apply(&self, answer: Answer) -> Answer {
        let latency = |ms| self.latency_ms.unwrap_or(ms);
        match (answer, self.result.clone()) {
            (Answer::After { ms, result }, changed) => {
                Answer::After { ms: latency(ms), result: changed.unwrap_or(result) }
            }
            (Answer::Later | Answer::Missing, Some(result)) => Answer::After { ms: latency(0), result },
            (answer, None) => answer,
        }
    }
}

impl Hosted {
    fn unchanged(&mut self, id: OperationId, call: &Call) -> Answer {
        if !self.provided.answers(call) {
            return self.simulated.call(id, call);
        }
        if let Some(message) = grants::refusal(call) {
            return Answer::After { ms: 0, result: Err(message) };
        }
        self.open.insert(id);
        self.calls.push(HostCall { id, call: Rc::new(call.clone()) });
        Answer::Later
    }
}

impl World for Hosted {
    fn call(&mut self, id: OperationId, call: &Call) -> Answer {
        let changes = self.changes.clone();
        match changes.get(&id) {
            Some(Change { result: Some(result), latency_ms }) if self.provided.answers(call) => {
                Answer::After { ms: latency_ms.unwrap_or(0), result: result.clone() }
            }
            Some(change) => change.apply(self.unchanged(id, call)),
            None => self.unchanged(id, call),
        }
    }

    fn abort(&mut self, id: OperationId) {
        if self.open.remove(&id) {
            self.aborts.push(id);
        }
    }
}
