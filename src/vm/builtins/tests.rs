//! The table's order, and builtins from Rust; what the examples of the table say is tested through the language.

use super::*;
use crate::bytecode::CodeOffset;
use crate::prelude::builtin;
use crate::vm::ops::testing::{Recorder, odd_values, program};
use crate::vm::text;
use std::collections::BTreeSet;

/// Calls a builtin; the text of its value, or the message after `!`.
fn called(name: &str, mut arguments: Vec<Value>) -> String {
    let (program, mut host) = (program(), Recorder::default());
    let mut context = Context { program: &program, host: &mut host, at: CodeOffset(0), limits: ValueLimits::DEFAULT };
    let id = builtin(name).expect("the builtin exists");
    match call(&mut context, id, &mut arguments) {
        Ok(value) => text::preview(context.env(), &value),
        Err(Raise::Fault(fault)) => format!("! {}", fault.message),
        Err(Raise::Stop) => "! stopped".to_string(),
    }
}

fn of_ints(items: &[i64]) -> Value {
    Value::list(items.iter().copied().map(Value::Int).collect())
}

#[test]
fn code_and_table_agree() {
    let code: Vec<&str> = CODE.iter().map(|(name, _)| *name).collect();
    let table: Vec<&str> = BUILTINS.iter().map(|row| row.name).collect();
    assert_eq!(code, table);
}

#[test]
fn names_are_unique() {
    let names: BTreeSet<&str> = BUILTINS.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), BUILTINS.len());
}

#[test]
fn arities_are_read_from_signatures() {
    let of = |name| arity(builtin(name).expect("the builtin exists"));
    assert_eq!(of("now"), (0, Some(0)));
    assert_eq!(of("push"), (2, Some(2)));
    assert_eq!(of("range"), (1, Some(3)));
    assert_eq!(of("merge"), (2, Some(2)));
    assert_eq!(of("print"), (0, None));
    assert_eq!(of("format"), (1, None));
    assert_eq!(of("join"), (1, Some(2)));
}

#[test]
fn rounding() {
    let round = |value: f64, digits: i64| called("round", vec![Value::Float(value), Value::Int(digits)]);
    assert_eq!([round(2.675, 2), round(1.005, 2), round(-0.5, 0), round(1e300, 3)], ["2.68", "1.01", "-1.0", "1e300"]);
    assert_eq!(called("round", vec![Value::Float(-2.5)]), "-3");
    assert_eq!(called("floor", vec![Value::Float(-0.5)]), "-1");
    assert_eq!(called("floor", vec![Value::Float(1e30)]), "! floor: 1e30 does not fit into an Int");
    assert_eq!(
        called("abs", vec![Value::Int(i64::MIN)]),
        "! integer overflow: abs(-9223372036854775808) does not fit into 64 bits"
    );
}

#[test]
fn json_there_and_back() {
    let text = r#"{"a":[1,-2.5,1e3,12345678901234567890],"b":"\u00e9\ud83d\ude00\n","c":null}"#;
    let (program, mut host) = (program(), Recorder::default());
    let mut context = Context { program: &program, host: &mut host, at: CodeOffset(0), limits: ValueLimits::DEFAULT };
    let mut run = |name: &str, value| call(&mut context, builtin(name).unwrap(), &mut [value]).unwrap();
    let value = run("parse_json", Value::text(text));
    let printed = run("to_json", value);
    assert_eq!(printed, Value::text(r#"{"a":[1,-2.5,1000.0,12345678901234567000.0],"b":"é😀\n","c":null}"#));
}

#[test]
fn json_mistakes_have_places() {
    let parse = |text: &str| called("parse_json", vec![Value::text(text)]);
    assert_eq!(parse("[1,\n 2"), "! parse_json: line 2, column 3: expected `,` or `]`, found the end");
    assert_eq!(parse("01"), "! parse_json: line 1, column 2: expected the end, found `1`");
    assert_eq!(
        parse(r#""\ud800x""#),
        "! parse_json: line 1, column 8: expected the second half of the pair, found `x`"
    );
    assert_eq!(parse(&"[".repeat(100_000)), "! parse_json: nested more than 256 levels deep");
}

#[test]
fn json_of_values_without_a_form() {
    let deep = (0..100_000).fold(Value::Null, |inner, _| Value::list(vec![inner]));
    assert_eq!(called("to_json", vec![deep]), "! limit: JSON nested more than 256 levels deep");
    let future = Value::Future(crate::vm::FutureId(1));
    assert_eq!(called("to_json", vec![future]), "! <future 0.1 pending> has no JSON form");
    assert_eq!(called("to_json", vec![Value::Float(f64::NAN)]), "\"null\"");
}

#[test]
fn sorting_is_for_one_kind() {
    let mixed = Value::list(vec![Value::Float(2.5), Value::Int(1), Value::Int(3)]);
    assert_eq!(called("sort", vec![mixed]), "[1, 2.5, 3]");
    let kinds = Value::list(vec![Value::Int(1), Value::text("a")]);
    assert_eq!(called("sort", vec![kinds]), "! cannot compare the order of 1 (Int) and \"a\" (String)");
    assert_eq!(called("max", vec![of_ints(&[])]), "null");
}

#[test]
fn text_positions_count_characters() {
    assert_eq!(called("index_of", vec![Value::text("né😀x"), Value::text("x")]), "3");
    assert_eq!(called("substring", vec![Value::text("né😀x"), Value::Int(1), Value::Int(3)]), "\"é😀\"");
    assert_eq!(called("pad_left", vec![Value::text("é"), Value::Int(3), Value::text("·")]), "\"··é\"");
}

#[test]
fn growth_has_limits() {
    let many = Value::Int(i64::MAX);
    let limit = |what: &str| {
        format!("! limit `value_size` reached: more than {what} in one value; raise the limit `value_size` to go on")
    };
    assert_eq!(called("repeat", vec![Value::text("ab"), many.clone()]), limit("64000000 bytes of text"));
    assert_eq!(called("pad_left", vec![Value::text("ab"), many.clone()]), limit("64000000 bytes of text"));
    assert_eq!(called("repeat", vec![of_ints(&[1]), many]), limit("16000000 elements"));
}

#[test]
fn formats() {
    let format = |template: &str, values: &[Value]| {
        let mut arguments = vec![Value::text(template)];
        arguments.extend_from_slice(values);
        called("format", arguments)
    };
    assert_eq!(format("{} + {0} = {{{:>5.2f}}}", &[Value::Int(1), Value::Float(2.0)]), "\"1 + 1 = { 2.00}\"");
    assert_eq!(format("{}", &[]), "! format: `{}` has no value: there are 0");
}

/// Calls with every combination of odd arguments; a panic fails the test.
#[test]
fn no_arguments_are_too_odd() {
    let (program, mut host) = (program(), Recorder::default());
    let limits = ValueLimits { items_max: 1000, text_bytes_max: 10_000 };
    let mut context = Context { program: &program, host: &mut host, at: CodeOffset(0), limits };
    let odd = odd_values();
    let mut failed = 0;
    for id in (0..BUILTINS.len()).map(|at| BuiltinId(at as u16)) {
        let (least, greatest) = arity(id);
        for count in least..=greatest.unwrap_or(3) {
            for mut number in 0..odd.len().pow(count as u32) {
                let mut arguments = Vec::new();
                for _ in 0..count {
                    arguments.push(odd[number % odd.len()].clone());
                    number /= odd.len();
                }
                failed += usize::from(call(&mut context, id, &mut arguments).is_err());
            }
        }
    }
    assert!(failed > 0, "some of these calls fail");
}
