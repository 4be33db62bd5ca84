//! What the package has besides the module: copies of the diagnostics' pages and benchmark programs, which its command line reads, and of
//! the licences.

use crate::paths;
use crate::say::{About, Outcome};
use std::fs;
use std::path::Path;

/// Files of the repository that the package has, too.
struct Extra {
    /// Where they are written.
    source: &'static str,
    /// The folder in the package.
    folder: &'static str,
    /// How their names end.
    end: &'static str,
}

const EXTRAS: [Extra; 2] = [
    Extra { source: "docs/diagnostics", folder: "diagnostics", end: "md" },
    Extra { source: "tests/bench", folder: "bench", end: "lm" },
];

const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Puts them into the package's folder, and nothing else into theirs; the index of the pages is for readers of the repository.
pub fn publish(package: &Path) -> Outcome<()> {
    EXTRAS.iter().try_for_each(|extra| extra.publish(package))?;
    LICENCES.iter().try_for_each(|name| fs::copy(paths::at(name), package.join(name)).map(|_| ()).about(name))
}

impl Extra {
    fn publish(&self, package: &Path) -> Outcome<()> {
        let folder = package.join(self.folder);
        if folder.is_dir() {
            fs::remove_dir_all(&folder).about(folder.display())?;
        }
        fs::create_dir_all(&folder).about(folder.display())?;
        for entry in fs::read_dir(paths::at(self.source)).about(self.source)? {
            let (file, name) = entry.map(|entry| (entry.path(), entry.file_name())).about(self.source)?;
            if file.extension().is_some_and(|end| end == self.end) && name != "README.md" {
                fs::copy(&file, folder.join(name)).about(file.display())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extras_are_copied_and_old_ones_are_gone() {
        let package = paths::at("target/extras-test");
        fs::create_dir_all(package.join("diagnostics")).unwrap();
        fs::write(package.join("diagnostics/no-such-code.md"), "").unwrap();
        publish(&package).unwrap();
        assert!(package.join("diagnostics/unused-future.md").is_file());
        assert!(!package.join("diagnostics/README.md").exists());
        assert!(!package.join("diagnostics/no-such-code.md").exists());
        assert!(package.join("bench/futures.lm").is_file());
        assert!(!package.join("bench/bench.mjs").exists());
        assert!(package.join("LICENSE-MIT").is_file());
        fs::remove_dir_all(package).unwrap();
    }
}
