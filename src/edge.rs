//! What surrounds the machine, from its simulated outside to JavaScript.
//!
//! A crate of its own so that it can be compiled for size; `lib.rs` hands its modules on.

pub use lumen_machine::{base, bytecode, check, diag, log, prelude, runtime, services, syntax, text, vm};

pub mod explore;
pub mod trace;
pub mod web;
pub mod world;
