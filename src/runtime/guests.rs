//! Children that run on their spawner's stack (see `vm`'s guests): the rows and events of an eager start, without a turn.
//!
//! A child is admitted only where a start of its own could not be told from it: no limit is near, nothing waits for the end of the turn. For the
//! limit of the instant, the child's turn and the one in which its spawner goes on are counted at once.
//!
//! An admitted guest is an [`Arrival`] at first and not written down. Most return before anything else happens; their row and events are written
//! in one go. As soon as anything else is to happen, an arrival is written down as if it had been so from the start.

use super::core::{Core, Turn};
use super::event::EventKind;
use super::fibers::{FiberSlot, Wake};
use super::futures::{Backing, FutureState, NewFuture, Site};
use super::machine::StartMode;
use super::record::completed;
use crate::bytecode::{CodeOffset, FunctionIndex};
use crate::vm::{Fiber, FutureId, Value};

/// Turns of a child that ends before it waits, and of its spawner afterwards.
const TURNS: u64 = 2;

/// Events of such a child: that it exists, starts and has its value.
const EVENTS: usize = 3;

/// The innermost guest, while it is not written down: nothing has happened since its spawner called it.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    function: FunctionIndex,
    at: CodeOffset,
    /// What was left of the fuel.
    left: i64,
}

impl Core {
    /// Lets the spawned call of a function run on the stack of the running future, if it may.
    pub fn admit(&mut self, function: FunctionIndex, at: CodeOffset, left: i64) -> bool {
        self.enrol();
        let may_arrive = self.may_arrive();
        if may_arrive {
            self.arrival = Some(Arrival { function, at, left });
        }
        may_arrive
    }

    fn may_arrive(&mut self) -> bool {
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
            && self.has_room_for(EVENTS)
    }

    /// Writes down the guest that arrived last, unless it is already: it is the running future now.
    #[inline]
    pub fn enrol(&mut self) {
        if let Some(arrival) = self.arrival.take() {
            self.enrol_arrival(arrival);
        }
    }

    fn enrol_arrival(&mut self, arrival: Arrival) {
        let Arrival { at, left, .. } = arrival;
        self.set_steps(left);
        let new = self.new_guest(arrival);
        let id = self.futures.push(new);
        self.emit(id, at, EventKind::Created { parent: Some(new.parent) });
        self.begin_guest_turn();
        self.current = id;
        self.futures.get_mut(id).begin(FutureState::Running);
        self.emit(id, at, EventKind::Started);
    }

    fn new_guest(&self, arrival: Arrival) -> NewFuture {
        let Arrival { function, at, .. } = arrival;
        NewFuture { parent: self.current, at, kind: self.kind_of(function), site: Site::Call(function) }
    }

    /// Completes the running guest, unless that takes more than its row and event; its spawner runs again.
    pub fn settle_running_guest(&mut self, value: &mut Value, left: i64, is_awaited: bool) -> Option<FutureId> {
        if matches!(value, Value::Future(_)) {
            return None;
        }
        match self.arrival.take() {
            Some(arrival) => Some(self.pass_through(arrival, std::mem::replace(value, Value::Null), left, is_awaited)),
            None => self.settle_enrolled(value, left, is_awaited),
        }
    }

    /// Writes down a guest that ended before anything else happened. Since it was admitted there is room for its events.
    fn pass_through(&mut self, arrival: Arrival, value: Value, left: i64, is_awaited: bool) -> FutureId {
        let (new, at, what) = (self.new_guest(arrival), arrival.at, completed(&value));
        self.set_steps(arrival.left);
        let id = self.futures.push_completed(new, value, is_awaited);
        self.emit(id, at, EventKind::Created { parent: Some(new.parent) });
        self.begin_guest_turn();
        self.emit(id, at, EventKind::Started);
        self.set_steps(left);
        self.emit_word(id, at, what);
        self.end_guest_turn(id);
        id
    }

    fn settle_enrolled(&mut self, value: &mut Value, left: i64, is_awaited: bool) -> Option<FutureId> {
        if !self.has_room_for(1) || !self.requests.is_empty() {
            return None;
        }
        self.set_steps(left);
        let (id, what) = (self.current, completed(value));
        let row = self.futures.get_mut(id);
        row.close(FutureState::Completed, std::mem::replace(value, Value::Null));
        row.observed |= is_awaited;
        let (at, parent) = (row.at, row.parent());
        self.emit_word(id, at, what);
        self.current = parent.expect("a guest has a spawner");
        self.end_guest_turn(id);
        Some(id)
    }

    /// The running future's turn ends for a guest's.
    fn begin_guest_turn(&mut self) {
        self.instant_steps += TURNS;
        self.guests += 1;
        self.end_turn(self.current);
    }

    /// A guest's turn ends with it.
    fn end_guest_turn(&mut self, id: FutureId) {
        self.guests -= 1;
        self.end_turn(id);
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
