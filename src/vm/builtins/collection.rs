//! What works on several kinds of collections.

use super::arguments::{Call, given, take};
use super::{Answer, Entry, list};
use crate::vm::Value;
use crate::vm::ops::{self, check_key, position, sub};
use std::rc::Rc;

pub(super) const CODE: &[Entry] = &[
    ("len", len),
    ("length", len),
    ("size", len),
    ("count", len),
    ("is_empty", |call, a| Ok(Value::Bool(matches!(len(call, a)?, Value::Int(0))))),
    ("contains", contains),
    ("has", contains),
    ("get", get),
    ("first", |_, a| Ok(element(&a[0], 0))),
    ("last", |_, a| Ok(element(&a[0], -1))),
    ("take", |call, a| part(call, a, |len, count| (0, count.min(len)))),
    ("drop", |call, a| part(call, a, |len, count| (count.min(len), len))),
    ("take_last", |call, a| part(call, a, |len, count| (len - count.min(len), len))),
    ("drop_last", |call, a| part(call, a, |len, count| (0, len - count.min(len)))),
    ("slice", slice),
    ("index_of", index_of),
    ("reverse", reverse),
    ("remove", remove),
    ("insert", insert),
    ("repeat", repeat),
    ("concat", |call, a| {
        let left = take(a, 0);
        Ok(ops::concat(call.env(), left, &a[1])?)
    }),
];

fn len(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    match ops::len(&arguments[0]) {
        Some(len) => Ok(Value::Int(len as i64)),
        None => Err(call.needs("a collection or String", &arguments[0])),
    }
}

fn contains(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    Ok(Value::Bool(ops::contains(call.env(), &arguments[0], &arguments[1])?))
}

fn get(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let found = match &arguments[0] {
        Value::Map(entries) => entries.get(&arguments[1]).cloned(),
        object => match ops::index_or_null(call.env(), object, &arguments[1])? {
            Value::Null => None,
            part => Some(part),
        },
    };
    Ok(found.unwrap_or_else(|| given(arguments, 2).cloned().unwrap_or(Value::Null)))
}

fn element(collection: &Value, index: i64) -> Value {
    match collection {
        Value::List(items) | Value::Tuple(items) => {
            position(index, items.len()).map_or(Value::Null, |at| items[at].clone())
        }
        Value::Set(items) => if index == 0 { items.first() } else { items.last() }.cloned().unwrap_or(Value::Null),
        Value::Text(text) if index == 0 => text.chars().next().map_or(Value::Null, Value::text),
        Value::Text(text) => text.chars().next_back().map_or(Value::Null, Value::text),
        _ => Value::Null,
    }
}

fn part(call: &Call<'_, '_>, arguments: &mut [Value], bounds: fn(usize, usize) -> (usize, usize)) -> Answer {
    let object = match &arguments[0] {
        Value::Set(_) => Value::List(call.items(arguments, 0)?),
        other => other.clone(),
    };
    let Some(len) = ops::len(&object).filter(|_| !matches!(object, Value::Map(_))) else {
        return Err(call.needs("a list or String", &object));
    };
    let (start, end) = bounds(len, call.count(arguments, 1)?);
    Ok(sub(&object, start, end))
}

fn slice(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let end = given(arguments, 2).cloned().unwrap_or(Value::Null);
    Ok(ops::slice(call.env(), &arguments[0], &arguments[1], &end, false)?)
}

fn index_of(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let found = match (&arguments[0], &arguments[1]) {
        (Value::List(items) | Value::Tuple(items), wanted) => items.iter().position(|item| ops::equal(item, wanted)),
        (Value::Text(text), Value::Text(part)) => text.find(part.as_str()).map(|at| text[..at].chars().count()),
        (Value::Text(_), other) => return Err(call.needs("a String to look for", other)),
        (other, _) => return Err(call.needs("a list or String", other)),
    };
    Ok(Value::Int(found.map_or(-1, |at| at as i64)))
}

fn reverse(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    match take(arguments, 0) {
        Value::List(mut items) => {
            Rc::make_mut(&mut items).reverse();
            Ok(Value::List(items))
        }
        Value::Tuple(mut items) => {
            Rc::make_mut(&mut items).reverse();
            Ok(Value::Tuple(items))
        }
        Value::Text(text) => Ok(Value::text(text.chars().rev().collect::<String>())),
        Value::Bytes(mut bytes) => {
            Rc::make_mut(&mut bytes).reverse();
            Ok(Value::Bytes(bytes))
        }
        other => Err(call.needs("a list or String", &other)),
    }
}

fn remove(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    match take(arguments, 0) {
        Value::Map(mut entries) => {
            Rc::make_mut(&mut entries).remove(&arguments[1]);
            Ok(Value::Map(entries))
        }
        Value::Set(mut items) => {
            Rc::make_mut(&mut items).remove(&arguments[1]);
            Ok(Value::Set(items))
        }
        Value::List(mut items) => {
            if let Some(at) = items.iter().position(|item| ops::equal(item, &arguments[1])) {
                Rc::make_mut(&mut items).remove(at);
            }
            Ok(Value::List(items))
        }
        other => Err(call.needs("a map, set or list", &other)),
    }
}

fn insert(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    match take(arguments, 0) {
        Value::Map(entries) => {
            let mut map = Value::Map(entries);
            let (key, value) = (take(arguments, 1), take(arguments, 2));
            ops::insert(call.env(), &mut map, key, value)?;
            Ok(map)
        }
        Value::List(items) => list::insert_at(call, items, arguments),
        other => Err(call.needs("a map or list", &other)),
    }
}

fn repeat(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let count = call.count(arguments, 1)?;
    let limits = call.env().limits;
    match &arguments[0] {
        Value::Text(text) => {
            limits.check_text(text.len().saturating_mul(count))?;
            Ok(Value::text(text.repeat(count)))
        }
        Value::List(items) => {
            limits.check_items(items.len().saturating_mul(count))?;
            let len = items.len() * count;
            Ok(Value::list(items.iter().cycle().take(len).cloned().collect()))
        }
        other => Err(call.needs("a String or list", other)),
    }
}

/// Passes when all items may be elements of a set or keys of a map.
pub(super) fn check_keys<'v>(call: &Call<'_, '_>, items: impl Iterator<Item = &'v Value>) -> Answer<()> {
    for item in items {
        check_key(call.env(), item)?;
    }
    Ok(())
}
