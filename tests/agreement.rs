//! The machine and the interpreter of `tests/reference` do the same: on every program of the specification that the interpreter knows,
//! and on random async programs, started eagerly and in their turn.
//!
//! `LUMEN_SEEDS=from..to` tries other random programs than the usual ones.
#![allow(clippy::disallowed_methods, reason = "the test reads the documents")]

#[path = "spec_runner/document.rs"]
#[allow(dead_code, reason = "what a document expects is not compared here")]
mod document;
mod generator;
mod reference;

use lumen_playground::runtime::Status;
use lumen_playground::trace::{FutureReport, Mode, Options, ReportStatus, run_logged};
use reference::{Outcome, Row};
use std::collections::BTreeMap;
use std::path::Path;

/// What the machine makes of a program; none if it is rejected or reaches a limit.
fn machine(source: &str, mode: Mode) -> Option<Outcome> {
    let mut options = Options { mode: Some(mode), ..Options::default() };
    (options.limits.steps, options.limits.futures, options.limits.instant_steps) = (100_000, 1_000, 5_000);
    let (report, run) = run_logged(source, &options);
    let (machine, _) = run?;
    if report.status == ReportStatus::Ran(Status::Limit) {
        return None;
    }
    Some(Outcome {
        status: report.status.word().to_owned(),
        value: report.value,
        error: report.error.map(|error| error.message),
        elapsed_ms: report.elapsed_ms,
        unhandled: report.unhandled,
        output: machine.output().map(|it| (it.ms, machine.path(it.future), it.text.to_string())).collect(),
        futures: report.futures.into_iter().map(row).collect(),
    })
}

fn row(it: FutureReport) -> Row {
    let message = it.message.filter(|_| it.state == "error");
    (it.id, it.kind.into(), it.state.into(), it.created_ms, it.settled_ms, it.value, message)
}

/// Without the places that messages about deadlocks and cycles name, which are not this test's concern.
fn plain(mut outcome: Outcome) -> Outcome {
    let shorten = |text: &mut String| {
        for start in ["deadlock:", "a future cannot await itself:"] {
            if let Some(at) = text.find(start) {
                text.truncate(at + start.len());
            }
        }
    };
    outcome.error.iter_mut().chain(&mut outcome.value).for_each(shorten);
    outcome.output.iter_mut().for_each(|line| shorten(&mut line.2));
    outcome.futures.iter_mut().for_each(|row| row.5.iter_mut().chain(&mut row.6).for_each(shorten));
    outcome
}

/// What came of comparing a program in a mode.
enum Compared {
    Same,
    /// The reason why not.
    Skipped(String),
    /// What each side says.
    Differs(String),
}

fn compare(source: &str, mode: Mode) -> Compared {
    let Some(actual) = machine(source, mode) else { return Compared::Skipped("rejected, or a limit".into()) };
    let actual = plain(actual);
    match reference::run(source, mode == Mode::Fifo).map(plain) {
        Err(reason) => Compared::Skipped(reason),
        Ok(expected) if expected == actual => Compared::Same,
        Ok(expected) => {
            let differences = differences(&lines(&expected), &lines(&actual));
            Compared::Differs(format!("{mode:?}: the machine (+) and the rules (-) differ\n{source}\n{differences}\n"))
        }
    }
}

fn differences(expected: &[String], actual: &[String]) -> String {
    let minus = expected.iter().filter(|line| !actual.contains(line)).map(|line| format!("- {line}"));
    let plus = actual.iter().filter(|line| !expected.contains(line)).map(|line| format!("+ {line}"));
    minus.chain(plus).collect::<Vec<_>>().join("\n")
}

fn lines(outcome: &Outcome) -> Vec<String> {
    let Outcome { status, value, error, elapsed_ms, unhandled, output, futures } = outcome;
    let head = format!("{status} {value:?} {error:?} {elapsed_ms} {unhandled:?}");
    let output = output.iter().enumerate().map(|(index, line)| format!("{index}: {line:?}"));
    let futures = futures.iter().enumerate().map(|(index, row)| format!("{index}: {row:?}"));
    std::iter::once(head).chain(output).chain(futures).collect()
}

/// Every program of the documents in `tests/spec`.
fn cases() -> Vec<document::Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "md") && !path.ends_with("README.md"));
    paths.sort();
    let of_document = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        document::cases(&name, &std::fs::read_to_string(path).unwrap())
    };
    paths.iter().flat_map(of_document).collect()
}

/// What came of many comparisons.
#[derive(Default)]
struct Tally {
    compared: usize,
    skipped: BTreeMap<String, usize>,
    differ: Vec<String>,
}

impl Tally {
    /// Compares a program, started eagerly and in its turn.
    fn add(&mut self, name: &str, source: &str) {
        for mode in [Mode::Eager, Mode::Fifo] {
            match compare(source, mode) {
                Compared::Same => self.compared += 1,
                Compared::Skipped(reason) => *self.skipped.entry(reason).or_default() += 1,
                Compared::Differs(how) => self.differ.push(format!("{name}, {how}")),
            }
        }
    }

    /// Fails with the shortest program that differs, or if fewer than `compared_min` programs were compared.
    fn judge(mut self, compared_min: usize) {
        println!("{} compared, skipped: {:#?}", self.compared, self.skipped);
        self.differ.sort_by_key(String::len);
        let shortest = self.differ.first().map_or("", String::as_str);
        assert!(self.differ.is_empty(), "{} differ, the shortest: {shortest}", self.differ.len());
        assert!(self.compared >= compared_min, "only {} were compared", self.compared);
    }
}

/// Runs on a stack that is large enough for an interpreter that recurses, unoptimised.
fn with_large_stack(body: fn()) {
    let thread = std::thread::Builder::new().stack_size(128 << 20).spawn(body).expect("a thread");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn the_programs_of_the_specification() {
    with_large_stack(|| {
        let mut tally = Tally::default();
        let is_special = |(key, _): &(String, String)| key == "seed" || key.starts_with("limit.");
        for case in cases() {
            if !case.options.iter().any(is_special) && case.world.is_none() {
                tally.add(&case.name, &case.source);
            }
        }
        tally.judge(280);
    });
}

#[test]
fn random_async_programs() {
    with_large_stack(|| {
        let mut tally = Tally::default();
        let seeds = generator::seeds(0..100);
        let compared_min = seeds.len();
        for seed in seeds {
            tally.add(&format!("program {seed}"), &generator::program(seed));
        }
        tally.judge(compared_min);
    });
}
