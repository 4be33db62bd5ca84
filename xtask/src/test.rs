//! Every test, part by part, and one line at the end.
//!
//! A part that cannot run (no compiler for wasm, no browser) counts as one failure with its reason; the others still run.

use crate::arguments::Arguments;
use crate::process::{cargo, command, watched};
use crate::say::{About, Outcome, fail, step};
use crate::tally::Tally;
use crate::{browser, npm, paths, wasm, www};
use std::path::PathBuf;
use std::process::Command;

/// Runs every part that was asked for.
pub fn run(arguments: &Arguments) -> Outcome<()> {
    let mut summary = Summary::default();
    if arguments.wants("native") {
        summary.part("native", native());
    }
    let module = needs_module(arguments).then(|| wasm::build(arguments.profile.as_deref()));
    match module {
        Some(Err(failure)) => summary.part("wasm", Err(failure)),
        Some(Ok(())) => on_the_module(arguments, &mut summary),
        None => {}
    }
    summary.end()
}

fn needs_module(arguments: &Arguments) -> bool {
    ["node", "unit", "page"].iter().any(|part| arguments.wants(part))
}

fn on_the_module(arguments: &Arguments, summary: &mut Summary) {
    if !arguments.wants("native") && (arguments.wants("node") || arguments.wants("page")) {
        summary.part("equal runs", equal_runs());
    }
    if arguments.wants("node") {
        summary.part("node", node());
        let budget = wasm::check_budget(arguments.profile.as_deref());
        summary.part("module's size", budget.map(|()| Tally { passed: 1, failed: 0 }));
    }
    if arguments.wants("unit") {
        summary.part("unit", unit());
    }
    if arguments.wants("page") {
        summary.part("page", page());
    }
}

fn native() -> Outcome<Tally> {
    step("native", "cargo test");
    count(cargo().args(["test", "--no-fail-fast"]), Tally::read_cargo)
}

/// Writes the list of hashes that the module must come to; the native part does so, too.
fn equal_runs() -> Outcome<Tally> {
    step("equal runs", "the native build's event logs");
    count(cargo().args(["test", "--package", "lumen-playground", "--test", "equal_runs"]), Tally::read_cargo)
}

fn node() -> Outcome<Tally> {
    step("node", "the module in Node");
    npm::require_node()?;
    let files = node_tests()?;
    count(command("node").args(["--test", "--test-reporter=spec"]).args(files), Tally::read_node)
}

fn node_tests() -> Outcome<Vec<PathBuf>> {
    let folder = paths::at("tests/node");
    let entries = std::fs::read_dir(&folder).about("tests/node")?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    if files.is_empty() { fail("tests/node has no *.test.mjs") } else { Ok(files) }
}

fn unit() -> Outcome<Tally> {
    npm::install("www")?;
    step("unit", "the page's units (vitest)");
    count(&mut npm::script("www", "test:unit"), Tally::read_vitest)
}

fn page() -> Outcome<Tally> {
    www::page()?;
    let browser = browser::ready()?;
    step("page", format_args!("the page in {}", browser.display()));
    count(npm::script("www", "test:page").env("LUMEN_CHROMIUM", browser), Tally::read_playwright)
}

/// Runs a test program and counts; a bad end without a counted failure is one failure.
fn count(command: &mut Command, read: fn(&mut Tally, &str)) -> Outcome<Tally> {
    let mut tally = Tally::default();
    let status = watched(command.env("NO_COLOR", "1").env_remove("FORCE_COLOR"), |line| read(&mut tally, line))?;
    if !status.success() && tally.failed == 0 {
        tally.failed = 1;
    }
    if tally == Tally::default() { fail("no tests were counted") } else { Ok(tally) }
}

/// The counts of all parts and the reasons of those that could not run.
#[derive(Default)]
struct Summary {
    tally: Tally,
    lines: Vec<String>,
}

impl Summary {
    fn part(&mut self, name: &str, outcome: Outcome<Tally>) {
        let line = match outcome {
            Ok(tally) => {
                self.tally.add(tally);
                format!("{name}: {} passed, {} failed", tally.passed, tally.failed)
            }
            Err(failure) => {
                self.tally.failed += 1;
                format!("{name}: failed: {failure}")
            }
        };
        step("test", &line);
        self.lines.push(line);
    }

    fn end(self) -> Outcome<()> {
        println!();
        self.lines.iter().for_each(|line| println!("{line}"));
        println!("{} passed, {} failed", self.tally.passed, self.tally.failed);
        if self.tally.failed == 0 { Ok(()) } else { fail("some tests failed") }
    }
}
