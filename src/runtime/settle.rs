//! Settling: a future gets its outcome once, and those who wait are told in the order in which they began to wait.

use super::MAIN;
use super::core::Core;
use super::event::EventKind;
use super::futures::{Backing, FutureState};
use super::outcome::Outcome;
use super::record::completed;
use super::timers::TimerClass;
use super::touch::{How, Part, Touch};
use super::waiters::{Role, Waiter};
use crate::bytecode::CodeOffset;
use crate::vm::{Failure, FailureKind, FutureId, TraceEntry, Value};
use std::rc::Rc;

/// A future's outcome.
#[derive(Clone, Debug)]
pub enum Settlement {
    /// A value.
    Completed(Value),
    /// A failure.
    Failed(Rc<Failure>),
    /// Cancelled, by whom.
    Cancelled(Option<FutureId>),
}

impl Core {
    /// Gives a future its outcome. Those who wait are told now, or when the settling that is under way comes to it.
    pub fn settle(&mut self, id: FutureId, settlement: Settlement) {
        let row = self.futures.get(id);
        if row.state.is_terminal() {
            return;
        }
        let (backing, was_unwinding) = (row.backing, row.unwinding);
        match backing {
            Backing::Fiber(index) => self.fibers.free(index),
            Backing::Guest => self.guests -= 1,
            _ => {}
        }
        self.unwinding -= u32::from(was_unwinding);
        let before = self.close(id, settlement);
        if id == MAIN {
            self.main_settled();
        }
        self.tell_waiters(id, before);
    }

    /// Settles an operation, which has no fiber, with a value.
    #[inline]
    pub fn complete(&mut self, id: FutureId, value: Value) {
        let row = self.futures.get_mut(id);
        if row.state.is_terminal() {
            return;
        }
        let (at, what) = (row.at, completed(&value));
        let before = row.close(FutureState::Completed, value);
        self.emit_word(id, at, what);
        self.tell_waiters(id, before);
    }

    /// Writes the outcome down and gives back what was there before: those who wait for it.
    fn close(&mut self, id: FutureId, settlement: Settlement) -> Outcome {
        let row = self.futures.get_mut(id);
        let at = row.at;
        match settlement {
            Settlement::Completed(value) => {
                let what = completed(&value);
                let before = row.close(FutureState::Completed, value);
                self.emit_word(id, at, what);
                before
            }
            Settlement::Failed(failure) => {
                let before = row.close(FutureState::Failed, Value::Failure(failure.clone()));
                self.failed.push(id);
                self.emit(id, at, EventKind::Failed(failure));
                before
            }
            Settlement::Cancelled(by) => {
                let before = row.close(FutureState::Cancelled, Value::Null);
                self.emit(id, at, EventKind::Cancelled { by });
                before
            }
        }
    }

    /// Tells those who waited for a settled future, whose outcome stands where they stood.
    #[inline]
    fn tell_waiters(&mut self, id: FutureId, before: Outcome) {
        if before.is_awaited() {
            self.tell_settled(id, before);
        }
    }

    fn tell_settled(&mut self, id: FutureId, before: Outcome) {
        if self.is_settling {
            return self.settled.push_back((id, before));
        }
        self.is_settling = true;
        self.tell_each(id, &before);
        while let Some((id, before)) = self.settled.pop_front() {
            self.tell_each(id, &before);
        }
        self.is_settling = false;
    }

    fn tell_each(&mut self, id: FutureId, before: &Outcome) {
        for waiter in before.waiters() {
            self.tell(*waiter, id);
        }
    }

    fn tell(&mut self, waiter: Waiter, settled: FutureId) {
        if self.notes.is_on() {
            self.note_told(waiter, settled);
        }
        match waiter.role {
            Role::Fiber { ticket } => self.wait_advances(waiter.target, ticket, settled),
            Role::Branch(index) => self.branch_settled(waiter.target, index),
            Role::Follower => self.settle_like(waiter.target, settled),
        }
    }

    /// Of what waits for all its values, one does not care which came before it.
    fn note_told(&self, waiter: Waiter, settled: FutureId) {
        let (part, only_adds) = match waiter.role {
            Role::Fiber { .. } => (Part::Fiber(waiter.target), self.plain_value_of(settled).is_some()),
            Role::Branch(_) => (Part::Future(waiter.target), self.only_adds(waiter.target, settled)),
            Role::Follower => (Part::Future(waiter.target), false),
        };
        self.notes.touch(part, if only_adds { How::Adds } else { How::Writes });
    }

    /// Settles `id` with the outcome of `settled`.
    pub fn settle_like(&mut self, id: FutureId, settled: FutureId) {
        if self.futures.get(id).backing == Backing::Follows(settled)
            && let Some(settlement) = self.outcome(settled)
        {
            self.settle(id, settlement);
        }
    }

    /// The outcome of a settled future.
    pub fn outcome(&self, id: FutureId) -> Option<Settlement> {
        let row = self.futures.get(id);
        match row.state {
            FutureState::Completed => Some(Settlement::Completed(row.outcome.value().clone())),
            FutureState::Failed => row.failure().cloned().map(Settlement::Failed),
            FutureState::Cancelled => Some(Settlement::Cancelled(Some(id))),
            _ => None,
        }
    }

    /// The failure that awaiting a failed or cancelled future raises.
    pub fn failure_of(&self, id: FutureId) -> Option<Rc<Failure>> {
        let row = self.futures.get(id);
        match row.state {
            FutureState::Failed => row.failure().cloned(),
            FutureState::Cancelled => Some(cancelled_failure(id, row.at)),
            _ => None,
        }
    }

    /// A failure that arises in `origin` at `at`.
    pub fn new_failure(&self, origin: FutureId, at: CodeOffset, message: impl Into<Rc<str>>) -> Rc<Failure> {
        let trace = vec![TraceEntry { future: origin, at }];
        Rc::new(Failure { message: message.into(), kind: FailureKind::Error, origin, trace })
    }

    /// Fails a future at the place where it was made.
    pub fn fail(&mut self, id: FutureId, message: impl Into<Rc<str>>) {
        let failure = self.new_failure(id, self.futures.get(id).at, message);
        self.settle(id, Settlement::Failed(failure));
    }

    /// Takes out timers until one is due that somebody still wants, and lets it fire. False when none is due.
    pub fn fire_next(&mut self) -> bool {
        while let Some(timer) = self.timers.peek().filter(|timer| timer.deadline_ms <= self.now) {
            if !self.is_wanted(&timer) {
                self.timers.drop_withdrawn();
                continue;
            }
            self.timers.pop();
            self.notes.note(Touch::Fired);
            match timer.class {
                TimerClass::Sleep => self.sleep_ends(timer.target),
                TimerClass::Answer => self.delayed_answer(timer.target),
                TimerClass::Deadline => self.deadline_passed(timer.target),
                TimerClass::Cleanup(_) => self.cleanup_overdue(timer.target),
            }
            return true;
        }
        false
    }

    /// The deadline of the next timer that somebody still wants.
    pub fn next_deadline(&mut self) -> Option<i64> {
        while let Some(timer) = self.timers.peek() {
            if self.is_wanted(&timer) {
                return Some(timer.deadline_ms);
            }
            self.timers.drop_withdrawn();
        }
        None
    }

    fn sleep_ends(&mut self, id: FutureId) {
        self.emit_own(id, EventKind::TimerFired);
        self.settle(id, Settlement::Completed(Value::Null));
    }
}

fn cancelled_failure(origin: FutureId, at: CodeOffset) -> Rc<Failure> {
    let trace = vec![TraceEntry { future: origin, at }];
    Rc::new(Failure { message: "cancelled".into(), kind: FailureKind::Cancelled, origin, trace })
}
