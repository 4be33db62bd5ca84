//! Language services: what an editor asks about a program that somebody is typing.
//!
//! An [`Analysis`] is one text, read and checked once; each service is a pure function over it and a byte offset. All of them
//! work on broken programs, as far as their tree goes, and none of them fails. Knows the tree and what the checker found out;
//! knows nothing of running, of UTF-16 or of editors.

mod analysis;
mod callee;
mod completion;
mod describe;
mod folds;
mod futures;
mod hover;
mod index;
mod node;
mod outline;
mod probe;
mod references;
mod rename;
mod signature;
mod symbol;
mod words;

pub use analysis::Analysis;
pub use completion::{Completion, Completions, completions};
pub use describe::SymbolKind;
pub use folds::folds;
pub use futures::{AsyncPlace, AsyncRole, FutureKind, future_at};
pub use hover::{Hover, hover};
pub use index::Role;
pub use outline::{OutlineItem, outline};
pub use references::{Reference, definition, references};
pub use rename::rename;
pub use signature::{Signature, signature};
pub use words::{WORDS, Word};

#[cfg(test)]
mod tests;
