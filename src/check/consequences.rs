//! What a syntax error makes uncertain is not reported a second time.

use crate::diag::Diagnostic;
use crate::syntax::tree::{ItemKind, Tree};
use crate::text::Span;

/// Takes out of `found` what may follow from the syntax errors in `parsed`: inside a cell with one everything in that
/// cell, and after a broken declaration or top-level line everything.
pub fn drop_consequences(program: &Tree, parsed: &[Diagnostic], found: &mut Vec<Diagnostic>) {
    let mut broken: Vec<Span> = Vec::new();
    for error in parsed.iter().filter(|diagnostic| diagnostic.is_error()) {
        match broken_cell(program, error.span) {
            Some(cell) => broken.push(cell),
            None => return found.clear(),
        }
    }
    found.retain(|diagnostic| !broken.iter().any(|cell| cell.contains(diagnostic.span)));
}

/// The cell whose body holds the place.
fn broken_cell(program: &Tree, place: Span) -> Option<Span> {
    let item = program.items.iter().find(|item| item.span.contains(place))?;
    match &item.kind {
        ItemKind::Cell(cell) if place.start > cell.name.span.end => Some(item.span),
        _ => None,
    }
}
