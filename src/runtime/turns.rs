//! A fiber's turn: who gets it, what it costs, and what follows when the fiber stops.

use super::Policy;
use super::core::Core;
use super::fibers::{Body, FiberSlot, Wake};
use super::halts::Next;
use super::record::resumed;
use crate::vm::{Fiber, FutureId, Halt};

/// Instructions after which a fiber's turn may be interrupted: where a slice ends must depend on counts only.
const QUANTUM: u64 = 4096;

impl Core {
    /// Who goes next: eager starts, then cancelled fibers, then the ready queue.
    #[inline]
    pub fn next(&mut self, policy: &mut dyn Policy) -> Option<FutureId> {
        if !self.turns.is_empty()
            && let Some(id) = self.next_turn()
        {
            return Some(id);
        }
        if let Some(id) = self.unwind_queue.pop_front() {
            return Some(id);
        }
        if self.ready.is_empty() { None } else { self.pick(policy) }
    }

    /// Begins the instant `ms`.
    pub fn move_clock(&mut self, ms: i64) {
        self.now = ms;
        self.events.move_clock(ms);
        self.futures.begin_instant(ms);
        self.instant_steps = 0;
    }

    /// Counts a turn against the limit of the instant.
    #[inline]
    pub fn count_turn(&mut self, slot: &FiberSlot) {
        self.instant_steps += 1;
        if self.instant_steps > self.limits.instant_steps {
            self.end_instant(slot);
        }
    }

    #[cold]
    fn end_instant(&mut self, slot: &FiberSlot) {
        let at = match &slot.body {
            Body::Fiber(fiber) => fiber.at(),
            _ => self.futures.get(slot.future).at,
        };
        self.reach_limit("instant_steps", self.limits.instant_steps, at);
    }

    /// Hands a fiber what it waited for.
    pub fn wake(&mut self, slot: &mut FiberSlot, wake: Wake) {
        let by = slot.woken_by.take();
        let is_new = matches!(wake, Wake::Made(_));
        let resume = self.resume_with(wake);
        if let Body::Fiber(fiber) = &mut slot.body {
            if !is_new {
                self.emit_word(slot.future, fiber.at(), resumed(by));
            }
            if let Some(resume) = resume {
                fiber.resume(resume);
            }
        }
    }

    /// Instructions the running fiber gets before it is looked at again. A cancelled one is looked at after each, to bound its `defer`s exactly.
    pub fn begin_quantum(&mut self, id: FutureId) -> i64 {
        let quantum = if self.is_unwinding(id) {
            1
        } else {
            let aligned = QUANTUM - self.steps % QUANTUM;
            aligned.min(self.limits.steps.saturating_sub(self.steps)).max(1)
        };
        self.steps_end = self.steps + quantum;
        quantum as i64
    }

    /// Notes how many instructions of the quantum are left; it may be exceeded a little.
    pub fn set_steps(&mut self, left: i64) {
        self.steps = self.steps_end.wrapping_add_signed(-left);
    }

    /// Counts instructions against the limits.
    pub fn count_steps(&mut self, slot: &mut FiberSlot, used: u64) {
        if let Body::Fiber(fiber) = &slot.body {
            self.check_steps(fiber);
        }
        let has_ended = std::mem::take(&mut self.defer_ended);
        if self.is_unwinding(slot.future) {
            self.count_cleanup(slot, used as u32, has_ended);
        }
    }

    /// Ends the run at the present op of a fiber when it has taken too many instructions.
    pub fn check_steps(&mut self, fiber: &Fiber) {
        if self.steps >= self.limits.steps {
            self.reach_limit("steps", self.limits.steps, fiber.at());
        }
    }

    /// Does what the reason of a stop asks for.
    pub fn after(&mut self, slot: &mut FiberSlot, halt: Halt) -> Next {
        match halt {
            Halt::Await { value, at } => self.halt_await(slot, value, at),
            Halt::Spawn { call, at } => self.halt_spawn(slot, *call, at),
            Halt::SpawnList { items, at } => self.halt_spawn_list(slot, items, at),
            Halt::Composite { composite, at } => self.halt_composite(slot, *composite, at),
            Halt::Become { operation, at } => self.halt_become(slot, *operation, at),
            Halt::Exited(exit) => self.halt_exited(slot, exit),
            Halt::OutOfFuel | Halt::Stopped | Halt::Crowded => Next::GoOn,
        }
    }
}
