//! Futures by their hierarchical ids.

use super::{MAIN, Machine};
use crate::vm::FutureId;
use std::collections::BTreeMap;

/// Children by parent and number. It learns new futures when it is asked, so that whoever never asks pays nothing.
#[derive(Clone, Debug, Default)]
pub struct FamilyIndex {
    children: BTreeMap<(FutureId, u32), FutureId>,
    /// How many futures it knows.
    known: u32,
}

impl FamilyIndex {
    /// The future of that id (`0.1.2`) in the machine, always the same one, if it has been made.
    pub fn find(&mut self, path: &str, machine: &Machine) -> Option<FutureId> {
        self.learn(machine);
        let mut numbers = path.split('.').map(|number| number.parse::<u32>().ok());
        let main = (numbers.next()? == Some(0)).then_some(MAIN)?;
        let found = numbers.try_fold(main, |parent, number| self.children.get(&(parent, number?)).copied())?;
        // `00` and `+0` are numbers too, and no ids.
        (machine.path(found) == path).then_some(found)
    }

    fn learn(&mut self, machine: &Machine) {
        for id in self.known..machine.future_count() as u32 {
            let row = machine.future(FutureId(id));
            self.children.extend(row.parent().map(|parent| ((parent, row.index), FutureId(id))));
        }
        self.known = machine.future_count() as u32;
    }
}
