//! What language services answer, as JavaScript sees it.

use super::Range;
use crate::prelude;
use crate::services::{AsyncPlace, Completions, Hover, OutlineItem, Reference, Signature};
use crate::text::{LineIndex, Span};
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

/// `LumenSignature`
#[derive(Serialize)]
pub struct SignatureMirror {
    label: String,
    doc: Option<String>,
    parameters: Vec<ParameterMirror>,
    active: Option<usize>,
    range: Range,
}

#[derive(Serialize)]
struct ParameterMirror {
    range: Range,
    label: String,
}

/// The mirror of a call under work; its parameters' ranges lie in its label.
pub fn signature(found: Signature, lines: &LineIndex<'_>) -> SignatureMirror {
    let within = LineIndex::new(&found.label);
    let parameter =
        |span: &Span| ParameterMirror { range: Range::of(*span, &within), label: span.text(&found.label).to_owned() };
    let parameters = found.parameters.iter().map(parameter).collect();
    let range = Range::of(found.span, lines);
    SignatureMirror { parameters, doc: found.doc, active: found.active, range, label: found.label }
}

/// `LumenReference`
#[derive(Serialize)]
pub struct ReferenceMirror {
    range: Range,
    role: &'static str,
}

/// The mirror of a name's places.
pub fn references(found: &[Reference], lines: &LineIndex<'_>) -> Vec<ReferenceMirror> {
    let mirror = |found: &Reference| ReferenceMirror { range: Range::of(found.span, lines), role: found.role.word() };
    found.iter().map(mirror).collect()
}

/// `LumenOutlineItem`
#[derive(Serialize)]
pub struct OutlineMirror {
    name: String,
    kind: &'static str,
    detail: Option<String>,
    range: Range,
    selection: Range,
    children: Vec<OutlineMirror>,
}

/// The mirror of what a document declares.
pub fn outline(items: Vec<OutlineItem>, lines: &LineIndex<'_>) -> Vec<OutlineMirror> {
    let mirror = |item: OutlineItem| OutlineMirror {
        name: item.name,
        kind: item.kind.word(),
        detail: item.detail,
        range: Range::of(item.span, lines),
        selection: Range::of(item.selection, lines),
        children: outline(item.children, lines),
    };
    items.into_iter().map(mirror).collect()
}

/// `LumenAsyncPlace`
#[derive(Serialize)]
pub struct AsyncPlaceMirror {
    role: &'static str,
    kind: Option<&'static str>,
    range: Range,
    made: Vec<Range>,
    awaited: Vec<Range>,
}

/// The mirror of a future or await.
pub fn async_place(found: &AsyncPlace, lines: &LineIndex<'_>) -> AsyncPlaceMirror {
    let ranges = |spans: &[Span]| spans.iter().map(|span| Range::of(*span, lines)).collect();
    AsyncPlaceMirror {
        role: found.role.word(),
        kind: found.kind.map(|kind| kind.word()),
        range: Range::of(found.span, lines),
        made: ranges(&found.made),
        awaited: ranges(&found.awaited),
    }
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
