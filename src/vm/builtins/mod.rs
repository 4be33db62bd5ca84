//! What the builtins do, by the ids of the prelude's table.
//!
//! A builtin is a function from arguments to a value. It may take its arguments out of the slice, so that a list that nobody else
//! holds grows in place. Builtins that call back into the program are cells of the prelude instead. What they need
//! from around (time, randomness, futures, printing) they ask of the [`Host`].

mod arguments;
mod check;
mod collection;
mod convert;
mod encoding;
pub mod json;
mod list;
mod map;
mod math;
pub(crate) mod parse;
mod result;
mod run;
mod set;
mod text;

use super::ops::{Env, Fault, ValueLimits};
use super::{Host, Operation, Value};
use crate::bytecode::{CodeOffset, Program};
use crate::prelude::{BUILTINS, BuiltinId};
use arguments::Call;

/// What a builtin sees of the run.
pub struct Context<'a> {
    /// The program's names.
    pub program: &'a Program,
    /// The surroundings of the fiber.
    pub host: &'a mut dyn Host,
    /// The op that calls.
    pub at: CodeOffset,
    /// How large a value may become.
    pub limits: ValueLimits,
}

impl Context<'_> {
    /// What ops need to know.
    pub fn env(&self) -> Env<'_> {
        let host: &dyn Host = &*self.host;
        Env { program: self.program, futures: host, limits: self.limits }
    }
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
pub type Answer<T = Value> = Result<T, Raise>;

/// The name and code of a builtin.
type Entry = (&'static str, fn(&mut Call<'_, '_>, &mut [Value]) -> Answer);

/// Calls a builtin. The number of arguments fits [`arity`]; left-out ones are missing at the end or [`Value::Absent`].
pub fn call(context: &mut Context<'_>, id: BuiltinId, arguments: &mut [Value]) -> Answer {
    let (name, code) = CODE[id.0 as usize];
    code(&mut Call { context, name }, arguments)
}

/// Whether a builtin gives the future of an operation, so that `spawn` of a call of it gives that one.
pub fn makes_future(id: BuiltinId) -> bool {
    matches!(BUILTINS[id.0 as usize].name, "sleep" | "fetch")
}

/// The operation that a call of such a builtin is, without making its future.
pub fn operation(context: &mut Context<'_>, id: BuiltinId, arguments: &mut [Value]) -> Answer<Option<Operation>> {
    let name = BUILTINS[id.0 as usize].name;
    run::operation(&mut Call { context, name }, arguments)
}

/// The least and greatest number of arguments of a builtin, read from its signature; no greatest one when the last collects the rest.
pub fn arity(id: BuiltinId) -> (usize, Option<usize>) {
    let signature = BUILTINS[id.0 as usize].signature;
    let (mut depth, mut start, mut required, mut all) = (0, 1, 0, 0);
    for (at, character) in signature.char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        let is_end = (depth == 1 && character == ',') || (depth == 0 && character == ')');
        if !is_end {
            continue;
        }
        let parameter = signature[start..at].trim();
        start = at + 1;
        if parameter.starts_with("...") {
            return (required, None);
        }
        all += usize::from(!parameter.is_empty());
        required += usize::from(!parameter.is_empty() && !parameter.contains('='));
        if depth == 0 {
            break;
        }
    }
    (required, Some(all))
}

const AREAS: &[&[Entry]] = &[
    collection::CODE,
    list::CODE,
    map::CODE,
    set::CODE,
    text::CODE,
    math::CODE,
    convert::CODE,
    result::CODE,
    json::CODE,
    encoding::CODE,
    run::CODE,
    check::CODE,
];

/// All builtins, in the order of the prelude's table.
static CODE: [Entry; BUILTINS.len()] = join_areas();

const fn join_areas() -> [Entry; BUILTINS.len()] {
    let mut all: [Entry; BUILTINS.len()] = [AREAS[0][0]; BUILTINS.len()];
    let (mut area, mut count) = (0, 0);
    while area < AREAS.len() {
        let mut row = 0;
        while row < AREAS[area].len() {
            all[count] = AREAS[area][row];
            row += 1;
            count += 1;
        }
        area += 1;
    }
    assert!(count == BUILTINS.len(), "as many builtins have code as stand in the prelude's table");
    all
}

#[cfg(test)]
mod tests;
