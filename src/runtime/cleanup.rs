//! `defer`s during cancellation (rule R20): shielded, but each bounded in time and steps.

use super::core::Core;
use super::event::EventKind;
use super::fibers::{Body, Cleanup, FiberSlot, Wake};
use super::timers::{TimerClass, deadline_after};
use super::touch::{How, Part};
use crate::bytecode::CodeOffset;
use crate::vm::{FutureId, TraceEntry};

/// Instructions that one `defer` may take during cancellation.
pub const CLEANUP_STEPS: u32 = 10_000;
/// Time that one `defer` may take during cancellation.
pub const CLEANUP_MS: i64 = 1_000;

impl Core {
    /// A `defer` that already runs goes on as if nothing had happened, but with bounds.
    pub fn shield(&mut self, id: FutureId) {
        let mut cleanup = self.new_cleanup();
        self.bound_cleanup(id, &mut cleanup);
        let Some(slot) = self.slot_mut(id) else { return };
        slot.cleanup = cleanup;
        if let Body::Fiber(fiber) = &mut slot.body {
            fiber.cancel();
        }
    }

    /// The bounds of the next `defer` of a cancelled fiber.
    pub fn new_cleanup(&mut self) -> Cleanup {
        Cleanup { steps_left: CLEANUP_STEPS, serial: self.new_ticket(), began_ms: self.now, timer_serial: 0 }
    }

    /// Sets the timer that bounds the present `defer` of a cancelled fiber, once.
    pub fn bound_cleanup(&mut self, id: FutureId, cleanup: &mut Cleanup) {
        if cleanup.timer_serial != cleanup.serial {
            cleanup.timer_serial = cleanup.serial;
            let deadline_ms = deadline_after(cleanup.began_ms, CLEANUP_MS);
            self.notes.touch(Part::Timers(deadline_ms, TimerClass::Cleanup(0)), How::Writes);
            self.timers.set(deadline_ms, TimerClass::Cleanup(cleanup.serial), id);
        }
    }

    /// Counts instructions of a cancelled fiber and drops a `defer` that takes too many; `has_ended` says that it is another `defer` now.
    pub fn count_cleanup(&mut self, slot: &mut FiberSlot, used: u32, has_ended: bool) {
        if has_ended {
            slot.cleanup = self.new_cleanup();
            return;
        }
        slot.cleanup.steps_left = slot.cleanup.steps_left.saturating_sub(used);
        if slot.cleanup.steps_left == 0 {
            self.abandon(slot);
        }
    }

    /// A `defer` took too long during cancellation: it is dropped and the next one runs.
    pub fn cleanup_overdue(&mut self, id: FutureId) {
        let owned = self.owned_by_fiber(id);
        let Some(mut slot) = self.slot(id).cloned() else { return };
        self.abandon(&mut slot);
        (slot.wait, slot.wake) = (None, Some(Wake::Nothing));
        if let Some(place) = self.slot_mut(id) {
            *place = slot;
        }
        self.cancel_all(&owned, Some(id));
        self.make_ready(id);
    }

    fn abandon(&mut self, slot: &mut FiberSlot) {
        if let Body::Fiber(fiber) = &mut slot.body
            && fiber.running_defer()
        {
            self.abandoned.push(TraceEntry { future: slot.future, at: fiber.at() });
            fiber.abandon_defer();
        }
        slot.cleanup = self.new_cleanup();
    }

    /// Notes who ran a `defer` to its end. One of a cell that another `defer` has called does not give that one more time.
    pub fn note_deferred(&mut self, at: CodeOffset, around: usize) {
        self.defer_ended |= around == 0;
        self.emit(self.current, at, EventKind::DeferredRan);
    }
}
