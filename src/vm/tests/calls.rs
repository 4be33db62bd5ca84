//! Calls of values and methods, arity, limits.

use super::harness::*;
use crate::bytecode::{Op, VariantIndex};
use crate::prelude::builtin;
use crate::vm::{Callee, FailureKind, Fiber, Halt, SharedId, Value, WorkCall};
use std::rc::Rc;

#[test]
fn a_closure_finds_its_captures_behind_its_parameters() {
    let mut assembler = Assembler::default();
    assembler.closure(1, &[0]);
    assembler.function(
        "main",
        0,
        3,
        &[
            Op::Int { dst: r(0), value: 40 },
            Op::Closure { dst: r(1), plan: 0 },
            Op::Int { dst: r(2), value: 2 },
            Op::CallValue { argc: 1, dst: r(0), args: r(1) },
            Op::Return { src: r(0) },
        ],
    );
    assembler.function("fn", 1, 3, &[Op::Add { dst: r(2), a: r(0), b: r(1) }, Op::Return { src: r(2) }]).captures = 1;
    assert_eq!(value_of(&assembler.image(), Vec::new()), Value::Int(42));
}

/// `main(callee)` calls it with 1 and 2.
fn caller() -> Assembler {
    let mut assembler = Assembler::default();
    assembler.function(
        "main",
        1,
        4,
        &[
            Op::Move { dst: r(1), src: r(0) },
            Op::Int { dst: r(2), value: 1 },
            Op::Int { dst: r(3), value: 2 },
            Op::CallValue { argc: 2, dst: r(1), args: r(1) },
            Op::Return { src: r(1) },
        ],
    );
    assembler
}

#[test]
fn a_wrong_number_of_arguments_names_the_parameters() {
    let mut assembler = caller();
    assembler.function("lonely", 1, 1, &[Op::Return { src: r(0) }]);
    let message = message_of(&assembler.image(), vec![Value::Function(f(1))]);
    assert_eq!(message, "`lonely(p0)` takes 1 argument, 2 were given");
}

#[test]
fn what_is_no_function_cannot_be_called() {
    assert_eq!(message_of(&caller().image(), vec![Value::Int(3)]), "3 (Int) cannot be called");
}

#[test]
fn left_out_arguments_are_marked() {
    let mut assembler = caller();
    let ops = [
        Op::JumpIfGiven { src: r(2), to: 2 },
        Op::Int { dst: r(2), value: 30 },
        Op::Add { dst: r(0), a: r(1), b: r(2) },
        Op::Return { src: r(0) },
    ];
    assembler.function("optional", 3, 3, &ops).required = 1;
    assert_eq!(value_of(&assembler.image(), vec![Value::Function(f(1))]), Value::Int(32));
}

#[test]
fn a_variadic_cell_gets_the_rest_as_a_list() {
    let mut assembler = caller();
    let function = assembler.function("all", 1, 1, &[Op::Return { src: r(0) }]);
    (function.variadic, function.required) = (true, 0);
    let expected = Value::list(vec![Value::Int(1), Value::Int(2)]);
    assert_eq!(value_of(&assembler.image(), vec![Value::Function(f(1))]), expected);
}

#[test]
fn constructors_and_builtins_are_values() {
    let image = caller().image();
    let list = |items: &[i64]| Value::list(items.iter().copied().map(Value::Int).collect());
    assert_eq!(
        message_of(&image, vec![Value::VariantConstructor(VariantIndex::OK)]),
        "`ok(value)` takes 1 argument, 2 were given"
    );
    let mut assembler = Assembler::default();
    let ops = [
        Op::Move { dst: r(2), src: r(0) },
        Op::Move { dst: r(3), src: r(1) },
        Op::CallList { dst: r(2), args: r(2) },
        Op::Return { src: r(2) },
    ];
    assembler.function("main", 2, 4, &ops);
    let image = assembler.image();
    let push = Value::Builtin(builtin("push").expect("a builtin"));
    let arguments = Value::list(vec![list(&[1]), Value::Int(2)]);
    assert_eq!(value_of(&image, vec![push, arguments]), list(&[1, 2]));
    let ok = Value::VariantConstructor(VariantIndex::OK);
    assert_eq!(value_of(&image, vec![ok, list(&[5])]), Value::ok(Value::Int(5)));
}

#[test]
fn calling_an_async_cell_by_value_asks_for_a_fiber() {
    let mut assembler = caller();
    assembler.function("task", 2, 2, &[Op::Return { src: r(1) }]).is_async = true;
    let image = assembler.image();
    let (_, halt) = run(&image, &mut World::default(), vec![Value::Function(f(1))]);
    let Halt::Spawn { call, .. } = halt else { panic!("expected a spawn, got {halt:?}") };
    assert_eq!(call.arguments, [Value::Int(1), Value::Int(2)]);
    let mut fiber = Fiber::new(&image, *call);
    assert_eq!(returned(fiber.run(&image, &mut World::default(), &mut { PLENTY })), Value::Int(2));
}

#[test]
fn endless_recursion_is_a_limit_that_names_itself() {
    let image = image_of(2, &[Op::Call { dst: r(0), args: r(1), function: f(0) }, Op::Return { src: r(0) }]);
    let failure = failed(run(&image, &mut World::default(), Vec::new()).1);
    assert_eq!(failure.kind, FailureKind::Limit);
    assert_eq!(
        &*failure.message,
        "limit `frames` reached: more than 10000 calls under way in one future; raise the limit `frames` to go on"
    );
}

#[test]
fn a_fiber_with_a_wrong_body_fails_at_its_first_run() {
    let mut assembler = Assembler::default();
    assembler.function("pair", 2, 2, &[Op::Return { src: r(0) }]);
    let image = assembler.image();
    let callee = Callee::Value(Value::Function(f(0)));
    let mut fiber = Fiber::new(&image, WorkCall { callee, arguments: vec![Value::Int(1)] });
    let failure = failed(fiber.run(&image, &mut World::default(), &mut { PLENTY }));
    assert_eq!(&*failure.message, "`pair(p0, p1)` takes 2 arguments, 1 was given");
    assert_eq!(failure.trace[0].at.0, 800, "it arises where the future was made");
}

#[test]
fn a_call_leaves_no_copies_behind() {
    let mut assembler = Assembler::default();
    let ops = [
        Op::Move { dst: r(1), src: r(0) },
        Op::Call { dst: r(1), args: r(1), function: f(1) },
        Op::Null { dst: r(1) },
        Op::Await { dst: r(1), src: r(2) },
        Op::Return { src: r(0) },
    ];
    assembler.function("main", 1, 3, &ops);
    assembler.function("copies", 1, 3, &[Op::Move { dst: r(2), src: r(0) }, Op::Return { src: r(0) }]);
    let image = assembler.image();
    let list = Value::list(vec![Value::Int(1)]);
    let Value::List(items) = &list else { panic!("a list") };
    let (fiber, halt) = run(&image, &mut World::default(), vec![list.clone()]);
    drop((fiber, halt));
    assert_eq!(Rc::strong_count(items), 1);
}

#[test]
fn a_failure_in_the_prelude_arises_at_the_call_that_led_there() {
    let mut assembler = Assembler::default();
    let call = [Op::Null { dst: r(0) }, Op::Call { dst: r(0), args: r(0), function: f(1) }, Op::Return { src: r(0) }];
    assembler.function("main", 0, 1, &call);
    assembler.function("map", 0, 1, &[Op::Null { dst: r(0) }, Op::Halt { src: r(0) }]).is_prelude = true;
    let failure = failed(run(&assembler.image(), &mut World::default(), Vec::new()).1);
    assert_eq!(failure.trace[0].at.0, 1);
}

#[test]
fn floats_are_added_and_compared() {
    let mut assembler = Assembler::default();
    let ops = [
        Op::Add { dst: r(2), a: r(0), b: r(1) },
        Op::Less { dst: r(3), a: r(2), b: r(1) },
        Op::JumpUnlessLess { a: r(0), b: r(1), to: 2 },
        Op::Multiply { dst: r(2), a: r(2), b: r(2) },
        Op::Tuple { dst: r(0), first: r(2), count: 2 },
        Op::Return { src: r(0) },
    ];
    assembler.function("main", 2, 4, &ops);
    let image = assembler.image();
    let result = |a: f64, b: f64| value_of(&image, vec![Value::Float(a), Value::Float(b)]);
    assert_eq!(result(0.5, 1.5), Value::tuple(vec![Value::Float(4.0), Value::Bool(false)]));
    assert_eq!(result(-1.0, -2.0), Value::tuple(vec![Value::Float(-3.0), Value::Bool(true)]));
}

/// `main(cell, function)` updates the cell and returns what `update` gives.
fn updater(body: &[Op]) -> Assembler {
    let mut assembler = Assembler::default();
    let name = assembler.symbol("update");
    let ops = [
        Op::Move { dst: r(2), src: r(0) },
        Op::Move { dst: r(3), src: r(1) },
        Op::CallMethod { argc: 1, dst: r(2), args: r(2), name },
        Op::Return { src: r(2) },
    ];
    assembler.function("main", 2, 4, &ops);
    assembler.function("change", 1, 2, body);
    assembler
}

#[test]
fn update_writes_what_its_function_returns() {
    let image = updater(&[Op::AddInt { dst: r(1), a: r(0), value: 1 }, Op::Return { src: r(1) }]).image();
    let mut world = World { shared: vec![Value::Int(41)], ..World::default() };
    let arguments = vec![Value::Shared(SharedId(0)), Value::Function(f(1))];
    assert_eq!(returned(run(&image, &mut world, arguments).1), Value::Int(42));
    assert_eq!(world.shared, [Value::Int(42)]);
}

#[test]
fn the_function_of_an_update_must_not_wait() {
    let image = updater(&[Op::Await { dst: r(1), src: r(0) }, Op::Return { src: r(1) }]).image();
    let mut world = World::default();
    let pending = world.add(crate::vm::FutureView::Pending);
    world.shared = vec![pending.clone()];
    let arguments = vec![Value::Shared(SharedId(0)), Value::Function(f(1))];
    let failure = failed(run(&image, &mut world, arguments).1);
    assert!(failure.message.contains("must not wait"), "{}", failure.message);
    assert_eq!(world.shared, [pending]);
}

#[test]
fn a_method_may_be_a_field_a_cell_or_a_builtin() {
    let mut assembler = Assembler::default();
    let name = assembler.symbol("push");
    let ops = [
        Op::Move { dst: r(1), src: r(0) },
        Op::Int { dst: r(2), value: 9 },
        Op::CallMethod { argc: 1, dst: r(1), args: r(1), name },
        Op::Return { src: r(1) },
    ];
    assembler.function("main", 1, 3, &ops);
    assembler.function("push", 2, 2, &[Op::Return { src: r(1) }]);
    let nine = Value::Int(9);
    let list = Value::list(vec![nine.clone()]);
    let mut with_cell = Assembler { program: assembler.program.clone() };
    with_cell.program.methods.push((u32::MAX, name, f(1)));
    assert_eq!(value_of(&with_cell.image(), vec![Value::list(vec![])]), nine);
    assert_eq!(value_of(&assembler.image(), vec![Value::list(vec![])]), list);
}
