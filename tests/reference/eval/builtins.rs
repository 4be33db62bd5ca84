//! The few builtins that async programs need.

use super::super::fiber::{Eval, unsupported};
use super::super::state::{Ended, Run, State};
use super::super::value::{Id, Value};
use std::rc::Rc;

impl Run {
    /// A builtin.
    pub fn builtin(&self, me: Id, name: &str, arguments: Vec<Value>) -> Eval {
        let mut state = self.state.borrow_mut();
        match (name, arguments.as_slice()) {
            ("print", arguments) => {
                let texts: Vec<String> = arguments.iter().map(|value| state.show(value)).collect();
                let now = state.now;
                state.output.push((now, me, texts.join(" ")));
                Ok(Value::Null)
            }
            ("now", []) => Ok(Value::Int(state.now)),
            ("shared", [value]) => {
                state.shared.push(value.clone());
                Ok(Value::Shared(state.shared.len() - 1))
            }
            ("len", [Value::List(items)]) => Ok(Value::Int(items.len() as i64)),
            ("push", [Value::List(items), item]) => Ok(Value::list([&items[..], std::slice::from_ref(item)].concat())),
            ("contains", [Value::Text(text), Value::Text(part)]) => Ok(Value::Bool(text.contains(&**part))),
            ("contains", [Value::List(items), item]) => Ok(Value::Bool(items.contains(item))),
            _ => Err(unsupported(format!("the builtin `{name}`"))),
        }
    }

    /// A method of a channel or shared cell; those of others are builtins.
    pub async fn method(self: &Rc<Self>, me: Id, object: Value, name: &str, arguments: Vec<Value>) -> Eval {
        match (&object, name, arguments.as_slice()) {
            (Value::Channel(number), "try_receive", []) => {
                Ok(self.state.borrow_mut().try_receive(*number).unwrap_or(Value::Null))
            }
            (Value::Channel(number), "close", []) => {
                self.state.borrow_mut().close(*number);
                Ok(Value::Null)
            }
            (Value::Channel(number), "len", []) => {
                Ok(Value::Int(self.state.borrow().channels[*number].buffer.len() as i64))
            }
            (Value::Shared(number), "get", []) => Ok(self.state.borrow().shared[*number].clone()),
            (Value::Shared(number), "set", [value]) => {
                self.state.borrow_mut().shared[*number] = value.clone();
                Ok(Value::Null)
            }
            (Value::Shared(number), "update", [closure]) => {
                let old = self.state.borrow().shared[*number].clone();
                self.state.borrow_mut().is_updating = true;
                let new = self.call_closure(me, closure.clone(), vec![(None, old)]).await;
                let mut state = self.state.borrow_mut();
                state.is_updating = false;
                state.shared[*number] = new.clone()?;
                new
            }
            (Value::List(_), ..) => self.builtin(me, name, [vec![object], arguments].concat()),
            _ => Err(unsupported(format!("the method `{name}`"))),
        }
    }
}

impl State {
    /// A snapshot of a future's state (rule R8); reading an error counts as having looked at it.
    pub fn snapshot(&mut self, id: Id) -> Value {
        if let Some(message) = self.failure(id) {
            self.futures[id].observed = true;
            return Value::variant("Error", vec![Value::text(&message)]);
        }
        match self.ended(id) {
            Some(Ended::Value(value)) => Value::variant("Completed", vec![value.clone()]),
            _ => Value::variant("Pending", Vec::new()),
        }
    }
}
