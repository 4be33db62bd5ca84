//! The report as JavaScript sees it.

use super::diagnostics::{DiagnosticMirror, diagnostics};
use crate::text::LineIndex;
use crate::trace::{FutureReport, Report, ReportError};
use serde::Serialize;

/// `LumenReport` without `futures` and `trace_hash`
#[derive(Serialize)]
pub struct ReportMirror {
    version: u32,
    status: &'static str,
    value: Option<String>,
    error: Option<ErrorMirror>,
    output: Vec<String>,
    mode: &'static str,
    clock: &'static str,
    seed: u64,
    elapsed_ms: i64,
    steps: u64,
    unhandled: Vec<String>,
    diagnostics: Vec<DiagnosticMirror>,
}

/// `LumenError`
#[derive(Serialize)]
pub struct ErrorMirror {
    message: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    future: String,
}

/// `LumenFutureRow`
#[derive(Serialize)]
pub struct FutureMirror {
    id: String,
    parent: Option<String>,
    label: String,
    kind: &'static str,
    state: &'static str,
    value: Option<String>,
    message: Option<String>,
    created_ms: i64,
    started_ms: Option<i64>,
    settled_ms: Option<i64>,
    line: u32,
    column: u32,
}

/// The mirror of a report's rows.
pub fn futures(rows: Vec<FutureReport>) -> Vec<FutureMirror> {
    rows.into_iter().map(future).collect()
}

/// The mirror of a report of a run of one document, without what is made when somebody looks at it.
pub fn report(report: Report, lines: &LineIndex<'_>) -> ReportMirror {
    let mut remarks = report.diagnostics;
    remarks.extend(report.failures);
    ReportMirror {
        version: 1,
        status: report.status.word(),
        value: report.value,
        error: report.error.map(error),
        output: report.output,
        mode: report.mode,
        clock: report.clock,
        seed: report.seed,
        elapsed_ms: report.elapsed_ms,
        steps: report.steps,
        unhandled: report.unhandled,
        diagnostics: diagnostics(&remarks, lines),
    }
}

/// The mirror of why a run did not end well.
pub fn error(ReportError { message, line, column, end_line, end_column, future }: ReportError) -> ErrorMirror {
    ErrorMirror { message, line, column, end_line, end_column, future }
}

fn future(row: FutureReport) -> FutureMirror {
    FutureMirror {
        id: row.id,
        parent: row.parent,
        label: row.label,
        kind: row.kind,
        state: row.state,
        value: row.value,
        message: row.message,
        created_ms: row.created_ms,
        started_ms: row.started_ms,
        settled_ms: row.settled_ms,
        line: row.line,
        column: row.column,
    }
}
