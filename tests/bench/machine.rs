//! What a copy of a machine costs: the snapshots behind going back and exploring are such copies.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a benchmark reads the clock")]

use lumen_playground::runtime::{ClockKind, Driver, Fifo, Machine, Unobserved};
use lumen_playground::trace::{Options, prepare};
use lumen_playground::world::Simulated;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 200;
const LIVE_FIBERS: f64 = 10_000.0;

/// Every fiber waits for its own timer when the copies are made; a hundred of these end in the first hundred milliseconds.
const WAITING: &str = "
cell waits(n: Int) -> Int
  await sleep(n + 1)
  return n
end

cell main()
  let mut all = []
  for n in 0..10000
    all = push(all, spawn(waits(n)))
  end
  await all
end
";

fn main() {
    let prepared = prepare(WAITING).expect("the program is right");
    let options = Options { clock: ClockKind::Real, ..Options::default() };
    let mut machine = prepared.machine(&options);
    let mut world = prepared.world(&options);
    run(&mut machine, &mut world);
    let copy = best_ns(|| drop(black_box(machine.clone())));
    let run_on = best_ns(|| {
        let mut copy = machine.clone();
        copy.advance_to(100);
        run(&mut copy, &mut world);
    });
    println!("copy of a machine with 10,000 live fibers: {:.2} ns per fiber", copy / LIVE_FIBERS);
    println!("such a copy, in which 100 of them end: {:.2} ns per fiber", run_on / LIVE_FIBERS);
}

fn run(machine: &mut Machine, world: &mut Simulated) {
    let mut driver = Driver { policy: &mut Fifo, world, observer: &mut Unobserved };
    machine.run(&mut driver, i64::MAX);
}

fn best_ns(mut measured: impl FnMut()) -> f64 {
    let times = (0..ROUNDS).map(|_| {
        let begin = Instant::now();
        measured();
        begin.elapsed().as_nanos() as f64
    });
    times.fold(f64::INFINITY, f64::min)
}
