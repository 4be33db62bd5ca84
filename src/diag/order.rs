//! The order of diagnostics. Sorted here and nowhere else, so that a page loads the sort once.

use super::Diagnostic;
use std::cmp::Ordering;

/// Sorts by place; what was found first at a place stays first.
pub fn sort_by_place(diagnostics: &mut [Diagnostic]) {
    sort(diagnostics, |a, b| a.span.cmp(&b.span));
}

/// Sorts by place, then by code; of those with the same code, what was found first stays first.
pub fn sort_by_place_and_code(diagnostics: &mut [Diagnostic]) {
    sort(diagnostics, |a, b| (a.span, a.code).cmp(&(b.span, b.code)));
}

#[inline(never)]
fn sort(diagnostics: &mut [Diagnostic], order: fn(&Diagnostic, &Diagnostic) -> Ordering) {
    diagnostics.sort_by(order);
}
