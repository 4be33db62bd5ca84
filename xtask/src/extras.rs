//! The diagnostics' pages: copied into the package, whose command line prints them.

use crate::paths;
use crate::say::{About, Outcome};
use std::fs;
use std::path::Path;

/// Where the pages are written.
const PAGES: &str = "docs/diagnostics";

/// Puts the pages into the package's folder, and nothing else; the index is for readers of the repository.
pub fn publish(package: &Path) -> Outcome<()> {
    let folder = package.join("diagnostics");
    if folder.is_dir() {
        fs::remove_dir_all(&folder).about(folder.display())?;
    }
    fs::create_dir_all(&folder).about(folder.display())?;
    for entry in fs::read_dir(paths::at(PAGES)).about(PAGES)? {
        let (page, name) = entry.map(|entry| (entry.path(), entry.file_name())).about(PAGES)?;
        if page.extension().is_some_and(|end| end == "md") && name != "README.md" {
            fs::copy(&page, folder.join(name)).about(page.display())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_copied_and_old_ones_are_gone() {
        let package = paths::at("target/pages-test");
        fs::create_dir_all(package.join("diagnostics")).unwrap();
        fs::write(package.join("diagnostics/no-such-code.md"), "").unwrap();
        publish(&package).unwrap();
        assert!(package.join("diagnostics/unused-future.md").is_file());
        assert!(!package.join("diagnostics/README.md").exists());
        assert!(!package.join("diagnostics/no-such-code.md").exists());
        fs::remove_dir_all(package).unwrap();
    }
}
