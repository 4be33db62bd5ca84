//! The machine: the whole state of a run, and the loop that drives it.
//!
//! The loop of an instant: while a fiber is ready, one is picked and runs to its next suspension point. When none is ready, the next timer
//! fires, with virtual time after the clock has jumped to it. A run can be driven in slices of any size; where they end never shows in a result.

use super::checks::Check;
use super::core::Core;
use super::ending::Phase;
use super::event::EventKind;
use super::fibers::{Body, FiberSlot, own};
use super::futures::{FutureState, Origin};
use super::halts::Next;
use super::ready::NOT_READY;
use super::touch::Touch;
use super::{Call, Limits, MAIN, Observer, Policy, World};
use crate::bytecode::{FunctionIndex, Program};
use crate::vm::ops::ValueLimits;
use crate::vm::{Callee, Fiber, FutureId, Guest, Halt, Image, Value, WorkCall};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// When a new fiber starts (rule R3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StartMode {
    /// At once, until its first suspension.
    #[default]
    Eager,
    /// When its turn comes.
    Deferred,
}

/// Who moves the clock (rule R24).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClockKind {
    /// The machine, to the next deadline, when nothing is ready.
    #[default]
    Virtual,
    /// The driver, by [`Machine::advance_to`].
    Real,
}

/// How a run is set up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// When new fibers start.
    pub starts: StartMode,
    /// Who moves the clock.
    pub clock: ClockKind,
    /// Where random numbers begin.
    pub seed: u64,
    /// The limits.
    pub limits: Limits,
}

/// A call with which a run begins.
#[derive(Clone, Debug)]
pub struct EntryCall {
    /// What is called.
    pub function: FunctionIndex,
    /// With what; a wrong number of arguments fails the run.
    pub arguments: Vec<Value>,
}

/// Those whom a machine talks to while it runs.
pub struct Driver<'d> {
    /// Who goes next.
    pub policy: &'d mut dyn Policy,
    /// What is outside.
    pub world: &'d mut dyn World,
    /// Who is told.
    pub observer: &'d mut dyn Observer,
}

/// How a slice of a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The slice is used up.
    MoreWork,
    /// Nothing can go on until the clock or an answer comes.
    Idle {
        /// The next timer's time, with the real clock.
        next_deadline_ms: Option<i64>,
        /// Outside calls whose answer is owed.
        open_calls: u32,
    },
    /// The policy held the run before a choice; nothing has happened since.
    Held,
    /// The run is over.
    Finished,
}

/// A point of a run at which a slice can end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// Turns of fibers that came to their end, and timers that fired.
    pub turn: u64,
    /// Instructions executed.
    pub steps: u64,
}

/// A run. Copying one is cheap: tables are shared in chunks, values by reference.
#[derive(Clone)]
pub struct Machine {
    image: Rc<Image>,
    pub(super) core: Core,
    clock: ClockKind,
    /// The fiber whose turn the end of a slice interrupted.
    interrupted: Option<FutureId>,
    /// Labels by the origin of rows: computing one reads source text.
    pub(super) labels: Rc<RefCell<BTreeMap<Origin, String>>>,
}

/// What a turn or a timer costs besides its instructions, so that slices stay short when nothing but scheduling happens.
const TURN_COST: i64 = 16;

impl Machine {
    /// A machine that will run the program's entry.
    pub fn new(program: Rc<Program>, settings: Settings) -> Machine {
        let entry = program.entry.map(|function| EntryCall { function, arguments: Vec::new() });
        Machine::beginning_with(entry, program, settings)
    }

    /// A machine that will make a call of one of the program's cells.
    pub fn calling(entry: EntryCall, program: Rc<Program>, settings: Settings) -> Machine {
        Machine::beginning_with(Some(entry), program, settings)
    }

    fn beginning_with(entry: Option<EntryCall>, program: Rc<Program>, settings: Settings) -> Machine {
        let mut image = Image::new(program.clone());
        image.frames_max = settings.limits.frames.min(u64::from(u32::MAX)) as u32;
        image.limits = value_limits(&settings.limits);
        let mut machine = Machine {
            image: Rc::new(image),
            core: Core::new(program, &settings),
            clock: settings.clock,
            interrupted: None,
            labels: Rc::default(),
        };
        machine.core.make_main(entry);
        machine
    }

    /// Runs until about `fuel` instructions are used, nothing can go on, or the run is over.
    pub fn run(&mut self, driver: &mut Driver<'_>, mut fuel: i64) -> Progress {
        let progress = loop {
            if self.core.events.has_full_block() {
                self.hand_on(driver);
            }
            if self.core.is_ending()
                && let Some(end) = self.check_end()
            {
                break end;
            }
            if fuel <= 0 || self.core.is_at_pause() {
                break Progress::MoreWork;
            }
            fuel -= TURN_COST;
            match self.interrupted.take().or_else(|| self.core.next(driver.policy)) {
                Some(id) => {
                    self.turn(id, &mut fuel);
                    if self.interrupted.is_none() {
                        self.core.end_turn(id);
                        self.core.take_requests(driver.world);
                    }
                }
                None if self.core.is_held => {
                    self.core.is_held = false;
                    break Progress::Held;
                }
                None => {
                    if let Some(idle) = self.idle() {
                        break idle;
                    }
                    self.core.end_turn(MAIN);
                }
            }
        };
        self.hand_on(driver);
        progress
    }

    fn hand_on(&mut self, driver: &mut Driver<'_>) {
        driver.observer.observe(&mut self.core.events);
    }

    #[cold]
    fn check_end(&mut self) -> Option<Progress> {
        let core = &mut self.core;
        if core.phase == Phase::Ending && core.unwinding == 0 && self.interrupted.is_none() {
            // Whatever the last `defer`s have made is cancelled too.
            core.cancel_everything();
        }
        let is_unwound = core.phase == Phase::Ending && core.unwinding == 0;
        if core.is_stopped() || is_unwound {
            core.finish();
        }
        (core.phase == Phase::Over).then_some(Progress::Finished)
    }

    /// Nobody is ready: a timer fires, or the run waits, or it is over.
    fn idle(&mut self) -> Option<Progress> {
        let core = &mut self.core;
        let next = core.next_deadline();
        match next {
            Some(deadline) if deadline <= core.now => {
                core.fire_next();
            }
            Some(deadline) if self.clock == ClockKind::Virtual && core.open_calls == 0 => {
                core.move_clock(deadline);
                core.fire_next();
            }
            None if core.open_calls == 0 && core.phase == Phase::Running => core.fail_by_deadlock(),
            None if core.open_calls == 0 => core.finish(),
            _ => return Some(Progress::Idle { next_deadline_ms: next, open_calls: core.open_calls }),
        }
        None
    }

    /// Runs one fiber to its next suspension point.
    fn turn(&mut self, id: FutureId, fuel: &mut i64) {
        let Some(index) = self.core.slot_index(id) else { return };
        let Some(mut shared) = self.core.fibers.take(index) else { return };
        let slot = own(&mut shared);
        self.enter(slot);
        match self.execute(slot, fuel) {
            Next::GoOn => {
                self.interrupted = Some(id);
                self.core.fibers.put(index, shared);
            }
            Next::Park(state) => {
                self.core.futures.get_mut(id).state = state;
                self.core.fibers.put(index, shared);
                if let Some(by) = self.core.cancel_current.take() {
                    self.core.cancel(id, by);
                }
            }
            Next::Gone => {
                self.core.cancel_current = None;
                self.core.fibers.keep_spare(shared);
            }
        }
    }

    fn enter(&mut self, slot: &mut FiberSlot) {
        let (core, id) = (&mut self.core, slot.future);
        core.current = id;
        if core.futures.get(id).state == FutureState::Running {
            return;
        }
        slot.stamp = NOT_READY;
        core.count_turn(slot);
        core.futures.get_mut(id).begin(FutureState::Running);
        if let Body::Call(call) = &mut slot.body {
            let call = std::mem::replace(call, WorkCall { callee: Callee::Value(Value::Null), arguments: Vec::new() });
            slot.body = Body::Fiber(Fiber::new(&self.image, call));
            core.emit_own(id, EventKind::Started);
        }
        if let Some(wake) = slot.wake.take() {
            core.wake(slot, wake);
        }
    }

    fn execute(&mut self, slot: &mut FiberSlot, fuel: &mut i64) -> Next {
        loop {
            let Body::Fiber(fiber) = &mut slot.body else { return Next::Gone };
            if self.core.is_at_pause() {
                return Next::GoOn;
            }
            let quantum = self.core.begin_quantum(slot.future);
            let (mut left, turns) = (quantum, self.core.turns_ended);
            let halt = fiber.run(&self.image, &mut self.core, &mut left);
            let used = quantum - left;
            *fuel -= used + (self.core.turns_ended - turns) as i64 * TURN_COST;
            self.core.set_steps(left);
            if fiber.guests() > 0 {
                let guests = fiber.give_up_guests(&self.image);
                return self.seat(slot, guests, &halt);
            }
            self.core.list_composites(slot);
            self.core.count_steps(slot, used as u64);
            if self.core.is_stopped() {
                return Next::GoOn;
            }
            match halt {
                Halt::OutOfFuel if *fuel <= 0 || self.core.events.has_full_block() => return Next::GoOn,
                Halt::OutOfFuel | Halt::Stopped => {}
                halt => match self.core.after(slot, halt) {
                    Next::GoOn if !self.core.is_stopped() => {}
                    next => return next,
                },
            }
        }
    }

    /// Where the run stands. What comes from outside may be handed in between two turns.
    pub fn point(&self) -> Point {
        Point { turn: self.core.turns_ended, steps: self.core.steps }
    }

    /// Fuel that brings the run nearer to a point ahead, and never beyond it.
    pub fn fuel_to(&self, point: Point) -> i64 {
        let left = match point.turn.saturating_sub(self.core.turns_ended) {
            0 => i64::try_from(point.steps.saturating_sub(self.core.steps)),
            turns => i64::try_from(turns).map(|turns| turns.saturating_mul(TURN_COST)),
        };
        left.unwrap_or(i64::MAX).max(1)
    }

    /// Whether the end of a slice interrupted a fiber's turn.
    pub fn is_in_turn(&self) -> bool {
        self.interrupted.is_some()
    }

    /// Makes [`Machine::run`] come back with [`Progress::MoreWork`] as soon as `events` events have happened in all and the op, timer or
    /// settling that brought the last of them is done. None lifts it.
    pub fn pause_after(&mut self, events: Option<u64>) {
        self.core.pause_after = events.unwrap_or(u64::MAX);
        self.core.events.look();
    }

    /// The guests of a fiber become fibers; the innermost goes on. Its last op has not had its effect yet, unless the fuel ended.
    fn seat(&mut self, slot: &mut FiberSlot, guests: Vec<Guest>, halt: &Halt) -> Next {
        if let Some(innermost) = guests.last().filter(|_| matches!(halt, Halt::OutOfFuel)) {
            self.core.check_steps(&innermost.fiber);
        }
        self.interrupted = Some(self.core.seat_guests(slot, guests));
        Next::Park(FutureState::Ready)
    }

    /// Moves the real clock. It never goes back.
    pub fn advance_to(&mut self, ms: i64) {
        if ms > self.core.now {
            self.core.move_clock(ms);
        }
    }

    /// The checks on the way here, in order.
    pub fn checks(&self) -> &[Check] {
        self.core.checks.kept()
    }

    /// What a check here would be.
    pub fn check(&self) -> Check {
        self.core.check()
    }

    /// Notes what is touched, from now on.
    pub fn note_touches(&mut self) {
        self.core.notes.begin();
    }

    /// What was noted since the last call.
    pub fn take_touches(&mut self) -> Vec<Touch> {
        self.core.notes.take()
    }

    /// An outside call that is not answered yet.
    pub fn open_call(&self, id: FutureId) -> Option<&Rc<Call>> {
        self.core.calls.get(&id)
    }

    /// The outside calls whose answer the driver owes.
    pub fn open_calls(&self) -> impl Iterator<Item = (FutureId, &Rc<Call>)> {
        let core = &self.core;
        core.calls.iter().filter(|(id, _)| !core.answers.contains_key(id)).map(|(id, call)| (*id, call))
    }

    /// Hands in the answer of an outside call.
    pub fn answer(&mut self, id: FutureId, result: Result<Value, String>) {
        self.core.answer(id, result);
    }

    /// Ends the run with status `limit` and this message.
    pub fn stop(&mut self, message: &str) {
        let at = self.core.wait_at(self.core.current);
        self.core.stop(message.into(), at);
    }
}

/// A text may have four times as many bytes as a collection items.
fn value_limits(limits: &Limits) -> ValueLimits {
    let items_max = usize::try_from(limits.value_size).unwrap_or(usize::MAX);
    ValueLimits::of_size(items_max)
}
