//! From the machine to JavaScript.

use super::{HANDLE, PART_BYTES, RECORD, SAFE_INTEGER_MAX, Scales, TUPLE, mark_key};
use crate::bytecode::{Program, SymbolId, VariantIndex};
use crate::runtime::Machine;
use crate::vm::{Record, Value};
use js_sys::{Array, BigInt, Map, Object, Reflect, Set, Symbol, Uint8Array};
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};

/// The JavaScript value.
///
/// # Errors
/// A sentence that goes on from "the value cannot go to JavaScript:".
pub fn to_js(value: &Value, machine: &Machine) -> Result<JsValue, String> {
    Writer { machine, mark: mark_key(), scales: Scales::default() }.part(value)
}

struct Writer<'a> {
    machine: &'a Machine,
    mark: Symbol,
    scales: Scales,
}

type Written = Result<JsValue, String>;

impl Writer<'_> {
    fn part(&mut self, value: &Value) -> Written {
        self.scales.add(PART_BYTES)?;
        Ok(match value {
            Value::Null => JsValue::NULL,
            Value::Bool(truth) => (*truth).into(),
            Value::Int(number) if number.unsigned_abs() <= SAFE_INTEGER_MAX => (*number as f64).into(),
            Value::Int(number) => BigInt::from(*number).into(),
            Value::Float(number) => (*number).into(),
            Value::Text(text) => {
                self.scales.add(text.len())?;
                text.as_str().into()
            }
            Value::Bytes(bytes) => {
                self.scales.add(bytes.len())?;
                Uint8Array::from(bytes.as_slice()).into()
            }
            _ => {
                self.scales.enter()?;
                let written = self.compound(value)?;
                self.scales.leave();
                written
            }
        })
    }

    fn compound(&mut self, value: &Value) -> Written {
        match value {
            Value::List(items) => Ok(self.array(items)?.into()),
            Value::Tuple(items) => {
                let array = self.array(items)?;
                Ok(self.marked(array.into(), TUPLE))
            }
            Value::Set(items) => {
                let items = items.iter().map(|item| self.part(item)).collect::<Result<Vec<_>, _>>()?;
                Ok(Set::new(&items.into_iter().collect::<Array>()).into())
            }
            Value::Map(entries) => self.map(entries),
            Value::Record(record) => self.record(record),
            Value::Unit(variant) => self.variant(*variant, &[]),
            Value::Variant(variant) => self.variant(variant.variant, &variant.payload),
            _ => {
                let handle = object([("handle".into(), self.machine.text(value).into())]);
                Ok(self.marked(handle, HANDLE))
            }
        }
    }

    fn array(&mut self, items: &[Value]) -> Result<Array, String> {
        items.iter().map(|item| self.part(item)).collect::<Result<Vec<_>, _>>().map(|items| items.into_iter().collect())
    }

    fn map(&mut self, entries: &BTreeMap<Value, Value>) -> Written {
        let pairs = entries.iter().map(|(key, value)| Ok((self.part(key)?, self.part(value)?)));
        let pairs = pairs.collect::<Result<Vec<_>, String>>()?;
        if entries.keys().all(|key| matches!(key, Value::Text(_))) && !looks_like_variant(entries) {
            return Ok(object(pairs));
        }
        let map = Map::new();
        for (key, value) in pairs {
            map.set(&key, &value);
        }
        Ok(map.into())
    }

    fn record(&mut self, record: &Record) -> Written {
        let program: &Program = self.machine.program();
        let shape = &program.records[record.shape as usize];
        let pair = |(name, value): (&SymbolId, &Value)| Ok((program.symbol(*name).into(), self.part(value)?));
        let pairs = shape.fields.iter().zip(record.fields.iter()).map(pair).collect::<Result<Vec<_>, String>>()?;
        Ok(self.marked(object(pairs), &format!("{RECORD}{}", shape.name)))
    }

    fn variant(&mut self, variant: VariantIndex, payload: &[Value]) -> Written {
        let name = variant_name(self.machine.program(), variant);
        let values = self.array(payload)?;
        Ok(object([("variant".into(), name.into()), ("values".into(), values.into())]))
    }

    /// Puts a mark on an object of ours, which takes every property.
    fn marked(&self, value: JsValue, mark: &str) -> JsValue {
        let descriptor = Object::new();
        let _ = Reflect::set(&descriptor, &"value".into(), &mark.into());
        Object::define_property(value.unchecked_ref::<Object>(), &self.mark, &descriptor).into()
    }
}

/// `Circle`, or `Shape.Circle` when another enum has one too.
fn variant_name(program: &Program, variant: VariantIndex) -> String {
    let shape = &program.variants[variant.0 as usize];
    match program.variants.iter().filter(|other| other.name == shape.name).count() {
        1 => shape.name.to_string(),
        _ => format!("{}.{}", shape.enum_name, shape.name),
    }
}

fn looks_like_variant(entries: &BTreeMap<Value, Value>) -> bool {
    entries.len() == 2 && ["variant", "values"].iter().all(|key| entries.contains_key(&Value::text(*key)))
}

/// A plain object; any name is an own property of it, `__proto__` too.
pub fn object(pairs: impl IntoIterator<Item = (JsValue, JsValue)>) -> JsValue {
    let entries: Array = pairs.into_iter().map(|(name, value)| JsValue::from(Array::of2(&name, &value))).collect();
    Object::from_entries(&entries).map_or(JsValue::NULL, JsValue::from)
}
