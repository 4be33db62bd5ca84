//! Lists.

use super::arguments::{Call, given, take, take_list};
use super::collection::check_keys;
use super::math::sum_of;
use super::{Answer, Entry};
use crate::vm::ops::{self, Parts};
use crate::vm::{Items, Value};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::rc::Rc;

pub(super) const CODE: &[Entry] = &[
    ("push", push),
    ("append", push),
    ("prepend", |call, a| {
        let items = take_list(call, a, 0)?;
        insert_before(call, items, 0, take(a, 1))
    }),
    ("extend", |call, a| {
        let mut list = take(a, 0);
        ops::extend(call.env(), &mut list, &a[1])?;
        Ok(list)
    }),
    ("remove_at", remove_at),
    ("enumerate", enumerate),
    ("zip", zip),
    ("range", range),
    ("chunk", |call, a| pieces(call, a, |items, size| items.chunks(size).map(<[Value]>::to_vec).collect())),
    ("window", |call, a| pieces(call, a, |items, size| items.windows(size).map(<[Value]>::to_vec).collect())),
    ("unique", unique),
    ("flatten", flatten),
    ("sort", |call, a| sort(call, a, |a, b| a.cmp(b))),
    ("sort_asc", |call, a| sort(call, a, |a, b| a.cmp(b))),
    ("sort_desc", |call, a| sort(call, a, |a, b| b.cmp(a))),
    ("binary_search", |call, a| {
        let found = call.list(a, 0)?.binary_search(&a[1]);
        Ok(Value::Int(found.map_or(-1, |at| at as i64)))
    }),
    ("min", |call, a| extreme(call, a, Ordering::Less)),
    ("max", |call, a| extreme(call, a, Ordering::Greater)),
    ("sum", |call, a| sum_of(call, &call.items(a, 0)?)),
    ("product", |call, a| {
        let multiply = |product: Answer, item: &Value| Ok(ops::multiply(call.env(), &product?, item)?);
        call.items(a, 0)?.iter().fold(Ok(Value::Int(1)), multiply)
    }),
    ("average", average),
    ("mean", average),
    ("join", join),
];

fn push(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let mut list = take(arguments, 0);
    ops::push(call.env(), &mut list, take(arguments, 1))?;
    Ok(list)
}

pub(super) fn insert_at(call: &Call<'_, '_>, items: Rc<Items>, arguments: &mut [Value]) -> Answer {
    let len = items.len() as i64;
    let index = call.int(arguments, 1)?;
    let at = if index < 0 { index.saturating_add(len) } else { index };
    if !(0..=len).contains(&at) {
        return Err(call.fault(&format!("index {index} is outside the list: it has {len} elements")));
    }
    insert_before(call, items, at as usize, take(arguments, 2))
}

fn insert_before(call: &Call<'_, '_>, mut items: Rc<Items>, at: usize, value: Value) -> Answer {
    call.env().limits.check_items(items.len() + 1)?;
    Rc::make_mut(&mut items).insert(at, value);
    Ok(Value::List(items))
}

fn remove_at(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let mut items = take_list(call, arguments, 0)?;
    let index = call.int(arguments, 1)?;
    match ops::position(index, items.len()) {
        Some(at) => {
            Rc::make_mut(&mut items).remove(at);
            Ok(Value::List(items))
        }
        None => Err(call.fault(&format!("index {index} is outside the list: it has {} elements", items.len()))),
    }
}

fn zip(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let lists: Vec<Rc<Items>> = (0..arguments.len()).map(|at| call.items(arguments, at)).collect::<Answer<_>>()?;
    let len = lists.iter().map(|list| list.len()).min().unwrap_or(0);
    let row = |at: usize| Value::tuple(lists.iter().map(|list| list[at].clone()).collect());
    Ok(Value::list((0..len).map(row).collect()))
}

fn enumerate(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let start = given(arguments, 1).map_or(Ok(0), |_| call.int(arguments, 1))?;
    let pair =
        |(at, item): (usize, &Value)| Value::tuple(vec![Value::Int(start.wrapping_add(at as i64)), item.clone()]);
    Ok(Value::list(call.items(arguments, 0)?.iter().enumerate().map(pair).collect()))
}

fn range(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let step = given(arguments, 2).unwrap_or(&Value::Int(1));
    let (low, high) = match given(arguments, 1) {
        Some(high) => (&arguments[0], high),
        None => (&Value::Int(0), &arguments[0]),
    };
    Ok(ops::range(call.env(), low, high, step, false)?)
}

fn pieces(call: &Call<'_, '_>, arguments: &[Value], cut: fn(&[Value], usize) -> Vec<Vec<Value>>) -> Answer {
    let size = call.int(arguments, 1)?;
    let Some(size) = usize::try_from(size).ok().filter(|size| *size > 0) else {
        return Err(call.fault(&format!("the size must be at least 1, found {size}")));
    };
    let items = call.items(arguments, 0)?;
    let total =
        if call.name == "window" { items.len().saturating_sub(size - 1).saturating_mul(size) } else { items.len() };
    call.env().limits.check_items(total)?;
    Ok(Value::list(cut(&items, size).into_iter().map(Value::list).collect()))
}

fn unique(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let items = call.items(arguments, 0)?;
    check_keys(call, items.iter())?;
    let mut seen = BTreeSet::new();
    Ok(Value::list(items.iter().filter(|item| seen.insert(Value::clone(item))).cloned().collect()))
}

fn flatten(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let mut flat = Vec::new();
    for item in call.items(arguments, 0)?.iter() {
        match item {
            Value::List(_) | Value::Tuple(_) | Value::Set(_) => {
                flat.extend(Parts::of(item).into_iter().flatten().cloned())
            }
            other => flat.push(other.clone()),
        }
        call.env().limits.check_items(flat.len())?;
    }
    Ok(Value::list(flat))
}

fn sort(call: &Call<'_, '_>, arguments: &mut [Value], order: fn(&Value, &Value) -> Ordering) -> Answer {
    let mut items = match take(arguments, 0) {
        Value::List(items) => items,
        other => {
            arguments[0] = other;
            call.items(arguments, 0)?
        }
    };
    check_sortable(call, &items)?;
    Rc::make_mut(&mut items).sort_by(order);
    Ok(Value::List(items))
}

/// Passes when the items are of one kind: an order between kinds would be an accident.
fn check_sortable(call: &Call<'_, '_>, items: &Items) -> Answer<()> {
    check_keys(call, items.iter())?;
    let kind = |value: &Value| match value {
        Value::Int(_) => "Float",
        other => ops::kind_name(call.context.program, other),
    };
    match items.windows(2).find(|pair| kind(&pair[0]) != kind(&pair[1])) {
        Some(pair) => Err(ops::operands_fault(call.env(), "compare the order of", &pair[0], &pair[1]).into()),
        None => Ok(()),
    }
}

/// The least or greatest of the arguments, or of the items of the only argument; the first of equal ones; null when there is none.
fn extreme(call: &Call<'_, '_>, arguments: &[Value], wanted: Ordering) -> Answer {
    let items = match arguments {
        [_] => call.items(arguments, 0)?,
        _ => Rc::new(arguments.to_vec().into()),
    };
    check_sortable(call, &items)?;
    let better = |best: Value, item: &Value| if item.cmp(&best) == wanted { item.clone() } else { best };
    Ok(items.first().map_or(Value::Null, |first| items.iter().fold(first.clone(), better)))
}

fn average(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let items = call.items(arguments, 0)?;
    if items.is_empty() {
        return Ok(Value::Null);
    }
    let sum = sum_of(call, &items)?;
    Ok(Value::Float(call.float(&[sum], 0)? / items.len() as f64))
}

fn join(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let separator = match given(arguments, 1) {
        Some(_) => call.text(arguments, 1)?.as_str(),
        None => "",
    };
    let mut out = String::new();
    for (at, item) in call.items(arguments, 0)?.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { separator });
        crate::vm::text::write_display(call.env(), item, &mut out)?;
    }
    call.new_text(out)
}
