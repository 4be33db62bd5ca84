//! What the grammar's productions fail with, until it becomes a diagnostic.

use super::input::Tokens;
use nom::error::{ContextError, ErrorKind, ParseError};

/// Why a production could not go on. Small, because every production returns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    /// Index of the token at which it stopped.
    pub at: u32,
    /// What was wrong there.
    pub problem: Problem,
    /// The innermost production that was under way; empty if nobody said.
    pub production: &'static str,
}

/// The kinds of mistakes at which a production gives up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// An alternative of nom's own that did not fit; always replaced by a better one before it is shown.
    Unmatched,
    /// Something else should stand here.
    Expected(&'static str),
    /// A bracket opened by token `opener` is not closed where it should be.
    Unclosed { opener: u32, closer: &'static str },
    /// A reserved word stands where a name should.
    Reserved,
    /// The nesting limit is reached.
    TooDeep,
}

impl SyntaxError {
    /// An error at the next token of `input`.
    pub fn new(input: Tokens<'_>, problem: Problem) -> SyntaxError {
        SyntaxError { at: input.index(), problem, production: "" }
    }
}

impl<'a> ParseError<Tokens<'a>> for SyntaxError {
    fn from_error_kind(input: Tokens<'a>, _kind: ErrorKind) -> SyntaxError {
        SyntaxError::new(input, Problem::Unmatched)
    }

    fn append(_input: Tokens<'a>, _kind: ErrorKind, other: SyntaxError) -> SyntaxError {
        other
    }

    /// Of two alternatives, the one that got farther knows more.
    fn or(self, other: SyntaxError) -> SyntaxError {
        if other.at >= self.at { other } else { self }
    }
}

impl<'a> ContextError<Tokens<'a>> for SyntaxError {
    fn add_context(_input: Tokens<'a>, production: &'static str, mut other: SyntaxError) -> SyntaxError {
        if other.production.is_empty() {
            other.production = production;
        }
        other
    }
}
