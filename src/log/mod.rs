//! The event log: what a run told its observer, in order, and the hash of it.
//!
//! Written to with every event, so it is compiled for speed, with the machine; what is made of it lives in `trace`.

mod hash;
mod list;

pub use hash::LogHash;
pub use list::Log;
