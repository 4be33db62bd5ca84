//! Words for values in messages.

use super::{Env, Fault};
use crate::bytecode::Program;
use crate::check::nearest;
use crate::vm::{Value, text};

/// The name of a value's kind: `Int`, `list`, `User`.
pub fn kind_name<'a>(program: &'a Program, value: &Value) -> &'a str {
    match value {
        Value::Null => "Null",
        Value::Bool(_) => "Bool",
        Value::Int(_) => "Int",
        Value::Float(_) => "Float",
        Value::Text(_) => "String",
        Value::Bytes(_) => "Bytes",
        Value::List(_) => "list",
        Value::Tuple(_) => "tuple",
        Value::Set(_) => "set",
        Value::Map(_) => "map",
        Value::Record(record) => record_name(program, record.shape),
        Value::Unit(variant) => enum_name(program, variant.0),
        Value::Variant(variant) => enum_name(program, variant.variant.0),
        Value::Future(_) => "Future",
        Value::Channel(_) => "Channel",
        Value::Shared(_) => "Shared",
        Value::Function(_) | Value::Closure(_) | Value::Builtin(_) => "fn",
        Value::RecordConstructor(_) | Value::VariantConstructor(_) => "fn",
        Value::Absent => "missing argument",
        Value::Failure(_) => "failure",
    }
}

fn record_name(program: &Program, shape: u16) -> &str {
    match program.records.get(shape as usize) {
        Some(shape) if !shape.name.is_empty() => &shape.name,
        _ => "record",
    }
}

fn enum_name(program: &Program, variant: u16) -> &str {
    program.variants.get(variant as usize).map_or("enum", |shape| &*shape.enum_name)
}

/// A value for a message, with its kind where the value alone does not tell: `3 (Int)`, `null`.
pub fn describe(env: Env<'_>, value: &Value) -> String {
    match value {
        Value::Null => "null".to_string(),
        Value::Record(_) | Value::Future(_) | Value::Channel(_) | Value::Shared(_) => text::preview(env, value),
        _ => format!("{} ({})", text::preview(env, value), kind_name(env.program, value)),
    }
}

/// `cannot VERB a and b`, with advice for the usual causes.
#[cold]
pub fn operands_fault(env: Env<'_>, verb: &str, a: &Value, b: &Value) -> Box<Fault> {
    let advice = match (a, b) {
        (Value::Future(_), _) | (_, Value::Future(_)) => "; a future's value comes with `await`",
        (Value::Null, _) | (_, Value::Null) => "; `??` gives null a default",
        (Value::Text(_), _) | (_, Value::Text(_)) if verb == "add" => "; `++` joins texts with any value",
        _ => "",
    };
    Fault::error(format!("cannot {verb} {} and {}{advice}", describe(env, a), describe(env, b)))
}

/// `NAME: needs WHAT, found value`.
#[cold]
pub fn needs_fault(env: Env<'_>, name: &str, what: &str, found: &Value) -> Box<Fault> {
    let advice = match found {
        Value::Future(_) => "; a future's value comes with `await`",
        _ => "",
    };
    Fault::error(format!("{name} needs {what}, found {}{advice}", describe(env, found)))
}

/// `; did you mean x?` or nothing.
pub fn did_you_mean<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    nearest(name, candidates).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}
