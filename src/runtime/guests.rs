//! Children that run on their spawner's stack (see `vm`'s guests): the rows and events of an eager start, without a turn.
//!
//! A child is admitted only where a start of its own could not be told from it: no limit is near, nothing waits for the end of the turn. For the
//! limit of the instant, the child's turn and the one in which its spawner goes on are counted at once.

use super::core::{Core, Turn};
use super::event::EventKind;
use super::fibers::{FiberSlot, Wake};
use super::futures::{Backing, FutureState, NewFuture};
use super::machine::StartMode;
use super::record::completed;
use crate::bytecode::{CodeOffset, FunctionIndex};
use crate::vm::{Fiber, FutureId, Value};

/// Turns of a child that ends before it waits, and of its spawner afterwards.
const TURNS: u64 = 2;

impl Core {
    /// Makes a child of the running future that runs on the same stack, if it may.
    pub fn admit(&mut self, function: FunctionIndex, at: CodeOffset, left: i64) -> bool {
        if !self.may_admit() {
            return false;
        }
        self.set_steps(left);
        let (kind, site) = self.describe_function(function, at);
        let id = self.make_future(NewFuture { parent: self.current, at, kind, site });
        self.instant_steps += TURNS;
        self.guests += 1;
        self.end_turn(self.current);
        self.current = id;
        self.futures.get_mut(id).begin(FutureState::Running);
        self.emit(id, at, EventKind::Started);
        true
    }

    fn may_admit(&mut self) -> bool {
        let (row, limits) = (self.futures.get(self.current), &self.limits);
        self.starts == StartMode::Eager
            && !row.unwinding
            && self.requests.is_empty()
            && self.cancel_current.is_none()
            && !self.is_stopped()
            && u64::from(row.depth) < limits.depth
            && (self.futures.len() as u64) < limits.futures
            && u64::from(self.fibers_alive()) < limits.fibers
            && self.instant_steps + TURNS <= limits.instant_steps
            && self.has_room_for(2)
    }

    /// Completes the running guest, unless that takes more than its row and event; its spawner runs again.
    pub fn settle_running_guest(&mut self, value: &mut Value, left: i64) -> Option<FutureId> {
        if !self.has_room_for(1) || !self.requests.is_empty() || matches!(value, Value::Future(_)) {
            return None;
        }
        self.set_steps(left);
        let (id, what) = (self.current, completed(value));
        let row = self.futures.get_mut(id);
        row.close(FutureState::Completed, std::mem::replace(value, Value::Null));
        let (at, parent) = (row.at, row.parent());
        self.emit_word(id, at, what);
        self.guests -= 1;
        self.end_turn(id);
        self.current = parent.expect("a guest has a spawner");
        Some(id)
    }

    /// Gives each guest its own slot, as if it had started so. The innermost, whose future is given back, goes on at once.
    pub fn seat_guests(&mut self, spawner: &mut FiberSlot, fibers: Vec<Fiber>) -> FutureId {
        self.instant_steps -= fibers.len() as u64;
        self.guests = 0;
        let mut behind = self.current;
        let mut made = Vec::with_capacity(fibers.len());
        for (number, fiber) in fibers.into_iter().rev().enumerate() {
            let id = behind;
            let mut slot = FiberSlot::started(id, fiber);
            if number > 0 {
                slot.wake = made.last().map(|inner| Wake::Made(Value::Future(*inner)));
                self.futures.get_mut(id).state = FutureState::Ready;
            }
            made.push(id);
            let index = self.fibers.push(slot);
            let row = self.futures.get_mut(id);
            row.backing = Backing::Fiber(index);
            behind = row.parent().expect("a guest has a spawner");
        }
        spawner.wake = made.last().map(|outermost| Wake::Made(Value::Future(*outermost)));
        self.turns.push(Turn::Go(spawner.future));
        self.turns.extend(made[1..].iter().rev().map(|id| Turn::Go(*id)));
        self.current
    }
}
