//! The outside of one run: the host is asked for what it provides, everything else is simulated.
//!
//! Keeps what the host is to do until the driver takes it; makes no calls itself.

use super::Simulated;
use super::grants;
use crate::runtime::{Answer, Call, CallKind, OperationId, World};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What the host answers itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provided {
    /// Whether it makes fetches.
    pub fetch: bool,
    /// Dotted names of tools.
    pub tools: BTreeSet<String>,
    /// Names of host functions.
    pub externs: BTreeSet<String>,
}

/// A call that the host is to answer.
#[derive(Clone, Debug)]
pub struct HostCall {
    /// By which it is answered.
    pub id: OperationId,
    /// What is asked.
    pub call: Rc<Call>,
}

/// The outside of one run.
#[derive(Clone, Debug)]
pub struct Hosted {
    simulated: Simulated,
    provided: Rc<Provided>,
    open: BTreeSet<OperationId>,
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
    pub fn new(simulated: Simulated, provided: Rc<Provided>) -> Hosted {
        Hosted { simulated, provided, open: BTreeSet::new(), calls: Vec::new(), aborts: Vec::new() }
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

impl World for Hosted {
    fn call(&mut self, id: OperationId, call: &Call) -> Answer {
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

    fn abort(&mut self, id: OperationId) {
        if self.open.remove(&id) {
            self.aborts.push(id);
        }
    }
}
