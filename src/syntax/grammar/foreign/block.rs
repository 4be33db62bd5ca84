//! Habits and slips around blocks: braces, colons, `then`, `do`, `elif`, stray `end`.

use super::indentation;
use crate::diag::Diagnostic;
use crate::syntax::grammar::block::{Closing, block_to_end};
use crate::syntax::grammar::expr::expr;
use crate::syntax::grammar::{Parse, must};
use crate::syntax::input::Tokens;
use crate::syntax::token::{T, Token};
use crate::syntax::tree::{ExprKind, Stmt, StmtKind};
use crate::text::Span;

/// What stands behind a block's first line although the line should end there.
pub(in crate::syntax::grammar) fn body_opener(i: Tokens<'_>, closing: Closing) -> (Tokens<'_>, Closing) {
    let span = i.peek().span();
    match i.kind() {
        T::LeftBrace => {
            brace_block(i);
            (i.advance(), Closing::Brace)
        }
        T::Colon => {
            let diagnostic = Diagnostic::error("colon-before-block", span, "no `:` stands before a block");
            i.session.report(diagnostic.help("the line ends here, and `end` closes the block").fix(
                "Remove `:`",
                span,
                "",
            ));
            (i.advance(), closing)
        }
        T::Then | T::Name if matches!(i.text(), "then" | "do") && i.nth(1).starts_line => {
            let message = format!("no `{}` stands before a block", i.text());
            let diagnostic = Diagnostic::error("word-before-block", span, message);
            i.session.report(diagnostic.fix(format!("Remove `{}`", i.text()), span, ""));
            (i.advance(), closing)
        }
        T::End => (i, closing),
        _ => {
            let message = format!("a block begins on a new line, before `{}`", i.text());
            let diagnostic = Diagnostic::error("expected-new-line", span, message);
            let inner = format!("\n{}  ", indentation(i, i.peek()));
            i.session.report(diagnostic.fix("Begin a new line", gap_before(i), inner));
            (i, closing)
        }
    }
}

fn brace_block(i: Tokens<'_>) {
    let span = i.peek().span();
    let diagnostic = Diagnostic::error("brace-block", span, "blocks end with `end`; they have no braces")
        .help("leave `{` out, and write `end` for `}`");
    i.session.report(match i.peek().partner {
        Token::ALONE => diagnostic,
        partner => without_braces(i, i.jump(partner), diagnostic),
    });
}

fn without_braces(i: Tokens<'_>, close: Tokens<'_>, diagnostic: Diagnostic) -> Diagnostic {
    let (outer, span) = (indentation(i, i.peek()), close.peek().span());
    let begin = if i.nth(1).starts_line { String::new() } else { format!("\n{outer} ") };
    let has_else = close.nth(1).kind == T::Else && !close.nth(1).starts_line;
    let word = if has_else { "" } else { "end" };
    let behind = if has_else { close.nth(1).start } else { span.end };
    let before = if close.starts_line() { span } else { gap_before(close) };
    let end = if close.starts_line() { word.to_owned() } else { format!("\n{outer}{word}") };
    let label = if has_else { "this is left out: `else` goes on" } else { "`end` instead of this" };
    let edits = [(Span::new(gap_before(i).start, i.peek().end), begin), (Span::new(before.start, behind), end)];
    diagnostic.label(span, label).fix_at("Write it without braces", edits)
}

/// The blanks between a token and the one before it.
fn gap_before(i: Tokens<'_>) -> Span {
    Span::new(i.previous().map_or(i.peek().start, |token| token.end), i.peek().start)
}

/// `{` or `:` behind the name of a record or enum.
pub(in crate::syntax::grammar) fn data_body(i: Tokens<'_>) -> (Tokens<'_>, Closing) {
    if i.starts_line() || !matches!(i.kind(), T::LeftBrace | T::Colon) {
        return (i, Closing::End);
    }
    body_opener(i, Closing::End)
}

/// Whether another language's word for `else if` begins this line.
pub(in crate::syntax::grammar) fn is_else_if(i: Tokens<'_>) -> bool {
    i.at(T::Name)
        && matches!(i.text(), "elif" | "elseif" | "elsif")
        && !i.is_at_end()
        && !i.nth(1).starts_line
        && i.nth(1).kind.starts_expr()
}

/// `elif`.
pub(in crate::syntax::grammar) fn else_if(i: Tokens<'_>) {
    let span = i.peek().span();
    let diagnostic = Diagnostic::error("foreign-else-if", span, format!("Lumen writes `else if`, not `{}`", i.text()));
    i.session.report(diagnostic.fix("Write `else if`", span, "else if"));
}

/// Something that closes what is not open; the position behind it.
pub(in crate::syntax::grammar) fn stray_closer(i: Tokens<'_>) -> Tokens<'_> {
    let span = i.peek().span();
    match i.kind() {
        // The line that opened its block was not understood.
        T::End if ["expected-line-end", "stray-else"].iter().any(|code| i.session.has_reported(code)) => {}
        T::End => {
            let diagnostic = Diagnostic::error("stray-end", span, "this `end` closes nothing");
            i.session.report_structure(diagnostic.help("everything opened before it is closed already").fix(
                "Remove `end`",
                span,
                "",
            ));
        }
        T::Else => {
            let help = "behind `if … then …`, `else` stands on the same line";
            i.session.report_structure(stray_else(i).help(help));
        }
        _ => {
            let diagnostic = Diagnostic::error("stray-bracket", span, format!("this `{}` closes nothing", i.text()));
            i.session.report(diagnostic.fix("Remove it", span, ""));
        }
    }
    i.advance()
}

fn stray_else(i: Tokens<'_>) -> Diagnostic {
    Diagnostic::error("stray-else", i.peek().span(), "this `else` belongs to no `if`")
}

/// Whether an `else` begins the line behind the `end` of an `if` that could have had it.
pub(in crate::syntax::grammar) fn is_second_else(i: Tokens<'_>, before: Option<&Stmt>) -> bool {
    let is_if =
        |stmt: &Stmt| matches!(&stmt.kind, StmtKind::Expr(e) if matches!(e.kind, ExprKind::If { otherwise: None, .. }));
    let follows_end = i.previous().is_some_and(|token| token.kind == T::End);
    i.at(T::Else) && i.starts_line() && follows_end && before.is_some_and(is_if)
}

/// That `else`: its block is read and left out.
pub(in crate::syntax::grammar) fn second_else(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let mut diagnostic = stray_else(i).help("an `if` with an `else` has one `end`, behind both of its blocks");
    if let Some(end) = i.previous() {
        let label = "this `end` has closed the `if`";
        diagnostic = diagnostic.label(end.span(), label).fix("Remove that `end`", end.span(), "");
    }
    i.session.report_structure(diagnostic);
    let rest = i.advance();
    let rest = if rest.starts_line() { block_to_end(rest, i.index()).0 } else { must(expr(rest))?.0 };
    Ok((rest, StmtKind::Error))
}

/// A comma where a statement ends.
pub(in crate::syntax::grammar) fn comma_between_statements(i: Tokens<'_>) {
    let span = i.peek().span();
    let diagnostic = Diagnostic::error("stray-comma", span, "no comma stands between lines");
    i.session.report(match i.nth(1).starts_line {
        true => diagnostic.fix("Remove it", span, ""),
        false => diagnostic.help("several values are one tuple: `(a, b)`"),
    });
}

/// A statement below an arm whose body stands behind the arrow.
pub(in crate::syntax::grammar) fn second_line_of_arm<'a>(i: Tokens<'a>, rest: Tokens<'a>) {
    let diagnostic = Diagnostic::error("arm-body", rest.peek().span(), "this arm's body is complete on the line above")
        .label(i.peek().span(), "its body stands here")
        .help("for several statements, end the line behind `->` and write each on a line of its own")
        .fix("Begin the body on a new line", gap_before(i), format!("\n{}", indentation(i, rest.peek())));
    i.session.report(diagnostic);
}

/// `defer e` on one line.
pub(in crate::syntax::grammar) fn defer_on_one_line<'a>(i: Tokens<'a>, rest: Tokens<'a>) {
    let end = rest.previous().map_or(i.peek().end, |token| token.end);
    let outer = indentation(i, i.peek());
    let edits = [(gap_before(i.advance()), format!("\n{outer}  ")), (Span::at(end), format!("\n{outer}end"))];
    let diagnostic = Diagnostic::error("defer-block", i.peek().span(), "`defer` opens a block")
        .help("write the statements on lines of their own, up to `end`")
        .fix_at("Write it as a block", edits);
    i.session.report(diagnostic);
}
