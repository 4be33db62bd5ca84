//! Habits and slips in expressions.

use crate::diag::Diagnostic;
use crate::syntax::grammar::expr::unary;
use crate::syntax::grammar::{Parse, error_expr, recover};
use crate::syntax::input::Tokens;
use crate::syntax::session::Session;
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
    i.session
        .report(diagnostic.help("for example `spawn(work(1))`; for several futures write a list: `spawn([a(), b()])`"));
    ExprKind::Error
}

/// `halt(…)` without exactly one argument.
pub(in crate::syntax::grammar) fn halt_arguments<'a>(i: Tokens<'a>, rest: Tokens<'a>) -> ExprKind {
    let diagnostic = Diagnostic::error("halt-arguments", i.span_to(rest), "`halt` takes one message");
    i.session.report(diagnostic.help("for example `halt(\"no more data\")`"));
    ExprKind::Error
}

/// Adds what is known about the token that should not stand there.
pub(in crate::syntax::grammar) fn advise(
    session: &Session<'_>,
    found: Token,
    what: &str,
    diagnostic: Diagnostic,
) -> Diagnostic {
    use T::*;
    let help = match found.kind {
        Less | LessEqual | Greater | GreaterEqual | EqualEqual | NotEqual if what == "a pattern" => {
            "a comparison goes into a guard: `n if n < 18 -> …`"
        }
        Int | Float | StringStart | True | False | Null | LeftBracket if what == "a type" => {
            "a default stands behind the type: `name: Int = 3`"
        }
        T::EndOfInput => return diagnostic,
        T::Pipe => "a closure is written `fn(x) => …`",
        T::FatArrow => "a closure is written `fn(x) => …`",
        T::Equal => "a name gets a value with `let name = …`; `==` compares",
        T::SlashSlash => "a comment begins with `#`; `//` divides",
        T::Label => "labels stand behind `for`, `while`, `loop`, `break` and `continue`",
        T::Arrow => "`->` stands in the arms of a `match` and before a result type",
        T::End => "this `end` closes a block; what stands before it is not complete",
        kind if found.starts_line && kind.wants_more() => {
            "a line cannot begin with an operator (except `|>`): put it at the end of the line before"
        }
        kind if kind.is_reserved() => return reserved(session, found, diagnostic),
        _ => return diagnostic,
    };
    diagnostic.help(help)
}

fn reserved(session: &Session<'_>, found: Token, diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.help(format!("`{}` is a word of the language and cannot be used as a name", session.text(found)))
}

/// What to say about something that stands behind a complete statement.
pub(in crate::syntax::grammar) fn leftover<'a>(i: Tokens<'a>, rest: Tokens<'a>) -> Diagnostic {
    let found = rest.peek();
    let text = rest.text();
    let diagnostic =
        Diagnostic::error("expected-line-end", found.span(), format!("the statement should end before `{text}`"));
    let callee = i.at(T::Name) && i.advance().index() == rest.index();
    match found.kind {
        _ if callee && is_foreign_word(i.text()) => foreign_name(i, rest, diagnostic),
        T::StringStart | T::Int | T::Float if callee => {
            with_parens(i, rest, diagnostic.help(format!("a call needs parentheses: `{}(…)`", i.text())))
        }
        T::FatArrow => diagnostic.help("a closure is written `fn(x) => …`"),
        T::Arrow => diagnostic.help("`->` stands in the arms of a `match` and before a result type"),
        T::Colon => diagnostic.help("a type stands behind the name: `let name: Type = …`"),
        T::Not => diagnostic.help("write `not (x in xs)`"),
        T::Name if callee => foreign_name(i, rest, diagnostic),
        T::As => diagnostic.help("`as` stands between a value and a type"),
        _ => diagnostic.help("each statement stands on a line of its own"),
    }
}

fn is_foreign_word(word: &str) -> bool {
    matches!(word, "switch" | "case" | "throw" | "raise" | "catch" | "except" | "assert")
}

/// Puts what stands behind a name, up to the end of the line, into parentheses.
fn with_parens(i: Tokens<'_>, rest: Tokens<'_>, diagnostic: Diagnostic) -> Diagnostic {
    let end = recover::skip_line(rest, rest.index()).previous().map_or(rest.peek().end, |token| token.end);
    let gap = Span::new(i.peek().end, rest.peek().start);
    diagnostic.fix_at("Add parentheses", [(gap, "(".to_owned()), (Span::at(end), ")".to_owned())])
}

fn foreign_name<'a>(i: Tokens<'a>, rest: Tokens<'a>, diagnostic: Diagnostic) -> Diagnostic {
    let help = match i.text() {
        "spawn" => "`spawn` needs parentheses: `spawn(work())`",
        "function" | "def" | "func" | "fun" | "proc" => "functions are declared with `cell name(…)`",
        "elif" | "elseif" | "elsif" => "write `else if`",
        "switch" | "case" => "write `match value`, with arms `pattern -> …`",
        "catch" | "except" => {
            "a failure is taken where its future is awaited: `match await f`, with an arm `err(message) -> …`"
        }
        "assert" => "a call needs parentheses: `assert(…)`",
        "do" => "blocks need no `do`",
        name => {
            let help = format!("each statement stands on a line of its own; a call needs parentheses: `{name}(…)`");
            return with_parens(i, rest, diagnostic.help(help));
        }
    };
    diagnostic.help(help)
}
