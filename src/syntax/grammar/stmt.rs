//! Statements.
//!
//! - `statement`: one statement and the end of its line; always succeeds, with [`StmtKind::Error`] after a mistake.
//! - `inline_block`: one statement on the rest of a line, as a block.
//! - `stmt`: one statement without the end of its line.

use super::block::block_to_end;
use super::expr::{binary_op, expr, opt_expr};
use super::pattern::binding;
use super::recover::{finish_line, recover};
use super::ty::ty;
use super::{Parse, any_word, foreign, item, must, name, string, token};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{AssignOp, Block, Expr, ExprKind, Let, Name, Place, PlaceStep, Stmt, StmtKind};
use nom::Parser;
use nom::combinator::{cut, opt};
use nom::error::context;
use nom::sequence::preceded;

/// One statement and the end of its line.
pub(super) fn statement(i: Tokens<'_>) -> (Tokens<'_>, Stmt) {
    let height = i.height();
    i.set_height(0);
    let (rest, kind, end) = match stmt(i) {
        Ok((rest, kind)) => (finish_line(i, rest), kind, rest),
        Err(error) => {
            i.set_height(0);
            let rest = recover(i, error);
            (rest, StmtKind::Error, rest)
        }
    };
    i.set_height(height.max(i.height()));
    (rest, Stmt { kind, span: i.span_to(end) })
}

/// One statement on the rest of a line, as a block.
pub(super) fn inline_block(i: Tokens<'_>) -> Parse<'_, Block> {
    let id = i.session.id();
    let (inner, level) = i.enter(2)?;
    let (rest, kind) = stmt(inner)?;
    inner.leave(level);
    let rest = rest.back_in(i);
    let span = i.span_to(rest);
    Ok((rest, Block { id, stmts: vec![Stmt { kind, span }], span }))
}

/// One statement without the end of its line.
fn stmt(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    match i.kind() {
        T::Let => context("a `let`", let_stmt).parse(i),
        T::Return => opt_expr(i.advance()).map(|(rest, value)| (rest, StmtKind::Return(value))),
        T::Break => break_stmt(i),
        T::Continue => continue_stmt(i),
        T::Defer => defer(i),
        T::Else => foreign::second_else(i),
        T::Directive => foreign::misplaced_directive(i),
        T::Fn if foreign::is_named_fn(i) => nested_declaration(i),
        T::Name => name_stmt(i),
        _ => expr_or_assignment(i),
    }
}

/// `let [mut] pattern [: Type] = value [else … end]`.
#[inline(never)]
fn let_stmt(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let rest = i.advance();
    let mutable = rest.at_word("mut") && matches!(rest.nth(1).kind, T::Name | T::LeftParen | T::LeftBracket);
    let_behind_word(if mutable { rest } else { i }, mutable)
}

/// A `let` behind its last word, which is at `i`.
pub(super) fn let_behind_word(i: Tokens<'_>, mutable: bool) -> Parse<'_, StmtKind> {
    let rest = i.advance();
    if rest.kind().is_reserved() && matches!(rest.nth(1).kind, T::Equal | T::Colon) {
        must(name(rest))?;
    }
    let (rest, pattern) = must(binding(rest))?;
    let pairs = rest.at(T::Comma);
    let (rest, pattern) = foreign::loose_pair(rest, pattern)?;
    let (rest, ty) = opt(preceded(token(T::Colon, "`:`"), cut(ty))).parse(rest)?;
    let (rest, _) = cut(token(T::Equal, "`=` and a value")).parse(rest)?;
    let (rest, value) = must(expr(rest))?;
    let (rest, value) = if pairs { foreign::loose_values(rest, value)? } else { (rest, value) };
    let (rest, otherwise) = let_else(rest);
    Ok((rest, StmtKind::Let(Box::new(Let { mutable, pattern, ty, value, otherwise }))))
}

fn let_else(i: Tokens<'_>) -> (Tokens<'_>, Option<Block>) {
    if !i.at(T::Else) || i.else_is_taken || !i.nth(1).starts_line || i.starts_line() {
        return (i, None);
    }
    let (rest, block) = block_to_end(i.advance(), i.index());
    (rest, Some(block))
}

/// `@label`, if one follows.
pub(super) fn opt_label(i: Tokens<'_>) -> (Tokens<'_>, Option<Name>) {
    if !i.at(T::Label) || i.starts_line() {
        return (i, None);
    }
    (i.advance(), Some(Name { text: i.text()[1..].to_owned(), span: i.here() }))
}

fn break_stmt(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let (rest, label) = opt_label(i.advance());
    let (rest, value) = opt_expr(rest)?;
    Ok((rest, StmtKind::Break { label, value }))
}

fn continue_stmt(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let (rest, label) = opt_label(i.advance());
    Ok((rest, StmtKind::Continue { label }))
}

/// `defer … end`; one statement on the same line is taken with a complaint.
#[inline(never)]
fn defer(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let rest = i.advance();
    if rest.starts_line() {
        let (rest, block) = block_to_end(rest, i.index());
        return Ok((rest, StmtKind::Defer(block)));
    }
    let (rest, block) = must(inline_block(rest))?;
    if rest.at(T::End) && !rest.starts_line() {
        return Ok((rest.advance(), StmtKind::Defer(block)));
    }
    foreign::defer_on_one_line(i, rest);
    Ok((rest, StmtKind::Defer(block)))
}

/// A statement that begins with a word that is not reserved.
#[inline(never)]
fn name_stmt(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let next = i.nth(1);
    if foreign::is_increment(i) {
        return foreign::increment(i);
    }
    if next.starts_line || !(next.kind.is_word() || next.kind.starts_expr()) {
        return expr_or_assignment(i);
    }
    match i.text() {
        "role" if next.kind == T::Name && i.nth(2).kind == T::Colon => role(i),
        "emit" if begins_operand(i) && !i.session.has_own_cell("emit") => emit(i),
        "yield" if begins_operand(i) && next.kind != T::LeftParen => yield_stmt(i),
        _ if item::starts_declaration(i) => nested_declaration(i),
        _ => foreign::statement(i).unwrap_or_else(|| expr_or_assignment(i)),
    }
}

/// Whether what follows the word at `i` is its operand and not an operator or index.
fn begins_operand(i: Tokens<'_>) -> bool {
    let next = i.nth(1).kind;
    next.starts_expr() && !matches!(next, T::Minus | T::LeftBracket | T::If | T::For)
}

/// `role name: text`.
fn role(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let (rest, name) = any_word(i.advance())?;
    let (rest, text) = cut(string::string).parse(rest.advance())?;
    Ok((rest, StmtKind::Role { name, text }))
}

fn emit(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let (rest, value) = must(expr(i.advance()))?;
    Ok((rest, StmtKind::Emit(value)))
}

fn yield_stmt(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    foreign::generator(i);
    let (rest, value) = must(expr(i.advance()))?;
    Ok((rest, StmtKind::Yield(value)))
}

/// A cell inside a block; other declarations do not belong there.
#[inline(never)]
fn nested_declaration(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    match item::declaration(i)? {
        (rest, crate::syntax::tree::ItemKind::Cell(cell)) => Ok((rest, StmtKind::Cell(cell))),
        (rest, _) => {
            foreign::misplaced_declaration(i);
            Ok((rest, StmtKind::Error))
        }
    }
}

/// `place op= value`, or an expression.
#[inline(never)]
fn expr_or_assignment(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let (rest, target) = expr(i)?;
    if !rest.kind().is_assignment() || rest.line_ends() {
        return Ok((rest, StmtKind::Expr(target)));
    }
    let op = assign_op(rest.kind());
    let Some(place) = place(target) else { return foreign::no_place(i, rest) };
    let (rest, value) = must(expr(rest.advance()))?;
    Ok((rest, StmtKind::Assign { place, op, value }))
}

fn assign_op(kind: T) -> AssignOp {
    AssignOp(match kind {
        T::PlusEqual => binary_op(T::Plus),
        T::MinusEqual => binary_op(T::Minus),
        T::StarEqual => binary_op(T::Star),
        T::SlashEqual => binary_op(T::Slash),
        T::SlashSlashEqual => binary_op(T::SlashSlash),
        T::PercentEqual => binary_op(T::Percent),
        T::StarStarEqual => binary_op(T::StarStar),
        T::AmpersandEqual => binary_op(T::Ampersand),
        T::PipeEqual => binary_op(T::Pipe),
        T::CaretEqual => binary_op(T::Caret),
        T::PlusPlusEqual => binary_op(T::PlusPlus),
        T::ShiftLeftEqual => binary_op(T::ShiftLeft),
        T::ShiftRightEqual => binary_op(T::ShiftRight),
        T::QuestionQuestionEqual => binary_op(T::QuestionQuestion),
        _ => None,
    })
}

/// A variable with fields and indexes, as something that can be assigned.
fn place(target: Expr) -> Option<Place> {
    let (id, span) = (target.id, target.span);
    match target.kind {
        ExprKind::Name(root) => Some(Place { id, root, steps: Vec::new(), span }),
        ExprKind::Field { object, name, optional: false } => step(*object, PlaceStep::Field(name), span),
        ExprKind::Index { object, index, optional: false } => step(*object, PlaceStep::Index(*index), span),
        _ => None,
    }
}

fn step(object: Expr, step: PlaceStep, span: crate::text::Span) -> Option<Place> {
    let mut place = place(object)?;
    place.steps.push(step);
    place.span = span;
    Some(place)
}
