//! The report of a run, as the contract with the outside fixes it.

use super::times::{Life, Times};
use super::{Log, LogHash, Options, Prepared};
use crate::base::SortedMap;
use crate::bytecode::FutureKind;
use crate::diag::Diagnostic;
use crate::runtime::{FutureRow, MAIN, Machine, RunError, Status};
use crate::text::{LineIndex, Span};
use crate::vm::Failure;

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportStatus {
    /// It ran and ended like this.
    Ran(Status),
    /// It has errors and was not run.
    Rejected,
}

/// What a run was and how it ended. Lines and columns count from 1, columns count Unicode scalar values.
#[derive(Clone, Debug)]
pub struct Report {
    /// How it ended.
    pub status: ReportStatus,
    /// The text of main's value; none when main did not end with one.
    pub value: Option<String>,
    /// Why it did not end well.
    pub error: Option<ReportError>,
    /// Printed lines.
    pub output: Vec<String>,
    /// The mode's word.
    pub mode: &'static str,
    /// The clock's word.
    pub clock: &'static str,
    /// Where random numbers began.
    pub seed: u64,
    /// Clock time at the end.
    pub elapsed_ms: i64,
    /// Instructions executed.
    pub steps: u64,
    /// All futures in order of creation.
    pub futures: Vec<FutureReport>,
    /// Ids of failed futures that nobody looked at.
    pub unhandled: Vec<String>,
    /// What the checker said.
    pub diagnostics: Vec<Diagnostic>,
    /// What went wrong while it ran, as diagnostics.
    pub failures: Vec<Diagnostic>,
    /// The hash of the event log.
    pub trace_hash: String,
}

/// Why a run did not end well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportError {
    /// The original message.
    pub message: String,
    /// Line of its place's beginning; 0 for code that no user wrote, as are the others.
    pub line: u32,
    /// Column there.
    pub column: u32,
    /// Line of its place's end.
    pub end_line: u32,
    /// Column behind it.
    pub end_column: u32,
    /// The id of the future in which it arose.
    pub future: String,
}

/// A future in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FutureReport {
    /// `0.1`
    pub id: String,
    /// Who made it.
    pub parent: Option<String>,
    /// What it is called.
    pub label: String,
    /// `main`, `spawn`, `async`, `parallel` …
    pub kind: &'static str,
    /// `pending`, `completed`, `error`, `cancelled`.
    pub state: &'static str,
    /// Its value's text.
    pub value: Option<String>,
    /// Its failure's message.
    pub message: Option<String>,
    /// When it was made.
    pub created_ms: i64,
    /// When it first ran.
    pub started_ms: Option<i64>,
    /// When it settled.
    pub settled_ms: Option<i64>,
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

/// The word of a future's kind.
pub fn kind_word(kind: FutureKind) -> &'static str {
    use crate::syntax::tree::CompositeKind;
    match kind {
        FutureKind::Main => "main",
        FutureKind::Spawn => "spawn",
        FutureKind::Async => "async",
        FutureKind::Composite(CompositeKind::Parallel) => "parallel",
        FutureKind::Composite(CompositeKind::Race) => "race",
        FutureKind::Composite(CompositeKind::Vote) => "vote",
        FutureKind::Composite(CompositeKind::Select) => "select",
        FutureKind::Composite(CompositeKind::Timeout) => "timeout",
        FutureKind::Sleep => "sleep",
        FutureKind::Fetch => "fetch",
        FutureKind::Channel => "channel",
        FutureKind::Tool => "tool",
    }
}

impl ReportStatus {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            ReportStatus::Ran(status) => status.word(),
            ReportStatus::Rejected => "rejected",
        }
    }
}

impl Report {
    /// The report of a program that has errors.
    pub fn rejected(options: &Options, diagnostics: Vec<Diagnostic>) -> Report {
        Report {
            status: ReportStatus::Rejected,
            value: None,
            error: None,
            output: Vec::new(),
            mode: options.mode.unwrap_or_default().word(),
            clock: options.clock_word(),
            seed: options.seed,
            elapsed_ms: 0,
            steps: 0,
            futures: Vec::new(),
            unhandled: Vec::new(),
            diagnostics,
            failures: Vec::new(),
            trace_hash: LogHash::default().hex(),
        }
    }

    /// The report of a run as it stands; final when the machine is over.
    pub fn of(machine: &Machine, log: &Log, prepared: &Prepared, options: &Options) -> Report {
        let summary = Report::summary(machine, prepared, options);
        Report { futures: Report::rows(machine, log), trace_hash: log.hash(machine), ..summary }
    }

    /// The rows of the futures, for a [`Report::summary`].
    pub fn rows(machine: &Machine, log: &Log) -> Vec<FutureReport> {
        future_reports(machine, &Times::of(machine, log), &LineIndex::new(&machine.program().source))
    }

    /// The report without what takes long in a long run: the rows of its futures and the hash of its log.
    pub fn summary(machine: &Machine, prepared: &Prepared, options: &Options) -> Report {
        let lines = LineIndex::new(&machine.program().source);
        Report {
            status: ReportStatus::Ran(machine.status()),
            value: machine.future(MAIN).value().map(|value| machine.text(value)),
            error: machine.error().map(|error| report_error(&error, machine, &lines)),
            output: machine.output().map(|line| line.text.to_string()).collect(),
            mode: prepared.mode(options).word(),
            clock: options.clock_word(),
            seed: options.seed,
            elapsed_ms: machine.now_ms(),
            steps: machine.steps(),
            futures: Vec::new(),
            unhandled: machine.unhandled().into_iter().map(|id| machine.path(id)).collect(),
            diagnostics: prepared.diagnostics.clone(),
            failures: failures(machine),
            trace_hash: String::new(),
        }
    }
}

fn report_error(error: &RunError, machine: &Machine, lines: &LineIndex<'_>) -> ReportError {
    let span = machine.program().span(error.at);
    let (line, column) = place(span, lines);
    let (end_line, end_column) = if span.is_nowhere() { (0, 0) } else { place(Span::at(span.end), lines) };
    let (message, future) = (error.message.to_string(), machine.path(error.future));
    ReportError { message, line, column, end_line, end_column, future }
}

/// Line and column; both 0 for code that no user wrote.
fn place(span: Span, lines: &LineIndex<'_>) -> (u32, u32) {
    if span.is_nowhere() {
        return (0, 0);
    }
    let place = lines.line_column(span.start);
    (place.line, place.column)
}

/// All futures; an id is its parent's and one number, which keeps deep trees linear in what they print.
fn future_reports(machine: &Machine, times: &Times<'_>, lines: &LineIndex<'_>) -> Vec<FutureReport> {
    let mut reports: Vec<FutureReport> = Vec::with_capacity(machine.future_count());
    let mut origins = SortedMap::new();
    for (id, row) in machine.futures() {
        let parent = row.parent().map(|parent| reports[parent.0 as usize].id.clone());
        let describe = || (machine.label(id), place(machine.span_of(id), lines));
        let (label, place) = origins.get_or_insert_with(row.origin(), describe);
        reports.push(future_report(row, times.life(id, row), parent, label, *place, machine));
    }
    reports
}

fn future_report(
    row: &FutureRow,
    life: Life,
    parent: Option<String>,
    label: &str,
    (line, column): (u32, u32),
    machine: &Machine,
) -> FutureReport {
    FutureReport {
        id: parent.as_ref().map_or_else(|| "0".to_string(), |parent| format!("{parent}.{}", row.index)),
        parent,
        label: label.to_string(),
        kind: kind_word(row.kind),
        state: row.state.word(),
        value: row.value().map(|value| machine.text(value)),
        message: row.failure().map(|failure| failure.message.to_string()),
        created_ms: life.created_ms,
        started_ms: life.started_ms,
        settled_ms: life.settled_ms,
        line,
        column,
    }
}

/// Run-time failures as diagnostics: main's with every await on the way, and each that nobody looked at.
fn failures(machine: &Machine) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(failure) = machine.future(MAIN).failure() {
        let code = if machine.status() == Status::Deadlock { "deadlock" } else { "uncaught-failure" };
        let diagnostic = failure_diagnostic(code, failure, machine);
        let is_awaited = code == "uncaught-failure" && failure.origin != MAIN;
        let help = "where the program can go on without it, catch it: `match await …` with an arm `err(e) -> …`";
        found.push(if is_awaited { diagnostic.help(help) } else { diagnostic });
    }
    for id in machine.unhandled() {
        if let Some(failure) = machine.future(id).failure() {
            let diagnostic = failure_diagnostic("unhandled-failure", failure, machine);
            found.push(diagnostic.help(format!("await {0}, or look at its `state`", machine.path(id))));
        }
    }
    if let (Status::Limit, Some(error)) = (machine.status(), machine.error()) {
        found.push(Diagnostic::error("limit", machine.program().span(error.at), &*error.message));
    }
    for entry in machine.abandoned() {
        let message =
            format!("this `defer` of {} took too long during cancellation and was dropped", machine.path(entry.future));
        let diagnostic = Diagnostic::warning("abandoned-defer", machine.program().span(entry.at), message);
        found.push(diagnostic.help("it may take 1,000 ms and 10,000 steps then; move longer work out of it"));
    }
    found
}

fn failure_diagnostic(code: &'static str, failure: &Failure, machine: &Machine) -> Diagnostic {
    let program = machine.program();
    let at = failure.trace.first().map_or(Span::NOWHERE, |entry| program.span(entry.at));
    let mut diagnostic = Diagnostic::error(code, at, &*failure.message);
    for entry in failure.trace.iter().skip(1).filter(|entry| Some(*entry) != failure.trace.first()) {
        diagnostic = diagnostic.label(program.span(entry.at), format!("awaited by {}", machine.path(entry.future)));
    }
    if failure.origin != MAIN {
        let made = machine.span_of(failure.origin);
        diagnostic = diagnostic.label(made, format!("{} was made here", machine.path(failure.origin)));
    }
    diagnostic.labels.retain(|label| !label.span.is_nowhere());
    diagnostic
}
