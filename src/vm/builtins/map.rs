//! Maps.

use super::arguments::{Call, take};
use super::{Answer, Entry};
use crate::vm::ops::{self, check_key};
use crate::vm::{MapItems, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

pub(super) const CODE: &[Entry] = &[
    ("keys", |call, a| Ok(Value::list(call.map(a, 0)?.keys().cloned().collect()))),
    ("values", |call, a| Ok(Value::list(call.map(a, 0)?.values().cloned().collect()))),
    ("entries", |call, a| Ok(entries(call.map(a, 0)?))),
    ("has_key", |call, a| Ok(Value::Bool(call.map(a, 0)?.contains_key(&a[1])))),
    ("merge", merge),
    ("group_pairs", group_pairs),
    ("to_map", to_map),
    ("from_entries", to_map),
];

pub(super) fn entries(map: &MapItems) -> Value {
    Value::list(map.iter().map(|(key, value)| Value::tuple(vec![key.clone(), value.clone()])).collect())
}

fn merge(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let mut target = take(arguments, 0);
    ops::merge(call.env(), &mut target, &arguments[1])?;
    Ok(target)
}

fn to_map(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    if let Value::Map(map) = &arguments[0] {
        return Ok(Value::Map(Rc::clone(map)));
    }
    Ok(ops::map(call.env(), pairs(call, arguments)?)?)
}

fn group_pairs(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let mut groups = BTreeMap::new();
    for (key, value) in pairs(call, arguments)? {
        check_key(call.env(), &key)?;
        match groups.get_mut(&key) {
            Some(group) => ops::push(call.env(), group, value)?,
            None => drop(groups.insert(key, Value::list(vec![value]))),
        }
    }
    Ok(Value::map(groups))
}

fn pairs(call: &Call<'_, '_>, arguments: &[Value]) -> Answer<Vec<(Value, Value)>> {
    let pair = |pair: &Value| match pair {
        Value::Tuple(pair) | Value::List(pair) if pair.len() == 2 => Ok((pair[0].clone(), pair[1].clone())),
        other => Err(call.needs("pairs (key, value)", other)),
    };
    call.items(arguments, 0)?.iter().map(pair).collect()
}
