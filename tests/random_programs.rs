//! Random async programs: whatever they do, a run ends, is the same twice, in slices, as a copy that goes on, and from its journal, and leaves
//! no future half settled; a fork that changes nothing is the same run. Where nothing depends on the order, all schedules agree.
//!
//! `LUMEN_SEEDS=from..to` tries other programs than the usual ones.
#![allow(clippy::disallowed_methods, reason = "the test reads files of the project")]

mod generator;
mod replaying;

use lumen_playground::runtime::{Check, Driver, Event, EventKind, Progress, Unobserved};
use lumen_playground::trace::{Alteration, Log, Mode, Options, Prepared, Report, prepare};

fn options(mode: Mode, seed: u64) -> Options {
    let mut options = Options { mode: Some(mode), seed, ..Options::default() };
    options.limits.steps = 200_000;
    options.limits.futures = 2_000;
    options.limits.instant_steps = 5_000;
    options
}

fn run_sliced(prepared: &Prepared, options: &Options, fuel: i64) -> Report {
    let mut machine = prepared.machine(options);
    let (mut policy, mut log, mut world) = (prepared.policy(options), Log::default(), prepared.world(options));
    while machine.run(&mut Driver { policy: &mut policy, world: &mut world, observer: &mut log }, fuel)
        == Progress::MoreWork
    {}
    Report::of(&machine, &log, prepared, options)
}

/// After each slice a copy goes on, and the original has run on before that: it would show what they share.
fn run_copied(prepared: &Prepared, options: &Options, fuel: i64) -> Report {
    let mut machine = prepared.machine(options);
    let (mut policy, mut log, mut world) = (prepared.policy(options), Log::default(), prepared.world(options));
    while machine.run(&mut Driver { policy: &mut policy, world: &mut world, observer: &mut log }, fuel)
        == Progress::MoreWork
    {
        let (copy, mut later) = (machine.clone(), policy.clone());
        let mut driver = Driver { policy: &mut later, world: &mut prepared.world(options), observer: &mut Unobserved };
        machine.run(&mut driver, fuel);
        machine = copy;
    }
    Report::of(&machine, &log, prepared, options)
}

/// The run pauses after each event. Nothing may start as a guest then, on the stack of another fiber, and nobody may notice.
fn run_paused(prepared: &Prepared, options: &Options) -> (Report, Check) {
    let mut machine = prepared.machine(options);
    let (mut policy, mut log, mut world) = (prepared.policy(options), Log::default(), prepared.world(options));
    let mut driver = Driver { policy: &mut policy, world: &mut world, observer: &mut log };
    loop {
        machine.pause_after(Some(machine.event_count() + 1));
        if machine.run(&mut driver, i64::MAX) != Progress::MoreWork {
            break;
        }
    }
    (Report::of(&machine, &log, prepared, options), machine.check())
}

/// What must be true of every report.
fn judge(report: &Report) {
    let status = report.status.word();
    let is_open = |state: &str| state == "pending";
    if status == "deadlock" || (status == "failed" && report.value.is_none()) {
        assert!(!report.futures.iter().any(|row| is_open(row.state)), "something is left after main failed");
    }
    if status != "limit" {
        assert!(!is_open(report.futures[0].state), "main is not settled");
    }
    for row in &report.futures {
        let settled = row.settled_ms.is_some();
        assert_eq!(settled, !is_open(row.state), "{row:?}");
        assert_eq!(row.message.is_some(), row.state == "error", "{row:?}");
    }
}

fn seeds() -> Vec<u64> {
    generator::seeds(0..40)
}

#[test]
fn every_run_ends_well_defined() {
    let mut ran = 0;
    for seed in seeds() {
        let source = generator::program(seed);
        let Ok(prepared) = prepare(&source) else { continue };
        ran += 1;
        for (mode, run_seed) in [(Mode::Eager, 0), (Mode::Fifo, 0), (Mode::Random, seed), (Mode::Random, seed + 1)] {
            println!("program {seed}, {mode:?} {run_seed}:\n{source}");
            check_run(&prepared, &options(mode, run_seed));
        }
    }
    assert!(ran > 0, "no program was accepted");
}

fn check_run(prepared: &Prepared, options: &Options) {
    let whole = run_sliced(prepared, options, i64::MAX);
    judge(&whole);
    for (how, again) in
        [("in slices", run_sliced(prepared, options, 40)), ("from copies", run_copied(prepared, options, 200))]
    {
        assert_eq!(again.trace_hash, whole.trace_hash, "{how}");
        assert_eq!(format!("{again:?}"), format!("{whole:?}"), "{how}");
    }
    let (paused, check) = run_paused(prepared, options);
    assert_eq!(format!("{paused:?}"), format!("{whole:?}"), "event by event");
    assert_eq!(check, last_check(prepared, options), "event by event");
    let differences = replaying::differences(prepared, options);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    check_fork(prepared, options);
}

/// What a replay compares at the end: all turns, instructions, and futures and fibers made.
fn last_check(prepared: &Prepared, options: &Options) -> Check {
    replaying::recorded(prepared, options).machine().check()
}

/// A fork in the middle that chooses what was chosen there is the same run.
fn check_fork(prepared: &Prepared, options: &Options) {
    let run = replaying::recorded(prepared, options);
    let chosen = |(event, seq): (Event, u64)| match &event.kind {
        EventKind::Chosen(choice) => Some((seq, run.machine().path(choice.pick))),
        _ => None,
    };
    let choices: Vec<(u64, String)> = run.log().events().zip(0..).filter_map(chosen).collect();
    let Some((seq, pick)) = choices.get(choices.len() / 2).cloned() else { return };
    let mut fork = run.fork(prepared, options, seq, Alteration::Pick(pick)).expect("a choice can be made again");
    replaying::finish(&mut fork, 300);
    assert_eq!(fork.trace_hash(), run.trace_hash(), "forked at {seq}");
}

#[test]
fn all_schedules_agree_where_nothing_depends_on_the_order() {
    let mut ran = 0;
    for seed in seeds() {
        let source = generator::orderless(seed);
        let Ok(prepared) = prepare(&source) else { continue };
        let expected = outcome(&prepared, &options(Mode::Eager, 0));
        if expected.starts_with("limit") {
            continue;
        }
        ran += 1;
        assert_eq!(outcome(&prepared, &options(Mode::Fifo, 0)), expected, "program {seed}, fifo:\n{source}");
        for run_seed in seed..seed + 5 {
            let actual = outcome(&prepared, &options(Mode::Random, run_seed));
            assert_eq!(actual, expected, "program {seed}, random {run_seed}:\n{source}");
        }
    }
    assert!(2 * ran > seeds().len(), "only {ran} programs ran");
}

/// What no order may change: how the run ended, when, and which lines it printed.
fn outcome(prepared: &Prepared, options: &Options) -> String {
    let mut report = run_sliced(prepared, options, i64::MAX);
    report.output.sort();
    let (status, error) = (report.status.word(), report.error.map(|error| error.message));
    format!("{status} {:?} {error:?} {} {:#?}", report.value, report.elapsed_ms, report.output)
}
