//! Builtins that are operations without a fiber.

use super::{Operation, Value};
use crate::prelude::{BUILTINS, BuiltinId};

/// Whether a builtin gives a future, so that `spawn` of a call of it gives that one.
pub(super) fn makes_future(builtin: BuiltinId) -> bool {
    matches!(BUILTINS[usize::from(builtin.0)].name, "sleep" | "fetch")
}

/// The operation that a call of a builtin is, if it needs no more than its arguments.
pub(super) fn operation(builtin: BuiltinId, arguments: &[Value]) -> Option<Operation> {
    match (BUILTINS[usize::from(builtin.0)].name, arguments) {
        ("sleep", [Value::Int(ms)]) => Some(Operation::Sleep { ms: *ms }),
        _ => None,
    }
}
