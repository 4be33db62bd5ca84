//! Words about futures and composites.

use crate::diag::{Diagnostic, Edit, Fix};
use crate::syntax::tree::Name;
use crate::text::Span;

pub fn unused_future(span: Span) -> Diagnostic {
    Diagnostic::warning("unused-future", span, "nothing awaits this future")
        .help("it runs, but this line does not wait for it and nobody sees a failure here")
        .fix("Add `await`", Span::at(span.start), "await ")
}

pub fn unused_future_variable(name: &str, span: Span) -> Diagnostic {
    Diagnostic::hint("unused-future", span, format!("the future `{name}` is never awaited"))
        .help(format!("write `await {name}` where its value is needed, or `_{name}` to say that this is meant"))
}

/// `span` holds the future; `wants` says what for.
pub fn future_as_value(span: Span, wants: &str, needs_parens: bool, since: Option<Span>) -> Diagnostic {
    let message = format!("this is a future, but {wants} needs its value: an `await` is missing");
    let mut diagnostic = Diagnostic::error("future-as-value", span, message).help("write `await` before it");
    if let Some(since) = since {
        diagnostic = diagnostic.label(since, "the future is made here");
    }
    let (open, close) = if needs_parens { ("(await ", ")") } else { ("await ", "") };
    let mut edits = vec![Edit { span: Span::at(span.start), text: open.to_string() }];
    if needs_parens {
        edits.push(Edit { span: Span::at(span.end), text: close.to_string() });
    }
    diagnostic.fixes.push(Fix { title: "Add `await`".to_string(), edits });
    diagnostic
}

pub fn spawn_of_value(whole: Span, inner: Span, what: &str) -> Diagnostic {
    let edits = vec![
        Edit { span: Span::new(whole.start, inner.start), text: String::new() },
        Edit { span: Span::new(inner.end, whole.end), text: String::new() },
    ];
    let mut diagnostic =
        Diagnostic::warning("spawn-of-value", whole, format!("`spawn` gets {what}, so there is nothing to run"))
            .help("spawn a call such as `spawn(work(1))`, or a closure");
    diagnostic.fixes.push(Fix { title: "Remove `spawn`".to_string(), edits });
    diagnostic
}

pub fn needless_await(span: Span) -> Diagnostic {
    Diagnostic::hint("needless-await", span, "this `await` has nothing to wait for")
        .help("the value is there already; `spawn(…)` makes a future of a call")
}

pub fn named_entry(word: &str, name: &Name, body: Span) -> Diagnostic {
    Diagnostic::error("named-entry", name.span, format!("an entry of `{word}` has no name"))
        .help(format!("`{word}` has one result: `let winner = await {word} …`"))
        .fix("Remove the name", Span::new(name.span.start, body.start), "")
}

pub fn named_entry_without_await(word: &str, name: &Name, keyword: Span) -> Diagnostic {
    let message = format!("`{}` cannot be bound: this `{word}` is not awaited", name.text);
    Diagnostic::error("named-entry-without-await", name.span, message)
        .help(format!("write `await {word}`, or leave the names out and await the future later"))
        .fix("Add `await`", Span::at(keyword.start), "await ")
}

pub fn empty_composite(word: &str, keyword: Span) -> Diagnostic {
    Diagnostic::error("empty-composite", keyword, format!("this `{word}` has no branches"))
        .help("write one branch on each line, up to `end`")
}

pub fn bare_entry_left_out(span: Span) -> Diagnostic {
    Diagnostic::hint("bare-entry", span, "this branch runs, but its value is left out: the other branches have names")
        .help("give it a name: `name = …`")
}

pub fn timeout_limit(span: Span, given: &str) -> Diagnostic {
    Diagnostic::error(
        "timeout-limit",
        span,
        format!("the limit of `timeout` is a number of milliseconds (Int), not {given}"),
    )
    .help("write it as in `timeout(5000, work())`")
}

pub fn two_string_arms(span: Span, first: Span) -> Diagnostic {
    Diagnostic::hint("ambiguous-failure-arm", span, "this arm takes failures only; strings go to the arm above")
        .label(first, "this arm takes the strings")
        .help("write `err(e) -> …` to say clearly that an arm takes failures")
}

pub fn uncatchable(span: Span, awaited: &str) -> Diagnostic {
    Diagnostic::hint(
        "ambiguous-failure-arm",
        span,
        format!("this arm takes no failures: the value itself may be a String ({awaited})"),
    )
    .help("write `err(e) -> …` to take failures")
}

pub fn failure_or_value(span: Span, name: &str) -> Diagnostic {
    Diagnostic::hint(
        "failure-or-value",
        span,
        format!("this arm takes failed futures as well as values that are `{name}(…)`"),
    )
    .help("both say what went wrong; if they must be told apart, await inside a cell of its own")
}

pub fn value_among_spawned(span: Span) -> Diagnostic {
    Diagnostic::warning("spawn-of-value", span, "`spawn` gets a value here, so there is nothing to run")
        .help("each element of the list should be a call or a closure")
}

pub fn spawned_without_arguments(span: Span, count: usize) -> Diagnostic {
    let message = format!("`spawn` calls this without arguments, but it takes {}", super::counted(count, "argument"));
    Diagnostic::error("wrong-arity", span, message).help("spawn the call itself: `spawn(work(…))`")
}

pub fn takes_no_failure(span: Span) -> Diagnostic {
    Diagnostic::hint(
        "takes-no-failure",
        span,
        "this arm is never reached: it takes no failures, and the arms above take every value",
    )
    .help("write `err(e) -> …` to take failures of the awaited future")
}
