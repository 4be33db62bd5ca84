//! JSON. Objects are maps with text keys, arrays are lists; a number without point and exponent that fits is an Int.
//!
//! Nesting is limited on both sides, so that neither side can use up the host's stack.

mod read;
mod write;

pub use write::write_text;

use super::arguments::{Call, given};
use super::{Answer, Entry};
use crate::vm::Value;

/// How deep JSON may be nested. Chosen well above what data has and well below what the small stack in wasm takes.
const DEPTH_MAX: usize = 256;

pub(super) const CODE: &[Entry] = &[
    ("parse_json", parse),
    ("try_parse_json", |call, a| {
        let found = read::read(call.text(a, 0)?, DEPTH_MAX);
        Ok(found.map_or_else(|message| Value::err(Value::text(message)), Value::ok))
    }),
    ("json_parse", parse),
    ("json_decode", parse),
    ("to_json", |call, a| print(call, a, false)),
    ("json_stringify", |call, a| print(call, a, false)),
    ("json_encode", |call, a| print(call, a, false)),
    ("json_pretty", |call, a| print(call, a, true)),
    ("json_get", |call, a| get(call, a)),
];

/// The value that `text` describes, nested at most `depth_max` levels deep; the error says what is wrong and where.
pub fn read_nested(text: &str, depth_max: usize) -> Result<Value, String> {
    read::read(text, depth_max)
}

fn parse(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    read::read(call.text(arguments, 0)?, DEPTH_MAX).map_err(|message| call.fault(&message))
}

fn print(call: &Call<'_, '_>, arguments: &[Value], pretty: bool) -> Answer {
    call.new_text(write::write(call.env(), &arguments[0], pretty)?)
}

/// The part at a path such as `user.names.0`; null when there is none.
fn get(call: &Call<'_, '_>, arguments: &[Value]) -> Answer {
    let path = call.text(arguments, 1)?;
    let mut part = &arguments[0];
    for step in path.split('.') {
        let found = match part {
            Value::Map(entries) => entries.get(&Value::text(step)),
            Value::List(items) => step.parse().ok().and_then(|at: usize| items.get(at)),
            _ => None,
        };
        match found {
            Some(found) => part = found,
            None => return Ok(given(arguments, 2).cloned().unwrap_or(Value::Null)),
        }
    }
    Ok(part.clone())
}
