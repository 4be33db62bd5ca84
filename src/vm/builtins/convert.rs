//! Conversion and the kinds of values.

use super::arguments::{Call, given};
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
    ("parse_int", parse_int),
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

fn parse_int(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let text = call.text(arguments, 0)?;
    let base = given(arguments, 1).map_or(Ok(10), |_| call.int(arguments, 1))?;
    let found = match u32::try_from(base) {
        Ok(10) => parse::int(text),
        Ok(base @ 2..=36) => i64::from_str_radix(text.trim(), base).ok(),
        _ => return Err(call.fault(&format!("a base goes from 2 to 36, not {base}"))),
    };
    Ok(found.map_or(Value::Null, Value::Int))
}
