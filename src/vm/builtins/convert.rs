//! Conversion and the kinds of values.

use super::arguments::Call;
use super::{Answer, Entry, map, parse};
use crate::vm::Value;
use crate::vm::{ops, text};

pub(super) const CODE: &[Entry] = &[
    ("to_string", to_string),
    ("string", to_string),
    ("str", to_string),
    ("to_int", |_, a| Ok(parse::to_int(&a[0]).unwrap_or(Value::Null))),
    ("int", |_, a| Ok(parse::to_int(&a[0]).unwrap_or(Value::Null))),
    ("to_float", |_, a| Ok(parse::to_float(&a[0]).unwrap_or(Value::Null))),
    ("float", |_, a| Ok(parse::to_float(&a[0]).unwrap_or(Value::Null))),
    ("to_bool", |_, a| Ok(parse::to_bool(&a[0]).unwrap_or(Value::Null))),
    ("bool", |_, a| Ok(parse::to_bool(&a[0]).unwrap_or(Value::Null))),
    ("parse_int", |call, a| Ok(parse::int(call.text(a, 0)?).map_or(Value::Null, Value::Int))),
    ("parse_float", |call, a| Ok(parse::float(call.text(a, 0)?).map_or(Value::Null, Value::Float))),
    ("to_list", |call, a| match &a[0] {
        Value::Map(entries) => Ok(map::entries(entries)),
        _ => Ok(Value::List(call.items(a, 0)?)),
    }),
    ("type_of", |call, a| Ok(Value::text(ops::type_of(call.context.program, &a[0])))),
    ("clone", |_, a| Ok(a[0].clone())),
];

fn to_string(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    match &arguments[0] {
        Value::Text(text) => Ok(Value::Text(text.clone())),
        other => Ok(Value::text(text::display(call.env(), other)?)),
    }
}
