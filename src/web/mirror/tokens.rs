//! Tokens for highlighting as JavaScript sees them.

use super::Range;
use crate::syntax::Highlight;
use serde::Serialize;

/// `LumenToken`
#[derive(Serialize)]
pub struct TokenMirror {
    range: Range,
    kind: &'static str,
}

/// The mirror of a document's tokens, which stand in source order.
pub fn tokens(source: &str, highlights: &[Highlight]) -> Vec<TokenMirror> {
    let mut utf16 = Utf16Cursor { source, offset: 0, utf16: 0 };
    let mut mirror = |highlight: &Highlight| {
        let from = utf16.advance_to(highlight.span.start as usize);
        let to = utf16.advance_to(highlight.span.end as usize);
        TokenMirror { range: Range { from, to }, kind: highlight.kind.word() }
    };
    highlights.iter().map(&mut mirror).collect()
}

/// Counts UTF-16 code units on the way through a text, so that thousands of tokens on one line take linear time.
struct Utf16Cursor<'s> {
    source: &'s str,
    offset: usize,
    utf16: u32,
}

impl Utf16Cursor<'_> {
    fn advance_to(&mut self, offset: usize) -> u32 {
        let passed = self.source.get(self.offset..offset).unwrap_or("");
        self.utf16 += passed.chars().map(|ch| ch.len_utf16() as u32).sum::<u32>();
        self.offset = offset.max(self.offset);
        self.utf16
    }
}
