//! Expressions without operators around them.
//!
//! - `primary`: a literal, a name, a collection, a closure, a control form, or an async form.
//! - `paren`: `(e)` or a tuple. `list`: `[…]`. `braces`: `{…}`, a map or a set. `set`: `set[…]`.
//! - `lambda`: `fn(…) => e`, `fn(…) … end`.

use super::brackets::{bracketed, close_bracket, more_entries};
use super::cell::{opt_effects, opt_result, params};
use super::expr::{boxed_expr, expr};
use super::pattern::pattern;
use super::postfix::spread_or_expr;
use super::{
    Parse, block, boxed_node, composite, control, expected, foreign, literal, must, name, node, string, token,
};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{Comprehension, ComprehensionKind, Expr, ExprKind, Lambda, LambdaBody, Pattern};
use nom::Parser;
use nom::combinator::cut;

/// An expression without operators around it.
pub(super) fn primary(i: Tokens<'_>) -> Parse<'_, Box<Expr>> {
    if i.is_at_end() {
        return expected(i, "an expression");
    }
    match i.kind() {
        T::LeftParen => paren(i),
        T::Name if composite::form_at(i).is_some() => deeper(i, 2, name_or_form),
        T::Name | T::Int | T::StringStart | T::Float | T::Bytes | T::Null | T::True | T::False => boxed(atom(i)),
        T::LeftBracket | T::LeftBrace => deeper(i, 2, collection),
        T::Fn | T::If | T::Match | T::When | T::For | T::While | T::Loop | T::Try => deeper(i, 1, compound),
        _ => expected(i, "an expression"),
    }
}

/// A form that takes more of the stack than others.
fn deeper(i: Tokens<'_>, cost: u16, form: for<'a> fn(Tokens<'a>) -> Parse<'a, Expr>) -> Parse<'_, Box<Expr>> {
    let (inner, level) = i.enter(cost)?;
    let (rest, value) = form(inner)?;
    inner.leave(level);
    Ok((rest.back_in(i), Box::new(value)))
}

fn boxed(result: Parse<'_, Expr>) -> Parse<'_, Box<Expr>> {
    result.map(|(rest, value)| (rest, Box::new(value)))
}

#[inline(never)]
fn atom(i: Tokens<'_>) -> Parse<'_, Expr> {
    match i.kind() {
        T::Name => name_or_form(i),
        T::Int => literal::int(i),
        T::StringStart => string::string(i),
        _ => literal::literal(i),
    }
}

fn collection(i: Tokens<'_>) -> Parse<'_, Expr> {
    if i.at(T::LeftBracket) { list(i) } else { braces(i) }
}

fn compound(i: Tokens<'_>) -> Parse<'_, Expr> {
    if i.at(T::Fn) { lambda(i) } else { control::control(i) }
}

/// A name, or one of the forms that begin with a word that is not reserved.
fn name_or_form(i: Tokens<'_>) -> Parse<'_, Expr> {
    if let Some(form) = composite::form_at(i) {
        return form(i);
    }
    if foreign::is_string_prefix(i) {
        return foreign::prefixed_string(i);
    }
    if foreign::is_python_closure(i) {
        return foreign::python_closure(i);
    }
    if i.at_word("set") && i.nth(1).kind == T::LeftBracket && !i.advance().starts_line() {
        return set(i);
    }
    let (rest, name) = name(i)?;
    Ok((rest, node(i, rest, ExprKind::Name(name))))
}

/// `(e)` or `(a, b)`.
fn paren(i: Tokens<'_>) -> Parse<'_, Box<Expr>> {
    let inner = i.advance().inside_brackets();
    match inner.kind() {
        T::RightParen => return boxed(foreign::empty_parens(i)),
        T::Ellipsis => return boxed(tuple_of_spreads(i)),
        _ => {}
    }
    let (rest, first) = must(boxed_expr(inner))?;
    if rest.at(T::Comma) {
        return boxed(tuple(i, rest, first));
    }
    let rest = close_bracket(i, rest, T::RightParen)?;
    Ok((rest, boxed_node(i, rest, ExprKind::Paren(first))))
}

/// `(...a, b)`.
fn tuple_of_spreads(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, first) = must(spread_or_expr(i.advance().inside_brackets()))?;
    tuple(i, rest, Box::new(first))
}

/// What follows the first part of the tuple that opens at `i`.
#[inline(never)]
fn tuple<'a>(i: Tokens<'a>, rest: Tokens<'a>, first: Box<Expr>) -> Parse<'a, Expr> {
    let (rest, mut entries) = more_entries(i, rest, T::RightParen, spread_or_expr)?;
    if entries.is_empty() {
        foreign::tuple_of_one(i, rest);
        return Ok((rest, node(i, rest, ExprKind::Paren(first))));
    }
    entries.insert(0, *first);
    Ok((rest, node(i, rest, ExprKind::Tuple(entries))))
}

/// `[a, b]` or `[e for x in xs]`.
#[inline(never)]
fn list(i: Tokens<'_>) -> Parse<'_, Expr> {
    let inner = i.advance().inside_brackets();
    if inner.at(T::RightBracket) {
        let rest = inner.advance().back_in(i);
        return Ok((rest, node(i, rest, ExprKind::List(Vec::new()))));
    }
    let (rest, first) = must(spread_or_expr(inner))?;
    if rest.at(T::For) {
        return comprehension(i, rest, T::RightBracket, (ComprehensionKind::List, first, None));
    }
    let (rest, mut entries) = more_entries(i, rest, T::RightBracket, spread_or_expr)?;
    entries.insert(0, first);
    foreign::open_ranges(i, &entries);
    Ok((rest, node(i, rest, ExprKind::List(entries))))
}

/// `set[a, b]`; `set[]()` and `set[T]()` are empty sets too.
#[inline(never)]
fn set(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (mut rest, mut entries) = bracketed(i.advance(), T::RightBracket, spread_or_expr)?;
    if rest.at(T::LeftParen) && rest.nth(1).kind == T::RightParen && rest.touches_previous() {
        entries.clear();
        rest = rest.advance().advance();
    }
    Ok((rest, node(i, rest, ExprKind::Set(entries))))
}

/// An entry between braces: `key: value`, an element, or `...e`.
type Entry = (Expr, Option<Expr>);

fn brace_entry(i: Tokens<'_>) -> Parse<'_, Entry> {
    let (rest, key) = spread_or_expr(i)?;
    if !rest.at(T::Colon) || matches!(key.kind, ExprKind::Spread(_)) {
        return Ok((rest, (key, None)));
    }
    let (rest, value) = must(expr(rest.advance()))?;
    Ok((rest, (key, Some(value))))
}

/// `{k: v}` or `{a, b}`, or a comprehension of either; `{}` and spreads alone are maps.
#[inline(never)]
fn braces(i: Tokens<'_>) -> Parse<'_, Expr> {
    let inner = i.advance().inside_brackets();
    if inner.at(T::RightBrace) {
        let rest = inner.advance().back_in(i);
        return Ok((rest, node(i, rest, ExprKind::Map(Vec::new()))));
    }
    let (rest, first) = must(brace_entry(inner))?;
    if rest.at(T::For) {
        let kind = if first.1.is_some() { ComprehensionKind::Map } else { ComprehensionKind::Set };
        return comprehension(i, rest, T::RightBrace, (kind, first.0, first.1));
    }
    let (rest, mut entries) = more_entries(i, rest, T::RightBrace, brace_entry)?;
    entries.insert(0, first);
    Ok((rest, node(i, rest, map_or_set(i, entries))))
}

fn map_or_set(i: Tokens<'_>, entries: Vec<Entry>) -> ExprKind {
    let is_spread = |entry: &Entry| matches!(entry.0.kind, ExprKind::Spread(_));
    if entries.iter().any(|entry| entry.1.is_some()) || entries.iter().all(is_spread) {
        foreign::entries_without_value(i, &entries);
        return ExprKind::Map(entries);
    }
    ExprKind::Set(entries.into_iter().map(|(element, _)| element).collect())
}

/// `for p in e [if c]`, once or more, and the closer.
#[inline(never)]
fn comprehension<'a>(
    opener: Tokens<'a>,
    i: Tokens<'a>,
    closer: T,
    (kind, element, value): (ComprehensionKind, Expr, Option<Expr>),
) -> Parse<'a, Expr> {
    let (inner, level) = i.enter(5)?;
    let (rest, clauses) = nom::multi::many1(clause).parse(inner)?;
    inner.leave(level);
    let rest = close_bracket(opener, rest, closer)?;
    let comprehension = Comprehension { kind, element, value, clauses };
    Ok((rest, node(opener, rest, ExprKind::Comprehension(Box::new(comprehension)))))
}

fn clause(i: Tokens<'_>) -> Parse<'_, (Pattern, Expr, Option<Expr>)> {
    let (rest, _) = token(T::For, "`for`").parse(i)?;
    let (rest, pattern) = must(pattern(rest))?;
    let (rest, pattern) = foreign::loose_pair(rest, pattern)?;
    let (rest, _) = cut(token(T::In, "`in`")).parse(rest)?;
    let (rest, iterable) = must(expr(rest))?;
    let (rest, filter) = control::opt_filter(rest)?;
    Ok((rest, (pattern, iterable, filter)))
}

/// `fn(…) [-> T] [/ effects]` and `=> e` or statements up to `end`.
#[inline(never)]
fn lambda(i: Tokens<'_>) -> Parse<'_, Expr> {
    let rest = foreign::closure_name(i.advance());
    let (rest, params) = cut(params).parse(rest)?;
    let (rest, result) = opt_result(rest)?;
    let (rest, effects) = opt_effects(rest)?;
    let (rest, body) = lambda_body(i, rest)?;
    let lambda = Lambda { params, result, effects, body };
    Ok((rest, node(i, rest, ExprKind::Lambda(Box::new(lambda)))))
}

fn lambda_body<'a>(i: Tokens<'a>, rest: Tokens<'a>) -> Parse<'a, LambdaBody> {
    if rest.at(T::FatArrow) {
        let (rest, value) = must(boxed_expr(rest.advance()))?;
        return Ok((rest, LambdaBody::Expr(value)));
    }
    if !rest.starts_line() {
        return cut(|i| expected(i, "`=>` or a new line")).parse(rest);
    }
    let (rest, body) = block::block_to_end(rest, i.index());
    Ok((rest, LambdaBody::Block(body)))
}
