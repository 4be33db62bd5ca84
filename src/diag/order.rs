//! The order of diagnostics.

use super::{Diagnostic, Severity};
use crate::base::sort_by_key;
use crate::text::Span;

/// Sorts by place; what was found first at a place stays first.
pub fn sort_by_place(diagnostics: &mut [Diagnostic]) {
    sort_by_key(diagnostics, |diagnostic| diagnostic.span);
}

/// Sorts by place, then by code; of those with the same code, what was found first stays first.
pub fn sort_by_place_and_code(diagnostics: &mut [Diagnostic]) {
    sort_by_key(diagnostics, |diagnostic| (diagnostic.span, diagnostic.code));
}

/// How many diagnostics are shown at once; more help nobody. Chosen by feel.
const SHOWN_MAX: usize = 50;

/// Keeps the worst 50 in their order, and behind them a hint that says how many there are beside them.
pub fn keep_worst(diagnostics: &mut Vec<Diagnostic>) {
    let Some(more) = diagnostics.len().checked_sub(SHOWN_MAX).filter(|more| *more > 0) else { return };
    let mut left = SHOWN_MAX;
    let mut keep = vec![false; diagnostics.len()];
    for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
        let of_it = diagnostics.iter().zip(&mut keep).filter(|(diagnostic, _)| diagnostic.severity == severity);
        for (_, keep) in of_it.take(left) {
            *keep = true;
            left -= 1;
        }
    }
    let mut keep = keep.into_iter();
    diagnostics.retain(|_| keep.next().unwrap_or(false));
    let last = diagnostics.iter().map(|diagnostic| diagnostic.span.end).max().unwrap_or(0);
    diagnostics.push(and_more(Span::at(last), more));
}

fn and_more(place: Span, more: usize) -> Diagnostic {
    let message = match more {
        1 => "and 1 more that is not shown".to_owned(),
        more => format!("and {more} more that are not shown"),
    };
    Diagnostic::hint("more-diagnostics", place, message).help("what comes first is often the cause of what follows")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_shown_before_hints_and_the_rest_is_counted() {
        let at = |place: u32| Span::new(place, place + 1);
        let mut found: Vec<Diagnostic> =
            (0..60).map(|place| Diagnostic::hint("unused-variable", at(place), "")).collect();
        found.extend((60..70).map(|place| Diagnostic::error("unknown-name", at(place), "")));
        keep_worst(&mut found);
        assert_eq!(found.len(), SHOWN_MAX + 1);
        assert_eq!(found.iter().filter(|one| one.is_error()).count(), 10);
        assert_eq!(found.last().map(|one| one.message.as_str()), Some("and 20 more that are not shown"));
        assert!(found.is_sorted_by_key(|one| one.span.start));
    }

    #[test]
    fn fifty_are_shown_as_they_are() {
        let mut found = vec![Diagnostic::hint("unused-variable", Span::at(0), ""); SHOWN_MAX];
        keep_worst(&mut found);
        assert_eq!(found.len(), SHOWN_MAX);
    }
}
