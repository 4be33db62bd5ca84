//! Patterns.
//!
//! - `pattern`: any pattern, with alternatives and `name: Type`.
//! - `binding`: a pattern in front of which `: Type` belongs to something else (`let`, parameters).
//!
//! Below them: literals and ranges, names, constructors, tuples and lists.

use super::brackets::bracketed;
use super::ty::ty;
use super::{Parse, any_word, dotted_name, expected, foreign, literal, must, string, token};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{Expr, ExprKind, FieldPattern, Fragment, Name, Pattern, PatternKind, RestPattern};
use nom::Parser;
use nom::combinator::cut;
use nom::multi::many0;
use nom::sequence::preceded;

/// Any pattern.
pub(super) fn pattern(i: Tokens<'_>) -> Parse<'_, Pattern> {
    alternatives(i, typed)
}

/// A pattern behind which `: Type` is not part of it.
pub(super) fn binding(i: Tokens<'_>) -> Parse<'_, Pattern> {
    alternatives(i, single)
}

type Production = for<'a> fn(Tokens<'a>) -> Parse<'a, Pattern>;

fn alternatives(i: Tokens<'_>, one: Production) -> Parse<'_, Pattern> {
    let (inner, level) = i.enter(4)?;
    let (rest, first) = one(inner)?;
    let (rest, others) = many0(preceded(token(T::Pipe, "`|`"), cut(one))).parse(rest)?;
    inner.leave(level);
    let rest = rest.back_in(i);
    if others.is_empty() {
        return foreign::named_pattern(rest, first);
    }
    let alternatives = std::iter::once(first).chain(others).flat_map(flatten).collect();
    foreign::named_pattern(rest, node(i, rest, PatternKind::Or(alternatives)))
}

/// The alternatives of an or-pattern, or the pattern itself.
fn flatten(pattern: Pattern) -> Vec<Pattern> {
    match pattern.kind {
        PatternKind::Or(alternatives) => alternatives,
        _ => vec![pattern],
    }
}

fn node<'a>(i: Tokens<'a>, rest: Tokens<'a>, kind: PatternKind) -> Pattern {
    Pattern { id: i.session.id(), kind, span: i.span_to(rest) }
}

/// `name: Type`, or a pattern without a type.
fn typed(i: Tokens<'_>) -> Parse<'_, Pattern> {
    if i.kind() != T::Name || i.nth(1).kind != T::Colon {
        return single(i);
    }
    let (rest, name) = any_word(i)?;
    let (rest, ty) = must(ty(rest.advance()))?;
    Ok((rest, node(i, rest, PatternKind::Typed { name, ty })))
}

fn single(i: Tokens<'_>) -> Parse<'_, Pattern> {
    if i.is_at_end() {
        return expected(i, "a pattern");
    }
    match i.kind() {
        T::Name => name_or_constructor(i),
        T::Int | T::Float | T::Minus => number_or_range(i),
        T::StringStart | T::Bytes | T::Null | T::True | T::False => {
            let (rest, value) = literal_value(i)?;
            Ok((rest, node(i, rest, PatternKind::Literal(Box::new(value)))))
        }
        T::LeftParen => tuple(i),
        T::LeftBracket => list(i),
        T::LeftBrace => foreign::map_pattern(i),
        _ => expected(i, "a pattern"),
    }
}

fn name_or_constructor(i: Tokens<'_>) -> Parse<'_, Pattern> {
    if i.text() == "_" {
        return Ok((i.advance(), node(i, i.advance(), PatternKind::Wildcard)));
    }
    let (rest, full) = dotted_name(i)?;
    let has_fields = rest.at(T::LeftParen) && !rest.starts_line();
    if !has_fields && !full.text.contains('.') {
        return Ok((rest, node(i, rest, PatternKind::Name(full))));
    }
    let (path, name) = split_path(rest, full);
    let (rest, (fields, has_rest)) = if has_fields { fields(rest)? } else { (rest, (Vec::new(), false)) };
    Ok((rest, node(i, rest, PatternKind::Constructor { path, name, fields, rest: has_rest })))
}

/// `a.b.C` as `a.b` and `C`; `rest` is the position behind it.
fn split_path(rest: Tokens<'_>, full: Name) -> (Option<Name>, Name) {
    let Some((path, last)) = full.text.rsplit_once('.') else { return (None, full) };
    let token = rest.previous().unwrap_or(rest.peek());
    let last = Name { text: last.to_owned(), span: rest.session.span(token.start, token.end) };
    let border = full.span.end.saturating_sub(last.text.len() as u32 + 1);
    let path = Name { text: path.to_owned(), span: rest.session.span(full.span.start, border) };
    (Some(path), last)
}

/// `(p, x: q, y:, ..)`.
fn fields(i: Tokens<'_>) -> Parse<'_, (Vec<FieldPattern>, bool)> {
    let (rest, entries) = bracketed(i, T::RightParen, field)?;
    let count = entries.len();
    let has_rest = matches!(entries.last(), Some(None));
    let fields: Vec<FieldPattern> = entries.into_iter().flatten().collect();
    if fields.len() + usize::from(has_rest) != count {
        foreign::rest_not_last(i, rest);
    }
    Ok((rest, (fields, has_rest)))
}

/// One field; `None` is `..`.
fn field(i: Tokens<'_>) -> Parse<'_, Option<FieldPattern>> {
    if matches!(i.kind(), T::DotDot | T::Ellipsis) {
        return Ok((i.advance(), None));
    }
    if !i.kind().is_word() || i.nth(1).kind != T::Colon {
        let (rest, pattern) = pattern(i)?;
        return Ok((rest, Some(FieldPattern { name: None, pattern })));
    }
    let (rest, name) = any_word(i)?;
    let rest = rest.advance();
    let (rest, pattern) = match rest.kind() {
        T::Comma | T::RightParen => (rest, node(i, i.advance(), PatternKind::Name(name.clone()))),
        _ => must(pattern(rest))?,
    };
    Ok((rest, Some(FieldPattern { name: Some(name), pattern })))
}

/// A string without interpolation, bytes, `null`, `true` or `false`.
fn literal_value(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, value) = if i.at(T::StringStart) { string::string(i)? } else { literal::literal(i)? };
    if let ExprKind::String(literal) = &value.kind
        && literal.fragments.iter().any(|fragment| matches!(fragment, Fragment::Interpolation { .. }))
    {
        foreign::interpolated_pattern(i, value.span);
    }
    Ok((rest, value))
}

/// A number, or a range of numbers.
fn number_or_range(i: Tokens<'_>) -> Parse<'_, Pattern> {
    let (rest, low) = number(i)?;
    let inclusive = rest.at(T::DotDotEqual);
    if !inclusive && !rest.at(T::DotDot) {
        return Ok((rest, node(i, rest, PatternKind::Literal(Box::new(low)))));
    }
    let (rest, high) = cut(number).parse(rest.advance())?;
    let kind = PatternKind::Range { low: Box::new(low), high: Box::new(high), inclusive };
    Ok((rest, node(i, rest, kind)))
}

/// A number with or without `-`, as one literal.
fn number(i: Tokens<'_>) -> Parse<'_, Expr> {
    if let Some(smallest) = literal::smallest_int(i) {
        return Ok(smallest);
    }
    let is_negative = i.at(T::Minus);
    let at = if is_negative { i.advance() } else { i };
    let (rest, mut value) = match at.kind() {
        T::Int => literal::int(at)?,
        T::Float => literal::literal(at)?,
        _ => return expected(at, "a number"),
    };
    value.span = i.span_to(rest);
    match &mut value.kind {
        ExprKind::Int(int) if is_negative => *int = -*int,
        ExprKind::Float(float) if is_negative => *float = -*float,
        _ => {}
    }
    Ok((rest, value))
}

/// `(a, b)`; `(a)` is `a`.
fn tuple(i: Tokens<'_>) -> Parse<'_, Pattern> {
    let (rest, mut parts) = bracketed(i, T::RightParen, pattern)?;
    match parts.pop() {
        Some(only) if parts.is_empty() => Ok((rest, only)),
        last => {
            parts.extend(last);
            Ok((rest, node(i, rest, PatternKind::Tuple(parts))))
        }
    }
}

/// An entry of a list pattern.
enum Element {
    Pattern(Pattern),
    Rest(RestPattern),
}

/// `[a, ...rest, z]`.
fn list(i: Tokens<'_>) -> Parse<'_, Pattern> {
    let (rest, elements) = bracketed(i, T::RightBracket, element)?;
    let (mut before, mut rest_pattern, mut after) = (Vec::new(), None, Vec::new());
    for element in elements {
        match element {
            Element::Rest(second) if rest_pattern.is_some() => foreign::second_rest(i, second.span),
            Element::Rest(first) => rest_pattern = Some(first),
            Element::Pattern(pattern) if rest_pattern.is_none() => before.push(pattern),
            Element::Pattern(pattern) => after.push(pattern),
        }
    }
    Ok((rest, node(i, rest, PatternKind::List { before, rest: rest_pattern, after })))
}

fn element(i: Tokens<'_>) -> Parse<'_, Element> {
    if !matches!(i.kind(), T::Ellipsis | T::DotDot) {
        return pattern(i).map(|(rest, pattern)| (rest, Element::Pattern(pattern)));
    }
    let (rest, name) = match i.advance().kind() {
        T::Name => any_word(i.advance()).map(|(rest, name)| (rest, Some(name)))?,
        _ => (i.advance(), None),
    };
    let id = i.session.id();
    Ok((rest, Element::Rest(RestPattern { id, name, span: i.span_to(rest) })))
}
