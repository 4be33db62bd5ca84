//! Who wants to know when a future settles.

use crate::vm::FutureId;

/// One who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// The waiting future.
    pub target: FutureId,
    /// How it waits.
    pub role: Role,
}

/// How a future waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Its fiber awaits it, or unwinds after it, in the wait of that number; a waiter of an earlier wait is void.
    Fiber {
        /// The number.
        ticket: u32,
    },
    /// It is a composite and the other its branch of that number.
    Branch(u32),
    /// It takes over the outcome.
    Follower,
}
