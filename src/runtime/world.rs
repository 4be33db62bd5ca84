//! What lies outside the program: fetches, tools and host functions (rule R19).

use crate::vm::{FutureId, Value};
use std::rc::Rc;

/// An open outside call: the future it will settle.
pub type OperationId = FutureId;

/// An outside call.
#[derive(Clone, Debug)]
pub struct Call {
    /// What is called.
    pub kind: CallKind,
    /// The tool's dotted name, the host function's name, or `fetch`.
    pub name: Rc<str>,
    /// A fetch's request, a tool's map, or a host function's list.
    pub arguments: Value,
    /// The `role` lines of a tool call: name and text.
    pub roles: Vec<(Rc<str>, Value)>,
    /// The tool's `grant` limits: key and literal text.
    pub grants: Vec<(Rc<str>, Rc<str>)>,
    /// A random number of its own, split from the run's seed by the future's place in the tree.
    pub random: u64,
}

/// Kinds of outside calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    /// `fetch(…)`
    Fetch,
    /// A `use tool` name.
    Tool,
    /// An `extern cell`.
    Extern,
}

/// How a world takes a call.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The answer comes when the clock has moved on by `ms`.
    After {
        /// Latency; less than 0 counts as 0.
        ms: i64,
        /// The answer or a failure's message.
        result: Result<Value, String>,
    },
    /// The driver hands it to [`super::Machine::answer`].
    Later,
    /// Nobody provides it.
    Missing,
}

/// Answers outside calls.
pub trait World {
    /// Takes a call.
    fn call(&mut self, id: OperationId, call: &Call) -> Answer;
    /// Notes that nobody waits for the answer any more: the host's call gets its abort signal.
    fn abort(&mut self, id: OperationId);
}

impl Call {
    /// An argument by name, or by its position from 0 written as text. A fetch's address is called `url`.
    pub fn argument(&self, name: &str) -> Option<Value> {
        match &self.arguments {
            Value::Map(entries) => entries.get(&Value::text(name)).cloned(),
            Value::List(items) => items.get(name.parse::<usize>().ok()?).cloned(),
            Value::Text(_) if self.kind == CallKind::Fetch && name == "url" => Some(self.arguments.clone()),
            _ => None,
        }
    }

    /// The failure's message when nobody provides it: it says how to.
    pub fn missing(&self) -> String {
        match self.kind {
            CallKind::Fetch => "nobody answers `fetch`: give the address an answer in a ```world block".into(),
            CallKind::Tool => format!(
                "nobody provides the tool `{0}`: give `{0}` an answer in a ```world block, or a function in JavaScript (`tools`)",
                self.name
            ),
            CallKind::Extern => format!(
                "nobody provides the host function `{0}`: give `{0}` an answer in a ```world block, or a function in JavaScript (`externs`)",
                self.name
            ),
        }
    }
}
