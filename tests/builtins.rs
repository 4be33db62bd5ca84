//! The examples of the builtins' table and of the language's words are true, and the specification uses each builtin and names each limit.
#![allow(clippy::disallowed_methods, reason = "the test reads the documents")]

#[allow(dead_code, reason = "what the programs are expected to do is judged in tests/spec.rs")]
#[path = "spec_runner/document.rs"]
mod document;

use document::Case;
use lumen_playground::prelude::{BUILTINS, cells};
use lumen_playground::runtime::Limits;
use lumen_playground::services::WORDS;
use lumen_playground::trace::{Options, ReportStatus, run};

/// What goes wrong with an example, if anything.
fn mistake(example: &str) -> Option<String> {
    let (code, expected) = example.split_once("  # ")?;
    let report = run(&format!("print({code})\n"), &Options::default());
    if report.status == ReportStatus::Rejected {
        return Some(format!("{example}: {:?}", report.diagnostics));
    }
    let printed = report.output.last().map_or("nothing", String::as_str);
    let error = report.error.map(|error| error.message).unwrap_or_default();
    (printed != expected).then(|| format!("{example}: {printed} {error}"))
}

#[test]
fn every_builtin_does_what_its_example_says() {
    let mistakes: Vec<String> = BUILTINS.iter().chain(cells()).filter_map(|row| mistake(row.example)).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

/// What the lines of an example print, as the comments behind them say.
fn promised(example: &str) -> Vec<&str> {
    example.lines().filter_map(|line| line.split_once("  # ").map(|(_, printed)| printed)).collect()
}

#[test]
fn every_word_does_what_its_example_says() {
    let mut mistakes = Vec::new();
    for row in WORDS {
        let report = run(row.example, &Options::default());
        if report.output != promised(row.example)
            || report.error.is_some()
            || report.status == ReportStatus::Rejected
            || report.output.is_empty()
        {
            mistakes.push(format!("{}: {:?} {:?} {:?}", row.word, report.output, report.error, report.diagnostics));
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn every_builtin_is_used_in_the_specification() {
    let paths = document::documents().into_iter().filter(|path| path.parent().is_some_and(|it| it.ends_with("spec")));
    let programs: Vec<Case> = paths.flat_map(|path| document::read(&path).1).filter(runs).collect();
    let missing: Vec<&str> = BUILTINS
        .iter()
        .chain(cells())
        .map(|row| row.name)
        .filter(|name| !programs.iter().any(|it| calls(it, name)))
        .collect();
    assert!(missing.is_empty(), "no program of tests/spec calls {missing:?}");
}

/// Whether the program is expected to have no errors.
fn runs(case: &Case) -> bool {
    let diagnostics = case.expectations.iter().filter(|block| block.kind == "diagnostics");
    !diagnostics.flat_map(|block| &block.lines).any(|line| line.starts_with("error"))
}

/// Whether the program calls the builtin and has no cell of that name.
fn calls(case: &Case, name: &str) -> bool {
    let is_word = |ch: char| ch.is_alphanumeric() || ch == '_';
    let call = format!("{name}(");
    let is_called = case.source.match_indices(&call).any(|(at, _)| !case.source[..at].ends_with(is_word));
    is_called && !case.source.contains(&format!("cell {call}"))
}

#[test]
fn the_specification_names_each_limit_and_its_default() {
    let text = include_str!("spec/limits.md").replace(',', "");
    for row in Limits::default().rows() {
        let listed = text.lines().find(|line| line.starts_with(&format!("| `{}` |", row.name)));
        assert!(listed.is_some_and(|line| line.ends_with(&format!("| {} |", row.value))), "{}: {listed:?}", row.name);
    }
}
