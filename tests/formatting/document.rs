//! Documents: the programs in Markdown, and pages that show what becomes of a text.

use lumen_playground::diag::Diagnostic;
use lumen_playground::syntax::{Document, format};

/// Each `lumen` block of a document as a program of its own.
pub fn programs(name: &str, text: &str) -> Vec<(String, String)> {
    let blocks = Document::of(text).blocks.into_iter().filter(|block| block.language == "lumen").enumerate();
    blocks.map(|(index, block)| (format!("{name}#{index}"), block.content.text(text).to_owned())).collect()
}

/// Asserts that in every page of a folder each block becomes the `formatted` block beneath it, or stays as it is if there is
/// none, or is refused with the codes in the `refused` block beneath it.
pub fn check_folder(folder: &str) {
    let mut count = 0;
    for entry in std::fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let blocks = Document::of(&text).blocks;
        for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.language == "lumen") {
            let beneath =
                blocks.get(index + 1).filter(|next| matches!(next.language.as_str(), "formatted" | "refused"));
            let before = block.content.text(&text);
            let expected = beneath.map_or(before, |beneath| beneath.content.text(&text));
            let line = text[..block.span.start as usize].matches('\n').count() + 1;
            assert_eq!(outcome(before), expected, "{}:{line}", path.display());
            count += 1;
        }
    }
    assert!(count > 0, "{folder} shows nothing");
}

fn outcome(source: &str) -> String {
    let codes = |found: Vec<Diagnostic>| found.iter().map(|diagnostic| format!("{}\n", diagnostic.code)).collect();
    format(source).unwrap_or_else(codes)
}
