//! The machine: the whole state of a run, and the loop that drives it.
//!
//! The loop of an instant: while a fiber is ready, one is picked and runs to its next suspension point. When none is ready, the next timer
//! fires, with virtual time after the clock has jumped to it. A run can be driven in slices of any size; where they end never shows in a result.

use super::core::{Core, OutputLine};
use super::cow::CowTable;
use super::ending::{Phase, RunError, Status};
use super::event::EventKind;
use super::fibers::{Body, FiberSlot, FiberTable, Wake};
use super::futures::{FutureRow, FutureState, FutureTable};
use super::halts::Next;
use super::ready::NOT_READY;
use super::{Limits, MAIN, Observer, Policy, World};
use crate::bytecode::{CodeOffset, Program};
use crate::text::Span;
use crate::vm::ops::{Env, ValueLimits};
use crate::vm::{Callee, Fiber, FutureId, FutureNames, Halt, Image, TraceEntry, Value, WorkCall};
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
    /// The run is over.
    Finished,
}

/// A run. Copying one is cheap: tables are shared in chunks, values by reference.
#[derive(Clone)]
pub struct Machine {
    image: Rc<Image>,
    core: Core,
    clock: ClockKind,
    /// The fiber whose turn the end of a slice interrupted.
    interrupted: Option<FutureId>,
}

/// Instructions after which a fiber's turn may be interrupted: where a slice ends must depend on counts only.
const QUANTUM: u64 = 4096;
/// What a turn or a timer costs besides its instructions, so that slices stay short when nothing but scheduling happens.
const TURN_COST: i64 = 16;
/// Events that are handed on together at most.
const BATCH: usize = 4096;

impl Machine {
    /// A machine that will run the program's entry.
    pub fn new(program: Rc<Program>, settings: Settings) -> Machine {
        let mut image = Image::new(program.clone());
        image.frames_max = settings.limits.frames.min(u64::from(u32::MAX)) as u32;
        let mut machine = Machine {
            image: Rc::new(image),
            core: Core::new(program, &settings),
            clock: settings.clock,
            interrupted: None,
        };
        machine.core.make_main();
        machine
    }

    /// Runs until about `fuel` instructions are used, nothing can go on, or the run is over.
    pub fn run(&mut self, driver: &mut Driver<'_>, mut fuel: i64) -> Progress {
        let progress = loop {
            if self.core.events.len() >= BATCH {
                self.hand_on(driver);
            }
            if let Some(end) = self.check_end() {
                break end;
            }
            if fuel <= 0 {
                break Progress::MoreWork;
            }
            fuel -= TURN_COST;
            match self.interrupted.take().or_else(|| self.core.next(driver.policy)) {
                Some(id) => {
                    self.turn(id, &mut fuel);
                    if self.interrupted.is_none() {
                        self.core.take_requests(driver.world);
                    }
                }
                None => {
                    if let Some(idle) = self.idle() {
                        break idle;
                    }
                }
            }
        };
        self.hand_on(driver);
        progress
    }

    fn hand_on(&mut self, driver: &mut Driver<'_>) {
        let mut events = std::mem::take(&mut self.core.events);
        driver.observer.observe(&mut events, self);
        events.clear();
        self.core.events = events;
    }

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
        let slot = Rc::make_mut(&mut shared);
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
            Next::Gone => self.core.cancel_current = None,
        }
    }

    fn enter(&mut self, slot: &mut FiberSlot) {
        let (core, id) = (&mut self.core, slot.future);
        core.current = id;
        if core.futures.get(id).state == FutureState::Running {
            return;
        }
        slot.stamp = NOT_READY;
        core.count_turn();
        core.futures.get_mut(id).state = FutureState::Running;
        if let Body::Call(call) = &mut slot.body {
            let call = std::mem::replace(call, WorkCall { callee: Callee::Value(Value::Null), arguments: Vec::new() });
            slot.body = Body::Fiber(Fiber::new(&self.image, call));
            let now = core.now;
            core.futures.get_mut(id).start(now);
            core.emit_own(id, EventKind::Started);
        }
        if let Some(wake) = slot.wake.take() {
            core.wake(slot, wake);
        }
    }

    fn execute(&mut self, slot: &mut FiberSlot, fuel: &mut i64) -> Next {
        loop {
            let Body::Fiber(fiber) = &mut slot.body else { return Next::Gone };
            let quantum = self.core.quantum(slot.future);
            let mut left = quantum;
            let halt = fiber.run(&self.image, &mut self.core, &mut left);
            let used = quantum - left;
            *fuel -= used;
            self.core.count_steps(slot, used as u64);
            let next = match halt {
                Halt::OutOfFuel if *fuel <= 0 => return Next::GoOn,
                Halt::OutOfFuel | Halt::Stopped => Next::GoOn,
                halt => self.core.after(slot, halt),
            };
            if next != Next::GoOn || self.core.is_stopped() {
                return next;
            }
        }
    }

    /// Moves the real clock. It never goes back.
    pub fn advance_to(&mut self, ms: i64) {
        if ms > self.core.now {
            self.core.move_clock(ms);
        }
    }

    /// Hands in the answer of an outside call.
    pub fn answer(&mut self, id: FutureId, result: Result<Value, String>) {
        self.core.answer(id, result);
    }

    /// Ends the run with status `limit` and this message.
    pub fn stop(&mut self, message: &str) {
        self.core.stop(message.into());
    }
}

/// What can be asked of a machine.
impl Machine {
    /// The program.
    pub fn program(&self) -> &Rc<Program> {
        &self.core.program
    }

    /// Clock time.
    pub fn now_ms(&self) -> i64 {
        self.core.now
    }

    /// Instructions executed.
    pub fn steps(&self) -> u64 {
        self.core.steps
    }

    /// Whether the run is over.
    pub fn is_over(&self) -> bool {
        self.core.phase == Phase::Over
    }

    /// How the run stands; final when it is over.
    pub fn status(&self) -> Status {
        self.core.status()
    }

    /// The error that goes with the status.
    pub fn error(&self) -> Option<RunError> {
        self.core.run_error()
    }

    /// Number of futures.
    pub fn future_count(&self) -> usize {
        self.core.futures.len()
    }

    /// A future.
    pub fn future(&self, id: FutureId) -> &FutureRow {
        self.core.futures.get(id)
    }

    /// All futures in order of creation.
    pub fn futures(&self) -> impl Iterator<Item = (FutureId, &FutureRow)> {
        self.core.futures.iter()
    }

    /// `0.1.2`
    pub fn path(&self, id: FutureId) -> String {
        self.core.path(id)
    }

    /// The future of that hierarchical id.
    pub fn find(&self, path: &str) -> Option<FutureId> {
        let mut numbers = path.split('.').map(|number| number.parse::<u32>().ok());
        let mut found = (numbers.next()? == Some(0)).then_some(MAIN)?;
        for number in numbers {
            let number = number?;
            found = self.futures().find(|(_, row)| row.parent == Some(found) && row.index == number)?.0;
        }
        Some(found)
    }

    /// What a future is called.
    pub fn label(&self, id: FutureId) -> String {
        self.core.label(id)
    }

    /// Where the call or entry stands that made a future.
    pub fn span_of(&self, id: FutureId) -> Span {
        self.core.span_of(id)
    }

    /// Failed futures that nobody looked at.
    pub fn unhandled(&self) -> Vec<FutureId> {
        self.core.unhandled().collect()
    }

    /// Printed lines.
    pub fn output(&self) -> impl Iterator<Item = &OutputLine> {
        self.core.output.iter()
    }

    /// One printed line.
    pub fn output_line(&self, index: u32) -> &OutputLine {
        self.core.output.get(index)
    }

    /// `defer` bodies that took too long during cancellation and were dropped.
    pub fn abandoned(&self) -> &[TraceEntry] {
        &self.core.abandoned
    }

    /// A value's text; `futures` says how handles in it print.
    pub fn text_with(&self, value: &Value, futures: &dyn FutureNames) -> String {
        let env = Env { program: &self.core.program, futures, limits: ValueLimits::DEFAULT };
        crate::vm::text::display(env, value).unwrap_or_else(|fault| fault.message)
    }

    /// A value's text in the event log: handles in it print without their state, which changes.
    pub fn event_text(&self, value: &Value) -> String {
        self.text_with(value, &Timeless(&self.core))
    }

    /// A value's text as `print` shows it now.
    pub fn text(&self, value: &Value) -> String {
        self.text_with(value, &self.core)
    }
}

/// Names futures without their state, so that a text does not depend on when it is made.
struct Timeless<'c>(&'c Core);

impl FutureNames for Timeless<'_> {
    fn write_path(&self, id: FutureId, out: &mut String) {
        self.0.write_path(id, out);
    }

    fn state_word(&self, _id: FutureId) -> &'static str {
        "…"
    }
}

impl Core {
    fn new(program: Rc<Program>, settings: &Settings) -> Core {
        Core {
            program,
            starts: settings.starts,
            limits: settings.limits,
            seed: settings.seed,
            now: 0,
            futures: FutureTable::default(),
            fibers: FiberTable::default(),
            composites: CowTable::default(),
            channels: CowTable::default(),
            shared: CowTable::default(),
            output: CowTable::default(),
            ready: Default::default(),
            turns: Vec::new(),
            unwind_queue: Default::default(),
            unwinding: 0,
            timers: Default::default(),
            answers: Default::default(),
            requests: Vec::new(),
            open_calls: 0,
            current: MAIN,
            cancel_current: None,
            defer_ended: false,
            streams: Default::default(),
            settled: Default::default(),
            is_settling: false,
            cancels: Vec::new(),
            is_cancelling: false,
            tickets: 0,
            steps: 0,
            instant_steps: 0,
            events: Vec::new(),
            event_count: 0,
            phase: Phase::Running,
            ending: Default::default(),
            abandoned: Vec::new(),
        }
    }

    fn make_main(&mut self) {
        let entry = self.program.entry;
        let start = entry.map_or(CodeOffset(0), |entry| self.program.functions[usize::from(entry.0)].start);
        self.futures.push_main(start);
        self.emit_own(MAIN, EventKind::Created);
        let Some(entry) = entry else {
            self.settle(MAIN, super::settle::Settlement::Completed(Value::Null));
            return;
        };
        let call = WorkCall { callee: Callee::Function(entry), arguments: Vec::new() };
        let index = self.fibers.push(FiberSlot::new(MAIN, call));
        self.futures.get_mut(MAIN).backing = super::futures::Backing::Fiber(index);
        self.make_ready(MAIN);
    }

    /// Who goes next: eager starts, then cancelled fibers, then the ready queue.
    fn next(&mut self, policy: &mut dyn Policy) -> Option<FutureId> {
        if let Some(id) = self.next_turn() {
            return Some(id);
        }
        if let Some(id) = self.unwind_queue.pop_front() {
            return Some(id);
        }
        if self.ready.is_empty() { None } else { self.pick(policy) }
    }

    fn move_clock(&mut self, ms: i64) {
        self.now = ms;
        self.instant_steps = 0;
    }

    fn count_turn(&mut self) {
        self.instant_steps += 1;
        if self.instant_steps > self.limits.instant_steps {
            self.reach_limit("instant_steps", self.limits.instant_steps);
        }
    }

    fn wake(&mut self, slot: &mut FiberSlot, wake: Wake) {
        let by = slot.woken_by.take();
        let is_new = matches!(wake, Wake::Made(_));
        let resume = self.resume_with(wake);
        if let Body::Fiber(fiber) = &mut slot.body {
            if !is_new {
                self.emit(slot.future, fiber.at(), EventKind::Resumed { by });
            }
            if let Some(resume) = resume {
                fiber.resume(resume);
            }
        }
    }

    /// Instructions the running fiber gets before it is looked at again. A cancelled one is looked at after each, to bound its `defer`s exactly.
    fn quantum(&self, id: FutureId) -> i64 {
        if self.futures.get(id).unwinding {
            return 1;
        }
        let aligned = QUANTUM - self.steps % QUANTUM;
        aligned.min(self.limits.steps.saturating_sub(self.steps)).max(1) as i64
    }

    fn count_steps(&mut self, slot: &mut FiberSlot, used: u64) {
        self.steps += used;
        if self.steps >= self.limits.steps {
            self.reach_limit("steps", self.limits.steps);
        }
        if self.futures.get(slot.future).unwinding {
            self.count_cleanup(slot, used as u32);
        }
        if self.is_stopped()
            && let Body::Fiber(fiber) = &slot.body
        {
            self.stopped_at(fiber.at());
        }
    }

    fn after(&mut self, slot: &mut FiberSlot, halt: Halt) -> Next {
        match halt {
            Halt::Await { value, at } => self.halt_await(slot, value, at),
            Halt::Spawn { call, at } => self.halt_spawn(slot, call, at),
            Halt::SpawnList { items, at } => self.halt_spawn_list(slot, items, at),
            Halt::Composite { composite, at } => self.halt_composite(slot, composite, at),
            Halt::Become { operation, at } => self.halt_become(slot, operation, at),
            Halt::Exited(exit) => self.halt_exited(slot, exit),
            Halt::OutOfFuel | Halt::Stopped => Next::GoOn,
        }
    }
}
