//! The same program, world, mode and seed give the same event log (rule R25): every program of the specification, twice in each mode
//! and once from a journal.
//!
//! The hashes go into `target/equal-runs.json` with all that is needed to run the programs again: the module in Node
//! (`tests/node/equal-runs.test.mjs`) and in a browser (`www/tests/equal-runs.spec.ts`) must come to the same ones.
#![allow(clippy::disallowed_methods, reason = "the test reads the documents")]

#[allow(dead_code, reason = "what the programs are expected to do is judged in tests/spec.rs")]
#[path = "spec_runner/document.rs"]
mod document;
#[path = "spec_runner/options.rs"]
mod options;
mod replaying;

use document::Case;
use lumen_playground::runtime::Limits;
use lumen_playground::trace::{Mode, Options, Prepared, prepare, run_prepared};
use lumen_playground::world;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::rc::Rc;

/// The runs of each program: mode and seed.
const RUNS: [(Mode, u64); 5] =
    [(Mode::Eager, 0), (Mode::Fifo, 0), (Mode::Random, 1), (Mode::Random, 2), (Mode::Random, 3)];

/// The run that is also repeated from its journal. `tests/spec.rs` repeats each program's usual run.
const REPLAYED: (Option<Mode>, u64) = (Some(Mode::Random), 1);

#[test]
fn every_program_runs_twice_alike_in_every_mode() {
    let cases = document::documents().into_iter().flat_map(|path| document::read(&path).1);
    let programs: Vec<Value> = cases.filter_map(|case| program(&case)).collect();
    assert!(programs.len() > 250, "only {} programs can be run", programs.len());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/equal-runs.json");
    std::fs::write(file, Value::from(programs).to_string()).expect("target is writable");
}

/// A program with the hashes of its runs; none when it or its world has errors.
fn program(case: &Case) -> Option<Value> {
    let prepared = prepare(&case.source).ok()?;
    let mut options = options::options(case);
    if let Some(text) = &case.world {
        let (description, found) = world::read(text, 0);
        options.world = found.is_empty().then(|| Rc::new(description));
        options.world.as_ref()?;
    }
    let runs = RUNS.map(|(mode, seed)| {
        options.mode = Some(mode);
        options.seed = seed;
        json!([mode.word(), seed, hash(case, &prepared, &options)])
    });
    Some(json!({
        "name": case.name,
        "source": case.source,
        "world": case.world,
        "limits": changed(&options.limits),
        "runs": runs,
    }))
}

fn hash(case: &Case, prepared: &Prepared, options: &Options) -> String {
    let context = format!("{} in {:?} with seed {}", case.name, options.mode, options.seed);
    let run = replaying::recorded(prepared, options);
    let hash = run.trace_hash();
    let (machine, log) = run_prepared(prepared, options);
    assert_eq!(log.hash(&machine), hash, "{context}");
    if (options.mode, options.seed) == REPLAYED {
        assert_eq!(replaying::replayed_differences(&run), [""; 0], "{context}");
    }
    hash
}

/// The limits that are not as usual.
fn changed(limits: &Limits) -> Map<String, Value> {
    let rows = limits.rows().into_iter().zip(Limits::default().rows());
    rows.filter(|(row, usual)| row != usual).map(|(row, _)| (row.name.to_owned(), json!(row.value))).collect()
}
