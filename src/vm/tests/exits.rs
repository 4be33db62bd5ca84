//! Leaving frames: `defer`s on return, failure and cancellation.

use super::harness::*;
use crate::bytecode::{Constant, Op};
use crate::prelude::builtin;
use crate::vm::{Exit, Fiber, FutureView, Halt, Image, Resume, Value};

/// `main(x)` registers two `defer`s that print "one" and "two", then does `body`; the `defer`s come first in the code. Registers: 0 is `x`, 1 and 2 are free.
fn with_defers(second: &[Op], body: &[Op]) -> Image {
    let mut assembler = Assembler::default();
    assembler.program.constants.extend([Constant::Text("one".into()), Constant::Text("two".into())]);
    let mut ops = vec![Op::Defer { from: r(0), count: 0, skip: 4 }];
    ops.extend(print_constant(0));
    ops.push(Op::DeferEnd);
    ops.push(Op::Defer { from: r(0), count: 0, skip: second.len() as i16 + 4 });
    ops.extend(print_constant(1));
    ops.extend(second);
    ops.push(Op::DeferEnd);
    ops.extend(body);
    assembler.function("main", 1, 4, &ops);
    assembler.function(
        "outer",
        1,
        4,
        &[
            Op::Move { dst: r(1), src: r(0) },
            Op::Call { dst: r(0), args: r(1), function: f(0) },
            Op::Return { src: r(0) },
        ],
    );
    assembler.image()
}

fn print_constant(index: u32) -> [Op; 2] {
    let print = builtin("print").expect("a builtin");
    [Op::Const { dst: r(3), index }, Op::CallBuiltin { argc: 1, dst: r(3), args: r(3), builtin: print }]
}

const WAIT: Op = Op::Await { dst: r_const(2), src: r_const(0) };

const fn r_const(register: u16) -> crate::bytecode::Reg {
    crate::bytecode::Reg(register)
}

fn pending() -> (World, Value) {
    let mut world = World::default();
    let pending = world.add(FutureView::Pending);
    (world, pending)
}

fn go(fiber: &mut Fiber, image: &Image, world: &mut World) -> Halt {
    fiber.run(image, world, &mut { PLENTY })
}

#[test]
fn defers_run_last_in_first_out_on_return() {
    let image = with_defers(&[], &[Op::Return { src: r(0) }]);
    let mut world = World::default();
    let mut fiber = fiber(&image, 1, vec![Value::Int(4)]);
    assert_eq!(returned(go(&mut fiber, &image, &mut world)), Value::Int(4));
    assert_eq!(world.printed, ["two", "one"]);
    assert_eq!(world.defers_ran, 2);
}

#[test]
fn defers_run_on_a_failure_and_it_stays_the_failure() {
    let image = with_defers(&[], &[Op::Halt { src: r(0) }]);
    let mut world = World::default();
    assert_eq!(&*failed(run(&image, &mut world, vec![Value::text("boom")]).1).message, "boom");
    assert_eq!(world.printed, ["two", "one"]);
}

#[test]
fn the_error_of_the_body_comes_before_that_of_a_defer() {
    let image = with_defers(&[Op::Const { dst: r(3), index: 1 }, Op::Halt { src: r(3) }], &[Op::Halt { src: r(0) }]);
    let mut world = World::default();
    assert_eq!(&*failed(run(&image, &mut world, vec![Value::text("boom")]).1).message, "boom");
    assert_eq!(world.printed, ["two", "one"], "the remaining one still runs");
}

#[test]
fn if_only_a_defer_fails_the_cell_fails_with_it() {
    let image = with_defers(&[Op::Const { dst: r(3), index: 1 }, Op::Halt { src: r(3) }], &[Op::Return { src: r(0) }]);
    let mut world = World::default();
    assert_eq!(&*failed(run(&image, &mut world, vec![Value::Int(1)]).1).message, "two");
    assert_eq!(world.printed, ["two", "one"]);
}

#[test]
fn a_cancelled_fiber_unwinds_through_its_defers() {
    let image = with_defers(&[], &[WAIT, Op::Return { src: r(0) }]);
    let (mut world, value) = pending();
    let mut fiber = fiber(&image, 1, vec![value]);
    assert!(matches!(go(&mut fiber, &image, &mut world), Halt::Await { .. }));
    assert_eq!((fiber.depth(), fiber.running_defer()), (2, false));
    fiber.cancel();
    assert!(matches!(go(&mut fiber, &image, &mut world), Halt::Exited(Exit::Cancelled)));
    assert_eq!(world.printed, ["two", "one"]);
}

#[test]
fn a_fiber_cancelled_before_it_starts_runs_nothing() {
    let image = with_defers(&[], &[Op::Return { src: r(0) }]);
    let mut world = World::default();
    let mut fiber = fiber(&image, 1, vec![Value::Int(1)]);
    fiber.cancel();
    assert!(matches!(go(&mut fiber, &image, &mut world), Halt::Exited(Exit::Cancelled)));
    assert!(world.printed.is_empty());
}

#[test]
fn a_waiting_defer_is_shielded_from_cancellation() {
    let image = with_defers(&[WAIT], &[Op::Return { src: r(0) }]);
    let (mut world, value) = pending();
    let mut fiber = fiber(&image, 1, vec![value]);
    assert!(matches!(go(&mut fiber, &image, &mut world), Halt::Await { .. }));
    assert!(fiber.running_defer());
    fiber.cancel();
    assert!(matches!(go(&mut fiber, &image, &mut world), Halt::Await { .. }));
    fiber.resume(Resume::Value(Value::Null));
    assert!(matches!(go(&mut fiber, &image, &mut world), Halt::Exited(Exit::Cancelled)));
    assert_eq!((world.printed.len(), world.defers_ran), (2, 2));
}

#[test]
fn an_abandoned_defer_makes_room_for_the_next() {
    let image = with_defers(&[WAIT], &[WAIT, Op::Return { src: r(0) }]);
    let (mut world, value) = pending();
    let mut fiber = fiber(&image, 1, vec![value]);
    assert!(matches!(go(&mut fiber, &image, &mut world), Halt::Await { .. }));
    fiber.cancel();
    assert!(matches!(go(&mut fiber, &image, &mut world), Halt::Await { .. }));
    assert!(fiber.running_defer());
    fiber.abandon_defer();
    assert!(matches!(go(&mut fiber, &image, &mut world), Halt::Exited(Exit::Cancelled)));
    assert_eq!((world.printed, world.defers_ran), (vec!["two".to_string(), "one".to_string()], 1));
}

#[test]
fn a_defer_sees_the_variables_of_its_block_as_they_were() {
    let mut assembler = Assembler::default();
    let print = builtin("print").expect("a builtin");
    let ops = [
        Op::Int { dst: r(1), value: 1 },
        Op::Defer { from: r(1), count: 1, skip: 4 },
        Op::Move { dst: r(2), src: r(1) },
        Op::CallBuiltin { argc: 1, dst: r(2), args: r(2), builtin: print },
        Op::DeferEnd,
        Op::AddInt { dst: r(1), a: r(1), value: 1 },
        Op::JumpUnlessGreaterInt { a: r(1), value: 3, to: -5 },
        Op::Return { src: r(1) },
    ];
    assembler.function("main", 0, 3, &ops);
    let mut world = World::default();
    assert_eq!(returned(run(&assembler.image(), &mut world, Vec::new()).1), Value::Int(4));
    assert_eq!(world.printed, ["3", "2", "1"]);
}
