//! Sets.

use super::arguments::{Call, take};
use super::{Answer, Entry};
use crate::vm::ops;
use crate::vm::{SetItems, Value};

pub(super) const CODE: &[Entry] = &[
    ("to_set", |call, a| Ok(Value::set(ops::set_of(call.env(), &a[0])?))),
    ("add", add),
    ("union", |call, a| both(call, a, ops::union)),
    ("intersection", |call, a| both(call, a, ops::intersection)),
    ("difference", |call, a| both(call, a, ops::difference)),
    ("symmetric_difference", |call, a| both(call, a, ops::symmetric_difference)),
    ("is_subset", |call, a| both(call, a, |a, b| Value::Bool(ops::is_subset(a, b)))),
    ("is_superset", |call, a| both(call, a, |a, b| Value::Bool(ops::is_subset(b, a)))),
    ("is_disjoint", |call, a| both(call, a, |a, b| Value::Bool(!a.iter().any(|item| b.contains(item))))),
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
