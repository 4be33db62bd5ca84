//! What ops do in their common cases, on registers alone: the arms of the step loop ([`super::step`]) that need nothing else.
//!
//! A function says whether it has done the op's work, or what its test gave. `false` or `None` is not a common case; then nothing has changed.

use super::{Value, ints};
use crate::bytecode::{Reg, VariantIndex};
use std::rc::Rc;

/// Overwrites a register; only a shared kind has something to let go of.
#[inline(always)]
pub(super) fn set(slot: &mut Value, value: Value) {
    if slot.is_shared_kind() {
        *slot = value;
    } else {
        std::mem::forget(std::mem::replace(slot, value));
    }
}

#[inline(always)]
pub(super) fn set_int(slot: &mut Value, value: i64) {
    match slot {
        Value::Int(slot) => *slot = value,
        slot => set(slot, Value::Int(value)),
    }
}

#[inline(always)]
fn at(window: &[Value], register: Reg) -> &Value {
    &window[register.0 as usize]
}

#[inline(always)]
fn at_mut(window: &mut [Value], register: Reg) -> &mut Value {
    &mut window[register.0 as usize]
}

/// Copies a value from one index to another. An integer's kind is not written again where there was one: reading what was just written in parts
/// takes a processor long.
#[inline(always)]
pub(super) fn assign(window: &mut [Value], dst: usize, src: usize) {
    if let Value::Int(value) = window[src] {
        return set_int(&mut window[dst], value);
    }
    let value = window[src].clone();
    set(&mut window[dst], value);
}

/// `a + b` of integers.
#[inline(always)]
pub(super) fn sum(window: &[Value], a: Reg, b: Reg) -> Option<i64> {
    match (at(window, a), at(window, b)) {
        (Value::Int(a), Value::Int(b)) => ints::add(*a, *b),
        _ => None,
    }
}

/// `a + value` of an integer.
#[inline(always)]
pub(super) fn sum_int(window: &[Value], a: Reg, value: i16) -> Option<i64> {
    match at(window, a) {
        Value::Int(a) => ints::add(*a, i64::from(value)),
        _ => None,
    }
}

/// Integer arithmetic that does not overflow, and floats.
#[inline(always)]
pub(super) fn arithmetic(
    window: &mut [Value],
    [dst, a, b]: [Reg; 3],
    int: impl Fn(i64, i64) -> Option<i64>,
    float: impl Fn(&Value, &Value) -> Option<f64>,
) -> bool {
    let (a, b) = (at(window, a), at(window, b));
    if let (Value::Int(a), Value::Int(b)) = (a, b) {
        let Some(value) = int(*a, *b) else { return false };
        set_int(at_mut(window, dst), value);
        return true;
    }
    let Some(value) = float(a, b) else { return false };
    set(at_mut(window, dst), Value::Float(value));
    true
}

/// Integer arithmetic with a small number.
#[inline(always)]
pub(super) fn arithmetic_int(
    window: &mut [Value],
    dst: Reg,
    a: Reg,
    value: i16,
    int: impl Fn(i64, i64) -> Option<i64>,
) -> bool {
    let Value::Int(a) = at(window, a) else { return false };
    let Some(value) = int(*a, i64::from(value)) else { return false };
    set_int(at_mut(window, dst), value);
    true
}

/// Bits of two integers.
#[inline(always)]
pub(super) fn bits(window: &mut [Value], [dst, a, b]: [Reg; 3], int: impl Fn(i64, i64) -> i64) -> bool {
    let (Value::Int(a), Value::Int(b)) = (at(window, a), at(window, b)) else { return false };
    let value = int(*a, *b);
    set_int(at_mut(window, dst), value);
    true
}

/// `dst = a % b`; a negative divisor is not common.
#[inline(always)]
pub(super) fn remainder(window: &mut [Value], [dst, a, b]: [Reg; 3]) -> bool {
    let (Value::Int(a), Value::Int(b)) = (at(window, a), at(window, b)) else { return false };
    if *b <= 0 {
        return false;
    }
    let value = a.wrapping_rem_euclid(*b);
    set_int(at_mut(window, dst), value);
    true
}

/// `dst = a % value`
#[inline(always)]
pub(super) fn remainder_int(window: &mut [Value], dst: Reg, a: Reg, value: i16) -> bool {
    let Value::Int(a) = at(window, a) else { return false };
    if value <= 0 {
        return false;
    }
    let value = ints::remainder(*a, value as u16);
    set_int(at_mut(window, dst), value);
    true
}

/// What a comparison of two integers or floats gives.
#[inline(always)]
pub(super) fn test(
    window: &[Value],
    a: Reg,
    b: Reg,
    int: impl Fn(i64, i64) -> bool,
    float: impl Fn(&Value, &Value) -> Option<bool>,
) -> Option<bool> {
    let (a, b) = (at(window, a), at(window, b));
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(int(*a, *b)),
        _ => float(a, b),
    }
}

/// What a comparison of an integer with a small number gives.
#[inline(always)]
pub(super) fn test_int(window: &[Value], a: Reg, value: i16, int: impl Fn(i64, i64) -> bool) -> Option<bool> {
    match at(window, a) {
        Value::Int(a) => Some(int(*a, i64::from(value))),
        _ => None,
    }
}

/// A comparison's result as a value.
#[inline(always)]
pub(super) fn compare(
    window: &mut [Value],
    [dst, a, b]: [Reg; 3],
    int: impl Fn(i64, i64) -> bool,
    float: impl Fn(&Value, &Value) -> Option<bool>,
) -> bool {
    let Some(value) = test(window, a, b, int, float) else { return false };
    set(at_mut(window, dst), Value::Bool(value));
    true
}

/// `dst = not a`
#[inline(always)]
pub(super) fn not(window: &mut [Value], dst: Reg, a: Reg) -> bool {
    let Value::Bool(value) = at(window, a) else { return false };
    let value = !value;
    set(at_mut(window, dst), Value::Bool(value));
    true
}

/// Whether a range has a next number, which goes into `dst`.
#[inline(always)]
pub(super) fn range_next(window: &mut [Value], counter: Reg, dst: Reg) -> Option<bool> {
    let (Value::Int(next), Value::Int(limit)) = (at(window, counter), at(window, Reg(counter.0 + 1))) else {
        return None;
    };
    let next = *next;
    if next >= *limit {
        return Some(false);
    }
    set_int(at_mut(window, counter), next + 1);
    set_int(at_mut(window, dst), next);
    Some(true)
}

/// Whether an iteration has a next item, which goes into `dst`. Behind the last one the list is let go of.
#[inline(always)]
pub(super) fn iter_next(window: &mut [Value], iter: Reg, dst: Reg) -> bool {
    let item = next_item(window, iter.0 as usize);
    let has_item = item.is_some();
    if let Some(item) = item {
        set(at_mut(window, dst), item);
    }
    has_item
}

#[inline(always)]
fn next_item(window: &mut [Value], at: usize) -> Option<Value> {
    let item = match (&window[at], &window[at + 1]) {
        (Value::List(items), Value::Int(index)) => items.get(*index as usize).map(Value::copy),
        _ => None,
    };
    match (&mut window[at + 1], &item) {
        (Value::Int(index), Some(_)) => *index += 1,
        _ => window[at] = Value::Null,
    }
    item
}

/// `dst = object[index]` of a list.
#[inline(always)]
pub(super) fn index(window: &mut [Value], dst: Reg, object: Reg, index: Reg) -> bool {
    let (Value::List(items), Value::Int(index)) = (at(window, object), at(window, index)) else { return false };
    let Some(item) = items.get(*index as usize).filter(|_| *index >= 0) else { return false };
    let value = item.copy();
    set(at_mut(window, dst), value);
    true
}

/// Moves a value to the end of a list that nobody shares.
#[inline(always)]
pub(super) fn push(window: &mut [Value], list: Reg, value: Reg, items_max: usize) -> bool {
    let taken = std::mem::replace(at_mut(window, value), Value::Null);
    if let Value::List(items) = at_mut(window, list)
        && items.len() < items_max
        && let Some(items) = Rc::get_mut(items)
    {
        items.push(taken);
        return true;
    }
    *at_mut(window, value) = taken;
    false
}

/// A part of a record or variant; null of anything else.
#[inline(always)]
pub(super) fn payload(window: &mut [Value], dst: Reg, src: Reg, index: usize) {
    let value = match at(window, src) {
        Value::Record(record) => record.fields[index].copy(),
        Value::Variant(variant) => variant.payload[index].copy(),
        _ => Value::Null,
    };
    set(at_mut(window, dst), value);
}

/// Whether a value is of a variant.
#[inline(always)]
pub(super) fn is_variant(value: &Value, variant: VariantIndex) -> bool {
    match value {
        Value::Unit(found) => *found == variant,
        Value::Variant(found) => found.variant == variant,
        _ => false,
    }
}
