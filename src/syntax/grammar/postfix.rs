//! Postfix forms: calls, fields, indexes, `!`, `?`.
//!
//! - `postfix`: a primary expression and what is attached to it.
//! - `argument`: `name: e`, `...e` or `e` inside a call.
//!
//! A call's or index's bracket stands on the line of what it belongs to; `.name` may begin a line.

use super::brackets::{bracketed, close_bracket};
use super::expr::{boxed_expr, expr, range_without_low};
use super::primary::primary;
use super::{Parse, any_word, boxed_node, expected, foreign, must, node};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{Argument, Expr, ExprKind, Name};
use nom::Parser;
use nom::combinator::cut;

/// A primary expression and what is attached to it.
pub(super) fn postfix(i: Tokens<'_>) -> Parse<'_, Box<Expr>> {
    let (mut rest, mut value) = primary(i)?;
    while attaches(rest) {
        (rest, value) = attached(i, rest, value)?;
    }
    Ok((rest, value))
}

/// Whether what stands at `i` is attached to the expression before it.
fn attaches(i: Tokens<'_>) -> bool {
    if i.is_at_end() {
        return false;
    }
    match i.kind() {
        T::Dot | T::QuestionDot => !i.line_ends() || i.nth(1).kind.is_word(),
        T::LeftParen | T::LeftBracket | T::QuestionBracket | T::Question => !i.starts_line(),
        T::Bang => !i.starts_line() && i.touches_previous(),
        _ => false,
    }
}

fn attached<'a>(i: Tokens<'a>, at: Tokens<'a>, value: Box<Expr>) -> Parse<'a, Box<Expr>> {
    let height = at.height();
    let (rest, whole) = match at.kind() {
        T::Dot | T::QuestionDot => field(i, at, value)?,
        T::LeftParen => call(i, at, value)?,
        T::LeftBracket | T::QuestionBracket => index(i, at, value)?,
        _ => marked(i, at, value)?,
    };
    at.set_height(height.max(at.height()));
    at.grow()?;
    Ok((rest, whole))
}

/// `e!` or `e?`.
#[inline(never)]
fn marked<'a>(i: Tokens<'a>, at: Tokens<'a>, value: Box<Expr>) -> Parse<'a, Box<Expr>> {
    if foreign::is_ternary(at) {
        return foreign::ternary(i, at);
    }
    let rest = at.advance();
    let kind = if at.at(T::Bang) { ExprKind::Unwrap(value) } else { ExprKind::Try(value) };
    Ok((rest, boxed_node(i, rest, kind)))
}

#[inline(never)]
fn field<'a>(i: Tokens<'a>, at: Tokens<'a>, object: Box<Expr>) -> Parse<'a, Box<Expr>> {
    let (rest, name) = cut(field_name).parse(at.advance())?;
    let optional = at.at(T::QuestionDot);
    Ok((rest, boxed_node(i, rest, ExprKind::Field { object, name, optional })))
}

/// Any word, or a tuple index.
fn field_name(i: Tokens<'_>) -> Parse<'_, Name> {
    if i.at(T::Int) {
        return Ok((i.advance(), Name { text: i.text().to_owned(), span: i.here() }));
    }
    any_word(i).or_else(|_| expected(i, "a field's name"))
}

#[inline(never)]
fn call<'a>(i: Tokens<'a>, at: Tokens<'a>, callee: Box<Expr>) -> Parse<'a, Box<Expr>> {
    let (rest, arguments) = bracketed(at, T::RightParen, argument)?;
    Ok((rest, boxed_node(i, rest, ExprKind::Call { callee, arguments })))
}

/// `name: e`, `...e` or `e`.
pub(super) fn argument(i: Tokens<'_>) -> Parse<'_, Argument> {
    let (rest, name) = match i.kind().is_word() && i.nth(1).kind == T::Colon {
        true => any_word(i).map(|(rest, name)| (rest.advance(), Some(name)))?,
        false => (i, None),
    };
    let value = spread_or_expr(rest);
    let (rest, value) = if name.is_some() { must(value)? } else { value? };
    Ok((rest, Argument { name, value }))
}

/// `...e` or `e`.
pub(super) fn spread_or_expr(i: Tokens<'_>) -> Parse<'_, Expr> {
    if !i.at(T::Ellipsis) {
        return expr(i);
    }
    let (rest, value) = must(boxed_expr(i.advance()))?;
    Ok((rest, node(i, rest, ExprKind::Spread(value))))
}

#[inline(never)]
fn index<'a>(i: Tokens<'a>, at: Tokens<'a>, object: Box<Expr>) -> Parse<'a, Box<Expr>> {
    let (inner, level) = at.advance().inside_brackets().enter(2)?;
    let (rest, index) = match inner.kind() {
        T::DotDot | T::DotDotEqual => range_without_low(inner)?,
        _ => foreign::index(inner)?,
    };
    inner.leave(level);
    let rest = close_bracket(at, rest, T::RightBracket)?;
    let optional = at.at(T::QuestionBracket);
    Ok((rest, boxed_node(i, rest, ExprKind::Index { object, index, optional })))
}
