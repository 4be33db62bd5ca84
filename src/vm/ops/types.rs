//! Types at run time: `is`, `as`, `!`, and the names of types.

use super::describe::{describe, kind_name};
use super::{Env, Fault, Outcome, build};
use crate::bytecode::{Program, TypeTest, VariantIndex};
use crate::vm::builtins::parse;
use crate::vm::{Value, text};

/// Whether `value` passes the test. Recurses over the test, which the program wrote, not over the value's depth.
pub fn is_type(program: &Program, value: &Value, test: &TypeTest) -> bool {
    match (test, value) {
        (TypeTest::Any, _) => true,
        (TypeTest::NonNull, _) => !matches!(value, Value::Null),
        (TypeTest::Null, Value::Null) | (TypeTest::Bool, Value::Bool(_)) => true,
        (TypeTest::Int, Value::Int(_)) | (TypeTest::Float, Value::Float(_)) => true,
        (TypeTest::String, Value::Text(_)) | (TypeTest::Bytes, Value::Bytes(_)) => true,
        (TypeTest::Future, Value::Future(_)) | (TypeTest::Channel, Value::Channel(_)) => true,
        (TypeTest::Shared, Value::Shared(_)) => true,
        (TypeTest::Function, _) => is_callable(value),
        (TypeTest::Record(shape), Value::Record(record)) => record.shape == *shape,
        (TypeTest::Enum(index), _) => variant_of(value).is_some_and(|variant| enum_of(program, variant) == *index),
        (TypeTest::Union(tests), _) => tests.iter().any(|test| is_type(program, value, test)),
        _ => has_typed_parts(program, value, test),
    }
}

fn has_typed_parts(program: &Program, value: &Value, test: &TypeTest) -> bool {
    // `list[Any]` needs no look at the items.
    let all = |items: &[Value], test: &TypeTest| {
        *test == TypeTest::Any || items.iter().all(|item| is_type(program, item, test))
    };
    match (test, value) {
        (TypeTest::List(test), Value::List(items)) => all(items, test),
        (TypeTest::Set(test), Value::Set(items)) => items.iter().all(|item| is_type(program, item, test)),
        (TypeTest::Map(keys, values), Value::Map(entries)) => {
            entries.iter().all(|(key, value)| is_type(program, key, keys) && is_type(program, value, values))
        }
        (TypeTest::Tuple(tests), Value::Tuple(items)) => {
            tests.len() == items.len() && items.iter().zip(tests).all(|(item, test)| is_type(program, item, test))
        }
        (TypeTest::Result(ok, err), Value::Variant(variant)) => match variant.variant {
            VariantIndex::OK => all(&variant.payload, ok),
            VariantIndex::ERR => all(&variant.payload, err),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a value can be called.
pub fn is_callable(value: &Value) -> bool {
    matches!(
        value,
        Value::Function(_)
            | Value::Closure(_)
            | Value::Builtin(_)
            | Value::RecordConstructor(_)
            | Value::VariantConstructor(_)
    )
}

fn variant_of(value: &Value) -> Option<VariantIndex> {
    match value {
        Value::Unit(variant) => Some(*variant),
        Value::Variant(variant) => Some(variant.variant),
        _ => None,
    }
}

fn enum_of(program: &Program, variant: VariantIndex) -> u32 {
    program.variants[variant.0 as usize].enum_index
}

/// `value as T`: the value itself when it is a T, else converted: numbers and texts into each other, collections into each other, anything into text.
pub fn cast(env: Env<'_>, value: &Value, test: &TypeTest) -> Outcome {
    if is_type(env.program, value, test) {
        return Ok(value.clone());
    }
    let converted = match test {
        TypeTest::Int => parse::to_int(value),
        TypeTest::Float => parse::to_float(value),
        TypeTest::Bool => parse::to_bool(value),
        TypeTest::String => Some(Value::text(text::display(env, value)?)),
        TypeTest::List(_) | TypeTest::Set(_) => cast_collection(env, value, test)?,
        TypeTest::Union(tests) => tests.iter().find_map(|test| cast(env, value, test).ok()),
        _ => None,
    };
    let passes = |value: &Value| is_type(env.program, value, test);
    converted.filter(passes).ok_or_else(|| {
        let name = type_name(env.program, test);
        Fault::error(format!("cannot convert {} to {name}", describe(env, value)))
    })
}

fn cast_collection(env: Env<'_>, value: &Value, test: &TypeTest) -> Outcome<Option<Value>> {
    if !matches!(value, Value::List(_) | Value::Set(_) | Value::Tuple(_)) {
        return Ok(None);
    }
    let items = super::iterate(env, value)?;
    Ok(Some(match test {
        TypeTest::List(_) => Value::list(items.to_vec()),
        _ => build::set(env, items.to_vec())?,
    }))
}

/// `value!`: the value of an `ok`, or the value itself unless it is null or an `err`.
pub fn unwrap(env: Env<'_>, value: Value) -> Outcome {
    match &value {
        Value::Null => Err(Fault::error("expected a value, found null")),
        Value::Variant(variant) if variant.variant == VariantIndex::OK => Ok(variant.payload[0].clone()),
        Value::Variant(variant) if variant.variant == VariantIndex::ERR => {
            Err(Fault::error(format!("expected a value, found {}", text::preview(env, &value))))
        }
        _ => Ok(value),
    }
}

/// A type as it is written.
pub fn type_name(program: &Program, test: &TypeTest) -> String {
    let name = |test: &TypeTest| type_name(program, test);
    let names = |tests: &[TypeTest], between: &str| tests.iter().map(name).collect::<Vec<_>>().join(between);
    match test {
        TypeTest::Any | TypeTest::NonNull => "Any".to_string(),
        TypeTest::Null => "Null".to_string(),
        TypeTest::Bool => "Bool".to_string(),
        TypeTest::Int => "Int".to_string(),
        TypeTest::Float => "Float".to_string(),
        TypeTest::String => "String".to_string(),
        TypeTest::Bytes => "Bytes".to_string(),
        TypeTest::List(item) => format!("list[{}]", name(item)),
        TypeTest::Set(item) => format!("set[{}]", name(item)),
        TypeTest::Map(key, value) => format!("map[{}, {}]", name(key), name(value)),
        TypeTest::Tuple(items) => format!("tuple[{}]", names(items, ", ")),
        TypeTest::Record(shape) => program.records[*shape as usize].name.to_string(),
        TypeTest::Enum(index) => {
            let of_enum = |shape: &&crate::bytecode::VariantShape| shape.enum_index == *index;
            program.variants.iter().find(of_enum).map_or("enum".to_string(), |shape| shape.enum_name.to_string())
        }
        TypeTest::Result(ok, err) => format!("result[{}, {}]", name(ok), name(err)),
        TypeTest::Future => "Future".to_string(),
        TypeTest::Channel => "Channel".to_string(),
        TypeTest::Shared => "Shared".to_string(),
        TypeTest::Function => "fn".to_string(),
        TypeTest::Union(tests) => names(tests, " | "),
    }
}

/// How deep [`type_of`] looks into collections.
const TYPE_DEPTH_MAX: usize = 4;

/// How many parts it looks at. Chosen by feel; what lies beyond is taken for `Any`.
const TYPE_PARTS_MAX: usize = 1_000_000;

/// The type of a value: `Int`, `list[Int]`, `map[String, Any]`, `User`.
pub fn type_of(program: &Program, value: &Value) -> String {
    TypeReader { program, left: TYPE_PARTS_MAX }.read(value, TYPE_DEPTH_MAX)
}

struct TypeReader<'a> {
    program: &'a Program,
    /// How many parts may still be looked at.
    left: usize,
}

impl TypeReader<'_> {
    fn read(&mut self, value: &Value, depth: usize) -> String {
        if depth == 0 || self.left == 0 {
            return "Any".to_string();
        }
        self.left -= 1;
        match value {
            Value::List(items) => format!("list[{}]", self.common(items.iter(), depth - 1)),
            Value::Set(items) => format!("set[{}]", self.common(items.iter(), depth - 1)),
            Value::Map(entries) => {
                let keys = self.common(entries.keys(), depth - 1);
                format!("map[{keys}, {}]", self.common(entries.values(), depth - 1))
            }
            Value::Tuple(items) => {
                let names: Vec<String> = items.iter().map(|item| self.read(item, depth - 1)).collect();
                format!("tuple[{}]", names.join(", "))
            }
            _ => kind_name(self.program, value).to_string(),
        }
    }

    /// The type that all values have, else `Any`.
    fn common<'v>(&mut self, mut values: impl Iterator<Item = &'v Value>, depth: usize) -> String {
        let Some(first) = values.next().map(|value| self.read(value, depth)) else { return "Any".to_string() };
        if values.all(|value| self.read(value, depth) == first) { first } else { "Any".to_string() }
    }
}
