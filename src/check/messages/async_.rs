//! Words about futures and composites.

use crate::check::overlap::{AwaitedLet, ParallelForm};
use crate::diag::{Diagnostic, Edit, Fix};
use crate::syntax::tree::Name;
use crate::text::Span;

/// `is_loose` says that a prefix operator before it would take only a part of it.
pub fn unused_future(span: Span, is_loose: bool) -> Diagnostic {
    Diagnostic::warning("unused-future", span, "nothing awaits this future")
        .help("it runs, but this line does not wait for it and nobody sees a failure here")
        .with_fix(add_await(span, false, is_loose))
        .fix("Let it run: `let _ = …`", Span::at(span.start), "let _ = ")
}

/// `value` is where the future is made, if `name` is all that the `let` binds.
pub fn unused_future_variable(name: &str, span: Span, value: Option<(Span, bool)>) -> Diagnostic {
    let diagnostic = Diagnostic::hint("unused-future", span, format!("the future `{name}` is never awaited"))
        .help(format!("write `await {name}` where its value is needed, or `_{name}` to say that this is meant"));
    let diagnostic = match value {
        Some((value, is_loose)) => diagnostic.with_fix(add_await(value, false, is_loose)),
        None => diagnostic,
    };
    diagnostic.fix(format!("Let it run: `_{name}`"), span, format!("_{name}"))
}

/// `span` holds the future; `wants` says what for. `around` says that something stands directly behind it, as in `f.name`.
pub fn future_as_value(span: Span, wants: &str, around: bool, is_loose: bool, since: Option<Span>) -> Diagnostic {
    let message = format!("this is a future, but {wants} needs its value: an `await` is missing");
    let diagnostic = Diagnostic::error("future-as-value", span, message).help("write `await` before it");
    let diagnostic = match since {
        Some(since) => diagnostic.label(since, "the future is made here"),
        None => diagnostic,
    };
    diagnostic.with_fix(add_await(span, around, is_loose))
}

/// An `await` before `span`, with the parentheses that it needs around itself and around what it awaits.
fn add_await(span: Span, around: bool, is_loose: bool) -> Fix {
    let (outer, inner) = (["", "("][usize::from(around)], ["", "("][usize::from(is_loose)]);
    let mut edits = vec![Edit { span: Span::at(span.start), text: format!("{outer}await {inner}") }];
    let closers = ")".repeat(usize::from(around) + usize::from(is_loose));
    if !closers.is_empty() {
        edits.push(Edit { span: Span::at(span.end), text: closers });
    }
    Fix { title: "Add `await`".to_string(), edits }
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

/// `name` is what the arm binds.
pub fn two_string_arms(span: Span, name: Option<&str>, first: Span) -> Diagnostic {
    let diagnostic =
        Diagnostic::hint("ambiguous-failure-arm", span, "this arm takes failures only; strings go to the arm above")
            .label(first, "this arm takes the strings")
            .help("write `err(e) -> …` to say clearly that an arm takes failures");
    with_failure_arm(diagnostic, name)
}

/// `name` is what the arm binds.
pub fn uncatchable(span: Span, name: Option<&str>, awaited: &str) -> Diagnostic {
    let message = format!("this arm takes no failures: the value itself may be a String ({awaited})");
    let diagnostic =
        Diagnostic::hint("ambiguous-failure-arm", span, message).help("write `err(e) -> …` to take failures");
    with_failure_arm(diagnostic, name)
}

fn with_failure_arm(diagnostic: Diagnostic, name: Option<&str>) -> Diagnostic {
    let Some(name) = name else { return diagnostic };
    let span = diagnostic.span;
    diagnostic.fix(format!("Write `err({name})`"), span, format!("err({name})"))
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

/// A `timeout` whose limit `number` stands at `second` and its work at `first`.
pub fn swapped_limit(first: Span, second: Span, number: &str) -> Diagnostic {
    let edits = vec![
        Edit { span: Span::at(first.start), text: format!("{number}, ") },
        Edit { span: Span::new(first.end, second.end), text: String::new() },
    ];
    Diagnostic::error("timeout-limit", first, "the limit of `timeout` comes first, then what it limits")
        .label(second, "this is the limit")
        .help("write it as in `timeout(5000, work())`")
        .with_fix(Fix { title: "Swap them".to_string(), edits })
}

/// `started` is the first `await` of a round of the loop `whole`.
pub fn await_in_loop(started: Span, whole: Span, form: Option<ParallelForm>) -> Diagnostic {
    let word = Span::new(whole.start, whole.start + "for".len() as u32);
    let diagnostic = Diagnostic::hint("await-in-loop", started, "each round waits here before the next one begins")
        .label(word, "this loop could be a `parallel for`")
        .help("no round needs another one, so `await parallel for` can run them beside each other; what they print then mixes");
    let edits = match form {
        None => return diagnostic,
        Some(ParallelForm::Plain) => vec![Edit { span: Span::at(whole.start), text: "await parallel ".to_string() }],
        Some(ParallelForm::Collect { list, push, value }) => vec![
            Edit { span: Span::new(list.start, word.end), text: "await parallel for".to_string() },
            Edit { span: Span::new(push.start, value.start), text: String::new() },
            Edit { span: Span::new(value.end, push.end), text: String::new() },
        ],
    };
    diagnostic.with_fix(Fix { title: "Write `await parallel for`".to_string(), edits })
}

/// `row` are two or more awaits behind each other.
pub fn sequential_awaits(row: &[AwaitedLet<'_>]) -> Diagnostic {
    let (first, second) = (&row[0], &row[1]);
    let message = format!("this begins only when `{}` is there, but does not need it", first.name.text);
    let mut edits = vec![Edit {
        span: Span::new(first.span.start, first.operand.start),
        text: format!("await parallel({}: ", first.name.text),
    }];
    for pair in row.windows(2) {
        edits.push(Edit { span: Span::at(pair[0].operand.end), text: ",".to_string() });
        edits.push(Edit {
            span: Span::new(pair[1].span.start, pair[1].operand.start),
            text: format!("  {}: ", pair[1].name.text),
        });
    }
    edits.push(Edit { span: Span::at(row[row.len() - 1].operand.end), text: ")".to_string() });
    Diagnostic::hint("sequential-awaits", second.operand, message)
        .label(first.operand, "this is waited for first")
        .help("if their order does not matter either, `await parallel` runs them beside each other")
        .with_fix(Fix { title: "Run them in `parallel`".to_string(), edits })
}

/// Chosen for the repair: long enough for a slow answer, short enough to notice.
const SUGGESTED_LIMIT_MS: u32 = 5000;

pub fn race_without_limit(keyword: Span, race: Span) -> Diagnostic {
    let edits = vec![
        Edit { span: Span::at(race.start), text: format!("timeout({SUGGESTED_LIMIT_MS}, ") },
        Edit { span: Span::at(race.end), text: ")".to_string() },
    ];
    Diagnostic::hint("race-without-limit", keyword, "if none of these answers, this `race` waits for ever")
        .help("a time limit ends it: `timeout(5000, race(…))` gives null then; or add an entry that gives a value after `sleep(…)`")
        .with_fix(Fix { title: format!("Limit it to {SUGGESTED_LIMIT_MS} ms"), edits })
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
