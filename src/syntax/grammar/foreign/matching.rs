//! Other languages' words around a choice between patterns: `switch`, `case`, `default`.

use crate::diag::Diagnostic;
use crate::syntax::grammar::{Parse, arm};
use crate::syntax::input::Tokens;
use crate::syntax::token::{T, Token};
use crate::syntax::tree::{Pattern, PatternKind, StmtKind};
use crate::text::Span;

/// Whether `switch value` stands here, and is no call.
pub(super) fn is_switch(i: Tokens<'_>) -> bool {
    let next = i.nth(1);
    let is_call = || next.partner == Token::ALONE || i.jump(next.partner).nth(1).kind != T::LeftBrace;
    i.at_word("switch") && !next.starts_line && next.kind.starts_expr() && (next.kind != T::LeftParen || !is_call())
}

/// `switch value`, taken as a `match`.
pub(super) fn switch(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let span = i.peek().span();
    let diagnostic = Diagnostic::error("foreign-match", span, "a choice between patterns begins with `match`");
    i.session.report(diagnostic.help("an arm is written `pattern -> …`, and `_ -> …` takes the rest").fix(
        "Write `match`",
        span,
        "match",
    ));
    arm::match_expr(i).map(|(rest, value)| (rest, StmtKind::Expr(value)))
}

/// Whether an arm begins with `case` before a pattern, or with `default:`.
pub(in crate::syntax::grammar) fn is_case(i: Tokens<'_>) -> bool {
    begins_case(i) || is_default(i)
}

fn begins_case(i: Tokens<'_>) -> bool {
    use T::*;
    let next = i.nth(1);
    let begins_pattern =
        matches!(next.kind, Name | Int | Float | StringStart | Null | True | False | Minus | LeftBracket);
    i.at_word("case") && !next.starts_line && begins_pattern && next.start > i.peek().end
}

fn is_default(i: Tokens<'_>) -> bool {
    i.at_word("default") && i.nth(1).kind == T::Colon
}

/// The pattern behind `case`, which is taken with a complaint.
pub(in crate::syntax::grammar) fn case_word(i: Tokens<'_>) -> Tokens<'_> {
    if !begins_case(i) {
        return i;
    }
    let diagnostic = Diagnostic::error("foreign-match", i.peek().span(), "an arm begins with its pattern");
    let gap = Span::new(i.peek().start, i.nth(1).start);
    i.session.report(diagnostic.help("an arm is written `pattern -> …`").fix("Remove `case`", gap, ""));
    i.advance()
}

/// `default:`, taken as `_ ->` with a complaint.
pub(in crate::syntax::grammar) fn default_arm(i: Tokens<'_>) -> Option<(Tokens<'_>, Pattern)> {
    if !is_default(i) {
        return None;
    }
    let rest = i.advance().advance();
    let message = "the arm for all other values begins with `_`";
    let diagnostic = Diagnostic::error("foreign-match", i.peek().span(), message);
    i.session.report(diagnostic.fix("Write `_ ->`", i.span_to(rest), "_ ->"));
    Some((rest, Pattern { id: i.session.id(), kind: PatternKind::Wildcard, span: i.here() }))
}
