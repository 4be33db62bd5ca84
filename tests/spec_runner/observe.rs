//! Runs one program and writes down what it did, in the words of the documents.

use super::document::{Case, Expectation};
use super::exploring;
use super::options::options;
use super::replaying;
use lumen_playground::diag::{Diagnostic, Label, Severity};
use lumen_playground::runtime::Machine;
use lumen_playground::text::LineIndex;
use lumen_playground::trace::{self, FutureReport, Log, Options, Report};
use lumen_playground::world;
use std::rc::Rc;

/// What a program did.
pub struct Observed {
    /// All lines of the event log.
    pub events: Vec<String>,
    /// All keys of a `report` block.
    pub report_lines: Vec<String>,
    /// `severity code line:column message` of each diagnostic.
    pub diagnostics: Vec<String>,
    /// Whether one of them is an error.
    pub has_errors: bool,
    /// Whether one of them is an error or a warning.
    pub has_problems: bool,
    /// The hash of the event log.
    pub trace_hash: String,
    output: Vec<String>,
    futures: Vec<String>,
    failures: Vec<String>,
    /// What all orders come to, if the document says something of it.
    explored: Vec<String>,
}

impl Observed {
    /// The value of a key of the report.
    pub fn report(&self, key: &str) -> Option<&str> {
        self.report_lines.iter().find_map(|line| Some(line.strip_prefix(key)?.strip_prefix(':')?.trim_start()))
    }

    /// The actual lines for a block, in the form in which the block states them.
    pub fn lines_like(&self, block: &Expectation) -> Vec<String> {
        match block.kind.as_str() {
            "output" => self.output.clone(),
            "futures" => self.futures.clone(),
            "failures" => self.failures.clone(),
            "explore" => self.explored.clone(),
            _ => self.diagnostics_like(&block.lines),
        }
    }

    /// Diagnostics, each cut to `severity code line:column` where the document leaves the message out.
    fn diagnostics_like(&self, lines: &[String]) -> Vec<String> {
        let place = |line: &str| line.split(' ').take(3).collect::<Vec<_>>().join(" ");
        let brief = |actual: &String| lines.iter().any(|line| *line == place(actual));
        self.diagnostics.iter().map(|actual| if brief(actual) { place(actual) } else { actual.clone() }).collect()
    }
}

/// Runs the program of a case.
pub fn observe(case: &Case) -> Observed {
    match options_and_world(case) {
        Ok(options) => {
            let (report, run) = trace::run_logged(&case.source, &options);
            let is_explored = case.expectations.iter().any(|block| block.kind == "explore");
            let explored = if is_explored { exploring::lines(&case.source, &options) } else { Vec::new() };
            Observed { explored, ..observed(report, run, &case.source) }
        }
        Err(problem) => observed(problem.0, None, problem.1),
    }
}

/// What is different when the case's run is repeated from its journal.
pub fn replay_differences(case: &Case) -> Vec<String> {
    match (options_and_world(case), trace::prepare(&case.source)) {
        (Ok(options), Ok(prepared)) => replaying::differences(&prepared, &options),
        _ => Vec::new(),
    }
}

/// How the case is run; or the report of what is wrong with its world, and the world's text.
fn options_and_world(case: &Case) -> Result<Options, Box<(Report, &str)>> {
    let mut options = options(case);
    if let Some(text) = &case.world {
        let (description, found) = world::read(text, 0);
        if !found.is_empty() {
            return Err(Box::new((Report::rejected(&options, found), text)));
        }
        options.world = Some(Rc::new(description));
    }
    Ok(options)
}

/// What a report says; the lines of its diagnostics are those of `text`.
fn observed(report: Report, run: Option<(Machine, Log)>, text: &str) -> Observed {
    let lines = LineIndex::new(text);
    Observed {
        events: run.map(|(machine, log)| event_lines(&machine, &log)).unwrap_or_default(),
        report_lines: report_lines(&report),
        diagnostics: report.diagnostics.iter().map(|it| diagnostic_line(it, &lines)).collect(),
        has_errors: report.diagnostics.iter().any(Diagnostic::is_error),
        has_problems: report.diagnostics.iter().any(|it| it.severity != Severity::Hint),
        trace_hash: report.trace_hash,
        output: report.output.iter().flat_map(|text| text.split('\n')).map(str::to_owned).collect(),
        futures: report.futures.iter().skip(1).map(future_line).collect(),
        explored: Vec::new(),
        failures: report.failures.iter().flat_map(|it| failure_lines(it, &lines)).collect(),
    }
}

fn event_lines(machine: &Machine, log: &Log) -> Vec<String> {
    log.events().map(|event| trace::describe(&event, machine)).collect()
}

fn report_lines(report: &Report) -> Vec<String> {
    let error = report.error.as_ref().map(|it| format!("{}:{} {} {}", it.line, it.column, it.future, it.message));
    let keys = [
        ("status", Some(report.status.word().to_owned())),
        ("value", report.value.clone()),
        ("error", error),
        ("elapsed", Some(report.elapsed_ms.to_string())),
        ("unhandled", Some(report.unhandled.join(" "))),
    ];
    keys.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}", value?).trim_end().to_owned())).collect()
}

fn future_line(row: &FutureReport) -> String {
    let settled = row.settled_ms.map_or(String::new(), |ms| ms.to_string());
    let value = row.value.iter().map(|value| format!(" = {value}"));
    let message = row.message.iter().filter(|_| row.state == "error").map(|message| format!(" ! {message}"));
    let outcome: String = value.chain(message).collect();
    format!("{} {} {} {}..{settled} {}{outcome}", row.id, row.kind, row.state, row.created_ms, row.label)
}

fn diagnostic_line(diagnostic: &Diagnostic, lines: &LineIndex<'_>) -> String {
    let place = lines.line_column(diagnostic.span.start);
    let (severity, code) = (diagnostic.severity.word(), diagnostic.code);
    format!("{severity} {code} {}:{} {}", place.line, place.column, diagnostic.message)
}

/// The line of a failure of the run, and beneath it one for each of its labels.
fn failure_lines(failure: &Diagnostic, lines: &LineIndex<'_>) -> Vec<String> {
    let label = |label: &Label| {
        let place = lines.line_column(label.span.start);
        format!("  {}:{} {}", place.line, place.column, label.message)
    };
    std::iter::once(diagnostic_line(failure, lines)).chain(failure.labels.iter().map(label)).collect()
}
