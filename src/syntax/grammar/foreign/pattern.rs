//! Slips in patterns.

use crate::diag::Diagnostic;
use crate::syntax::input::Tokens;
use crate::text::Span;

/// `..` before other fields.
pub(in crate::syntax::grammar) fn rest_not_last<'a>(i: Tokens<'a>, rest: Tokens<'a>) {
    let diagnostic = Diagnostic::error("rest-not-last", i.span_to(rest), "`..` stands once, behind the last field");
    i.session.report(diagnostic.help("`User(name: n, ..)` matches whatever the other fields are"));
}

/// A second `...` in one list pattern.
pub(in crate::syntax::grammar) fn second_rest(i: Tokens<'_>, span: Span) {
    let diagnostic = Diagnostic::error("second-rest", span, "a list pattern has one `...` at most");
    i.session.report(diagnostic.help("with two of them, where the first one ends could not be told"));
}

/// A string pattern with `{…}` in it.
pub(in crate::syntax::grammar) fn interpolated_pattern(i: Tokens<'_>, span: Span) {
    let diagnostic = Diagnostic::error("interpolated-pattern", span, "a text in a pattern is matched as it stands");
    i.session.report(
        diagnostic.help("bind a name and compare it in a guard: `text if text == \"…\" -> …`; write `\\{` for a brace"),
    );
}
