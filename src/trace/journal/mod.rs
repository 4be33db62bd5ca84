//! The journal of a run: what cannot be computed again, so that the run can be repeated without its clock and its outside.
//!
//! [`Journal`] is plain data. [`read`] and [`write`] are its text form, one record a line; [`Choices`] is the short form for links, which
//! holds a schedule only. `docs/journal.md` describes both. Knows nothing of how a run is driven.

mod choices;
mod line;
mod problem;
mod read;
mod stored;
mod write;

pub use choices::Choices;
pub(super) use line::Writer;
pub use problem::JournalProblem;
pub use read::{Opened, read};
pub use write::write;

use super::{Entry, Mode, Schedule};
use crate::runtime::{Check, ClockKind, Limits, OperationId, Point};
use crate::syntax::{HighlightKind, highlight};
use crate::vm::Value;
use crate::world::{Changes, Provided};
use std::rc::Rc;
use xxhash_rust::xxh3::Xxh3;

/// The version of the text form.
pub const FORMAT: i64 = 1;

/// The version of the language's meaning; a change after which an old journal would go another way needs a new one.
pub const SEMANTICS: i64 = 1;

/// A recorded run.
#[derive(Clone, Debug)]
pub struct Journal {
    /// What was run, and how.
    pub header: Rc<Header>,
    /// The choices that did not take the first in line.
    pub choices: Vec<ChoiceRecord>,
    /// What came from outside.
    pub inputs: Vec<InputRecord>,
    /// Checks on the way.
    pub checks: Vec<Check>,
    /// How it ended, or how far it was.
    pub end: End,
}

/// What was run, and how. A journal needs no other file.
#[derive(Clone, Debug)]
pub struct Header {
    /// The document.
    pub source: Rc<str>,
    /// The world that was used instead of the document's.
    pub world: Option<Rc<str>>,
    /// The call with which the run began, instead of the program's entry.
    pub entry: Option<Entry>,
    /// When futures start.
    pub mode: Mode,
    /// Whose clock.
    pub clock: ClockKind,
    /// Where random numbers began.
    pub seed: u64,
    /// The limits.
    pub limits: Limits,
    /// What the host answered.
    pub provided: Rc<Provided>,
    /// From which run it was forked.
    pub parent: Option<Parent>,
    /// Answers that were changed by hand.
    pub changes: Rc<Changes>,
}

/// From which run a run was forked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parent {
    /// The hash of its event log.
    pub trace_hash: String,
    /// The event at which they part.
    pub seq: u64,
}

/// A choice that did not take the first in line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceRecord {
    /// The event.
    pub seq: u64,
    /// Its number among the choices, from 0.
    pub number: u64,
    /// Which of the ready set went.
    pub index: u32,
    /// The digest of the ready set.
    pub ready: u64,
    /// The id of the one that went.
    pub pick: String,
    /// What that was.
    pub operation: String,
}

/// Something from outside, and where it took effect.
#[derive(Clone, Debug)]
pub struct InputRecord {
    /// Events until then.
    pub events: u64,
    /// The point.
    pub point: Point,
    /// What.
    pub input: Input,
}

/// What comes from outside.
#[derive(Clone, Debug)]
pub enum Input {
    /// The real clock moved.
    Time(i64),
    /// A call was answered.
    Answer(Answered),
    /// The run was stopped, with this message.
    Stop(Rc<str>),
}

/// The answer to a call.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The call's future.
    pub id: OperationId,
    /// The future's hierarchical id, for readers.
    pub future: String,
    /// What was called.
    pub name: String,
    /// The digest of the arguments.
    pub arguments: u64,
    /// The answer, or a failure's message.
    pub result: Result<Value, String>,
}

/// How a run ended, or how far it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The status; `open` when it was under way.
    pub status: String,
    /// The text of main's value.
    pub value: Option<String>,
    /// The hash of the event log, for readers: a later playground may hash otherwise.
    pub trace_hash: String,
    /// Instructions executed.
    pub steps: u64,
    /// The run's last check.
    pub check: Check,
    /// Choices, those that took the first in line among them.
    pub choices: u64,
}

impl End {
    /// The status of a run under way.
    pub const OPEN: &'static str = "open";

    /// Where it was.
    pub fn point(&self) -> Point {
        Point { turn: self.check.turn, steps: self.steps }
    }
}

impl Journal {
    /// Whether program, world, mode, clock, seed and schedule say all that is in it.
    pub fn is_schedule(&self) -> bool {
        let header = &self.header;
        let is_plain = header.entry.is_none() && header.limits == Limits::default() && header.provided.is_empty();
        is_plain && header.changes.is_empty() && self.inputs.is_empty()
    }

    /// Its choices as a schedule.
    pub fn schedule(&self) -> Vec<Schedule> {
        let planned =
            |choice: &ChoiceRecord| Schedule { number: choice.number, index: choice.index, ready: Some(choice.ready) };
        self.choices.iter().map(planned).collect()
    }
}

/// The hash of a program's tokens; comments and prose do not matter.
pub fn program_hash(source: &str) -> u64 {
    let mut hash = Xxh3::new();
    for piece in highlight(source) {
        if !matches!(piece.kind, HighlightKind::Comment | HighlightKind::Prose) {
            hash.update(piece.span.text(source).as_bytes());
            hash.update(&[0]);
        }
    }
    hash.digest()
}
