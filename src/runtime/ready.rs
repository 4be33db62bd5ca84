//! The ready queue: who could run, in the order in which they became ready.
//!
//! An entry of a fiber that was cancelled meanwhile stays until it comes up; its stamp tells that it is void.

use crate::vm::FutureId;
use std::collections::VecDeque;

/// Who waits for a turn.
#[derive(Clone, Debug, Default)]
pub struct ReadyQueue {
    entries: VecDeque<Entry>,
    /// Entries whose fiber was cancelled meanwhile.
    void: usize,
    stamps: u32,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    future: FutureId,
    stamp: u32,
}

/// A stamp of no entry.
pub const NOT_READY: u32 = 0;

/// The fibers that could go next, as a policy sees them.
#[derive(Debug)]
pub struct ReadySet<'q>(&'q VecDeque<Entry>);

impl ReadySet<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The future of the fiber at `index`, in the order in which they became ready.
    pub fn future(&self, index: usize) -> FutureId {
        self.0[index].future
    }
}

impl ReadyQueue {
    /// The futures of all entries in order, void ones included.
    pub fn futures(&self) -> impl Iterator<Item = FutureId> {
        self.entries.iter().map(|entry| entry.future)
    }

    /// Puts a fiber at the tail and gives the stamp that the fiber must keep.
    #[inline]
    pub fn push(&mut self, future: FutureId) -> u32 {
        self.stamps += 1;
        self.entries.push_back(Entry { future, stamp: self.stamps });
        self.stamps
    }

    /// Notes that an entry became void.
    pub fn forget(&mut self) {
        self.void += 1;
    }

    /// Whether nobody is ready.
    pub fn is_empty(&self) -> bool {
        self.entries.len() == self.void
    }

    /// Takes the void entries out; `is_valid` tells of an entry whether its fiber still has that stamp.
    pub fn clean(&mut self, mut is_valid: impl FnMut(FutureId, u32) -> bool) {
        if self.void > 0 {
            self.entries.retain(|entry| is_valid(entry.future, entry.stamp));
            self.void = 0;
        }
    }

    /// Whether void entries may be among the entries.
    pub fn is_clean(&self) -> bool {
        self.void == 0
    }

    /// The ready set; only meaningful after `clean`.
    pub fn set(&self) -> ReadySet<'_> {
        ReadySet(&self.entries)
    }

    /// Takes out the entry at `index`, or the last.
    pub fn take(&mut self, index: usize) -> Option<FutureId> {
        let index = index.min(self.entries.len().checked_sub(1)?);
        if index == 0 {
            return self.entries.pop_front().map(|entry| entry.future);
        }
        self.entries.remove(index).map(|entry| entry.future)
    }
}
