//! Every repair of every diagnostic, in all programs of the specification, the examples and the diagnostics' pages: applied, it leaves a
//! program without that diagnostic and without errors that were not there before.
#![allow(clippy::disallowed_methods, reason = "the test reads files of the project")]

#[path = "spec_runner/document.rs"]
#[allow(dead_code, reason = "the expectations are of no interest here")]
mod document;

use lumen_playground::check::check;
use lumen_playground::diag::{Diagnostic, Fix};
use lumen_playground::syntax::parse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Name and text of every program.
fn programs() -> Vec<(String, String)> {
    let specified = document::documents().into_iter().flat_map(|path| document::read(&path).1);
    let mut programs: Vec<_> = specified.map(|case| (case.name, case.source)).collect();
    programs.extend(files("www/examples").into_iter().map(|path| (path.display().to_string(), read(&path))));
    let pages = files("docs/diagnostics").into_iter();
    let blocks = pages.flat_map(|page| document::cases(&page.display().to_string(), &read(&page)));
    programs.extend(blocks.map(|case| (case.name, case.source)));
    programs
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a document is readable")
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).expect("a folder of the project");
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "md") && !path.ends_with("README.md"));
    paths.sort();
    paths
}

fn diagnostics(source: &str) -> Vec<Diagnostic> {
    check(parse(source)).1
}

/// The source with a repair applied; edits must be in order and apart.
fn repaired(source: &str, fix: &Fix) -> String {
    let mut text = String::new();
    let mut at = 0;
    for edit in &fix.edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        assert!(at <= start && start <= end, "{:?}: edits overlap or are out of order", fix);
        text.push_str(&source[at..start]);
        text.push_str(&edit.text);
        at = end;
    }
    text.push_str(&source[at..]);
    text
}

fn count(diagnostics: &[Diagnostic]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    diagnostics.iter().for_each(|found| *counts.entry(found.code).or_default() += 1);
    counts
}

/// What is wrong with a repair, if anything.
fn complaint(source: &str, before: &[Diagnostic], repaired_one: &Diagnostic, fix: &Fix) -> Option<String> {
    let text = repaired(source, fix);
    let after = diagnostics(&text);
    let (old, new) = (count(before), count(&after));
    let code = repaired_one.code;
    let is_still_there = new.get(code).copied().unwrap_or(0) >= old[code];
    let is_new_error = |found: &&Diagnostic| found.is_error() && !old.contains_key(found.code);
    let new_error = after.iter().find(is_new_error).map(|found| format!("{} {}", found.code, found.message));
    let why = match new_error {
        Some(error) => format!("brings {error}"),
        None if is_still_there => "leaves it".to_owned(),
        None => return None,
    };
    Some(format!("{code} {:?}: `{}` {why}\n{text}", repaired_one.message, fix.title))
}

#[test]
fn every_repair_repairs() {
    let mut complaints = Vec::new();
    let mut repairs = 0;
    for (name, source) in programs() {
        let before = diagnostics(&source);
        for found in &before {
            for fix in &found.fixes {
                repairs += 1;
                complaints.extend(complaint(&source, &before, found, fix).map(|text| format!("{name}: {text}")));
            }
        }
    }
    assert!(complaints.is_empty(), "{} of {repairs}\n\n{}", complaints.len(), complaints.join("\n"));
    assert!(repairs > 80, "the programs hold few repairs: {repairs}");
}
