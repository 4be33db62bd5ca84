//! What must be the same before and after formatting.

use lumen_playground::diag::Diagnostic;
use lumen_playground::services::Analysis;
use lumen_playground::syntax::{HighlightKind, format, highlight, parse, tree::Tree};
use lumen_playground::trace::{self, Mode, Report};

/// Asserts everything that holds for any text; whether it has no mistakes, so that it is formatted.
pub fn assert_formats_well(name: &str, source: &str) -> bool {
    let parsed = parse(source);
    if parsed.diagnostics.iter().any(Diagnostic::is_error) {
        let refused = format(source).expect_err("a text with mistakes");
        assert_eq!(codes(&refused), codes(&parsed.diagnostics), "{name}\n{source}");
        return false;
    }
    let text = formatted(name, source);
    let again = parse(&text);
    assert_eq!(shape(&parsed.tree), shape(&again.tree), "{name}: another tree\n{source}\n--- became\n{text}");
    assert_eq!(comments(source), comments(&text), "{name}: other comments\n{source}\n--- became\n{text}");
    assert_eq!(formatted(name, &text), text, "{name}: not stable\n{source}");
    assert_eq!(told(source), told(&text), "{name}: other diagnostics\n{source}\n--- became\n{text}");
    assert_same_run(name, source, &text);
    let has_text_over_lines = text.contains("\"\"\"");
    let ends_in_blank = text.lines().find(|line| line.ends_with([' ', '\t']) && !has_text_over_lines);
    assert_eq!(ends_in_blank, None, "{name}: a blank at the end of a line\n{text}");
    true
}

/// The canonical text of a program that has one.
pub fn formatted(name: &str, source: &str) -> String {
    match std::panic::catch_unwind(|| format(source)) {
        Ok(Ok(text)) => text,
        Ok(Err(found)) => panic!("{name}\n{source}\n{found:#?}"),
        Err(_) => panic!("{name}: formatting panics\n{source}"),
    }
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// The codes of what the checker says.
fn told(source: &str) -> Vec<&'static str> {
    codes(&trace::diagnose(&Analysis::of(source)))
}

fn comments(source: &str) -> Vec<String> {
    let pieces = highlight(source).into_iter().filter(|piece| piece.kind == HighlightKind::Comment);
    pieces.map(|piece| piece.span.text(source).to_owned()).collect()
}

/// The tree as text without places and node ids.
pub fn shape(tree: &Tree) -> String {
    let text = format!("{tree:?}");
    let mut out = String::new();
    let mut rest = text.as_str();
    let keys = ["NodeId(", "Span { start: ", ", end: ", "node_count: "];
    while let Some((at, key)) = keys.iter().filter_map(|key| Some((rest.find(key)?, key))).min() {
        out.push_str(&rest[..at + key.len()]);
        rest = rest[at + key.len()..].trim_start_matches(|ch: char| ch.is_ascii_digit());
    }
    out + rest
}

/// Instructions of a run; chosen by feel: most programs end before, and the others are compared up to there.
const STEPS_MAX: u64 = 20_000;

/// Asserts that a program that can be run prints, gives and fails the same, whoever goes first.
fn assert_same_run(name: &str, source: &str, text: &str) {
    for mode in [Mode::Eager, Mode::Fifo, Mode::Random] {
        let mut options = trace::Options { mode: Some(mode), seed: 7, ..trace::Options::default() };
        options.limits.steps = STEPS_MAX;
        let (before, after) = (trace::run(source, &options), trace::run(text, &options));
        assert_eq!(shown(&before), shown(&after), "{name}, {mode:?}\n{source}\n--- became\n{text}");
        // Where there is only main, nobody else could go first.
        if before.futures.len() < 2 {
            return;
        }
    }
}

/// A report without places and conditions as they are written, which texts may quote.
fn shown(report: &Report) -> String {
    let cut =
        |text: &String| text.replace("check failed", "(line ").split("(line ").next().unwrap_or_default().to_owned();
    let futures = report.futures.iter().map(|row| (&row.id, row.kind, row.state, row.created_ms, row.settled_ms));
    let error = report.error.as_ref().map(|error| without_places(&error.message));
    let (value, output) = (report.value.as_ref().map(cut), report.output.iter().map(cut).collect::<Vec<_>>());
    let (status, elapsed, steps) = (report.status.word(), report.elapsed_ms, report.steps);
    format!("{status} {value:?} {error:?} {elapsed} ms {steps} steps\n{output:#?}\n{:#?}", futures.collect::<Vec<_>>())
}

/// A message up to the first place or piece of the program that it quotes.
fn without_places(message: &str) -> String {
    message.split(['`', '(', ':']).next().unwrap_or_default().to_owned()
}
