//! Orders that are drawn: each choice for itself, or by priorities.
//!
//! Priorities follow the PCT scheduler: every fiber draws one, the highest of those who are ready goes, and at `DEPTH - 1` choices, drawn as well, the one who would go
//! falls below all others. A mistake that shows when so many turns come in a certain order is met by one run with a known least probability.

use super::Strategy;
use super::trial::{Chooser, Trial};
use super::walker::Walker;
use crate::base::SortedSet;
use crate::runtime::{Policy, Random, ReadySet, Stream};
use crate::trace::{Planned, journal::Choices};
use crate::vm::FutureId;
use std::cmp::Reverse;

/// How many turns must come in a certain order for the mistakes that are looked for. Most known ones need no more, as the paper's table of
/// them shows.
pub const DEPTH: u32 = 3;

/// Orders that are drawn one after the other.
pub struct Drawing {
    beginning: Walker,
    strategy: Strategy,
    stream: Stream,
    /// Orders drawn so far.
    drawn: u32,
    /// The most choices of a run so far.
    choices_max: u64,
    /// The most fibers that waited for a turn in a run so far.
    fibers_max: u64,
    /// The orders that were seen.
    seen: SortedSet<String>,
    pub trial: Trial,
}

impl Drawing {
    /// Begins with the order in which the first in line goes.
    pub fn new(beginning: Walker, strategy: Strategy, seed: u64) -> Drawing {
        let trial = Trial::new(beginning.clone(), Chooser::Planned(Planned::new(Vec::new(), false)));
        let (stream, seen) = (Stream::new(seed), SortedSet::new());
        Drawing { beginning, strategy, stream, drawn: 0, choices_max: 0, fibers_max: 2, seen, trial }
    }

    /// Notes that the order is run; true when it had not been before.
    pub fn note(&mut self) -> bool {
        self.choices_max = self.choices_max.max(self.trial.choices());
        self.fibers_max = self.fibers_max.max(self.trial.fibers());
        self.seen.insert(Choices(self.trial.deviations()).encode())
    }

    /// Whether there is nothing to draw.
    pub fn has_no_choice(&self) -> bool {
        self.choices_max == 0
    }

    /// Draws the next order.
    pub fn draw(&mut self) {
        self.drawn += 1;
        let stream = self.stream.split(self.drawn);
        let chooser = match self.strategy {
            Strategy::Priorities => Chooser::Priorities(Priorities::new(stream, self.choices_max)),
            _ => Chooser::Random(Random::new(stream.clone().draw())),
        };
        self.trial = Trial::new(self.beginning.clone(), chooser);
    }

    /// What one order by priorities promises: it shows a mistake of that depth in one of so many cases at least.
    pub fn odds(&self) -> u64 {
        self.fibers_max.saturating_mul(self.choices_max.saturating_pow(DEPTH - 1))
    }
}

/// Fibers go by priority.
pub struct Priorities {
    stream: Stream,
    /// Numbers of the choices at which one falls.
    falls: Vec<u64>,
    number: u64,
    /// Those who fell, the lowest last.
    fallen: Vec<FutureId>,
    fibers: SortedSet<FutureId>,
}

impl Priorities {
    fn new(mut stream: Stream, choices: u64) -> Priorities {
        let falls = (1..DEPTH).map(|_| stream.draw() % choices.max(1)).collect();
        Priorities { stream, falls, number: 0, fallen: Vec::new(), fibers: SortedSet::new() }
    }

    /// How many fibers waited for a turn.
    pub fn fibers(&self) -> u64 {
        self.fibers.as_slice().len() as u64
    }

    fn highest(&self, ready: &ReadySet<'_>) -> usize {
        let priority = |index: &usize| {
            let id = ready.future(*index);
            let fell = self.fallen.iter().position(|fallen| *fallen == id);
            (Reverse(fell.map_or(0, |place| place + 1)), self.stream.split(id.0).draw(), Reverse(*index))
        };
        (0..ready.len()).max_by_key(priority).unwrap_or(0)
    }
}

impl Policy for Priorities {
    fn choose(&mut self, ready: &ReadySet<'_>) -> Option<usize> {
        for index in 0..ready.len() {
            self.fibers.insert(ready.future(index));
        }
        for _ in self.falls.iter().filter(|fall| **fall == self.number) {
            let next = ready.future(self.highest(ready));
            self.fallen.retain(|fallen| *fallen != next);
            self.fallen.push(next);
        }
        self.number += 1;
        Some(self.highest(ready))
    }
}
