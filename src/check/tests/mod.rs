//! Programs as text, and what checking finds in them as `code@line:column`.

mod async_;
mod calls;
mod catches;
mod control;
mod lints;
mod matches;
mod missing_values;
mod names;
mod one_error;
mod page;
mod robust;
mod types;

use super::{Checked, check};
use crate::diag::{Diagnostic, Severity};
use crate::syntax::parse;
use crate::text::LineIndex;

/// Checks `source`.
fn checked(source: &str) -> (Checked, Vec<Diagnostic>) {
    check(parse(source))
}

/// Errors and warnings of `source` in order.
fn found(source: &str) -> Vec<String> {
    listed(source, |severity| severity != Severity::Hint)
}

/// Hints of `source` in order.
fn hints(source: &str) -> Vec<String> {
    listed(source, |severity| severity == Severity::Hint)
}

fn listed(source: &str, wanted: impl Fn(Severity) -> bool) -> Vec<String> {
    let lines = LineIndex::new(source);
    let (_, diagnostics) = checked(source);
    let wanted = diagnostics.iter().filter(|diagnostic| wanted(diagnostic.severity));
    wanted
        .map(|diagnostic| {
            let place = lines.line_column(diagnostic.span.start);
            format!("{}@{}:{}", diagnostic.code, place.line, place.column)
        })
        .collect()
}

/// Asserts what is found, hints aside.
#[track_caller]
fn expect(source: &str, wanted: &[&str]) {
    assert_eq!(found(source), wanted, "{source}\n{:#?}", checked(source).1);
}

/// Asserts that there is neither error nor warning.
#[track_caller]
fn clean(source: &str) {
    expect(source, &[]);
}

/// The source after the first repair of the first diagnostic with `code`.
#[track_caller]
fn repaired(source: &str, code: &str) -> String {
    let (_, diagnostics) = checked(source);
    let diagnostic = diagnostics.iter().find(|diagnostic| diagnostic.code == code).expect("the diagnostic is there");
    let mut text = source.to_string();
    for edit in diagnostic.fixes[0].edits.iter().rev() {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    text
}

/// The second places of all diagnostics with `code`, as `line:column message`.
fn labels(source: &str, code: &str) -> Vec<String> {
    let lines = LineIndex::new(source);
    let (_, diagnostics) = checked(source);
    let found =
        diagnostics.iter().filter(|diagnostic| diagnostic.code == code).flat_map(|diagnostic| &diagnostic.labels);
    found
        .map(|label| {
            let place = lines.line_column(label.span.start);
            format!("{}:{} {}", place.line, place.column, label.message)
        })
        .collect()
}

/// The messages of all diagnostics with `code`.
fn messages(source: &str, code: &str) -> Vec<String> {
    let (_, diagnostics) = checked(source);
    diagnostics.into_iter().filter(|diagnostic| diagnostic.code == code).map(|diagnostic| diagnostic.message).collect()
}
