//! Habits and slips around blocks: braces, colons, `then`, `do`, `elif`, stray `end`.

use crate::diag::Diagnostic;
use crate::syntax::grammar::block::Closing;
use crate::syntax::input::Tokens;
use crate::syntax::token::{T, Token};
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
            i.session.report(diagnostic.fix("Begin a new line", Span::at(span.start), "\n"));
            (i, closing)
        }
    }
}

fn brace_block(i: Tokens<'_>) {
    let span = i.peek().span();
    let mut diagnostic = Diagnostic::error("brace-block", span, "blocks end with `end`; they have no braces")
        .help("leave `{` out, and write `end` for `}`");
    if i.peek().partner != Token::ALONE {
        diagnostic = diagnostic.label(i.session.token(i.peek().partner).span(), "`end` instead of this");
    }
    i.session.report(diagnostic);
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
        T::End => {
            let diagnostic = Diagnostic::error("stray-end", span, "this `end` closes nothing");
            i.session.report_structure(diagnostic.help("everything opened before it is closed already").fix(
                "Remove `end`",
                span,
                "",
            ));
        }
        T::Else => {
            let diagnostic = Diagnostic::error("stray-else", span, "this `else` belongs to no `if`");
            i.session.report_structure(diagnostic.help("behind `if … then …`, `else` stands on the same line"));
        }
        _ => {
            let diagnostic = Diagnostic::error("stray-bracket", span, format!("this `{}` closes nothing", i.text()));
            i.session.report(diagnostic.fix("Remove it", span, ""));
        }
    }
    i.advance()
}

/// A comma where a statement ends.
pub(in crate::syntax::grammar) fn comma_between_statements(i: Tokens<'_>) {
    let span = i.peek().span();
    let diagnostic = Diagnostic::error("stray-comma", span, "no comma stands between lines");
    i.session.report(diagnostic.fix("Remove it", span, ""));
}

/// A statement below an arm whose body stands behind the arrow.
pub(in crate::syntax::grammar) fn second_line_of_arm<'a>(i: Tokens<'a>, rest: Tokens<'a>) {
    let diagnostic = Diagnostic::error("arm-body", rest.peek().span(), "this arm's body is complete on the line above")
        .label(i.peek().span(), "its body stands here")
        .help("for several statements, end the line behind `->` and write each on a line of its own")
        .fix("Begin the body on a new line", Span::at(i.peek().start), "\n");
    i.session.report(diagnostic);
}

/// `defer e` on one line.
pub(in crate::syntax::grammar) fn defer_on_one_line<'a>(i: Tokens<'a>, rest: Tokens<'a>) {
    let end = rest.previous().map_or(i.peek().end, |token| token.end);
    let diagnostic = Diagnostic::error("defer-block", i.peek().span(), "`defer` opens a block")
        .help("write the statements on lines of their own, up to `end`")
        .fix("Add `end`", Span::at(end), " end");
    i.session.report(diagnostic);
}
