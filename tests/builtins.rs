//! The examples of the builtins' table are true.

use lumen_playground::prelude::BUILTINS;
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
    let mistakes: Vec<String> = BUILTINS.iter().filter_map(|row| mistake(row.example)).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}
