//! Small habits that reviews would otherwise have to repeat.
#![allow(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::fs;
use std::path::{Path, PathBuf};

/// A file that has grown beyond this wants to be two.
const LINES_MAX: usize = 700;

/// Folders that are results or downloads.
const SKIPPED: [&str; 8] =
    ["target", "node_modules", "dist", ".git", "test-results", "playwright-report", "fixtures", ".svelte-kit"];

/// Endings of the files that people write.
const WRITTEN: [&str; 13] = ["rs", "toml", "md", "ts", "mts", "mjs", "js", "svelte", "css", "html", "json", "sh", "lm"];

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = written()
        .into_iter()
        .filter(|(file, _)| !file.ends_with("package-lock.json") && !is_generated(file))
        .map(|(file, text)| (file, text.lines().count()))
        .filter(|(_, lines)| *lines > LINES_MAX)
        .map(|(file, lines)| format!("{file}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "over {LINES_MAX} lines:\n{}", long.join("\n"));
}

#[test]
fn no_file_names_a_place_of_one_machine() {
    // Written in two halves so that this file does not find itself.
    let places = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("C:\\Us", "ers\\"),
        concat!("/Us", "ers/"),
    ];
    let mut found = Vec::new();
    for (file, text) in written() {
        for place in places.iter().filter(|place| text.contains(**place)) {
            found.push(format!("{file}: {place}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let mut silent = Vec::new();
    for (file, text) in written() {
        let is_module = file.starts_with("src/") && file.ends_with(".rs");
        if is_module && !text.starts_with("//!") {
            silent.push(file);
        }
    }
    assert!(silent.is_empty(), "open these with a `//!` line:\n{}", silent.join("\n"));
}

#[test]
fn paths_named_in_documents_exist() {
    let mut missing = Vec::new();
    for (file, text) in written().into_iter().filter(|(file, _)| file.ends_with(".md") && !is_generated(file)) {
        let folder = root().join(&file).parent().map(Path::to_path_buf).unwrap_or_default();
        for path in named_paths(&text) {
            if !is_built(&path) && !root().join(&path).exists() && !folder.join(&path).exists() {
                missing.push(format!("{file}: {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

#[test]
fn the_specification_lists_its_documents() {
    let folder = root().join("tests/spec");
    let list = fs::read_to_string(folder.join("README.md")).unwrap();
    let mut entries = Vec::new();
    for (file, text) in written() {
        let Some(name) = file.strip_prefix("tests/spec/").filter(|name| *name != "README.md") else { continue };
        let title = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default().to_owned();
        entries.push(format!("- [{title}]({name})"));
    }
    let wrong: Vec<&String> =
        entries.iter().filter(|entry| list.lines().filter(|line| line == entry).count() != 1).collect();
    assert!(!entries.is_empty() && wrong.is_empty(), "the reading order should have once each:\n{wrong:#?}");
}

#[test]
fn sections_of_the_specification_begin_with_words() {
    let mut bare = Vec::new();
    for (file, text) in written().iter().filter(|(file, _)| file.starts_with("tests/spec/") && file.ends_with(".md")) {
        bare.extend(sections_without_words(text).into_iter().map(|title| format!("{file}: {title}")));
    }
    assert!(bare.is_empty(), "a section states its rule in words before it shows a program:\n{}", bare.join("\n"));
}

#[test]
fn sections_without_words_are_found() {
    let text = "# A\n\n## B\n\n```lumen\n## no section\n```\n\n## C\n\nWords.\n\n```lumen\n```\n";
    assert_eq!(sections_without_words(text), ["B"]);
}

/// Titles of the sections that begin with a fence.
fn sections_without_words(text: &str) -> Vec<&str> {
    let mut bare = Vec::new();
    let mut title = None;
    let mut fence: Option<&str> = None;
    for line in text.lines().filter(|line| !line.is_empty()) {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => {
                fence = Some(ticks);
                bare.extend(title.take());
            }
            None => title = line.strip_prefix("## "),
        }
    }
    bare
}

#[test]
fn paths_are_found_in_text() {
    let text = "See `src/vm/mod.rs`, `cargo test`, `a/b` and [it](docs/x.md), [web](https://x.y/z.md).\n```\n`src/no.rs`\n```\n";
    assert_eq!(named_paths(text), ["src/vm/mod.rs", "docs/x.md"]);
}

/// Paths in backticks that begin with one of our folders, and targets of relative links; fences are left out.
fn named_paths(text: &str) -> Vec<String> {
    let folders = ["src/", "tests/", "xtask/", "www/", "pkg/", "docs/", ".ci/", ".cargo/"];
    let mut paths = Vec::new();
    let mut in_fence = false;
    for line in text.lines() {
        in_fence ^= line.trim_start().starts_with("```");
        if in_fence {
            continue;
        }
        let quoted = line.split('`').skip(1).step_by(2);
        paths.extend(
            quoted
                .filter(|path| folders.iter().any(|folder| path.starts_with(folder)) && is_plain(path))
                .map(str::to_owned),
        );
        for target in line.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = target.split('#').next().unwrap_or("");
            if !target.is_empty() && !target.contains(':') && is_plain(target) {
                paths.push(target.to_owned());
            }
        }
    }
    paths
}

/// No pattern, option or sentence.
fn is_plain(path: &str) -> bool {
    !path.contains(['*', '<', '{', ' ', '…', '(', '|', '$']) && !path.contains("NN") && !path.contains("NAME")
}

/// Results of the build, which a fresh clone does not have yet.
fn is_built(path: &str) -> bool {
    let is_output = path.starts_with("pkg/lumen_playground") || path.starts_with("www/dist");
    is_output || path.contains("node_modules") || path.starts_with("www/test-results")
}

/// The bindings in `pkg/` are written by wasm-bindgen; the pages there are copies.
fn is_generated(file: &str) -> bool {
    file.starts_with("pkg/lumen_playground") || file.starts_with("pkg/diagnostics")
}

/// The written files of the repository: path below the root, with `/`, and text.
fn written() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&root(), &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|end| WRITTEN.iter().any(|known| end == *known)) || name == "run" {
            let own = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            files.push((own, fs::read_to_string(&path).unwrap_or_default()));
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
