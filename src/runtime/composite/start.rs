//! How a composite begins: its future, its branches, and whom it watches.

use super::{Branches, CompositeState, is_callable};
use crate::bytecode::{BranchPlan, CodeOffset, FutureKind};
use crate::runtime::core::{Core, Turn};
use crate::runtime::futures::{Backing, FutureState, NewFuture, Site};
use crate::runtime::machine::StartMode;
use crate::runtime::timers::{TimerClass, deadline_after};
use crate::runtime::touch::{How, Part};
use crate::runtime::waiters::{Role, Waiter};
use crate::vm::{Callee, Closure, Composite, FutureId, Value, WorkCall};
use std::rc::Rc;

impl Core {
    /// Starts a composite of the running fiber and gives its future.
    pub fn start_composite(&mut self, composite: Composite, at: CodeOffset) -> FutureId {
        let (plan, limit_ms) = (composite.plan, composite.limit_ms);
        let id = self.make_composite(plan, at);
        let branches = self.make_branches(id, composite, at);
        self.enter_composite(id, plan, branches.clone(), limit_ms, at);
        self.start_branches(branches);
        id
    }

    /// Makes the future of a composite.
    pub(super) fn make_composite(&mut self, plan: u16, at: CodeOffset) -> FutureId {
        let kind = self.program.composites[usize::from(plan)].kind;
        let id = self.make_own(FutureKind::Composite(kind), at);
        self.futures.get_mut(id).begin(FutureState::Waiting);
        id
    }

    /// Makes a composite of its future and its branches, and lets it wait for them.
    pub(super) fn enter_composite(
        &mut self,
        id: FutureId,
        plan: u16,
        branches: Branches,
        limit_ms: Option<i64>,
        at: CodeOffset,
    ) {
        let kind = self.program.composites[usize::from(plan)].kind;
        let unsettled = branches.len() as u32;
        let (future, watched) = (id, branches.clone());
        let state = CompositeState { future, kind, plan, branches, unsettled, open: 0, winner: None, decision: None };
        let index = self.composites.push(state);
        self.futures.get_mut(id).backing = Backing::Composite(index);
        if let Some(ms) = limit_ms {
            let deadline_ms = deadline_after(self.now, ms);
            self.notes.touch(Part::Timers(deadline_ms, TimerClass::Deadline), How::Writes);
            self.timers.set(deadline_ms, TimerClass::Deadline, id);
        }
        self.watch_branches(id, index, &watched, at);
    }

    fn make_branches(&mut self, id: FutureId, composite: Composite, at: CodeOffset) -> Branches {
        let program = self.program.clone();
        let plans = &program.composites[usize::from(composite.plan)].branches;
        let Composite { plan, captures, items, .. } = composite;
        let first = self.futures.len() as u32;
        match items {
            Some(items) if plans.is_empty() => {
                let branches = items.into_iter().map(|item| self.branch_of_value(id, item, at));
                return Branches::Listed(branches.collect());
            }
            Some(items) => {
                let site = Site::Branch { plan, branch: 0 };
                for item in items {
                    let values = std::iter::once(item).chain(captures.iter().cloned());
                    self.make_branch(NewFuture { parent: id, at, kind: plans[0].kind, site }, &plans[0], 1, values);
                }
            }
            None => {
                let mut captures = captures.into_iter();
                for (branch, number) in plans.iter().zip(0..) {
                    let site = Site::Branch { plan, branch: number };
                    let values = captures.by_ref().take(branch.captures.len());
                    self.make_branch(NewFuture { parent: id, at, kind: branch.kind, site }, branch, 0, values);
                }
            }
        }
        Branches::Row(first..self.futures.len() as u32)
    }

    /// Makes the fiber of a branch. Its first registers are its arguments, of which there are `argc`, and what it captured.
    fn make_branch(&mut self, new: NewFuture, branch: &BranchPlan, argc: usize, values: impl Iterator<Item = Value>) {
        let function = branch.function;
        let info = &self.program.functions[usize::from(function.0)];
        let mut arguments = Vec::with_capacity(info.registers.into());
        arguments.extend(values);
        let callee = match usize::from(info.params) == argc && !info.variadic {
            true => Callee::Function(function),
            // A closure that wants others than a branch gets.
            false => {
                let captures = arguments.split_off(argc).into();
                Callee::Value(Value::Closure(Rc::new(Closure { function, captures })))
            }
        };
        self.make_fiber(new, WorkCall { callee, arguments });
    }

    /// A branch of the call form over a list value: handles are taken as they are, callables are started, other values are done.
    fn branch_of_value(&mut self, parent: FutureId, value: Value, at: CodeOffset) -> FutureId {
        match value {
            Value::Future(handle) => handle,
            callable if is_callable(&callable) => self.spawn_callable(parent, callable, at),
            other => self.lift_value(parent, other, at),
        }
    }

    fn watch_branches(&mut self, id: FutureId, index: u32, branches: &Branches, at: CodeOffset) {
        if branches.len() == 0 {
            return self.decide_empty(index);
        }
        self.emit_awaits(id, at, branches.iter());
        let mut settled = Vec::new();
        for (branch, number) in branches.iter().zip(0..) {
            self.notes.touch(Part::Future(branch), How::Writes);
            let row = self.futures.get_mut(branch);
            if row.state.is_terminal() {
                row.observed = true;
                settled.push(number);
            } else {
                row.await_by(Waiter { target: id, role: Role::Branch(number) });
                let is_own = row.parent() == Some(id);
                self.composites.get_mut(index).open += u32::from(is_own);
            }
        }
        for number in settled {
            self.settled_at_entry(id, number);
        }
    }

    fn settled_at_entry(&mut self, id: FutureId, number: u32) {
        // It never counted as open: keep the sum right.
        let Some(index) = self.composite_index(id) else { return };
        let state = self.composites.get_mut(index);
        let is_own = self.futures.get(state.branch(number)).parent() == Some(id);
        state.open += u32::from(is_own);
        self.branch_settled(id, number);
    }

    fn start_branches(&mut self, branches: Branches) {
        match self.starts {
            StartMode::Eager if branches.len() == 0 => {}
            StartMode::Eager => self.turns.push(Turn::Start { futures: branches, next: 0 }),
            StartMode::Deferred => {
                for branch in branches.iter() {
                    if self.futures.get(branch).state == FutureState::New {
                        self.make_ready(branch);
                    }
                }
            }
        }
    }
}
