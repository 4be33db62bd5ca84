//! A value as `print` shows it.

use super::float;
use super::number::write_int;
use super::quote::{write_bytes, write_quoted};
use crate::bytecode::SymbolId;
use crate::vm::ops::{Env, Outcome, Parts};
use crate::vm::{FutureId, Value};

/// Characters of a value inside a message. Chosen so that two of them fit on a line.
const PREVIEW_CHARS: usize = 40;

/// The text of a value.
pub fn display(env: Env<'_>, value: &Value) -> Outcome<String> {
    let mut out = String::new();
    write_display(env, value, &mut out)?;
    Ok(out)
}

/// Appends the text of a value. A text longer than the limit is a failure; that much is written at most (a value can share parts and
/// so print longer than it is).
pub fn write_display(env: Env<'_>, value: &Value, out: &mut String) -> Outcome<()> {
    match value {
        Value::Text(text) => out.push_str(text),
        Value::Int(value) => write_int(*value, out),
        _ => write_nested(env, value, out, env.limits.text_bytes_max),
    }
    env.limits.check_text(out.len())
}

/// The text of a value as it stands inside collections, cut for a message.
pub fn preview(env: Env<'_>, value: &Value) -> String {
    let mut out = String::new();
    // Four bytes a character at most.
    write_nested(env, value, &mut out, PREVIEW_CHARS * 4);
    match out.char_indices().nth(PREVIEW_CHARS) {
        Some((end, _)) => format!("{}…", &out[..end]),
        None => out,
    }
}

/// A collection that is being written.
struct Open<'a> {
    parts: Parts<'a>,
    /// Names of the parts that are left, for a record.
    names: &'a [SymbolId],
    is_map: bool,
    /// How many parts are written.
    written: usize,
    close: &'static str,
}

/// Writes until `max` bytes are exceeded.
fn write_nested(env: Env<'_>, value: &Value, out: &mut String, max: usize) {
    let mut open: Vec<Open<'_>> = open_value(env, value, out).into_iter().collect();
    while let Some(last) = open.last_mut() {
        if out.len() > max {
            return;
        }
        match last.parts.next() {
            Some(part) => {
                write_separator(env, last, out);
                open.extend(open_value(env, part, out));
            }
            None => {
                out.push_str(last.close);
                open.pop();
            }
        }
    }
}

fn write_separator(env: Env<'_>, open: &mut Open<'_>, out: &mut String) {
    if open.is_map && open.written % 2 == 1 {
        out.push_str(": ");
    } else if open.written > 0 {
        out.push_str(", ");
    }
    if let Some((name, rest)) = open.names.split_first() {
        out.push_str(env.program.symbol(*name));
        out.push_str(": ");
        open.names = rest;
    }
    open.written += 1;
}

/// Writes a leaf, or the opening of a collection whose parts are to be written.
fn open_value<'a>(env: Env<'a>, value: &'a Value, out: &mut String) -> Option<Open<'a>> {
    let mut names: &[SymbolId] = &[];
    let close = match value {
        Value::List(_) => opening(out, "", "[", "]"),
        Value::Tuple(_) => opening(out, "", "(", ")"),
        Value::Set(items) if items.is_empty() => opening(out, "set", "[", "]"),
        Value::Set(_) | Value::Map(_) => opening(out, "", "{", "}"),
        Value::Variant(variant) => opening(out, &env.program.variants[variant.variant.0 as usize].name, "(", ")"),
        Value::Record(record) => {
            let shape = &env.program.records[record.shape as usize];
            names = &shape.fields;
            if shape.name.is_empty() { opening(out, "", "{", "}") } else { opening(out, &shape.name, "(", ")") }
        }
        _ => {
            write_leaf(env, value, out);
            return None;
        }
    };
    let is_map = matches!(value, Value::Map(_));
    Parts::of(value).map(|parts| Open { parts, names, is_map, written: 0, close })
}

fn opening(out: &mut String, name: &str, open: &str, close: &'static str) -> &'static str {
    out.push_str(name);
    out.push_str(open);
    close
}

fn write_leaf(env: Env<'_>, value: &Value, out: &mut String) {
    let program = env.program;
    let mut angled = |word: &str, name: &str| {
        let space = if name.is_empty() { "" } else { " " };
        for part in ["<", word, space, name, ">"] {
            out.push_str(part);
        }
    };
    match value {
        Value::Text(text) => write_quoted(text, out),
        Value::Bytes(bytes) => write_bytes(bytes, out),
        Value::Future(id) => write_future(env, *id, out),
        Value::Channel(id) => angled("channel", &(id.0 + 1).to_string()),
        Value::Shared(id) => angled("shared", &(id.0 + 1).to_string()),
        Value::Function(index) => angled("cell", &program.functions[index.0 as usize].name),
        Value::Builtin(id) => angled("cell", crate::prelude::BUILTINS[id.0 as usize].name),
        Value::RecordConstructor(shape) => angled("record", &program.records[*shape as usize].name),
        Value::VariantConstructor(variant) => angled("variant", &program.variants[variant.0 as usize].name),
        Value::Unit(variant) => out.push_str(&program.variants[variant.0 as usize].name),
        Value::Int(value) => write_int(*value, out),
        Value::Closure(_) => angled("fn", ""),
        Value::Failure(failure) => angled("failure", &failure.message),
        Value::Absent => angled("absent", ""),
        _ => out.push_str(&scalar(value)),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Float(value) => float(*value),
        _ => "null".to_string(),
    }
}

fn write_future(env: Env<'_>, id: FutureId, out: &mut String) {
    out.push_str("<future ");
    env.futures.write_path(id, out);
    out.push(' ');
    out.push_str(env.futures.state_word(id));
    out.push('>');
}
