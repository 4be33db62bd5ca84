//! Large runs: nothing in the scheduler may cost more the more there is of it. With quadratic work each of these would take minutes.

use lumen_playground::runtime::Limits;
use lumen_playground::trace::{Options, run};

fn value(source: &str) -> String {
    let limits = Limits {
        steps: u64::MAX,
        instant_steps: u64::MAX,
        futures: u64::MAX,
        fibers: u64::MAX,
        events: u64::MAX,
        ..Limits::default()
    };
    let report = run(source, &Options { limits, ..Options::default() });
    assert!(report.error.is_none(), "{:?} {:?}", report.error, report.diagnostics);
    report.value.expect("main has a value")
}

#[test]
fn a_list_of_100_000_futures_is_awaited_at_once() {
    let source = "
cell work(n: Int) -> Int
  await sleep(n % 7)
  return 1
end
cell main() -> Int
  let mut all = []
  for n in 0..100000
    all = push(all, spawn(work(n)))
  end
  return sum(await all)
end";
    assert_eq!(value(source), "100000");
}

#[test]
fn many_timers_run_at_once() {
    let source = "
cell main() -> Int
  let mut all = []
  for n in 0..1000000
    all = push(all, sleep(n * 7919 % 10007))
  end
  await all
  return now()
end";
    assert_eq!(value(source), "10006");
}

#[test]
fn a_loop_has_100_000_branches() {
    let source = "
cell work(n: Int) -> Int
  await sleep(n % 7)
  return 1
end
cell main() -> Int
  let all = await parallel for n in 0..100000
    work(n)
  end
  return sum(all)
end";
    assert_eq!(value(source), "100000");
}

#[test]
fn a_loop_has_60_000_branches_that_need_not_wait() {
    let source = "
cell main() -> Int
  let all = await parallel for n in 0..60000
    n % 2
  end
  return sum(all)
end";
    assert_eq!(value(source), "30000");
}

#[test]
fn a_race_has_100_000_losers() {
    let source = "
cell work(n: Int) -> Int
  await sleep(100001 - n)
  return n
end
cell main() -> Int
  return await race([work(n) for n in 0..100001])
end";
    assert_eq!(value(source), "100000");
}

#[test]
fn ten_thousand_fibers_wait_a_hundred_frames_deep() {
    let source = "
cell deep(n: Int) -> Int
  if n == 0
    await sleep(1)
    return 0
  end
  return 1 + deep(n - 1)
end
cell main() -> Int
  let mut all = []
  for n in 0..10000
    all = push(all, spawn(deep(99)))
  end
  return sum(await all)
end";
    assert_eq!(value(source), "990000");
}

#[test]
fn ten_thousand_wait_for_one_future() {
    let source = "
cell waits(gate: Future[Null]) -> Int
  await gate
  return 1
end
cell main() -> Int
  let gate = sleep(5)
  let mut all = []
  for n in 0..10000
    all = push(all, spawn(waits(gate)))
  end
  return sum(await all)
end";
    assert_eq!(value(source), "10000");
}

#[test]
fn most_of_ten_thousand_blocked_sends_are_withdrawn() {
    let source = "
cell main() -> Int
  let messages = channel()
  let mut all = []
  for n in 0..10000
    all = push(all, spawn(fn() => await timeout(if n % 100 == 0 then 50 else 5, messages.send(n))))
  end
  await sleep(10)
  let mut received = 0
  for n in 0..100
    await messages.receive()
    received = received + 1
  end
  await all
  return received
end";
    assert_eq!(value(source), "100");
}
