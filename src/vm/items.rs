//! The insides of collections. They are what their standard counterparts are, and in addition are dropped without
//! recursion: a chain of 100,000 nested records is an ordinary value, and the host's stack is small (1 MB in wasm).

use super::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

macro_rules! collection {
    ($(#[$doc:meta])* $name:ident wraps $inner:ty, holds nested by $nested:expr, gives up by $give_up:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $name($inner);

        impl $name {
            /// The standard collection inside.
            pub fn into_inner(mut self) -> $inner {
                std::mem::take(&mut self.0)
            }
        }

        impl From<$inner> for $name {
            fn from(inner: $inner) -> $name {
                $name(inner)
            }
        }

        impl Deref for $name {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        impl DerefMut for $name {
            fn deref_mut(&mut self) -> &mut $inner {
                &mut self.0
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                if $nested(&self.0) {
                    let mut pending = Vec::new();
                    $give_up(std::mem::take(&mut self.0), &mut pending);
                    drop_all(pending);
                }
            }
        }
    };
}

collection! {
    /// Items of a list or tuple, fields of a record, payload of a variant, captures of a closure.
    Items wraps Vec<Value>,
    holds nested by |inner: &Vec<Value>| inner.iter().any(is_nested),
    gives up by |inner: Vec<Value>, pending: &mut Vec<Value>| *pending = inner
}

collection! {
    /// Elements of a set, in order.
    SetItems wraps BTreeSet<Value>,
    holds nested by |inner: &BTreeSet<Value>| inner.iter().any(is_nested),
    gives up by |inner: BTreeSet<Value>, pending: &mut Vec<Value>| pending.extend(inner)
}

collection! {
    /// Entries of a map, in the order of the keys.
    MapItems wraps BTreeMap<Value, Value>,
    holds nested by |inner: &BTreeMap<Value, Value>| inner.iter().any(|(key, value)| is_nested(key) || is_nested(value)),
    gives up by |inner: BTreeMap<Value, Value>, pending: &mut Vec<Value>| for (key, value) in inner {
        pending.push(key);
        pending.push(value);
    }
}

fn is_nested(value: &Value) -> bool {
    matches!(
        value,
        Value::List(_)
            | Value::Tuple(_)
            | Value::Set(_)
            | Value::Map(_)
            | Value::Record(_)
            | Value::Variant(_)
            | Value::Closure(_)
    )
}

/// Drops values one after the other; what only they held is put behind them instead of being dropped inside.
fn drop_all(mut pending: Vec<Value>) {
    while let Some(value) = pending.pop() {
        match value {
            Value::List(items) | Value::Tuple(items) => give_up(Rc::into_inner(items), &mut pending),
            Value::Record(record) => give_up(Rc::into_inner(record).map(|record| record.fields), &mut pending),
            Value::Variant(variant) => give_up(Rc::into_inner(variant).map(|variant| variant.payload), &mut pending),
            Value::Closure(closure) => give_up(Rc::into_inner(closure).map(|closure| closure.captures), &mut pending),
            Value::Set(set) => {
                for item in Rc::into_inner(set).map(SetItems::into_inner).unwrap_or_default() {
                    pending.push(item);
                }
            }
            Value::Map(map) => {
                for (key, value) in Rc::into_inner(map).map(MapItems::into_inner).unwrap_or_default() {
                    pending.push(key);
                    pending.push(value);
                }
            }
            _ => {}
        }
    }
}

fn give_up(items: Option<Items>, pending: &mut Vec<Value>) {
    if let Some(items) = items
        && items.iter().any(is_nested)
    {
        pending.append(&mut items.into_inner());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deep_value_is_dropped_without_recursion() {
        let mut value = Value::Null;
        for round in 0..300_000 {
            value = match round % 3 {
                0 => Value::list(vec![value]),
                1 => Value::ok(value),
                _ => Value::map(BTreeMap::from([(Value::Int(1), value)])),
            };
        }
        drop(value);
    }
}
