//! Exploring finds what brute force finds, in fewer runs, and its witnesses repeat.
//!
//! `LUMEN_SEEDS=from..to` tries other random programs than the usual ones.

mod generator;

use lumen_playground::explore::{Bounds, Explorer, Found, Outcome, Strategy};
use lumen_playground::runtime::{Limits, Machine, Progress};
use lumen_playground::trace::journal::read;
use lumen_playground::trace::{Execution, Mode, Options, Prepared, Schedule, Strictness, prepare};
use lumen_playground::world::Provided;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Programs with more orders are left out of the comparison with brute force.
const ORDERS_MAX: usize = 330;

fn options(mode: Mode) -> Options {
    let limits = Limits { steps: 100_000, instant_steps: 1_000, futures: 1_000, ..Limits::default() };
    Options { mode: Some(mode), limits, ..Options::default() }
}

fn explored(prepared: &Prepared, options: &Options, bounds: Bounds) -> Explorer {
    let mut explorer = Explorer::new(Rc::new(prepared.clone()), options, bounds);
    while !explorer.work(1_000_000) {}
    explorer
}

fn text(outcome: &Outcome) -> String {
    format!("{outcome:?}")
}

/// The outcomes of all orders, tried one after the other like the numbers of a counter, and how many orders there are; none when there are
/// too many.
fn brute_force(prepared: &Prepared, options: &Options) -> Option<(BTreeSet<String>, u64)> {
    let (mut outcomes, mut digits, mut runs) = (BTreeSet::new(), Vec::new(), 0);
    loop {
        let (machine, choices) = run(prepared, options, &digits);
        outcomes.insert(text(&Outcome::of(&machine, prepared, options)));
        runs += 1;
        digits = choices;
        while digits.last().is_some_and(|(index, count)| index + 1 == *count) {
            digits.pop();
        }
        match digits.last_mut() {
            None => return Some((outcomes, runs)),
            Some(_) if runs == ORDERS_MAX as u64 => return None,
            Some((index, _)) => *index += 1,
        }
    }
}

/// A run that begins with these choices, and all choices that it made: which one went, and of how many.
fn run(prepared: &Prepared, options: &Options, digits: &[(u32, u32)]) -> (Machine, Vec<(u32, u32)>) {
    let planned = digits.iter().zip(0..).filter(|((index, _), _)| *index > 0);
    let choices = planned.map(|((index, _), number)| Schedule { number, index: *index, ready: None }).collect();
    let options = Options { choices: Some(choices), ..options.clone() };
    let mut execution = Execution::new(prepared, &options, Provided::default());
    while execution.run(i64::MAX) == Progress::MoreWork {}
    let chosen = execution.log().choices().map(|(_, choice)| (choice.index, choice.count)).collect();
    (execution.into_parts().0, chosen)
}

/// Programs of the generator that have a few hundred orders at most and more than one, which few of them have.
const SEEDS: [u64; 14] = [2, 14, 20, 40, 57, 75, 91, 160, 169, 268, 328, 374, 1884, 6572];

#[test]
fn finds_the_outcomes_of_all_orders() {
    let (mut compared, mut all_runs, mut reduced_runs) = (0, 0, 0);
    for seed in generator::seeds(SEEDS) {
        let source = generator::program(seed);
        let Ok(prepared) = prepare(&source) else { continue };
        for mode in [Mode::Eager, Mode::Fifo] {
            let Some((runs, reduced)) = compare(&prepared, mode, &format!("program {seed}, {mode:?}:\n{source}"))
            else {
                continue;
            };
            if runs > 1 {
                println!("{seed} {mode:?}: {runs} orders, {reduced} runs");
                compared += 1;
                all_runs += runs;
                reduced_runs += reduced;
            }
        }
    }
    println!("{compared} programs with choices: {all_runs} orders, {reduced_runs} runs");
    assert!(compared > 0, "no program had a choice");
    assert!(2 * reduced_runs < all_runs, "{reduced_runs} runs for {all_runs} orders");
}

/// Compares with brute force; gives the number of all orders and of runs that were needed.
fn compare(prepared: &Prepared, mode: Mode, name: &str) -> Option<(u64, u64)> {
    let options = options(mode);
    let (expected, runs) = brute_force(prepared, &options)?;
    let explorer = explored(prepared, &options, Bounds::default());
    let found = explorer.exploration();
    let outcomes: BTreeSet<String> = found.found.iter().map(|found| text(&found.outcome)).collect();
    let missing: Vec<_> = expected.difference(&outcomes).collect();
    let invented: Vec<_> = outcomes.difference(&expected).collect();
    assert!(missing.is_empty(), "misses {missing:#?} of {outcomes:#?} in {name}");
    assert!(invented.is_empty(), "invents {invented:#?} in {name}");
    assert!(found.classes <= runs, "{} classes of {runs} orders in {name}", found.classes);
    Some((runs, found.runs))
}

fn prepared(source: &str) -> Prepared {
    prepare(source).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Two workers add to one cell; between reading and writing each lets the other go.
const LOST_UPDATE: &str = include_str!("exploring/lost_update.lm");

/// A run of a witness's journal, held to it strictly.
fn replayed(found: &Found) -> Outcome {
    let opened = read(&found.journal).unwrap_or_else(|problem| panic!("{problem}"));
    let mut replay = Execution::replay(&opened, Strictness::Strict);
    while replay.run(777) == Progress::MoreWork {}
    assert_eq!(replay.divergence(), None);
    Outcome::of(replay.machine(), &opened.prepared, &opened.options())
}

#[test]
fn every_outcome_has_a_witness_that_repeats_it() {
    let mut sources = vec![LOST_UPDATE.to_owned()];
    sources.extend([14, 20, 75].map(generator::program));
    for source in sources {
        for strategy in [Strategy::Reduced, Strategy::Priorities, Strategy::Random] {
            let options = Options { mode: Some(Mode::Fifo), ..options(Mode::Fifo) };
            let explorer = explored(&prepared(&source), &options, Bounds { strategy, runs_max: 60 });
            for found in explorer.exploration().found {
                assert_eq!(replayed(found), found.outcome, "{strategy:?}:\n{source}");
            }
        }
    }
}

#[test]
fn a_witness_has_no_deviation_that_could_be_left_out() {
    let options = Options::default();
    let explorer = explored(&prepared(LOST_UPDATE), &options, Bounds::default());
    let found = explorer.exploration().found;
    let deviations: Vec<(Option<&str>, usize)> =
        found.iter().map(|found| (found.outcome.value.as_deref(), found.witness.len())).collect();
    // First in line, both read before one writes. The second worker is passed over twice: for the pause of the first one, and for its end.
    assert_eq!(deviations, [(Some("1"), 0), (Some("2"), 2)]);
}

#[test]
fn the_first_outcome_is_that_of_an_ordinary_run() {
    for seed in SEEDS {
        let (prepared, options) = (prepared(&generator::program(seed)), options(Mode::Fifo));
        let explorer = explored(&prepared, &options, Bounds { runs_max: 20, ..Bounds::default() });
        let (machine, _) = run(&prepared, &options, &[]);
        assert_eq!(explorer.exploration().found[0].outcome, Outcome::of(&machine, &prepared, &options), "{seed}");
    }
}

#[test]
fn where_slices_end_does_not_show() {
    let prepared = Rc::new(prepared(&generator::program(374)));
    let told = |fuel| {
        let mut explorer = Explorer::new(prepared.clone(), &options(Mode::Fifo), Bounds::default());
        while !explorer.work(fuel) {}
        format!("{:?}", explorer.exploration())
    };
    assert_eq!(told(1), told(i64::MAX));
}

#[test]
fn says_what_it_left_out() {
    let prepared = prepared(&generator::program(14));
    let cuts = |strategy, runs_max| {
        let explorer = explored(&prepared, &options(Mode::Fifo), Bounds { strategy, runs_max });
        let found = explorer.exploration();
        assert_eq!(found.runs, runs_max);
        found.cuts.join("; ")
    };
    assert!(cuts(Strategy::Reduced, 10).starts_with("10 runs were made, and orders are left"));
    assert!(cuts(Strategy::Random, 10).starts_with("10 orders were drawn (seed 0)"));
    assert!(cuts(Strategy::Priorities, 10).contains("with a probability of at least 1/"));
}

#[test]
fn drawn_orders_are_drawn_alike_from_a_seed() {
    let prepared = prepared(&generator::program(14));
    for strategy in [Strategy::Priorities, Strategy::Random] {
        let told = |seed| {
            let options = Options { seed, ..options(Mode::Fifo) };
            let explorer = explored(&prepared, &options, Bounds { strategy, runs_max: 30 });
            let found = explorer.exploration();
            assert!(found.classes > 1 && found.classes <= 30);
            found.found.iter().map(|found| found.journal.clone()).collect::<Vec<_>>()
        };
        assert_eq!(told(7), told(7), "{strategy:?}");
    }
}

#[test]
fn a_program_without_choices_is_explored_by_one_run_whatever_the_strategy() {
    for strategy in [Strategy::Reduced, Strategy::Priorities, Strategy::Random] {
        let explorer = explored(&prepared("print(1)"), &Options::default(), Bounds { strategy, ..Bounds::default() });
        let found = explorer.exploration();
        assert_eq!((found.runs, found.classes, found.cuts.len(), found.found.len()), (1, 1, 0, 1), "{strategy:?}");
    }
}

#[test]
fn orders_that_never_end_are_cut_and_told() {
    let source = r#"
@deterministic true

async cell spin(stop: Shared[Bool])
  while not stop.get()
    await step()
  end
end

async cell step()
end

async cell end_it(stop: Shared[Bool])
  stop.set(true)
end

cell main()
  let stop = shared(false)
  await spawn([spin(stop), end_it(stop)])
end
"#;
    let options = options(Mode::Fifo);
    let explorer = explored(&prepared(source), &options, Bounds { strategy: Strategy::Random, runs_max: 30 });
    let found = explorer.exploration();
    assert_eq!(found.found[0].outcome.status, "ok");
    let explorer = explored(&prepared("while true\n  await sleep(0)\nend"), &options, Bounds::default());
    let found = explorer.exploration();
    assert_eq!(
        (found.found[0].outcome.status, found.cuts),
        ("limit", &["1 of the orders reached a limit".to_owned()][..])
    );
    assert_eq!(replayed(&found.found[0]), found.found[0].outcome);
}

#[test]
fn a_stopped_exploration_keeps_what_it_found() {
    let prepared = Rc::new(prepared(&generator::program(14)));
    let mut explorer = Explorer::new(prepared, &options(Mode::Fifo), Bounds::default());
    while explorer.exploration().found.is_empty() {
        explorer.work(100);
    }
    explorer.stop();
    while !explorer.work(1_000) {}
    let found = explorer.exploration();
    assert_eq!(found.cuts, ["it was stopped before the end"]);
    assert_eq!(replayed(&found.found[0]), found.found[0].outcome);
}

#[test]
fn many_outcomes_do_not_keep_a_stopped_exploration() {
    let source = r#"
@deterministic true

cell work(log: Shared[Any], n: Int)
  log.set(push(log.get(), n))
end

cell main() -> Any
  let log = shared([])
  await spawn([work(log, n) for n in 0..8])
  return log.get()
end
"#;
    let mut explorer = Explorer::new(Rc::new(prepared(source)), &Options::default(), Bounds::default());
    while explorer.exploration().runs < 300 {
        explorer.work(1_000);
    }
    explorer.stop();
    // One piece of work for each journal, and little besides.
    let pieces = (0..).take_while(|_| !explorer.work(1)).count();
    assert!(pieces < 2 * explorer.exploration().found.len(), "{pieces} pieces");
    assert!(explorer.exploration().found.iter().all(|found| !found.journal.is_empty()));
}
