//! Awaiting: what is resolved at once, what halts, and how a waiting fiber goes on.

use super::harness::*;
use crate::bytecode::Op;
use crate::vm::{FutureId, FutureView, Halt, Image, Resolution, Resume, Value, resolve};
use std::collections::{BTreeMap, BTreeSet};

/// `main(x)` returns `await x`.
fn awaiter() -> Image {
    let mut assembler = Assembler::default();
    assembler.function("main", 1, 2, &[Op::Await { dst: r(1), src: r(0) }, Op::Return { src: r(1) }]);
    assembler.image()
}

/// `main(x)` returns `await x`, or `[message]` of its failure.
fn catcher() -> Image {
    let mut assembler = Assembler::default();
    let ops = [
        Op::AwaitOr { dst: r(1), src: r(0), to: 2 },
        Op::Return { src: r(1) },
        Op::FailureText { dst: r(0), src: r(1) },
        Op::List { dst: r(0), first: r(0), count: 1 },
        Op::Return { src: r(0) },
    ];
    assembler.function("main", 1, 2, &ops);
    assembler.image()
}

fn done(value: i64) -> FutureView {
    FutureView::Completed(Value::Int(value))
}

#[test]
fn a_value_without_futures_is_itself() {
    let deep = (0..100_000).fold(Value::Int(1), |inner, _| Value::list(vec![inner]));
    assert_eq!(value_of(&awaiter(), vec![deep.clone()]), deep);
}

#[test]
fn futures_are_resolved_in_every_place() {
    let mut world = World::default();
    let one = world.add(done(1));
    let two = world.add(done(2));
    let both = world.add(FutureView::Completed(Value::tuple(vec![one.clone(), two.clone()])));
    let value = Value::list(vec![
        Value::map(BTreeMap::from([(Value::text("k"), both.clone())])),
        Value::ok(two.clone()),
        Value::set(BTreeSet::from([one.clone(), two.clone()])),
        Value::list(vec![Value::Int(9), both]),
    ]);
    let pair = Value::tuple(vec![Value::Int(1), Value::Int(2)]);
    let expected = Value::list(vec![
        Value::map(BTreeMap::from([(Value::text("k"), pair.clone())])),
        Value::ok(Value::Int(2)),
        Value::set(BTreeSet::from([Value::Int(1), Value::Int(2)])),
        Value::list(vec![Value::Int(9), pair]),
    ]);
    assert_eq!(returned(run(&awaiter(), &mut world, vec![value]).1), expected);
    assert_eq!(world.observed.iter().collect::<BTreeSet<_>>().len(), 3);
}

#[test]
fn deep_futures_do_not_recurse() {
    let mut world = World::default();
    let mut value = world.add(done(5));
    for _ in 0..50_000 {
        value = world.add(FutureView::Completed(Value::ok(value)));
    }
    let expected = (0..50_000).fold(Value::Int(5), |inner, _| Value::ok(inner));
    assert_eq!(returned(run(&awaiter(), &mut world, vec![value]).1), expected);
}

#[test]
fn the_first_failure_in_structural_order_wins_over_what_is_pending() {
    let mut world = World::default();
    let pending = world.add(FutureView::Pending);
    let late = world.add(FutureView::Failed(failure("second")));
    let first = world.add(FutureView::Failed(failure("first")));
    let value = Value::list(vec![pending, Value::list(vec![first]), late]);
    let failure = failed(run(&awaiter(), &mut world, vec![value]).1);
    assert_eq!(&*failure.message, "first");
    assert_eq!(failure.trace.len(), 1, "the await is in the chain");
    assert_eq!((failure.origin, world.observed.len()), (FutureId(7), 3));
}

#[test]
fn pending_futures_halt_and_the_result_goes_on() {
    let image = awaiter();
    let mut world = World::default();
    let pending = world.add(FutureView::Pending);
    let (mut fiber, halt) = run(&image, &mut world, vec![Value::list(vec![pending.clone()])]);
    let Halt::Await { value, at } = halt else { panic!("expected an await, got {halt:?}") };
    assert_eq!((&value, at.0, fiber.at().0), (&Value::list(vec![pending]), 0, 0));
    let again = fiber.run(&image, &mut world, &mut { PLENTY });
    assert!(matches!(again, Halt::Await { .. }), "a fiber that still waits says so again");
    world.settle(0, done(3));
    let Resolution::Value(resolved) = resolve(&mut world, &value) else { panic!("settled") };
    fiber.resume(Resume::Value(resolved));
    let expected = Value::list(vec![Value::Int(3)]);
    assert_eq!(returned(fiber.run(&image, &mut world, &mut { PLENTY })), expected);
}

#[test]
fn a_copy_of_a_waiting_fiber_goes_its_own_way() {
    let image = awaiter();
    let mut world = World::default();
    let pending = world.add(FutureView::Pending);
    let (mut first, _) = run(&image, &mut world, vec![pending]);
    let mut second = first.clone();
    first.resume(Resume::Value(Value::Int(1)));
    second.resume(Resume::Failure(failure("net")));
    assert_eq!(returned(first.run(&image, &mut world, &mut { PLENTY })), Value::Int(1));
    assert_eq!(&*failed(second.run(&image, &mut world, &mut { PLENTY })).message, "net");
}

#[test]
fn a_copy_keeps_the_registers_of_callers_with_long_windows() {
    let mut assembler = Assembler::default();
    let ops = [
        Op::Int { dst: r(9), value: 30 },
        Op::Move { dst: r(1), src: r(0) },
        Op::Call { dst: r(1), args: r(1), function: f(1) },
        Op::Add { dst: r(0), a: r(1), b: r(9) },
        Op::Return { src: r(0) },
    ];
    assembler.function("main", 1, 10, &ops);
    assembler.function("wait", 1, 1, &[Op::Await { dst: r(0), src: r(0) }, Op::Return { src: r(0) }]);
    let image = assembler.image();
    let mut world = World::default();
    let pending = world.add(FutureView::Pending);
    let (fiber, _) = run(&image, &mut world, vec![pending]);
    let mut copy = fiber.clone();
    copy.resume(Resume::Value(Value::Int(12)));
    assert_eq!(returned(copy.run(&image, &mut world, &mut { PLENTY })), Value::Int(42));
}

#[test]
fn a_failure_is_caught_at_once_or_later() {
    let image = catcher();
    let mut world = World::default();
    let broken = world.add(FutureView::Failed(failure("boom")));
    let cancelled = world.add(FutureView::Cancelled(failure("cancelled")));
    let pending = world.add(FutureView::Pending);
    let caught = |message: &str| Value::list(vec![Value::text(message)]);
    assert_eq!(returned(run(&image, &mut world, vec![broken]).1), caught("boom"));
    assert_eq!(returned(run(&image, &mut world, vec![cancelled]).1), caught("cancelled"));
    let (mut fiber, _) = run(&image, &mut world, vec![pending]);
    fiber.resume(Resume::Failure(failure("later")));
    assert_eq!(returned(fiber.run(&image, &mut world, &mut { PLENTY })), caught("later"));
}

#[test]
fn a_future_whose_value_holds_itself_fails() {
    let mut world = World::default();
    let own = world.add(FutureView::Pending);
    world.settle(0, FutureView::Completed(Value::list(vec![own.clone()])));
    let failure = failed(run(&awaiter(), &mut world, vec![own]).1);
    assert!(failure.message.contains("holds the future itself"), "{}", failure.message);
}

#[test]
fn a_value_that_shares_its_parts_is_not_walked_forever() {
    let mut world = World::default();
    let halved = |part: Value, _| Value::list(vec![part.clone(), part]);
    let wide = (0..60).fold(Value::Int(1), halved);
    for value in [wide.clone(), world.add(FutureView::Completed(wide))] {
        let failure = failed(run(&awaiter(), &mut world, vec![value]).1);
        assert!(failure.message.contains("at most 16000000 parts"), "{}", failure.message);
    }
    let shared = (0..10).fold(Value::Int(1), halved);
    assert_eq!(returned(run(&awaiter(), &mut world, vec![shared.clone()]).1), shared);
}
