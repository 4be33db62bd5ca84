//! Outcomes: what runs come to, each with the simplest order that was seen to lead there.

use crate::runtime::Machine;
use crate::trace::{Options, Prepared, Report, ReportError, Schedule};

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The status's word.
    pub status: &'static str,
    /// The text of main's value.
    pub value: Option<String>,
    /// Why it did not end well.
    pub error: Option<ReportError>,
    /// Printed lines.
    pub output: Vec<String>,
}

/// An outcome that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// What.
    pub outcome: Outcome,
    /// How many of the orders came to it.
    pub count: u64,
    /// The simplest order: the choices in it that do not take the first in line.
    pub witness: Vec<Schedule>,
    /// Instructions of that run.
    pub steps: u64,
    /// The journal of that run; empty until the exploration is over.
    pub journal: String,
}

impl Outcome {
    /// What a run that is over came to.
    pub fn of(machine: &Machine, prepared: &Prepared, options: &Options) -> Outcome {
        let Report { status, value, error, output, .. } = Report::summary(machine, prepared, options);
        Outcome { status: status.word(), value, error, output }
    }
}

impl Found {
    /// Takes another order as witness if it is simpler: fewer deviations from the first in line, then fewer instructions.
    pub fn offer(&mut self, witness: Vec<Schedule>, steps: u64) -> bool {
        let is_simpler = (witness.len(), steps) < (self.witness.len(), self.steps);
        if is_simpler {
            (self.witness, self.steps) = (witness, steps);
        }
        is_simpler
    }
}

/// Adds what a run came to.
pub fn add(found: &mut Vec<Found>, outcome: Outcome, witness: Vec<Schedule>, steps: u64) {
    if let Some(known) = found.iter_mut().find(|known| known.outcome == outcome) {
        known.count += 1;
        known.offer(witness, steps);
        return;
    }
    found.push(Found { outcome, count: 1, witness, steps, journal: String::new() });
}
