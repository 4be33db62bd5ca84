//! Places in both countings: lines and columns for people, UTF-16 offsets for editors.

use crate::text::{LineIndex, Span};
use serde::Serialize;

/// `LumenPlace`
#[derive(Clone, Copy, Serialize)]
pub struct Place {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
}

/// `LumenRange`
#[derive(Clone, Copy, Serialize)]
pub struct Range {
    pub(super) from: u32,
    pub(super) to: u32,
}

impl Place {
    /// The place of a span.
    pub fn of(span: Span, lines: &LineIndex<'_>) -> Place {
        let (start, end) = (lines.line_column(span.start), lines.line_column(span.end));
        Place { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}

impl Range {
    /// The range of a span.
    pub fn of(span: Span, lines: &LineIndex<'_>) -> Range {
        Range { from: lines.utf16(span.start), to: lines.utf16(span.end) }
    }
}
