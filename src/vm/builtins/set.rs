//! Sets.

use super::arguments::{Call, take};
use super::{Answer, Entry};
use crate::vm::ops;
use crate::vm::{SetItems, Value};

pub(super) const CODE: &[Entry] = &[
    ("to_set", |call, a| Ok(Value::set(ops::set_of(call.env(), &a[0])?))),
    ("add", add),
    ("union", |call, a| both(call, a, |a, b| Value::set(a.union(b).cloned().collect()))),
    ("intersection", |call, a| both(call, a, |a, b| Value::set(a.intersection(b).cloned().collect()))),
    ("difference", |call, a| both(call, a, |a, b| Value::set(a.difference(b).cloned().collect()))),
    ("symmetric_difference", |call, a| both(call, a, |a, b| Value::set(a.symmetric_difference(b).cloned().collect()))),
    ("is_subset", |call, a| both(call, a, |a, b| Value::Bool(a.is_subset(b)))),
    ("is_superset", |call, a| both(call, a, |a, b| Value::Bool(a.is_superset(b)))),
    ("is_disjoint", |call, a| both(call, a, |a, b| Value::Bool(a.is_disjoint(b)))),
];

fn add(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let mut target = take(arguments, 0);
    let item = take(arguments, 1);
    match target {
        Value::List(_) => ops::push(call.env(), &mut target, item)?,
        _ => ops::add_to_set(call.env(), &mut target, item)?,
    }
    Ok(target)
}

fn both(call: &Call<'_, '_>, arguments: &[Value], join: fn(&SetItems, &SetItems) -> Value) -> Answer {
    Ok(join(call.set(arguments, 0)?, call.set(arguments, 1)?))
}
