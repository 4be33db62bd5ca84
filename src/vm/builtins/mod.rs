//! What the builtins do, by the ids of the prelude's table.
//!
//! A builtin is a function from arguments to a value. It may take its arguments out of the slice, so that a list that nobody else
//! holds grows in place. Builtins that call back into the program are cells of the prelude instead. What they need
//! from around (time, randomness, futures, printing) they ask of the [`Host`].

pub(crate) mod parse;

use super::ops::{Env, Fault, ValueLimits, push as push_item};
use super::text;
use super::{Flow, Host, Value};
use crate::bytecode::{CodeOffset, Program};
use crate::prelude::BuiltinId;

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

impl Context<'_> {
    /// What ops need to know.
    pub fn env(&self) -> Env<'_> {
        let host: &dyn Host = &*self.host;
        Env { program: self.program, futures: host, limits: ValueLimits::DEFAULT }
    }
}

fn print(context: &mut Context<'_>, arguments: &mut [Value]) -> Answer {
    let mut line = String::new();
    for (number, value) in arguments.iter().enumerate() {
        line.push_str(if number == 0 { "" } else { " " });
        text::write_display(context.env(), value, &mut line)?;
    }
    match context.host.print(line, context.at) {
        Flow::Continue => Ok(Value::Null),
        Flow::Stop => Err(Raise::Stop),
    }
}

fn push(context: &mut Context<'_>, arguments: &mut [Value]) -> Answer {
    let mut list = std::mem::replace(&mut arguments[0], Value::Null);
    push_item(context.env(), &mut list, std::mem::replace(&mut arguments[1], Value::Null))?;
    Ok(list)
}
