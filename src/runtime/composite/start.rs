//! How a composite begins: its future, its branches, and whom it watches.

use super::{CompositeState, is_callable};
use crate::bytecode::{BranchPlan, CodeOffset, FutureKind};
use crate::runtime::core::{Core, Turn};
use crate::runtime::event::EventKind;
use crate::runtime::futures::{Backing, FutureState, NewFuture, Site};
use crate::runtime::machine::StartMode;
use crate::runtime::timers::TimerClass;
use crate::runtime::waiters::{Role, Waiter};
use crate::vm::{Callee, Closure, Composite, FutureId, Value, WorkCall};
use std::rc::Rc;

impl Core {
    /// Starts a composite of the running fiber and gives its future.
    pub fn start_composite(&mut self, composite: Composite, at: CodeOffset) -> FutureId {
        let kind = self.program.composites[usize::from(composite.plan)].kind;
        let id = self.make_own(FutureKind::Composite(kind), at);
        let now = self.now;
        let row = self.futures.get_mut(id);
        row.state = FutureState::Waiting;
        row.start(now);
        let (plan, limit_ms) = (composite.plan, composite.limit_ms);
        let branches: Rc<[FutureId]> = self.make_branches(id, composite, at).into();
        let unsettled = branches.len() as u32;
        let state = CompositeState {
            future: id,
            kind,
            plan,
            branches: branches.clone(),
            unsettled,
            open: 0,
            winner: None,
            decision: None,
        };
        let index = self.composites.push(state);
        self.futures.get_mut(id).backing = Backing::Composite(index);
        if let Some(ms) = limit_ms {
            self.timers.set(now.saturating_add(ms.max(0)), TimerClass::Deadline, id);
        }
        self.watch_branches(id, index, &branches, at);
        id
    }

    fn make_branches(&mut self, id: FutureId, composite: Composite, at: CodeOffset) -> Vec<FutureId> {
        let program = self.program.clone();
        let plan = &program.composites[usize::from(composite.plan)];
        let Composite { plan: plan_index, mut captures, items, .. } = composite;
        match items {
            Some(items) if plan.branches.is_empty() => {
                items.into_iter().map(|item| self.branch_of_value(id, item, at)).collect()
            }
            Some(items) => {
                let captures = captures.pop().unwrap_or_default();
                let site = Site::Branch { plan: plan_index, branch: 0 };
                let make = |item| self.make_branch(id, site, &plan.branches[0], captures.clone(), vec![item], at);
                items.into_iter().map(make).collect()
            }
            None => {
                let branches = plan.branches.iter().zip(captures).enumerate();
                let make = |(index, (branch, captures)): (usize, (&BranchPlan, Vec<Value>))| {
                    let site = Site::Branch { plan: plan_index, branch: index as u16 };
                    self.make_branch(id, site, branch, captures, Vec::new(), at)
                };
                branches.map(make).collect()
            }
        }
    }

    fn make_branch(
        &mut self,
        parent: FutureId,
        site: Site,
        branch: &BranchPlan,
        captures: Vec<Value>,
        arguments: Vec<Value>,
        at: CodeOffset,
    ) -> FutureId {
        let function = branch.function;
        let callee = match captures.is_empty() {
            true => Callee::Function(function),
            false => Callee::Value(Value::Closure(Rc::new(Closure { function, captures: captures.into() }))),
        };
        let new = NewFuture { parent, at, kind: branch.kind, site };
        self.make_fiber(new, WorkCall { callee, arguments })
    }

    /// A branch of the call form over a list value: handles are taken as they are, callables are started, other values are done.
    fn branch_of_value(&mut self, parent: FutureId, value: Value, at: CodeOffset) -> FutureId {
        match value {
            Value::Future(handle) => handle,
            callable if is_callable(&callable) => self.spawn_callable(parent, callable, at),
            other => self.lift_value(parent, other, at),
        }
    }

    fn watch_branches(&mut self, id: FutureId, index: u32, branches: &Rc<[FutureId]>, at: CodeOffset) {
        if branches.is_empty() {
            return self.decide_empty(index);
        }
        self.emit(id, at, EventKind::awaits(branches));
        let ticket = self.new_ticket();
        let mut settled = Vec::new();
        for (branch, number) in branches.iter().zip(0..) {
            let row = self.futures.get_mut(*branch);
            row.observed = true;
            if row.state.is_terminal() {
                settled.push(number);
            } else {
                row.waiters.push(Waiter { target: id, ticket, role: Role::Branch(number) });
                let is_own = row.parent == Some(id);
                self.composites.get_mut(index).open += u32::from(is_own);
            }
        }
        for number in settled {
            self.settled_at_entry(id, number);
        }
        self.start_branches(branches);
    }

    fn settled_at_entry(&mut self, id: FutureId, number: u32) {
        // It never counted as open: keep the sum right.
        let Some(index) = self.composite_index(id) else { return };
        let state = self.composites.get_mut(index);
        let is_own = self.futures.get(state.branches[number as usize]).parent == Some(id);
        state.open += u32::from(is_own);
        self.branch_settled(id, number);
    }

    fn start_branches(&mut self, branches: &Rc<[FutureId]>) {
        match self.starts {
            StartMode::Eager => self.turns.push(Turn::Start { futures: branches.clone(), next: 0 }),
            StartMode::Deferred => {
                for branch in branches.iter() {
                    if self.futures.get(*branch).state == FutureState::New {
                        self.make_ready(*branch);
                    }
                }
            }
        }
    }
}
