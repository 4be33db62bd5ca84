//! Whether something must be built again: a digest of its inputs, kept in `target/stamps/`.

use crate::paths;
use crate::say::{About, Outcome};
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// Folders that are results or downloads, never inputs.
const SKIPPED: [&str; 7] = ["target", "node_modules", "dist", ".git", "test-results", "playwright-report", ".vite"];

/// The digest of files and folders below the root (names and contents), in a stable order. What is missing counts as such.
pub fn digest(inputs: &[&str]) -> Outcome<String> {
    let mut files = Vec::new();
    for input in inputs {
        collect(&paths::at(input), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        hasher.write(file.to_string_lossy().as_bytes());
        hasher.write(&fs::read(file).about(file.display())?);
        hasher.write_u8(0xff);
    }
    hasher.write_usize(files.len());
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Outcome<()> {
    if path.is_file() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    let Ok(entries) = fs::read_dir(path) else { return Ok(()) };
    for entry in entries {
        let entry = entry.about(path.display())?;
        if !SKIPPED.contains(&entry.file_name().to_string_lossy().as_ref()) {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}

/// Whether the named result was built from inputs with this digest.
pub fn is_fresh(name: &str, digest: &str) -> bool {
    fs::read_to_string(file(name)).is_ok_and(|kept| kept == digest)
}

/// Remembers that the named result was built from inputs with this digest.
pub fn keep(name: &str, digest: &str) -> Outcome<()> {
    let file = file(name);
    fs::create_dir_all(paths::at("target/stamps")).about("target/stamps")?;
    fs::write(&file, digest).about(file.display())
}

fn file(name: &str) -> PathBuf {
    paths::at("target/stamps").join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_follows_contents() {
        let file = paths::at("target/stamp-test/input");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "one").unwrap();
        let one = digest(&["target/stamp-test/input"]).unwrap();
        assert_eq!(one, digest(&["target/stamp-test/input"]).unwrap());
        fs::write(&file, "two").unwrap();
        assert_ne!(one, digest(&["target/stamp-test/input"]).unwrap());
        fs::remove_dir_all(file.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_result_is_stale_until_it_is_kept() {
        let name = "stamp-unit-test";
        let _ = fs::remove_file(file(name));
        assert!(!is_fresh(name, "a"));
        keep(name, "a").unwrap();
        assert!(is_fresh(name, "a") && !is_fresh(name, "b"));
        fs::remove_file(file(name)).unwrap();
    }
}
