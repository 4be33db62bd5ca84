//! Values as JavaScript values, for promises.
//!
//! Numbers, texts and truth values become the same; an integer beyond 2⁵³ becomes a `BigInt`, a list, tuple or set an
//! array, a record an object, a map with text keys an object and any other a `Map`, a variant `{ variant, values }`.
//! Handles and functions have no counterpart and become their text.

use crate::bytecode::{Program, SymbolId};
use crate::vm::{Record, Value, Variant};
use js_sys::{Array, BigInt, Map, Object, Uint8Array};
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;

/// Deeper parts are given as text, so that a deep value cannot exhaust the host's stack. Chosen by feel.
const DEPTH_MAX: usize = 100;

/// The largest integer up to which JavaScript's numbers are exact.
const SAFE_INTEGER_MAX: u64 = (1 << 53) - 1;

/// What the conversion needs to know besides the value.
pub struct ValueMirror<'a> {
    /// Names of fields and variants.
    pub program: &'a Program,
    /// A value's text.
    pub text: &'a dyn Fn(&Value) -> String,
}

impl ValueMirror<'_> {
    /// The JavaScript value.
    pub fn to_js(&self, value: &Value) -> JsValue {
        self.part(value, 0)
    }

    fn part(&self, value: &Value, depth: usize) -> JsValue {
        match value {
            Value::Null => JsValue::NULL,
            Value::Bool(truth) => (*truth).into(),
            Value::Int(number) if number.unsigned_abs() <= SAFE_INTEGER_MAX => (*number as f64).into(),
            Value::Int(number) => BigInt::from(*number).into(),
            Value::Float(number) => (*number).into(),
            Value::Text(text) => text.as_str().into(),
            Value::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).into(),
            _ if depth >= DEPTH_MAX => (self.text)(value).into(),
            Value::List(items) | Value::Tuple(items) => self.array(items.iter(), depth),
            Value::Set(items) => self.array(items.iter(), depth),
            Value::Map(entries) => self.map(entries, depth),
            Value::Record(record) => self.record(record, depth),
            Value::Variant(variant) => self.variant(variant, depth),
            _ => (self.text)(value).into(),
        }
    }

    fn array<'v>(&self, items: impl Iterator<Item = &'v Value>, depth: usize) -> JsValue {
        items.map(|item| self.part(item, depth + 1)).collect::<Array>().into()
    }

    fn map(&self, entries: &BTreeMap<Value, Value>, depth: usize) -> JsValue {
        let pairs = entries.iter().map(|(key, value)| (self.part(key, depth + 1), self.part(value, depth + 1)));
        if entries.keys().all(|key| matches!(key, Value::Text(_))) {
            return object(pairs);
        }
        let map = Map::new();
        for (key, value) in pairs {
            map.set(&key, &value);
        }
        map.into()
    }

    fn record(&self, record: &Record, depth: usize) -> JsValue {
        let names = &self.program.records[record.shape as usize].fields;
        let pair = |(name, value): (&SymbolId, &Value)| {
            (JsValue::from(self.program.symbol(*name)), self.part(value, depth + 1))
        };
        object(names.iter().zip(record.fields.iter()).map(pair))
    }

    fn variant(&self, variant: &Variant, depth: usize) -> JsValue {
        let name = &*self.program.variants[variant.variant.0 as usize].name;
        let values = self.array(variant.payload.iter(), depth);
        object([("variant".into(), name.into()), ("values".into(), values)].into_iter())
    }
}

/// A plain object; any name is an own property of it, `__proto__` too.
fn object(pairs: impl Iterator<Item = (JsValue, JsValue)>) -> JsValue {
    let entries: Array = pairs.map(|(name, value)| JsValue::from(Array::of2(&name, &value))).collect();
    Object::from_entries(&entries).map_or(JsValue::NULL, JsValue::from)
}
