//! Corner cases of the ops.

use super::testing::{Recorder, odd_values, program};
use super::*;
use crate::bytecode::{PlacePlan, PlaceStepPlan, SymbolId, TypeTest};
use crate::vm::{FailureKind, FutureId, Value, text};
use std::collections::{BTreeMap, BTreeSet};

/// Runs `test` with the names of the test program.
fn with_env<T>(test: impl FnOnce(Env<'_>) -> T) -> T {
    let (program, host) = (program(), Recorder::default());
    test(host.env(&program))
}

fn int(value: i64) -> Value {
    Value::Int(value)
}

fn float(value: f64) -> Value {
    Value::Float(value)
}

fn ints(items: &[i64]) -> Value {
    Value::list(items.iter().copied().map(Value::Int).collect())
}

/// The text of the value, or the message after `!`.
fn shown(env: Env<'_>, outcome: Outcome) -> String {
    match outcome {
        Ok(value) => text::preview(env, &value),
        Err(fault) => format!("! {}", fault.message),
    }
}

#[test]
fn integer_arithmetic_at_its_borders() {
    with_env(|env| {
        let overflow = |operation| format!("! integer overflow: {operation} does not fit into 64 bits");
        let shown = |outcome| shown(env, outcome);
        assert_eq!(shown(add(env, int(i64::MAX), &int(1))), overflow("9223372036854775807 + 1"));
        assert_eq!(shown(subtract(env, &int(i64::MIN), &int(1))), overflow("-9223372036854775808 - 1"));
        assert_eq!(shown(multiply(env, &int(1 << 62), &int(2))), overflow("4611686018427387904 * 2"));
        assert_eq!(shown(divide(env, &int(i64::MIN), &int(-1))), overflow("-9223372036854775808 / -1"));
        assert_eq!(shown(floor_divide(env, &int(i64::MIN), &int(-1))), overflow("-9223372036854775808 / -1"));
        assert_eq!(shown(remainder(env, &int(i64::MIN), &int(-1))), "0");
        assert_eq!(shown(negate(env, &int(i64::MIN))), overflow("-(-9223372036854775808)"));
    });
}

#[test]
fn three_divisions() {
    with_env(|env| {
        let all = |a: i64, b: i64| {
            let (a, b) = (int(a), int(b));
            [divide(env, &a, &b), floor_divide(env, &a, &b), remainder(env, &a, &b)].map(|outcome| shown(env, outcome))
        };
        assert_eq!(all(7, 2), ["3", "3", "1"]);
        assert_eq!(all(-7, 2), ["-3", "-4", "1"]);
        assert_eq!(all(7, -2), ["-3", "-4", "1"]);
        assert_eq!(all(-7, -2), ["3", "3", "1"]);
        assert_eq!(all(1, 0), ["! division by zero: 1 / 0", "! division by zero: 1 // 0", "! division by zero: 1 % 0"]);
        assert_eq!(shown(env, divide(env, &float(1.0), &int(0))), "! division by zero: 1.0 / 0");
        assert_eq!(shown(env, floor_divide(env, &float(-7.5), &int(2))), "-4.0");
        assert_eq!(shown(env, remainder(env, &float(-7.5), &int(2))), "0.5");
    });
}

#[test]
fn powers() {
    with_env(|env| {
        let raised = |a: i64, b: i64| shown(env, power(env, &int(a), &int(b)));
        assert_eq!(raised(2, 62), "4611686018427387904");
        assert_eq!(raised(-2, 63), "-9223372036854775808");
        assert_eq!(raised(2, 63), "! integer overflow: 2 ** 63 does not fit into 64 bits");
        assert_eq!(raised(2, -1), "! negative integer power: 2 ** -1 is no integer; use a Float, 2.0 ** -1");
        assert_eq!([raised(0, 0), raised(1, i64::MAX), raised(-1, i64::MAX), raised(0, 9)], ["1", "1", "-1", "0"]);
        assert_eq!(shown(env, power(env, &float(2.0), &int(-1))), "0.5");
    });
}

#[test]
fn shifts_by_0_to_63() {
    with_env(|env| {
        let left = |a: i64, b: i64| shown(env, shift_left(env, &int(a), &int(b)));
        let right = |a: i64, b: i64| shown(env, shift_right(env, &int(a), &int(b)));
        assert_eq!([left(1, 0), left(1, 63), left(3, 63)], ["1", "-9223372036854775808", "-9223372036854775808"]);
        assert_eq!([right(-8, 1), right(-1, 63), right(i64::MAX, 62)], ["-4", "-1", "1"]);
        assert_eq!(left(1, 64), "! a shift by 64 is not possible: it must be 0 to 63");
        assert_eq!(right(1, -1), "! a shift by -1 is not possible: it must be 0 to 63");
    });
}

#[test]
fn failures_teach() {
    with_env(|env| {
        let sum = |a, b| shown(env, add(env, a, &b));
        assert_eq!(
            sum(int(1), Value::text("a")),
            "! cannot add 1 (Int) and \"a\" (String); `++` joins texts with any value"
        );
        assert_eq!(sum(Value::Null, int(1)), "! cannot add null and 1 (Int); `??` gives null a default");
        let future = Value::Future(FutureId(1));
        assert_eq!(
            sum(future, int(1)),
            "! cannot add <future 0.1 pending> and 1 (Int); a future's value comes with `await`"
        );
        assert_eq!(shown(env, index(env, &ints(&[1, 2]), &int(2))), "! index 2 is outside the list: it has 2 elements");
        assert_eq!(shown(env, index(env, &Value::Null, &int(0))), "! cannot index null; `?[…]` gives null instead");
        let user = Value::record(0, vec![Value::text("A"), int(3)]);
        let no_field = shown(env, Err(super::no_field(env, &user, "nmae")));
        assert_eq!(no_field, "! User has no field `nmae`; did you mean `name`?");
    });
}

#[test]
fn joins() {
    with_env(|env| {
        let joined = |a, b| shown(env, concat(env, a, &b));
        assert_eq!(joined(Value::text("a"), Value::text("b")), "\"ab\"");
        assert_eq!(joined(Value::text("n = "), int(3)), "\"n = 3\"");
        assert_eq!(joined(ints(&[1]), Value::text("!")), "\"[1]!\"");
        assert_eq!(joined(ints(&[1]), ints(&[2])), "[1, 2]");
        assert_eq!(joined(Value::tuple(vec![int(1)]), Value::tuple(vec![int(2)])), "(1, 2)");
        assert_eq!(joined(int(1), int(2)), "! cannot join 1 (Int) and 2 (Int)");
    });
}

#[test]
fn a_unique_list_grows_in_place_and_a_shared_one_is_copied() {
    with_env(|env| {
        let mut list = Value::list(Vec::with_capacity(8));
        let before = match &list {
            Value::List(items) => items.as_ptr(),
            _ => unreachable!("it is a list"),
        };
        push(env, &mut list, int(1)).unwrap();
        let copy = list.clone();
        let Value::List(items) = &list else { unreachable!("it is a list") };
        assert_eq!(items.as_ptr(), before);
        push(env, &mut list, int(2)).unwrap();
        assert_eq!((text::preview(env, &copy), text::preview(env, &list)), ("[1]".into(), "[1, 2]".into()));
    });
}

#[test]
fn order_of_numbers_and_texts() {
    with_env(|env| {
        assert!(less(env, &int(1), &float(1.5)).unwrap());
        assert!(!less(env, &float(f64::NAN), &int(1)).unwrap());
        assert!(!less_equal(env, &float(f64::NAN), &float(f64::NAN)).unwrap());
        assert!(less(env, &ints(&[1, 2]), &ints(&[1, 3])).unwrap());
        assert!(less(env, &Value::text("a"), &Value::text("é")).unwrap());
        let fault = less(env, &int(1), &Value::text("a")).unwrap_err();
        assert_eq!(fault.message, "cannot compare the order of 1 (Int) and \"a\" (String)");
    });
}

#[test]
fn positions() {
    with_env(|env| {
        let list = ints(&[1, 2, 3]);
        assert_eq!(shown(env, index(env, &list, &int(-1))), "3");
        assert_eq!(shown(env, index_or_null(env, &list, &int(9))), "null");
        assert_eq!(shown(env, index(env, &Value::text("né!"), &int(1))), "\"é\"");
        assert_eq!(shown(env, index(env, &Value::text("né!"), &int(-1))), "\"!\"");
        assert_eq!(shown(env, index(env, &Value::map(BTreeMap::new()), &int(1))), "null");
        let cut = |low, high, inclusive| shown(env, slice(env, &list, &low, &high, inclusive));
        assert_eq!(cut(int(1), Value::Null, false), "[2, 3]");
        assert_eq!(cut(int(0), int(1), true), "[1, 2]");
        assert_eq!(cut(int(0), int(-1), true), "[1, 2, 3]");
        assert_eq!(cut(int(0), int(-1), false), "[1, 2]");
        assert_eq!(cut(int(2), int(1), false), "[]");
        assert_eq!(cut(int(-9), int(99), false), "[1, 2, 3]");
    });
}

#[test]
fn ranges() {
    with_env(|env| {
        let list = |low, high, step, inclusive| shown(env, range(env, &int(low), &int(high), &int(step), inclusive));
        assert_eq!(list(1, 4, 1, false), "[1, 2, 3]");
        assert_eq!(list(1, 4, 1, true), "[1, 2, 3, 4]");
        assert_eq!(list(4, 1, -2, true), "[4, 2]");
        assert_eq!(list(5, 1, 1, false), "[]");
        assert_eq!(list(i64::MAX, i64::MAX, 1, true), "[9223372036854775807]");
        assert_eq!(list(0, 1, 0, false), "! a range's step must not be 0");
        let limit = range(env, &int(i64::MIN), &int(i64::MAX), &int(1), true).unwrap_err();
        assert_eq!(limit.kind, FailureKind::Limit);
    });
}

#[test]
fn assignment_inside_a_value_leaves_copies_alone() {
    with_env(|env| {
        let mut root = Value::record(0, vec![ints(&[1, 2]), Value::map(BTreeMap::new())]);
        let copy = root.clone();
        let item = PlacePlan { steps: vec![PlaceStepPlan::Field(SymbolId(0)), PlaceStepPlan::Index] };
        let entry = PlacePlan { steps: vec![PlaceStepPlan::Field(SymbolId(1)), PlaceStepPlan::Index] };
        set_place(env, &mut root, &item, &[int(-1)], int(9)).unwrap();
        set_place(env, &mut root, &entry, &[Value::text("k")], int(5)).unwrap();
        assert_eq!(text::preview(env, &root), r#"User(name: [1, 9], age: {"k": 5})"#);
        assert_eq!(text::preview(env, &copy), "User(name: [1, 2], age: {})");
        let outside = set_place(env, &mut root, &item, &[int(2)], int(0)).unwrap_err();
        assert_eq!(outside.message, "cannot assign at index 2: the list has 2 elements; `push` adds one at the end");
    });
}

#[test]
fn types_at_run_time() {
    with_env(|env| {
        let list_of = |test| TypeTest::List(Box::new(test));
        assert!(is_type(env.program, &ints(&[1]), &list_of(TypeTest::Int)));
        assert!(!is_type(env.program, &ints(&[1]), &list_of(TypeTest::String)));
        assert!(is_type(env.program, &Value::ok(int(1)), &TypeTest::Enum(0)));
        assert!(!is_type(env.program, &Value::Null, &TypeTest::NonNull));
        assert_eq!(shown(env, cast(env, &Value::text("42"), &TypeTest::Int)), "42");
        assert_eq!(shown(env, cast(env, &float(2.9), &TypeTest::Int)), "2");
        assert_eq!(shown(env, cast(env, &int(2), &TypeTest::String)), "\"2\"");
        assert_eq!(shown(env, cast(env, &Value::text("x"), &TypeTest::Int)), "! cannot convert \"x\" (String) to Int");
        assert_eq!(type_of(env.program, &Value::list(vec![ints(&[1]), ints(&[2])])), "list[list[Int]]");
        assert_eq!(type_of(env.program, &Value::list(vec![int(1), Value::Null])), "list[Any]");
    });
}

#[test]
fn a_deep_value_is_printed_looked_at_and_refused_as_a_key_without_recursion() {
    with_env(|env| {
        let deep = (0..200_000).fold(Value::Null, |inner, _| Value::tuple(vec![inner]));
        assert_eq!(text::display(env, &deep).unwrap().len(), 400_004);
        assert!(less_equal(env, &deep, &deep).is_err());
        let mut set = Value::set(BTreeSet::new());
        assert_eq!(add_to_set(env, &mut set, deep).unwrap_err().kind, FailureKind::Limit);
    });
}

#[test]
fn a_value_that_prints_longer_than_it_is_reaches_a_limit() {
    with_env(|env| {
        let env = Env { limits: ValueLimits { text_bytes_max: 10_000, ..env.limits }, ..env };
        let doubled = (0..64).fold(Value::Null, |inner, _| Value::list(vec![inner.clone(), inner]));
        assert_eq!(text::display(env, &doubled).unwrap_err().kind, FailureKind::Limit);
        assert_eq!(text::preview(env, &doubled).chars().count(), 41);
    });
}

#[test]
fn no_operands_are_too_odd() {
    type Binary = fn(Env<'_>, &Value, &Value) -> Outcome;
    let operations: [Binary; 17] = [
        |env, a, b| add(env, a.clone(), b),
        |env, a, b| concat(env, a.clone(), b),
        subtract,
        multiply,
        divide,
        floor_divide,
        remainder,
        power,
        bit_and,
        bit_or,
        bit_xor,
        shift_left,
        shift_right,
        index,
        index_or_null,
        |env, a, b| slice(env, a, b, b, true),
        |env, a, b| range(env, a, b, &Value::Int(i64::MAX), false),
    ];
    with_env(|env| {
        let mut failed = 0;
        for (a, b) in odd_values().iter().flat_map(|a| odd_values().into_iter().map(move |b| (a.clone(), b))) {
            failed += operations.iter().filter(|operation| operation(env, &a, &b).is_err()).count();
            failed += usize::from(less(env, &a, &b).is_err()) + usize::from(contains(env, &a, &b).is_err());
            assert_eq!(a.cmp(&b), b.cmp(&a).reverse(), "{a:?} and {b:?}");
            assert_eq!(a == b, a.cmp(&b).is_eq(), "{a:?} and {b:?}");
        }
        assert!(failed > 0, "some of these operations fail");
    });
}
