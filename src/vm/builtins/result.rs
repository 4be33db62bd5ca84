//! `ok` and `err` values.

use super::arguments::{Call, take};
use super::{Answer, Entry};
use crate::bytecode::VariantIndex;
use crate::vm::Value;
use crate::vm::ops;

pub(super) const CODE: &[Entry] = &[
    ("is_ok", |_, a| Ok(Value::Bool(payload(&a[0], VariantIndex::OK).is_some()))),
    ("is_err", |_, a| Ok(Value::Bool(payload(&a[0], VariantIndex::ERR).is_some()))),
    ("unwrap", |call, a| {
        let value = take(a, 0);
        Ok(ops::unwrap(call.env(), value)?)
    }),
    ("unwrap_or", |_, a| Ok(success(&a[0]).unwrap_or(&a[1]).clone())),
    ("unwrap_err", unwrap_err),
    ("ok_or", |_, a| Ok(success(&a[0]).map_or_else(|| Value::err(a[1].clone()), |value| Value::ok(value.clone())))),
    ("ok_value", |_, a| Ok(payload(&a[0], VariantIndex::OK).cloned().unwrap_or(Value::Null))),
    ("err_value", |_, a| Ok(payload(&a[0], VariantIndex::ERR).cloned().unwrap_or(Value::Null))),
];

fn payload(value: &Value, wanted: VariantIndex) -> Option<&Value> {
    match value {
        Value::Variant(variant) if variant.variant == wanted => variant.payload.first(),
        _ => None,
    }
}

/// The value of an `ok`, or a value that is neither null nor an `err`.
fn success(value: &Value) -> Option<&Value> {
    match value {
        Value::Null => None,
        Value::Variant(variant) if variant.variant == VariantIndex::ERR => None,
        _ => Some(payload(value, VariantIndex::OK).unwrap_or(value)),
    }
}

fn unwrap_err(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    payload(&arguments[0], VariantIndex::ERR).cloned().ok_or_else(|| call.needs("an err", &arguments[0]))
}
