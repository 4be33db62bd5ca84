//! The shapes of code that the speed targets measure, and what fuel means for them.

use super::harness::*;
use crate::bytecode::Op;
use crate::vm::{Halt, Image, Value};

/// `fib(n)` as the compiler writes it.
fn fib() -> Image {
    image_of_params(
        1,
        5,
        &[
            Op::JumpUnlessLessInt { a: r(0), value: 2, to: 2 },
            Op::Return { src: r(0) },
            Op::AddInt { dst: r(2), a: r(0), value: -1 },
            Op::Call { dst: r(1), args: r(2), function: f(0) },
            Op::AddInt { dst: r(3), a: r(0), value: -2 },
            Op::Call { dst: r(2), args: r(3), function: f(0) },
            Op::Add { dst: r(1), a: r(1), b: r(2) },
            Op::Return { src: r(1) },
        ],
    )
}

fn image_of_params(params: u16, registers: u16, ops: &[Op]) -> Image {
    let mut assembler = Assembler::default();
    assembler.function("main", params, registers, ops);
    assembler.image()
}

#[test]
fn recursion_gives_the_number() {
    assert_eq!(value_of(&fib(), vec![Value::Int(20)]), Value::Int(6765));
}

#[test]
fn fuel_counts_every_op_however_the_run_is_sliced() {
    let image = fib();
    let mut used = Vec::new();
    for slice in [PLENTY, 1000, 7, 1] {
        let mut fiber = fiber(&image, 0, vec![Value::Int(12)]);
        let mut total = 0;
        let value = loop {
            let mut fuel = slice;
            let halt = fiber.run(&image, &mut World::default(), &mut fuel);
            assert!(fuel < slice, "a run with fuel makes progress");
            total += slice - fuel;
            match halt {
                Halt::OutOfFuel => assert!(fuel <= 0),
                halt => break returned(halt),
            }
        };
        assert_eq!(value, Value::Int(144));
        used.push(total);
    }
    // fib(12) makes 465 calls: 233 of them take 2 ops, 232 take 7.
    assert_eq!(used, [2090; 4]);
}

#[test]
fn an_endless_loop_runs_out_of_fuel_again_and_again() {
    let image = image_of(1, &[Op::Jump { to: 0 }]);
    let mut fiber = fiber(&image, 0, Vec::new());
    for _ in 0..3 {
        let mut fuel = 100_000;
        assert!(matches!(fiber.run(&image, &mut World::default(), &mut fuel), Halt::OutOfFuel));
        assert_eq!(fuel, 0);
    }
}

#[test]
fn a_loop_of_conditional_additions() {
    let image = image_of(
        5,
        &[
            Op::Int { dst: r(0), value: 0 },
            Op::Int { dst: r(1), value: 0 },
            Op::Int { dst: r(2), value: 1000 },
            Op::RangeStart { inclusive: true, counter: r(1) },
            Op::RangeNext { counter: r(1), dst: r(3), to: 5 },
            Op::RemainderInt { dst: r(4), a: r(3), value: 3 },
            Op::JumpUnlessEqualInt { a: r(4), value: 0, to: 2 },
            Op::Add { dst: r(0), a: r(0), b: r(3) },
            Op::RangeLoop { counter: r(1), dst: r(3), to: -3 },
            Op::Return { src: r(0) },
        ],
    );
    assert_eq!(value_of(&image, Vec::new()), Value::Int((0..=1000).filter(|n| n % 3 == 0).sum()));
}

#[test]
fn a_list_that_nobody_else_holds_grows_in_place() {
    let image = image_of(
        4,
        &[
            Op::List { dst: r(0), first: r(1), count: 0 },
            Op::Int { dst: r(1), value: 0 },
            Op::Int { dst: r(2), value: 100_000 },
            Op::RangeNext { counter: r(1), dst: r(3), to: 3 },
            Op::Push { list: r(0), value: r(3) },
            Op::Jump { to: -2 },
            Op::Return { src: r(0) },
        ],
    );
    let Value::List(items) = value_of(&image, Vec::new()) else { panic!("a list") };
    assert_eq!((items.len(), items.last()), (100_000, Some(&Value::Int(99_999))));
}

#[test]
fn a_shared_list_is_copied_before_it_grows() {
    let image = image_of(
        3,
        &[
            Op::List { dst: r(0), first: r(1), count: 0 },
            Op::Move { dst: r(1), src: r(0) },
            Op::Int { dst: r(2), value: 1 },
            Op::Push { list: r(0), value: r(2) },
            Op::List { dst: r(0), first: r(0), count: 2 },
            Op::Return { src: r(0) },
        ],
    );
    let expected = Value::list(vec![Value::list(vec![Value::Int(1)]), Value::list(vec![])]);
    assert_eq!(value_of(&image, Vec::new()), expected);
}

#[test]
fn overflow_fails() {
    let ops = [Op::AddInt { dst: r(0), a: r(0), value: 1 }, Op::Return { src: r(0) }];
    let image = image_of_params(1, 1, &ops);
    assert_eq!(value_of(&image, vec![Value::Int(1)]), Value::Int(2));
    assert!(message_of(&image, vec![Value::Int(i64::MAX)]).contains("overflow"));
}

#[test]
fn remainders_are_euclidean() {
    let ops = [Op::RemainderInt { dst: r(0), a: r(0), value: 3 }, Op::Return { src: r(0) }];
    let image = image_of_params(1, 1, &ops);
    for (a, expected) in [(7, 1), (-7, 2), (i64::MIN, 1), (i64::MAX, 1), (1 << 33, 2)] {
        assert_eq!(value_of(&image, vec![Value::Int(a)]), Value::Int(expected), "{a} % 3");
    }
}

#[test]
fn a_sum_is_returned_whatever_its_kind() {
    let image = image_of_params(1, 1, &[Op::Add { dst: r(0), a: r(0), b: r(0) }, Op::Return { src: r(0) }]);
    for (a, sum) in [
        (Value::Int(2), Value::Int(4)),
        (Value::Float(0.5), Value::Float(1.0)),
        (Value::text("ab"), Value::text("abab")),
    ] {
        assert_eq!(value_of(&image, vec![a]), sum);
    }
    assert!(message_of(&image, vec![Value::Int(i64::MAX)]).contains("overflow"));
}
