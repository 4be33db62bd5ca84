//! The machine with what drives and watches it: the part of the crate that runs for as long as a program does.
//!
//! A crate of its own so that it can be compiled for speed; `lib.rs` hands its modules on.

pub use lumen_language::{bytecode, check, diag, prelude, syntax, text};

pub mod runtime;
pub mod trace;
pub mod vm;
pub mod world;
