//! Reading arguments, with failures that name the builtin.

use super::{Answer, Context, Raise};
use crate::vm::ops::{Env, Fault, needs_fault};
use crate::vm::{Items, MapItems, SetItems, Value};
use std::rc::Rc;

/// One call of a builtin.
pub(super) struct Call<'c, 'a> {
    /// What it sees of the run.
    pub context: &'c mut Context<'a>,
    /// The builtin's name.
    pub name: &'static str,
}

impl Call<'_, '_> {
    pub(super) fn env(&self) -> Env<'_> {
        self.context.env()
    }

    /// `NAME: message`
    #[cold]
    pub(super) fn fault(&self, message: &str) -> Raise {
        Fault::error(format!("{}: {message}", self.name)).into()
    }

    /// `NAME needs WHAT, found value`
    #[cold]
    pub(super) fn needs(&self, what: &str, found: &Value) -> Raise {
        needs_fault(self.env(), &format!("`{}`", self.name), what, found).into()
    }

    pub(super) fn text<'v>(&self, arguments: &'v [Value], at: usize) -> Answer<&'v Rc<String>> {
        match &arguments[at] {
            Value::Text(text) => Ok(text),
            other => Err(self.needs("a String", other)),
        }
    }

    pub(super) fn int(&self, arguments: &[Value], at: usize) -> Answer<i64> {
        match &arguments[at] {
            Value::Int(value) => Ok(*value),
            other => Err(self.needs("an Int", other)),
        }
    }

    /// A count: an Int that is not negative, else 0; at most `usize::MAX`.
    pub(super) fn count(&self, arguments: &[Value], at: usize) -> Answer<usize> {
        Ok(usize::try_from(self.int(arguments, at)?.max(0)).unwrap_or(usize::MAX))
    }

    pub(super) fn float(&self, arguments: &[Value], at: usize) -> Answer<f64> {
        match &arguments[at] {
            Value::Int(value) => Ok(*value as f64),
            Value::Float(value) => Ok(*value),
            other => Err(self.needs("a number", other)),
        }
    }

    pub(super) fn list<'v>(&self, arguments: &'v [Value], at: usize) -> Answer<&'v Rc<Items>> {
        match &arguments[at] {
            Value::List(items) | Value::Tuple(items) => Ok(items),
            other => Err(self.needs("a list", other)),
        }
    }

    pub(super) fn map<'v>(&self, arguments: &'v [Value], at: usize) -> Answer<&'v Rc<MapItems>> {
        match &arguments[at] {
            Value::Map(entries) => Ok(entries),
            other => Err(self.needs("a map", other)),
        }
    }

    pub(super) fn set<'v>(&self, arguments: &'v [Value], at: usize) -> Answer<&'v Rc<SetItems>> {
        match &arguments[at] {
            Value::Set(items) => Ok(items),
            other => Err(self.needs("a set", other)),
        }
    }

    /// Items of anything that `for` goes through.
    pub(super) fn items(&self, arguments: &[Value], at: usize) -> Answer<Rc<Items>> {
        Ok(crate::vm::ops::iterate(self.env(), &arguments[at])?)
    }

    /// A text value, if it is not too long.
    pub(super) fn new_text(&self, text: String) -> Answer {
        self.env().limits.check_text(text.len())?;
        Ok(Value::text(text))
    }
}

/// The argument, unless it was left out.
pub(super) fn given(arguments: &[Value], at: usize) -> Option<&Value> {
    arguments.get(at).filter(|value| !matches!(value, Value::Absent | Value::Null))
}

/// Takes the argument out, so that it can be changed in place when nobody else holds it.
pub(super) fn take(arguments: &mut [Value], at: usize) -> Value {
    std::mem::replace(&mut arguments[at], Value::Null)
}

/// Takes a list out.
pub(super) fn take_list(call: &Call<'_, '_>, arguments: &mut [Value], at: usize) -> Answer<Rc<Items>> {
    match take(arguments, at) {
        Value::List(items) => Ok(items),
        other => Err(call.needs("a list", &other)),
    }
}
