//! Composites: futures made of branches (rules R10 to R15).
//!
//! A composite starts its branches, is told of each that settles, and decides as its form says. With the decision the losers are cancelled in the
//! same step; the composite settles when every branch that it owns is terminal. Each form is one file that knows only how to decide.

mod branches;
mod guests;
mod parallel;
mod race;
mod select;
mod start;
mod timeout;
mod vote;

pub use branches::Branches;
pub use vote::{Tally, TallyRow};

use super::core::Core;
use super::event::EventKind;
use super::futures::Backing;
use super::settle::Settlement;
use super::waiters::Role;
use crate::syntax::tree::CompositeKind;
use crate::vm::{Failure, FutureId, Value};
use std::rc::Rc;

/// A composite that was started.
#[derive(Clone)]
pub struct CompositeState {
    /// Its future.
    pub future: FutureId,
    /// Which form.
    pub kind: CompositeKind,
    /// Index into `Program::composites`.
    pub plan: u16,
    /// Its branches in source order; the ones whose parent it is are its own.
    pub branches: Branches,
    /// How many branches are not settled.
    pub unsettled: u32,
    /// How many of its own branches are not terminal.
    pub open: u32,
    /// The branch that decided.
    pub winner: Option<u32>,
    decision: Option<Decision>,
}

/// What a composite settles with.
#[derive(Clone, Debug)]
enum Decision {
    Value(Value),
    Failure(Rc<Failure>),
    Cancelled(Option<FutureId>),
}

impl CompositeState {
    /// The branch of that number.
    fn branch(&self, number: u32) -> FutureId {
        self.branches.get(number as usize).expect("a composite has a branch of each number that waits for it")
    }
}

impl Core {
    fn composite_index(&self, id: FutureId) -> Option<u32> {
        match self.futures.get(id).backing {
            Backing::Composite(index) => Some(index),
            _ => None,
        }
    }

    /// A branch has settled.
    pub fn branch_settled(&mut self, id: FutureId, number: u32) {
        let Some(index) = self.composite_index(id) else { return };
        let state = self.composites.get_mut(index);
        let branch = state.branch(number);
        state.unsettled -= 1;
        state.open -= u32::from(self.futures.get(branch).parent() == Some(id));
        if self.composites.get(index).decision.is_none()
            && let Some((decision, winner)) = self.judge(index, number)
        {
            self.decide(index, decision, winner);
            self.forget_deadline(index);
        }
        self.finish_composite(index);
    }

    /// The decision that follows from branch `number`, which has settled, and the branch that decided.
    fn judge(&mut self, index: u32, number: u32) -> Option<(Decision, Option<u32>)> {
        let core: &Core = self;
        let state = core.composites.get(index);
        match state.kind {
            CompositeKind::Parallel => parallel::judge(core, state, number),
            CompositeKind::Race => race::judge(core, state, number),
            CompositeKind::Vote => vote::judge(self, &state.clone()),
            CompositeKind::Select | CompositeKind::Timeout => select::judge(core, state, number),
        }
    }

    fn decide_empty(&mut self, index: u32) {
        let state = self.composites.get(index).clone();
        let decision = match state.kind {
            CompositeKind::Parallel => Decision::Value(parallel::value(self, &state)),
            kind => {
                let message = format!("{}: there are no branches", word(kind));
                Decision::Failure(self.new_failure(state.future, self.futures.get(state.future).at, message))
            }
        };
        self.decide(index, decision, None);
        self.finish_composite(index);
    }

    /// The decision has fallen: whoever is not terminal has lost.
    fn decide(&mut self, index: u32, decision: Decision, winner: Option<u32>) {
        let state = self.composites.get_mut(index);
        state.decision = Some(decision);
        state.winner = winner;
        let id = state.future;
        let losers = self.open_own_branches(index);
        self.cancel_all(&losers, Some(id));
    }

    /// Withdraws the deadline of a timeout that has just been decided otherwise.
    fn forget_deadline(&mut self, index: u32) {
        if self.composites.get(index).kind == CompositeKind::Timeout {
            self.forget_timer();
        }
    }

    fn finish_composite(&mut self, index: u32) {
        let state = self.composites.get(index);
        if state.open > 0 {
            return;
        }
        let settlement = match &state.decision {
            None => return,
            Some(Decision::Value(value)) => Settlement::Completed(value.clone()),
            Some(Decision::Failure(failure)) => Settlement::Failed(failure.clone()),
            Some(Decision::Cancelled(by)) => Settlement::Cancelled(*by),
        };
        let id = state.future;
        self.settle(id, settlement);
    }

    /// Cancels a composite: its own branches first.
    pub fn cancel_composite(&mut self, index: u32, by: Option<FutureId>) {
        let was_undecided = self.composites.get(index).decision.is_none();
        self.decide(index, Decision::Cancelled(by), None);
        if was_undecided {
            self.forget_deadline(index);
        }
        self.finish_composite(index);
    }

    fn open_own_branches(&self, index: u32) -> Vec<FutureId> {
        let state = self.composites.get(index);
        let is_open = |id: &FutureId| {
            let row = self.futures.get(*id);
            row.parent() == Some(state.future) && !row.state.is_terminal()
        };
        match state.open {
            0 => Vec::new(),
            _ => state.branches.iter().filter(is_open).collect(),
        }
    }

    /// Whether a branch's outcome is one of several of which only all together decide, and what they decide only wakes fibers.
    pub fn only_adds(&self, id: FutureId, branch: FutureId) -> bool {
        let Some(index) = self.composite_index(id).filter(|_| self.is_undecided(id)) else { return false };
        let waiters = self.futures.get(id).outcome.waiters();
        if waiters.iter().any(|waiter| !matches!(waiter.role, Role::Fiber { .. })) {
            return false;
        }
        match self.composites.get(index).kind {
            CompositeKind::Parallel => self.futures.get(branch).value().is_some(),
            kind => kind == CompositeKind::Vote,
        }
    }

    /// Branches that are not settled.
    pub fn open_branches(&self, index: u32) -> Vec<FutureId> {
        let branches = self.composites.get(index).branches.iter();
        branches.filter(|id| !self.futures.get(*id).state.is_terminal()).collect()
    }

    /// Whether a composite still waits for its deadline.
    pub fn is_undecided(&self, id: FutureId) -> bool {
        !self.futures.get(id).state.is_terminal()
            && self.composite_index(id).is_some_and(|index| self.composites.get(index).decision.is_none())
    }

    /// The deadline of a timeout has passed first.
    pub fn deadline_passed(&mut self, id: FutureId) {
        let Some(index) = self.composite_index(id) else { return };
        self.emit_own(id, EventKind::TimerFired);
        self.decide(index, timeout::late(), None);
        self.finish_composite(index);
    }

    /// The branch that decided a settled composite.
    pub fn winner_of(&self, id: FutureId) -> Option<u32> {
        self.composites.get(self.composite_index(id)?).winner
    }

    /// Whether a composite needs all its branches, so that it waits as long as any of them does.
    pub fn needs_all(&self, index: u32) -> bool {
        matches!(self.composites.get(index).kind, CompositeKind::Parallel | CompositeKind::Vote)
    }
}

/// Whether a value can be called without arguments to become a fiber's body.
pub fn is_callable(value: &Value) -> bool {
    matches!(value, Value::Closure(_) | Value::Function(_) | Value::Builtin(_))
}

/// The word that opens a composite.
pub fn word(kind: CompositeKind) -> &'static str {
    match kind {
        CompositeKind::Parallel => "parallel",
        CompositeKind::Race => "race",
        CompositeKind::Vote => "vote",
        CompositeKind::Select => "select",
        CompositeKind::Timeout => "timeout",
    }
}

/// `race: all 2 branches failed: [0] msg; [1] msg`
fn all_failed(core: &Core, state: &CompositeState, what: &str) -> Decision {
    let mut message = format!("{}: all {} {what} failed: ", word(state.kind), state.branches.len());
    for (index, branch) in state.branches.iter().enumerate() {
        let separator = if index == 0 { "" } else { "; " };
        let text = core.failure_of(branch).map_or_else(|| "".into(), |failure| failure.message.clone());
        message.push_str(&format!("{separator}[{index}] {text}"));
    }
    Decision::Failure(core.new_failure(state.future, core.futures.get(state.future).at, message))
}
