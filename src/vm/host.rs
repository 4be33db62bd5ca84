//! What a fiber asks of its surroundings while it runs.

use super::{AfterBranch, ChannelId, Failure, FutureId, GuestBranches, SharedId, Value};
use crate::bytecode::{CodeOffset, FunctionIndex, FutureKind};
use std::rc::Rc;

/// Whether the run may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Yes.
    Continue,
    /// A limit of the whole run was reached: the step loop returns [`super::Halt::Stopped`].
    Stop,
}

/// A future's state as seen by code.
#[derive(Clone, Debug)]
pub enum FutureView {
    /// Not settled.
    Pending,
    /// Settled with a value (which may itself hold futures).
    Completed(Value),
    /// Settled with a failure.
    Failed(Rc<Failure>),
    /// Cancelled; awaiting it raises this.
    Cancelled(Rc<Failure>),
}

/// What an await of one future sees at first sight.
#[derive(Clone, Debug)]
pub enum Sight {
    /// Its value, which is neither shared nor a future.
    Plain(Value),
    /// It is not settled.
    Open,
    /// Something that takes a closer look.
    Other,
}

/// An operation of the prelude that is a future without a fiber. It takes effect when it is made (rule R9).
#[derive(Clone, Debug)]
pub enum Operation {
    /// Completes with null after `ms` (less than 0 counts as 0).
    Sleep { ms: i64 },
    /// Completes when the channel takes the value.
    Send { channel: ChannelId, value: Value },
    /// Completes with the channel's next value, or null when it is closed and empty.
    Receive { channel: ChannelId },
    /// Completes with the world's answer.
    Fetch { request: Value },
    /// Completes with the tool's answer; `arguments` is a map, `roles` are the (name, text) lines before the call.
    Tool { tool: u16, arguments: Value, roles: Vec<(Rc<str>, Value)> },
    /// Completes with the host function's answer; `arguments` is a list.
    Extern { function: u16, arguments: Value },
}

/// A child that runs on its spawner's stack and of which nobody knows yet.
#[derive(Debug)]
pub struct Arrival {
    /// Its body.
    pub function: FunctionIndex,
    /// What it is.
    pub kind: FutureKind,
    /// The op that spawned it.
    pub at: CodeOffset,
    /// What was left of the fuel then.
    pub left: i64,
}

impl Default for Arrival {
    fn default() -> Arrival {
        Arrival { function: FunctionIndex(0), kind: FutureKind::Spawn, at: CodeOffset(0), left: 0 }
    }
}

/// A send or receive that was made.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its future.
    pub future: FutureId,
    /// What the await that comes next sees; [`Sight::Other`] if there is none, or if it has to look for itself.
    pub seen: Sight,
}

/// What is needed to print a future's handle.
pub trait FutureNames {
    /// Writes `0.1` for the future.
    fn write_path(&self, id: FutureId, out: &mut String);
    /// The one-word state for printing: `pending`, `completed`, `error`, `cancelled`.
    fn state_word(&self, id: FutureId) -> &'static str;
}

/// The surroundings of a running fiber. `at` names the op that asks.
pub trait Host: FutureNames {
    /// The future of the running fiber.
    fn current(&self) -> FutureId;
    /// The op that made the future of the running fiber.
    fn made_at(&self) -> CodeOffset;
    /// Clock time in milliseconds since the run began.
    fn now_ms(&self) -> i64;
    /// The state of a future. Does not count as having looked at it.
    fn future(&self, id: FutureId) -> FutureView;
    /// Notes that code looked at the outcome of a future (rules R8, R23).
    fn observe(&mut self, id: FutureId);
    /// The branch that decided a settled composite.
    fn winner(&self, id: FutureId) -> Option<u32>;
    /// Makes an operation and gives its future.
    fn operate(&mut self, operation: Operation, at: CodeOffset) -> FutureId;
    /// Makes a send of a value, which is taken. It is awaited next if it `is_awaited`.
    fn send(&mut self, channel: ChannelId, value: &mut Value, at: CodeOffset, _is_awaited: bool) -> Message {
        let value = std::mem::replace(value, Value::Null);
        Message { future: self.operate(Operation::Send { channel, value }, at), seen: Sight::Other }
    }
    /// Makes a receive. It is awaited next if it `is_awaited`.
    fn receive(&mut self, channel: ChannelId, at: CodeOffset, _is_awaited: bool) -> Message {
        Message { future: self.operate(Operation::Receive { channel }, at), seen: Sight::Other }
    }
    /// A future that is completed with `value` from the start.
    fn lift(&mut self, value: Value, at: CodeOffset) -> FutureId;
    /// Makes a channel; `None` is a rendezvous.
    fn channel(&mut self, capacity: Option<u32>) -> ChannelId;
    /// The next value without waiting.
    fn try_receive(&mut self, channel: ChannelId, at: CodeOffset) -> Option<Value>;
    /// Closes a channel.
    fn close(&mut self, channel: ChannelId, at: CodeOffset);
    /// Number of buffered values.
    fn channel_len(&self, channel: ChannelId) -> usize;
    /// Makes a shared cell.
    fn shared(&mut self, value: Value) -> SharedId;
    /// Reads a shared cell.
    fn shared_get(&mut self, id: SharedId, at: CodeOffset) -> Value;
    /// Writes a shared cell.
    fn shared_set(&mut self, id: SharedId, value: Value, at: CodeOffset);
    /// Prints one line.
    fn print(&mut self, line: String, at: CodeOffset) -> Flow;
    /// 64 bits of the running future's own random stream, split from the seed (rule R25).
    fn random(&mut self) -> u64;
    /// Whether the fiber is to come back with [`super::Halt::Stopped`] after the op it is at, to be looked at.
    fn wants_pause(&self) -> bool;
    /// What an await of one future sees at first sight; then the future counts as looked at, unless that takes a closer look.
    fn look_at(&mut self, id: FutureId) -> Sight {
        let sight = match self.future(id) {
            FutureView::Pending => Sight::Open,
            FutureView::Completed(value) if value.is_plain() => Sight::Plain(value),
            _ => return Sight::Other,
        };
        self.observe(id);
        sight
    }
    /// How many children of the running future may run on its stack one after the other, as long as nothing happens but that they return.
    fn guests_max(&mut self) -> u32 {
        0
    }
    /// The child that runs on the stack of the running future is not about to return, but something else is to happen: it is the running future now.
    fn enrol_guest(&mut self, _arrival: &Arrival) {}
    /// A child that was never enrolled returns a value that is no future. Its spawner looks at the value at once if it `is_awaited`. `left` is
    /// what is left of the fuel.
    fn pass_through(&mut self, arrival: &Arrival, value: &Value, _left: i64, _is_awaited: bool) -> FutureId {
        self.lift(value.clone(), arrival.at)
    }
    /// The running future, an enrolled guest, returns the value: its spawner runs again. `None` when that takes a fiber.
    fn settle_guest(&mut self, _value: &Value, _left: i64, _is_awaited: bool) -> Option<FutureId> {
        None
    }
    /// Whether the branches of a composite may start on its maker's stack; if so, they and the composite exist, and the first one runs.
    fn admit_branches(&mut self, _branches: GuestBranches, _at: CodeOffset, _left: i64) -> bool {
        false
    }
    /// The running guest, a branch, returns the value. `None`, and the value stays, when that takes a fiber.
    fn settle_branch(&mut self, _value: &mut Value, _left: i64) -> Option<AfterBranch> {
        None
    }
    /// The running guest, a branch, becomes a sleep. `None` when that takes a fiber.
    fn become_sleep(&mut self, _ms: i64, _at: CodeOffset, _left: i64) -> Option<AfterBranch> {
        None
    }
    /// Notes that a `defer` body ran to its end, and how many others run around it.
    fn deferred_ran(&mut self, at: CodeOffset, around: usize);
}
