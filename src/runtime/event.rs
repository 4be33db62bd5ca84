//! What happened: the entries of the event log, as its readers see them. How they are kept stands in `record`.
//!
//! Compact: what a future's row says (its label, its value) is not said again; what is large is shared.

use super::{Call, Status, Tally};
use crate::bytecode::CodeOffset;
use crate::vm::{ChannelId, Failure, FutureId, SharedId, Value};
use std::rc::Rc;

/// One entry of the event log.
#[derive(Clone, Debug)]
pub struct Event {
    /// Clock time.
    pub ms: i64,
    /// Whom it happened to.
    pub future: FutureId,
    /// The op it belongs to.
    pub at: CodeOffset,
    /// What.
    pub kind: EventKind,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum EventKind {
    /// The future exists; label and kind are in its row.
    Created {
        /// Who made it; main has none.
        parent: Option<FutureId>,
    },
    /// Its fiber runs for the first time.
    Started,
    /// It waits for one future.
    AwaitsOne(FutureId),
    /// It waits for several futures.
    AwaitsAll(Rc<[FutureId]>),
    /// It waits at a channel, to send or to receive.
    AwaitsChannel {
        /// Which.
        channel: ChannelId,
        /// Whether to send.
        sends: bool,
    },
    /// It goes on.
    Resumed {
        /// Whose settling woke it.
        by: Option<FutureId>,
    },
    /// It has its value, which is in its row.
    Completed,
    /// It failed.
    Failed(Rc<Failure>),
    /// It was cancelled.
    Cancelled {
        /// By whom.
        by: Option<FutureId>,
    },
    /// Its timer runs.
    TimerSet {
        /// When it fires.
        deadline_ms: i64,
    },
    /// Its timer fired.
    TimerFired,
    /// A channel took its value.
    Sent {
        /// Which channel.
        channel: ChannelId,
        /// What.
        value: Value,
    },
    /// A channel gave it a value.
    Received {
        /// Which channel.
        channel: ChannelId,
        /// What.
        value: Value,
    },
    /// It read a shared cell.
    SharedRead {
        /// Which.
        shared: SharedId,
        /// What it saw.
        value: Value,
    },
    /// It wrote a shared cell.
    SharedWritten {
        /// Which.
        shared: SharedId,
        /// What it wrote.
        value: Value,
    },
    /// An outside call was made.
    ToolCalled(Rc<Call>),
    /// An outside call was answered.
    ToolAnswered(Rc<Outside>),
    /// A `defer` ran to its end.
    DeferredRan,
    /// It printed the line of that number in the output.
    Printed(u32),
    /// A scheduling choice.
    Chosen(Rc<Choice>),
    /// A vote was counted.
    Tally(Rc<Tally>),
    /// The run is over.
    Ended(Status),
}

/// An outside call's answer.
#[derive(Clone, Debug)]
pub struct Outside {
    /// Who was called.
    pub name: Rc<str>,
    /// The answer, or a failure's message.
    pub result: Result<Value, String>,
}

/// A scheduling choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The first of the ready fibers, at most [`Choice::SHOWN`].
    pub ready: Vec<FutureId>,
    /// How many were ready in all.
    pub count: u32,
    /// Index of the one that went.
    pub index: u32,
    /// The one that went.
    pub pick: FutureId,
}

impl Choice {
    /// How many ready fibers a choice lists: with all of them, 10,000 ready fibers would make a log of 50,000,000 entries.
    pub const SHOWN: usize = 16;
}

/// What a future waits for.
#[derive(Clone, Debug)]
pub enum Waits<'e> {
    /// Futures.
    Futures(&'e [FutureId]),
    /// A channel, to send or to receive.
    Channel {
        /// Which.
        channel: ChannelId,
        /// Whether to send.
        sends: bool,
    },
}

impl EventKind {
    /// What the future waits for, if this says that it does.
    pub fn waits(&self) -> Option<Waits<'_>> {
        match self {
            EventKind::AwaitsOne(future) => Some(Waits::Futures(std::slice::from_ref(future))),
            EventKind::AwaitsAll(futures) => Some(Waits::Futures(futures)),
            EventKind::AwaitsChannel { channel, sends } => Some(Waits::Channel { channel: *channel, sends: *sends }),
            _ => None,
        }
    }
}
