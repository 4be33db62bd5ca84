//! The turns of a run in order, and which of them happened before which.
//!
//! A turn goes from one pick out of the ready queue to the next, with all that its fiber starts and cancels on the way. Time moves only when
//! nobody is ready, so that all turns of one stretch between two timers come before all of the next; only within a stretch is there anything to ask.

use super::footprint::{Clash, Footprint};
use super::walker::Walker;
use crate::vm::FutureId;
use std::rc::Rc;

/// A fiber by a number that it has in all orders.
pub type FiberNumber = u32;

/// A turn that is known to be covered by orders that were run already, as long as nothing touches what it touches.
#[derive(Clone, Debug)]
pub struct Sleeper {
    pub fiber: FiberNumber,
    pub footprint: Rc<Footprint>,
}

/// A turn of a run.
pub struct Turn {
    pub fiber: FiberNumber,
    pub future: FutureId,
    pub footprint: Rc<Footprint>,
    /// Fibers that became ready in it.
    pub readied: Vec<FutureId>,
    /// Fibers that did something in it after everything was cancelled.
    pub cleaning: Vec<FutureId>,
    /// The turn of the same stretch that made the fiber ready.
    pub woken_by: Option<usize>,
    /// The first turn of the stretch.
    pub stretch: usize,
    /// Turns of the stretch that happened before.
    pub before: Numbers,
    /// Who sleeps when it begins.
    pub sleepers: Vec<Sleeper>,
    /// Whether everything was cancelled before it.
    pub is_ending: bool,
    /// Set when others could have gone.
    pub choice: Option<Choice>,
}

/// A point where more than one fiber could go.
pub struct Choice {
    /// Who could, in the order of the ready queue.
    pub ready: Vec<FiberNumber>,
    /// The same by their futures in this run.
    pub futures: Vec<FutureId>,
    /// Index of the one that goes.
    pub index: usize,
    /// Who is still to go.
    pub todo: Vec<FiberNumber>,
    /// Who has gone.
    pub done: Vec<Sleeper>,
    /// The run before the choice.
    pub snapshot: Option<Box<Walker>>,
}

/// A set of small numbers.
#[derive(Clone, Debug, Default)]
pub struct Numbers(Vec<u64>);

impl Numbers {
    pub fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    fn add(&mut self, number: usize) {
        let word = number / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (number % 64);
    }

    fn add_all(&mut self, other: &Numbers) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }
}

/// Works out what happened before the last turn, and gives the turns that it is in a race with: those that are in no other way before it and
/// could have come after it.
pub fn order_last(turns: &mut [Turn]) -> Vec<usize> {
    let Some((last, earlier)) = turns.split_last_mut() else { return Vec::new() };
    let mut before = Numbers::default();
    let mut races = Vec::new();
    // From the nearest to the farthest: what happened before a nearer one is no race.
    for (index, turn) in earlier.iter().enumerate().skip(last.stretch).rev() {
        let is_waker = last.woken_by == Some(index);
        let has_woken = last.woken_by.is_some_and(|waker| index <= waker);
        let clash = match turn.footprint.clash(&last.footprint, last.future, has_woken) {
            _ if is_waker => Clash::Needed,
            Some(clash) => clash,
            None => continue,
        };
        let number = index - last.stretch;
        if clash == Clash::Race && turn.fiber != last.fiber && !before.has(number) {
            races.push(index);
        }
        before.add_all(&turn.before);
        before.add(number);
    }
    last.before = before;
    races
}

/// The fibers of which one must have gone instead of turn `race`, so that the last turn comes before it.
pub fn initials(turns: &[Turn], race: usize) -> Vec<FiberNumber> {
    let last = turns.len() - 1;
    let stretch = turns[last].stretch;
    let moved = (race + 1..=last).filter(|index| *index == last || !turns[*index].before.has(race - stretch));
    let mut seen: Vec<usize> = Vec::new();
    let mut first = Vec::new();
    for index in moved {
        let turn = &turns[index];
        if !seen.iter().any(|earlier| turn.before.has(earlier - stretch)) {
            first.push(turn.fiber);
        }
        seen.push(index);
    }
    first
}
