//! The scheduler and everything around fibers: futures, the ready queue, timers, channels, shared cells, composites,
//! cancellation, deadlocks and limits.
//!
//! A [`Machine`] holds the whole state of a run and is cheap to copy. It asks a [`Policy`] whenever more than one fiber could go
//! next, asks a [`World`] for everything outside the program, and tells an [`Observer`] everything that happens. It has no
//! clock, randomness, input or output of its own: virtual time is a number in it, the real clock is a driver that calls
//! [`Machine::advance_to`]. Nothing recurses on the host's stack: settling and cancelling work through lists.
//! Follows the rules R1 to R29 of the language, named in the comments.

mod block;
mod cancel;
mod channels;
mod checks;
mod cleanup;
mod composite;
mod core;
mod cow;
mod cycle;
mod deadlock;
mod emit;
mod ending;
mod event;
mod family;
mod fibers;
mod futures;
mod guests;
mod halts;
mod host;
mod inspect;
mod instants;
mod labels;
mod limits;
mod machine;
mod messages;
mod observer;
mod operations;
mod outcome;
mod policy;
mod random;
mod ready;
mod record;
mod settle;
mod spawning;
mod standing;
mod timers;
mod touch;
mod turns;
mod waiters;
mod waits;
mod world;

pub use block::Block;
pub use checks::Check;
pub use composite::{Tally, TallyRow};
pub use core::OutputLine;
pub use emit::Untold;
pub use ending::{RunError, Status};
pub use event::{Choice, Event, EventKind, Outside, Waits};
pub use family::FamilyIndex;
pub use futures::{FutureRow, FutureState, MAIN, Origin, Site};
pub use limits::{LimitRow, Limits};
pub use machine::{ClockKind, Driver, EntryCall, Machine, Point, Progress, Settings, StartMode};
pub use observer::{Observer, Unobserved};
pub use policy::{Fifo, Policy, Random};
pub use random::Stream;
pub use ready::ReadySet;
pub use standing::{Awaited, ChannelView};
pub use timers::{TIME_MAX_MS, TimerClass};
pub use touch::{How, Part, Touch};
pub use world::{Answer, Call, CallKind, OperationId, World};
