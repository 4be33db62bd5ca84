//! A run is the same however it is cut into slices, and a copy of a machine goes on like the machine itself.

use lumen_playground::runtime::{Driver, Event, Machine, Progress};
use lumen_playground::trace::{Execution, Log, Mode, Options, Prepared, Report, prepare};
use lumen_playground::world::Provided;

/// Programs that between them use every kind of suspension, and end in every way.
const PROGRAMS: &[(&str, &str)] = &[
    (
        "composites",
        r#"
cell worker(name: String, ms: Int) -> String
  defer
    await sleep(2)
    print("{name} cleaned up at {now()}")
  end
  let mut i = 0
  while i < 3000
    i += 1
  end
  await sleep(ms)
  return name
end

cell main()
  print(await race(worker("a", 10), worker("b", 20), worker("c", 10)))
  print(await vote(worker("x", 3), worker("y", 1), worker("x", 2)))
  print(await timeout(5, worker("late", 9)))
  await parallel
    p = worker("p", 4)
    q = worker("q", 4)
  end
  print([p, q])
end
"#,
    ),
    (
        "channels and shared cells",
        r#"
cell producer(out: Channel[Int], count: Shared[Int])
  for n in 0..40
    await out.send(n)
    count.update(fn(c) => c + 1)
    if n % 7 == 0
      await sleep(1)
    end
  end
  out.close()
end

cell consumer(name: String, input: Channel[Int])
  let mut value = await input.receive()
  while value != null
    print("{name} {value}")
    value = await input.receive()
  end
end

cell main()
  let pipe = channel(capacity: 3)
  let count = shared(0)
  let all = spawn([producer(pipe, count), consumer("a", pipe), consumer("b", pipe)])
  await select
    m = pipe.receive()
    t = sleep(2)
  end
  await all
  print(count.get())
  print(random() < 2.0)
end
"#,
    ),
    (
        "a failure with cancellation",
        r#"
cell background(n: Int)
  defer
    print("{n} gone")
  end
  await sleep(1000)
end

cell main()
  for n in 0..5
    let b = spawn(background(n))
  end
  await sleep(3)
  halt("enough")
end
"#,
    ),
    (
        "a deadlock",
        r#"
cell main()
  defer
    await sleep(1)
    print("over")
  end
  let c = channel()
  let f = spawn(fn() => await c.receive())
  await f
end
"#,
    ),
    (
        "a limit inside a busy loop",
        r#"
cell main()
  let mut n = 0
  while true
    n += 1
    let s = sleep(n)
  end
end
"#,
    ),
    (
        "a defer that never ends",
        r#"
cell stubborn()
  defer
    print("next")
  end
  defer
    while true
      let x = 1
    end
  end
  await sleep(100)
end

cell main()
  await timeout(1, stubborn())
  print("main goes on")
end
"#,
    ),
];

fn options(mode: Mode, seed: u64) -> Options {
    let mut options = Options { mode: Some(mode), seed, ..Options::default() };
    options.limits.futures = 5000;
    options
}

/// Runs in slices of `fuel`; after each, `fork` may replace the machine by a copy of itself.
fn run_sliced(prepared: &Prepared, options: &Options, fuel: i64, fork: bool) -> (Report, usize) {
    let mut machine = prepared.machine(options);
    let (mut policy, mut log, mut world) = (prepared.policy(options), Log::default(), prepared.world(options));
    let mut slices = 1;
    while machine.run(&mut Driver { policy: &mut policy, world: &mut world, observer: &mut log }, fuel)
        == Progress::MoreWork
    {
        slices += 1;
        if fork {
            machine = fork_after(machine, prepared, options, fuel);
        }
    }
    (Report::of(&machine, &log, prepared, options), slices)
}

/// A log that was told in slices of `fuel`, and hashed after each of them.
fn logged(prepared: &Prepared, options: &Options, fuel: i64) -> (Log, String) {
    let mut execution = Execution::new(prepared, options, Provided::default());
    while execution.run(fuel) == Progress::MoreWork {
        execution.trace_hash();
    }
    let hash = execution.trace_hash();
    (execution.into_parts().1, hash)
}

#[test]
fn a_log_does_not_depend_on_slices() {
    let shown = |events: &mut dyn Iterator<Item = Event>| events.map(|it| format!("{it:?}")).collect::<Vec<_>>();
    for (name, source) in PROGRAMS {
        let prepared = prepare(source).expect("the program compiles");
        let options = options(Mode::Random, 3);
        let (whole, hash) = logged(&prepared, &options, i64::MAX);
        let events = shown(&mut whole.events());
        assert_eq!(events.len(), whole.len());
        for fuel in [1, 50, 777, 5000] {
            let (sliced, sliced_hash) = logged(&prepared, &options, fuel);
            assert_eq!(sliced_hash, hash, "{name}, slices of {fuel}");
            assert_eq!(shown(&mut sliced.events()), events, "{name}, slices of {fuel}");
        }
        for seq in (0..events.len()).step_by(97) {
            assert_eq!(whole.event(seq).map(|event| format!("{event:?}")), Some(events[seq].clone()), "{name}");
            assert_eq!(shown(&mut whole.events_from(seq)), events[seq..], "{name} from {seq}");
        }
        assert!(whole.event(events.len()).is_none());
        assert!(shown(&mut whole.events().rev()).iter().rev().eq(&events));
    }
}

/// Lets the original run on a little, so that a copy that shares what it should not would notice, and gives the copy.
fn fork_after(mut machine: Machine, prepared: &Prepared, options: &Options, fuel: i64) -> Machine {
    let copy = machine.clone();
    let (mut policy, mut log, mut world) = (prepared.policy(options), Log::default(), prepared.world(options));
    machine.run(&mut Driver { policy: &mut policy, world: &mut world, observer: &mut log }, fuel);
    copy
}

fn check(mode: Mode, seed: u64) {
    for (name, source) in PROGRAMS {
        let prepared = prepare(source).unwrap_or_else(|diagnostics| panic!("{name}: {diagnostics:?}"));
        let options = options(mode, seed);
        let (whole, _) = run_sliced(&prepared, &options, i64::MAX, false);
        for fuel in [1, 50, 5000] {
            let (sliced, slices) = run_sliced(&prepared, &options, fuel, false);
            assert_eq!(format!("{sliced:?}"), format!("{whole:?}"), "{name}, {mode:?}, slices of {fuel}");
            assert!(slices > 1 || fuel > 1, "{name} was not cut");
        }
        let (forked, _) = run_sliced(&prepared, &options, 100, true);
        assert_eq!(format!("{forked:?}"), format!("{whole:?}"), "{name}, {mode:?}, forked");
    }
}

#[test]
fn eager_runs_do_not_depend_on_slices_or_copies() {
    check(Mode::Eager, 0);
}

#[test]
fn fifo_runs_do_not_depend_on_slices_or_copies() {
    check(Mode::Fifo, 0);
}

#[test]
fn random_runs_do_not_depend_on_slices() {
    for seed in 1..4 {
        check(Mode::Random, seed);
    }
}
