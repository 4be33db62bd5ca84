//! What the builtins do, by the ids of the prelude's table.
//!
//! A builtin is a function from arguments to a value. It may take its arguments out of the slice, so that a list that nobody else
//! holds grows in place. Builtins that call back into the program are cells of the prelude instead. What they need
//! from around (time, randomness, futures, printing) they ask of the [`Host`].

use super::ops::{Fault, Outcome};
use super::{Flow, Host, Value};
use crate::bytecode::{CodeOffset, Program};
use crate::prelude::BuiltinId;
use std::rc::Rc;

/// What a builtin sees of the run.
pub struct Context<'a> {
    /// The program's names.
    pub program: &'a Program,
    /// The surroundings of the fiber.
    pub host: &'a mut dyn Host,
    /// The op that calls.
    pub at: CodeOffset,
}

/// Why a builtin gave no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raise {
    /// The fiber fails.
    Fault(Box<Fault>),
    /// A limit of the whole run was reached.
    Stop,
}

impl From<Box<Fault>> for Raise {
    fn from(fault: Box<Fault>) -> Raise {
        Raise::Fault(fault)
    }
}

/// A builtin's value, or why there is none.
pub type Answer = Result<Value, Raise>;

/// The code of a builtin.
pub type Code = fn(&mut Context<'_>, &mut [Value]) -> Answer;

/// Calls a builtin. The number of arguments fits its signature; left-out ones are missing at the end or [`Value::Absent`].
pub fn call(context: &mut Context<'_>, id: BuiltinId, arguments: &mut [Value]) -> Answer {
    CODE[id.0 as usize](context, arguments)
}

static CODE: &[Code] = &[print, push];

fn print(context: &mut Context<'_>, arguments: &mut [Value]) -> Answer {
    let line = arguments.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(" ");
    match context.host.print(line, context.at) {
        Flow::Continue => Ok(Value::Null),
        Flow::Stop => Err(Raise::Stop),
    }
}

fn push(_: &mut Context<'_>, arguments: &mut [Value]) -> Answer {
    Ok(append(std::mem::replace(&mut arguments[0], Value::Null), arguments[1].clone())?)
}

fn append(list: Value, item: Value) -> Outcome {
    let Value::List(mut items) = list else { return Err(Fault::error("push: needs a list")) };
    Rc::make_mut(&mut items).push(item);
    Ok(Value::List(items))
}
