//! Cancelling (rule R20): cooperative, at suspension points; children before parents, siblings in source order.
//!
//! Works through a list instead of recursing: a chain of 100,000 calls that await each other is cancelled from its far end.

use super::MAIN;
use super::core::{Core, Request};
use super::fibers::{Body, Purpose, Wait};
use super::futures::{Backing, FutureState};
use super::ready::NOT_READY;
use super::settle::Settlement;
use super::timers::{Timer, TimerClass};
use super::touch::{How, Part};
use crate::bytecode::FutureKind;
use crate::vm::{FutureId, Value};

impl Core {
    /// Cancels a future and what it owns. A terminal one stays as it is; one that is being cancelled is left alone.
    pub fn cancel(&mut self, id: FutureId, by: Option<FutureId>) {
        self.cancel_all(&[id], by);
    }

    /// Cancels futures in this order.
    pub fn cancel_all(&mut self, futures: &[FutureId], by: Option<FutureId>) {
        self.cancels.extend(futures.iter().rev().map(|id| (*id, by)));
        if self.is_cancelling {
            return;
        }
        self.is_cancelling = true;
        while let Some((id, by)) = self.cancels.pop() {
            self.cancel_one(id, by);
        }
        self.is_cancelling = false;
    }

    fn cancel_one(&mut self, id: FutureId, by: Option<FutureId>) {
        let row = self.futures.get(id);
        if row.state.is_terminal() || row.unwinding {
            return self.notes.touch(Part::Future(id), How::Reads);
        }
        self.notes.touch(Part::Future(id), How::Writes);
        self.notes.touch(Part::Fiber(id), How::Writes);
        match row.backing {
            Backing::Fiber(index) => match row.state {
                FutureState::Running => self.cancel_current = Some(by),
                FutureState::New | FutureState::Queued => self.drop_unstarted(id, index, by),
                _ => self.cancel_fiber(id, by),
            },
            Backing::Composite(index) => self.cancel_composite(index, by),
            Backing::Follows(target) if self.is_owned(target, id) => self.cancels.push((target, by)),
            backing => {
                self.withdraw(id, backing);
                self.settle(id, Settlement::Cancelled(by));
            }
        }
    }

    fn drop_unstarted(&mut self, id: FutureId, index: u32, by: Option<FutureId>) {
        if self.fibers.get(index).is_some_and(|slot| slot.stamp != NOT_READY) {
            self.ready.forget();
        }
        self.settle(id, Settlement::Cancelled(by));
    }

    /// Takes back an operation of the prelude.
    fn withdraw(&mut self, id: FutureId, backing: Backing) {
        match backing {
            Backing::Timer(_) => self.forget_timer(),
            Backing::Channel { channel, .. } => {
                self.notes.touch(Part::Channel(channel), How::Writes);
                let Core { channels, futures, .. } = self;
                channels.get_mut(channel.0).forget(|waiter| waiter != id && !futures.get(waiter).state.is_terminal());
            }
            Backing::Outside => self.abort_call(id),
            _ => {}
        }
    }

    fn abort_call(&mut self, id: FutureId) {
        if self.answers.remove(&id).is_some() {
            self.calls.remove(&id);
            self.forget_timer();
        } else if let Some(index) = self.requests.iter().position(|request| is_call_of(request, id)) {
            self.calls.remove(&id);
            self.requests.remove(index);
        } else {
            self.open_calls -= 1;
            self.requests.push(Request::Abort(id));
        }
    }

    /// Notes that a timer is not wanted any more.
    pub fn forget_timer(&mut self) {
        if self.timers.forget() {
            let mut timers = std::mem::take(&mut self.timers);
            timers.rebuild(|timer| self.is_wanted(timer));
            self.timers = timers;
        }
    }

    /// Whether somebody still wants a timer.
    pub fn is_wanted(&self, timer: &Timer) -> bool {
        let row = self.futures.get(timer.target);
        match timer.class {
            TimerClass::Sleep => row.backing == Backing::Timer(timer.serial),
            TimerClass::Answer => self.answers.contains_key(&timer.target),
            TimerClass::Deadline => self.is_undecided(timer.target),
            TimerClass::Cleanup(serial) => self.slot(timer.target).is_some_and(|slot| slot.cleanup.serial == serial),
        }
    }

    /// Begins to cancel a suspended or ready fiber: first what it made and waits for, then itself.
    fn cancel_fiber(&mut self, id: FutureId, by: Option<FutureId>) {
        self.unwinding += 1;
        self.futures.get_mut(id).unwinding = true;
        let Some(slot) = self.slot_mut(id) else { return };
        slot.cancelled = Some(by);
        if matches!(&slot.body, Body::Fiber(fiber) if fiber.running_defer()) {
            return self.shield(id);
        }
        let children = self.owned_by_fiber(id);
        self.futures.get_mut(id).state = FutureState::Waiting;
        let Some(slot) = self.slot_mut(id) else { return };
        (slot.wait, slot.wake) = (None, None);
        if std::mem::replace(&mut slot.stamp, NOT_READY) != NOT_READY {
            self.ready.forget();
        }
        if children.is_empty() {
            return self.unwind(id);
        }
        self.unwind_after(id, &children);
        self.cancels.extend(children.iter().rev().map(|child| (*child, Some(id))));
    }

    fn unwind_after(&mut self, id: FutureId, children: &[FutureId]) {
        let ticket = self.new_ticket();
        self.register(id, ticket, children);
        let at = self.futures.get(id).at;
        let (pending, since_ms) = (children.len() as u32, self.now);
        if let Some(slot) = self.slot_mut(id) {
            slot.wait = Some(Wait { ticket, purpose: Purpose::Unwind, value: Value::Null, at, pending, since_ms });
        }
    }

    /// What is cancelled with a fiber: the operations and async calls that it made and waits for, and its composites.
    pub fn owned_by_fiber(&mut self, id: FutureId) -> Vec<FutureId> {
        let mut owned = self.awaited(id);
        owned.retain(|future| self.is_owned(*future, id));
        let composites = self.slot(id).map(|slot| slot.composites.clone()).unwrap_or_default();
        composites.iter().for_each(|composite| self.notes.touch(Part::Future(*composite), How::Reads));
        owned.extend(composites.into_iter().filter(|composite| !self.futures.get(*composite).state.is_terminal()));
        owned.sort_unstable();
        owned.dedup();
        owned
    }

    /// Whether a future is being cancelled. Mostly none is.
    #[inline]
    pub fn is_unwinding(&self, id: FutureId) -> bool {
        self.unwinding > 0 && self.futures.get(id).unwinding
    }

    /// Whether `id` is cancelled with its maker: everything but a plain `spawn` (rule R10).
    pub fn is_owned(&self, id: FutureId, maker: FutureId) -> bool {
        let row = self.futures.get(id);
        row.parent() == Some(maker) && row.kind != FutureKind::Spawn
    }

    /// Lets a cancelled fiber's frames unwind, now that everything it owned is terminal.
    pub fn unwind(&mut self, id: FutureId) {
        let cleanup = self.new_cleanup();
        let Some(slot) = self.slot_mut(id) else { return };
        slot.wait = None;
        slot.cleanup = cleanup;
        match &mut slot.body {
            Body::Fiber(fiber) => {
                fiber.cancel();
                self.unwind_queue.push_back(id);
            }
            _ => {
                let by = slot.cancelled.flatten();
                self.fiber_cancelled(id, by);
            }
        }
    }

    /// A fiber's frames are unwound.
    pub fn fiber_cancelled(&mut self, id: FutureId, by: Option<FutureId>) {
        let settlement = match self.ending.deadlock() {
            Some(failure) if id == MAIN => Settlement::Failed(failure),
            _ => Settlement::Cancelled(by),
        };
        self.settle(id, settlement);
    }
}

fn is_call_of(request: &Request, id: FutureId) -> bool {
    matches!(request, Request::Call(call, _) if *call == id)
}
