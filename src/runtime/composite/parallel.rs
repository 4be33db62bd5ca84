//! `parallel`: all values in order, or the first failure (rule R11).

use super::{CompositeState, Decision};
use crate::runtime::core::Core;
use crate::vm::Value;

/// The decision when branch `number` has settled.
pub(super) fn judge(core: &Core, state: &CompositeState, number: u32) -> Option<(Decision, Option<u32>)> {
    if let Some(failure) = core.failure_of(state.branch(number)) {
        return Some((Decision::Failure(failure), Some(number)));
    }
    (state.unsettled == 0).then(|| (Decision::Value(value(core, state)), None))
}

/// A list, or with names a record of the named entries.
pub(super) fn value(core: &Core, state: &CompositeState) -> Value {
    let plan = &core.program.composites[usize::from(state.plan)];
    let outcomes = state.branches.iter().map(|branch| core.futures.get(branch).outcome.value().clone());
    match plan.record {
        None => Value::list(outcomes.collect()),
        Some(shape) => {
            let named = outcomes.zip(&plan.branches).filter(|(_, branch)| branch.name.is_some());
            Value::record(shape, named.map(|(value, _)| value).collect())
        }
    }
}
