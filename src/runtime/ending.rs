//! How a run ends (rules R10, R22, R23, R28).

use super::core::Core;
use super::futures::FutureState;
use super::record::{ended, record};
use super::touch::{How, Part};
use super::{Limits, MAIN};
use crate::bytecode::CodeOffset;
use crate::vm::{Failure, FutureId};
use std::rc::Rc;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Main is not settled.
    Running,
    /// Main has its value; what is left runs on until it is idle.
    Draining,
    /// Main failed; the others' `defer`s run.
    Ending,
    /// Over.
    Over,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Main has a value and no failure went unseen.
    Ok,
    /// Main failed, or a failure went unseen.
    Failed,
    /// Everybody waited for each other.
    Deadlock,
    /// A limit was reached, or the run was stopped.
    Limit,
}

/// Why a run did not end well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunError {
    /// For people.
    pub message: Rc<str>,
    /// Where it arose.
    pub future: FutureId,
    /// The op.
    pub at: CodeOffset,
}

/// What decided the end.
#[derive(Clone, Debug, Default)]
pub struct Ending {
    limit: Option<RunError>,
    deadlock: Option<Rc<Failure>>,
}

impl Status {
    /// All, in order.
    pub const ALL: [Status; 4] = [Status::Ok, Status::Failed, Status::Deadlock, Status::Limit];

    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Failed => "failed",
            Status::Deadlock => "deadlock",
            Status::Limit => "limit",
        }
    }
}

impl Ending {
    /// The deadlock's failure.
    pub fn deadlock(&self) -> Option<Rc<Failure>> {
        self.deadlock.clone()
    }
}

impl RunError {
    fn of(failure: &Failure) -> RunError {
        let at = failure.trace.first().map_or(CodeOffset(0), |entry| entry.at);
        RunError { message: failure.message.clone(), future: failure.origin, at }
    }
}

impl Core {
    /// Main has settled: what is left runs on, or is cancelled.
    pub fn main_settled(&mut self) {
        if self.futures.get(MAIN).state == FutureState::Completed {
            self.phase = Phase::Draining;
        } else {
            self.phase = Phase::Ending;
            self.cancel_everything();
        }
    }

    /// Cancels all that is not terminal, children before parents.
    pub fn cancel_everything(&mut self) {
        self.notes.touch(Part::Run, How::Writes);
        let mut levels: Vec<Vec<FutureId>> = Vec::new();
        for (id, row) in self.futures.iter().filter(|(_, row)| !row.state.is_terminal()) {
            let depth = row.depth as usize;
            if levels.len() <= depth {
                levels.resize_with(depth + 1, Vec::new);
            }
            levels[depth].push(id);
        }
        let open: Vec<FutureId> = levels.into_iter().rev().flatten().collect();
        self.cancel_all(&open, Some(MAIN));
    }

    /// Nobody can go on and main is not settled: main fails, and then everything is cancelled.
    pub fn fail_by_deadlock(&mut self) {
        let (message, at) = self.deadlock_message();
        self.ending.deadlock = Some(self.new_failure(MAIN, at, message));
        self.phase = Phase::Ending;
        self.cancel_everything();
    }

    /// Ends the run because of a limit. The first one counts.
    pub fn reach_limit(&mut self, name: &str, value: u64, at: CodeOffset) {
        self.stop(Limits::message(name, value).into(), at);
    }

    /// Ends the run with a message.
    pub fn stop(&mut self, message: Rc<str>, at: CodeOffset) {
        if self.ending.limit.is_none() {
            self.ending.limit = Some(RunError { message, future: self.current, at });
            self.events.look();
        }
    }

    /// Whether a limit was reached.
    pub fn is_stopped(&self) -> bool {
        self.ending.limit.is_some()
    }

    /// Whether the run is over or may come to its end after any turn.
    #[inline]
    pub fn is_ending(&self) -> bool {
        matches!(self.phase, Phase::Ending | Phase::Over) || self.is_stopped()
    }

    /// Ends the run.
    pub fn finish(&mut self) {
        if self.phase == Phase::Over {
            return;
        }
        self.phase = Phase::Over;
        self.events.push(record(MAIN, self.futures.get(MAIN).at, ended(self.status())));
    }

    /// How the run stands; final when it is over. When several apply: limit, deadlock, failed.
    pub fn status(&self) -> Status {
        if self.is_stopped() {
            Status::Limit
        } else if self.ending.deadlock.is_some() {
            Status::Deadlock
        } else if self.futures.get(MAIN).state == FutureState::Failed || !self.unhandled().is_empty() {
            Status::Failed
        } else {
            Status::Ok
        }
    }

    /// Failed futures that nobody looked at, in order of creation (rule R23).
    pub fn unhandled(&self) -> Vec<FutureId> {
        let failed = self.failed.iter().copied();
        let mut unhandled: Vec<_> = failed.filter(|id| *id != MAIN && !self.futures.get(*id).observed).collect();
        unhandled.sort_unstable();
        unhandled
    }

    /// The error that goes with the status.
    pub fn run_error(&self) -> Option<RunError> {
        if let Some(limit) = &self.ending.limit {
            return Some(limit.clone());
        }
        if let Some(failure) = &self.ending.deadlock {
            return Some(RunError::of(failure));
        }
        if let Some(failure) = self.futures.get(MAIN).failure() {
            return Some(RunError::of(failure));
        }
        let failure = self.futures.get(*self.unhandled().first()?).failure()?;
        Some(RunError::of(failure))
    }
}
