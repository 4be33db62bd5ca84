//! Values. Small ones are held inline, big ones are shared and changed only when unique (copy on write), so that a
//! value behaves as a copy (rule R18) and a copy costs a reference count.

use super::{ChannelId, Failure, FutureId, Items, MapItems, SetItems, SharedId};
use crate::bytecode::{FunctionIndex, VariantIndex};
use crate::prelude::BuiltinId;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A value of the language, or one of the internal marks at the end. `Ord` is the total order in which sets and map keys are kept: numbers by value across Int and Float, then by kind.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// 64-bit integer.
    Int(i64),
    /// 64-bit float.
    Float(f64),
    /// A future's handle.
    Future(FutureId),
    /// A channel's handle.
    Channel(ChannelId),
    /// A shared cell's handle.
    Shared(SharedId),
    /// A cell as a value.
    Function(FunctionIndex),
    /// A builtin as a value.
    Builtin(BuiltinId),
    /// A record's constructor as a value.
    RecordConstructor(u16),
    /// A variant's constructor as a value.
    VariantConstructor(VariantIndex),
    /// A variant without payload.
    Unit(VariantIndex),
    /// Internal: an argument that was left out.
    Absent,
    /// Text.
    Text(Rc<String>),
    /// Bytes.
    Bytes(Rc<Vec<u8>>),
    /// List.
    List(Rc<Items>),
    /// Tuple.
    Tuple(Rc<Items>),
    /// Set, in order.
    Set(Rc<SetItems>),
    /// Map, in key order.
    Map(Rc<MapItems>),
    /// Record.
    Record(Rc<Record>),
    /// Variant with payload.
    Variant(Rc<Variant>),
    /// Closure.
    Closure(Rc<Closure>),
    /// Internal: a caught failure on its way to the arms of a `match`.
    Failure(Rc<Failure>),
}

/// A record's value.
#[derive(Clone, Debug)]
pub struct Record {
    /// Index into `Program::records`.
    pub shape: u16,
    /// Field values in the shape's order.
    pub fields: Items,
}

/// A variant's value with payload.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Which variant.
    pub variant: VariantIndex,
    /// Payload in order, at least one.
    pub payload: Items,
}

/// A closure's value.
#[derive(Clone, Debug)]
pub struct Closure {
    /// The code.
    pub function: FunctionIndex,
    /// Captured values in the order of the plan.
    pub captures: Items,
}

impl Value {
    /// Whether a copy shares its content with the original, so that there is something to let go of. All other kinds are inline.
    #[inline(always)]
    pub fn is_shared_kind(&self) -> bool {
        matches!(
            self,
            Value::Text(_)
                | Value::Bytes(_)
                | Value::List(_)
                | Value::Tuple(_)
                | Value::Set(_)
                | Value::Map(_)
                | Value::Record(_)
                | Value::Variant(_)
                | Value::Closure(_)
                | Value::Failure(_)
        )
    }

    /// A copy; integers, which are most, without the switch over all kinds.
    #[inline(always)]
    pub fn copy(&self) -> Value {
        match self {
            Value::Int(number) => Value::Int(*number),
            value => value.clone(),
        }
    }

    /// Whether an `await` gives the value as it is at once: neither a future nor of a kind that could hold one.
    #[inline(always)]
    pub fn is_plain(&self) -> bool {
        !self.is_shared_kind() && !matches!(self, Value::Future(_))
    }

    /// A text value.
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(Rc::new(text.into()))
    }

    /// A list value.
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Rc::new(items.into()))
    }

    /// A tuple value.
    pub fn tuple(items: Vec<Value>) -> Value {
        Value::Tuple(Rc::new(items.into()))
    }

    /// A set value.
    pub fn set(items: BTreeSet<Value>) -> Value {
        Value::Set(Rc::new(items.into()))
    }

    /// A map value.
    pub fn map(entries: BTreeMap<Value, Value>) -> Value {
        Value::Map(Rc::new(entries.into()))
    }

    /// A record of the shape.
    pub fn record(shape: u16, fields: Vec<Value>) -> Value {
        Value::Record(Rc::new(Record { shape, fields: fields.into() }))
    }

    /// A variant; one without payload is [`Value::Unit`].
    pub fn variant(variant: VariantIndex, payload: Vec<Value>) -> Value {
        if payload.is_empty() {
            return Value::Unit(variant);
        }
        Value::Variant(Rc::new(Variant { variant, payload: payload.into() }))
    }

    /// `ok(value)`
    pub fn ok(value: Value) -> Value {
        Value::variant(VariantIndex::OK, vec![value])
    }

    /// `err(error)`
    pub fn err(error: Value) -> Value {
        Value::variant(VariantIndex::ERR, vec![error])
    }
}
