//! A run under way: everything of it that goes forward, what happened, and what came from outside.
//!
//! The host has three ways in: the clock ([`Execution::advance_to`]), an answer ([`Execution::answer`]) and the end
//! ([`Execution::stop`]). The first two take effect between two turns of fibers, so that where a slice happens to end never shows. Each is
//! recorded with its place; with the choices in the event log that is the run's journal. A
//! replay gets all three from its script.

use super::forward::Forward;
use super::journal::{Answered, Header, Input, InputRecord};
use super::recording::arguments_digest;
use super::script::Script;
use super::{Log, Options, Prepared};
use crate::runtime::{Machine, OperationId, Progress};
use crate::vm::Value;
use crate::world::{HostCall, Provided};
use std::collections::VecDeque;
use std::rc::Rc;

/// A run under way or over.
#[derive(Clone)]
pub struct Execution {
    pub(super) forward: Forward,
    pub(super) log: Log,
    pub(super) header: Rc<Header>,
    /// The run as it was before its first turn.
    pub(super) beginning: Rc<Forward>,
    /// What came from outside and waits for the end of a turn.
    inbox: VecDeque<Waiting>,
    /// What came from outside and took effect.
    pub(super) inputs: Vec<InputRecord>,
    pub(super) script: Option<Script>,
}

/// What waits for the end of a turn.
#[derive(Clone, Debug)]
enum Waiting {
    Time(i64),
    Answer(OperationId, Result<Value, String>),
}

/// Fuel that ends a slice after the shortest stretch of a turn.
const LEAST_FUEL: i64 = 1;

impl Execution {
    /// A run at its beginning; the host answers what it has `provided`.
    pub fn new(prepared: &Prepared, options: &Options, provided: Provided) -> Execution {
        let header = Header {
            source: prepared.program.source.clone(),
            world: options.world.as_ref().map(|world| world.source.clone()),
            entry: options.entry.clone(),
            mode: prepared.mode(options),
            clock: options.clock,
            seed: options.seed,
            limits: options.limits,
            provided: Rc::new(provided),
            parent: None,
            changes: Rc::default(),
        };
        Execution::with_header(prepared, options, header)
    }

    pub(super) fn with_header(prepared: &Prepared, options: &Options, header: Header) -> Execution {
        let forward = Forward::new(prepared, options, header.provided.clone(), header.changes.clone());
        Execution {
            beginning: Rc::new(forward.clone()),
            forward,
            log: Log::default(),
            header: Rc::new(header),
            inbox: VecDeque::new(),
            inputs: Vec::new(),
            script: None,
        }
    }

    /// Runs until about `fuel` instructions are used, nothing can go on, or the run is over.
    pub fn run(&mut self, fuel: i64) -> Progress {
        if !self.take_in(fuel) {
            return Progress::MoreWork;
        }
        if self.script.is_some() { self.follow(fuel) } else { self.drive(fuel) }
    }

    /// Finishes the turn under way, if something waits for its end, and takes that in; false when the fuel did not reach.
    fn take_in(&mut self, fuel: i64) -> bool {
        let steps_max = self.machine().steps().saturating_add_signed(fuel);
        while !self.inbox.is_empty() && self.machine().is_in_turn() {
            if self.machine().steps() >= steps_max {
                return false;
            }
            self.drive(LEAST_FUEL);
        }
        for waiting in std::mem::take(&mut self.inbox) {
            match waiting {
                Waiting::Time(ms) => self.take_effect(Input::Time(ms)),
                Waiting::Answer(id, result) => {
                    if let Some(answered) = self.answered(id, result) {
                        self.take_effect(Input::Answer(answered));
                    }
                }
            }
        }
        true
    }

    /// The record of an answer; none when there is no such call.
    pub(super) fn answered(&self, id: OperationId, result: Result<Value, String>) -> Option<Answered> {
        let call = self.machine().open_call(id)?;
        let arguments = arguments_digest(call, self.machine());
        Some(Answered { id, future: self.machine().path(id), name: call.name.to_string(), arguments, result })
    }

    pub(super) fn take_effect(&mut self, input: Input) {
        let (events, point) = (self.machine().event_count(), self.machine().point());
        self.forward.apply(&input);
        self.inputs.push(InputRecord { events, point, input });
    }

    pub(super) fn drive(&mut self, fuel: i64) -> Progress {
        self.forward.drive(fuel, &mut self.log)
    }

    /// Moves the real clock. It never goes back.
    pub fn advance_to(&mut self, ms: i64) {
        if self.script.is_some() {
            return;
        }
        if let Some(Waiting::Time(waiting)) = self.inbox.back_mut() {
            *waiting = ms.max(*waiting);
        } else if ms > self.machine().now_ms() {
            self.inbox.push_back(Waiting::Time(ms));
        }
    }

    /// Hands in the host's answer to a call; one that nobody waits for any more is noted and ignored.
    pub fn answer(&mut self, id: OperationId, result: Result<Value, String>) {
        self.inbox.push_back(Waiting::Answer(id, result));
    }

    /// Ends the run with status `limit` and this message, at once.
    pub fn stop(&mut self, message: &str) {
        if !self.machine().is_over() {
            self.take_effect(Input::Stop(message.into()));
        }
    }

    /// The calls that the host is to make, each given out once.
    pub fn take_host_calls(&mut self) -> Vec<HostCall> {
        self.forward.outside.take_calls()
    }

    /// The host's calls that nobody waits for any more, each given out once.
    pub fn take_aborts(&mut self) -> Vec<OperationId> {
        self.forward.outside.take_aborts()
    }

    /// The machine.
    pub fn machine(&self) -> &Machine {
        &self.forward.machine
    }

    /// All that happened so far.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The hash of all that happened so far.
    pub fn trace_hash(&self) -> String {
        self.log.hash(self.machine())
    }

    /// The machine and all that happened.
    pub fn into_parts(self) -> (Machine, Log) {
        (self.forward.machine, self.log)
    }
}
