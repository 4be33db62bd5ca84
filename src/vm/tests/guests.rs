//! Children on their spawner's stack: when they are enrolled, and what their spawner gets.

use super::harness::*;
use crate::bytecode::Op;
use crate::prelude::builtin;
use crate::vm::{FutureId, Halt, Image, Value};

/// Spawns function 1 with 41 and awaits it, perhaps after another op; gives what that came to.
fn spawner(between: &[Op], body: &[Op]) -> Image {
    let mut assembler = Assembler::default();
    let spawn = [Op::Int { dst: r(1), value: 41 }, Op::Spawn { dst: r(0), args: r(1), function: f(1) }];
    let end = [Op::Await { dst: r(1), src: r(0) }, Op::Return { src: r(1) }];
    assembler.function("main", 0, 4, &[&spawn, between, &end].concat());
    assembler.function("child", 1, 2, body);
    assembler.image()
}

/// Runs a program in surroundings that admit guests: what it returns, what happened to its guests, and the fuel it used.
fn run_with_guests(image: &Image) -> (Value, Vec<&'static str>, World, i64) {
    let mut world = World { guests: Some(Vec::new()), ..World::default() };
    let (mut fiber, mut fuel) = (fiber(image, 0, Vec::new()), PLENTY);
    // The first frame has no room for the windows of others.
    fiber.registers.resize(16, Value::Null);
    let halt = fiber.run(image, &mut world, &mut fuel);
    (returned(halt), world.guests.take().unwrap_or_default(), world, PLENTY - fuel)
}

const ADD_ONE: Op = Op::AddInt { dst: r(1), a: r(0), value: 1 };

#[test]
fn a_guest_that_only_computes_is_never_enrolled() {
    for between in [&[][..], &[Op::Null { dst: r(3) }]] {
        let (value, guests, world, used) = run_with_guests(&spawner(between, &[ADD_ONE, Op::Return { src: r(1) }]));
        assert_eq!((value, &*guests), (Value::Int(42), &["passed through"][..]));
        assert_eq!(world.observed, [FutureId(0)]);
        assert_eq!(used, 6 + between.len() as i64);
    }
}

#[test]
fn a_handle_stays_beside_what_is_awaited() {
    let (value, ..) = run_with_guests(&spawner(&[], &[ADD_ONE, Op::Return { src: r(0) }]));
    assert_eq!(value, Value::Int(41));
    let mut assembler = Assembler::default();
    let ops = [
        Op::Spawn { dst: r(0), args: r(2), function: f(1) },
        Op::Await { dst: r(1), src: r(0) },
        Op::List { dst: r(0), first: r(0), count: 2 },
        Op::Return { src: r(0) },
    ];
    assembler.function("main", 0, 3, &ops);
    assembler.function("child", 0, 1, &[Op::Int { dst: r(0), value: 5 }, Op::Return { src: r(0) }]);
    let (value, ..) = run_with_guests(&assembler.image());
    assert_eq!(value, Value::list(vec![Value::Future(FutureId(0)), Value::Int(5)]));
}

#[test]
fn every_plain_value_passes_through_to_an_await_that_would_catch() {
    for (op, expected) in [
        (Op::Null { dst: r(1) }, Value::Null),
        (Op::Bool { value: true, dst: r(1) }, Value::Bool(true)),
        (Op::Int { dst: r(1), value: -3 }, Value::Int(-3)),
    ] {
        let mut assembler = Assembler::default();
        let ops = [
            Op::Spawn { dst: r(0), args: r(2), function: f(1) },
            Op::AwaitOr { dst: r(1), src: r(0), to: 2 },
            Op::Return { src: r(1) },
            Op::Return { src: r(0) },
        ];
        assembler.function("main", 0, 3, &ops);
        assembler.function("child", 0, 2, &[op, Op::Return { src: r(1) }]);
        let (value, guests, world, used) = run_with_guests(&assembler.image());
        assert_eq!((value, &*guests), (expected, &["passed through"][..]));
        assert_eq!((&*world.observed, used), (&[FutureId(0)][..], 5));
    }
}

#[test]
fn a_value_that_may_hold_futures_is_looked_through() {
    let body = [Op::List { dst: r(1), first: r(0), count: 1 }, Op::Return { src: r(1) }];
    let (value, guests, world, _) = run_with_guests(&spawner(&[], &body));
    assert_eq!((value, &*guests), (Value::list(vec![Value::Int(41)]), &["enrolled", "settled"][..]));
    assert_eq!(world.observed, [FutureId(0)]);
}

#[test]
fn a_guest_is_enrolled_before_it_does_what_others_see() {
    let print = builtin("print").expect("a builtin");
    let body = [Op::CallBuiltin { argc: 1, dst: r(1), args: r(0), builtin: print }, Op::Return { src: r(1) }];
    let (_, guests, world, _) = run_with_guests(&spawner(&[], &body));
    assert_eq!((&*guests, world.printed), (&["enrolled", "settled"][..], vec!["41".to_string()]));
}

#[test]
fn the_outer_guest_is_enrolled_when_it_makes_another() {
    let mut assembler = Assembler::default();
    let spawn = |function| Op::Spawn { dst: r(0), args: r(1), function: f(function) };
    let outer = |function| [spawn(function), Op::Await { dst: r(0), src: r(0) }, Op::Return { src: r(0) }];
    assembler.function("main", 0, 2, &outer(1));
    assembler.function("outer", 0, 2, &outer(2));
    assembler.function("inner", 0, 1, &[Op::Int { dst: r(0), value: 7 }, Op::Return { src: r(0) }]);
    let (value, guests, ..) = run_with_guests(&assembler.image());
    assert_eq!((value, &*guests), (Value::Int(7), &["enrolled", "passed through", "settled"][..]));
}

#[test]
fn a_guest_without_fuel_is_enrolled_and_given_up() {
    let image = spawner(&[], &[Op::Jump { to: 0 }]);
    let mut world = World { guests: Some(Vec::new()), ..World::default() };
    let mut fiber = fiber(&image, 0, Vec::new());
    fiber.registers.resize(16, Value::Null);
    assert!(matches!(fiber.run(&image, &mut world, &mut 100), Halt::OutOfFuel));
    assert_eq!((fiber.guests(), world.guests.as_deref()), (1, Some(&["enrolled"][..])));
}
