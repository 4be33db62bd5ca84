//! Types.
//!
//! - `ty`: any type; alternatives are separated by `|`, which may begin a line.
//! - `primary_ty`: a type without `?` and `|`.
//! - `generics`: `[T, U: Bound + Other]`.

use super::brackets::bracketed;
use super::cell::opt_effects;
use super::{Parse, dotted_name, expected, foreign, name, token};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{GenericParam, Name, TypeExpr, TypeKind};
use nom::Parser;
use nom::combinator::{cut, opt};
use nom::multi::{many0, separated_list1};
use nom::sequence::preceded;

/// Any type.
pub(in crate::syntax) fn ty(i: Tokens<'_>) -> Parse<'_, TypeExpr> {
    let (inner, level) = i.enter(3)?;
    let (rest, first) = optional_ty(inner)?;
    let (rest, others) = many0(preceded(token(T::Pipe, "`|`"), cut(optional_ty))).parse(rest)?;
    inner.leave(level);
    let rest = rest.back_in(i);
    if others.is_empty() {
        return Ok((rest, first));
    }
    let alternatives = std::iter::once(first).chain(others).flat_map(flatten).collect();
    Ok((rest, node(i, rest, TypeKind::Union(alternatives))))
}

/// The alternatives of a union, or the type itself.
fn flatten(ty: TypeExpr) -> Vec<TypeExpr> {
    match ty.kind {
        TypeKind::Union(alternatives) => alternatives,
        _ => vec![ty],
    }
}

fn node<'a>(i: Tokens<'a>, rest: Tokens<'a>, kind: TypeKind) -> TypeExpr {
    TypeExpr { kind, span: i.span_to(rest) }
}

/// A type and any number of `?`, of which the second and later ones change nothing.
fn optional_ty(i: Tokens<'_>) -> Parse<'_, TypeExpr> {
    let (mut rest, mut ty) = primary_ty(i)?;
    let mut is_optional = false;
    while matches!(rest.kind(), T::Question | T::QuestionQuestion) && !rest.starts_line() {
        rest = rest.advance();
        is_optional = true;
    }
    if is_optional {
        ty = node(i, rest, TypeKind::Optional(Box::new(ty)));
    }
    Ok((rest, ty))
}

fn primary_ty(i: Tokens<'_>) -> Parse<'_, TypeExpr> {
    match i.kind() {
        T::Name => named_ty(i),
        T::Null => {
            let name = Name { text: "Null".to_owned(), span: i.here() };
            Ok((i.advance(), node(i, i.advance(), TypeKind::Named { name, arguments: Vec::new() })))
        }
        T::LeftParen => tuple_ty(i),
        T::Fn => function_ty(i),
        _ => expected(i, "a type"),
    }
}

/// `Int`, `list[Int]`, `tuple[A, B]`.
fn named_ty(i: Tokens<'_>) -> Parse<'_, TypeExpr> {
    let (rest, name) = dotted_name(foreign::generator_result(i))?;
    let has_arguments = rest.at(T::LeftBracket) && !rest.starts_line();
    let (rest, arguments) = if has_arguments { bracketed(rest, T::RightBracket, ty)? } else { (rest, Vec::new()) };
    let kind = match name.text.as_str() {
        "tuple" if has_arguments => TypeKind::Tuple(arguments),
        _ => TypeKind::Named { name, arguments },
    };
    Ok((rest, node(i, rest, kind)))
}

/// `(A, B)`; `(A)` is `A`.
fn tuple_ty(i: Tokens<'_>) -> Parse<'_, TypeExpr> {
    let (rest, mut parts) = bracketed(i, T::RightParen, ty)?;
    match parts.pop() {
        Some(only) if parts.is_empty() => Ok((rest, only)),
        last => {
            parts.extend(last);
            Ok((rest, node(i, rest, TypeKind::Tuple(parts))))
        }
    }
}

/// `fn(A, B) -> C / {effects}`.
fn function_ty(i: Tokens<'_>) -> Parse<'_, TypeExpr> {
    if i.nth(1).kind != T::LeftParen {
        return cut(|i| expected(i, "`(` and the parameters' types")).parse(i.advance());
    }
    let (rest, parameters) = bracketed(i.advance(), T::RightParen, ty)?;
    let (rest, result) = opt(preceded(token(T::Arrow, "`->`"), cut(ty))).parse(rest)?;
    let (rest, effects) = opt_effects(rest)?;
    let kind = TypeKind::Function { parameters, result: result.map(Box::new), effects };
    Ok((rest, node(i, rest, kind)))
}

/// `[T, U: Bound + Other]`, or nothing.
pub(super) fn generics(i: Tokens<'_>) -> Parse<'_, Vec<GenericParam>> {
    if !i.at(T::LeftBracket) || i.starts_line() {
        return Ok((i, Vec::new()));
    }
    bracketed(i, T::RightBracket, generic_param)
}

fn generic_param(i: Tokens<'_>) -> Parse<'_, GenericParam> {
    let (rest, param) = name(i)?;
    let bounds = preceded(token(T::Colon, "`:`"), cut(separated_list1(token(T::Plus, "`+`"), name)));
    let (rest, bounds) = opt(bounds).parse(rest)?;
    Ok((rest, GenericParam { name: param, bounds: bounds.unwrap_or_default() }))
}
