//! The branches of a composite, in source order.

use crate::vm::FutureId;
use std::ops::Range;
use std::rc::Rc;

/// Futures in order. Those that were made one after the other, as nearly all branches are, take no list.
#[derive(Clone, Debug)]
pub enum Branches {
    /// Made one after the other: the raw ids.
    Row(Range<u32>),
    /// Others.
    Listed(Rc<[FutureId]>),
}

impl Branches {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Branches::Row(ids) => ids.len(),
            Branches::Listed(futures) => futures.len(),
        }
    }

    /// The branch of that number, from 0.
    pub fn get(&self, number: usize) -> Option<FutureId> {
        match self {
            Branches::Row(ids) => (number < ids.len()).then(|| FutureId(ids.start + number as u32)),
            Branches::Listed(futures) => futures.get(number).copied(),
        }
    }

    /// All of them in order.
    pub fn iter(&self) -> impl Iterator<Item = FutureId> + Clone + '_ {
        (0..self.len()).map(|number| self.get(number).expect("the number is in range"))
    }
}
