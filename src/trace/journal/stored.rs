//! Values without loss: null, truth values, integers, texts and lists stand as they are in JSON, everything else is an object with one
//! member that names its kind.

use super::line::Writer;
use crate::base::parse_float;
use crate::bytecode::{Program, VariantIndex};
use crate::vm::builtins::json::write_text;
use crate::vm::ops::{Parts, map_of_entries, set_of_values};
use crate::vm::{Items, Value};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// Appends the JSON of a value. What exists only inside its run becomes an `opaque` text, which cannot be read back.
pub fn write_value(value: &Value, program: &Program, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Int(value) => out.push_str(&value.to_string()),
        Value::Text(text) => write_text(text, out),
        Value::List(_) => write_parts(value, program, out),
        // Rust's text of a float reads back as the same float; a NaN has no other to be told from.
        Value::Float(value) => tagged("float", out, |out| write_text(&format!("{value:?}"), out)),
        Value::Bytes(bytes) => tagged("bytes", out, |out| write_text(&BASE64_STANDARD.encode(&**bytes), out)),
        Value::Tuple(_) => tagged("tuple", out, |out| write_parts(value, program, out)),
        Value::Set(_) => tagged("set", out, |out| write_parts(value, program, out)),
        // Keys and values in turn.
        Value::Map(_) => tagged("map", out, |out| write_parts(value, program, out)),
        Value::Record(record) => {
            let name = &program.records[usize::from(record.shape)].name;
            tagged("record", out, |out| write_named(name, value, program, out));
        }
        Value::Unit(index) => {
            tagged("variant", out, |out| write_named(&full_name(program, *index), value, program, out))
        }
        Value::Variant(variant) => {
            tagged("variant", out, |out| write_named(&full_name(program, variant.variant), value, program, out));
        }
        _ => tagged("opaque", out, |out| write_text("a value that exists only inside its run", out)),
    }
}

fn tagged(kind: &str, out: &mut String, write: impl FnOnce(&mut String)) {
    out.push('{');
    write_text(kind, out);
    out.push(':');
    write(out);
    out.push('}');
}

fn write_parts(value: &Value, program: &Program, out: &mut String) {
    out.push('[');
    for (index, part) in Parts::of(value).into_iter().flatten().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_value(part, program, out);
    }
    out.push(']');
}

/// `["Name", part, …]`
fn write_named(name: &str, value: &Value, program: &Program, out: &mut String) {
    out.push('[');
    write_text(name, out);
    for part in Parts::of(value).into_iter().flatten() {
        out.push(',');
        write_value(part, program, out);
    }
    out.push(']');
}

fn full_name(program: &Program, index: VariantIndex) -> String {
    let variant = &program.variants[usize::from(index.0)];
    format!("{}.{}", variant.enum_name, variant.name)
}

/// The value that JSON stands for.
pub fn read_value(json: &Value, program: &Program) -> Result<Value, String> {
    match json {
        Value::List(items) => read_all(items, program).map(Value::list),
        Value::Map(members) => match members.iter().next() {
            Some((Value::Text(kind), inner)) if members.len() == 1 => read_tagged(kind, inner, program),
            _ => Err("a value's object has one member".into()),
        },
        Value::Float(_) => Err("a number here must be whole".into()),
        plain => Ok(plain.clone()),
    }
}

fn read_all(items: &Items, program: &Program) -> Result<Vec<Value>, String> {
    items.iter().map(|item| read_value(item, program)).collect()
}

fn read_tagged(kind: &str, inner: &Value, program: &Program) -> Result<Value, String> {
    let wrong = || format!("`{kind}` cannot be read");
    match (kind, inner) {
        ("float", Value::Text(text)) => parse_float(text).map(Value::Float).ok_or_else(wrong),
        ("bytes", Value::Text(text)) => {
            BASE64_STANDARD.decode(&**text).map(|bytes| Value::Bytes(bytes.into())).map_err(|_| wrong())
        }
        ("tuple", Value::List(items)) => read_all(items, program).map(Value::tuple),
        ("set", Value::List(items)) => Ok(Value::set(set_of_values(read_all(items, program)?))),
        ("map", Value::List(items)) if items.len() % 2 == 0 => read_all(items, program).map(pairs),
        ("record" | "variant", Value::List(items)) => match items.split_first() {
            Some((Value::Text(name), parts)) => {
                let parts = parts.iter().map(|part| read_value(part, program)).collect::<Result<Vec<_>, _>>()?;
                read_named(kind, name, parts, program).ok_or_else(wrong)
            }
            _ => Err(wrong()),
        },
        _ => Err(wrong()),
    }
}

fn pairs(items: Vec<Value>) -> Value {
    let mut items = items.into_iter();
    Value::map(map_of_entries(std::iter::from_fn(|| Some((items.next()?, items.next()?)))))
}

fn read_named(kind: &str, name: &str, parts: Vec<Value>, program: &Program) -> Option<Value> {
    if kind == "record" {
        let shape =
            program.records.iter().position(|shape| *shape.name == *name && shape.fields.len() == parts.len())?;
        return Some(Value::record(u16::try_from(shape).ok()?, parts));
    }
    let indices = 0..u16::try_from(program.variants.len()).ok()?;
    let index = indices.map(VariantIndex).find(|index| full_name(program, *index) == name)?;
    let fields = program.variants[usize::from(index.0)].fields.len();
    (fields == parts.len()).then(|| Value::variant(index, parts))
}

impl Writer {
    /// A value.
    pub fn value(self, name: &str, value: &Value, program: &Program) -> Writer {
        let mut json = String::new();
        write_value(value, program, &mut json);
        self.json(name, &json)
    }
}
