//! From source text to a tree and back: the part of the language that runs at each keystroke.
//!
//! A crate of its own so that it can be compiled for a speed between that of the machine and that of the rest of the
//! language; `lib.rs` hands its modules on under the names that everybody uses.

pub mod base;
pub mod diag;
pub mod syntax;
pub mod text;
