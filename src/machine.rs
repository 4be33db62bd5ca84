//! The machine with its event log: the part of the crate that runs for as long as a program does.
//!
//! A crate of its own so that it can be compiled for speed; `lib.rs` hands its modules on.

pub use lumen_language::{base, bytecode, check, diag, prelude, services, syntax, text};

pub mod log;
pub mod runtime;
pub mod vm;
