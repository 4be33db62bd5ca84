//! `vote`: the most frequent successful value, counted when all voters are done, so that timing never changes it (rule R13).

use super::{CompositeState, Decision, all_failed};
use crate::runtime::core::Core;
use crate::runtime::event::EventKind;
use crate::vm::Value;
use crate::vm::ops::equal;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A counted vote.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Each value once, in the order of its first voter.
    pub rows: Vec<TallyRow>,
    /// Index of the row that won.
    pub winner: u32,
}

/// A value and its voters.
#[derive(Clone, Debug)]
pub struct TallyRow {
    /// What they voted for.
    pub value: Value,
    /// How many they were.
    pub count: u32,
    /// The first of them.
    pub first_voter: u32,
}

/// The decision when all voters are done.
pub(super) fn judge(core: &mut Core, state: &CompositeState) -> Option<(Decision, Option<u32>)> {
    if state.unsettled > 0 {
        return None;
    }
    let rows = count(core, state);
    let Some(winner) = winner(&rows) else { return Some((all_failed(core, state, "voters"), None)) };
    let (value, voter) = (rows[winner].value.clone(), rows[winner].first_voter);
    let tally = Tally { rows, winner: winner as u32 };
    core.emit_own(state.future, EventKind::Tally(Rc::new(tally)));
    Some((Decision::Value(value), Some(voter)))
}

/// Counts equal values; the sorted index keeps that from being quadratic.
fn count(core: &Core, state: &CompositeState) -> Vec<TallyRow> {
    let mut rows: Vec<TallyRow> = Vec::new();
    let mut known: BTreeMap<Value, usize> = BTreeMap::new();
    for (branch, voter) in state.branches.iter().zip(0..) {
        let Some(value) = core.futures.get(branch).value() else { continue };
        match known.get(value) {
            Some(row) if equal(&rows[*row].value, value) => rows[*row].count += 1,
            _ => {
                known.insert(value.clone(), rows.len());
                rows.push(TallyRow { value: value.clone(), count: 1, first_voter: voter });
            }
        }
    }
    rows
}

/// The row with the highest count; of several the first.
fn winner(rows: &[TallyRow]) -> Option<usize> {
    (0..rows.len()).max_by_key(|index| (rows[*index].count, std::cmp::Reverse(*index)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_goes_to_the_first_voter() {
        let row = |value, count, first_voter| TallyRow { value: Value::Int(value), count, first_voter };
        assert_eq!(winner(&[row(1, 1, 0), row(2, 2, 1), row(3, 2, 3)]), Some(1));
        assert_eq!(winner(&[]), None);
    }
}
