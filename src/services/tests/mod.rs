//! The services on small programs: the last `|` marks the place that is asked about.

mod completion;
mod folds;
mod futures;
mod hover;
mod outline;
mod references;
mod rename;
mod signature;

use super::Analysis;

/// A text without its mark, analysed, and where the mark stood.
fn marked(text: &str) -> (Analysis, u32) {
    let offset = text.rfind('|').expect("a mark");
    let source = format!("{}{}", &text[..offset], &text[offset + 1..]);
    (Analysis::of(&source), offset as u32)
}
