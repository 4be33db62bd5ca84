//! What a `for` loop goes through.

use super::describe::describe;
use super::{Env, Fault, Outcome};
use crate::vm::{Items, Value};
use std::rc::Rc;

/// The items of a list or tuple (shared, not copied), the elements of a set, the keys of a map, the characters of a text, the numbers of bytes.
pub fn iterate(env: Env<'_>, value: &Value) -> Outcome<Rc<Items>> {
    let items: Vec<Value> = match value {
        Value::List(items) | Value::Tuple(items) => return Ok(Rc::clone(items)),
        Value::Set(items) => items.iter().cloned().collect(),
        Value::Map(entries) => entries.keys().cloned().collect(),
        Value::Text(text) => text.chars().map(Value::text).collect(),
        Value::Bytes(bytes) => bytes.iter().map(|byte| Value::Int(i64::from(*byte))).collect(),
        _ => {
            let advice = match value {
                Value::Future(_) => "; a future's value comes with `await`",
                Value::Channel(_) => "; use `while let m: T = await channel.receive()`",
                Value::Int(_) => "; a range is written `0..n`",
                _ => "",
            };
            return Err(Fault::error(format!("cannot go through {}{advice}", describe(env, value))));
        }
    };
    Ok(Rc::new(items.into()))
}
