//! Whole expressions as other languages write them: choices, slices, closures, formatted strings.

use crate::diag::Diagnostic;
use crate::syntax::grammar::expr::boxed_expr;
use crate::syntax::grammar::{Parse, boxed_node, must, node, skip, string};
use crate::syntax::input::Tokens;
use crate::syntax::token::{T, Token};
use crate::syntax::tree::{BinaryOp, Expr, ExprKind, UnaryOp};
use crate::text::Span;

const CHOICE: &str = "a choice is written `if c then a else b`";

/// Whether `a if c else b` goes on with the `if` at `i`; the filter of a comprehension has no `else`, unless a `then` comes first.
pub(in crate::syntax::grammar) fn is_choice(i: Tokens<'_>) -> bool {
    i.at(T::If)
        && !i.starts_line()
        && finds(i, T::Else, |kind| matches!(kind, T::Then | T::For | T::Arrow | T::FatArrow | T::Comma))
}

/// `a if c else b`, at the `if`.
pub(in crate::syntax::grammar) fn choice<'a>(i: Tokens<'a>, at: Tokens<'a>, value: Box<Expr>) -> Parse<'a, Box<Expr>> {
    let (rest, condition) = must(boxed_expr(at.advance()))?;
    let (rest, otherwise) = must(boxed_expr(rest.advance()))?;
    let [value, condition, otherwise] = [&value, &condition, &otherwise].map(|part| written(i, part.span));
    let text = format!("if {condition} then {value} else {otherwise}");
    let diagnostic = Diagnostic::error("foreign-form", at.peek().span(), CHOICE);
    i.session.report(diagnostic.fix("Begin with the condition", i.span_to(rest), text));
    Ok((rest, boxed_node(i, rest, ExprKind::Error)))
}

/// Whether `c ? a : b` goes on with the `?` at `i`.
pub(in crate::syntax::grammar) fn is_ternary(i: Tokens<'_>) -> bool {
    let next = i.nth(1);
    let begins = next.kind.starts_expr() && !next.starts_line && !matches!(next.kind, T::Minus | T::LeftBracket);
    i.at(T::Question) && begins && finds(i, T::Colon, |kind| matches!(kind, T::Comma | T::Equal))
}

/// `c ? a : b`, at the `?`.
pub(in crate::syntax::grammar) fn ternary<'a>(i: Tokens<'a>, at: Tokens<'a>) -> Parse<'a, Box<Expr>> {
    let diagnostic = Diagnostic::error("foreign-form", at.peek().span(), CHOICE);
    i.session.report(diagnostic.help("`?` behind a value hands an `err` on to the caller"));
    let (rest, _) = must(boxed_expr(at.advance()))?;
    let (rest, _) = must(boxed_expr(rest.advance()))?;
    Ok((rest, boxed_node(i, rest, ExprKind::Error)))
}

/// Whether `kind` follows on the line of `i`, in the same brackets and before anything that `ends`.
pub(super) fn finds(i: Tokens<'_>, kind: T, ends: fn(T) -> bool) -> bool {
    let mut at = i.advance();
    let mut depth = 0;
    while !at.is_at_end() && !at.starts_line() {
        match at.kind() {
            T::LeftParen | T::LeftBracket | T::LeftBrace => depth += 1,
            T::RightParen | T::RightBracket | T::RightBrace if depth == 0 => return false,
            T::RightParen | T::RightBracket | T::RightBrace => depth -= 1,
            found if depth == 0 && found == kind => return true,
            found if depth == 0 && ends(found) => return false,
            _ => {}
        }
        at = at.advance();
    }
    false
}

/// The source of a part that begins behind `i`.
fn written<'a>(i: Tokens<'a>, span: Span) -> &'a str {
    let base = i.peek().start;
    let shift = base - i.here().start;
    i.session.source.get((span.start + shift) as usize..(span.end + shift) as usize).unwrap_or("…")
}

/// `a not in b`; `inside` is `a in b`.
pub(in crate::syntax::grammar) fn not_in<'a>(i: Tokens<'a>, rest: Tokens<'a>, inside: Box<Expr>) -> Box<Expr> {
    if let ExprKind::Binary { op: BinaryOp::In, left, right, .. } = &inside.kind {
        let (left, right) = (written(i, left.span), written(i, right.span));
        let text = format!("not ({left} in {right})");
        let diagnostic = Diagnostic::error("foreign-operator", i.span_to(rest), "`not in` is written `not (a in b)`");
        i.session.report(diagnostic.fix(format!("Write `{text}`"), i.span_to(rest), text));
    }
    boxed_node(i, rest, ExprKind::Unary { op: UnaryOp::Not, operand: inside })
}

/// What stands in an index: an expression, or `a:b`.
pub(in crate::syntax::grammar) fn index(i: Tokens<'_>) -> Parse<'_, Box<Expr>> {
    if i.at(T::Colon) {
        return slice(i, None);
    }
    let found = must(boxed_expr(i));
    match found {
        Ok((rest, low)) if rest.at(T::Colon) => slice(rest, Some(low)),
        found => found,
    }
}

/// `:` in an index: taken as `..`, with a complaint.
#[inline(never)]
fn slice<'a>(i: Tokens<'a>, low: Option<Box<Expr>>) -> Parse<'a, Box<Expr>> {
    let (rest, high) = slice_end(i.advance())?;
    let (rest, step) = if rest.at(T::Colon) { slice_end(rest.advance())? } else { (rest, None) };
    let span = i.peek().span();
    let has_step =
        rest.previous().is_some_and(|token| token.kind == T::Colon && token.start != span.start) || step.is_some();
    let mut diagnostic = Diagnostic::error("foreign-form", span, "a part of a list or text is written with `..`")
        .help("`xs[1..3]`, `xs[..3]`, `xs[1..]`; `reverse(xs)` turns a list round");
    if !has_step {
        diagnostic = diagnostic.fix("Write `..`", span, "..");
    }
    i.session.report(diagnostic);
    Ok((rest, boxed_node(i, rest, ExprKind::Range { low, high, inclusive: false, step })))
}

/// What stands behind a `:` in an index, if anything does.
fn slice_end(i: Tokens<'_>) -> Parse<'_, Option<Box<Expr>>> {
    match i.kind() {
        T::Colon | T::RightBracket => Ok((i, None)),
        _ => must(boxed_expr(i)).map(|(rest, value)| (rest, Some(value))),
    }
}

/// Whether a letter stands directly before a string, as in `f"…"`.
pub(in crate::syntax::grammar) fn is_string_prefix(i: Tokens<'_>) -> bool {
    matches!(i.text(), "f" | "s" | "u") && i.nth(1).kind == T::StringStart && i.peek().end == i.nth(1).start
}

/// `f"…"`.
pub(in crate::syntax::grammar) fn prefixed_string(i: Tokens<'_>) -> Parse<'_, Expr> {
    let span = i.peek().span();
    let diagnostic = Diagnostic::error("foreign-form", span, format!("no `{}` stands before a text", i.text()));
    i.session.report(diagnostic.help("every text puts values in: `\"{x + 1}\"`").fix("Remove it", span, ""));
    string::string(i.advance())
}

/// Whether `lambda x: e` begins here.
pub(in crate::syntax::grammar) fn is_python_closure(i: Tokens<'_>) -> bool {
    i.at_word("lambda") && matches!(i.nth(1).kind, T::Name | T::Colon) && !i.nth(1).starts_line
}

/// `lambda x: e`.
pub(in crate::syntax::grammar) fn python_closure(i: Tokens<'_>) -> Parse<'_, Expr> {
    let mut rest = i.advance();
    while matches!(rest.kind(), T::Name | T::Comma) && !rest.starts_line() {
        rest = rest.advance();
    }
    let span = i.peek().span();
    i.session.report(Diagnostic::error("foreign-form", span, "a closure is written `fn(x) => …`"));
    if rest.at(T::Colon) {
        rest = must(boxed_expr(rest.advance()))?.0;
    }
    Ok((rest, node(i, rest, ExprKind::Error)))
}

/// Whether `try` opens a block here.
pub(in crate::syntax::grammar) fn is_try_block(i: Tokens<'_>) -> bool {
    let next = i.nth(1);
    next.starts_line || next.kind == T::Colon || (next.kind == T::LeftBrace && is_handled(i, next))
}

/// Whether the block in braces is followed by what handles its failures.
fn is_handled(i: Tokens<'_>, brace: Token) -> bool {
    brace.partner != Token::ALONE && matches!(i.jump(brace.partner + 1).text(), "catch" | "finally")
}

/// `try … catch … end`: named, and skipped to its end.
pub(in crate::syntax::grammar) fn try_block(i: Tokens<'_>) -> Parse<'_, Expr> {
    let diagnostic =
        Diagnostic::error("foreign-form", i.peek().span(), "`try` stands before one expression, not a block");
    i.session.report(diagnostic.help(
        "an `err` is taken with `match`, `?` or `try e else other`; a failure where its future is awaited: \
         `match await spawn(work())` with the arm `err(message) -> …`",
    ));
    let mut rest = skip::unsupported_form(i);
    while ["catch", "except", "finally", "rescue"].iter().any(|word| rest.at_word(word)) {
        rest = skip::unsupported_form(rest);
    }
    Ok((rest, node(i, rest, ExprKind::Error)))
}
