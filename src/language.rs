//! From a tree to bytecode: the part of the crate that runs once for each program.
//!
//! A crate of its own so that it can be compiled for size while the machine is compiled for speed; `lib.rs` hands its
//! modules on under the names that everybody uses.

pub use lumen_syntax::{base, diag, syntax, text};

pub mod bytecode;
pub mod check;
pub mod prelude;
pub mod services;
