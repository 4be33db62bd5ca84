//! The grammar, one file per area.
//!
//! A production is a function from [`Tokens`] to [`Parse`]. `Err::Error` means "this does not begin here" and lets
//! another alternative try; as soon as a production has seen the word or sign that makes it what it is, it fails with
//! `Err::Failure`, at the place where it really went wrong. Nothing is ever read twice: where two forms begin alike, a
//! look at the next tokens decides. Mistakes behind which the meaning is plain are reported at once and parsing goes on;
//! what a production gives up on is reported by the statement or declaration around it, which then goes on at the next
//! line (`recover`).
//!
//! Forms that recurse are marked `inline(never)`: merged into one frame, they would each pay for the stack of all of them.

mod arm;
mod block;
mod brackets;
mod cell;
mod composite;
mod control;
mod data;
mod expr;
mod foreign;
mod item;
mod literal;
mod pattern;
mod postfix;
mod primary;
mod recover;
mod skip;
mod stmt;
mod string;
mod tool;
mod ty;

pub(super) use expr::power;
pub(super) use item::program;

use super::error::{Problem, SyntaxError};
use super::input::Tokens;
use super::token::{T, Token};
use super::tree::{Expr, ExprKind, Name, Param, TypeExpr};
use nom::{Err, IResult, Parser};

/// A production's result.
pub(super) type Parse<'a, O> = IResult<Tokens<'a>, O, SyntaxError>;

/// `(…) [-> T]`, as builtins are described.
pub(super) fn signature(i: Tokens<'_>) -> Parse<'_, (Vec<Param>, Option<TypeExpr>)> {
    (cell::params, cell::opt_result).parse(i)
}

/// Whether the name at `i` begins a declaration or an async form, and so is a keyword.
pub(super) fn begins_form(i: Tokens<'_>) -> bool {
    composite::form_at(i).is_some() || item::starts_declaration(i)
}

/// "This does not begin here."
fn expected<'a, O>(i: Tokens<'a>, what: &'static str) -> Parse<'a, O> {
    Err(Err::Error(SyntaxError::new(i, Problem::Expected(what))))
}

/// One token of this kind; fails with what should have stood there.
pub(super) fn token<'a>(kind: T, what: &'static str) -> impl Fn(Tokens<'a>) -> Parse<'a, Token> {
    move |i| if i.at(kind) && !i.is_at_end() { Ok((i.advance(), i.peek())) } else { expected(i, what) }
}

/// The name `word`, where it is a keyword.
fn word<'a>(word: &'static str) -> impl Fn(Tokens<'a>) -> Parse<'a, Token> {
    move |i| if i.at_word(word) { Ok((i.advance(), i.peek())) } else { expected(i, word) }
}

/// A name; a reserved word is a failure that says so.
fn name(i: Tokens<'_>) -> Parse<'_, Name> {
    match i.kind() {
        T::Name => any_word(i),
        kind if kind.is_reserved() && !i.starts_line() => Err(Err::Failure(SyntaxError::new(i, Problem::Reserved))),
        _ => expected(i, "a name"),
    }
}

/// A name or a reserved word, where no reserved word could mean anything else.
fn any_word(i: Tokens<'_>) -> Parse<'_, Name> {
    if !i.kind().is_word() || i.is_at_end() {
        return expected(i, "a name");
    }
    Ok((i.advance(), Name { text: i.text().to_owned(), span: i.here() }))
}

/// `a.b.c`, joined.
fn dotted_name(i: Tokens<'_>) -> Parse<'_, Name> {
    let (mut rest, mut name) = name(i)?;
    while rest.at(T::Dot) && rest.nth(1).kind.is_word() {
        let (after, part) = any_word(rest.advance())?;
        name.text = format!("{}.{}", name.text, part.text);
        rest = after;
    }
    name.span = i.span_to(rest);
    Ok((rest, name))
}

/// Makes "this does not begin here" final: behind a word or sign that says what must follow. The same as nom's `cut`, for
/// productions that recurse, where each frame counts.
fn must<O>(result: Parse<'_, O>) -> Parse<'_, O> {
    match result {
        Err(Err::Error(error)) => Err(Err::Failure(error)),
        other => other,
    }
}

/// [`node`] in a box.
fn boxed_node<'a>(i: Tokens<'a>, rest: Tokens<'a>, kind: ExprKind) -> Box<Expr> {
    Box::new(node(i, rest, kind))
}

/// An expression node that goes from `i` to `rest`.
fn node<'a>(i: Tokens<'a>, rest: Tokens<'a>, kind: ExprKind) -> Expr {
    Expr { id: i.session.id(), kind, span: i.span_to(rest) }
}

/// An expression that could not be read, in place of the token at `i`.
fn error_expr(i: Tokens<'_>) -> Expr {
    Expr { id: i.session.id(), kind: ExprKind::Error, span: i.here() }
}

/// An expression that is missing behind the token before `i`.
fn missing_expr(i: Tokens<'_>) -> Expr {
    Expr { id: i.session.id(), kind: ExprKind::Error, span: i.behind_previous() }
}
