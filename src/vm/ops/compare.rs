//! `<`, `<=` and `in`.

use super::describe::{describe, operands_fault};
use super::order::compare_int_float;
use super::parts::{Parts, Repeats};
use super::{Env, Fault, Outcome, equal};
use crate::vm::Value;
use std::cmp::Ordering;

/// `a < b`
pub fn less(env: Env<'_>, a: &Value, b: &Value) -> Outcome<bool> {
    Ok(compare(env, a, b)? == Some(Ordering::Less))
}

/// `a <= b`
pub fn less_equal(env: Env<'_>, a: &Value, b: &Value) -> Outcome<bool> {
    Ok(matches!(compare(env, a, b)?, Some(Ordering::Less | Ordering::Equal)))
}

/// The order of two numbers, two texts, or two lists or tuples of such, item by item; `None` when not-a-number decides.
pub fn compare(env: Env<'_>, a: &Value, b: &Value) -> Outcome<Option<Ordering>> {
    let mut open: Vec<(Parts<'_>, Parts<'_>)> = Vec::new();
    let mut repeats = Repeats::default();
    let mut pair = (a, b);
    loop {
        match pair {
            (a, b) if repeats.is_repeated(a, b) => {}
            (Value::List(_), Value::List(_)) | (Value::Tuple(_), Value::Tuple(_)) => {
                open.extend(Parts::of(pair.0).zip(Parts::of(pair.1)));
            }
            (a, b) => match leaf(env, a, b)? {
                Some(Ordering::Equal) => {}
                decided => return Ok(decided),
            },
        }
        pair = loop {
            let Some((left, right)) = open.last_mut() else { return Ok(Some(Ordering::Equal)) };
            match (left.next(), right.next()) {
                (Some(a), Some(b)) => break (a, b),
                (None, None) => drop(open.pop()),
                (None, Some(_)) => return Ok(Some(Ordering::Less)),
                (Some(_), None) => return Ok(Some(Ordering::Greater)),
            }
        };
    }
}

fn leaf(env: Env<'_>, a: &Value, b: &Value) -> Outcome<Option<Ordering>> {
    Ok(match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
        (Value::Int(a), Value::Float(b)) => compare_int_float(*a, *b),
        (Value::Float(a), Value::Int(b)) => compare_int_float(*b, *a).map(Ordering::reverse),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Bytes(a), Value::Bytes(b)) => Some(a.cmp(b)),
        _ => return Err(operands_fault(env, "compare the order of", a, b)),
    })
}

/// `item in collection`: an element of a list, set or tuple, a key of a map, a part of a text.
pub fn contains(env: Env<'_>, collection: &Value, item: &Value) -> Outcome<bool> {
    Ok(match (collection, item) {
        (Value::List(items) | Value::Tuple(items), _) => items.iter().any(|other| equal(other, item)),
        (Value::Set(items), _) => items.contains(item),
        (Value::Map(entries), _) => entries.contains_key(item),
        (Value::Text(text), Value::Text(part)) => text.contains(part.as_str()),
        (Value::Bytes(bytes), Value::Int(byte)) => bytes.iter().any(|other| i64::from(*other) == *byte),
        _ => {
            let (item, collection) = (describe(env, item), describe(env, collection));
            return Err(Fault::error(format!("cannot look for {item} in {collection}")));
        }
    })
}
