//! The services on small programs: the last `|` marks the place that is asked about.

mod completion;
mod hover;

use super::Analysis;

/// A text without its mark, analysed, and where the mark stood.
fn marked(text: &str) -> (Analysis, u32) {
    let offset = text.rfind('|').expect("a mark");
    let source = format!("{}{}", &text[..offset], &text[offset + 1..]);
    (Analysis::of(&source), offset as u32)
}
