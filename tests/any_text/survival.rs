//! What every stage does with a text, whatever it is: it answers, and what it says lies inside of the text.

use super::asking::{ask, ask_whole, offset};
use lumen_playground::diag::{Diagnostic, Fix, render};
use lumen_playground::services::Analysis;
use lumen_playground::syntax::{format, highlight, parse};
use lumen_playground::text::{LineIndex, Span};
use lumen_playground::trace::{Mode, Options, Report, ReportStatus, diagnose, prepare, run_prepared};

/// Reads, highlights, formats, checks, asks at a few places, repairs and runs a text.
pub fn survives(source: &str, seed: usize) {
    let pieces = highlight(source);
    assert!(pieces.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    if let Ok(text) = format(source) {
        assert_eq!(format(&text).as_ref(), Ok(&text), "formatting is not stable:\n{source}");
    }
    let analysis = Analysis::of(source);
    ask_whole(&analysis);
    (0..4).for_each(|number| ask(&analysis, offset(source, seed.wrapping_add(number))));
    let found = diagnose(&analysis);
    well_placed(source, &found);
    let has_errors = found.iter().any(Diagnostic::is_error);
    found.iter().flat_map(|diagnostic| &diagnostic.fixes).take(6).for_each(|fix| repairs(source, fix));
    assert_eq!(runs(source), !has_errors, "what can be run is what has no errors:\n{source}");
}

/// Runs a program in each mode for a while; false when it is refused.
pub fn runs(source: &str) -> bool {
    let prepared = match prepare(source) {
        Ok(prepared) => prepared,
        Err(found) => {
            assert!(found.iter().all(|diagnostic| diagnostic.code != "internal-compiler"), "{found:#?}\n{source}");
            return false;
        }
    };
    for mode in [Mode::Eager, Mode::Fifo, Mode::Random] {
        let mut options = Options { mode: Some(mode), seed: 3, ..Options::default() };
        options.limits.steps = 4_000;
        options.limits.value_size = 100_000;
        let (machine, log) = run_prepared(&prepared, &options);
        let report = Report::of(&machine, &log, &prepared, &options);
        assert_ne!(report.status, ReportStatus::Rejected);
        well_placed(source, &report.failures);
    }
    true
}

fn well_placed(source: &str, found: &[Diagnostic]) {
    let lines = LineIndex::new(source);
    for diagnostic in found {
        let span = diagnostic.span;
        let is_inside = source.get(span.start as usize..span.end as usize).is_some();
        assert!(is_inside || span == Span::NOWHERE, "{diagnostic:?}\n{source}");
        assert!(!render(diagnostic, "x.lm", &lines).is_empty());
    }
}

/// A repair's edits are in order and apart, and what becomes of the text is read like any other. That the repair helps, `tests/fixes.rs` says.
fn repairs(source: &str, fix: &Fix) {
    let mut text = String::new();
    let mut at = 0;
    for edit in &fix.edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        assert!(at <= start && start <= end, "edits overlap or are out of order: {fix:?}\n{source}");
        text.push_str(&source[at..start]);
        text.push_str(&edit.text);
        at = end;
    }
    text.push_str(&source[at..]);
    well_placed(&text, &parse(&text).diagnostics);
}
