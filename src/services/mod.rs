//! Language services: what an editor asks about a program that somebody is typing.
//!
//! An [`Analysis`] is one text, read and checked once; each service is a pure function over it and a byte offset. All of them
//! work on broken programs, as far as their tree goes, and none of them fails. Knows the tree and what the checker found out;
//! knows nothing of running, of UTF-16 or of editors.

mod analysis;
mod callee;
mod completion;
mod describe;
mod hover;
mod index;
mod node;
mod probe;
mod symbol;
mod words;

pub use analysis::Analysis;
pub use completion::{Completion, Completions, completions};
pub use describe::SymbolKind;
pub use hover::{Hover, hover};
pub use words::{WORDS, Word};

#[cfg(test)]
mod tests;
