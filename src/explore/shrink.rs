//! Simpler witnesses: a deviation that can be left out with the same outcome is left out, until none can.

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
    /// Runs that may still be tried.
    tries: u32,
    trial: Option<Trial>,
}

/// Runs for one outcome at most; chosen by feel.
const TRIES_MAX: u32 = 200;

impl Shrinking {
    /// Begins with the outcome of that number.
    pub fn new(beginning: Walker, number: usize) -> Shrinking {
        Shrinking { number, beginning, left_out: 0, tries: TRIES_MAX, trial: None }
    }

    /// The same for the next outcome.
    pub fn next(self) -> Shrinking {
        Shrinking::new(self.beginning, self.number + 1)
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
