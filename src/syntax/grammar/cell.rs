//! Cells and what they share with closures.
//!
//! - `cell`: `[async] cell name[T](…) [-> T] [/ effects]` with its body.
//! - `extern_cell`: the same without a body.
//! - `params`: `(a: Int, b = 1, ...rest)`. `opt_result`: `-> T`. `opt_effects`: `/ {http}`.

use super::block::block_to_end;
use super::brackets::bracketed;
use super::expr::expr;
use super::pattern::binding;
use super::recover::report;
use super::ty::{generics, ty};
use super::{Parse, dotted_name, expected, foreign, must, name, token};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{Cell, CellBody, EffectRow, Extern, GenericParam, Name, Param, TypeExpr};
use nom::combinator::{cut, opt};
use nom::error::context;
use nom::sequence::preceded;
use nom::{Err, Parser};

/// What a cell says before its body.
struct Header {
    name: Name,
    generics: Vec<GenericParam>,
    params: Vec<Param>,
    result: Option<TypeExpr>,
    effects: Option<EffectRow>,
}

/// A cell whose word `cell` is at `keyword`; `i` is where its declaration begins, with `pub` and `async`.
pub(super) fn cell<'a>(i: Tokens<'a>, keyword: Tokens<'a>, is_async: bool, is_public: bool) -> Parse<'a, Cell> {
    let id = i.session.id();
    let (rest, cell_name) = cut(foreign::name_or_reserved).parse(keyword.advance())?;
    let (rest, header) = recovered_header(rest, cell_name);
    let (rest, body) = cell_body(keyword, rest)?;
    let Header { name, generics, params, result, effects } = header;
    let span = i.span_to(rest);
    Ok((rest, Cell { id, name, is_async, is_public, generics, params, result, effects, body, span }))
}

/// The header behind the name; what could not be read of it is left out.
fn recovered_header(i: Tokens<'_>, name: Name) -> (Tokens<'_>, Header) {
    let mut header = Header { name, generics: Vec::new(), params: Vec::new(), result: None, effects: None };
    match context("a cell's first line", |i| header_parts(i, &mut header)).parse(i) {
        Ok((rest, ())) => (rest, header),
        Err(Err::Error(error) | Err::Failure(error)) => {
            let at = error.at;
            report(i.session, error);
            (behind_header(i.jump(at)), header)
        }
        Err(Err::Incomplete(_)) => (i, header),
    }
}

/// The end of a header's line, or the `=` of a body on it.
fn behind_header(mut i: Tokens<'_>) -> Tokens<'_> {
    while !i.starts_line() {
        i = i.advance();
    }
    i
}

fn header_parts<'a>(i: Tokens<'a>, header: &mut Header) -> Parse<'a, ()> {
    let (rest, generics) = generics(i)?;
    header.generics = generics;
    let (rest, params) = cut(params).parse(rest)?;
    header.params = params;
    let (rest, result) = opt_result(foreign::colon_before_result(rest))?;
    header.result = result;
    let (rest, effects) = opt_effects(rest)?;
    header.effects = effects;
    Ok((rest, ()))
}

/// `= e`, or statements up to `end`.
fn cell_body<'a>(keyword: Tokens<'a>, i: Tokens<'a>) -> Parse<'a, CellBody> {
    if i.at(T::Equal) && !i.starts_line() {
        let (rest, value) = must(expr(i.advance()))?;
        return Ok((rest, CellBody::Expr(Box::new(value))));
    }
    let (rest, body) = match i.starts_line() {
        true => block_to_end(i, keyword.index()),
        false => super::control::loop_body(i, keyword.index()),
    };
    Ok((rest, CellBody::Block(body)))
}

/// `extern cell name(…) -> T`, at the word `extern`.
pub(super) fn extern_cell(i: Tokens<'_>) -> Parse<'_, Extern> {
    let id = i.session.id();
    let (rest, cell_name) = cut(name).parse(i.advance().advance())?;
    let mut header = Header { name: cell_name, generics: Vec::new(), params: Vec::new(), result: None, effects: None };
    let (rest, ()) = context("an `extern cell`", |i| header_parts(i, &mut header)).parse(rest)?;
    let Header { name, params, result, effects, .. } = header;
    Ok((rest, Extern { id, name, params, result, effects }))
}

/// `(a: Int, b = 1, ...rest)`.
pub(in crate::syntax) fn params(i: Tokens<'_>) -> Parse<'_, Vec<Param>> {
    if !i.at(T::LeftParen) || i.starts_line() {
        return expected(i, "`(` and the parameters");
    }
    bracketed(i, T::RightParen, param)
}

fn param(i: Tokens<'_>) -> Parse<'_, Param> {
    let variadic = i.at(T::Ellipsis);
    let (rest, pattern) = if variadic { must(binding(i.advance()))? } else { reserved_or_binding(i)? };
    let (rest, ty) = opt(preceded(token(T::Colon, "`:`"), cut(ty))).parse(rest)?;
    let (inner, level) = rest.enter(3)?;
    let (after, default) = opt(preceded(token(T::Equal, "`=`"), cut(expr))).parse(inner)?;
    inner.leave(level);
    let rest = after.back_in(rest);
    Ok((rest, Param { pattern, variadic, ty, default, span: i.span_to(rest) }))
}

/// A parameter's pattern; a reserved word in its place is named as such.
fn reserved_or_binding(i: Tokens<'_>) -> Parse<'_, crate::syntax::tree::Pattern> {
    let is_literal = matches!(i.kind(), T::Null | T::True | T::False);
    if i.kind().is_reserved() && !is_literal && matches!(i.nth(1).kind, T::Colon | T::Comma | T::RightParen | T::Equal)
    {
        cut(name).parse(i)?;
    }
    binding(i)
}

/// `-> T`.
pub(super) fn opt_result(i: Tokens<'_>) -> Parse<'_, Option<TypeExpr>> {
    if i.starts_line() {
        return Ok((i, None));
    }
    opt(preceded(token(T::Arrow, "`->`"), cut(ty))).parse(i)
}

/// `/ {http, llm}` or `/ http`.
pub(super) fn opt_effects(i: Tokens<'_>) -> Parse<'_, Option<EffectRow>> {
    let next = i.nth(1).kind;
    if !i.at(T::Slash) || i.starts_line() || !matches!(next, T::LeftBrace | T::Name) {
        return Ok((i, None));
    }
    let (rest, effects) = match next {
        T::LeftBrace => bracketed(i.advance(), T::RightBrace, dotted_name)?,
        _ => dotted_name(i.advance()).map(|(rest, name)| (rest, vec![name]))?,
    };
    Ok((rest, Some(EffectRow { effects, span: i.span_to(rest) })))
}
