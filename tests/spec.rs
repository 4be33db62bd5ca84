//! Executes the specification in `tests/spec/` and the programs in `tests/programs/`: every program of every document is a test.
//!
//! `LUMEN_BLESS=1` rewrites the blocks that can be refreshed (see `tests/spec/README.md`).
#![allow(clippy::disallowed_methods, reason = "the test reads the documents")]

#[path = "spec_runner/compare.rs"]
mod compare;
#[path = "spec_runner/document.rs"]
mod document;
#[path = "spec_runner/exploring.rs"]
mod exploring;
#[path = "spec_runner/observe.rs"]
mod observe;
#[path = "spec_runner/options.rs"]
mod options;
mod replaying;

use document::Case;
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::Path;

fn main() {
    let arguments = Arguments::from_args();
    let documents = document::documents();
    if std::env::var_os("LUMEN_BLESS").is_some() {
        documents.iter().for_each(|path| bless(path));
    }
    let trials = documents.iter().flat_map(|path| trials(path)).collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn trials(path: &Path) -> Vec<Trial> {
    let (_, cases) = document::read(path);
    cases.into_iter().map(|case| Trial::test(case.name.clone(), move || judge(&case))).collect()
}

fn judge(case: &Case) -> Result<(), Failed> {
    let observed = observe::observe(case);
    let mut found = compare::differences(case, &observed);
    if observe::observe(case).trace_hash != observed.trace_hash {
        found.push("a second run gave another event log".to_owned());
    }
    found.extend(observe::replay_differences(case));
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("program at line {}\n{}\n\n{}", case.line, case.source, found.join("\n")).into())
}

/// Rewrites the blocks of a document, last first so that ranges stay true.
fn bless(path: &Path) {
    let (mut text, cases) = document::read(path);
    for case in cases.iter().rev() {
        let observed = observe::observe(case);
        for block in case.expectations.iter().rev() {
            if let Some(lines) = compare::refreshed(block, &observed) {
                let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
                text.replace_range(block.range.clone(), &body);
            }
        }
    }
    std::fs::write(path, text).expect("a document is writable");
}
