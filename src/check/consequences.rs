//! What a syntax error makes uncertain is not reported a second time.

use crate::diag::Diagnostic;
use crate::syntax::tree::{CellBody, ItemKind, Tree};
use crate::text::Span;

/// Takes out of `found` what may follow from the syntax errors in `parsed`: inside a cell with one everything in that
/// cell, and after a broken declaration or top-level line everything.
pub fn drop_consequences(program: &Tree, parsed: &[Diagnostic], found: &mut Vec<Diagnostic>) {
    let mut broken: Vec<Span> = Vec::new();
    for error in parsed.iter().filter(|diagnostic| diagnostic.is_error() && !is_understood(diagnostic)) {
        match broken_cell(program, error.span) {
            Some(cell) => broken.push(cell),
            None => return found.clear(),
        }
    }
    found.retain(|diagnostic| !broken.iter().any(|cell| cell.contains(diagnostic.span)));
}

/// Where a cell's body begins: what stands before it says how the cell is called.
fn body_start(body: &CellBody) -> u32 {
    match body {
        CellBody::Block(block) => block.span.start,
        CellBody::Expr(value) => value.span.start,
    }
}

/// Codes of mistakes behind which the tree is what it would be without them.
const UNDERSTOOD: &[&str] = &[
    "brace-block",
    "colon-before-block",
    "colon-before-result",
    "foreign-arrow",
    "foreign-cell",
    "foreign-else-if",
    "foreign-for",
    "foreign-let",
    "foreign-operator",
    "parens-around-loop",
    "single-quotes",
    "unknown-escape",
];

fn is_understood(error: &Diagnostic) -> bool {
    UNDERSTOOD.contains(&error.code)
}

/// The cell whose body holds the place.
fn broken_cell(program: &Tree, place: Span) -> Option<Span> {
    let item = program.items.iter().find(|item| item.span.contains(place))?;
    match &item.kind {
        ItemKind::Cell(cell) if place.start >= body_start(&cell.body) => Some(item.span),
        _ => None,
    }
}
