//! Language services hold on any text: programs of the specification, whole and cut off anywhere.
#![allow(clippy::disallowed_methods, reason = "the test reads the specification")]

use lumen_playground::services::{Analysis, completions, hover};
use lumen_playground::syntax::Document;
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

/// An offset between characters, other for each `seed`.
fn offset(text: &str, seed: usize) -> usize {
    let mut at = (seed.wrapping_mul(2_654_435_761) >> 7) % (text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Asks everything at one place; answers must lie inside of the text.
fn ask(analysis: &Analysis, at: usize) {
    let len = analysis.source.len() as u32;
    if let Some(found) = hover(analysis, at as u32) {
        assert!(found.span.end <= len && !found.code.is_empty(), "{found:?} in\n{}", analysis.source);
    }
    if let Some(found) = completions(analysis, at as u32) {
        assert!(found.span.start <= found.span.end && found.span.end as usize == at);
        assert!(found.items.iter().all(|item| !item.label.is_empty() && !item.insert.is_empty()));
    }
}

#[test]
fn every_program_can_be_asked_while_it_is_typed() {
    for (index, program) in programs().iter().enumerate().step_by(3) {
        let cut = &program[..offset(program, index)];
        ask(&Analysis::of(cut), cut.len());
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
