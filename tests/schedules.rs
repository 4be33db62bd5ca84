//! What the language promises in every order: the same outcome under eager, deferred and random schedules.

use lumen_playground::trace::{Mode, Options, Report, run};
use std::collections::BTreeSet;

fn run_in(source: &str, mode: Mode, seed: u64) -> Report {
    run(source, &Options { mode: Some(mode), seed, ..Options::default() })
}

/// Runs under all modes and 30 seeds, and compares what `outcome` makes of each report.
fn agrees(source: &str, outcome: impl Fn(&Report) -> String) {
    let expected = outcome(&run_in(source, Mode::Eager, 0));
    assert_eq!(outcome(&run_in(source, Mode::Fifo, 0)), expected, "fifo: {source}");
    for seed in 0..30 {
        assert_eq!(outcome(&run_in(source, Mode::Random, seed)), expected, "random {seed}: {source}");
    }
}

fn value(report: &Report) -> String {
    format!("{} {:?} {:?} {}", report.status.word(), report.value, report.error, report.elapsed_ms)
}

#[test]
fn a_vote_has_one_answer() {
    agrees(
        "
cell model(answer: String, ms: Int) -> String
  await sleep(ms)
  await sleep(0)
  return answer
end

cell main() -> String
  return await vote
    model(\"A\", 10)
    model(\"B\", 10)
    model(\"B\", 10)
    model(\"A\", 10)
  end
end
",
        value,
    );
}

#[test]
fn parallel_gives_its_list_in_input_order() {
    agrees(
        "
cell work(n: Int) -> Int
  await sleep(n % 3)
  return n * n
end

cell main() -> Any
  let first = await parallel for n in 0..12
    work(n)
  end
  let second = await spawn([work(n) for n in 0..12])
  return [first, second]
end
",
        value,
    );
}

#[test]
fn a_pipeline_over_channels_loses_and_doubles_nothing() {
    agrees(
        "
cell produce(out: Channel[Int], from: Int)
  for n in from..from + 10
    await out.send(n)
  end
end

cell consume(input: Channel[Int], sum: Shared[Int])
  let mut value = await input.receive()
  while value != null
    let n = value
    sum.update(fn(s) => s + n)
    value = await input.receive()
  end
end

cell main() -> Int
  let pipe = channel(capacity: 2)
  let sum = shared(0)
  let consumers = spawn([consume(pipe, sum), consume(pipe, sum), consume(pipe, sum)])
  await spawn([produce(pipe, 0), produce(pipe, 100), produce(pipe, 200)])
  pipe.close()
  await consumers
  return sum.get()
end
",
        value,
    );
}

#[test]
fn siblings_unwind_in_source_order_and_children_before_parents() {
    agrees(
        "
async cell leaf(name: String) -> Int
  defer
    print(name)
  end
  await sleep(100)
  return 1
end

async cell branch(name: String) -> Int
  defer
    print(name)
  end
  await parallel
    leaf(\"{name}1\")
    leaf(\"{name}2\")
  end
  return 1
end

cell main()
  await timeout(10, parallel(branch(\"a\"), branch(\"b\"), branch(\"c\")))
end
",
        |report| format!("{} {:?}", value(report), report.output),
    );
}

#[test]
fn a_deadlock_is_found_in_every_order() {
    agrees(
        "
cell fork(left: Channel[Int], right: Channel[Int])
  await left.send(1)
  await sleep(1)
  await right.send(1)
end

cell main()
  let a = channel(capacity: 1)
  let b = channel(capacity: 1)
  await parallel
    fork(a, b)
    fork(b, a)
  end
end
",
        |report| format!("{} {}", report.status.word(), report.elapsed_ms),
    );
}

#[test]
fn a_random_schedule_really_chooses() {
    let source = "
cell main()
  let gate = channel()
  let all = [spawn(follow(gate, name)) for name in [\"a\", \"b\", \"c\"]]
  await sleep(1)
  gate.close()
  await all
end

cell follow(gate: Channel[Int], name: String)
  await gate.receive()
  print(name)
end
";
    let orders: BTreeSet<_> = (0..100).map(|seed| run_in(source, Mode::Random, seed).output).collect();
    assert_eq!(orders.len(), 6, "{orders:?}");
}
