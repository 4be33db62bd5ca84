//! `race`: the first success (rule R12).

use super::{CompositeState, Decision, all_failed};
use crate::runtime::core::Core;

/// The decision when branch `number` has settled.
pub(super) fn judge(core: &Core, state: &CompositeState, number: u32) -> Option<(Decision, Option<u32>)> {
    let branch = core.futures.get(state.branch(number));
    match branch.value() {
        Some(value) => Some((Decision::Value(value.clone()), Some(number))),
        None => (state.unsettled == 0).then(|| (all_failed(core, state, "branches"), None)),
    }
}
