//! The examples of the builtins' table and of the language's words are true.

use lumen_playground::prelude::{BUILTINS, cells};
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
