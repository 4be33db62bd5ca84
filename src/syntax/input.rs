//! The grammar's input: a position in the list of tokens, as nom wants it, and what all positions share.
//!
//! [`Tokens`] is `Copy` and small; it carries, besides the position, what the place means: how deep it is nested and
//! whether line breaks end statements there. [`Session`] holds the tokens, hands out node ids and collects diagnostics.

use super::error::{Problem, SyntaxError};
use super::lexer::Lexed;
use super::token::{T, Token};
use super::tree::NodeId;
use crate::diag::Diagnostic;
use crate::text::Span;
use nom::{Input, Needed};
use std::cell::{Cell, RefCell};

/// How deep a program may nest, in units of about four kilobytes of the host's stack in a debug build: an expression in
/// parentheses takes one, one in a list two, a block with the form around it about five. Also how high a chain of operators may
/// grow, because later stages recurse over the tree. Measured with all forms by `tests/parsing.rs`, on a stack of one
/// megabyte; the same frames take less in wasm, where a pointer has half the size.
pub(crate) const DEPTH_MAX: u16 = 256;

/// The most diagnostics that one parse collects; chosen by feel, a person reads fewer.
const DIAGNOSTICS_MAX: usize = 100;

/// How the tree is to be made.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    /// The first node id.
    pub first_node: u32,
    /// Whether all places are [`Span::NOWHERE`].
    pub nowhere: bool,
    /// Whether indentation helps to find out where an `end` is missing.
    pub layout: bool,
}

/// What all positions in one list of tokens share.
pub(crate) struct Session<'s> {
    /// The whole document.
    pub source: &'s str,
    lexed: &'s Lexed,
    options: Options,
    /// Names of forms for which the program has a cell of its own.
    own_cells: Vec<&'s str>,
    /// Names of forms that the program gives to something else.
    own_names: Vec<&'s str>,
    /// With `layout`: each token's line's indentation.
    indents: Vec<u32>,
    next_id: Cell<u32>,
    /// Height of what was parsed last in the place at hand, see [`Tokens::enter`].
    height: Cell<u16>,
    structure_errors: Cell<u32>,
    stopped: Cell<bool>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'s> Session<'s> {
    /// Begins to parse `lexed`, which was read from `source`.
    pub fn new(source: &'s str, lexed: &'s Lexed, options: Options) -> Session<'s> {
        Session {
            source,
            lexed,
            options,
            own_cells: own_cells(source, &lexed.tokens),
            own_names: own_names(source, &lexed.tokens),
            indents: if options.layout { indents(source, &lexed.tokens) } else { Vec::new() },
            next_id: Cell::new(options.first_node),
            height: Cell::new(0),
            structure_errors: Cell::new(0),
            stopped: Cell::new(false),
            diagnostics: RefCell::new(Vec::new()),
        }
    }

    /// The position of the first token.
    pub fn tokens(&self) -> Tokens<'_> {
        let end = self.lexed.tokens.len() as u32 - 1;
        Tokens { session: self, pos: 0, end, depth: 0, in_brackets: false, in_header: false, else_is_taken: false }
    }

    /// A fresh node id.
    pub fn id(&self) -> NodeId {
        let id = self.next_id.get();
        self.next_id.set(id + 1);
        NodeId(id)
    }

    /// One more than the highest id so far.
    pub fn node_count(&self) -> u32 {
        self.next_id.get()
    }

    /// The comments of the program.
    pub fn comments(&self) -> &'s [Span] {
        &self.lexed.comments
    }

    /// Adds a diagnostic.
    pub fn report(&self, mut diagnostic: Diagnostic) {
        let mut diagnostics = self.diagnostics.borrow_mut();
        if self.options.nowhere {
            diagnostic.span = Span::NOWHERE;
        }
        if diagnostics.len() < DIAGNOSTICS_MAX && !self.stopped.get() {
            diagnostics.push(diagnostic);
        }
    }

    /// Adds a diagnostic about a missing or superfluous `end`.
    pub fn report_structure(&self, diagnostic: Diagnostic) {
        self.structure_errors.set(self.structure_errors.get() + 1);
        self.report(diagnostic);
    }

    /// Ends parsing: from now on nothing is left to read, and nothing more is reported.
    pub fn stop(&self) {
        self.stopped.set(true);
    }

    /// Whether a diagnostic with this code was given.
    pub fn has_reported(&self, code: &str) -> bool {
        self.diagnostics.borrow().iter().any(|diagnostic| diagnostic.code == code)
    }

    /// How many diagnostics were given.
    pub fn diagnostics_len(&self) -> usize {
        self.diagnostics.borrow().len()
    }

    /// Whether an `end` was missing or superfluous.
    pub fn has_structure_errors(&self) -> bool {
        self.structure_errors.get() > 0
    }

    /// The diagnostics, in the order in which they were found.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner()
    }

    /// Whether the program declares a cell with the name of a composite form.
    pub fn has_own_cell(&self, name: &str) -> bool {
        self.own_cells.contains(&name)
    }

    /// Whether the program gives the name of a composite form to something of its own.
    pub fn has_own_name(&self, name: &str) -> bool {
        self.own_names.contains(&name)
    }

    /// The token at `index`.
    pub fn token(&self, index: u32) -> Token {
        self.lexed.tokens[index as usize]
    }

    /// The text of a token.
    pub fn text(&self, token: Token) -> &'s str {
        &self.source[token.start as usize..token.end as usize]
    }

    /// A place in the tree.
    pub fn span(&self, start: u32, end: u32) -> Span {
        if self.options.nowhere { Span::NOWHERE } else { Span::new(start, end.max(start)) }
    }

    /// The indentation of the line of the token at `index`, if indentation is looked at.
    pub fn indent(&self, index: u32) -> Option<u32> {
        self.indents.get(index as usize).copied()
    }
}

/// The names of the forms that begin with a word that is not reserved.
const FORMS: [&str; 8] = ["race", "vote", "select", "parallel", "timeout", "spawn", "halt", "emit"];

/// The forms' names that stand behind the word `cell`.
fn own_cells<'s>(source: &'s str, tokens: &[Token]) -> Vec<&'s str> {
    let text = |token: Token| &source[token.start as usize..token.end as usize];
    let declares = |pair: &&[Token]| pair.iter().all(|token| token.kind == T::Name) && text(pair[0]) == "cell";
    tokens.windows(2).filter(declares).map(|pair| text(pair[1])).filter(|name| FORMS.contains(name)).collect()
}

/// The forms' names that something is bound to: behind `let`, or before `=` or `:`.
fn own_names<'s>(source: &'s str, tokens: &[Token]) -> Vec<&'s str> {
    let name =
        |token: Token| Some(&source[token.start as usize..token.end as usize]).filter(|text| FORMS.contains(text));
    let bound = |pair: &[Token]| match (pair[0].kind, pair[1].kind) {
        (T::Let, T::Name) => name(pair[1]),
        (T::Name, T::Equal | T::Colon) => name(pair[0]),
        _ => None,
    };
    let mut names: Vec<&str> = tokens.windows(2).filter_map(bound).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// For each token, how far its line is indented, in characters.
fn indents(source: &str, tokens: &[Token]) -> Vec<u32> {
    let mut indent = 0;
    let mut result = Vec::with_capacity(tokens.len());
    for token in tokens {
        if token.starts_line {
            let before = &source[..token.start as usize];
            indent = (before.len() - before.trim_end_matches([' ', '\t']).len()) as u32;
        }
        result.push(indent);
    }
    result
}

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
        self.pos >= self.end || self.session.stopped.get()
    }

    /// Whether the next token is the first on its line, or there is none.
    pub fn starts_line(self) -> bool {
        self.peek().starts_line || self.is_at_end()
    }

    /// Whether a line break before the next token ends the statement.
    pub fn line_ends(self) -> bool {
        !self.in_brackets && self.starts_line()
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
