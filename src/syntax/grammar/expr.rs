//! Expressions with operators.
//!
//! - `expr`: any expression.
//! - `opt_expr`: an expression if one begins here before the line ends.
//! - `operators`: operands and infix operators of at least some power (precedence climbing).
//! - `prefix`: `-`, `not`, `~`, `await` before an operand, or a postfix expression.
//!
//! Powers, from loose to tight: `??` 1, `or` 2, `and` 3, comparison `in` `is` `as` `|` 4, `^` 5, `&` 6, `|> ~>` 7, `++` 8,
//! `.. ..=` 9, `<< >>` 10, `+ -` 11, `* / // %` 12, `**` 13 (from the right), then prefix, then postfix.

use super::postfix::postfix;
use super::ty::ty;
use super::{Parse, boxed_node, foreign, must};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{BinaryOp, Expr, ExprKind, UnaryOp};

/// The power of `..`, above which its ends are read.
const RANGE: u8 = 9;

/// Any expression.
pub(super) fn expr(i: Tokens<'_>) -> Parse<'_, Expr> {
    unboxed(operand(i, 0))
}

/// Any expression, in a box: what recurses hands expressions on this way, see [`SyntaxError`] on why.
///
/// [`SyntaxError`]: crate::syntax::error::SyntaxError
pub(super) fn boxed_expr(i: Tokens<'_>) -> Parse<'_, Box<Expr>> {
    operand(i, 0)
}

fn unboxed(result: Parse<'_, Box<Expr>>) -> Parse<'_, Expr> {
    result.map(|(rest, value)| (rest, *value))
}

/// An expression if one begins here before the line ends.
pub(super) fn opt_expr(i: Tokens<'_>) -> Parse<'_, Option<Expr>> {
    if i.starts_line() || !i.kind().starts_expr() {
        return Ok((i, None));
    }
    let (rest, value) = must(expr(i))?;
    Ok((rest, Some(value)))
}

/// An expression whose operators have at least the power `min`, one level deeper.
fn operand(i: Tokens<'_>, min: u8) -> Parse<'_, Box<Expr>> {
    let (inner, level) = i.enter(1)?;
    let (rest, value) = operators(inner, min)?;
    inner.leave(level);
    Ok((rest.back_in(i), value))
}

fn operators(i: Tokens<'_>, min: u8) -> Parse<'_, Box<Expr>> {
    let (mut rest, mut left) = prefix(i)?;
    while let Some(infix) = infix_at(rest).filter(|infix| infix.power >= min) {
        (rest, left) = apply(i, rest, left, infix)?;
    }
    Ok((rest, left))
}

/// An infix operator.
#[derive(Clone, Copy)]
struct Infix {
    power: u8,
    form: Form,
}

#[derive(Clone, Copy)]
enum Form {
    Binary(BinaryOp),
    Range {
        inclusive: bool,
    },
    Is,
    As,
    /// `not in`, which is not written so.
    NotIn,
    /// `a if c else b`, which is not written so.
    Choice,
}

/// The infix operator at `i`, unless a line break ends the expression before it. `|>` and `~>` may begin a line.
fn infix_at(i: Tokens<'_>) -> Option<Infix> {
    let kind = i.kind();
    if i.line_ends() && !matches!(kind, T::PipeArrow | T::TildeArrow) || i.is_at_end() {
        return None;
    }
    // `-1` begins the body, or an arm.
    if i.header_ends() && kind == T::Minus {
        return None;
    }
    let form = match kind {
        T::Is => Form::Is,
        T::As => Form::As,
        T::Not if i.nth(1).kind == T::In && !i.nth(1).starts_line => Form::NotIn,
        T::If if foreign::is_choice(i) => Form::Choice,
        T::DotDot => Form::Range { inclusive: false },
        T::DotDotEqual => Form::Range { inclusive: true },
        _ => Form::Binary(binary_op(kind)?),
    };
    let power = match form {
        Form::Binary(op) => power(op),
        Form::Range { .. } => RANGE,
        Form::Is | Form::As | Form::NotIn => 4,
        Form::Choice => 0,
    };
    Some(Infix { power, form })
}

/// The operator that a token stands for.
pub(super) fn binary_op(kind: T) -> Option<BinaryOp> {
    arithmetic_op(kind).or_else(|| comparison_op(kind)).or_else(|| bit_op(kind)).or_else(|| other_op(kind))
}

fn arithmetic_op(kind: T) -> Option<BinaryOp> {
    Some(match kind {
        T::Plus => BinaryOp::Add,
        T::Minus => BinaryOp::Subtract,
        T::Star => BinaryOp::Multiply,
        T::Slash => BinaryOp::Divide,
        T::SlashSlash => BinaryOp::FloorDivide,
        T::Percent => BinaryOp::Remainder,
        T::StarStar => BinaryOp::Power,
        _ => return None,
    })
}

fn comparison_op(kind: T) -> Option<BinaryOp> {
    Some(match kind {
        T::EqualEqual => BinaryOp::Equal,
        T::NotEqual => BinaryOp::NotEqual,
        T::Less => BinaryOp::Less,
        T::LessEqual => BinaryOp::LessEqual,
        T::Greater => BinaryOp::Greater,
        T::GreaterEqual => BinaryOp::GreaterEqual,
        T::In => BinaryOp::In,
        _ => return None,
    })
}

fn bit_op(kind: T) -> Option<BinaryOp> {
    Some(match kind {
        T::ShiftLeft => BinaryOp::ShiftLeft,
        T::ShiftRight => BinaryOp::ShiftRight,
        T::Ampersand => BinaryOp::BitAnd,
        T::Caret => BinaryOp::BitXor,
        T::Pipe => BinaryOp::BitOr,
        _ => return None,
    })
}

fn other_op(kind: T) -> Option<BinaryOp> {
    Some(match kind {
        T::PlusPlus => BinaryOp::Concat,
        T::And => BinaryOp::And,
        T::Or => BinaryOp::Or,
        T::QuestionQuestion => BinaryOp::Coalesce,
        T::PipeArrow => BinaryOp::Pipe,
        T::TildeArrow => BinaryOp::Compose,
        _ => return None,
    })
}

/// How tightly an operator binds; the formatter asks too.
pub(in crate::syntax) fn power(op: BinaryOp) -> u8 {
    use BinaryOp::*;
    match op {
        Coalesce => 1,
        Or => 2,
        And => 3,
        Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual | In | BitOr => 4,
        BitXor => 5,
        BitAnd => 6,
        Pipe | Compose => 7,
        Concat => 8,
        ShiftLeft | ShiftRight => 10,
        Add | Subtract => 11,
        Multiply | Divide | FloorDivide | Remainder => 12,
        Power => 13,
    }
}

/// Makes `left` and what follows the operator at `at` one expression.
fn apply<'a>(i: Tokens<'a>, at: Tokens<'a>, left: Box<Expr>, infix: Infix) -> Parse<'a, Box<Expr>> {
    foreign::not_before_comparison(i, &left, infix.power);
    let left_height = at.height();
    at.set_height(0);
    let (rest, whole) = match infix.form {
        Form::Binary(op) => binary(i, at, left, op)?,
        Form::Range { inclusive } => range(i, at, left, inclusive)?,
        Form::Is | Form::As => type_test(i, at, left)?,
        Form::NotIn => not_in(i, at, left)?,
        Form::Choice => foreign::choice(i, at, left)?,
    };
    at.set_height(left_height.max(at.height()));
    at.grow()?;
    Ok((rest, whole))
}

#[inline(never)]
fn binary<'a>(i: Tokens<'a>, at: Tokens<'a>, left: Box<Expr>, op: BinaryOp) -> Parse<'a, Box<Expr>> {
    let min = if op == BinaryOp::Power { power(op) } else { power(op) + 1 };
    let (rest, right) = must(operand(at.advance(), min))?;
    Ok((rest, boxed_node(i, rest, ExprKind::Binary { op, op_span: at.here(), left, right })))
}

#[inline(never)]
fn not_in<'a>(i: Tokens<'a>, at: Tokens<'a>, left: Box<Expr>) -> Parse<'a, Box<Expr>> {
    let (rest, inside) = binary(i, at.advance(), left, BinaryOp::In)?;
    Ok((rest, foreign::not_in(i, rest, inside)))
}

#[inline(never)]
fn type_test<'a>(i: Tokens<'a>, at: Tokens<'a>, value: Box<Expr>) -> Parse<'a, Box<Expr>> {
    let (rest, ty) = must(ty(at.advance()))?;
    let ty = Box::new(ty);
    let kind = if at.at(T::Is) { ExprKind::Is { value, ty } } else { ExprKind::As { value, ty } };
    Ok((rest, boxed_node(i, rest, kind)))
}

#[inline(never)]
fn range<'a>(i: Tokens<'a>, at: Tokens<'a>, low: Box<Expr>, inclusive: bool) -> Parse<'a, Box<Expr>> {
    let (rest, (high, step)) = range_tail(at)?;
    Ok((rest, boxed_node(i, rest, ExprKind::Range { low: Some(low), high, inclusive, step })))
}

type RangeTail = (Option<Box<Expr>>, Option<Box<Expr>>);

/// What follows `..`: the high end, which may be missing before `]`, and `step n`.
fn range_tail(at: Tokens<'_>) -> Parse<'_, RangeTail> {
    let rest = at.advance();
    if rest.at(T::RightBracket) {
        return Ok((rest, (None, None)));
    }
    let (rest, high) = must(operand(rest, RANGE + 1))?;
    let (rest, step) = opt_step(rest)?;
    Ok((rest, (Some(high), step)))
}

fn opt_step(i: Tokens<'_>) -> Parse<'_, Option<Box<Expr>>> {
    if !i.at_word("step") || i.line_ends() || !i.nth(1).kind.starts_expr() {
        return Ok((i, None));
    }
    let (rest, step) = must(operand(i.advance(), RANGE + 1))?;
    Ok((rest, Some(step)))
}

/// `..high` or `..`, inside an index.
pub(super) fn range_without_low(i: Tokens<'_>) -> Parse<'_, Box<Expr>> {
    let (rest, (high, step)) = range_tail(i)?;
    let kind = ExprKind::Range { low: None, high, inclusive: i.at(T::DotDotEqual), step };
    Ok((rest, boxed_node(i, rest, kind)))
}

/// A prefix operator with its operand, or a postfix expression.
fn prefix(i: Tokens<'_>) -> Parse<'_, Box<Expr>> {
    match i.kind() {
        T::Minus | T::Not | T::Tilde | T::Await => unary(i),
        T::Bang => foreign::bang(i),
        _ => postfix(i),
    }
}

/// The prefix operator at `i` with its operand.
#[inline(never)]
pub(super) fn unary(i: Tokens<'_>) -> Parse<'_, Box<Expr>> {
    if let Some((rest, smallest)) = super::literal::smallest_int(i) {
        return Ok((rest, Box::new(smallest)));
    }
    let (inner, level) = i.enter(1)?;
    let (rest, operand) = must(prefix(inner.advance()))?;
    inner.leave(level);
    let rest = rest.back_in(i);
    Ok((rest, boxed_node(i, rest, unary_kind(i.kind(), operand))))
}

fn unary_kind(operator: T, operand: Box<Expr>) -> ExprKind {
    match operator {
        T::Await => ExprKind::Await(operand),
        T::Minus => ExprKind::Unary { op: UnaryOp::Negate, operand },
        T::Tilde => ExprKind::Unary { op: UnaryOp::BitNot, operand },
        _ => ExprKind::Unary { op: UnaryOp::Not, operand },
    }
}
