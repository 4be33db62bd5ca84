//! The values directly inside a value, in order.

use crate::vm::Value;
use std::collections::{BTreeSet, btree_map, btree_set};
use std::rc::Rc;
use std::slice;

/// Iterator over the values directly inside a value; a map gives key, value, key, value.
pub enum Parts<'a> {
    /// Of a list, tuple, record, variant or closure.
    Items(slice::Iter<'a, Value>),
    /// Of a set.
    Set(btree_set::Iter<'a, Value>),
    /// Of a map: the entries, and the value whose key was just given.
    Map(btree_map::Iter<'a, Value, Value>, Option<&'a Value>),
}

impl<'a> Parts<'a> {
    /// The parts of `value`; `None` when it is no collection.
    pub fn of(value: &'a Value) -> Option<Parts<'a>> {
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

/// Pairs of collections that a comparison has met.
///
/// A value can share its parts (`x = [x, x]`, again and again) and so be far larger than what it takes in memory. A comparison that goes on for long
/// therefore remembers the pairs it has gone into: one that comes again was equal, or the comparison would be over.
#[derive(Default)]
pub(crate) struct Repeats {
    steps: usize,
    pairs: BTreeSet<(usize, usize)>,
}

/// Steps without remembering: enough for nearly every comparison. Chosen by feel.
const STEPS_WITHOUT_MEMORY: usize = 10_000;

impl Repeats {
    /// Whether the comparison has gone into these two before.
    pub(crate) fn is_repeated(&mut self, a: &Value, b: &Value) -> bool {
        self.steps += 1;
        if self.steps < STEPS_WITHOUT_MEMORY {
            return false;
        }
        match (shared_address(a), shared_address(b)) {
            (Some(a), Some(b)) => !self.pairs.insert((a, b)),
            _ => false,
        }
    }
}

/// Where the parts of a collection stand that more than one value holds.
fn shared_address(value: &Value) -> Option<usize> {
    fn address<T>(shared: &Rc<T>) -> Option<usize> {
        (Rc::strong_count(shared) > 1).then(|| Rc::as_ptr(shared).addr())
    }
    match value {
        Value::List(items) | Value::Tuple(items) => address(items),
        Value::Set(items) => address(items),
        Value::Map(entries) => address(entries),
        Value::Record(record) => address(record),
        Value::Variant(variant) => address(variant),
        Value::Closure(closure) => address(closure),
        _ => None,
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
