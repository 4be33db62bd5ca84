//! Telling what happens. An event is written once, into a block of the log, where it stays.

use super::block::{BLOCK_LEN, Block};
use super::core::Core;
use super::event::EventKind;
use super::record::{Record, awaits, beside, packed, record};
use crate::bytecode::CodeOffset;
use crate::vm::FutureId;
use std::vec::Drain;

/// The events that the observer has not been told yet.
#[derive(Clone, Debug, Default)]
pub struct Untold {
    full: Vec<Block>,
    /// The block that is being filled.
    open: Block,
    /// How many events it may have before somebody has to look: it is full, a limit or a pause is reached, or the run is stopped.
    bound: usize,
    /// How many events happened before it.
    before: u64,
}

impl Untold {
    /// Events so far, told ones included.
    #[inline(always)]
    pub fn count(&self) -> u64 {
        self.before + self.open.len() as u64
    }

    /// Whether there is a full block.
    pub fn has_full_block(&self) -> bool {
        !self.full.is_empty()
    }

    /// Takes the full blocks out, in order.
    pub fn take_full(&mut self) -> Drain<'_, Block> {
        self.full.drain(..)
    }

    /// The events behind the full blocks.
    pub fn rest(&self) -> &Block {
        &self.open
    }

    /// Takes the rest out.
    pub fn take_rest(&mut self) -> Block {
        self.bound = 0;
        self.before += self.open.len() as u64;
        let next = Block::beginning_at(self.open.now());
        let mut rest = std::mem::replace(&mut self.open, next);
        rest.forget_empty_times();
        rest
    }

    /// Moves the rest behind the events of a block that has room for it. The place where it stood is used again.
    pub fn append_rest_to(&mut self, block: &mut Block) {
        self.bound = 0;
        self.before += self.open.len() as u64;
        block.append(&mut self.open);
    }

    /// Forgets all that was to be told.
    pub fn clear(&mut self) {
        self.bound = 0;
        self.before += self.open.len() as u64;
        self.full.clear();
        self.open.clear();
    }

    /// Lets the next event be at another time.
    pub fn move_clock(&mut self, ms: i64) {
        self.open.move_clock(ms);
    }

    /// Has somebody look before the next event.
    pub fn look(&mut self) {
        self.bound = 0;
    }

    /// Whether so many events can be added without a look.
    #[inline(always)]
    fn has_room(&self, events: usize) -> bool {
        self.open.len() + events <= self.bound
    }

    /// How many events can be added without a look.
    pub fn room(&self) -> usize {
        self.bound.saturating_sub(self.open.len())
    }

    /// Makes room for so many events, and for up to `events_max`.
    fn make_room(&mut self, events: usize, events_max: u64) {
        if self.open.room() < events {
            let full = self.take_rest();
            self.full.push(full);
        }
        self.open.reserve();
        let left = usize::try_from(events_max).unwrap_or(usize::MAX);
        self.bound = self.open.len().saturating_add(left).min(BLOCK_LEN);
    }

    /// Adds an event, whether or not there is room.
    #[inline(always)]
    pub fn push(&mut self, record: Record) {
        self.open.push(record);
    }
}

impl Core {
    /// Adds an entry to the event log, unless the run is over.
    #[inline(always)]
    pub fn emit(&mut self, future: FutureId, at: CodeOffset, kind: EventKind) {
        match packed(kind) {
            Ok(what) => self.emit_word(future, at, what),
            Err(kind) => self.emit_beside(future, at, kind),
        }
    }

    /// Adds an entry at the place where the future was made.
    #[inline(always)]
    pub fn emit_own(&mut self, future: FutureId, kind: EventKind) {
        let at = self.futures.get(future).at;
        self.emit(future, at, kind);
    }

    /// Adds that a future waits for others, at least one.
    #[inline(always)]
    pub fn emit_awaits(&mut self, future: FutureId, at: CodeOffset, awaited: impl Iterator<Item = FutureId> + Clone) {
        match awaits(awaited.clone()) {
            Some(what) => self.emit_word(future, at, what),
            None => self.emit_beside(future, at, EventKind::AwaitsAll(awaited.collect())),
        }
    }

    /// Adds an entry whose content is in its word.
    #[inline(always)]
    pub fn emit_word(&mut self, future: FutureId, at: CodeOffset, what: u64) {
        if self.events.has_room(1) || self.may_emit(at) {
            self.events.open.push(record(future, at, what));
        }
    }

    #[inline(never)]
    fn emit_beside(&mut self, future: FutureId, at: CodeOffset, kind: EventKind) {
        if self.events.has_room(1) || self.may_emit(at) {
            self.events.open.push_beside(record(future, at, beside(&kind)), kind);
        }
    }

    /// Makes room for the next event; false when there may be none.
    #[cold]
    fn may_emit(&mut self, at: CodeOffset) -> bool {
        if self.is_stopped() {
            return false;
        }
        let count = self.events.count();
        if count >= self.limits.events {
            self.reach_limit("events", self.limits.events, at);
            return false;
        }
        self.events.make_room(1, self.events_until_pause().clamp(1, self.limits.events - count));
        true
    }

    /// Whether so many events would reach neither the limit nor the pause.
    #[inline(always)]
    pub fn has_room_for(&mut self, events: usize) -> bool {
        self.events.has_room(events) || self.finds_room_for(events)
    }

    /// The same without making room for them at once, for many.
    pub fn may_have(&self, events: u64) -> bool {
        events <= self.events_max()
    }

    /// How many events can happen without reaching the limit or the pause.
    fn events_max(&self) -> u64 {
        let until_limit = self.limits.events.saturating_sub(self.events.count());
        until_limit.min(self.events_until_pause())
    }

    #[cold]
    fn finds_room_for(&mut self, events: usize) -> bool {
        let events_max = self.events_max();
        let has_room = events as u64 <= events_max;
        if has_room && !self.is_stopped() {
            self.events.make_room(events, events_max);
        }
        has_room
    }

    /// How many events may happen until the next one would let the run pause.
    fn events_until_pause(&self) -> u64 {
        self.pause_after.saturating_sub(1).saturating_sub(self.events.count())
    }

    /// Whether the run has come to the event after which it was to pause.
    #[inline(always)]
    pub fn is_at_pause(&self) -> bool {
        self.events.count() >= self.pause_after
    }
}
