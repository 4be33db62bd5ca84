//! The grammar's input: a position in the list of tokens, as nom wants it.
//!
//! [`Tokens`] is `Copy` and small; it carries, besides the position, what the place means: how deep it is nested and
//! whether line breaks end statements there. What all positions share is the [`Session`].

use super::error::{Problem, SyntaxError};
use super::session::Session;
use super::token::{T, Token};
use crate::text::Span;
use nom::{Input, Needed};

/// How deep a program may nest, in units of about four kilobytes of the host's stack in a debug build: an expression in
/// parentheses takes one, one in a list two, a block with the form around it about five. Also how high a chain of operators may
/// grow, because later stages recurse over the tree. Measured with all forms by `tests/parsing.rs`, on a stack of one
/// megabyte; the same frames take less in wasm, where a pointer has half the size.
pub(crate) const DEPTH_MAX: u16 = 256;

/// A position in the list of tokens.
#[derive(Clone, Copy)]
pub(crate) struct Tokens<'a> {
    pub session: &'a Session<'a>,
    pos: u32,
    end: u32,
    depth: u16,
    /// Whether the innermost bracket or block is a bracket, so that line breaks mean nothing.
    pub in_brackets: bool,
    /// Whether this is the first line of a block, so that the line break behind it is the block's.
    pub in_header: bool,
    /// Whether an `else` here belongs to an `if … then` around it.
    pub else_is_taken: bool,
}

impl std::fmt::Debug for Tokens<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tokens({}..{})", self.pos, self.end)
    }
}

impl<'a> Tokens<'a> {
    /// The position of the first token.
    pub fn first(session: &'a Session<'a>) -> Tokens<'a> {
        let end = session.lexed.tokens.len() as u32 - 1;
        Tokens { session, pos: 0, end, depth: 0, in_brackets: false, in_header: false, else_is_taken: false }
    }

    /// Index of the next token.
    pub fn index(self) -> u32 {
        self.pos
    }

    /// The next token; [`T::EndOfInput`] at the end, again and again.
    pub fn peek(self) -> Token {
        self.nth(0)
    }

    /// The token `offset` tokens ahead.
    pub fn nth(self, offset: u32) -> Token {
        self.session.token((self.pos + offset).min(self.end))
    }

    /// The kind of the next token.
    pub fn kind(self) -> T {
        self.peek().kind
    }

    /// Whether the next token is of this kind.
    pub fn at(self, kind: T) -> bool {
        self.kind() == kind
    }

    /// Whether the next token is the name `word`.
    pub fn at_word(self, word: &str) -> bool {
        let token = self.peek();
        token.kind == T::Name && self.session.text(token) == word
    }

    /// The text of the next token.
    pub fn text(self) -> &'a str {
        self.session.text(self.peek())
    }

    /// The position behind the next token.
    pub fn advance(self) -> Tokens<'a> {
        Tokens { pos: (self.pos + 1).min(self.end), ..self }
    }

    /// The position of the token before the next one.
    pub fn retreat(self) -> Tokens<'a> {
        Tokens { pos: self.pos.saturating_sub(1), ..self }
    }

    /// The position at token `index`, which is not before this one.
    pub fn jump(self, index: u32) -> Tokens<'a> {
        Tokens { pos: index.clamp(self.pos, self.end), ..self }
    }

    /// Whether nothing is left.
    pub fn is_at_end(self) -> bool {
        self.pos >= self.end || self.session.is_stopped()
    }

    /// Whether the next token is the first on its line, or there is none.
    pub fn starts_line(self) -> bool {
        self.peek().starts_line || self.is_at_end()
    }

    /// Whether a line break before the next token ends the statement.
    pub fn line_ends(self) -> bool {
        !self.in_brackets && self.starts_line()
    }

    /// Whether a line break before the next token ends a block's first line, also inside brackets.
    pub fn header_ends(self) -> bool {
        self.in_header && self.starts_line()
    }

    /// Whether nothing stands between the token before and the next one.
    pub fn touches_previous(self) -> bool {
        self.pos > 0 && self.session.token(self.pos - 1).end == self.peek().start
    }

    /// The token before the next one.
    pub fn previous(self) -> Option<Token> {
        self.pos.checked_sub(1).map(|index| self.session.token(index))
    }

    /// The place from the next token of `self` to the last one before `after`; empty if there is none.
    pub fn span_to(self, after: Tokens<'a>) -> Span {
        let start = self.peek().start;
        let end = if after.pos > self.pos { self.session.token(after.pos - 1).end } else { start };
        self.session.span(start, end)
    }

    /// The empty place behind the token before the next one.
    pub fn behind_previous(self) -> Span {
        let end = self.previous().map_or(self.peek().start, |token| token.end);
        self.session.span(end, end)
    }

    /// The place of the next token in the tree.
    pub fn here(self) -> Span {
        let token = self.peek();
        self.session.span(token.start, token.end)
    }

    /// This position, in a bracket: line breaks mean nothing, an `else` means nothing outside.
    pub fn inside_brackets(self) -> Tokens<'a> {
        Tokens { in_brackets: true, in_header: false, else_is_taken: false, ..self }
    }

    /// This position, in a block: line breaks end statements.
    pub fn inside_block(self) -> Tokens<'a> {
        Tokens { in_brackets: false, in_header: false, else_is_taken: false, ..self }
    }

    /// This position, on the first line of a block.
    pub fn inside_header(self) -> Tokens<'a> {
        Tokens { in_header: true, ..self }
    }

    /// This position, where an `else` belongs to an `if … then` around it.
    pub fn before_else(self) -> Tokens<'a> {
        Tokens { else_is_taken: true, ..self }
    }

    /// This position, with the surroundings of `outer`.
    pub fn back_in(self, outer: Tokens<'a>) -> Tokens<'a> {
        Tokens { pos: self.pos, end: outer.end, ..outer }
    }

    /// Goes one level deeper; `cost` is counted in the unit of [`DEPTH_MAX`].
    ///
    /// # Errors
    /// [`Problem::TooDeep`] at the limit.
    pub fn enter(self, cost: u16) -> Result<(Tokens<'a>, Level), nom::Err<SyntaxError>> {
        if self.depth + cost > DEPTH_MAX {
            return Err(nom::Err::Failure(SyntaxError::new(self, Problem::TooDeep)));
        }
        let level = Level { outer: self.session.height.replace(0) };
        Ok((Tokens { depth: self.depth + cost, ..self }, level))
    }

    /// Ends what [`Tokens::enter`] began.
    pub fn leave(self, level: Level) {
        let height = self.session.height.get() + 1;
        self.session.height.set(height.max(level.outer));
    }

    /// The height of what was parsed so far at this level.
    pub fn height(self) -> u16 {
        self.session.height.get()
    }

    /// Sets aside the height of what was parsed so far, to measure what follows by itself.
    pub fn set_height(self, height: u16) {
        self.session.height.set(height);
    }

    /// Notes that what was parsed so far at this level becomes a part of a larger node.
    ///
    /// # Errors
    /// [`Problem::TooDeep`] if the tree would get too high: a chain of operators is as deep as a nest of brackets.
    pub fn grow(self) -> Result<(), nom::Err<SyntaxError>> {
        let height = self.session.height.get() + 1;
        if self.depth + height >= DEPTH_MAX {
            return Err(nom::Err::Failure(SyntaxError::new(self, Problem::TooDeep)));
        }
        self.session.height.set(height);
        Ok(())
    }
}

/// What [`Tokens::leave`] needs to know.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level {
    outer: u16,
}

impl<'a> Input for Tokens<'a> {
    type Item = Token;
    type Iter = std::iter::Copied<std::slice::Iter<'a, Token>>;
    type IterIndices = std::iter::Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        (self.end - self.pos) as usize
    }

    fn take(&self, index: usize) -> Self {
        Tokens { end: self.pos + index as u32, ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        Tokens { pos: self.pos + index as u32, ..*self }
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Token) -> bool>(&self, predicate: P) -> Option<usize> {
        self.iter_elements().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.session.lexed.tokens[self.pos as usize..self.end as usize].iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.input_len() { Ok(count) } else { Err(Needed::new(count - self.input_len())) }
    }
}
