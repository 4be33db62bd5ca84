//! Branches that start on the stack of their composite's maker (see `vm`'s branches): the rows and events of an eager start, without turns.
//!
//! As with other guests ([`crate::runtime::guests`]), a start of its own could not be told from it: no limit is near, nothing waits for the end of
//! a turn, and nobody but the maker, which does not run meanwhile, knows the composite. So whatever a branch settles is decided here and reaches no further.

use super::Branches;
use crate::bytecode::{CodeOffset, FutureKind};
use crate::runtime::core::{Core, Turn};
use crate::runtime::event::EventKind;
use crate::runtime::fibers::{Body, FiberSlot, Wake, own};
use crate::runtime::futures::{Backing, FutureState, NewFuture, Site};
use crate::runtime::settle::Settlement;
use crate::vm::{AfterBranch, FutureId, GuestBranches, Operation, Value, WorkCall};

impl Core {
    /// Starts a composite of the running future whose branches are guests, and its first branch, if that may be.
    pub fn admit_branch_guests(&mut self, branches: GuestBranches, at: CodeOffset, left: i64) -> bool {
        let count = u32::from(branches.count);
        if !self.may_admit_branches(count.into()) {
            return false;
        }
        self.set_steps(left);
        let plan = branches.plan;
        let maker = self.current;
        let id = self.make_composite(plan, at);
        let row = self.make_guest_branches(id, branches, at);
        let first = row.get(0);
        self.instant_steps += u64::from(count) + 1;
        self.guests += count;
        self.enter_composite(id, plan, row, branches.limit_ms, at);
        self.end_turn(maker);
        if let Some(first) = first {
            self.start_guest_branch(first);
        }
        true
    }

    fn may_admit_branches(&self, count: u64) -> bool {
        let limits = &self.limits;
        self.is_undisturbed()
            && self.futures.len() as u64 + count < limits.futures
            && u64::from(self.fibers_alive()) + count <= limits.fibers
            // A turn of each branch, and the one in which the maker goes on.
            && self.instant_steps + count < limits.instant_steps
            // The composite exists and waits, the branches exist, and the first starts.
            && self.may_have(count + 3)
    }

    fn make_guest_branches(&mut self, id: FutureId, guests: GuestBranches, at: CodeOffset) -> Branches {
        let program = self.program.clone();
        let plans = &program.composites[usize::from(guests.plan)].branches;
        let first = self.futures.len() as u32;
        for number in 0..guests.count {
            // A loop has one plan for all its rounds.
            let branch = if plans.len() == 1 { 0 } else { number };
            let site = Site::Branch { plan: guests.plan, branch };
            let kind = plans[usize::from(branch)].kind;
            let branch = self.make_future(NewFuture { parent: id, at, kind, site });
            self.futures.get_mut(branch).backing = Backing::Guest;
        }
        Branches::Row(first..self.futures.len() as u32)
    }

    fn start_guest_branch(&mut self, id: FutureId) {
        self.futures.get_mut(id).begin(FutureState::Running);
        self.current = id;
        self.emit_own(id, EventKind::Started);
    }

    /// Completes the running branch, a guest, unless that takes more than what it does to its composite.
    pub fn settle_guest_branch(&mut self, value: &mut Value, left: i64) -> Option<AfterBranch> {
        if !self.may_end_guest_branch() || matches!(value, Value::Future(_)) {
            return None;
        }
        self.set_steps(left);
        let id = self.current;
        self.settle(id, Settlement::Completed(std::mem::replace(value, Value::Null)));
        Some(self.end_guest_branch(id))
    }

    /// The running branch, a guest, becomes a sleep.
    pub fn become_guest_sleep(&mut self, ms: i64, at: CodeOffset, left: i64) -> Option<AfterBranch> {
        if !self.may_end_guest_branch() {
            return None;
        }
        self.set_steps(left);
        let id = self.current;
        self.guests -= 1;
        let row = self.futures.get_mut(id);
        (row.kind, row.at, row.backing) = (FutureKind::Sleep, at, Backing::Nothing);
        self.begin_operation(id, Operation::Sleep { ms }, at);
        Some(self.end_guest_branch(id))
    }

    /// Whether there is room for all events of a branch's end: its own, the composite's and its tally, the losers', and the next one's start.
    fn may_end_guest_branch(&self) -> bool {
        let (composite, number) = self.place_of_branch(self.current);
        let behind = self.composites.get(composite).branches.len() - number;
        !self.is_stopped() && self.requests.is_empty() && self.may_have(behind as u64 + 4)
    }

    /// The number of a branch's composite, and the branch's own, from 1. The children of a composite are its branches.
    fn place_of_branch(&self, id: FutureId) -> (u32, usize) {
        let row = self.futures.get(id);
        let composite = row.parent().and_then(|parent| self.composite_index(parent));
        (composite.expect("a branch has a composite"), row.index as usize)
    }

    /// A branch's turn has come to its end: the next one starts, or the maker goes on.
    fn end_guest_branch(&mut self, id: FutureId) -> AfterBranch {
        self.end_turn(id);
        let (composite, number) = self.place_of_branch(id);
        let state = self.composites.get(composite);
        let next = state.branches.get(number);
        match next.filter(|_| state.decision.is_none()) {
            Some(next) => {
                self.start_guest_branch(next);
                AfterBranch::Branch(number as u16)
            }
            None => {
                let (future, never_started) = (state.future, state.branches.len() - number);
                self.instant_steps -= never_started as u64;
                self.current = self.maker_of(future);
                if !self.futures.get(future).state.is_terminal() {
                    self.unlisted.push(future);
                }
                AfterBranch::Maker(future)
            }
        }
    }

    /// What the maker of a guest gets from its op, and the maker: the guest's future, or the composite whose branch it is.
    pub fn made_by_guest(&self, id: FutureId) -> (FutureId, FutureId) {
        let maker = self.maker_of(id);
        match self.composite_index(maker) {
            Some(_) => (maker, self.maker_of(maker)),
            None => (id, maker),
        }
    }

    fn maker_of(&self, id: FutureId) -> FutureId {
        self.futures.get(id).parent().expect("a guest has a maker")
    }

    /// Gives the branches behind a guest that gets a fiber fibers of their own, too; the turn in which they start.
    pub fn seat_branches_behind(&mut self, id: FutureId, calls: Vec<WorkCall>) -> Turn {
        let (composite, number) = self.place_of_branch(id);
        let state = self.composites.get(composite);
        let futures = state.branches.clone();
        self.unlisted.push(state.future);
        for (call, branch) in calls.into_iter().zip(number..) {
            let branch = futures.get(branch).expect("there is a branch for each call");
            self.seat(branch, Body::Call(call), None);
        }
        Turn::Start { futures, next: number }
    }

    /// Puts a fiber into the table.
    pub fn seat(&mut self, id: FutureId, body: Body, wake: Option<Wake>) {
        let index = self.fibers.push(id, body, wake);
        self.futures.get_mut(id).backing = Backing::Fiber(index);
    }

    /// Lists open composites that were made by fibers without a slot at hand, among the composites of their makers. `running` has its slot in hand.
    pub fn list_composites(&mut self, running: &mut FiberSlot) {
        while let Some(composite) = self.unlisted.pop() {
            let maker = self.maker_of(composite);
            if maker == running.future {
                self.note_composite(running, composite);
            } else if let Some(index) = self.slot_index(maker)
                && let Some(mut slot) = self.fibers.take(index)
            {
                self.note_composite(own(&mut slot), composite);
                self.fibers.put(index, slot);
            }
        }
    }
}
