//! The values directly inside a value, in order.

use crate::vm::Value;
use std::collections::{btree_map, btree_set};
use std::slice;

/// Iterator over the values directly inside a value; a map gives key, value, key, value.
pub(crate) enum Parts<'a> {
    /// Of a list, tuple, record, variant or closure.
    Items(slice::Iter<'a, Value>),
    /// Of a set.
    Set(btree_set::Iter<'a, Value>),
    /// Of a map: the entries, and the value whose key was just given.
    Map(btree_map::Iter<'a, Value, Value>, Option<&'a Value>),
}

impl<'a> Parts<'a> {
    /// The parts of `value`; `None` when it is no collection.
    pub(crate) fn of(value: &'a Value) -> Option<Parts<'a>> {
        Some(match value {
            Value::List(items) | Value::Tuple(items) => Parts::Items(items.iter()),
            Value::Record(record) => Parts::Items(record.fields.iter()),
            Value::Variant(variant) => Parts::Items(variant.payload.iter()),
            Value::Closure(closure) => Parts::Items(closure.captures.iter()),
            Value::Set(set) => Parts::Set(set.iter()),
            Value::Map(map) => Parts::Map(map.iter(), None),
            _ => return None,
        })
    }

    /// How many are left.
    pub(crate) fn len(&self) -> usize {
        match self {
            Parts::Items(items) => items.len(),
            Parts::Set(items) => items.len(),
            Parts::Map(entries, value) => entries.len() * 2 + usize::from(value.is_some()),
        }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a Value;

    fn next(&mut self) -> Option<&'a Value> {
        match self {
            Parts::Items(items) => items.next(),
            Parts::Set(items) => items.next(),
            Parts::Map(entries, held) => held.take().or_else(|| {
                let (key, value) = entries.next()?;
                *held = Some(value);
                Some(key)
            }),
        }
    }
}

/// Whether `value` has at most `max` parts, parts of parts included, counted as often as they are reached.
pub(crate) fn has_at_most(value: &Value, max: usize) -> bool {
    let mut left = max;
    let mut open: Vec<Parts<'_>> = Parts::of(value).into_iter().collect();
    while let Some(parts) = open.last_mut() {
        let Some(part) = parts.next() else {
            open.pop();
            continue;
        };
        if left == 0 {
            return false;
        }
        left -= 1;
        open.extend(Parts::of(part));
    }
    true
}
