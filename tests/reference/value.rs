//! Values and how they are shown.

use super::env::Env;
use lumen_playground::syntax::tree::{Cell, Lambda};
use std::rc::Rc;

/// Number of a future in the order of creation; main is 0.
pub type Id = usize;

/// Names and values, in order.
type Fields = Vec<(String, Value)>;

/// A value.
#[derive(Clone)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Text(Rc<str>),
    List(Rc<Vec<Value>>),
    Tuple(Rc<Vec<Value>>),
    /// The record's name (none for the record of a `parallel`) and its fields in order.
    Record(Rc<(Option<String>, Fields)>),
    /// `ok(v)`, `err(v)`, `Completed(v)` and those of enums.
    Variant(Rc<(String, Vec<Value>)>),
    Closure(Rc<(&'static Lambda, Env)>),
    Cell(&'static Cell),
    Future(Id),
    Channel(usize),
    Shared(usize),
}

impl Value {
    /// A text.
    pub fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    /// A list.
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Rc::new(items))
    }

    /// A variant with one payload.
    pub fn variant(name: &str, payload: Vec<Value>) -> Value {
        Value::Variant(Rc::new((name.to_owned(), payload)))
    }

    /// Whether it can be called without arguments to become a fiber's body.
    pub fn is_callable(&self) -> bool {
        matches!(self, Value::Closure(_) | Value::Cell(_))
    }

    /// The values directly inside it, in structural order.
    pub fn parts(&self) -> Vec<&Value> {
        match self {
            Value::List(items) | Value::Tuple(items) => items.iter().collect(),
            Value::Record(record) => record.1.iter().map(|(_, value)| value).collect(),
            Value::Variant(variant) => variant.1.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The same shape around other parts.
    pub fn with_parts(&self, parts: Vec<Value>) -> Value {
        match self {
            Value::List(_) => Value::list(parts),
            Value::Tuple(_) => Value::Tuple(Rc::new(parts)),
            Value::Record(record) => {
                let names = record.1.iter().map(|(name, _)| name.clone());
                Value::Record(Rc::new((record.0.clone(), names.zip(parts).collect())))
            }
            Value::Variant(variant) => Value::variant(&variant.0, parts),
            other => other.clone(),
        }
    }

    /// Its text; `future` shows a future.
    pub fn show(&self, future: &dyn Fn(Id) -> String) -> String {
        match self {
            Value::Text(text) => text.to_string(),
            other => other.show_inside(future),
        }
    }

    fn show_inside(&self, future: &dyn Fn(Id) -> String) -> String {
        let all = |values: &[Value]| values.iter().map(|it| it.show_inside(future)).collect::<Vec<_>>().join(", ");
        match self {
            Value::Null => "null".into(),
            Value::Bool(value) => value.to_string(),
            Value::Int(value) => value.to_string(),
            Value::Text(text) => format!("\"{text}\""),
            Value::List(items) => format!("[{}]", all(items)),
            Value::Tuple(items) => format!("({})", all(items)),
            Value::Record(record) => show_record(&record.0, &record.1, future),
            Value::Variant(variant) if variant.1.is_empty() => variant.0.clone(),
            Value::Variant(variant) => format!("{}({})", variant.0, all(&variant.1)),
            Value::Closure(_) => "<closure>".into(),
            Value::Cell(cell) => format!("<cell {}>", cell.name.text),
            Value::Future(id) => future(*id),
            Value::Channel(number) => format!("<channel {}>", number + 1),
            Value::Shared(number) => format!("<shared {}>", number + 1),
        }
    }
}

fn show_record(name: &Option<String>, fields: &[(String, Value)], future: &dyn Fn(Id) -> String) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}: {}", value.show_inside(future))).collect();
    match name {
        Some(name) => format!("{name}({})", fields.join(", ")),
        None => format!("{{{}}}", fields.join(", ")),
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Text(a), Value::Text(b)) => a == b,
            (Value::List(a), Value::List(b)) | (Value::Tuple(a), Value::Tuple(b)) => a == b,
            (Value::Record(a), Value::Record(b)) => a == b,
            (Value::Variant(a), Value::Variant(b)) => a == b,
            (Value::Future(a), Value::Future(b)) => a == b,
            (Value::Channel(a), Value::Channel(b)) | (Value::Shared(a), Value::Shared(b)) => a == b,
            _ => false,
        }
    }
}
