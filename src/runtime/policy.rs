//! Who goes next when more than one fiber could.

use super::ReadySet;
use super::random::Stream;

/// Answers each choice of a run. A schedule is a policy's answers, written down.
pub trait Policy {
    /// The index of the fiber that goes next; `ready` holds at least two. Too large an index means the last. None holds the run before
    /// the choice.
    fn choose(&mut self, ready: &ReadySet<'_>) -> Option<usize>;
}

/// First in, first out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fifo;

impl Policy for Fifo {
    fn choose(&mut self, _ready: &ReadySet<'_>) -> Option<usize> {
        Some(0)
    }
}

/// Any, by a seed.
#[derive(Clone, Copy, Debug)]
pub struct Random(Stream);

impl Random {
    /// The policy of a seed; it does not share its numbers with the program's `random()`.
    pub fn new(seed: u64) -> Random {
        Random(Stream::new(seed).split(u32::MAX))
    }
}

impl Policy for Random {
    fn choose(&mut self, ready: &ReadySet<'_>) -> Option<usize> {
        Some((self.0.draw() % ready.len() as u64) as usize)
    }
}
