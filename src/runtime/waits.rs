//! Waiting: what a fiber awaits, what wakes it, and how it goes on (rules R3, R5).

use super::core::Core;
use super::fibers::{FiberSlot, Purpose, Wait, Wake};
use super::futures::{Backing, FutureState};
use super::settle::Settlement;
use super::touch::Touch;
use super::waiters::{Role, Waiter};
use crate::bytecode::CodeOffset;
use crate::vm::{Failure, FutureId, Resolution, Resume, Value, resolve};
use std::rc::Rc;

impl Core {
    /// Lets a running fiber wait for every open future in a value. What it goes on with at once, if none is open or the wait would never end.
    pub fn begin_wait(
        &mut self,
        slot: &mut FiberSlot,
        value: Value,
        at: CodeOffset,
        purpose: Purpose,
    ) -> Option<Resume> {
        if let Value::Future(future) = value
            && !self.futures.get(future).state.is_terminal()
        {
            return self.wait_for(slot, &[future], value, at, purpose);
        }
        match self.look_into(&value) {
            Resolution::Value(value) => Some(Resume::Value(value)),
            Resolution::Failed(failure) => Some(Resume::Failure(failure)),
            Resolution::Pending(futures) => self.wait_for(slot, &futures, value, at, purpose),
        }
    }

    /// Registers a running fiber with the open futures in a value.
    #[inline(always)]
    fn wait_for(
        &mut self,
        slot: &mut FiberSlot,
        futures: &[FutureId],
        value: Value,
        at: CodeOffset,
        purpose: Purpose,
    ) -> Option<Resume> {
        let id = slot.future;
        if let Some(failure) = self.find_cycle(id, futures, at) {
            return Some(Resume::Failure(failure));
        }
        // What a fiber returned has no op that awaits it: the op that made the first future stands for it.
        let at = if purpose == Purpose::Result { self.futures.get(futures[0]).at } else { at };
        let ticket = self.new_ticket();
        self.register(id, ticket, futures);
        self.emit_awaits(id, at, futures.iter().copied());
        slot.wait = Some(Wait { ticket, purpose, value, at, pending: futures.len() as u32, since_ms: self.now });
        None
    }

    /// Resolves a value, quickly where it is one future.
    fn look_into(&mut self, value: &Value) -> Resolution {
        let Value::Future(id) = value else { return resolve(self, value) };
        self.notes.look(*id);
        let row = self.futures.get(*id);
        match row.state {
            FutureState::Failed | FutureState::Cancelled => resolve(self, value),
            FutureState::Completed if may_hold_futures(row.outcome.value()) => resolve(self, value),
            FutureState::Completed => Resolution::Value(row.outcome.value().clone()),
            _ => Resolution::Pending(vec![*id]),
        }
    }

    /// Registers a fiber as waiter of each future.
    #[inline]
    pub fn register(&mut self, target: FutureId, ticket: u32, futures: &[FutureId]) {
        let waiter = Waiter { target, role: Role::Fiber { ticket } };
        for id in futures {
            self.futures.get_mut(*id).await_by(waiter);
        }
    }

    /// A future that a fiber waits for, in the wait of that number, has settled.
    pub fn wait_advances(&mut self, id: FutureId, ticket: u32, settled: FutureId) {
        let value = self.plain_value_of(settled).cloned();
        let row = self.futures.get_mut(id);
        let Backing::Fiber(index) = row.backing else { return };
        let Some(slot) = self.fibers.get_mut(index) else { return };
        match value {
            Some(value) if slot.awaits_only(settled, ticket) => {
                self.notes.note(Touch::Readied(id));
                slot.wake_up(settled, value, self.ready.push(id));
                row.state = FutureState::Ready;
            }
            _ => self.wait_goes_on(id, ticket, settled),
        }
    }

    /// The same for a wait for several futures, or for one that failed or whose value may hold others.
    fn wait_goes_on(&mut self, id: FutureId, ticket: u32, settled: FutureId) {
        let Some(slot) = self.slot(id) else { return };
        let Some(wait) = slot.wait.as_ref().filter(|wait| wait.ticket == ticket) else { return };
        let at = wait.at;
        if wait.purpose == Purpose::Unwind || self.plain_value_of(settled).is_some() {
            return self.one_less(id, settled);
        }
        match self.failure_of(settled) {
            Some(failure) => self.end_wait(id, settled, Wake::Failure(failure)),
            None => match self.wait_for_more(id, ticket, settled, at) {
                Ok(()) => self.one_less(id, settled),
                Err(failure) => self.end_wait(id, settled, Wake::Failure(failure)),
            },
        }
    }

    /// The value of a completed future, if it holds no others.
    pub fn plain_value_of(&self, id: FutureId) -> Option<&Value> {
        self.futures.get(id).value().filter(|value| !may_hold_futures(value))
    }

    /// Registers with the open futures inside the value of one that has just completed.
    fn wait_for_more(
        &mut self,
        id: FutureId,
        ticket: u32,
        settled: FutureId,
        at: CodeOffset,
    ) -> Result<(), Rc<Failure>> {
        let value = self.futures.get(settled).outcome.value().clone();
        match resolve(self, &value) {
            Resolution::Value(_) => Ok(()),
            Resolution::Failed(failure) => Err(failure),
            Resolution::Pending(futures) => {
                if let Some(failure) = self.find_cycle(id, &futures, at) {
                    return Err(failure);
                }
                self.register(id, ticket, &futures);
                if let Some(wait) = self.slot_mut(id).and_then(|slot| slot.wait.as_mut()) {
                    wait.pending += futures.len() as u32;
                }
                Ok(())
            }
        }
    }

    fn one_less(&mut self, id: FutureId, settled: FutureId) {
        let Some(slot) = self.slot_mut(id) else { return };
        let Some(wait) = &mut slot.wait else { return };
        wait.pending -= 1;
        if wait.pending > 0 {
            return;
        }
        match wait.purpose {
            Purpose::Unwind => self.unwind(id),
            _ => {
                let value = std::mem::replace(&mut wait.value, Value::Null);
                self.end_wait(id, settled, Wake::Resolve(value));
            }
        }
    }

    fn end_wait(&mut self, id: FutureId, settled: FutureId, wake: Wake) {
        let Some(slot) = self.slot_mut(id) else { return };
        let Some(wait) = slot.wait.take() else { return };
        slot.woken_by = Some(settled);
        if wait.purpose == Purpose::Result {
            if self.ending.deadlock().is_some() {
                // Main fails by the deadlock, not by what is cancelled because of it.
                return;
            }
            let settlement = match self.resume_with(wake) {
                Some(Resume::Value(value)) => Settlement::Completed(value),
                Some(Resume::Failure(failure)) => Settlement::Failed(failure),
                None => return,
            };
            return self.settle(id, settlement);
        }
        slot.wake = Some(wake);
        self.make_ready(id);
    }

    /// Puts a fiber at the tail of the ready queue.
    pub fn make_ready(&mut self, id: FutureId) {
        self.notes.note(Touch::Readied(id));
        let stamp = self.ready.push(id);
        if let Some(slot) = self.slot_mut(id) {
            slot.stamp = stamp;
        }
        let row = self.futures.get_mut(id);
        row.state = if row.has_started { FutureState::Ready } else { FutureState::Queued };
    }

    /// With what the halted op goes on.
    pub fn resume_with(&mut self, wake: Wake) -> Option<Resume> {
        match wake {
            Wake::Made(value) => Some(Resume::Value(value)),
            Wake::Failure(failure) => Some(Resume::Failure(failure)),
            Wake::Nothing => None,
            Wake::Resolve(value) => {
                self.notes.set_taking(true);
                let resolution = self.look_into(&value);
                self.notes.set_taking(false);
                match resolution {
                    Resolution::Value(value) => Some(Resume::Value(value)),
                    Resolution::Failed(failure) => Some(Resume::Failure(failure)),
                    Resolution::Pending(_) => None,
                }
            }
        }
    }

    /// The open futures that `id` waits for now, in structural order.
    pub fn waits_for(&mut self, id: FutureId) -> Vec<FutureId> {
        match self.futures.get(id).backing {
            Backing::Follows(target) => vec![target],
            Backing::Composite(index) => self.open_branches(index),
            Backing::Fiber(_) => self.awaited(id),
            _ => Vec::new(),
        }
    }

    /// The open futures in what a fiber awaits.
    pub fn awaited(&mut self, id: FutureId) -> Vec<FutureId> {
        let value = match self.slot(id).and_then(|slot| slot.wait.as_ref()) {
            Some(wait) => wait.value.clone(),
            None => return Vec::new(),
        };
        match resolve(self, &value) {
            Resolution::Pending(futures) => futures,
            _ => Vec::new(),
        }
    }
}

/// Whether a look inside a value is worth while.
pub fn may_hold_futures(value: &Value) -> bool {
    matches!(
        value,
        Value::Future(_)
            | Value::List(_)
            | Value::Tuple(_)
            | Value::Set(_)
            | Value::Map(_)
            | Value::Record(_)
            | Value::Variant(_)
    )
}
