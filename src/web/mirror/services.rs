//! What language services answer, as JavaScript sees it.

use super::Range;
use crate::prelude;
use crate::services::{Completions, Hover};
use crate::text::LineIndex;
use serde::Serialize;

/// `LumenHover`
#[derive(Serialize)]
pub struct HoverMirror {
    range: Range,
    code: String,
    doc: Option<String>,
    example: Option<String>,
}

/// The mirror of what stands at a place.
pub fn hover(hover: Hover, lines: &LineIndex<'_>) -> HoverMirror {
    let Hover { span, code, doc, example } = hover;
    HoverMirror { range: Range::of(span, lines), code, doc, example }
}

/// `LumenCompletions`
#[derive(Serialize)]
pub struct CompletionsMirror {
    range: Range,
    items: Vec<CompletionMirror>,
}

/// `LumenCompletion`
#[derive(Serialize)]
struct CompletionMirror {
    label: String,
    kind: &'static str,
    detail: Option<String>,
    doc: Option<String>,
    insert: String,
}

/// The mirror of what may be typed.
pub fn completions(found: Completions, lines: &LineIndex<'_>) -> CompletionsMirror {
    let items = found.items.into_iter().map(|item| CompletionMirror {
        label: item.label,
        kind: item.kind.word(),
        detail: item.detail,
        doc: item.doc,
        insert: item.insert,
    });
    CompletionsMirror { range: Range::of(found.span, lines), items: items.collect() }
}

/// `LumenBuiltin`
#[derive(Serialize)]
pub struct BuiltinMirror {
    name: &'static str,
    topic: &'static str,
    signature: &'static str,
    doc: &'static str,
    example: &'static str,
}

/// The mirror of the table of builtins.
pub fn builtins() -> Vec<BuiltinMirror> {
    let rows = prelude::topics().into_iter().flat_map(|(topic, rows)| rows.into_iter().map(move |row| (topic, row)));
    rows.map(|(topic, row)| BuiltinMirror {
        name: row.name,
        topic,
        signature: row.signature,
        doc: row.doc,
        example: row.example,
    })
    .collect()
}
