//! Declarations of data: `record`, `enum`, `type`, `const`.

use super::block::{Closing, Layout, close_block, missing_end, skip_separators};
use super::brackets::bracketed;
use super::expr::expr;
use super::recover::{finish_line, header, recover};
use super::ty::{generics, ty};
use super::{Parse, any_word, foreign, item, must, name, token, word};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{Alias, Cell, Const, Enum, Expr, Field, GenericParam, Record, TypeExpr, Variant};
use nom::Parser;
use nom::combinator::{cut, opt};
use nom::error::context;
use nom::sequence::preceded;

/// The members of a block of lines up to `end`.
struct Members<'a, O> {
    rest: Tokens<'a>,
    members: Vec<O>,
}

/// Members up to the `end` of what token `opener` opened; `closes` tells what cannot be a member.
fn members<'a, O>(
    i: Tokens<'a>,
    opener: u32,
    member: fn(Tokens<'a>) -> Parse<'a, O>,
    closes: fn(Tokens<'a>) -> bool,
) -> Members<'a, O> {
    let (i, closing) = foreign::data_body(i);
    let layout = Layout::of(i, opener);
    let mut rest = skip_commas(i);
    let mut members = Vec::new();
    let is_brace = |i: Tokens<'a>| closing == Closing::Brace && i.at(T::RightBrace);
    while !rest.is_at_end() && !is_end(rest) && !is_brace(rest) && !closes(rest) && !layout.is_dedented(rest) {
        rest = match member(rest) {
            Ok((after, member)) => {
                members.push(member);
                finish_line(rest, after)
            }
            Err(error) => recover(rest, error),
        };
        rest = skip_commas(rest);
    }
    if is_brace(rest) {
        return Members { rest: rest.advance(), members };
    }
    if layout.is_dedented(rest) || !is_end(rest) {
        missing_end(rest, opener);
        return Members { rest, members };
    }
    Members { rest: close_block(rest, opener), members }
}

/// `end` that is not a field of that name.
fn is_end(i: Tokens<'_>) -> bool {
    i.at(T::End) && i.nth(1).kind != T::Colon
}

/// A comma behind a member is allowed and means nothing.
fn skip_commas(mut i: Tokens<'_>) -> Tokens<'_> {
    while i.at(T::Comma) && !i.is_at_end() {
        i = i.advance();
    }
    skip_separators(i)
}

fn header_generics(i: Tokens<'_>) -> (Tokens<'_>, Vec<GenericParam>) {
    header(i, generics, |_| Vec::new())
}

/// `record Name[T] … end`, at the word `record`.
pub(super) fn record(i: Tokens<'_>, is_public: bool) -> Parse<'_, Record> {
    let (rest, name) = cut(foreign::declared_name).parse(i.advance())?;
    let (rest, generics) = header_generics(rest);
    let Members { rest, members: fields } = members(rest, i.index(), field, item::starts_declaration);
    Ok((rest, Record { name, is_public, generics, fields }))
}

/// `name: Type [= default] [where check]`.
fn field(i: Tokens<'_>) -> Parse<'_, Field> {
    let (rest, name) = context("a record", any_word).parse(i)?;
    let (rest, _) = cut(token(T::Colon, "`:` and the field's type")).parse(rest)?;
    let (rest, (ty, default, check)) = field_tail(rest)?;
    Ok((rest, Field { name: Some(name), ty, default, check, span: i.span_to(rest) }))
}

type FieldTail = (TypeExpr, Option<Expr>, Option<Expr>);

fn field_tail(i: Tokens<'_>) -> Parse<'_, FieldTail> {
    let (rest, ty) = must(ty(i))?;
    let (rest, default) = opt(preceded(token(T::Equal, "`=`"), cut(expr))).parse(rest)?;
    let (rest, check) = opt_where(rest)?;
    Ok((rest, (ty, default, check)))
}

/// `where condition`.
fn opt_where(i: Tokens<'_>) -> Parse<'_, Option<Expr>> {
    if i.line_ends() {
        return Ok((i, None));
    }
    opt(preceded(word("where"), cut(expr))).parse(i)
}

/// A member of an enum.
enum Member {
    Variant(Variant),
    Method(Box<Cell>),
}

/// `enum Name[T] … end`, at the word `enum`.
pub(super) fn enumeration(i: Tokens<'_>, is_public: bool) -> Parse<'_, Enum> {
    let (rest, name) = cut(foreign::declared_name).parse(i.advance())?;
    let (rest, generics) = header_generics(rest);
    let closes = |i| item::starts_declaration(i) && !item::starts_cell(i);
    let Members { rest, members } = members(rest, i.index(), member, closes);
    let (mut variants, mut methods) = (Vec::new(), Vec::new());
    for member in members {
        match member {
            Member::Variant(variant) => variants.push(variant),
            Member::Method(cell) => methods.push(*cell),
        }
    }
    Ok((rest, Enum { name, is_public, generics, variants, methods }))
}

fn member(i: Tokens<'_>) -> Parse<'_, Member> {
    if item::starts_cell(i) {
        let (inner, level) = i.enter(2)?;
        let (rest, cell) = item::cell_declaration(inner)?;
        inner.leave(level);
        return Ok((rest.back_in(i), Member::Method(cell)));
    }
    let (rest, name) = context("an `enum`", name).parse(i)?;
    let has_fields = rest.at(T::LeftParen) && !rest.starts_line();
    let (rest, fields) = if has_fields { bracketed(rest, T::RightParen, payload)? } else { (rest, Vec::new()) };
    Ok((rest, Member::Variant(Variant { name, fields, span: i.span_to(rest) })))
}

/// `name: Type` or a type alone.
fn payload(i: Tokens<'_>) -> Parse<'_, Field> {
    let (rest, name) = match i.kind().is_word() && i.nth(1).kind == T::Colon {
        true => any_word(i).map(|(rest, name)| (rest.advance(), Some(name)))?,
        false => (i, None),
    };
    let (rest, (ty, default, check)) = field_tail(rest)?;
    Ok((rest, Field { name, ty, default, check, span: i.span_to(rest) }))
}

/// `type Name[T] = … [where check]`, at the word `type`.
pub(super) fn alias(i: Tokens<'_>, is_public: bool) -> Parse<'_, Alias> {
    let (rest, name) = cut(name).parse(i.advance())?;
    let (rest, generics) = generics(rest)?;
    let (rest, _) = cut(token(T::Equal, "`=` and a type")).parse(rest)?;
    let (rest, ty) = must(ty(rest))?;
    let (rest, check) = opt_where(rest)?;
    Ok((rest, Alias { name, is_public, generics, ty, check }))
}

/// `const NAME: T = value`, at the word `const`.
pub(super) fn constant(i: Tokens<'_>, is_public: bool) -> Parse<'_, Const> {
    let id = i.session.id();
    let (rest, name) = cut(name).parse(i.advance())?;
    let (rest, ty) = opt(preceded(token(T::Colon, "`:`"), cut(ty))).parse(rest)?;
    let (rest, _) = cut(token(T::Equal, "`=` and a value")).parse(rest)?;
    let (rest, value) = must(expr(rest))?;
    Ok((rest, Const { id, name, is_public, ty, value }))
}
