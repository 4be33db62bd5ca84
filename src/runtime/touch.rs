//! What a run touches: the parts of its state by which one turn can matter to another.
//!
//! Noted for those who ask which turns could change places, and only when asked for. Most of it stands in the events; here is what no event tells:
//! looks at a future, attempts that come to nothing, wakes and withdrawals. Knows nothing of what is made of it.

use super::timers::TimerClass;
use crate::vm::{ChannelId, FutureId, SharedId};
use std::cell::RefCell;

/// A part of a run's state that several fibers can touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Whether the run goes on.
    Run,
    /// A fiber: what it waits for, and that it is not cancelled.
    Fiber(FutureId),
    /// A future: its state and outcome, and who waits for it.
    Future(FutureId),
    /// A channel.
    Channel(ChannelId),
    /// A shared cell.
    Shared(SharedId),
    /// The numbers of new channels and shared cells.
    Numbers,
    /// The order in which futures are made.
    Births,
    /// Who waits for whom.
    Waits,
    /// The printed lines.
    Output,
    /// The timers of one time and class, which fire in order of creation.
    Timers(i64, TimerClass),
    /// A rule of the world that counts its calls.
    Rule(usize),
}

/// How a part is touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It stays as it is.
    Reads,
    /// The same, by the one who waited for it and goes on with what came.
    Takes,
    /// Something is added of which many can be added in any order: one of several values that somebody waits for.
    Adds,
    /// It changes.
    Writes,
}

/// Something noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// A fiber came out of the ready queue.
    Picked(FutureId),
    /// A fiber came into the ready queue.
    Readied(FutureId),
    /// A timer fired.
    Fired,
    /// A wait failed because it would have closed a cycle.
    Cycle,
    /// A channel or a shared cell is new.
    Made(Part),
    /// A part was touched.
    Touched(Part, How),
}

/// The notes of a machine.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    taken: Option<RefCell<Vec<Touch>>>,
    /// Whether the looks of now take what was waited for.
    is_taking: bool,
}

impl Notes {
    /// Notes from now on.
    pub fn begin(&mut self) {
        self.taken = Some(RefCell::default());
    }

    /// Whether anything is noted.
    #[inline(always)]
    pub fn is_on(&self) -> bool {
        self.taken.is_some()
    }

    /// Notes something, if notes are taken.
    #[inline(always)]
    pub fn note(&self, touch: Touch) {
        if let Some(notes) = &self.taken {
            keep(notes, touch);
        }
    }

    /// Notes that a part was touched.
    #[inline(always)]
    pub fn touch(&self, part: Part, how: How) {
        self.note(Touch::Touched(part, how));
    }

    /// Notes that somebody looks at a future.
    #[inline(always)]
    pub fn look(&self, id: FutureId) {
        if self.is_on() {
            self.touch(Part::Future(id), if self.is_taking { How::Takes } else { How::Reads });
        }
    }

    /// Says whether the looks that follow take what was waited for.
    pub fn set_taking(&mut self, is_taking: bool) {
        self.is_taking = is_taking;
    }

    /// What was noted since the last call.
    pub fn take(&mut self) -> Vec<Touch> {
        self.taken.as_mut().map(|notes| std::mem::take(notes.get_mut())).unwrap_or_default()
    }
}

#[cold]
fn keep(notes: &RefCell<Vec<Touch>>, touch: Touch) {
    notes.borrow_mut().push(touch);
}
