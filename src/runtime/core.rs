//! The tables of a run, and the few things everything else does with them. What changes them stands in the files beside.

use super::channels::Channel;
use super::checks::Checks;
use super::composite::{Branches, CompositeState};
use super::cow::CowTable;
use super::emit::Untold;
use super::ending::{Ending, Phase};
use super::event::{Choice, EventKind};
use super::fibers::{Body, FiberSlot, FiberTable};
use super::futures::{Backing, FutureState, FutureTable, NewFuture, Site};
use super::machine::{EntryCall, Settings, StartMode};
use super::outcome::Outcome;
use super::random::Stream;
use super::ready::ReadyQueue;
use super::record::created;
use super::settle::Settlement;
use super::timers::Timers;
use super::touch::{Notes, Touch};
use super::{Call, Limits, MAIN, Policy};
use crate::bytecode::{CodeOffset, FunctionIndex, FutureKind, Program};
use crate::vm::{Callee, FutureId, TraceEntry, Value, WorkCall};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// A printed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputLine {
    /// When.
    pub ms: i64,
    /// By whom.
    pub future: FutureId,
    /// The line without its break.
    pub text: Rc<str>,
}

/// What the eager start put aside: the top goes on first, before anybody in the ready queue (rule R3).
#[derive(Clone, Debug)]
pub enum Turn {
    /// A fiber that made another one, or a new one.
    Go(FutureId),
    /// New fibers that start one after the other.
    Start { futures: Branches, next: usize },
}

/// Everything that a snapshot of a run holds.
#[derive(Clone)]
pub struct Core {
    /// The program.
    pub program: Rc<Program>,
    /// When new fibers start.
    pub starts: StartMode,
    /// The function with which the run began.
    pub entry: Option<FunctionIndex>,
    /// The limits.
    pub limits: Limits,
    /// Where random numbers begin.
    pub seed: u64,
    /// Clock time.
    pub now: i64,
    /// All futures.
    pub futures: FutureTable,
    /// Those that failed, in the order in which they did.
    pub failed: CowTable<FutureId>,
    /// Fibers alive.
    pub fibers: FiberTable,
    /// All composites, by the number in their row.
    pub composites: CowTable<CompositeState>,
    /// All channels.
    pub channels: CowTable<Channel>,
    /// All shared cells.
    pub shared: CowTable<Value>,
    /// Printed lines.
    pub output: CowTable<OutputLine>,
    /// Who could run.
    pub ready: ReadyQueue,
    /// Eager starts under way, innermost last.
    pub turns: Vec<Turn>,
    /// Cancelled fibers whose frames are to be unwound, in the order in which they were cancelled. They go before the ready queue.
    pub unwind_queue: VecDeque<FutureId>,
    /// How many futures are being cancelled.
    pub unwinding: u32,
    /// Who waits for the clock.
    pub timers: Timers,
    /// Answers that the world gave with a latency and that are not due yet.
    pub answers: BTreeMap<FutureId, Result<Value, String>>,
    /// Outside calls that the driver has not taken yet.
    pub requests: Vec<Request>,
    /// Outside calls that were made and not answered, also those nobody waits for any more.
    pub calls: BTreeMap<FutureId, Rc<Call>>,
    /// Outside calls whose answer the driver owes.
    pub open_calls: u32,
    /// The running fiber.
    pub current: FutureId,
    /// Futures above the running fiber's own that run on its stack, `current` being the innermost, or that are branches and will.
    pub guests: u32,
    /// Open composites that are not yet listed with their makers, which run.
    pub unlisted: Vec<FutureId>,
    /// Set when the running fiber is to be cancelled at its next suspension point: by whom.
    pub cancel_current: Option<Option<FutureId>>,
    /// Set when a `defer` of the running fiber came to its end that no other runs around.
    pub defer_ended: bool,
    /// Streams of the futures that asked for random numbers.
    pub streams: BTreeMap<FutureId, Stream>,
    /// Settled futures whose waiters are not told yet, with their former outcome, which holds them.
    pub settled: VecDeque<(FutureId, Outcome)>,
    /// Whether the list of settled futures is being worked off.
    pub is_settling: bool,
    /// Futures to be cancelled, next last: (whom, by whom).
    pub cancels: Vec<(FutureId, Option<FutureId>)>,
    /// Whether the list of cancellations is being worked off.
    pub is_cancelling: bool,
    /// Number of the last wait.
    pub tickets: u32,
    /// Turns that came to their end, and timers that fired.
    pub turns_ended: u64,
    /// What a replay compares on the way.
    pub checks: Checks,
    /// Instructions executed.
    pub steps: u64,
    /// How many there will be when the running fiber is looked at again.
    pub steps_end: u64,
    /// Turns of fibers in this instant.
    pub instant_steps: u64,
    /// Events that the observer has not been told yet.
    pub events: Untold,
    /// Set when the policy held the run before a choice.
    pub is_held: bool,
    /// The run pauses when so many events have happened.
    pub pause_after: u64,
    /// How far the run is.
    pub phase: Phase,
    /// What decided its end, once something has.
    pub ending: Ending,
    /// Fibers whose `defer` was abandoned, and where it stood.
    pub abandoned: Vec<TraceEntry>,
    /// What is touched, if somebody asks.
    pub notes: Notes,
}

/// What the driver is asked to do outside.
#[derive(Clone, Debug)]
pub enum Request {
    /// Make a call.
    Call(FutureId, Rc<Call>),
    /// Abort it.
    Abort(FutureId),
}

impl Core {
    /// The tables at a run's beginning.
    pub fn new(program: Rc<Program>, settings: &Settings) -> Core {
        Core {
            program,
            starts: settings.starts,
            entry: None,
            limits: settings.limits,
            seed: settings.seed,
            now: 0,
            futures: FutureTable::default(),
            failed: CowTable::default(),
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
            calls: BTreeMap::new(),
            open_calls: 0,
            current: MAIN,
            guests: 0,
            unlisted: Vec::new(),
            cancel_current: None,
            defer_ended: false,
            streams: Default::default(),
            settled: Default::default(),
            is_settling: false,
            cancels: Vec::new(),
            is_cancelling: false,
            tickets: 0,
            turns_ended: 0,
            checks: Checks::default(),
            steps: 0,
            steps_end: 0,
            instant_steps: 0,
            events: Untold::default(),
            is_held: false,
            pause_after: u64::MAX,
            phase: Phase::Running,
            ending: Default::default(),
            abandoned: Vec::new(),
            notes: Notes::default(),
        }
    }

    /// Makes main, and its fiber.
    pub fn make_main(&mut self, entry: Option<EntryCall>) {
        self.entry = entry.as_ref().map(|entry| entry.function);
        let start = self.entry.map_or(CodeOffset(0), |entry| self.program.functions[usize::from(entry.0)].start);
        self.futures.push_main(start);
        self.emit_own(MAIN, EventKind::Created { parent: None });
        let Some(entry) = entry else {
            self.settle(MAIN, Settlement::Completed(Value::Null));
            return;
        };
        let EntryCall { function, arguments } = entry;
        let call = WorkCall { callee: Callee::Value(Value::Function(function)), arguments };
        let index = self.fibers.push(MAIN, Body::Call(call), None);
        self.futures.get_mut(MAIN).backing = Backing::Fiber(index);
        self.make_ready(MAIN);
    }

    /// Makes a future as the next child of `parent`.
    pub fn make_future(&mut self, new: NewFuture) -> FutureId {
        self.make(new, FutureState::New)
    }

    /// The same for one without a fiber, which takes effect at once.
    #[inline]
    pub fn make_begun(&mut self, new: NewFuture) -> FutureId {
        self.make(new, FutureState::Waiting)
    }

    #[inline(always)]
    fn make(&mut self, new: NewFuture, state: FutureState) -> FutureId {
        if self.futures.len() as u64 >= self.limits.futures {
            self.reach_limit("futures", self.limits.futures, new.at);
        }
        let id = self.futures.push(new, state);
        self.emit_word(id, new.at, created(new.parent));
        id
    }

    /// Makes a future of the running fiber at the op `at`.
    pub fn make_own(&mut self, kind: FutureKind, at: CodeOffset) -> FutureId {
        self.make_future(NewFuture { parent: self.current, at, kind, site: Site::Op })
    }

    /// The fiber slot of a future.
    pub fn slot_index(&self, id: FutureId) -> Option<u32> {
        match self.futures.get(id).backing {
            Backing::Fiber(index) => Some(index),
            _ => None,
        }
    }

    /// The fiber of a future, unless it has none or it runs.
    pub fn slot(&self, id: FutureId) -> Option<&FiberSlot> {
        self.fibers.get(self.slot_index(id)?)
    }

    /// The same to change it.
    pub fn slot_mut(&mut self, id: FutureId) -> Option<&mut FiberSlot> {
        self.fibers.get_mut(self.slot_index(id)?)
    }

    /// Number of fibers alive, guests included.
    pub fn fibers_alive(&self) -> u32 {
        self.fibers.alive() + self.guests
    }

    /// The number of a new wait.
    pub fn new_ticket(&mut self) -> u32 {
        self.tickets += 1;
        self.tickets
    }

    /// `0.1.2`
    pub fn path(&self, id: FutureId) -> String {
        let mut out = String::new();
        self.futures.write_path(id, &mut out);
        out
    }

    /// The next fiber of the ready queue, chosen by the policy when there are several.
    pub fn pick(&mut self, policy: &mut dyn Policy) -> Option<FutureId> {
        if !self.ready.is_clean() {
            let Core { ready, futures, fibers, .. } = self;
            ready.clean(|future, stamp| match futures.get(future).backing {
                Backing::Fiber(index) => fibers.get(index).is_some_and(|slot| slot.stamp == stamp),
                _ => false,
            });
        }
        let index = self.choose(policy)?;
        let picked = self.ready.take(index)?;
        self.notes.note(Touch::Picked(picked));
        Some(picked)
    }

    /// The index of the next fiber; none when the policy holds the run.
    fn choose(&mut self, policy: &mut dyn Policy) -> Option<usize> {
        let count = self.ready.set().len();
        if count < 2 {
            return Some(0);
        }
        let Some(index) = policy.choose(&self.ready.set()) else {
            self.is_held = true;
            return None;
        };
        let index = index.min(count - 1);
        self.note_choice(index, count);
        Some(index)
    }

    fn note_choice(&mut self, index: usize, count: usize) {
        let set = self.ready.set();
        let ready = (0..count.min(Choice::SHOWN)).map(|index| set.future(index)).collect();
        let pick = set.future(index);
        let choice = Choice { ready, count: count as u32, index: index as u32, pick };
        self.emit_own(pick, EventKind::Chosen(Rc::new(choice)));
    }
}
