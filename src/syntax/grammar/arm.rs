//! Arms of `match` and `when`.
//!
//! - `match_expr`, `when_expr`: the forms with their arms and `end`.
//! - `line_is_arm`: whether the line at hand reads as `pattern [if guard] ->`.
//!
//! An arm's body is the rest of its line; if nothing follows the arrow, it is the statements up to the next line that reads
//! as an arm, or up to the form's `end`.

use super::block::{Closing, Layout, block, body_begins, close_block, missing_end, skip_separators};
use super::expr::expr;
use super::pattern::pattern;
use super::recover::{header, recover};
use super::stmt::statement;
use super::{Parse, SyntaxError, foreign, item, missing_expr, node};
use crate::syntax::input::Tokens;
use crate::syntax::token::{T, Token};
use crate::syntax::tree::{Block, Expr, ExprKind, MatchArm, Pattern, WhenArm};
use nom::Parser;
use nom::combinator::{cut, opt};
use nom::error::context;
use nom::sequence::preceded;

/// `match e … end`.
#[inline(never)]
pub(super) fn match_expr(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, subject) = header(i.advance(), |i| context("a `match`", cut(expr)).parse(i), missing_expr);
    let (rest, arms) = arms(rest, i.index(), match_arm)?;
    Ok((rest, node(i, rest, ExprKind::Match { subject: Box::new(subject), arms })))
}

/// `when … end`.
#[inline(never)]
pub(super) fn when_expr(i: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, arms) = arms(i.advance(), i.index(), when_arm)?;
    Ok((rest, node(i, rest, ExprKind::When(arms))))
}

/// Arms up to `end`, behind the first line of the form that token `opener` opened.
fn arms<'a, O>(i: Tokens<'a>, opener: u32, arm: fn(Tokens<'a>, u32) -> Parse<'a, O>) -> Parse<'a, Vec<O>> {
    let (rest, closing) = body_begins(i, Closing::End);
    let layout = Layout::of(rest, opener);
    let (inner, level) = rest.enter(3)?;
    let mut rest = skip_separators(inner.inside_block());
    let mut arms = Vec::new();
    while !matches!(rest.kind(), T::End | T::RightBrace | T::RightParen | T::RightBracket) && !rest.is_at_end() {
        if item::starts_declaration(rest) || layout.is_dedented(rest) {
            break;
        }
        rest = match arm(rest, opener) {
            Ok((after, arm)) => {
                arms.push(arm);
                after
            }
            Err(error) => recover(rest, error),
        };
        rest = skip_separators(rest);
    }
    inner.leave(level);
    Ok((close_arms(rest.back_in(i), opener, closing, layout), arms))
}

fn close_arms<'a>(rest: Tokens<'a>, opener: u32, closing: Closing, layout: Layout) -> Tokens<'a> {
    if closing == Closing::Brace && rest.at(T::RightBrace) {
        return rest.advance();
    }
    if layout.is_dedented(rest) {
        missing_end(rest, opener);
        return rest;
    }
    close_block(rest, opener)
}

/// `pattern [if guard] -> body`.
fn match_arm(i: Tokens<'_>, opener: u32) -> Parse<'_, MatchArm> {
    let (rest, pattern, guard) = match foreign::default_arm(i) {
        Some((rest, pattern)) => (rest, pattern, None),
        None => arm_head(i)?,
    };
    let (rest, body) = arm_body(rest, opener);
    Ok((rest, MatchArm { pattern, guard, body, span: i.span_to(rest), margin: i.session.margin(i.peek().start) }))
}

/// `pattern [if guard] ->`.
fn arm_head(i: Tokens<'_>) -> Result<(Tokens<'_>, Pattern, Option<Expr>), nom::Err<SyntaxError>> {
    let (rest, pattern) = context("an arm of a `match`", pattern).parse(foreign::case_word(i))?;
    let (rest, guard) = opt(preceded(super::token(T::If, "`if`"), cut(expr))).parse(rest)?;
    Ok((foreign::arrow(rest)?, pattern, guard))
}

/// `condition -> body`, or `_ -> body`.
fn when_arm(i: Tokens<'_>, opener: u32) -> Parse<'_, WhenArm> {
    let is_default = i.at_word("_");
    let (rest, condition) = match is_default {
        true => (i.advance(), None),
        false => context("an arm of a `when`", expr).map(Some).parse(i)?,
    };
    let rest = foreign::arrow(rest)?;
    let (rest, body) = arm_body(rest, opener);
    Ok((rest, WhenArm { condition, body }))
}

/// The body behind an arrow.
fn arm_body(i: Tokens<'_>, opener: u32) -> (Tokens<'_>, Block) {
    if i.starts_line() {
        let body = block(i, opener, Closing::Arm);
        return (body.rest, body.block);
    }
    let id = i.session.id();
    let (mut rest, stmt) = statement(i);
    let mut stmts = vec![stmt];
    if begins_statement(rest) && !is_outdented(i, rest) {
        foreign::second_line_of_arm(i, rest);
        let body = block(rest, opener, Closing::Arm);
        stmts.extend(body.block.stmts);
        rest = body.rest;
    }
    (rest, Block { id, span: i.span_to(rest), stmts })
}

/// Whether the line at `i` is neither an arm nor the end of the form.
fn begins_statement(i: Tokens<'_>) -> bool {
    use T::*;
    let closes = matches!(i.kind(), End | Else | RightParen | RightBracket | RightBrace | Semicolon | Comma);
    let is_arm = || line_is_arm(i) || has_fat_arrow(i) || has_colon(i);
    i.peek().starts_line && !i.is_at_end() && !closes && !is_arm() && !item::starts_declaration(i)
}

/// Whether the indentation, where it is looked at, says that the line at `rest` stands outside of the arm at `i`.
fn is_outdented(i: Tokens<'_>, rest: Tokens<'_>) -> bool {
    matches!((i.session.indent(i.index()), i.session.indent(rest.index())), (Some(arm), Some(line)) if line < arm)
}

/// Whether a literal or `_` stands before a colon: an arm with another language's sign.
fn has_colon(i: Tokens<'_>) -> bool {
    let is_pattern = matches!(i.kind(), T::Int | T::Float | T::Null | T::True | T::False) || i.at_word("_");
    is_pattern && i.nth(1).kind == T::Colon
}

/// Whether `=>` follows within a few tokens: an arm with another language's arrow.
fn has_fat_arrow(i: Tokens<'_>) -> bool {
    (1..8).map(|offset| i.nth(offset)).take_while(|token| !token.starts_line).any(|token| token.kind == T::FatArrow)
}

/// Whether the line at `i` reads as `pattern [if guard] ->`: an arrow stands outside brackets, and nothing before it that
/// could not stand in a pattern or condition. Brackets and strings are jumped over.
pub(super) fn line_is_arm(i: Tokens<'_>) -> bool {
    if foreign::is_case(i) {
        return true;
    }
    // The arrow of `cell name() -> T` is its result's.
    if item::starts_declaration(i) {
        return false;
    }
    let mut at = i;
    let mut before: Option<Token> = None;
    loop {
        let token = at.peek();
        let goes_on = before.is_none_or(|before| before.kind.wants_more());
        if at.is_at_end() || (token.starts_line && !goes_on) {
            return false;
        }
        match token.kind {
            T::Arrow => return true,
            T::Fn if before.is_some_and(|before| matches!(before.kind, T::Colon | T::Pipe)) => {
                at = skip_function_type(at)
            }
            kind if cannot_stand_in_arm(kind) => return false,
            _ if token.partner != Token::ALONE && token.partner > at.index() => at = at.jump(token.partner),
            _ => {}
        }
        before = Some(at.peek());
        at = at.advance();
    }
}

fn cannot_stand_in_arm(kind: T) -> bool {
    use T::*;
    kind.is_assignment()
        || matches!(
            kind,
            FatArrow | Fn | Let | Return | Break | Continue | Defer | Else | End | For | While | Loop | When
        )
        || matches!(kind, Match | Then | Try | Semicolon | Directive)
}

/// The last token of `fn(…)` or `fn(…) ->` in the type of a pattern.
fn skip_function_type(i: Tokens<'_>) -> Tokens<'_> {
    let paren = i.advance();
    if !paren.at(T::LeftParen) || paren.peek().partner == Token::ALONE {
        return i;
    }
    let close = paren.jump(paren.peek().partner);
    if close.nth(1).kind == T::Arrow { close.advance() } else { close }
}
