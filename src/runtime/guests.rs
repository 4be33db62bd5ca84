//! Children that run on their spawner's stack (see `vm`'s guests): the rows and events of an eager start, without a turn.
//!
//! A child may be a guest only where a start of its own could not be told from it: no limit is near, nothing waits for the end of the turn. For the
//! limit of the instant, the child's turn and the one in which its spawner goes on are counted at once.
//!
//! Most guests return before anything else happens; their row and events are written in one go. When anything else happens first, a guest is
//! enrolled as if it had been so from the start.

use super::core::{Core, Turn};
use super::fibers::{Body, FiberSlot, Wake};
use super::futures::{FutureState, NewFuture, Site};
use super::machine::StartMode;
use super::record::{STARTED, completed, created, record};
use crate::vm::{Arrival, FutureId, Guest, Value};

/// Turns of a child that ends before it waits, and of its spawner afterwards.
const TURNS: u64 = 2;

/// Events of such a child: that it exists, starts and has its value.
const EVENTS: usize = 3;

impl Core {
    /// How many children of the running future may run on its stack one after the other, as long as nothing happens but that they return.
    pub fn room_for_guests(&mut self) -> u32 {
        if !self.may_have_guests() {
            return 0;
        }
        let futures = self.limits.futures - self.futures.len() as u64;
        let turns = (self.limits.instant_steps - self.instant_steps) / TURNS;
        let events = (self.events.room() / EVENTS) as u64;
        futures.min(turns).min(events) as u32
    }

    fn may_have_guests(&mut self) -> bool {
        let limits = &self.limits;
        self.is_undisturbed()
            && (self.futures.len() as u64) < limits.futures
            && u64::from(self.fibers_alive()) < limits.fibers
            && self.instant_steps + TURNS <= limits.instant_steps
            && self.has_room_for(EVENTS)
    }

    /// Whether nothing would come between the running future and a guest of it.
    pub fn is_undisturbed(&self) -> bool {
        let row = self.futures.get(self.current);
        self.starts == StartMode::Eager
            && !row.unwinding
            && self.requests.is_empty()
            && self.cancel_current.is_none()
            && !self.is_stopped()
            && u64::from(row.depth) < self.limits.depth
    }

    /// Makes a guest of the running future, which is the running future from now on. There is room for its events, or it would not have come.
    pub fn enrol(&mut self, arrival: &Arrival) {
        self.set_steps(arrival.left);
        let new = self.new_guest(arrival);
        let id = self.futures.push(new, FutureState::Running);
        self.events.push(record(id, new.at, created(new.parent)));
        self.instant_steps += TURNS;
        self.guests += 1;
        self.end_turn(new.parent);
        self.current = id;
        self.events.push(record(id, new.at, STARTED));
    }

    /// Makes a guest of the running future that has returned already. There is room for its events, too.
    pub fn write_down(&mut self, arrival: &Arrival, value: &Value, left: i64, is_awaited: bool) -> FutureId {
        if self.is_check_due_within(TURNS) {
            self.enrol(arrival);
            return self.settle_running_guest(value, left, is_awaited).expect("there is room for its last event");
        }
        debug_assert!(self.events.room() >= EVENTS, "it would not have come");
        let new = self.new_guest(arrival);
        let id = self.futures.push_completed(new, value, is_awaited);
        for what in [created(new.parent), STARTED, completed(value)] {
            self.events.push(record(id, new.at, what));
        }
        self.instant_steps += TURNS;
        self.end_turns_between_checks([new.parent, id]);
        self.set_steps(left);
        id
    }

    fn new_guest(&self, arrival: &Arrival) -> NewFuture {
        let Arrival { function, kind, at, .. } = *arrival;
        NewFuture { parent: self.current, at, kind, site: Site::Call(function) }
    }

    /// Completes the running guest, unless that takes more than its row and event; its spawner runs again.
    pub fn settle_running_guest(&mut self, value: &Value, left: i64, is_awaited: bool) -> Option<FutureId> {
        if !self.has_room_for(1) || !self.requests.is_empty() || matches!(value, Value::Future(_)) {
            return None;
        }
        self.set_steps(left);
        let (id, what) = (self.current, completed(value));
        let row = self.futures.get_mut(id);
        row.close(FutureState::Completed, value.clone());
        row.observed |= is_awaited;
        let (at, parent) = (row.at, row.parent());
        self.emit_word(id, at, what);
        self.guests -= 1;
        self.end_turn(id);
        self.current = parent.expect("a guest has a spawner");
        Some(id)
    }

    /// Gives each guest its own slot, as if it had started so. The innermost, whose future is given back, goes on at once.
    pub fn seat_guests(&mut self, spawner: &mut FiberSlot, guests: Vec<Guest>) -> FutureId {
        self.guests = 0;
        let innermost = self.current;
        let (mut id, mut made, mut turns) = (innermost, None, Vec::new());
        for Guest { fiber, behind } in guests.into_iter().rev() {
            let (future, maker) = self.made_by_guest(id);
            let inner = made.replace(future);
            if inner.is_some() {
                self.futures.get_mut(id).state = FutureState::Ready;
                turns.push(Turn::Go(id));
            }
            self.instant_steps -= 1 + behind.len() as u64;
            self.seat(id, Body::Fiber(fiber), inner.map(|inner| Wake::Made(Value::Future(inner))));
            if future != id {
                turns.push(self.seat_branches_behind(id, behind));
            }
            id = maker;
        }
        spawner.wake = made.map(|outermost| Wake::Made(Value::Future(outermost)));
        self.turns.push(Turn::Go(spawner.future));
        self.turns.extend(turns.into_iter().rev());
        self.list_composites(spawner);
        innermost
    }
}
