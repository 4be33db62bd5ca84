//! The codes that stand in the sources as literals.

use libtest_mimic::Failed;
use lumen_playground::diag::{CODES, code_info};
use std::path::Path;

/// What a code stands behind.
const MAKERS: [&str; 4] = ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::hint(", "Code = "];

/// Codes that are made in other ways are held by an assertion in `Diagnostic::new`.
pub fn every_code_is_in_the_table() -> Result<(), Failed> {
    let mut text = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text)?;
    let behind = |maker: &&str| text.match_indices(*maker).map(|(at, _)| &text[at + maker.len()..]).collect::<Vec<_>>();
    let literals =
        MAKERS.iter().flat_map(behind).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
    let unknown: Vec<&str> = literals.filter(|code| code_info(code).is_none()).collect();
    let unused: Vec<&str> =
        CODES.iter().map(|info| info.code).filter(|code| text.matches(&format!("\"{code}\"")).count() < 2).collect();
    if unknown.is_empty() && unused.is_empty() {
        return Ok(());
    }
    Err(format!("src/diag/codes.rs lacks {unknown:?}; nothing in src/ gives {unused:?}").into())
}

fn read(folder: &Path, text: &mut String) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(&path, text)?;
        } else if path.extension().is_some_and(|end| end == "rs") {
            *text += &std::fs::read_to_string(&path)?;
        }
    }
    Ok(())
}
