//! The table of futures: one row for each, never removed.

use super::cow::CowTable;
use super::instants::Instants;
use super::outcome::Outcome;
use super::waiters::Waiter;
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
    /// A fiber on whose stack it starts or runs: a branch that is a guest of its composite's maker.
    Guest,
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
    /// The call of a function.
    Call(FunctionIndex),
    /// A branch of a plan.
    Branch { plan: u16, branch: u16 },
}

/// A future.
#[derive(Clone, Debug)]
pub struct FutureRow {
    pub(super) outcome: Outcome,
    /// Who made it; main itself for main.
    parent: FutureId,
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
    /// Whether it ran or, if it has no fiber, took effect.
    pub has_started: bool,
}

/// All that is written for a future: less than a line of a processor's cache.
const _: () = assert!(size_of::<FutureRow>() <= 56);

/// What a row's label and place depend on.
pub type Origin = (FutureKind, CodeOffset, Site);

/// All futures.
#[derive(Clone, Debug, Default)]
pub struct FutureTable {
    rows: CowTable<FutureRow>,
    instants: Instants,
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
    fn new(new: NewFuture, index: u32, depth: u32) -> FutureRow {
        FutureRow {
            outcome: Outcome::Open,
            parent: new.parent,
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
            has_started: false,
        }
    }

    /// Two rows with equal marks have the same label and place.
    pub fn origin(&self) -> Origin {
        (self.kind, self.at, self.site)
    }

    /// Who made it; main has none.
    pub fn parent(&self) -> Option<FutureId> {
        (self.depth > 0).then_some(self.parent)
    }

    /// Its value, if it completed.
    pub fn value(&self) -> Option<&Value> {
        (self.state == FutureState::Completed).then(|| self.outcome.value())
    }

    /// Its failure, if it failed.
    pub fn failure(&self) -> Option<&Rc<Failure>> {
        match self.outcome.value() {
            Value::Failure(failure) if self.state == FutureState::Failed => Some(failure),
            _ => None,
        }
    }

    /// Notes that somebody waits for it, which counts as looking at it.
    pub(super) fn await_by(&mut self, waiter: Waiter) {
        self.observed = true;
        self.outcome.add_waiter(waiter);
    }

    /// Notes that its code runs, or that it takes effect.
    #[inline]
    pub(super) fn begin(&mut self, state: FutureState) {
        self.state = state;
        self.has_started = true;
    }

    /// Settles it and gives back what there was in place of its outcome: those who wait.
    #[inline]
    pub(super) fn close(&mut self, state: FutureState, value: Value) -> Outcome {
        self.state = state;
        self.unwinding = false;
        if !matches!(self.backing, Backing::Composite(_)) {
            self.backing = Backing::Nothing;
        }
        std::mem::replace(&mut self.outcome, Outcome::Settled(value))
    }
}

impl FutureTable {
    /// Number of futures.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row of a future.
    #[inline]
    pub fn get(&self, id: FutureId) -> &FutureRow {
        self.rows.get(id.0)
    }

    /// The row of a future, to change it.
    #[inline]
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
        self.rows.push(FutureRow::new(new, 0, 0));
    }

    /// Makes a row; the parent's next child number is taken. In a state other than new, the future has begun.
    #[inline(always)]
    pub fn push(&mut self, new: NewFuture, state: FutureState) -> FutureId {
        let (has_started, row) = (state != FutureState::New, self.new_row(new));
        FutureId(self.rows.push(FutureRow { state, has_started, ..row }))
    }

    /// Makes the row of a future that has run to its end within this instant.
    #[inline(always)]
    pub fn push_completed(&mut self, new: NewFuture, value: &Value, observed: bool) -> FutureId {
        let (state, outcome, row) = (FutureState::Completed, Outcome::Settled(value.copy()), self.new_row(new));
        FutureId(self.rows.push(FutureRow { state, outcome, observed, has_started: true, ..row }))
    }

    #[inline(always)]
    fn new_row(&mut self, new: NewFuture) -> FutureRow {
        let parent = self.rows.get_mut(new.parent.0);
        parent.children += 1;
        FutureRow::new(new, parent.children, parent.depth + 1)
    }

    /// Notes that it is `ms` from now on.
    pub fn begin_instant(&mut self, ms: i64) {
        self.instants.begin(ms, FutureId(self.len() as u32));
    }

    /// When a future was made.
    pub fn created_ms(&self, id: FutureId) -> i64 {
        self.instants.ms(id)
    }

    /// Child numbers from the child of main down to `id`; empty for main.
    pub fn path(&self, id: FutureId) -> Vec<u32> {
        let mut numbers = Vec::new();
        let mut row = self.get(id);
        while let Some(parent) = row.parent() {
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
        let first = table.push(child_of(MAIN), FutureState::New);
        table.push(child_of(MAIN), FutureState::New);
        let grandchild = table.push(child_of(first), FutureState::New);
        let mut text = String::new();
        table.write_path(grandchild, &mut text);
        assert_eq!(text, "0.1.1");
    }
}
