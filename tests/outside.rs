//! Outside calls, the real clock and stopping, as a driver sees them.

use lumen_playground::runtime::{Answer, Call, ClockKind, Driver, Machine, OperationId, Progress, World};
use lumen_playground::trace::{Entry, Log, Options, Prepared, Report, describe, prepare, run_prepared};
use lumen_playground::vm::Value;

/// Keeps every call for the test to answer; `slow` tools answer by themselves after 50 ms.
#[derive(Default)]
struct Keeper {
    calls: Vec<(OperationId, String)>,
    aborted: Vec<OperationId>,
}

impl World for Keeper {
    fn call(&mut self, id: OperationId, call: &Call) -> Answer {
        self.calls.push((id, call.name.to_string()));
        match &*call.name {
            "slow" => Answer::After { ms: 50, result: Ok(Value::Int(7)) },
            "bad" => Answer::After { ms: 5, result: Err("no luck".to_string()) },
            _ => Answer::Later,
        }
    }

    fn abort(&mut self, id: OperationId) {
        self.aborted.push(id);
    }
}

struct Run {
    prepared: Prepared,
    options: Options,
    machine: Machine,
    world: Keeper,
    log: Log,
}

impl Run {
    fn new(source: &str, clock: ClockKind) -> Run {
        let prepared = prepare(source).unwrap_or_else(|diagnostics| panic!("{diagnostics:?}"));
        let options = Options { clock, ..Options::default() };
        let machine = prepared.machine(&options);
        Run { prepared, options, machine, world: Keeper::default(), log: Log::default() }
    }

    fn go(&mut self) -> Progress {
        let mut policy = self.prepared.policy(&self.options);
        let mut driver = Driver { policy: &mut policy, world: &mut self.world, observer: &mut self.log };
        self.machine.run(&mut driver, i64::MAX)
    }

    fn report(&self) -> Report {
        Report::of(&self.machine, &self.log, &self.prepared, &self.options)
    }

    fn has_event(&self, line: &str) -> bool {
        self.log.events().any(|event| describe(&event, &self.machine) == line)
    }
}

const ASK: &str = "
use tool ask as Ask

cell main() -> Any
  return Ask(question: \"why\")
end
";

#[test]
fn a_call_waits_for_the_drivers_answer() {
    let mut run = Run::new(ASK, ClockKind::Virtual);
    assert_eq!(run.go(), Progress::Idle { next_deadline_ms: None, open_calls: 1 });
    let (id, name) = run.world.calls[0].clone();
    assert_eq!(name, "ask");
    run.machine.answer(id, Ok(Value::Int(42)));
    assert_eq!(run.go(), Progress::Finished);
    let report = run.report();
    assert_eq!(report.value.as_deref(), Some("42"));
    assert!(run.has_event("0ms 0.1 tool answered: ask 42"));
}

#[test]
fn a_failed_answer_fails_the_call() {
    let mut run = Run::new(ASK, ClockKind::Virtual);
    run.go();
    let id = run.world.calls[0].0;
    run.machine.answer(id, Err("offline".to_string()));
    run.go();
    assert_eq!(run.report().error.map(|error| error.message).as_deref(), Some("offline"));
}

#[test]
fn a_cancelled_call_is_aborted_and_its_late_answer_noted() {
    let source = "
use tool ask as Ask

cell ask() -> Any
  return Ask(question: \"why\")
end

cell pause()
  await sleep(5)
end

cell main() -> Any
  return await race(ask(), pause())
end
";
    let mut run = Run::new(source, ClockKind::Real);
    assert_eq!(run.go(), Progress::Idle { next_deadline_ms: Some(5), open_calls: 1 });
    run.machine.advance_to(6);
    assert_eq!(run.go(), Progress::Finished);
    let id = run.world.calls[0].0;
    assert_eq!(run.world.aborted, [id]);
    let before = run.report();
    run.machine.answer(id, Ok(Value::Null));
    run.machine.answer(id, Ok(Value::Null));
    let after = run.report();
    assert_eq!((before.value.as_deref(), after.value.as_deref()), (Some("null"), Some("null")));
    assert_eq!(after.elapsed_ms, 6);
}

#[test]
fn latencies_of_the_world_pass_on_the_virtual_clock() {
    let source = "
use tool slow as Slow
use tool bad as Bad

cell slow() -> Any
  return Slow(x: 1)
end

cell bad() -> Any
  return Bad(x: 1)
end

cell main() -> Any
  return await race(bad(), slow())
end
";
    let mut run = Run::new(source, ClockKind::Virtual);
    assert_eq!(run.go(), Progress::Finished);
    let report = run.report();
    assert_eq!((report.value.as_deref(), report.elapsed_ms), (Some("7"), 50));
    assert!(run.has_event("5ms 0.1.1.1 tool answered: bad failed: no luck"));
}

#[test]
fn the_real_clock_is_moved_by_the_driver_only() {
    let source = "
cell main() -> Int
  await sleep(100)
  return now()
end
";
    let mut run = Run::new(source, ClockKind::Real);
    assert_eq!(run.go(), Progress::Idle { next_deadline_ms: Some(100), open_calls: 0 });
    run.machine.advance_to(40);
    assert_eq!(run.go(), Progress::Idle { next_deadline_ms: Some(100), open_calls: 0 });
    run.machine.advance_to(103);
    assert_eq!(run.go(), Progress::Finished);
    assert_eq!(run.report().value.as_deref(), Some("103"));
}

#[test]
fn a_stopped_run_keeps_what_it_has() {
    let source = "
cell main()
  print(\"before\")
  while true
    await sleep(1)
  end
end
";
    let mut run = Run::new(source, ClockKind::Real);
    run.go();
    run.machine.stop("stopped by hand");
    assert_eq!(run.go(), Progress::Finished);
    let report = run.report();
    assert_eq!((report.status.word(), report.output.len()), ("limit", 1));
    assert_eq!(report.error.map(|error| error.message).as_deref(), Some("stopped by hand"));
    assert!(run.has_event("0ms 0 ended: limit"));
}

#[test]
fn a_run_may_begin_with_a_call_of_any_cell() {
    let source = "
const BASE = 40

async cell add(a: Int, b: Int = 1, ...more: list[Int]) -> Int
  await sleep(5)
  return BASE + a + b + len(more)
end
";
    let prepared = prepare(source).unwrap_or_else(|diagnostics| panic!("{diagnostics:?}"));
    let report = |arguments: &[i64]| {
        let arguments = arguments.iter().copied().map(Value::Int).collect();
        let options = Options { entry: Some(Entry { cell: "add".into(), arguments }), ..Options::default() };
        let (machine, log) = run_prepared(&prepared, &options);
        Report::of(&machine, &log, &prepared, &options)
    };
    let one = report(&[1]);
    assert_eq!((one.value.as_deref(), one.elapsed_ms), (Some("42"), 5));
    assert_eq!((one.futures[0].label.as_str(), one.futures[0].line), ("add", 4));
    assert_eq!(report(&[1, 2, 9, 9]).value.as_deref(), Some("45"));
    let none = report(&[]);
    assert_eq!(none.error.unwrap().message, "`add(a, b, more)` takes at least 1 argument, 0 were given");
}
