//! The table of fibers that are alive, and what the scheduler knows of each.

use super::cow::{CowBox, CowTable};
use super::ready::NOT_READY;
use crate::bytecode::CodeOffset;
use crate::vm::{Failure, Fiber, FutureId, Resume, Value, WorkCall};
use std::rc::Rc;

/// A fiber and its scheduling.
#[derive(Clone)]
pub struct FiberSlot {
    /// Whose code it runs.
    pub future: FutureId,
    /// What it runs.
    pub body: Body,
    /// With what it goes on when it runs next.
    pub wake: Option<Wake>,
    /// Whose settling woke it.
    pub woken_by: Option<FutureId>,
    /// What it waits for.
    pub wait: Option<Wait>,
    /// Its entry in the ready queue.
    pub stamp: u32,
    /// Composites that it made; the settled ones are removed now and then.
    pub composites: Vec<FutureId>,
    /// Set when somebody wants it cancelled: the one who does, if it is a future.
    pub cancelled: Option<Option<FutureId>>,
    /// Bounds of its `defer`s during cancellation.
    pub cleanup: Cleanup,
}

/// What a fiber runs.
#[derive(Clone)]
pub enum Body {
    /// Not started yet.
    Call(WorkCall),
    /// Started.
    Fiber(Fiber),
    /// Over; its result is still being awaited (rule R29).
    Over,
}

/// With what a fiber goes on.
#[derive(Clone, Debug)]
pub enum Wake {
    /// The future that it asked for; it was not waiting.
    Made(Value),
    /// Its await failed.
    Failure(Rc<Failure>),
    /// All futures in the value are done.
    Resolve(Value),
    /// Nothing: its code goes on by itself.
    Nothing,
}

/// What a fiber waits for.
#[derive(Clone, Debug)]
pub struct Wait {
    /// Its number.
    pub ticket: u32,
    /// Why it waits.
    pub purpose: Purpose,
    /// The awaited value; null when it unwinds.
    pub value: Value,
    /// The op that waits.
    pub at: CodeOffset,
    /// How many registrations are open.
    pub pending: u32,
    /// When it began.
    pub since_ms: i64,
}

/// Why a fiber waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Its code awaits.
    Await,
    /// Its code is over and what it returned is awaited.
    Result,
    /// It is being cancelled, and what it made is cancelled first.
    Unwind,
}

/// Bounds of a fiber's `defer`s during cancellation.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cleanup {
    /// Instructions that the present one may still take.
    pub steps_left: u32,
    /// Number of the present one.
    pub serial: u32,
    /// When it began.
    pub began_ms: i64,
    /// The number for which a timer is set.
    pub timer_serial: u32,
}

impl FiberSlot {
    /// Whether its code awaits this future alone, in the wait of that number.
    #[inline]
    pub fn awaits_only(&self, future: FutureId, ticket: u32) -> bool {
        self.wait.as_ref().is_some_and(|wait| {
            wait.ticket == ticket
                && wait.purpose == Purpose::Await
                && matches!(wait.value, Value::Future(awaited) if awaited == future)
        })
    }

    /// Ends the wait for one future, whose value is there; the fiber has the entry `stamp` of the ready queue.
    #[inline]
    pub fn wake_up(&mut self, by: FutureId, value: Value, stamp: u32) {
        if let Body::Fiber(fiber) = &mut self.body {
            fiber.resume(Resume::Value(value));
        }
        self.wait = None;
        self.wake = Some(Wake::Nothing);
        self.woken_by = Some(by);
        self.stamp = stamp;
    }

    fn new(future: FutureId, body: Body, wake: Option<Wake>) -> FiberSlot {
        FiberSlot {
            future,
            body,
            wake,
            woken_by: None,
            wait: None,
            stamp: NOT_READY,
            composites: Vec::new(),
            cancelled: None,
            cleanup: Cleanup::default(),
        }
    }

    /// The same in the place of a fiber that is over, whose memory it takes over.
    fn renew(&mut self, future: FutureId, body: Body, wake: Option<Wake>) {
        self.future = future;
        self.body = body;
        self.wake = wake;
        self.woken_by = None;
        self.wait = None;
        self.stamp = NOT_READY;
        self.composites.clear();
        self.cancelled = None;
        self.cleanup = Cleanup::default();
    }
}

/// Fibers alive, by slot. A slot is shared between snapshots until one of them runs it.
#[derive(Clone, Default)]
pub struct FiberTable {
    slots: CowTable<Option<CowBox<FiberSlot>>>,
    free: Vec<u32>,
    alive: u32,
    spare: Spare,
}

/// Memory of fibers that are over, for the next ones; a copy of the table begins with none.
#[derive(Default)]
struct Spare(Vec<CowBox<FiberSlot>>);

/// Spare slots kept at most. Mostly one is enough: a short fiber ends before the next one is made.
const SPARE_MAX: usize = 64;

impl Clone for Spare {
    fn clone(&self) -> Spare {
        Spare::default()
    }
}

impl FiberTable {
    /// Adds a fiber and gives its slot. With `wake` it goes on when it runs next.
    pub fn push(&mut self, future: FutureId, body: Body, wake: Option<Wake>) -> u32 {
        self.alive += 1;
        let slot = Some(self.slot_of(future, body, wake));
        match self.free.pop() {
            Some(index) => {
                *self.slots.get_mut(index) = slot;
                index
            }
            None => self.slots.push(slot),
        }
    }

    fn slot_of(&mut self, future: FutureId, body: Body, wake: Option<Wake>) -> CowBox<FiberSlot> {
        match self.spare.0.pop() {
            Some(mut spare) => {
                spare.own(copy).renew(future, body, wake);
                spare
            }
            None => CowBox::new(FiberSlot::new(future, body, wake)),
        }
    }

    /// Keeps the memory of a fiber that is over.
    pub fn keep_spare(&mut self, slot: CowBox<FiberSlot>) {
        if self.spare.0.len() < SPARE_MAX {
            self.spare.0.push(slot);
        }
    }

    /// Number of fibers alive.
    pub fn alive(&self) -> u32 {
        self.alive
    }

    /// The fiber in a slot; none while it runs.
    #[inline]
    pub fn get(&self, index: u32) -> Option<&FiberSlot> {
        self.slots.get(index).as_deref()
    }

    /// The fiber in a slot, to change it.
    #[inline]
    pub fn get_mut(&mut self, index: u32) -> Option<&mut FiberSlot> {
        self.slots.get_mut(index).as_mut().map(own)
    }

    /// Takes a fiber out to run it.
    #[inline]
    pub fn take(&mut self, index: u32) -> Option<CowBox<FiberSlot>> {
        self.slots.get_mut(index).take()
    }

    /// Puts it back.
    #[inline]
    pub fn put(&mut self, index: u32, slot: CowBox<FiberSlot>) {
        *self.slots.get_mut(index) = Some(slot);
    }

    /// Frees a slot.
    pub fn free(&mut self, index: u32) {
        *self.slots.get_mut(index) = None;
        self.free.push(index);
        self.alive -= 1;
    }
}

/// The fiber for changing, which a snapshot may share.
#[inline(always)]
pub fn own(slot: &mut CowBox<FiberSlot>) -> &mut FiberSlot {
    slot.own(copy)
}

fn copy(slot: &FiberSlot) -> CowBox<FiberSlot> {
    CowBox::new(slot.clone())
}
