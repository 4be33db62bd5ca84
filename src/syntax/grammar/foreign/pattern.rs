//! Slips in patterns.

use super::finds;
use crate::diag::{Diagnostic, Edit, Fix};
use crate::syntax::grammar::expr::expr;
use crate::syntax::grammar::pattern::pattern;
use crate::syntax::grammar::{Parse, any_word, must, node, recover};
use crate::syntax::input::Tokens;
use crate::syntax::token::{T, Token};
use crate::syntax::tree::{Expr, ExprKind, Pattern, PatternKind};
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

/// `a, b` where one pattern stands: taken as `(a, b)` with a complaint.
pub(in crate::syntax::grammar) fn loose_pair<'a>(i: Tokens<'a>, first: Pattern) -> Parse<'a, Pattern> {
    if !i.at(T::Comma) || i.line_ends() || i.nth(1).kind != T::Name {
        return Ok((i, first));
    }
    let (mut rest, mut parts) = (i, vec![first]);
    while rest.at(T::Comma) && rest.nth(1).kind == T::Name {
        let (after, part) = must(pattern(rest.advance()))?;
        parts.push(part);
        rest = after;
    }
    let span = Span::new(parts[0].span.start, rest.behind_previous().end);
    report_loose(i, rest, span);
    Ok((rest, Pattern { id: i.session.id(), kind: PatternKind::Tuple(parts), span }))
}

/// Says where the parentheses belong: around the names, and around values that are given in the same way.
fn report_loose<'a>(i: Tokens<'a>, rest: Tokens<'a>, names: Span) {
    let end = rest.previous().map_or(i.peek().start, |token| token.end);
    let names = Span::new(names.start, end);
    let mut around = vec![names];
    if rest.at(T::Equal) && finds(rest, T::Comma, |_| false) {
        let line_end = recover::skip_line(rest, rest.index()).previous().map_or(end, |token| token.end);
        around.push(Span::new(rest.nth(1).start, line_end));
    }
    let edit = |at, text: &str| Edit { span: Span::at(at), text: text.to_owned() };
    let edits = around.iter().flat_map(|span| [edit(span.start, "("), edit(span.end, ")")]).collect();
    let diagnostic = Diagnostic::error("loose-pair", i.peek().span(), "several names stand in parentheses: `(a, b)`")
        .help("`for (key, value) in entries(m)` goes through a map, `let (a, b) = (1, 2)` takes a tuple apart")
        .with_fix(Fix { title: "Add parentheses".to_owned(), edits });
    i.session.report(diagnostic);
}

/// `1, 2` behind `let a, b =`: read with the names, which were complained about.
pub(in crate::syntax::grammar) fn loose_values<'a>(i: Tokens<'a>, first: Expr) -> Parse<'a, Expr> {
    let (mut rest, mut parts) = (i, vec![first]);
    while rest.at(T::Comma) && !rest.line_ends() {
        let (after, part) = must(expr(rest.advance()))?;
        parts.push(part);
        rest = after;
    }
    match parts.pop() {
        Some(only) if parts.is_empty() => Ok((rest, only)),
        last => {
            parts.extend(last);
            Ok((rest, node(i, rest, ExprKind::Tuple(parts))))
        }
    }
}

/// `p as name`: the name is kept, with a complaint.
pub(in crate::syntax::grammar) fn named_pattern<'a>(i: Tokens<'a>, named: Pattern) -> Parse<'a, Pattern> {
    if !i.at(T::As) || i.nth(1).kind != T::Name {
        return Ok((i, named));
    }
    let diagnostic = Diagnostic::error("foreign-pattern", i.peek().span(), "a pattern has no `as`");
    i.session.report(diagnostic.help("bind the name and ask in a guard: `[way] if way in [\"up\", \"down\"] -> …`"));
    let (rest, name) = any_word(i.advance())?;
    Ok((rest, Pattern { id: i.session.id(), kind: PatternKind::Name(name), span: named.span }))
}

/// `{key: p}`: skipped with a complaint.
pub(in crate::syntax::grammar) fn map_pattern(i: Tokens<'_>) -> Parse<'_, Pattern> {
    let diagnostic = Diagnostic::error("foreign-pattern", i.peek().span(), "maps are not taken apart by patterns");
    i.session.report(diagnostic.help("take a value with `m[\"key\"]`, or match a record: `User(name: n, ..)`"));
    let partner = i.peek().partner;
    let rest = if partner == Token::ALONE { i.advance() } else { i.jump(partner + 1) };
    Ok((rest, Pattern { id: i.session.id(), kind: PatternKind::Error, span: i.span_to(rest) }))
}
