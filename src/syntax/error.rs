//! What the grammar's productions fail with, until it becomes a diagnostic.

use super::input::Tokens;
use nom::error::{ContextError, ErrorKind, ParseError};

/// Why a production could not go on. One pointer wide: every production returns it, and results that are wide on the stack
/// are what limits the depth of nesting in a debug build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError(Box<Details>);

/// What a [`SyntaxError`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Details {
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
        SyntaxError(Box::new(Details { at: input.index(), problem, production: "" }))
    }
}

impl std::ops::Deref for SyntaxError {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
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
            other.0.production = production;
        }
        other
    }
}
