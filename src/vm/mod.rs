//! The machine's inner part: values, and one fiber that executes ops until it must stop.
//!
//! [`Fiber::run`] executes until the fiber finishes, fails, must wait, makes another fiber, or has used up its slice, and says
//! which ([`Halt`]); it never decides what runs next. What it needs from around (time, the state of futures, channels, shared cells, printing) it
//! asks of a [`Host`]. No clock, no randomness, no input or output of its own; nothing recurses on the host's stack.

mod begin;
mod branches;
pub mod builtins;
mod compute;
mod control;
mod data;
mod fiber;
mod floats;
mod frame;
mod futures;
mod guests;
mod halt;
mod here;
mod host;
mod ids;
mod image;
mod ints;
mod invoke;
mod items;
mod join;
mod methods;
pub mod ops;
mod quick;
mod resolve;
mod resume;
mod slow;
mod step;
#[cfg(test)]
mod tests;
pub mod text;
mod unwind;
mod value;
mod verify;

pub use branches::{AfterBranch, GuestBranches};
pub use fiber::{Fiber, FrameView};
pub use guests::Guest;
pub use halt::{Callee, Composite, Exit, Failure, FailureKind, Halt, Resume, TraceEntry, WorkCall};
pub use host::{Arrival, Flow, FutureNames, FutureView, Host, Message, Operation, Sight};
pub use ids::{ChannelId, FutureId, SharedId};
pub use image::{FRAMES_MAX_DEFAULT, Image};
pub use items::{Items, MapItems, SetItems};
pub use resolve::{Resolution, resolve};
pub use value::{Closure, Record, Value, Variant};
