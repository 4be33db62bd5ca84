//! Everything that an editor asks of a text, with what must be true of any answer.

use lumen_playground::services::{
    Analysis, completions, definition, folds, future_at, hover, outline, references, rename, signature,
};

/// An offset between characters, other for each `seed`.
pub fn offset(text: &str, seed: usize) -> usize {
    let mut at = (seed.wrapping_mul(2_654_435_761) >> 7) % (text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Everything that is asked of a whole text.
pub fn ask_whole(analysis: &Analysis) {
    let len = analysis.source.len() as u32;
    assert!(outline(analysis).iter().all(|item| item.span.contains(item.selection) && item.span.end <= len));
    assert!(folds(analysis).iter().all(|span| span.start < span.end && span.end <= len));
}

/// Asks everything at one place; answers must lie inside of the text.
pub fn ask(analysis: &Analysis, at: usize) {
    let len = analysis.source.len() as u32;
    if let Some(found) = hover(analysis, at as u32) {
        assert!(found.span.end <= len && !found.code.is_empty(), "{found:?} in\n{}", analysis.source);
    }
    if let Some(found) = completions(analysis, at as u32) {
        assert!(found.span.start <= found.span.end && found.span.end as usize == at);
        assert!(found.items.iter().all(|item| !item.label.is_empty() && !item.insert.is_empty()));
    }
    if let Some(found) = signature(analysis, at as u32) {
        assert!(found.active.is_none_or(|active| active < found.parameters.len()));
    }
    let places = references(analysis, at as u32);
    if let Some(declared) = definition(analysis, at as u32) {
        assert!(places.iter().any(|place| place.span == declared));
    }
    if let Some(found) = future_at(analysis, at as u32) {
        let spans = found.made.iter().chain(&found.awaited);
        assert!(spans.chain([&found.span]).all(|span| span.start < span.end && span.end <= len), "{found:?}");
    }
    let _ = rename(analysis, at as u32, "fresh_name");
}
