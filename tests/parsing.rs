//! Parsing as a whole: the reference page's snippets, bad input, limits.

use lumen_playground::diag::{Diagnostic, render};
use lumen_playground::syntax::parse;
use lumen_playground::text::LineIndex;

fn rendered(source: &str, diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|diagnostic| render(diagnostic, "x.lm", &LineIndex::new(source))).collect()
}

fn page() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/page");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

fn flat(source: &str) -> String {
    source.lines().map(|line| line.trim_start().to_owned() + "\n").collect()
}

#[test]
fn every_snippet_of_the_page_parses_as_it_stands_and_flat() {
    let page = page();
    assert!(page.len() >= 21, "{}", page.len());
    for (name, source) in page {
        for text in [flat(&source), source] {
            let parsed = parse(&text);
            assert!(parsed.diagnostics.is_empty(), "{name}\n{}", rendered(&text, &parsed.diagnostics));
            assert!(!parsed.tree.items.is_empty(), "{name}");
        }
    }
}
