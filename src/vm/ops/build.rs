//! Building and growing collections in place. Each takes the collection by `&mut` and copies it only when it is shared.

use super::concat::{extend_list, extend_map, extend_set};
use super::describe::{describe, needs_fault, operands_fault};
use super::parts::has_at_most;
use super::sets::{map_of_entries, set_of_values};
use super::{Env, Fault, Outcome, iterate};
use crate::vm::{Value, text};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Parts that a set's element or a map's key may have, so that keeping the order stays quick. Chosen by feel.
const KEY_PARTS_MAX: usize = 100_000;

/// Appends `item` to a list.
pub fn push(env: Env<'_>, list: &mut Value, item: Value) -> Outcome<()> {
    let Value::List(items) = list else { return Err(needs_fault(env, "push", "a list", list)) };
    env.limits.check_items(items.len() + 1)?;
    Rc::make_mut(items).push(item);
    Ok(())
}

/// Appends all items of `src` to a list (`[...src]`).
pub fn extend(env: Env<'_>, list: &mut Value, src: &Value) -> Outcome<()> {
    let Value::List(items) = list else { return Err(needs_fault(env, "`...`", "a list", list)) };
    let more = iterate(env, src)?;
    *list = extend_list(env, std::mem::take(items), &more)?;
    Ok(())
}

/// Puts `key: value` into a map.
pub fn insert(env: Env<'_>, map: &mut Value, key: Value, value: Value) -> Outcome<()> {
    check_key(env, &key)?;
    let Value::Map(entries) = map else { return Err(needs_fault(env, "an entry", "a map", map)) };
    env.limits.check_items(entries.len() + 1)?;
    Rc::make_mut(entries).insert(key, value);
    Ok(())
}

/// Puts `item` into a set.
pub fn add_to_set(env: Env<'_>, set: &mut Value, item: Value) -> Outcome<()> {
    check_key(env, &item)?;
    let Value::Set(items) = set else { return Err(needs_fault(env, "an element", "a set", set)) };
    env.limits.check_items(items.len() + 1)?;
    Rc::make_mut(items).insert(item);
    Ok(())
}

/// Puts all of `src` into a map or set (`{...src}`).
pub fn merge(env: Env<'_>, target: &mut Value, src: &Value) -> Outcome<()> {
    let merged = match (&mut *target, src) {
        (Value::Map(entries), Value::Map(more)) => extend_map(env, std::mem::take(entries), more)?,
        (Value::Set(items), Value::Set(more)) => extend_set(env, std::mem::take(items), more)?,
        (Value::Set(items), more) => extend_set(env, std::mem::take(items), &Rc::new(set_of(env, more)?.into()))?,
        (target, src) => return Err(operands_fault(env, "merge", target, src)),
    };
    *target = merged;
    Ok(())
}

/// The elements of any collection as a set.
pub(crate) fn set_of(env: Env<'_>, value: &Value) -> Outcome<BTreeSet<Value>> {
    let items = iterate(env, value)?;
    items.iter().try_for_each(|item| check_key(env, item))?;
    Ok(set_of_values(items.iter().cloned()))
}

/// A set of the elements.
pub fn set(env: Env<'_>, items: impl IntoIterator<Item = Value>) -> Outcome {
    let items: Vec<Value> = items.into_iter().collect();
    items.iter().try_for_each(|item| check_key(env, item))?;
    Ok(Value::set(set_of_values(items)))
}

/// A map of the entries.
pub fn map(env: Env<'_>, entries: impl IntoIterator<Item = (Value, Value)>) -> Outcome {
    let entries: Vec<(Value, Value)> = entries.into_iter().collect();
    entries.iter().try_for_each(|(key, _)| check_key(env, key))?;
    Ok(Value::map(map_of_entries(entries)))
}

/// Passes when a value may be a key or an element of a set.
pub(crate) fn check_key(env: Env<'_>, key: &Value) -> Outcome<()> {
    if has_at_most(key, KEY_PARTS_MAX) {
        return Ok(());
    }
    let kind = super::kind_name(env.program, key);
    Err(Fault::limit(format!("limit: a {kind} with more than {KEY_PARTS_MAX} parts cannot be a key or set element")))
}

/// The list of the integers from `low` to `high` by `step`.
pub fn range(env: Env<'_>, low: &Value, high: &Value, step: &Value, inclusive: bool) -> Outcome {
    let (Value::Int(low), Value::Int(high), Value::Int(step)) = (low, high, step) else {
        let wrong = [low, high, step].into_iter().find(|bound| !matches!(bound, Value::Int(_)));
        return Err(needs_fault(env, "a range", "Int bounds", wrong.unwrap_or(low)));
    };
    if *step == 0 {
        return Err(Fault::error("a range's step must not be 0"));
    }
    let (low, high, step) = (i128::from(*low), i128::from(*high), i128::from(*step));
    // Behind the last integer, seen in the direction of the step.
    let end = if inclusive { high + step.signum() } else { high };
    let count = ((end - low) * step.signum()).max(0);
    let len = (count + step.abs() - 1) / step.abs();
    env.limits.check_items(usize::try_from(len).unwrap_or(usize::MAX))?;
    Ok(Value::list((0..len).map(|at| Value::Int((low + at * step) as i64)).collect()))
}

/// The texts of the values, joined (string interpolation).
pub fn join_texts(env: Env<'_>, values: &[Value]) -> Outcome {
    // Room for the texts and for small numbers: most interpolations then need no second allocation.
    let room = |value: &Value| if let Value::Text(text) = value { text.len() } else { 8 };
    let mut out = String::with_capacity(values.iter().map(room).sum());
    for value in values {
        text::write_display(env, value, &mut out)?;
    }
    Ok(Value::text(out))
}

/// The failure of a `match` without a fitting arm (rule R26).
#[cold]
pub fn no_match(env: Env<'_>, value: &Value) -> Box<Fault> {
    Fault::error(format!("no arm matched {}", text::preview(env, value)))
}

/// The failure of a condition that is no Bool.
#[cold]
pub fn no_bool(env: Env<'_>, value: &Value) -> Box<Fault> {
    Fault::error(format!("a condition must be true or false, found {}", describe(env, value)))
}
