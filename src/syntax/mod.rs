//! From text to tree: tokens, the grammar, the printer.
//!
//! [`parse`] never fails: it gives the tree it could read and the diagnostics of what it could not. Knows nothing of names' meaning.

pub mod tree;
