//! `timeout`: its branch's outcome, or null when the deadline comes first (rule R15). The deadline's timer fires after all
//! sleeps of its instant, so a value wins a tie.

use super::Decision;
use crate::vm::Value;

/// The decision when the deadline comes first.
pub(super) fn late() -> Decision {
    Decision::Value(Value::Null)
}
