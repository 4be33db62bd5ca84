//! The forms that begin with a word that is not reserved: `race`, `vote`, `select`, `parallel`, `timeout`, `spawn`, `halt`,
//! `comptime`.
//!
//! - `form_at`: the form that begins here, if the next token makes the word one.
//!
//! `race`, `vote`, `select` and `parallel` open a block where a line break follows and the block would not be empty (without
//! `await` before it not on the first line of a block, nor where the program binds the name); with `(` they are calls, as are `timeout`, `spawn` and `halt`; `parallel for` is a loop. Anywhere else all of them are ordinary
//! names, and a cell of the program with such a name wins over the call form.

use super::block::{Layout, close_block, missing_end, skip_separators};
use super::brackets::bracketed;
use super::control::{error_for_header, for_header, loop_body};
use super::expr::{binary_op, expr};
use super::postfix::argument;
use super::recover::{finish_line, header, recover};
use super::{Parse, any_word, foreign, item, must, node, token};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{Argument, Composite, CompositeKind, CompositeOperands, Entry, Expr, ExprKind, ParallelFor};
use nom::Parser;
use nom::combinator::cut;
use nom::error::context;

type Form = for<'a> fn(Tokens<'a>) -> Parse<'a, Expr>;

/// The form that begins with the name at `i`, if it is one here.
pub(super) fn form_at(i: Tokens<'_>) -> Option<Form> {
    let word = i.text();
    let next = i.advance();
    let called = next.at(T::LeftParen) && !next.starts_line() && !i.session.has_own_cell(word);
    match word {
        "parallel" if next.at(T::For) && !next.starts_line() => Some(parallel_for),
        "race" | "vote" | "select" | "parallel" if called => Some(composite_call),
        "race" | "vote" | "select" | "parallel" if opens_block(i) => Some(composite_block),
        "timeout" if called => Some(timeout),
        "spawn" if called => Some(spawn),
        "halt" if called => Some(halt),
        "comptime" if begins_comptime(next) => Some(comptime),
        _ => None,
    }
}

/// Whether the word at `i` opens a block: a line break follows, and then something that can be an entry.
fn opens_block(i: Tokens<'_>) -> bool {
    let next = i.advance();
    let kind = next.kind();
    let awaited = i.previous().is_some_and(|token| token.kind == T::Await);
    let is_empty =
        next.is_at_end() || matches!(kind, T::End | T::Else | T::RightParen | T::RightBracket | T::RightBrace);
    let goes_on = binary_op(kind).is_some_and(|_| kind != T::Minus) || kind.is_assignment();
    let separated =
        matches!(kind, T::Comma | T::Dot | T::QuestionDot | T::Colon | T::Arrow | T::FatArrow | T::Is | T::As);
    let is_name = i.in_header || i.session.has_own_name(i.text());
    next.starts_line() && (awaited || !(is_empty || is_name)) && !goes_on && !separated
}

fn composite_kind(i: Tokens<'_>) -> CompositeKind {
    match i.text() {
        "race" => CompositeKind::Race,
        "vote" => CompositeKind::Vote,
        "select" => CompositeKind::Select,
        "timeout" => CompositeKind::Timeout,
        _ => CompositeKind::Parallel,
    }
}

/// A composite node whose word is at `i`.
fn composite<'a>(i: Tokens<'a>, rest: Tokens<'a>, operands: CompositeOperands) -> Expr {
    let composite = Composite { kind: composite_kind(i), keyword: i.here(), operands };
    node(i, rest, ExprKind::Composite(Box::new(composite)))
}

/// `race` and so on with one entry a line, up to `end`.
fn composite_block(i: Tokens<'_>) -> Parse<'_, Expr> {
    let layout = Layout::of(i.advance(), i.index());
    let (inner, level) = i.advance().enter(2)?;
    let mut rest = skip_separators(inner.inside_block());
    let mut entries = Vec::new();
    while !closes(rest) && !layout.is_dedented(rest) {
        let read = context("a composite", entry).parse(rest);
        rest = match read {
            Ok((after, entry)) => {
                entries.push(entry);
                finish_line(rest, after)
            }
            Err(error) => recover(rest, error),
        };
        rest = skip_separators(rest);
    }
    inner.leave(level);
    let rest = rest.back_in(i);
    let rest = if layout.is_dedented(rest) {
        missing_end(rest, i.index());
        rest
    } else {
        close_block(rest, i.index())
    };
    Ok((rest, composite(i, rest, CompositeOperands::Entries(entries))))
}

fn closes(i: Tokens<'_>) -> bool {
    use T::*;
    i.is_at_end()
        || matches!(i.kind(), End | Else | RightParen | RightBracket | RightBrace)
        || item::starts_declaration(i)
}

/// `name = e` or `e`.
fn entry(i: Tokens<'_>) -> Parse<'_, Entry> {
    let at = foreign::let_in_entry(i);
    let named = at.at(T::Name) && at.nth(1).kind == T::Equal && !at.nth(1).starts_line;
    let (rest, name) = match named {
        true => any_word(at).map(|(rest, name)| (rest.advance(), Some(name)))?,
        false => (at, None),
    };
    let binding = i.session.id();
    let (rest, body) = if named { must(expr(rest))? } else { expr(rest)? };
    Ok((rest, Entry { name, binding, body, span: at.span_to(rest) }))
}

/// `race(a, b)`, `parallel(list)` and so on.
fn composite_call(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, arguments) = bracketed(i.advance(), T::RightParen, argument)?;
    let operands = operands(i, arguments);
    Ok((rest, composite(i, rest, operands)))
}

/// One list literal gives its elements, one other value is a list of handles, several arguments are entries.
fn operands(i: Tokens<'_>, mut arguments: Vec<Argument>) -> CompositeOperands {
    if let [Argument { name: None, value }] = arguments.as_mut_slice() {
        let only = std::mem::replace(&mut value.kind, ExprKind::Error);
        if let ExprKind::List(elements) = only {
            let unnamed = |value| Argument { name: None, value };
            return CompositeOperands::Entries(elements.into_iter().map(|value| to_entry(i, unnamed(value))).collect());
        }
        value.kind = only;
        if let Some(only) = arguments.pop() {
            return CompositeOperands::List(Box::new(only.value));
        }
    }
    CompositeOperands::Entries(arguments.into_iter().map(|argument| to_entry(i, argument)).collect())
}

fn to_entry(i: Tokens<'_>, argument: Argument) -> Entry {
    let span = argument.name.as_ref().map_or(argument.value.span, |name| name.span.to(argument.value.span));
    Entry { name: argument.name, binding: i.session.id(), body: argument.value, span }
}

/// `parallel for x in xs [if c] … end`.
fn parallel_for(i: Tokens<'_>) -> Parse<'_, Expr> {
    let production = |i| context("a `parallel for`", for_header).parse(i);
    let (rest, (_, pattern, iterable, filter)) = header(i.advance().advance(), production, error_for_header);
    let (rest, body) = loop_body(rest, i.index() + 1);
    let parallel_for = ParallelFor { pattern, iterable, filter, body };
    Ok((rest, node(i, rest, ExprKind::ParallelFor(Box::new(parallel_for)))))
}

/// `timeout(ms, e)`.
fn timeout(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, arguments) = bracketed(i.advance(), T::RightParen, argument)?;
    let Some([limit_ms, body]) = unnamed(arguments) else {
        foreign::timeout_arguments(i, rest);
        return Ok((rest, node(i, rest, ExprKind::Error)));
    };
    let operands = CompositeOperands::Timeout { limit_ms: Box::new(limit_ms), body: Box::new(body) };
    Ok((rest, composite(i, rest, operands)))
}

/// Exactly `N` arguments without names or spreads.
fn unnamed<const N: usize>(arguments: Vec<Argument>) -> Option<[Expr; N]> {
    let is_plain = |argument: &Argument| argument.name.is_none() && !matches!(argument.value.kind, ExprKind::Spread(_));
    if !arguments.iter().all(is_plain) {
        return None;
    }
    let values: Vec<Expr> = arguments.into_iter().map(|argument| argument.value).collect();
    values.try_into().ok()
}

/// `spawn(e)`.
fn spawn(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, arguments) = bracketed(i.advance(), T::RightParen, argument)?;
    let kind = match unnamed(arguments) {
        Some([only]) => ExprKind::Spawn(Box::new(only)),
        None => foreign::spawn_arguments(i, rest),
    };
    Ok((rest, node(i, rest, kind)))
}

/// `halt(message)`.
fn halt(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, arguments) = bracketed(i.advance(), T::RightParen, argument)?;
    let kind = match unnamed(arguments) {
        Some([only]) => ExprKind::Halt(Box::new(only)),
        None => foreign::halt_arguments(i, rest),
    };
    Ok((rest, node(i, rest, kind)))
}

/// Whether an operand follows the word `comptime`, and not an operator or index.
fn begins_comptime(next: Tokens<'_>) -> bool {
    next.kind().starts_expr() && !matches!(next.kind(), T::Minus | T::LeftBracket | T::If | T::For | T::LeftParen)
        || next.at(T::LeftParen) && !next.touches_previous()
}

/// `comptime e end`.
fn comptime(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, value) = must(expr(i.advance().inside_block()))?;
    let (rest, _) = cut(token(T::End, "`end`")).parse(rest)?;
    let rest = rest.back_in(i);
    Ok((rest, node(i, rest, ExprKind::Comptime(Box::new(value)))))
}
