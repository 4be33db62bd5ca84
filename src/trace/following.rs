//! Following a script: an execution whose choices and inputs come from a journal.
//!
//! A strict replay compares before it acts and ends at the first difference. Another one notes it and goes on with the first in line, with what
//! the host answered where a call asks the same, and with the clock of its own.

use super::journal::{Answered, Header, Input};
use super::recording::arguments_digest;
use super::script::{Ahead, Divergence, Script, Strictness};
use super::{Execution, Opened, Prepared, RunPolicy};
use crate::runtime::{OperationId, Progress};

/// The failure of a call that a replay has no answer to.
const UNANSWERED: &str = "the journal has no answer to this call";

impl Execution {
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

    /// Runs as the script says.
    pub(super) fn follow(&mut self, fuel: i64) -> Progress {
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
            let is_expected = script.may_go_on() && self.machine().open_calls().next().is_none();
            if !is_expected {
                let divergence = Divergence::of_wait(&self.forward.machine);
                self.diverge(divergence);
            }
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
        let choice = self.log.choices().nth(misfit.number as usize);
        let seq = choice.map_or(self.machine().event_count(), |(seq, _)| seq);
        let recorded = self.script.as_ref().and_then(|script| script.choice(misfit.number));
        self.diverge(Divergence::of_choice(seq, recorded, misfit, self.machine()));
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

    /// Whether a journal says what comes from outside.
    pub fn is_replay(&self) -> bool {
        self.script.is_some()
    }

    /// Where a replay went another way than its journal, if it did.
    pub fn divergence(&self) -> Option<&Divergence> {
        self.script.as_ref()?.divergence()
    }
}
