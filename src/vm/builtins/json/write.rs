//! Writing JSON.

use super::DEPTH_MAX;
use crate::vm::ops::{Env, Fault, Outcome, Parts, describe};
use crate::vm::{Value, text};
use std::fmt::Write;

/// The JSON text of a value. Sets and tuples become arrays, records become objects, a variant without payload its name and one with payload an
/// object `{"name": payload}`; floats that JSON does not know become null.
pub(super) fn write(env: Env<'_>, value: &Value, pretty: bool) -> Outcome<String> {
    let mut writer = Writer { env, pretty, out: String::new() };
    writer.value(value, 0)?;
    Ok(writer.out)
}

struct Writer<'a> {
    env: Env<'a>,
    pretty: bool,
    out: String,
}

impl Writer<'_> {
    fn value(&mut self, value: &Value, depth: usize) -> Outcome<()> {
        if depth > DEPTH_MAX {
            return Err(Fault::limit(format!("limit: JSON nested more than {DEPTH_MAX} levels deep")));
        }
        self.env.limits.check_text(self.out.len())?;
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Float(number) if !number.is_finite() => self.out.push_str("null"),
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => text::write_display(self.env, value, &mut self.out)?,
            Value::Text(text) => write_text(text, &mut self.out),
            Value::List(_) | Value::Tuple(_) | Value::Set(_) => self.array(value, depth)?,
            Value::Map(entries) => {
                let keys = entries.keys().map(|key| text::display(self.env, key)).collect::<Outcome<Vec<_>>>()?;
                self.object(keys.iter().map(String::as_str).zip(entries.values()), depth)?;
            }
            Value::Record(record) => {
                let program = self.env.program;
                let fields = program.records[record.shape as usize].fields.iter().map(|field| program.symbol(*field));
                self.object(fields.zip(record.fields.iter()), depth)?;
            }
            Value::Unit(variant) => write_text(&self.env.program.variants[variant.0 as usize].name, &mut self.out),
            Value::Variant(variant) => {
                let payload = match variant.payload.as_slice() {
                    [only] => only.clone(),
                    several => Value::list(several.to_vec()),
                };
                let name = &self.env.program.variants[variant.variant.0 as usize].name;
                self.object([(&**name, &payload)].into_iter(), depth)?;
            }
            other => return Err(Fault::error(format!("{} has no JSON form", describe(self.env, other)))),
        }
        Ok(())
    }

    fn array(&mut self, value: &Value, depth: usize) -> Outcome<()> {
        self.out.push('[');
        let mut is_empty = true;
        for item in Parts::of(value).into_iter().flatten() {
            self.next(&mut is_empty, depth + 1);
            self.value(item, depth + 1)?;
        }
        self.close(is_empty, depth, ']');
        Ok(())
    }

    fn object<'v>(&mut self, entries: impl Iterator<Item = (&'v str, &'v Value)>, depth: usize) -> Outcome<()> {
        self.out.push('{');
        let mut is_empty = true;
        for (key, value) in entries {
            self.next(&mut is_empty, depth + 1);
            write_text(key, &mut self.out);
            self.out.push_str(if self.pretty { ": " } else { ":" });
            self.value(value, depth + 1)?;
        }
        self.close(is_empty, depth, '}');
        Ok(())
    }

    fn next(&mut self, is_empty: &mut bool, depth: usize) {
        if !std::mem::replace(is_empty, false) {
            self.out.push(',');
        }
        self.new_line(depth);
    }

    fn close(&mut self, is_empty: bool, depth: usize, bracket: char) {
        if !is_empty {
            self.new_line(depth);
        }
        self.out.push(bracket);
    }

    fn new_line(&mut self, depth: usize) {
        if self.pretty {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", depth));
        }
    }
}

/// Appends a text as JSON.
pub fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => write!(out, "\\u{:04x}", u32::from(control)).unwrap_or_default(),
            other => out.push(other),
        }
    }
    out.push('"');
}
