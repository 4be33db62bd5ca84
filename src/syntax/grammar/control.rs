//! Control forms that are expressions: `if`, loops, `match`, `when`, `try`.
//!
//! - `control`: the form that the reserved word at hand begins.
//! - `clause`: a condition, or `let pattern = value`.
//! - `opt_filter`: `if c` behind what a loop or comprehension iterates.

use super::block::{Body, Closing, block, body_begins, close_body};
use super::expr::expr;
use super::pattern::pattern;
use super::recover::header;
use super::stmt::{inline_block, opt_label};
use super::{Parse, arm, expected, foreign, missing_expr, must, node, token};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{Block, Clause, Expr, ExprKind, ForLoop, IfBranch, Name, Pattern, PatternKind, WhileLoop};
use nom::Parser;
use nom::combinator::{cut, opt};
use nom::error::context;
use nom::sequence::preceded;

/// The form that the reserved word at `i` begins.
pub(super) fn control(i: Tokens<'_>) -> Parse<'_, Expr> {
    match i.kind() {
        T::If => if_expr(i),
        T::Match => arm::match_expr(i),
        T::When => arm::when_expr(i),
        T::For => for_loop(i),
        T::While => while_loop(i),
        T::Loop => loop_expr(i),
        T::Try => try_expr(i),
        _ => expected(i, "an expression"),
    }
}

/// A condition, or `let pattern = value`.
fn clause(i: Tokens<'_>) -> Parse<'_, Clause> {
    if i.at(T::Let) {
        let (rest, pattern) = must(pattern(i.advance()))?;
        let (rest, _) = cut(token(T::Equal, "`=`")).parse(rest)?;
        let (rest, value) = must(expr(rest))?;
        return Ok((rest, Clause::Let { pattern, value: Box::new(value) }));
    }
    let (rest, condition) = must(expr(i))?;
    let rest = foreign::assignment_in_condition(rest)?;
    Ok((rest, Clause::Expr(Box::new(condition))))
}

fn error_clause(i: Tokens<'_>) -> Clause {
    Clause::Expr(Box::new(missing_expr(i)))
}

/// `if c … [else if c …] [else …] end` or `if c then a [else b]`.
#[inline(never)]
fn if_expr(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, condition) = header(i.advance(), |i| context("an `if`", clause).parse(i), error_clause);
    if rest.at(T::Then) && !rest.nth(1).starts_line {
        return then_expr(i, rest, condition);
    }
    let (rest, branches, otherwise) = branches(i, rest, condition);
    Ok((rest, node(i, rest, ExprKind::If { branches, otherwise })))
}

/// The blocks of an `if` whose first condition ends at `rest`.
#[inline(never)]
fn branches<'a>(i: Tokens<'a>, rest: Tokens<'a>, condition: Clause) -> (Tokens<'a>, Vec<IfBranch>, Option<Block>) {
    let mut branches = Vec::new();
    let (mut rest, mut condition) = (rest, condition);
    let mut opener = i.index();
    loop {
        let (body, braced) = branch_body(rest, opener);
        rest = body.rest;
        let is_dedented = body.is_dedented;
        branches.push(IfBranch { condition, body: body.block });
        let at_else = rest.at(T::Else) && !rest.is_at_end() && !is_dedented;
        if at_else && rest.nth(1).kind == T::If && !rest.nth(1).starts_line {
            opener = rest.index() + 1;
            (rest, condition) = header(rest.advance().advance(), clause, error_clause);
        } else if foreign::is_else_if(rest) && !is_dedented {
            foreign::else_if(rest);
            opener = rest.index();
            (rest, condition) = header(rest.advance(), clause, error_clause);
        } else if at_else {
            let (after, block) = else_block(rest);
            return (after, branches, Some(block));
        } else if braced {
            return (rest, branches, None);
        } else {
            let empty = Block { id: i.session.id(), stmts: Vec::new(), span: rest.behind_previous() };
            let rest = close_body(&Body { rest, block: empty, is_dedented }, opener);
            return (rest, branches, None);
        }
    }
}

/// The block behind a condition; also whether it stands in braces, which are then behind it.
fn branch_body(i: Tokens<'_>, opener: u32) -> (Body<'_>, bool) {
    let (rest, closing) = body_begins(i, Closing::Branch);
    let mut body = block(rest, opener, closing);
    let braced = closing == Closing::Brace && body.rest.at(T::RightBrace);
    if braced {
        body.rest = body.rest.advance();
    }
    (body, braced)
}

/// `else … end`, at the `else`.
fn else_block(i: Tokens<'_>) -> (Tokens<'_>, Block) {
    let rest = i.advance();
    let (rest, closing) = match rest.kind() {
        T::LeftBrace | T::Colon if !rest.starts_line() => body_begins(rest, Closing::End),
        _ => (rest, Closing::End),
    };
    to_end(rest, i.index(), closing)
}

/// Statements and what closes them.
fn to_end(i: Tokens<'_>, opener: u32, closing: Closing) -> (Tokens<'_>, Block) {
    let body = block(i, opener, closing);
    if closing == Closing::Brace && body.rest.at(T::RightBrace) {
        return (body.rest.advance(), body.block);
    }
    (close_body(&body, opener), body.block)
}

/// A loop's body, behind its first line.
pub(super) fn loop_body(i: Tokens<'_>, opener: u32) -> (Tokens<'_>, Block) {
    let (rest, closing) = body_begins(i, Closing::End);
    to_end(rest, opener, closing)
}

/// `then a [else b]`, at the `then`.
#[inline(never)]
fn then_expr<'a>(i: Tokens<'a>, then: Tokens<'a>, condition: Clause) -> Parse<'a, Expr> {
    let mut branches = Vec::new();
    let (mut then, mut condition) = (then, condition);
    loop {
        let (rest, body) = must(inline_block(then.advance().before_else()))?;
        let rest = rest.back_in(i);
        branches.push(IfBranch { condition, body });
        if !rest.at(T::Else) || rest.line_ends() || rest.is_at_end() {
            return Ok((rest, node(i, rest, ExprKind::If { branches, otherwise: None })));
        }
        if rest.nth(1).kind != T::If || rest.nth(1).starts_line {
            let (rest, block) = must(inline_block(rest.advance()))?;
            return Ok((rest, node(i, rest, ExprKind::If { branches, otherwise: Some(block) })));
        }
        (then, condition) = must(clause(rest.advance().advance()))?;
        if !then.at(T::Then) {
            return cut(|i| expected(i, "`then`")).parse(then);
        }
    }
}

/// `if c` on the same line.
pub(super) fn opt_filter(i: Tokens<'_>) -> Parse<'_, Option<Expr>> {
    if i.line_ends() || i.header_ends() {
        return Ok((i, None));
    }
    opt(preceded(token(T::If, "`if`"), cut(expr))).parse(i)
}

/// What a `for` says before its body.
pub(super) type ForHeader = (Option<Name>, Pattern, Expr, Option<Expr>);

/// `[@label] p in e [if c]`.
pub(super) fn for_header(i: Tokens<'_>) -> Parse<'_, ForHeader> {
    let (rest, label) = opt_label(i);
    if let Some((rest, name)) = foreign::counting_loop(rest) {
        let pattern = Pattern { id: i.session.id(), span: name.span, kind: PatternKind::Name(name) };
        return Ok((rest, (label, pattern, missing_expr(rest), None)));
    }
    let (rest, in_parens) = foreign::paren_before_loop(rest);
    let (rest, pattern) = must(pattern(rest))?;
    let (rest, pattern) = foreign::loose_pair(rest, pattern)?;
    let (rest, ()) = foreign::in_or_of(rest)?;
    let (rest, iterable) = must(expr(rest))?;
    let rest = if in_parens && rest.at(T::RightParen) { rest.advance() } else { rest };
    let (rest, filter) = opt_filter(rest)?;
    Ok((rest, (label, pattern, iterable, filter)))
}

/// The header that stands for one that could not be read.
pub(super) fn error_for_header(i: Tokens<'_>) -> ForHeader {
    let pattern = Pattern { id: i.session.id(), kind: PatternKind::Error, span: i.behind_previous() };
    (None, pattern, missing_expr(i), None)
}

#[inline(never)]
fn for_loop(i: Tokens<'_>) -> Parse<'_, Expr> {
    let production = |i| context("a `for`", for_header).parse(i);
    let (rest, (label, pattern, iterable, filter)) = header(i.advance(), production, error_for_header);
    let (rest, body) = loop_body(rest, i.index());
    let for_loop = ForLoop { label, pattern, iterable, filter, body };
    Ok((rest, node(i, rest, ExprKind::For(Box::new(for_loop)))))
}

#[inline(never)]
fn while_loop(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, label) = opt_label(i.advance());
    let (rest, condition) = header(rest, |i| context("a `while`", clause).parse(i), error_clause);
    let (rest, body) = loop_body(rest, i.index());
    let while_loop = WhileLoop { label, condition, body };
    Ok((rest, node(i, rest, ExprKind::While(Box::new(while_loop)))))
}

#[inline(never)]
fn loop_expr(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, label) = opt_label(i.advance());
    let (rest, body) = loop_body(rest, i.index());
    Ok((rest, node(i, rest, ExprKind::Loop { label, body })))
}

/// `try e [else handler]`.
#[inline(never)]
fn try_expr(i: Tokens<'_>) -> Parse<'_, Expr> {
    if foreign::is_try_block(i) {
        return foreign::try_block(i);
    }
    let (rest, value) = must(expr(i.advance()))?;
    let takes_else = rest.at(T::Else) && !rest.line_ends() && !i.else_is_taken && !rest.is_at_end();
    let (rest, otherwise) = match takes_else {
        true => cut(expr).map(|handler| Some(Box::new(handler))).parse(rest.advance())?,
        false => (rest, None),
    };
    Ok((rest, node(i, rest, ExprKind::TryElse { value: Box::new(value), otherwise })))
}
