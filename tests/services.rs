//! Language services hold on any text: programs of the specification, whole and cut off anywhere.
#![allow(clippy::disallowed_methods, reason = "the test reads the specification")]

#[path = "any_text/asking.rs"]
mod asking;

use asking::{ask, ask_whole, offset};
use lumen_playground::diag::Edit;
use lumen_playground::services::{Analysis, definition, hover, rename};
use lumen_playground::syntax::Document;
use lumen_playground::trace::{Options, run};
use std::fs;

/// The programs of the specification.
fn programs() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/spec");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let texts = files.iter().filter(|file| file.extension().is_some_and(|end| end == "md"));
    texts.flat_map(|file| programs_of(&fs::read_to_string(file).unwrap())).collect()
}

fn programs_of(document: &str) -> Vec<String> {
    let blocks = Document::of(document).blocks;
    blocks
        .iter()
        .filter(|block| block.language == "lumen")
        .map(|block| block.content.text(document).to_owned())
        .collect()
}

#[test]
fn every_program_can_be_asked_while_it_is_typed() {
    for (index, program) in programs().iter().enumerate().step_by(3) {
        let cut = &program[..offset(program, index)];
        let analysis = Analysis::of(cut);
        ask(&analysis, cut.len());
        ask_whole(&analysis);
        ask(&Analysis::of(program), offset(program, index + 7));
    }
}

#[test]
fn whole_programs_answer_at_every_offset() {
    for program in programs().iter().step_by(80) {
        let analysis = Analysis::of(program);
        for at in (0..=program.len()).filter(|at| program.is_char_boundary(*at)) {
            if let Some(found) = hover(&analysis, at as u32) {
                assert!(found.span.start as usize <= at && at <= found.span.end as usize);
            }
        }
    }
}

#[test]
fn garbage_is_answered() {
    for text in [
        "",
        ".",
        "x.",
        "(((",
        "\"{\"{",
        "```lumen\n",
        "```lumen\nx.",
        "@",
        "break @",
        "match",
        "𝒙.",
        "# 😀",
        "\0",
        "let ꙮ = 1\nꙮ.",
    ] {
        let analysis = Analysis::of(text);
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            ask(&analysis, at);
        }
    }
}

/// A text with edits made, which are in source order.
fn edited(source: &str, edits: &[Edit]) -> String {
    let mut text = source.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    text
}

/// What a run shows: everything but labels, with every way to write the name made one.
fn shown(source: &str, names: [&str; 2]) -> String {
    let report = run(source, &Options::default());
    let futures = report.futures.iter().map(|row| (row.id.clone(), row.state, row.created_ms, row.settled_ms));
    let error = report.error.map(|error| error.message);
    let text = format!(
        "{:?} {:?} {:?} {:?} {:?}",
        report.status,
        report.value,
        error,
        report.output,
        futures.collect::<Vec<_>>()
    );
    names.iter().fold(text, |text, name| text.replace(name, "NAME"))
}

/// Renames what is declared at the first few places of each program; those that may not be renamed are not counted.
#[test]
fn a_renamed_program_runs_the_same_and_can_be_renamed_back() {
    let fresh = "Zz_fresh";
    let mut count = 0;
    for program in programs().iter().step_by(8) {
        let analysis = Analysis::of(program);
        let declared = |at: &u32| definition(&analysis, *at).is_some_and(|span| span.start == *at);
        let places: Vec<u32> =
            (0..program.len() as u32).filter(|at| program.is_char_boundary(*at as usize)).filter(declared).collect();
        for &at in places.iter().step_by(1 + places.len() / 3) {
            let old = definition(&analysis, at).unwrap().text(program).to_owned();
            // A name in quotes cannot be given back.
            if old.starts_with('"') {
                continue;
            }
            let name = if old.starts_with(char::is_uppercase) { fresh.to_owned() } else { fresh.to_lowercase() };
            let Ok(edits) = rename(&analysis, at, &name) else { continue };
            let renamed = edited(program, &edits);
            assert_eq!(shown(program, [&old, &name]), shown(&renamed, [&old, &name]), "{old} in\n{renamed}");
            assert_back(program, &renamed, &old, &name);
            count += 1;
        }
    }
    assert!(count > 50, "only {count} names");
}

fn assert_back(program: &str, renamed: &str, old: &str, name: &str) {
    let analysis = Analysis::of(renamed);
    let at = renamed.find(name).unwrap() as u32;
    let shorthand = renamed.contains(&format!("{name}: {old}")) || renamed.contains(&format!("{old}: {name}"));
    match rename(&analysis, at, old) {
        Ok(edits) if !shorthand => assert_eq!(edited(renamed, &edits), program),
        Ok(_) => {}
        Err(reason) => assert!(reason.contains("builtin") || reason.contains("word"), "{reason}: {old} in\n{renamed}"),
    }
}
