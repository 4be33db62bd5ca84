//! The index of the pages, made of the table and the pages' first sentences.

use super::page::Page;
use lumen_playground::diag::{CODES, CodeInfo, Group};
use std::fmt::Write;
use std::path::Path;

const OPENING: &str = "# What the playground says about programs

One page for each code: what it means, why it matters, a program that shows it, and the same program mended. The programs are
executed by `cargo test --test diagnostics`; `cargo xtask bless` rewrites this list. `node pkg/cli.mjs explain CODE` prints a page.
A new code begins with a row in `src/diag/codes.rs` and a page here.

An **error** keeps a program from running, or ends its run. A **warning** lets it run, though probably not as meant. A **hint**
knows a better way. Some codes are milder where less depends on them; listed is the gravest.
";

/// The text of the index.
pub fn index(folder: &Path) -> String {
    let mut text = OPENING.to_owned();
    for group in Group::ALL {
        let _ = write!(text, "\n## {}\n\n", group.title());
        for info in CODES.iter().filter(|info| info.group == group) {
            text += &entry(folder, info);
        }
    }
    text
}

fn entry(folder: &Path, info: &CodeInfo) -> String {
    let sentence = Page::read(folder, info.code).map_or_else(|problem| problem, |page| page.first_sentence());
    format!("- [{0}]({0}.md) ({1}): {sentence}\n", info.code, info.severity.word())
}
