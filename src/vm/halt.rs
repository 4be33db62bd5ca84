//! Why a fiber stopped, and how it goes on.

use super::{FutureId, Operation, Value};
use crate::bytecode::{CodeOffset, FunctionIndex, SymbolId};
use crate::prelude::BuiltinId;
use std::rc::Rc;

/// Why [`super::Fiber::run`] came back. What is large is boxed: each wait passes one of these on.
#[derive(Clone, Debug)]
pub enum Halt {
    /// All frames are left; the fiber is over.
    Exited(Exit),
    /// `value` holds unfinished futures; the fiber waits until all are done or one fails (rule R5). Resume with the resolved value
    /// ([`super::resolve`]) or the failure as its future holds it.
    Await { value: Value, at: CodeOffset },
    /// A new fiber is wanted. Resume with its future.
    Spawn { call: Box<WorkCall>, at: CodeOffset },
    /// `spawn` of a list whose callables are wanted as fibers; resume with the list of futures.
    SpawnList { items: Vec<Value>, at: CodeOffset },
    /// A composite is wanted. Resume with its future.
    Composite { composite: Box<Composite>, at: CodeOffset },
    /// The fiber is over and its own future becomes this operation.
    Become { operation: Box<Operation>, at: CodeOffset },
    /// Children that run on its stack need fibers of their own ([`super::Fiber::give_up_guests`]).
    Crowded,
    /// The slice is used up; run again to go on. There may be guests on its stack.
    OutOfFuel,
    /// A limit of the whole run was reached ([`super::Flow::Stop`]), or the host wants to look ([`super::Host::wants_pause`]).
    Stopped,
}

const _: () = assert!(size_of::<Halt>() <= 32);

/// How a fiber's code ended.
#[derive(Clone, Debug)]
pub enum Exit {
    /// With a value.
    Returned(Value),
    /// With a failure nobody caught.
    Failed(Rc<Failure>),
    /// By cancellation, all `defer`s done.
    Cancelled,
}

/// How a waiting fiber goes on.
#[derive(Clone, Debug)]
pub enum Resume {
    /// The halted op's result.
    Value(Value),
    /// The halted op fails.
    Failure(Rc<Failure>),
}

/// A call that becomes a fiber's body.
#[derive(Clone, Debug)]
pub struct WorkCall {
    /// What is called.
    pub callee: Callee,
    /// Its arguments, receiver first for methods.
    pub arguments: Vec<Value>,
}

/// What a fiber's body calls.
#[derive(Clone, Debug)]
pub enum Callee {
    /// A function of the program; arguments are complete (`Absent` where left out).
    Function(FunctionIndex),
    /// A builtin that makes no future.
    Builtin(BuiltinId),
    /// A closure, cell or builtin value.
    Value(Value),
    /// A method of the first argument.
    Method(SymbolId),
}

/// A composite that is to be started.
#[derive(Clone, Debug)]
pub struct Composite {
    /// Index into `Program::composites`.
    pub plan: u16,
    /// Captured values of each branch, one after the other in the plan's order (of one branch for a parallel loop).
    pub captures: Vec<Value>,
    /// The limit of a timeout.
    pub limit_ms: Option<i64>,
    /// Items of a parallel loop (first argument of each branch) or handles of a composite over a list.
    pub items: Option<Vec<Value>>,
}

/// A failure (rule R6). The message stays the original text; the chain is for diagnostics.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The original message.
    pub message: Rc<str>,
    /// What kind.
    pub kind: FailureKind,
    /// The future in which it arose.
    pub origin: FutureId,
    /// Where it arose, then each await that passed it on, innermost first.
    pub trace: Vec<TraceEntry>,
}

/// Kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// `halt`, run-time errors, tool errors.
    Error,
    /// Awaiting a cancelled future.
    Cancelled,
    /// A limit of one fiber: frames, value size.
    Limit,
}

/// One place of a failure's chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceEntry {
    /// The future whose code stands there.
    pub future: FutureId,
    /// The op.
    pub at: CodeOffset,
}
