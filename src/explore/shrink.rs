//! Simpler witnesses: a deviation that can be left out with the same outcome is left out, until none can or enough was tried.

use super::outcome::{Found, Outcome};
use super::trial::{Chooser, Trial};
use super::walker::Walker;
use crate::trace::Planned;

/// One outcome's witness being simplified.
pub struct Shrinking {
    /// Index of the outcome.
    pub number: usize,
    beginning: Walker,
    /// Which deviation is left out.
    left_out: usize,
    /// Runs that may still be tried, for all outcomes.
    pub tries: u64,
    trial: Option<Trial>,
}

impl Shrinking {
    /// Begins with the first outcome.
    pub fn new(beginning: Walker, tries: u64) -> Shrinking {
        Shrinking { number: 0, beginning, left_out: 0, tries, trial: None }
    }

    /// The same for the next outcome.
    pub fn next(self) -> Shrinking {
        Shrinking { number: self.number + 1, left_out: 0, trial: None, ..self }
    }

    /// Runs until about `fuel` instructions are used; true when there is nothing left to try.
    pub fn run(&mut self, found: &mut Found, outcome_of: impl Fn(&Walker) -> Outcome, fuel: i64) -> bool {
        let Some(trial) = &mut self.trial else { return !self.begin(found) };
        if !trial.run(fuel) {
            return false;
        }
        let is_simpler =
            outcome_of(&trial.walker) == found.outcome && found.offer(trial.deviations(), trial.walker.machine.steps());
        self.left_out = if is_simpler { 0 } else { self.left_out + 1 };
        self.trial = None;
        false
    }

    fn begin(&mut self, found: &Found) -> bool {
        if self.left_out >= found.witness.len() || self.tries == 0 {
            return false;
        }
        self.tries -= 1;
        let mut choices = found.witness.clone();
        choices.remove(self.left_out);
        self.trial = Some(Trial::new(self.beginning.clone(), Chooser::Planned(Planned::new(choices, false))));
        true
    }
}
