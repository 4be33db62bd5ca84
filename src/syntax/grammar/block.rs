//! Blocks: statements up to `end`.
//!
//! - `block`: statements up to what closes them, which is left to the caller.
//! - `block_to_end`: statements and their `end`.
//! - `close_block`: the `end`, or a complaint that names the opener.
//! - `body_begins`: the line break behind a block's first line, with a word about other languages' ways.
//!
//! Indentation means nothing. Only when an `end` is missing or superfluous is the program read a second time, with an eye
//! on the indentation (`Options::layout`), to say where the mistake is.

use super::recover::describe;
use super::stmt::statement;
use super::{arm, foreign};
use crate::diag::Diagnostic;
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{Block, Stmt};

/// What closes a block, besides the end of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closing {
    /// `end` (or a word that can only belong to a form around it).
    End,
    /// `end`, `else`, or what other languages write for `else if`.
    Branch,
    /// `end`, or a line that reads as the next arm.
    Arm,
    /// `}`, after a `{` that was complained about.
    Brace,
}

/// A block that was read.
pub(super) struct Body<'a> {
    /// The position of what closes it.
    pub rest: Tokens<'a>,
    pub block: Block,
    /// Whether the indentation says that its `end` is missing here.
    pub is_dedented: bool,
}

/// The statements of the block that token `opener` opened, up to what closes them.
pub(super) fn block(i: Tokens<'_>, opener: u32, closing: Closing) -> Body<'_> {
    let id = i.session.id();
    let layout = Layout::of(i, opener);
    let Ok((inner, level)) = i.enter(4) else { return too_deep(i) };
    let mut rest = skip_separators(inner.inside_block());
    let first = rest;
    let mut stmts = Vec::new();
    let mut is_dedented = false;
    while !closes(rest, closing) || is_second_else(rest, closing, &stmts) {
        is_dedented = layout.is_dedented(rest);
        if is_dedented {
            break;
        }
        let (after, stmt) = statement(rest);
        stmts.push(stmt);
        rest = skip_separators(after);
    }
    is_dedented |= layout.is_dedented(rest);
    inner.leave(level);
    let span = if stmts.is_empty() { i.behind_previous() } else { first.span_to(rest) };
    Body { rest: rest.back_in(i), block: Block { id, stmts, span }, is_dedented }
}

fn too_deep(i: Tokens<'_>) -> Body<'_> {
    super::recover::report(i.session, super::SyntaxError::new(i, super::Problem::TooDeep));
    let block = Block { id: i.session.id(), stmts: Vec::new(), span: i.behind_previous() };
    Body { rest: i, block, is_dedented: false }
}

/// Semicolons and stray commas between statements.
pub(super) fn skip_separators(mut i: Tokens<'_>) -> Tokens<'_> {
    while matches!(i.kind(), T::Semicolon | T::Comma) && !i.is_at_end() {
        if i.at(T::Comma) {
            foreign::comma_between_statements(i);
        }
        i = i.advance();
    }
    i
}

fn closes(i: Tokens<'_>, closing: Closing) -> bool {
    match i.kind() {
        _ if i.is_at_end() => true,
        T::End | T::Else | T::RightParen | T::RightBracket | T::RightBrace => true,
        T::Name if closing == Closing::Branch => foreign::is_else_if(i),
        _ => closing == Closing::Arm && i.starts_line() && arm::line_is_arm(i),
    }
}

/// Whether an `else` follows an `if` that was closed, where no other `if` is open in the block.
fn is_second_else(i: Tokens<'_>, closing: Closing, stmts: &[Stmt]) -> bool {
    closing != Closing::Branch && foreign::is_second_else(i, stmts.last())
}

/// What the indentation says about where a block ends.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    /// The indentation of the opener's line, if the block's first line is indented more.
    outer: Option<u32>,
}

impl Layout {
    /// The layout of the block that token `opener` opened and whose first token is at `i`.
    pub fn of(i: Tokens<'_>, opener: u32) -> Layout {
        let outer = i.session.indent(opener);
        let inner = i.session.indent(i.index());
        Layout { outer: outer.filter(|_| i.starts_line() && inner > outer) }
    }

    /// Whether what stands at `i` belongs to a block further out.
    pub fn is_dedented(self, i: Tokens<'_>) -> bool {
        let (Some(outer), Some(indent)) = (self.outer, i.session.indent(i.index())) else { return false };
        match i.kind() {
            _ if !i.peek().starts_line || i.is_at_end() => false,
            T::End | T::Else => indent < outer,
            _ => indent <= outer,
        }
    }
}

/// Statements and their `end`.
pub(super) fn block_to_end(i: Tokens<'_>, opener: u32) -> (Tokens<'_>, Block) {
    let body = block(i, opener, Closing::End);
    (close_body(&body, opener), body.block)
}

/// The position behind a block's `end`.
pub(super) fn close_body<'a>(body: &Body<'a>, opener: u32) -> Tokens<'a> {
    if body.is_dedented {
        missing_end(body.rest, opener);
        return body.rest;
    }
    close_block(body.rest, opener)
}

/// The `end` at `i`, or a complaint that names the opener.
pub(super) fn close_block(i: Tokens<'_>, opener: u32) -> Tokens<'_> {
    if i.at(T::End) && !i.is_at_end() {
        return i.advance();
    }
    missing_end(i, opener);
    i
}

/// Complains that the block opened by token `opener` has no `end` before `i`; at the end of the program only once.
pub(super) fn missing_end(i: Tokens<'_>, opener: u32) {
    if i.is_at_end() && i.session.has_reported("missing-end") {
        return;
    }
    let token = i.session.token(opener);
    let word = i.session.text(token);
    let message = format!("this `{word}` has no `end`");
    let label = format!("`end` should stand before {}", describe(i.session, i.peek()));
    let diagnostic = Diagnostic::error("missing-end", token.span(), message)
        .label(i.peek().span(), label)
        .help(format!("every `{word}` that opens a block is closed by an `end` of its own"));
    let (place, text) = foreign::missing_line(i, i.session.token(opener), "end");
    i.session.report_structure(diagnostic.fix("Add `end`", place, text));
}

/// The line break behind a block's first line, and what closes the block.
pub(super) fn body_begins(i: Tokens<'_>, closing: Closing) -> (Tokens<'_>, Closing) {
    if i.starts_line() {
        return (i, closing);
    }
    foreign::body_opener(i, closing)
}
