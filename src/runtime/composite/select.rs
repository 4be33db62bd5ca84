//! `select`: the first branch to complete, with a value or a failure (rule R14). A `timeout` judges its one branch alike.

use super::{CompositeState, Decision};
use crate::runtime::core::Core;

/// The decision when branch `number` has settled.
pub(super) fn judge(core: &Core, state: &CompositeState, number: u32) -> Option<(Decision, Option<u32>)> {
    let branch = state.branch(number);
    let decision = match core.failure_of(branch) {
        Some(failure) => Decision::Failure(failure),
        None => Decision::Value(core.futures.get(branch).outcome.value().clone()),
    };
    Some((decision, Some(number)))
}
