//! The table of futures: one row for each, never removed.

use super::cow::CowTable;
use super::waiters::Waiters;
use crate::bytecode::{CodeOffset, FunctionIndex, FutureKind};
use crate::vm::{ChannelId, Failure, FutureId, Value};
use std::rc::Rc;

/// The future of the program itself.
pub const MAIN: FutureId = FutureId(0);

/// Where a future is in its life. Code sees all but the last three as `Pending` (rule R8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FutureState {
    /// Made, not yet in the ready queue.
    New,
    /// In the ready queue, not started.
    Queued,
    /// Its fiber is executing.
    Running,
    /// It waits for something.
    Waiting,
    /// Its fiber could go on.
    Ready,
    /// It has a value.
    Completed,
    /// It has a failure.
    Failed,
    /// It was cancelled.
    Cancelled,
}

/// What will settle a future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backing {
    /// Nothing any more, or nothing ever.
    Nothing,
    /// A fiber, by its slot.
    Fiber(u32),
    /// A timer, by its number.
    Timer(u32),
    /// A channel operation.
    Channel { channel: ChannelId, sends: bool },
    /// An outside call.
    Outside,
    /// A composite, by its number. Kept when it is settled.
    Composite(u32),
    /// Another future's outcome becomes this one's (rule R9).
    Follows(FutureId),
}

/// Where the label of a future comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    /// The source text at the op that made it.
    Op,
    /// A closure.
    Closure(FunctionIndex),
    /// A branch of a plan.
    Branch { plan: u16, branch: u16 },
}

/// A future.
#[derive(Clone, Debug)]
pub struct FutureRow {
    /// Who made it; main has none.
    pub parent: Option<FutureId>,
    /// Its number among its parent's children, from 1.
    pub index: u32,
    /// How many children it made.
    pub children: u32,
    /// How many futures stand above it.
    pub depth: u32,
    /// The op that made it; of a branch that became an operation, that operation's op.
    pub at: CodeOffset,
    /// What it is.
    pub kind: FutureKind,
    /// Where it is in its life.
    pub state: FutureState,
    /// Whether code or a composite looked at its outcome, or waits for it (rule R23).
    pub observed: bool,
    /// Whether it is being cancelled: its `defer`s run.
    pub unwinding: bool,
    pub(super) site: Site,
    pub(super) backing: Backing,
    pub(super) waiters: Waiters,
    /// The value, or a failure as value.
    pub(super) outcome: Value,
    /// When it was made.
    pub created_ms: i64,
    started_ms: i64,
    settled_ms: i64,
}

/// Marks a time that has not come.
const NEVER: i64 = i64::MIN;

/// What a row's label and place depend on.
pub type Origin = (FutureKind, CodeOffset, Site);

/// All futures.
#[derive(Clone, Debug, Default)]
pub struct FutureTable {
    rows: CowTable<FutureRow>,
}

/// What a new row is made from.
#[derive(Clone, Copy, Debug)]
pub struct NewFuture {
    /// Who makes it.
    pub parent: FutureId,
    /// The op.
    pub at: CodeOffset,
    /// What it is.
    pub kind: FutureKind,
    /// Where its label comes from.
    pub site: Site,
}

impl FutureState {
    /// Whether the state can change no more.
    pub fn is_terminal(self) -> bool {
        matches!(self, FutureState::Completed | FutureState::Failed | FutureState::Cancelled)
    }

    /// The word in reports and in print.
    pub fn word(self) -> &'static str {
        match self {
            FutureState::Completed => "completed",
            FutureState::Failed => "error",
            FutureState::Cancelled => "cancelled",
            _ => "pending",
        }
    }
}

impl FutureRow {
    #[inline(always)]
    fn new(parent: Option<FutureId>, (index, depth): (u32, u32), new: NewFuture, now: i64) -> FutureRow {
        FutureRow {
            parent,
            index,
            children: 0,
            depth,
            at: new.at,
            kind: new.kind,
            state: FutureState::New,
            observed: false,
            unwinding: false,
            site: new.site,
            backing: Backing::Nothing,
            waiters: Waiters::None,
            outcome: Value::Null,
            created_ms: now,
            started_ms: NEVER,
            settled_ms: NEVER,
        }
    }

    /// Two rows with equal marks have the same label and place.
    pub fn origin(&self) -> Origin {
        (self.kind, self.at, self.site)
    }

    /// When it first ran.
    pub fn started_ms(&self) -> Option<i64> {
        (self.started_ms != NEVER).then_some(self.started_ms)
    }

    /// When it settled.
    pub fn settled_ms(&self) -> Option<i64> {
        (self.settled_ms != NEVER).then_some(self.settled_ms)
    }

    /// Its value, if it completed.
    pub fn value(&self) -> Option<&Value> {
        (self.state == FutureState::Completed).then_some(&self.outcome)
    }

    /// Its failure, if it failed.
    pub fn failure(&self) -> Option<&Rc<Failure>> {
        match &self.outcome {
            Value::Failure(failure) if self.state == FutureState::Failed => Some(failure),
            _ => None,
        }
    }

    /// Notes that it runs for the first time.
    pub(super) fn start(&mut self, now: i64) {
        self.started_ms = now;
    }

    /// Gives it its outcome.
    pub(super) fn close(&mut self, state: FutureState, outcome: Value, now: i64) {
        self.state = state;
        self.outcome = outcome;
        self.settled_ms = now;
        self.unwinding = false;
        if !matches!(self.backing, Backing::Composite(_)) {
            self.backing = Backing::Nothing;
        }
    }
}

impl FutureTable {
    /// Number of futures.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row of a future.
    pub fn get(&self, id: FutureId) -> &FutureRow {
        self.rows.get(id.0)
    }

    /// The row of a future, to change it.
    pub fn get_mut(&mut self, id: FutureId) -> &mut FutureRow {
        self.rows.get_mut(id.0)
    }

    /// All rows in order of creation.
    pub fn iter(&self) -> impl Iterator<Item = (FutureId, &FutureRow)> {
        self.rows.iter().enumerate().map(|(index, row)| (FutureId(index as u32), row))
    }

    /// Makes main's row.
    pub fn push_main(&mut self, at: CodeOffset) {
        let new = NewFuture { parent: MAIN, at, kind: FutureKind::Main, site: Site::Op };
        self.rows.push(FutureRow::new(None, (0, 0), new, 0));
    }

    /// Makes a row; the parent's next child number is taken.
    pub fn push(&mut self, new: NewFuture, now: i64) -> FutureId {
        let parent = self.rows.get_mut(new.parent.0);
        parent.children += 1;
        let place = (parent.children, parent.depth + 1);
        FutureId(self.rows.push(FutureRow::new(Some(new.parent), place, new, now)))
    }

    /// Child numbers from the child of main down to `id`; empty for main.
    pub fn path(&self, id: FutureId) -> Vec<u32> {
        let mut numbers = Vec::new();
        let mut row = self.get(id);
        while let Some(parent) = row.parent {
            numbers.push(row.index);
            row = self.get(parent);
        }
        numbers.reverse();
        numbers
    }

    /// Writes `0.1.2`.
    pub fn write_path(&self, id: FutureId, out: &mut String) {
        use std::fmt::Write;
        out.push('0');
        for number in self.path(id) {
            let _ = write!(out, ".{number}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_hierarchical_by_creation() {
        let mut table = FutureTable::default();
        table.push_main(CodeOffset(0));
        let child_of = |parent| NewFuture { parent, at: CodeOffset(0), kind: FutureKind::Spawn, site: Site::Op };
        let first = table.push(child_of(MAIN), 0);
        table.push(child_of(MAIN), 0);
        let grandchild = table.push(child_of(first), 0);
        let mut text = String::new();
        table.write_path(grandchild, &mut text);
        assert_eq!(text, "0.1.1");
    }
}
