//! Schedules: choices made before the run, by their number; between and after them the first in line goes.
//!
//! A choice may say what the ready set must be. If it is another one, the policy holds the run before anything happens, or goes on with the
//! first in line from there on.

use crate::runtime::{Choice, Policy, ReadySet};
use crate::vm::FutureId;
use std::rc::Rc;
use xxhash_rust::xxh3::Xxh3;

/// A choice made before the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Its number among the choices of the run, from 0.
    pub number: u64,
    /// Which of the ready set goes.
    pub index: u32,
    /// The digest that the ready set must have.
    pub ready: Option<u64>,
}

/// A policy that follows a schedule.
#[derive(Clone, Debug)]
pub struct Planned {
    choices: Rc<[Schedule]>,
    next: usize,
    number: u64,
    /// Whether a choice that does not fit holds the run.
    is_strict: bool,
    misfit: Option<Misfit>,
}

/// A choice that does not fit the run.
#[derive(Clone, Debug)]
pub struct Misfit {
    /// The number of the choice.
    pub number: u64,
    /// The first of those who were ready.
    pub found: Vec<FutureId>,
    /// How many were ready.
    pub count: usize,
}

impl Planned {
    /// A policy at the beginning of a schedule, whose numbers ascend.
    pub fn new(choices: Vec<Schedule>, is_strict: bool) -> Planned {
        Planned { choices: choices.into(), next: 0, number: 0, is_strict, misfit: None }
    }

    /// The first choice that did not fit.
    pub fn misfit(&self) -> Option<&Misfit> {
        self.misfit.as_ref()
    }

    /// The next planned choice, if any is left.
    pub fn pending(&self) -> Option<&Schedule> {
        self.choices.get(self.next).filter(|_| self.misfit.is_none())
    }
}

impl Policy for Planned {
    fn choose(&mut self, ready: &ReadySet<'_>) -> Option<usize> {
        let number = self.number;
        let Some(planned) = self.pending().copied().filter(|planned| planned.number == number) else {
            self.number += 1;
            return Some(0);
        };
        let index = planned.index as usize;
        if index >= ready.len()
            || planned.ready.is_some_and(|digest| digest != ready_digest(&shown(ready), ready.len()))
        {
            self.misfit = Some(Misfit { number, found: shown(ready), count: ready.len() });
            return (!self.is_strict).then(|| {
                self.number += 1;
                0
            });
        }
        self.number += 1;
        self.next += 1;
        Some(index)
    }
}

fn shown(ready: &ReadySet<'_>) -> Vec<FutureId> {
    (0..ready.len().min(Choice::SHOWN)).map(|index| ready.future(index)).collect()
}

/// The digest of a ready set: how many there are, and the first of them.
pub fn ready_digest(shown: &[FutureId], count: usize) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(&(count as u64).to_le_bytes());
    for future in shown {
        hash.update(&future.0.to_le_bytes());
    }
    hash.digest()
}
