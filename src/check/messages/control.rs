//! Words about `match`, loops and leaving them.

use super::{Meant, listed, suggest};
use crate::diag::{Diagnostic, Fix, Severity};
use crate::syntax::tree::Name;
use crate::text::Span;

/// `fix` adds the arms.
pub fn missing_arms(severity: Severity, span: Span, missing: &[String], more: bool, fix: Option<Fix>) -> Diagnostic {
    let and_more = if more { " and more" } else { "" };
    let message = format!("no arm for {}{and_more}", listed(missing.iter().map(String::as_str)));
    let arms: Vec<_> = missing.iter().map(|arm| format!("`{arm} -> …`")).collect();
    Diagnostic::new(severity, "missing-arm", span, message)
        .help(format!("add {}, or `_ -> …` for all the rest", arms.join(", ")))
        .with_fixes(fix)
}

/// `fix` adds an arm for the rest.
pub fn no_arm_for_rest(span: Span, ty: &str, is_statement: bool, fix: Option<Fix>) -> Diagnostic {
    let message = format!("no arm takes the other values of {ty}");
    if is_statement {
        return Diagnostic::hint("missing-arm", span, message)
            .help("for those nothing happens; write `_ -> null` to say so")
            .with_fixes(fix);
    }
    Diagnostic::warning("missing-arm", span, message)
        .help("for those the program fails with `no arm matched`; add `_ -> …`")
        .with_fixes(fix)
}

pub fn unreachable_arm(span: Span) -> Diagnostic {
    Diagnostic::warning("unreachable-arm", span, "this arm is never reached: the arms above take every such value")
        .help("remove it, or move it up")
}

pub fn unreachable_code(span: Span) -> Diagnostic {
    Diagnostic::hint("unreachable-code", span, "this is never reached").help("the line above always leaves")
}

pub fn outside_loop(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("break-outside-loop", span, format!("`{word}` stands outside a loop"))
        .help("to leave a cell or closure, write `return`")
}

pub fn out_of_function(span: Span, word: &str, place: &str) -> Diagnostic {
    Diagnostic::error("break-out-of-branch", span, format!("`{word}` cannot leave {place}"))
        .help("the loop outside belongs to another function; `return` ends this one")
}

pub fn unknown_label(word: &str, label: &Name, near: Option<String>) -> Diagnostic {
    let message = format!("no loop around this `{word}` has the label `@{}`", label.text);
    let diagnostic = Diagnostic::error("unknown-label", label.span, message);
    let meant = near.map(|near| Meant::Near(format!("@{near}")));
    suggest(diagnostic, meant, || format!("name the loop: `for @{} x in xs`", label.text))
}

pub fn leaves_defer(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("return-in-defer", span, format!("`{word}` cannot leave a `defer`"))
        .help("a `defer` runs while the cell is already leaving; compute the result before it")
}

pub fn compared_statement(span: Span) -> Diagnostic {
    Diagnostic::warning("unused-comparison", span, "the result of this comparison is thrown away")
        .help("to assign, write a single `=`")
}

pub fn try_outside_result(span: Span, is_await: bool, result: &str) -> Diagnostic {
    let message = format!("`?` would return an `err`, but this cell gives {result}");
    let help = if is_await {
        "let the cell give `result[…, String]`, or use `match await …` here"
    } else {
        "let the cell give `result[…, …]`, or use `match` here"
    };
    Diagnostic::error("try-outside-result", span, message).help(help)
}

/// `e?` where `e` is no result; `mark` is the `?`.
pub fn needless_try(mark: Span, ty: &str) -> Diagnostic {
    Diagnostic::hint("needless-try", mark, format!("`?` does nothing here: this is {ty}, no `result`"))
        .help("it takes the value out of `ok(value)` and returns an `err`; a plain value needs no `?`")
        .fix("Remove the `?`", mark, "")
}

/// `try e else other` where `e` is neither an `err` nor null.
pub fn idle_else(span: Span, ty: &str) -> Diagnostic {
    let message = format!("`else` is never taken: this is {ty}, neither an `err` nor null");
    Diagnostic::warning("unreachable-arm", span, message)
        .help("a failure is taken where its future is awaited: `match await spawn(…)`, with an arm `err(message) -> …`")
}
