//! The algebra of sets, by membership: sets of values are small, and one way of looking things up is code enough for a page to load.

use crate::vm::{SetItems, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A set of the values; of equal ones the first stays.
pub fn set_of_values(items: impl IntoIterator<Item = Value>) -> BTreeSet<Value> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// A map of the entries; of equal keys the first stays, with the value of the last.
pub fn map_of_entries(entries: impl IntoIterator<Item = (Value, Value)>) -> BTreeMap<Value, Value> {
    let mut map = BTreeMap::new();
    for (key, value) in entries {
        map.insert(key, value);
    }
    map
}

/// The elements of both.
pub(crate) fn union(a: &SetItems, b: &SetItems) -> Value {
    let mut set = BTreeSet::clone(a);
    set.extend(b.iter().cloned());
    Value::set(set)
}

/// The elements that both have.
pub(crate) fn intersection(a: &SetItems, b: &SetItems) -> Value {
    Value::set(selected(a, b, true))
}

/// The elements that only `a` has.
pub(crate) fn difference(a: &SetItems, b: &SetItems) -> Value {
    Value::set(selected(a, b, false))
}

/// The elements that one of them has.
pub(crate) fn symmetric_difference(a: &SetItems, b: &SetItems) -> Value {
    let mut set = selected(a, b, false);
    set.extend(selected(b, a, false));
    Value::set(set)
}

/// Whether `b` has all elements of `a`.
pub(crate) fn is_subset(a: &SetItems, b: &SetItems) -> bool {
    a.iter().all(|item| b.contains(item))
}

fn selected(a: &SetItems, b: &SetItems, is_in_b: bool) -> BTreeSet<Value> {
    set_of_values(a.iter().filter(|item| b.contains(item) == is_in_b).cloned())
}
