//! Assignment inside a value: `a.b[i].c = v`.

use super::access::{field_names, len, no_field, position};
use super::build::check_key;
use super::describe::{describe, needs_fault};
use super::{Env, Fault, Outcome};
use crate::bytecode::{PlacePlan, PlaceStepPlan};
use crate::vm::{Value, text};
use std::rc::Rc;

/// Assigns `value` inside `root`. Only what is shared with other variables on the way is copied. `indexes` are the values of the `[…]` steps in order.
pub fn set_place(env: Env<'_>, root: &mut Value, plan: &PlacePlan, indexes: &[Value], value: Value) -> Outcome<()> {
    let mut indexes = indexes.iter();
    let mut place = root;
    for (number, step) in plan.steps.iter().enumerate() {
        let is_last = number + 1 == plan.steps.len();
        place = match step {
            PlaceStepPlan::Field(name) => enter_field(env, place, env.program.symbol(*name), is_last)?,
            PlaceStepPlan::Index => enter_index(env, place, indexes.next().unwrap_or(&Value::Null), is_last)?,
        };
    }
    *place = value;
    Ok(())
}

fn enter_field<'a>(env: Env<'_>, object: &'a mut Value, name: &str, is_last: bool) -> Outcome<&'a mut Value> {
    let at = field_names(env, object).position(|field| field == name);
    if let Value::Map(_) = object {
        return enter_index(env, object, &Value::text(name), is_last);
    }
    if let (Value::Tuple(_), Ok(at)) = (&*object, name.parse()) {
        return enter_index(env, object, &Value::Int(at), is_last);
    }
    match (object, at) {
        (Value::Record(record), Some(at)) => Ok(&mut Rc::make_mut(record).fields[at]),
        (Value::Variant(variant), Some(at)) => Ok(&mut Rc::make_mut(variant).payload[at]),
        (object, _) => Err(no_field(env, object, name)),
    }
}

fn enter_index<'a>(env: Env<'_>, object: &'a mut Value, index: &Value, is_last: bool) -> Outcome<&'a mut Value> {
    let at = match (&*object, index) {
        (Value::List(items) | Value::Tuple(items), Value::Int(at)) => position(*at, items.len()),
        (Value::List(_) | Value::Tuple(_), _) => return Err(needs_fault(env, "an index", "an Int", index)),
        // Only the last step may make a new entry.
        (Value::Map(entries), _) => (is_last || entries.contains_key(index)).then_some(0),
        _ => None,
    };
    let Some(at) = at else { return Err(no_place(env, object, index)) };
    if let Value::List(items) | Value::Tuple(items) = object {
        return Ok(&mut Rc::make_mut(items)[at]);
    }
    let Value::Map(entries) = object else { return Err(Fault::error("only collections have elements")) };
    check_key(env, index)?;
    env.limits.check_items(entries.len() + 1)?;
    Ok(Rc::make_mut(entries).entry(index.clone()).or_insert(Value::Null))
}

#[cold]
fn no_place(env: Env<'_>, object: &Value, index: &Value) -> Box<Fault> {
    let index = text::preview(env, index);
    Fault::error(match object {
        Value::Tuple(items) => format!("cannot assign the part {index} of a tuple with {} parts", items.len()),
        Value::List(_) => {
            let len = len(object).unwrap_or(0);
            format!("cannot assign at index {index}: the list has {len} elements; `push` adds one at the end")
        }
        Value::Map(_) => format!("cannot assign inside the entry {index}: the map has no such key"),
        Value::Text(_) => "a text cannot be changed in place; make a new one".to_string(),
        _ => format!("cannot assign at index {index} of {}", describe(env, object)),
    })
}
