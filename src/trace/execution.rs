//! A run under way: everything of it that goes forward, what happened, and what came from outside.
//!
//! The host has three ways in: the clock ([`Execution::advance_to`]), an answer ([`Execution::answer`]) and the end
//! ([`Execution::stop`]). The first two take effect between two turns of fibers, so that where a slice happens to end never shows. Each is
//! recorded with its place; with the choices in the event log that is the run's [`Journal`]. A replay gets all three from its script.

use super::forward::Forward;
use super::journal::{Answered, ChoiceRecord, End, Header, Input, InputRecord, Journal};
use super::schedule::ready_digest;
use super::script::{Ahead, Divergence, Script, Strictness};
use super::{History, Log, Opened, Options, Prepared, RunPolicy};
use crate::runtime::{Call, Choice, EventKind, MAIN, Machine, OperationId, Progress};
use crate::vm::Value;
use crate::world::{HostCall, Provided};
use std::collections::VecDeque;
use std::rc::Rc;
use xxhash_rust::xxh3::xxh3_64;

/// A run under way or over.
#[derive(Clone)]
pub struct Execution {
    forward: Forward,
    log: Log,
    header: Rc<Header>,
    /// The run as it was before its first turn.
    beginning: Rc<Forward>,
    /// What came from outside and waits for the end of a turn.
    inbox: VecDeque<Waiting>,
    /// What came from outside and took effect.
    inputs: Vec<InputRecord>,
    script: Option<Script>,
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

    fn with_header(prepared: &Prepared, options: &Options, header: Header) -> Execution {
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

    /// The run of a journal, at its beginning.
    pub fn replay(opened: &Opened, strictness: Strictness) -> Execution {
        Execution::replay_of(&opened.prepared, opened, strictness)
    }

    /// The run of another program, an edited one, as far as a journal fits it.
    pub fn replay_edited(prepared: &Prepared, opened: &Opened) -> Execution {
        Execution::replay_of(prepared, opened, Strictness::Prefix)
    }

    fn replay_of(prepared: &Prepared, opened: &Opened, strictness: Strictness) -> Execution {
        let journal = &opened.journal;
        let header = Header { source: prepared.program.source.clone(), ..Header::clone(&journal.header) };
        let mut execution = Execution::with_header(prepared, &opened.options(), header);
        execution.forward.policy = RunPolicy::planned(journal.schedule(), strictness == Strictness::Strict);
        execution.script = Some(Script::new(journal, strictness));
        execution
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
    fn answered(&self, id: OperationId, result: Result<Value, String>) -> Option<Answered> {
        let call = self.machine().open_call(id)?;
        let arguments = arguments_digest(call, self.machine());
        Some(Answered { id, future: self.machine().path(id), name: call.name.to_string(), arguments, result })
    }

    fn take_effect(&mut self, input: Input) {
        let (events, point) = (self.machine().event_count(), self.machine().point());
        self.forward.apply(&input);
        self.inputs.push(InputRecord { events, point, input });
    }

    fn drive(&mut self, fuel: i64) -> Progress {
        self.forward.drive(fuel, &mut self.log)
    }

    /// Runs as the script says.
    fn follow(&mut self, fuel: i64) -> Progress {
        let mut left = fuel;
        loop {
            let Some(script) = &mut self.script else { return self.drive(left) };
            let slice = match script.ahead(&self.forward.machine) {
                Ahead::Now(input) => {
                    self.take_scripted(input);
                    continue;
                }
                Ahead::At(point) => left.min(self.forward.machine.fuel_to(point)),
                Ahead::Nothing => left,
            };
            let progress = self.drive(slice);
            left = left.saturating_sub(slice);
            self.notice_misfit();
            match progress {
                Progress::MoreWork if left > 0 => self.compare_length(),
                Progress::Held => {}
                Progress::Idle { next_deadline_ms, .. } => self.go_on_from_idle(next_deadline_ms),
                Progress::Finished => {
                    self.compare_end();
                    return Progress::Finished;
                }
                progress => return progress,
            }
        }
    }

    fn take_scripted(&mut self, input: Input) {
        let Input::Answer(recorded) = &input else { return self.take_effect(input) };
        match self.answered(recorded.id, recorded.result.clone()) {
            Some(found) if (&found.name, found.arguments) == (&recorded.name, recorded.arguments) => {
                self.take_effect(input);
            }
            found => {
                self.diverge(Divergence::of_answer(recorded, found.as_ref(), &self.forward.machine));
                self.answer_alike(recorded.clone());
            }
        }
    }

    /// Gives an answer to an open call that asks the same, if there is one.
    fn answer_alike(&mut self, recorded: Answered) {
        let machine = &self.forward.machine;
        let alike = machine
            .open_calls()
            .find(|(_, call)| *call.name == *recorded.name && arguments_digest(call, machine) == recorded.arguments);
        if let Some(answered) = alike.and_then(|(id, _)| self.answered(id, recorded.result)) {
            self.take_effect(Input::Answer(answered));
        }
    }

    /// The run waits and the script has nothing for this point.
    fn go_on_from_idle(&mut self, deadline_ms: Option<i64>) {
        let Some(script) = &mut self.script else { return };
        if script.is_strict() || !script.has_more() {
            let divergence = Divergence::of_wait(&self.forward.machine);
            self.diverge(divergence);
            return self.answer_missing(deadline_ms);
        }
        match script.take() {
            Some(Input::Answer(recorded)) => self.answer_alike(recorded),
            Some(Input::Time(ms)) => self.take_effect(Input::Time(ms)),
            _ => {}
        }
    }

    /// Nobody answers any more: the clock moves on, or the calls fail.
    fn answer_missing(&mut self, deadline_ms: Option<i64>) {
        let open: Vec<OperationId> = self.machine().open_calls().map(|(id, _)| id).collect();
        for id in open {
            if let Some(answered) = self.answered(id, Err(UNANSWERED.to_owned())) {
                self.take_effect(Input::Answer(answered));
            }
        }
        if let Some(ms) = deadline_ms {
            self.take_effect(Input::Time(ms));
        }
    }

    /// A choice did not fit: a strict replay was held before it, another one has gone on.
    fn notice_misfit(&mut self) {
        let Some(misfit) = self.forward.policy.misfit().filter(|_| self.divergence().is_none()) else { return };
        let mut chosen = self.log.events().iter().enumerate().filter(|(_, it)| matches!(it.kind, EventKind::Chosen(_)));
        let seq = chosen.nth(misfit.number as usize).map_or(self.machine().event_count(), |(seq, _)| seq as u64);
        self.diverge(Divergence::of_choice(seq, misfit, self.machine()));
    }

    fn compare_length(&mut self) {
        if self.script.as_ref().is_some_and(|script| script.is_beyond_end(&self.forward.machine)) {
            self.diverge(Divergence::of_length(&self.forward.machine));
        }
    }

    fn compare_end(&mut self) {
        let Some(script) = &self.script else { return };
        let is_planned = self.forward.policy.has_more();
        if let Some(divergence) = script.compare_end(&self.forward.machine, is_planned) {
            self.diverge(divergence);
        }
    }

    /// Notes the first divergence; a strict replay ends there.
    fn diverge(&mut self, divergence: Divergence) {
        let Some(script) = &mut self.script else { return };
        let message = script.diverge(divergence, &self.forward.machine);
        if let Some(message) = message.filter(|_| !self.forward.machine.is_over()) {
            self.forward.machine.stop(&message);
        }
    }

    /// Where a replay went another way than its journal, if it did.
    pub fn divergence(&self) -> Option<&Divergence> {
        self.script.as_ref()?.divergence()
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

    /// The machine and all that happened.
    pub fn into_parts(self) -> (Machine, Log) {
        (self.forward.machine, self.log)
    }

    /// The history of the run as it stands.
    pub fn history(&self) -> History {
        let journal = self.journal();
        let policy = RunPolicy::planned(journal.schedule(), false);
        History::new(Forward { policy, ..Forward::clone(&self.beginning) }, journal.inputs.into())
    }

    /// The journal of the run as it stands.
    pub fn journal(&self) -> Journal {
        let (choices, count) = self.choices();
        Journal {
            header: self.header.clone(),
            choices,
            inputs: self.inputs.clone(),
            checks: self.machine().checks().to_vec(),
            end: self.end(count),
        }
    }

    /// The choices that did not take the first in line, and how many there were in all.
    fn choices(&self) -> (Vec<ChoiceRecord>, u64) {
        let (mut choices, mut count) = (Vec::new(), 0);
        for (seq, event) in self.log.events().iter().enumerate() {
            let EventKind::Chosen(choice) = &event.kind else { continue };
            if choice.index > 0 {
                choices.push(self.choice_record(seq as u64, count, choice));
            }
            count += 1;
        }
        (choices, count)
    }

    fn choice_record(&self, seq: u64, number: u64, choice: &Choice) -> ChoiceRecord {
        ChoiceRecord {
            seq,
            number,
            index: choice.index,
            ready: ready_digest(&choice.ready, choice.count as usize),
            pick: self.machine().path(choice.pick),
            operation: self.machine().label(choice.pick),
        }
    }

    fn end(&self, choices: u64) -> End {
        let machine = self.machine();
        End {
            status: if machine.is_over() { machine.status().word() } else { End::OPEN }.to_owned(),
            value: machine.future(MAIN).value().map(|value| machine.text(value)),
            trace_hash: self.log.hash(),
            steps: machine.steps(),
            check: machine.check(),
            choices,
        }
    }
}

/// The failure of a call that a replay has no answer to.
const UNANSWERED: &str = "the journal has no answer to this call";

/// The digest of what a call asks.
fn arguments_digest(call: &Call, machine: &Machine) -> u64 {
    let mut text = machine.event_text(&call.arguments);
    for (name, role) in &call.roles {
        text.push('\n');
        text.push_str(name);
        text.push(':');
        text.push_str(&machine.event_text(role));
    }
    xxh3_64(text.as_bytes())
}
