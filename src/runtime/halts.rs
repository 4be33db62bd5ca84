//! What follows when a fiber stops: one function for each reason.

use super::composite::Branches;
use super::core::{Core, Turn};
use super::event::EventKind;
use super::fibers::{Body, FiberSlot, Purpose, Wake};
use super::futures::{Backing, FutureState};
use super::machine::StartMode;
use super::operations::operation_kind;
use super::settle::Settlement;
use super::touch::{How, Part};
use super::waiters::{Role, Waiter};
use super::{Limits, MAIN};
use crate::bytecode::CodeOffset;
use crate::vm::{Composite, Exit, Failure, FailureKind, FutureId, Operation, Resume, TraceEntry, Value, WorkCall};
use std::rc::Rc;

/// What becomes of a fiber that stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It goes on at once.
    GoOn,
    /// It is put back in this state.
    Park(FutureState),
    /// It is no more.
    Gone,
}

impl Core {
    /// The fiber awaits something unfinished.
    pub fn halt_await(&mut self, slot: &mut FiberSlot, value: Value, at: CodeOffset) -> Next {
        if let Some(resume) = self.begin_wait(slot, value, at, Purpose::Await) {
            return go_on(slot, resume);
        }
        if self.is_unwinding(slot.future) {
            self.bound_cleanup(slot.future, &mut slot.cleanup);
        }
        Next::Park(FutureState::Waiting)
    }

    /// A fiber that stands too deep makes no others: its op fails.
    fn too_deep(&self, slot: &mut FiberSlot, at: CodeOffset) -> bool {
        let row = self.futures.get(slot.future);
        if u64::from(row.depth) < self.limits.depth {
            return false;
        }
        let message = Limits::message("depth", self.limits.depth);
        let trace = vec![TraceEntry { future: slot.future, at }];
        let failure = Failure { message: message.into(), kind: FailureKind::Limit, origin: slot.future, trace };
        go_on(slot, Resume::Failure(Rc::new(failure)));
        true
    }

    /// The fiber wants another one.
    pub fn halt_spawn(&mut self, slot: &mut FiberSlot, call: WorkCall, at: CodeOffset) -> Next {
        if self.too_deep(slot, at) {
            return Next::GoOn;
        }
        let child = self.spawn(call, at);
        match self.starts {
            StartMode::Deferred => {
                self.make_ready(child);
                go_on(slot, Resume::Value(Value::Future(child)))
            }
            StartMode::Eager => {
                self.turns.push(Turn::Go(slot.future));
                self.turns.push(Turn::Go(child));
                step_back(slot, Value::Future(child))
            }
        }
    }

    /// The fiber wants one for each callable of a list.
    pub fn halt_spawn_list(&mut self, slot: &mut FiberSlot, items: Vec<Value>, at: CodeOffset) -> Next {
        if self.too_deep(slot, at) {
            return Next::GoOn;
        }
        let (list, fibers) = self.spawn_list(items, at);
        match self.starts {
            StartMode::Eager if !fibers.is_empty() => {
                self.turns.push(Turn::Go(slot.future));
                self.turns.push(Turn::Start { futures: Branches::Listed(fibers.into()), next: 0 });
                step_back(slot, list)
            }
            _ => {
                for id in fibers {
                    self.make_ready(id);
                }
                go_on(slot, Resume::Value(list))
            }
        }
    }

    /// The fiber wants a composite.
    pub fn halt_composite(&mut self, slot: &mut FiberSlot, composite: Composite, at: CodeOffset) -> Next {
        if self.too_deep(slot, at) {
            return Next::GoOn;
        }
        let depth = self.turns.len();
        let id = self.start_composite(composite, at);
        self.note_composite(slot, id);
        if self.turns.len() == depth {
            return go_on(slot, Resume::Value(Value::Future(id)));
        }
        self.turns.insert(depth, Turn::Go(slot.future));
        step_back(slot, Value::Future(id))
    }

    /// Remembers a composite as its maker's; settled ones are dropped whenever the list would grow.
    pub fn note_composite(&self, slot: &mut FiberSlot, id: FutureId) {
        if self.futures.get(id).state.is_terminal() {
            return;
        }
        if slot.composites.len() == slot.composites.capacity() {
            slot.composites.iter().for_each(|composite| self.notes.touch(Part::Future(*composite), How::Reads));
            slot.composites.retain(|composite| !self.futures.get(*composite).state.is_terminal());
            slot.composites.reserve(slot.composites.len() + 1);
        }
        slot.composites.push(id);
    }

    /// The fiber is over and its future becomes an operation.
    pub fn halt_become(&mut self, slot: &FiberSlot, operation: Operation, at: CodeOffset) -> Next {
        let id = slot.future;
        self.leave_fiber(id);
        if let Some(by) = self.cancel_current.take() {
            self.settle(id, Settlement::Cancelled(by));
            return Next::Gone;
        }
        let row = self.futures.get_mut(id);
        (row.kind, row.at) = (operation_kind(&operation), at);
        row.begin(FutureState::Waiting);
        self.begin_operation(id, operation, at);
        Next::Gone
    }

    /// The fiber is over.
    pub fn halt_exited(&mut self, slot: &mut FiberSlot, exit: Exit) -> Next {
        let id = slot.future;
        let unwinding = self.futures.get(id).unwinding;
        match exit {
            Exit::Cancelled => self.fiber_cancelled(id, slot.cancelled.flatten()),
            // It was cancelled while its last `defer`s ran.
            Exit::Returned(_) if unwinding => self.fiber_cancelled(id, slot.cancelled.flatten()),
            Exit::Failed(failure) => self.settle(id, Settlement::Failed(failure)),
            Exit::Returned(value) if id == MAIN => return self.main_returned(slot, value),
            Exit::Returned(Value::Future(target)) => self.follow(id, target),
            Exit::Returned(value) => self.settle(id, Settlement::Completed(value)),
        }
        Next::Gone
    }

    /// What main returns is awaited deeply before it is shown (rule R29).
    fn main_returned(&mut self, slot: &mut FiberSlot, value: Value) -> Next {
        slot.body = Body::Over;
        let at = self.futures.get(MAIN).at;
        match self.begin_wait(slot, value, at, Purpose::Result) {
            Some(Resume::Value(value)) => self.settle(MAIN, Settlement::Completed(value)),
            Some(Resume::Failure(failure)) => self.settle(MAIN, Settlement::Failed(failure)),
            None => return Next::Park(FutureState::Waiting),
        }
        Next::Gone
    }

    /// A fiber whose result is a future settles with that future's outcome (rule R9).
    fn follow(&mut self, id: FutureId, target: FutureId) {
        self.notes.touch(Part::Future(target), How::Writes);
        self.futures.get_mut(target).observed = true;
        if let Some(settlement) = self.outcome(target) {
            return self.settle(id, settlement);
        }
        let at = self.futures.get(id).at;
        if let Some(failure) = self.find_cycle(id, &[target], at) {
            return self.settle(id, Settlement::Failed(failure));
        }
        self.leave_fiber(id);
        self.futures.get_mut(target).await_by(Waiter { target: id, role: Role::Follower });
        let row = self.futures.get_mut(id);
        (row.backing, row.state) = (Backing::Follows(target), FutureState::Waiting);
        self.emit(id, at, EventKind::AwaitsOne(target));
        if let Some(by) = self.cancel_current.take() {
            self.cancel(id, by);
        }
    }

    /// A future's fiber is over, but the future is not settled.
    fn leave_fiber(&mut self, id: FutureId) {
        if let Some(index) = self.slot_index(id) {
            self.fibers.free(index);
        }
        self.futures.get_mut(id).backing = Backing::Nothing;
    }
}

fn go_on(slot: &mut FiberSlot, resume: Resume) -> Next {
    if let Body::Fiber(fiber) = &mut slot.body {
        fiber.resume(resume);
    }
    Next::GoOn
}

/// The fiber lets what it made go first and then goes on before anybody else.
fn step_back(slot: &mut FiberSlot, made: Value) -> Next {
    slot.wake = Some(Wake::Made(made));
    Next::Park(FutureState::Ready)
}
