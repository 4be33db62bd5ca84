//! Diagnostics as JavaScript sees them.

use super::{Place, Range};
use crate::diag::{Diagnostic, Edit, Fix, Label};
use crate::text::LineIndex;
use serde::Serialize;

/// `LumenDiagnostic`
#[derive(Serialize)]
pub struct DiagnosticMirror {
    severity: &'static str,
    code: &'static str,
    message: String,
    help: Option<String>,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    range: Range,
    labels: Vec<LabelMirror>,
    fixes: Vec<FixMirror>,
}

/// `LumenLabel`
#[derive(Serialize)]
struct LabelMirror {
    message: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    range: Range,
}

/// `LumenFix`
#[derive(Serialize)]
struct FixMirror {
    title: String,
    edits: Vec<EditMirror>,
}

/// A replacement.
#[derive(Serialize)]
pub struct EditMirror {
    range: Range,
    text: String,
}

/// The mirror of a list of diagnostics of one document.
pub fn diagnostics(diagnostics: &[Diagnostic], lines: &LineIndex<'_>) -> Vec<DiagnosticMirror> {
    diagnostics.iter().map(|diagnostic| mirror(diagnostic, lines)).collect()
}

fn mirror(diagnostic: &Diagnostic, lines: &LineIndex<'_>) -> DiagnosticMirror {
    let Place { line, column, end_line, end_column } = Place::of(diagnostic.span, lines);
    DiagnosticMirror {
        severity: diagnostic.severity.word(),
        code: diagnostic.code,
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        line,
        column,
        end_line,
        end_column,
        range: Range::of(diagnostic.span, lines),
        labels: diagnostic.labels.iter().map(|label| label_mirror(label, lines)).collect(),
        fixes: diagnostic.fixes.iter().map(|fix| fix_mirror(fix, lines)).collect(),
    }
}

fn label_mirror(label: &Label, lines: &LineIndex<'_>) -> LabelMirror {
    let Place { line, column, end_line, end_column } = Place::of(label.span, lines);
    let range = Range::of(label.span, lines);
    LabelMirror { message: label.message.clone(), line, column, end_line, end_column, range }
}

fn fix_mirror(fix: &Fix, lines: &LineIndex<'_>) -> FixMirror {
    FixMirror { title: fix.title.clone(), edits: edits(&fix.edits, lines) }
}

/// The mirror of replacements.
pub fn edits(edits: &[Edit], lines: &LineIndex<'_>) -> Vec<EditMirror> {
    edits.iter().map(|edit| EditMirror { range: Range::of(edit.span, lines), text: edit.text.clone() }).collect()
}
