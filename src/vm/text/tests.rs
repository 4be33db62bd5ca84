//! Printing and format specs.

use super::*;
use crate::bytecode::VariantIndex;
use crate::vm::ops::testing::{Recorder, program};
use crate::vm::{ChannelId, FutureId, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

fn printed(value: Value) -> String {
    let (program, host) = (program(), Recorder::default());
    display(host.env(&program), &value).expect("the value is small")
}

fn formatted(value: Value, spec: &str) -> String {
    let (program, host) = (program(), Recorder::default());
    format(host.env(&program), &value, spec).unwrap_or_else(|fault| fault.message)
}

#[test]
fn values_print_as_source_writes_them() {
    let user = Value::record(0, vec![Value::text("A\n\"\\"), Value::Float(3.0)]);
    let collections = Value::list(vec![
        user,
        Value::record(1, vec![Value::Null]),
        Value::tuple(vec![Value::Bool(true), Value::ok(Value::Int(3))]),
        Value::set(BTreeSet::from([Value::Int(2), Value::Int(1)])),
        Value::map(BTreeMap::from([(Value::text("k"), Value::Unit(VariantIndex::PENDING))])),
        Value::Future(FutureId(1)),
        Value::Channel(ChannelId(0)),
        Value::Bytes(Rc::new(vec![0xca, 0xfe])),
    ]);
    let expected = concat!(
        r#"[User(name: "A\n\"\\", age: 3.0), {name: null}, (true, ok(3)), {1, 2}, {"k": Pending}, "#,
        r#"<future 0.1 pending>, <channel 1>, b"cafe"]"#
    );
    assert_eq!(printed(collections), expected);
}

#[test]
fn empty_collections_and_bare_texts() {
    assert_eq!(printed(Value::list(vec![])), "[]");
    assert_eq!(printed(Value::set(BTreeSet::new())), "set[]");
    assert_eq!(printed(Value::map(BTreeMap::new())), "{}");
    assert_eq!(printed(Value::text("say \"hi\"")), "say \"hi\"");
}

#[test]
fn specs_fill_align_and_sign() {
    assert_eq!(formatted(Value::Int(42), "5"), "   42");
    assert_eq!(formatted(Value::text("ab"), "5"), "ab   ");
    assert_eq!(formatted(Value::text("ab"), "*^5"), "*ab**");
    assert_eq!(formatted(Value::Int(-42), "06"), "-00042");
    assert_eq!(formatted(Value::Int(42), "+"), "+42");
    assert_eq!(formatted(Value::Int(42), "<5"), "42   ");
    assert_eq!(formatted(Value::text("abc"), ".2"), "ab");
    assert_eq!(formatted(Value::Int(1_234_567), ","), "1,234,567");
}

#[test]
fn specs_choose_digits() {
    assert_eq!(formatted(Value::Float(3.24159), ".2"), "3.24");
    assert_eq!(formatted(Value::Float(3.24159), "8.3f"), "   3.242");
    assert_eq!(formatted(Value::Int(3), ".2f"), "3.00");
    assert_eq!(formatted(Value::Int(255), "x"), "ff");
    assert_eq!(formatted(Value::Int(255), "#06x"), "0x00ff");
    assert_eq!(formatted(Value::Int(-5), "b"), "-101");
    assert_eq!(formatted(Value::Int(8), "o"), "10");
    assert_eq!(formatted(Value::Float(12345.678), ".2e"), "1.23e4");
    assert_eq!(formatted(Value::Float(0.256), ".1%"), "25.6%");
}

#[test]
fn wrong_specs_say_why() {
    assert_eq!(formatted(Value::Int(1), "5q"), "format `5q`: `q` is not understood");
    assert_eq!(formatted(Value::text("a"), "x"), "format `x`: needs a number, found \"a\" (String)");
    assert_eq!(formatted(Value::Float(1.5), "x"), "format `x`: needs an Int, found 1.5 (Float)");
    assert_eq!(formatted(Value::Int(1), "99999"), "format `99999`: 99999 is more than 10000");
}
