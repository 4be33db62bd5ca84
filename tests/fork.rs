//! Forks: a run that is another one up to an event, and then differs in one thing.

mod replaying;

use lumen_playground::runtime::{ClockKind, Event, EventKind, Progress};
use lumen_playground::trace::journal::read;
use lumen_playground::trace::{Alteration, Execution, ForkProblem, Mode, Options, Prepared, describe, prepare};
use lumen_playground::vm::Value;
use lumen_playground::world::Provided;
use replaying::{finish, recorded, replayed_differences, text_of, workers};

const FETCHES: &str = r#"
cell slow() -> Any
  await sleep(1000)
  return "slow"
end

cell main() -> Any
  return await race(fetch("https://a.example"), slow())
end
"#;

struct Run {
    prepared: Prepared,
    options: Options,
    execution: Execution,
}

impl Run {
    fn of(source: &str, options: Options) -> Run {
        let prepared = prepare(source).unwrap_or_else(|found| panic!("{found:?}"));
        let execution = recorded(&prepared, &options);
        Run { prepared, options, execution }
    }

    /// Numbers of the events of a kind.
    fn events(&self, is_wanted: impl Fn(&Event) -> bool) -> Vec<u64> {
        let events = self.execution.log().events().enumerate();
        events.filter(|(_, event)| is_wanted(event)).map(|(seq, _)| seq as u64).collect()
    }

    fn choices(&self) -> Vec<u64> {
        self.events(|event| matches!(event.kind, EventKind::Chosen(_)))
    }

    fn call(&self) -> u64 {
        self.events(|event| matches!(event.kind, EventKind::ToolCalled(_)))[0]
    }

    fn fork(&self, seq: u64, alteration: Alteration) -> Result<Execution, ForkProblem> {
        let mut fork = self.execution.fork(&self.prepared, &self.options, seq, alteration)?;
        finish(&mut fork, i64::MAX);
        Ok(fork)
    }
}

fn value(execution: &Execution) -> String {
    execution.journal().end.value.unwrap_or_default()
}

fn lines(execution: &Execution) -> Vec<String> {
    execution.log().events().map(|event| describe(&event, execution.machine())).collect()
}

#[test]
fn another_fiber_goes() {
    let run = Run::of(&workers(2), Options::default());
    assert_eq!(value(&run.execution), r#"["a0", "b0", "c0", "a1", "b1", "c1"]"#);
    let seq = run.choices()[2];
    let fork = run.fork(seq, Alteration::Pick("0.2.3".into())).unwrap();
    assert_eq!(value(&fork), r#"["a0", "b0", "c0", "c1", "a1", "b1"]"#);
    let shared = seq as usize;
    assert_eq!(lines(&fork)[..shared], lines(&run.execution)[..shared]);
    assert_eq!(replayed_differences(&fork), Vec::<String>::new());
}

#[test]
fn a_forks_journal_names_its_parent() {
    let run = Run::of(&workers(2), Options::default());
    let fork = run.fork(run.choices()[0], Alteration::Pick("0.1.2".into())).unwrap();
    let parent = read(&text_of(&fork)).unwrap().journal.header.parent.clone().expect("a parent");
    assert_eq!((parent.trace_hash, parent.seq), (run.execution.trace_hash(), run.choices()[0]));
}

#[test]
fn a_fork_with_the_same_choice_is_the_same_run() {
    for seed in 0..8 {
        let run = Run::of(&workers(2), Options { mode: Some(Mode::Random), seed, ..Options::default() });
        for seq in run.choices() {
            let EventKind::Chosen(choice) = run.execution.log().event(seq as usize).unwrap().kind else {
                unreachable!()
            };
            let same = run.execution.machine().path(choice.pick);
            let fork = run.fork(seq, Alteration::Pick(same)).unwrap();
            assert_eq!(fork.trace_hash(), run.execution.trace_hash(), "seed {seed}, event {seq}");
        }
    }
}

#[test]
fn a_call_is_answered_otherwise() {
    let run = Run::of(FETCHES, Options::default());
    assert_eq!(value(&run.execution), "content of https://a.example");
    let strange = Value::map([(Value::Int(1), Value::Float(0.5))].into());
    let other = run.fork(run.call(), Alteration::Answer(Ok(strange))).unwrap();
    assert_eq!(value(&other), "{1: 0.5}");
    assert_eq!(other.machine().now_ms(), run.execution.machine().now_ms(), "the latency stays");
    let failed = run.fork(run.call(), Alteration::Answer(Err("offline".into()))).unwrap();
    assert_eq!(value(&failed), "slow");
    for fork in [other, failed] {
        assert_eq!(replayed_differences(&fork), Vec::<String>::new());
    }
}

#[test]
fn a_call_takes_another_time() {
    let run = Run::of(FETCHES, Options::default());
    let early = run.fork(run.call(), Alteration::Latency(3)).unwrap();
    assert_eq!((value(&early).as_str(), early.machine().now_ms()), ("content of https://a.example", 3));
    let late = run.fork(run.call(), Alteration::Latency(5000)).unwrap();
    assert_eq!(value(&late), "slow");
    assert_eq!(replayed_differences(&late), Vec::<String>::new());
    let again = Run { execution: late, ..run };
    let both = again.fork(again.call(), Alteration::Latency(1)).unwrap();
    assert_eq!(value(&both), "content of https://a.example");
}

#[test]
fn on_the_real_clock_a_longer_call_is_no_divergence() {
    let prepared = prepare("await fetch(\"https://a.example\")\n").unwrap();
    let options = Options { clock: ClockKind::Real, ..Options::default() };
    let mut execution = Execution::new(&prepared, &options, Provided::default());
    while let Progress::Idle { next_deadline_ms: Some(ms), .. } = execution.run(i64::MAX) {
        execution.advance_to(ms);
    }
    let run = Run { prepared, options, execution };
    let late = run.fork(run.call(), Alteration::Latency(5000)).unwrap();
    assert_eq!((value(&late).as_str(), late.machine().now_ms()), ("content of https://a.example", 5000));
    assert!(late.divergence().is_none());
    assert_eq!(replayed_differences(&late), Vec::<String>::new());
}

#[test]
fn what_did_not_happen_cannot_be_altered() {
    let run = Run::of(&workers(2), Options::default());
    let problem = |seq, alteration| run.fork(seq, alteration).err();
    assert_eq!(problem(10_000, Alteration::Latency(1)), Some(ForkProblem::NoEvent));
    assert_eq!(problem(0, Alteration::Latency(1)), Some(ForkProblem::NoCall));
    assert_eq!(problem(0, Alteration::Pick("0".into())), Some(ForkProblem::NoChoice));
    assert_eq!(problem(run.choices()[0], Alteration::Pick("0.9".into())), Some(ForkProblem::NotReady("0.9".into())));
}
