//! Habits and slips in expressions.

use crate::diag::Diagnostic;
use crate::syntax::grammar::expr::unary;
use crate::syntax::grammar::{Parse, error_expr};
use crate::syntax::input::Tokens;
use crate::syntax::token::{T, Token};
use crate::syntax::tree::{Expr, ExprKind, UnaryOp};
use crate::text::Span;

/// The power of comparisons, `in`, `is` and `as`.
const COMPARISON: u8 = 4;

/// `not a == b` compares `not a`.
pub(in crate::syntax::grammar) fn not_before_comparison(i: Tokens<'_>, left: &Expr, power: u8) {
    let ExprKind::Unary { op: UnaryOp::Not, operand } = &left.kind else { return };
    if power != COMPARISON {
        return;
    }
    let message = "`not` applies only to what stands directly behind it";
    let help = "write `not (…)` around the whole comparison, or `(not …)` if this is meant";
    let word = Span::new(left.span.start, left.span.start + 3);
    let diagnostic = Diagnostic::warning("not-before-comparison", word, message).help(help);
    i.session.report(diagnostic.label(operand.span, "only this is negated"));
}

/// `!x`.
pub(in crate::syntax::grammar) fn bang(i: Tokens<'_>) -> Parse<'_, Box<Expr>> {
    let diagnostic =
        Diagnostic::error("foreign-operator", i.peek().span(), "Lumen writes `not`, not `!`, before a condition");
    i.session.report(diagnostic.fix("Write `not`", i.peek().span(), "not "));
    unary(i)
}

/// `()`.
pub(in crate::syntax::grammar) fn empty_parens(i: Tokens<'_>) -> Parse<'_, Expr> {
    let rest = i.advance().advance();
    let diagnostic = Diagnostic::error("empty-parens", i.span_to(rest), "nothing stands between these parentheses");
    i.session.report(diagnostic.help("write `null` for no value").fix("Write `null`", i.span_to(rest), "null"));
    Ok((rest, error_expr(i)))
}

/// `(a,)`.
pub(in crate::syntax::grammar) fn tuple_of_one<'a>(i: Tokens<'a>, rest: Tokens<'a>) {
    let diagnostic = Diagnostic::error("tuple-of-one", i.span_to(rest), "a tuple has at least two parts");
    let close = rest.retreat();
    let comma_on = Span::new(close.retreat().peek().start, close.peek().end);
    i.session.report(
        diagnostic
            .help("leave the comma out, or use a list: `[a]`")
            .fix("Remove the comma", comma_on, ")")
            .fix_at("Make it a list", [(i.peek().span(), "[".to_owned()), (comma_on, "]".to_owned())]),
    );
}

/// `[1..]` is an index without a list.
pub(in crate::syntax::grammar) fn open_ranges(i: Tokens<'_>, entries: &[Expr]) {
    for entry in entries {
        if matches!(entry.kind, ExprKind::Range { high: None, .. }) {
            let diagnostic = Diagnostic::error("open-range", entry.span, "this range has no end");
            i.session.report(diagnostic.help("only an index may leave it out: `items[1..]`"));
        }
    }
}

/// `{a: 1, b}`.
pub(in crate::syntax::grammar) fn entries_without_value(i: Tokens<'_>, entries: &[(Expr, Option<Expr>)]) {
    for (key, value) in entries {
        if value.is_none() && !matches!(key.kind, ExprKind::Spread(_)) {
            let diagnostic = Diagnostic::error("missing-map-value", key.span, "this key has no value");
            i.session
                .report(diagnostic.help("the entries of a map are `key: value`, those of a set have no `:` at all"));
        }
    }
}

/// `fn name(…)` where a closure stands.
pub(in crate::syntax::grammar) fn closure_name(i: Tokens<'_>) -> Tokens<'_> {
    if !i.at(T::Name) || i.starts_line() {
        return i;
    }
    let diagnostic = Diagnostic::error("named-closure", i.peek().span(), "a closure has no name");
    i.session.report(diagnostic.help("give it one with `let name = fn(…)`, or declare a `cell`").fix(
        "Remove the name",
        i.peek().span(),
        "",
    ));
    i.advance()
}

/// `timeout(…)` without exactly a limit and an expression.
pub(in crate::syntax::grammar) fn timeout_arguments<'a>(i: Tokens<'a>, rest: Tokens<'a>) {
    let message = "`timeout` takes a limit in milliseconds and one expression";
    let diagnostic = Diagnostic::error("timeout-arguments", i.span_to(rest), message);
    i.session.report(diagnostic.help("for example `await timeout(5000, slow())`"));
}

/// `spawn(…)` without exactly one argument.
pub(in crate::syntax::grammar) fn spawn_arguments<'a>(i: Tokens<'a>, rest: Tokens<'a>) -> ExprKind {
    let diagnostic = Diagnostic::error("spawn-arguments", i.span_to(rest), "`spawn` takes one expression");
    let diagnostic =
        diagnostic.help("for example `spawn(work(1))`; for several futures write a list: `spawn([a(), b()])`");
    i.session.report(match i.nth(2).kind == T::Name && i.nth(3).kind == T::Comma && i.nth(1).partner != Token::ALONE {
        true => {
            let gap = Span::new(i.nth(2).end, i.nth(4).start);
            let close = Span::at(i.session.token(i.nth(1).partner).start);
            diagnostic.fix_at("Spawn the call", [(gap, "(".to_owned()), (close, ")".to_owned())])
        }
        false => diagnostic,
    });
    ExprKind::Error
}

/// `halt(…)` without exactly one argument.
pub(in crate::syntax::grammar) fn halt_arguments<'a>(i: Tokens<'a>, rest: Tokens<'a>) -> ExprKind {
    let diagnostic = Diagnostic::error("halt-arguments", i.span_to(rest), "`halt` takes one message");
    i.session.report(diagnostic.help("for example `halt(\"no more data\")`"));
    ExprKind::Error
}
