//! Who wants to know when a future settles.

use crate::vm::FutureId;

/// One who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// The waiting future.
    pub target: FutureId,
    /// Number of its wait; a waiter of an earlier wait is void.
    pub ticket: u32,
    /// How it waits.
    pub role: Role,
}

/// How a future waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Its fiber awaits it, or unwinds after it.
    Fiber,
    /// It is a composite and the other its branch.
    Branch(u32),
    /// It takes over the outcome.
    Follower,
}

/// Waiters in order of registration. Most futures have at most one.
#[derive(Clone, Debug, Default)]
pub enum Waiters {
    /// Nobody waits.
    #[default]
    None,
    /// One.
    One(Waiter),
    /// Several.
    Many(Vec<Waiter>),
}

impl Waiters {
    /// Adds one at the end.
    pub fn push(&mut self, waiter: Waiter) {
        *self = match std::mem::take(self) {
            Waiters::None => Waiters::One(waiter),
            Waiters::One(first) => Waiters::Many(vec![first, waiter]),
            Waiters::Many(mut all) => {
                all.push(waiter);
                Waiters::Many(all)
            }
        };
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        matches!(self, Waiters::None)
    }

    /// All of them in order.
    pub fn as_slice(&self) -> &[Waiter] {
        match self {
            Waiters::None => &[],
            Waiters::One(waiter) => std::slice::from_ref(waiter),
            Waiters::Many(all) => all,
        }
    }
}
