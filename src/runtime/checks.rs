//! Checks of a run on the way: what a replay compares to tell where it went another way.
//!
//! Every turn goes into a rolling hash with the fiber it belonged to; now and then the hash is kept together with the counts of the run.
//! The more a run has, the farther apart its checks are, so that their number stays small.

use super::core::Core;
use crate::vm::FutureId;

/// Turns between two checks at a run's beginning.
const SPACING: u64 = 64;
/// Checks kept at most; then every other one goes and the spacing doubles.
const KEPT_MAX: usize = 64;
/// An odd number whose bits look random, so that multiplying spreads every bit: 2^64 divided by the golden ratio.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// What a run was like after so many turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// The turns.
    pub turn: u64,
    /// Events until then.
    pub events: u64,
    /// Hash of all turns, and of clock, instructions, events, futures, channels and output.
    pub hash: u64,
}

/// The checks of a run.
#[derive(Clone, Debug)]
pub struct Checks {
    rolling: u64,
    spacing: u64,
    kept: Vec<Check>,
}

impl Default for Checks {
    fn default() -> Checks {
        Checks { rolling: SPREAD, spacing: SPACING, kept: Vec::new() }
    }
}

impl Checks {
    /// Counts a turn: whose it was, and its number. True when a check is due.
    #[inline]
    pub fn turn(&mut self, id: FutureId, turn: u64) -> bool {
        self.rolling = mixed(self.rolling, u64::from(id.0));
        turn & (self.spacing - 1) == 0
    }

    fn keep(&mut self, check: Check) {
        self.kept.push(check);
        if self.kept.len() == KEPT_MAX {
            self.spacing *= 2;
            let spacing = self.spacing;
            self.kept.retain(|check| check.turn & (spacing - 1) == 0);
        }
    }

    /// Those that are kept, in order.
    pub fn kept(&self) -> &[Check] {
        &self.kept
    }
}

impl Core {
    /// A turn of a fiber came to its end, or a timer fired.
    #[inline]
    pub fn end_turn(&mut self, id: FutureId) {
        self.turns_ended += 1;
        if self.checks.turn(id, self.turns_ended) {
            self.keep_check();
        }
    }

    /// Whether a check is due at one of the next turns.
    #[inline]
    pub fn is_check_due_within(&self, turns: u64) -> bool {
        let spacing = self.checks.spacing;
        (self.turns_ended & (spacing - 1)) + turns >= spacing
    }

    /// Turns came to their end, one after the other, at which no check is due.
    #[inline]
    pub fn end_turns_between_checks<const N: usize>(&mut self, ids: [FutureId; N]) {
        self.turns_ended += N as u64;
        self.checks.rolling = ids.iter().fold(self.checks.rolling, |hash, id| mixed(hash, u64::from(id.0)));
    }

    #[cold]
    fn keep_check(&mut self) {
        let check = self.check();
        self.checks.keep(check);
    }

    /// What a check of the run as it stands would be.
    pub fn check(&self) -> Check {
        let counts = [
            self.now as u64,
            self.steps,
            self.events.count(),
            self.futures.len() as u64,
            u64::from(self.fibers_alive()),
            self.channels.len() as u64,
            self.output.len() as u64,
        ];
        let hash = counts.into_iter().fold(self.checks.rolling, mixed);
        Check { turn: self.turns_ended, events: self.events.count(), hash }
    }
}

fn mixed(hash: u64, number: u64) -> u64 {
    (hash.rotate_left(23) ^ number).wrapping_mul(SPREAD)
}
