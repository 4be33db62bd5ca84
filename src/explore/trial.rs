//! One run by a policy, with its deviations from the first in line.

use super::chance::Priorities;
use super::walker::Walker;
use crate::runtime::{Policy, Random, ReadySet};
use crate::trace::{Planned, Schedule};

/// A run under way.
pub struct Trial {
    pub walker: Walker,
    chosen: Chosen,
}

/// The policy of a trial.
pub enum Chooser {
    Planned(Planned),
    Random(Random),
    Priorities(Priorities),
}

/// A policy whose answers are written down.
struct Chosen {
    chooser: Chooser,
    count: u64,
    deviations: Vec<Schedule>,
}

impl Trial {
    /// A run at its beginning.
    pub fn new(walker: Walker, chooser: Chooser) -> Trial {
        Trial { walker, chosen: Chosen { chooser, count: 0, deviations: Vec::new() } }
    }

    /// Runs until about `fuel` instructions are used; true when it is over.
    pub fn run(&mut self, fuel: i64) -> bool {
        self.walker.run_by(&mut self.chosen, fuel)
    }

    /// The choices that did not take the first in line.
    pub fn deviations(&self) -> Vec<Schedule> {
        self.chosen.deviations.clone()
    }

    /// How many fibers waited for a turn, where that was counted.
    pub fn fibers(&self) -> u64 {
        match &self.chosen.chooser {
            Chooser::Priorities(policy) => policy.fibers(),
            _ => 0,
        }
    }

    /// How many choices there were.
    pub fn choices(&self) -> u64 {
        self.chosen.count
    }
}

impl Policy for Chosen {
    fn choose(&mut self, ready: &ReadySet<'_>) -> Option<usize> {
        let index = match &mut self.chooser {
            Chooser::Planned(policy) => policy.choose(ready),
            Chooser::Random(policy) => policy.choose(ready),
            Chooser::Priorities(policy) => policy.choose(ready),
        }?;
        if index > 0 {
            self.deviations.push(Schedule { number: self.count, index: index as u32, ready: None });
        }
        self.count += 1;
        Some(index)
    }
}
