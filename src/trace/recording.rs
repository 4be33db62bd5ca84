//! What an execution leaves behind: its journal, folded from the event log and the inputs, and its history.

use super::forward::Forward;
use super::journal::{ChoiceRecord, End, Journal};
use super::schedule::ready_digest;
use super::{Execution, History, RunPolicy};
use crate::runtime::{Call, Choice, MAIN, Machine};
use xxhash_rust::xxh3::xxh3_64;

impl Execution {
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
        for (seq, choice) in self.log.choices() {
            if choice.index > 0 {
                choices.push(self.choice_record(seq, count, &choice));
            }
            count += 1;
        }
        (choices, count)
    }

    /// The record of a choice, the one of that number.
    pub(super) fn choice_record(&self, seq: u64, number: u64, choice: &Choice) -> ChoiceRecord {
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
            trace_hash: self.trace_hash(),
            steps: machine.steps(),
            check: machine.check(),
            choices,
        }
    }
}

/// The digest of what a call asks.
pub fn arguments_digest(call: &Call, machine: &Machine) -> u64 {
    let mut text = machine.event_text(&call.arguments);
    for (name, role) in &call.roles {
        text.push('\n');
        text.push_str(name);
        text.push(':');
        text.push_str(&machine.event_text(role));
    }
    xxh3_64(text.as_bytes())
}
