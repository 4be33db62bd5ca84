//! Equality and the total order of values, without recursion.
//!
//! `==` compares numbers by value across Int and Float, exactly (no rounding of large integers), and everything else by structure. A float that is
//! not a number differs from itself; inside collections it counts as itself, so that a collection always equals its copies.
//! The total order, in which sets and map keys are kept, goes by kind first; -0.0 and 0.0 are one number, not-a-number is above all numbers.

use super::parts::{Parts, Repeats};
use crate::vm::Value;
use std::cmp::Ordering;
use std::rc::Rc;

/// `a == b`
pub fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Float(a), Value::Float(b)) => a == b,
        _ => walk(a, b, true) == Ordering::Equal,
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        walk(self, other, true) == Ordering::Equal
    }
}

impl Eq for Value {}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Value) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Value) -> Ordering {
        walk(self, other, false)
    }
}

/// Compares two numbers of different kind by their exact values; `None` for not-a-number.
pub(crate) fn compare_int_float(a: i64, b: f64) -> Option<Ordering> {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    if b.is_nan() {
        return None;
    }
    if b >= TWO_TO_63 {
        return Some(Ordering::Less);
    }
    if b < -TWO_TO_63 {
        return Some(Ordering::Greater);
    }
    let whole = b.trunc();
    Some(a.cmp(&(whole as i64)).then_with(|| 0.0f64.partial_cmp(&(b - whole)).unwrap_or(Ordering::Equal)))
}

fn float_order(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

/// How two values compare before their parts are looked at.
enum Head<'a> {
    Decided(Ordering),
    Parts(Parts<'a>, Parts<'a>),
}

fn walk(a: &Value, b: &Value, lengths_first: bool) -> Ordering {
    let mut open: Vec<(Parts<'_>, Parts<'_>)> = Vec::new();
    let mut repeats = Repeats::default();
    let (mut a, mut b) = (a, b);
    loop {
        match head(a, b) {
            Head::Decided(Ordering::Equal) => {}
            Head::Decided(order) => return order,
            Head::Parts(..) if repeats.is_repeated(a, b) => {}
            Head::Parts(a, b) if lengths_first && a.len() != b.len() => return a.len().cmp(&b.len()),
            Head::Parts(a, b) => open.push((a, b)),
        }
        (a, b) = loop {
            let Some((left, right)) = open.last_mut() else { return Ordering::Equal };
            match (left.next(), right.next()) {
                (Some(a), Some(b)) => break (a, b),
                (None, None) => drop(open.pop()),
                (None, Some(_)) => return Ordering::Less,
                (Some(_), None) => return Ordering::Greater,
            }
        };
    }
}

fn head<'a>(a: &'a Value, b: &'a Value) -> Head<'a> {
    if let Some(order) = leaf(a, b) {
        return Head::Decided(order);
    }
    let order = rank(a).cmp(&rank(b)).then_with(|| shape(a).cmp(&shape(b)));
    match (Parts::of(a), Parts::of(b)) {
        (Some(left), Some(right)) if order == Ordering::Equal && !is_shared(a, b) => Head::Parts(left, right),
        _ => Head::Decided(order),
    }
}

/// The order of two values of one kind that have no parts.
fn leaf(a: &Value, b: &Value) -> Option<Ordering> {
    Some(match (a, b) {
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.as_str().cmp(b.as_str()),
        (Value::Float(a), Value::Float(b)) => float_order(*a, *b),
        (Value::Int(a), Value::Float(b)) => compare_int_float(*a, *b).unwrap_or(Ordering::Less),
        (Value::Float(a), Value::Int(b)) => compare_int_float(*b, *a).map_or(Ordering::Greater, Ordering::reverse),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Bytes(a), Value::Bytes(b)) => a.cmp(b),
        (Value::Future(a), Value::Future(b)) => a.cmp(b),
        (Value::Channel(a), Value::Channel(b)) => a.cmp(b),
        (Value::Shared(a), Value::Shared(b)) => a.cmp(b),
        (Value::Function(a), Value::Function(b)) => a.cmp(b),
        (Value::Builtin(a), Value::Builtin(b)) => a.cmp(b),
        (Value::RecordConstructor(a), Value::RecordConstructor(b)) => a.cmp(b),
        (Value::VariantConstructor(a), Value::VariantConstructor(b)) => a.cmp(b),
        (Value::Failure(a), Value::Failure(b)) => a.message.cmp(&b.message),
        _ => return None,
    })
}

/// The place of a value's kind in the total order.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Int(_) | Value::Float(_) => 2,
        Value::Text(_) => 3,
        Value::Bytes(_) => 4,
        Value::Tuple(_) => 5,
        Value::List(_) => 6,
        Value::Set(_) => 7,
        Value::Map(_) => 8,
        Value::Record(_) => 9,
        Value::Unit(_) | Value::Variant(_) => 10,
        Value::Future(_) => 11,
        Value::Channel(_) => 12,
        Value::Shared(_) => 13,
        Value::Function(_) => 14,
        Value::Closure(_) => 15,
        Value::Builtin(_) => 16,
        Value::RecordConstructor(_) => 17,
        Value::VariantConstructor(_) => 18,
        Value::Absent => 19,
        Value::Failure(_) => 20,
    }
}

/// What distinguishes two values of one kind besides their parts.
fn shape(value: &Value) -> u16 {
    match value {
        Value::Record(record) => record.shape,
        Value::Unit(variant) => variant.0,
        Value::Variant(variant) => variant.variant.0,
        Value::Closure(closure) => closure.function.0,
        _ => 0,
    }
}

/// Whether both are copies of one value that share their parts.
fn is_shared(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::List(a), Value::List(b)) | (Value::Tuple(a), Value::Tuple(b)) => Rc::ptr_eq(a, b),
        (Value::Set(a), Value::Set(b)) => Rc::ptr_eq(a, b),
        (Value::Map(a), Value::Map(b)) => Rc::ptr_eq(a, b),
        (Value::Record(a), Value::Record(b)) => Rc::ptr_eq(a, b),
        (Value::Variant(a), Value::Variant(b)) => Rc::ptr_eq(a, b),
        (Value::Closure(a), Value::Closure(b)) => Rc::ptr_eq(a, b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn chain(depth: usize) -> Value {
        (0..depth).fold(Value::Null, |inner, _| Value::list(vec![inner]))
    }

    #[test]
    fn numbers_compare_by_value_without_rounding() {
        assert!(equal(&Value::Int(1), &Value::Float(1.0)));
        assert!(equal(&Value::Float(-0.0), &Value::Float(0.0)));
        let large = (1i64 << 53) + 1;
        assert!(!equal(&Value::Int(large), &Value::Float(large as f64)));
        assert_eq!(compare_int_float(i64::MAX, 9_223_372_036_854_775_808.0), Some(Ordering::Less));
        assert_eq!(compare_int_float(i64::MIN, -9_223_372_036_854_775_808.0), Some(Ordering::Equal));
        assert_eq!(compare_int_float(-1, -1.5), Some(Ordering::Greater));
        assert_eq!(compare_int_float(1, 1.5), Some(Ordering::Less));
        assert_eq!(compare_int_float(0, f64::NEG_INFINITY), Some(Ordering::Greater));
    }

    #[test]
    fn not_a_number_differs_from_itself_but_is_one_element() {
        let nan = Value::Float(f64::NAN);
        assert!(!equal(&nan, &nan));
        assert!(equal(&Value::list(vec![nan.clone()]), &Value::list(vec![nan.clone()])));
        let set = BTreeSet::from([nan.clone(), nan, Value::Float(1.0), Value::Int(1)]);
        assert_eq!(set.len(), 2);
        assert_eq!(set.first(), Some(&Value::Int(1)));
    }

    #[test]
    fn kinds_are_apart() {
        assert!(!equal(&Value::Null, &Value::Bool(false)));
        assert!(!equal(&Value::Int(1), &Value::Bool(true)));
        assert!(!equal(&Value::list(vec![]), &Value::tuple(vec![])));
        assert!(!equal(&Value::ok(Value::Int(1)), &Value::err(Value::Int(1))));
    }

    #[test]
    fn deep_values_compare_without_recursion() {
        assert!(equal(&chain(100_000), &chain(100_000)));
        assert_eq!(chain(100_000).cmp(&chain(100_001)), Ordering::Less);
    }

    #[test]
    fn values_that_share_their_parts_compare_without_going_through_all_copies() {
        let doubled = || (0..64).fold(Value::Null, |inner, _| Value::list(vec![inner.clone(), inner]));
        assert!(equal(&doubled(), &doubled()));
        assert_eq!(doubled().cmp(&Value::list(vec![doubled(), doubled()])), Ordering::Less);
    }

    #[test]
    fn lists_are_ordered_item_by_item() {
        let list = |items: &[i64]| Value::list(items.iter().copied().map(Value::Int).collect());
        assert!(list(&[1, 2]) < list(&[1, 3]));
        assert!(list(&[1]) < list(&[1, 0]));
        assert!(list(&[2]) > list(&[1, 9, 9]));
    }
}
