//! A run under way: everything of it that goes forward, in one value.
//!
//! The host has three ways in: the clock ([`Execution::advance_to`]), an answer ([`Execution::answer`]) and the end
//! ([`Execution::stop`]). The first two take effect between two turns of fibers, so that where a slice happens to end never shows.

use super::{Log, Options, Prepared, RunPolicy};
use crate::runtime::{Driver, Machine, OperationId, Progress};
use crate::vm::Value;
use crate::world::{HostCall, Hosted, Provided};
use std::collections::VecDeque;
use std::rc::Rc;

/// A run under way or over.
#[derive(Clone)]
pub struct Execution {
    machine: Machine,
    policy: RunPolicy,
    outside: Hosted,
    log: Log,
    /// What came from outside and waits for the end of a turn.
    inbox: VecDeque<Input>,
}

/// What comes from outside between two turns.
#[derive(Clone, Debug)]
enum Input {
    Time(i64),
    Answer(OperationId, Result<Value, String>),
}

/// Fuel that ends a slice after the shortest stretch of a turn.
const LEAST_FUEL: i64 = 1;

impl Execution {
    /// A run at its beginning; the host answers what it has `provided`.
    pub fn new(prepared: &Prepared, options: &Options, provided: Provided) -> Execution {
        Execution {
            machine: prepared.machine(options),
            policy: prepared.policy(options),
            outside: Hosted::new(prepared.world(options), Rc::new(provided)),
            log: Log::default(),
            inbox: VecDeque::new(),
        }
    }

    /// Runs until about `fuel` instructions are used, nothing can go on, or the run is over.
    pub fn run(&mut self, fuel: i64) -> Progress {
        if self.take_in(fuel) { self.drive(fuel) } else { Progress::MoreWork }
    }

    /// Finishes the turn under way, if something waits for its end, and takes that in; false when the fuel did not reach.
    fn take_in(&mut self, fuel: i64) -> bool {
        let steps_max = self.machine.steps().saturating_add_signed(fuel);
        while !self.inbox.is_empty() && self.machine.is_in_turn() {
            if self.machine.steps() >= steps_max {
                return false;
            }
            self.drive(LEAST_FUEL);
        }
        for input in std::mem::take(&mut self.inbox) {
            self.apply(input);
        }
        true
    }

    fn apply(&mut self, input: Input) {
        match input {
            Input::Time(ms) => self.machine.advance_to(ms),
            Input::Answer(id, result) => self.machine.answer(id, result),
        }
    }

    fn drive(&mut self, fuel: i64) -> Progress {
        let Execution { machine, policy, outside, log, .. } = self;
        machine.run(&mut Driver { policy, world: outside, observer: log }, fuel)
    }

    /// Moves the real clock. It never goes back.
    pub fn advance_to(&mut self, ms: i64) {
        if let Some(Input::Time(waiting)) = self.inbox.back_mut() {
            *waiting = ms.max(*waiting);
        } else if ms > self.machine.now_ms() {
            self.inbox.push_back(Input::Time(ms));
        }
    }

    /// Hands in the host's answer to a call; one that nobody waits for any more is noted and ignored.
    pub fn answer(&mut self, id: OperationId, result: Result<Value, String>) {
        self.inbox.push_back(Input::Answer(id, result));
    }

    /// Ends the run with status `limit` and this message, at once.
    pub fn stop(&mut self, message: &str) {
        if !self.machine.is_over() {
            self.machine.stop(message);
        }
    }

    /// The calls that the host is to make, each given out once.
    pub fn take_host_calls(&mut self) -> Vec<HostCall> {
        self.outside.take_calls()
    }

    /// The host's calls that nobody waits for any more, each given out once.
    pub fn take_aborts(&mut self) -> Vec<OperationId> {
        self.outside.take_aborts()
    }

    /// The machine.
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// All that happened so far.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The machine and all that happened.
    pub fn into_parts(self) -> (Machine, Log) {
        (self.machine, self.log)
    }
}
