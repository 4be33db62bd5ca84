//! The surface for JavaScript, a crate of its own so that it can be compiled for size; `lib.rs` hands it on.

pub use lumen_machine::{bytecode, check, diag, prelude, runtime, syntax, text, trace, vm, world};

pub mod web;
