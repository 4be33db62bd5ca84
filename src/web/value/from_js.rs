//! From JavaScript to the machine. Anything may come: every look at a foreign object is one that may throw.

use super::unfit::{Unfit, item, member};
use super::{DEPTH_MAX, HANDLE, PART_BYTES, RECORD, SAFE_INTEGER_MAX, Scales, TUPLE, mark_key};
use crate::bytecode::{Program, VariantIndex, VariantShape};
use crate::vm::ops::{Env, ValueLimits, map, set};
use crate::vm::{FutureId, FutureNames, Value};
use crate::web::thrown::message_of;
use crate::world::record;
use js_sys::{Array, BigInt, Function, JsString, Map, Reflect, Set, Symbol, Uint8Array, global};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Array, js_name = isArray, catch)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(js_namespace = Array, js_name = from, catch)]
    fn array_from(value: &JsValue) -> Result<Array, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = keys, catch)]
    fn keys_of(value: &JsValue) -> Result<Array, JsValue>;
}

/// Reads one value.
pub struct FromJs<'a> {
    program: &'a Program,
    limits: ValueLimits,
    mark: Symbol,
    scales: Scales,
    /// The objects around the part that is being read.
    around: Vec<JsValue>,
}

type Read = Result<Value, Unfit>;

impl<'a> FromJs<'a> {
    /// A reader for values that go to this program.
    pub fn new(program: &'a Program, limits: ValueLimits) -> FromJs<'a> {
        FromJs { program, limits, mark: mark_key(), scales: Scales::default(), around: Vec::new() }
    }

    /// The value.
    ///
    /// # Errors
    /// A sentence that goes on from "the answer cannot be used:".
    pub fn read(mut self, given: &JsValue) -> Result<Value, String> {
        self.part(given).map_err(Unfit::sentence)
    }

    fn part(&mut self, given: &JsValue) -> Read {
        self.scales.add(PART_BYTES)?;
        if given.is_null() || given.is_undefined() {
            Ok(Value::Null)
        } else if let Some(truth) = given.as_bool() {
            Ok(Value::Bool(truth))
        } else if let Some(number) = given.as_f64() {
            Ok(number_value(number))
        } else if let Some(text) = given.dyn_ref::<JsString>() {
            self.text(text)
        } else if given.is_bigint() {
            bigint(given)
        } else if given.is_symbol() || given.is_function() {
            Err(no_counterpart(if given.is_symbol() { "a symbol" } else { "a function" }))
        } else {
            self.enter(given)?;
            let read = self.object(given)?;
            self.around.pop();
            self.scales.leave();
            Ok(read)
        }
    }

    fn enter(&mut self, given: &JsValue) -> Result<(), Unfit> {
        self.around.push(given.clone());
        self.scales.enter().map_err(|too_deep| match self.around[..DEPTH_MAX].contains(given) {
            true => Unfit::from("it contains itself".to_owned()),
            false => too_deep.into(),
        })
    }

    fn text(&mut self, text: &JsString) -> Read {
        self.scales.add(text.length() as usize)?;
        let read = String::from(text);
        // A lone surrogate is replaced on the way; only then is it worth while to look at the original.
        if read.contains('\u{FFFD}') && !text.is_valid_utf16() {
            return Err("a text with half a surrogate pair is no Unicode".to_owned().into());
        }
        self.limits.check_text(read.len())?;
        Ok(Value::text(read))
    }

    fn object(&mut self, given: &JsValue) -> Read {
        if look(is_array(given))? {
            return self.array(given);
        }
        if given.is_instance_of::<Uint8Array>() {
            return self.bytes(given);
        }
        if given.is_instance_of::<Map>() {
            return self.map(given);
        }
        if given.is_instance_of::<Set>() {
            return self.set(given);
        }
        if is_plain(given)? { self.plain(given) } else { Err(no_counterpart(&class_of(given))) }
    }

    fn array(&mut self, given: &JsValue) -> Read {
        let items = self.items(given)?;
        let is_tuple = self.mark_of(given)?.as_deref() == Some(TUPLE);
        Ok(if is_tuple { Value::tuple(items) } else { Value::list(items) })
    }

    fn items(&mut self, given: &JsValue) -> Result<Vec<Value>, Unfit> {
        let length = look(Reflect::get(given, &"length".into()))?.as_f64().unwrap_or(0.0) as usize;
        self.limits.check_items(length)?;
        self.scales.add(length.saturating_mul(PART_BYTES))?;
        let mut items = Vec::new();
        for index in 0..length as u32 {
            let read = look(Reflect::get_u32(given, index)).and_then(|given| self.part(&given));
            items.push(read.map_err(|unfit| unfit.inside(item(index)))?);
        }
        Ok(items)
    }

    fn bytes(&mut self, given: &JsValue) -> Read {
        let class = look(Reflect::get(&global(), &"Uint8Array".into()))?;
        // A copy made by the class itself: whatever the object's own members say does not matter.
        let copy = look(Reflect::construct(class.unchecked_ref::<Function>(), &Array::of1(given)))?;
        let bytes = copy.unchecked_into::<Uint8Array>();
        self.scales.add(bytes.length() as usize)?;
        Ok(Value::Bytes(bytes.to_vec().into()))
    }

    fn map(&mut self, given: &JsValue) -> Read {
        let mut entries = Vec::new();
        for (index, entry) in look(array_from(given))?.iter().enumerate() {
            let step = |unfit: Unfit| unfit.inside(item(index as u32));
            let mut half = |at| look(Reflect::get_u32(&entry, at)).and_then(|given| self.part(&given)).map_err(step);
            entries.push((half(0)?, half(1)?));
        }
        self.limits.check_items(entries.len())?;
        Ok(map(self.env(), entries)?)
    }

    fn set(&mut self, given: &JsValue) -> Read {
        let items = self.items(look(array_from(given))?.as_ref())?;
        Ok(set(self.env(), items)?)
    }

    fn plain(&mut self, given: &JsValue) -> Read {
        let mark = self.mark_of(given)?;
        if mark.as_deref() == Some(HANDLE) {
            return Err(no_counterpart("a handle of a future, channel, shared cell or function"));
        }
        let mut entries = BTreeMap::new();
        for key in look(keys_of(given))?.iter() {
            let value = look(Reflect::get(given, &key)).and_then(|given| self.part(&given));
            let name = self.text(key.unchecked_ref())?;
            let step = |unfit: Unfit| unfit.inside(member(&key.as_string().unwrap_or_default()));
            entries.insert(name, value.map_err(step)?);
        }
        self.limits.check_items(entries.len())?;
        match mark.as_deref().and_then(|mark| mark.strip_prefix(RECORD)) {
            Some(name) => self.record(name, entries),
            None => Ok(self.variant(&entries).unwrap_or_else(|| Value::map(entries))),
        }
    }

    /// The record of that name; a map if it has lost what made it one.
    fn record(&self, name: &str, entries: BTreeMap<Value, Value>) -> Read {
        let entries = entries.into();
        let named = self.program.records.iter().enumerate().filter(|(_, shape)| *shape.name == *name);
        let found = named.filter_map(|(shape, _)| record(self.program, shape as u16, &entries)).next();
        Ok(found.unwrap_or_else(|| Value::map(entries.into_inner())))
    }

    /// The variant that the object names, if the program has it.
    fn variant(&self, entries: &BTreeMap<Value, Value>) -> Option<Value> {
        let (Value::Text(name), Value::List(values)) =
            (entries.get(&Value::text("variant"))?, entries.get(&Value::text("values"))?)
        else {
            return None;
        };
        let is_named = |shape: &VariantShape| match name.split_once('.') {
            Some((enum_name, name)) => *shape.enum_name == *enum_name && *shape.name == *name,
            None => *shape.name == **name,
        };
        let mut named = self.program.variants.iter().enumerate().filter(|(_, shape)| is_named(shape));
        let (index, shape) = named.next().filter(|_| entries.len() == 2)?;
        let is_it = named.next().is_none() && shape.fields.len() == values.len();
        is_it.then(|| Value::variant(VariantIndex(index as u16), values.to_vec()))
    }

    fn mark_of(&self, given: &JsValue) -> Result<Option<String>, Unfit> {
        Ok(look(Reflect::get(given, &self.mark))?.as_string())
    }

    fn env(&self) -> Env<'_> {
        Env { program: self.program, futures: &Nameless, limits: self.limits }
    }
}

/// A whole number is an Int while numbers are exact; -0 is none.
fn number_value(number: f64) -> Value {
    let is_int = number.fract() == 0.0
        && number.abs() <= SAFE_INTEGER_MAX as f64
        && !(number == 0.0 && number.is_sign_negative());
    if is_int { Value::Int(number as i64) } else { Value::Float(number) }
}

fn bigint(given: &JsValue) -> Read {
    let number = i64::try_from(given.unchecked_ref::<BigInt>().clone());
    number.map(Value::Int).map_err(|_| "a BigInt beyond 64 bits has no counterpart in Lumen".to_owned().into())
}

/// What came of a look at a foreign object.
fn look<T>(outcome: Result<T, JsValue>) -> Result<T, Unfit> {
    outcome.map_err(|thrown| format!("looking at it threw: {}", message_of(&thrown)).into())
}

fn no_counterpart(what: &str) -> Unfit {
    format!("{what} has no counterpart in Lumen").into()
}

/// Whether an object has no class: no prototype, or one without prototype (an `Object.prototype`, of whatever frame).
fn is_plain(given: &JsValue) -> Result<bool, Unfit> {
    let prototype = look(prototype_of(given))?;
    Ok(prototype.is_null() || look(prototype_of(&prototype))?.is_null())
}

fn prototype_of(given: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get_prototype_of(given).map(JsValue::from)
}

/// `an object of class Date`
fn class_of(given: &JsValue) -> String {
    let name = Reflect::get(given, &"constructor".into()).and_then(|class| Reflect::get(&class, &"name".into()));
    let name = name.ok().and_then(|name| name.as_string()).filter(|name| !name.is_empty());
    name.map_or_else(|| "an object of a class".to_owned(), |name| format!("an object of class {name}"))
}

/// Values from outside hold no futures.
struct Nameless;

impl FutureNames for Nameless {
    fn write_path(&self, _id: FutureId, _out: &mut String) {}

    fn state_word(&self, _id: FutureId) -> &'static str {
        ""
    }
}
