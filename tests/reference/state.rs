//! Everything a run consists of.

use super::program::Program;
use super::value::{Id, Value};
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::pin::Pin;

use super::fiber::Exit;

/// The coroutine of a fiber.
pub type Coroutine = Pin<Box<dyn Future<Output = Result<Value, Exit>>>>;

/// A run: the program, the coroutines, and the state they share.
pub struct Run {
    pub program: Program,
    /// Whether new fibers start in their turn instead of at once.
    pub deferred: bool,
    pub coroutines: RefCell<BTreeMap<Id, Coroutine>>,
    pub state: RefCell<State>,
}

/// How a future ended.
#[derive(Clone, PartialEq)]
pub enum Ended {
    Value(Value),
    Failed(String),
    Cancelled,
}

/// Where a future is in its life.
#[derive(Clone, PartialEq)]
pub enum Life {
    New,
    Queued,
    Running,
    Waiting,
    Ready,
    Ended(Ended),
}

/// The forms of a composite.
#[derive(Clone, Copy, PartialEq)]
pub enum Form {
    Parallel,
    Race,
    Vote,
    Select,
    Timeout,
}

/// A composite.
pub struct Composite {
    pub form: Form,
    pub branches: Vec<Id>,
    /// Names of its entries; empty if none has one.
    pub names: Vec<Option<String>>,
    pub decision: Option<Ended>,
    pub winner: Option<usize>,
}

/// What brings a future to its end.
pub enum Source {
    /// Its own code.
    Fiber,
    /// A timer.
    Sleep,
    /// A place in the queue of a channel.
    Channel,
    /// Its branches.
    Composite(Composite),
    /// Another future, which its fiber returned; main follows everything in what it returned.
    Follows(Value),
}

/// Who is told when a future ends.
#[derive(Clone, Copy, PartialEq)]
pub enum Waiter {
    /// A fiber, in its wait of this number.
    Fiber(Id, u64),
    /// A cancelled fiber that unwinds when all it owned is terminal.
    Unwinding(Id),
    /// The composite whose branch it is.
    Composite(Id),
    /// A future that ends alike.
    Follower(Id),
}

/// What a fiber waits for.
pub struct Wait {
    pub number: u64,
    pub value: Value,
    /// Futures with which the wait is registered.
    pub registered: Vec<Id>,
}

/// With what a paused fiber goes on.
pub enum Wake {
    GoOn,
    Failed(String),
    Cancelled,
    /// Its `defer` took too long during cancellation.
    Abandoned,
}

/// A future.
pub struct Future_ {
    pub path: String,
    pub parent: Option<Id>,
    pub kind: &'static str,
    pub life: Life,
    pub source: Source,
    pub created_ms: i64,
    pub settled_ms: Option<i64>,
    pub waiters: Vec<Waiter>,
    pub observed: bool,
    pub children: usize,
    pub wait: Option<Wait>,
    pub wake: Option<Wake>,
    /// Whether its fiber was told to stop.
    pub cancelled: bool,
    /// How many frames its fiber has.
    pub frames: usize,
    /// How many `defer`s run in it, one inside the other.
    pub shield: u32,
    /// Number of the `defer` that is timed.
    pub timed_defer: u64,
    /// How many futures it owns must end before it unwinds.
    pub unwinds_after: usize,
}

/// Who is served first among timers of one instant, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    Sleep,
    Deadline,
    /// The `defer` of this number has taken too long.
    Cleanup(u64),
}

/// A timer: when, what, number in order of creation, for whom.
pub type Timer = (i64, Alarm, u64, Id);

/// A channel.
#[derive(Default)]
pub struct Channel {
    pub capacity: usize,
    pub buffer: VecDeque<Value>,
    pub senders: VecDeque<(Id, Value)>,
    pub receivers: VecDeque<Id>,
    pub closed: bool,
}

/// How far the run is.
#[derive(Clone, Copy, PartialEq)]
pub enum Phase {
    Running,
    /// Main has its value.
    Draining,
    /// Main failed; the others' `defer`s run.
    Ending,
}

/// What changes during a run.
pub struct State {
    pub now: i64,
    pub phase: Phase,
    pub deadlocked: bool,
    pub futures: Vec<Future_>,
    /// Cancelled fibers that unwind next, before anybody who is ready.
    pub unwinding: VecDeque<Id>,
    /// Eager starts under way: the last goes first.
    pub turns: Vec<Id>,
    /// First in, first out.
    pub ready: VecDeque<Id>,
    /// Futures that ended and whose waiters are not told yet.
    pub settled: VecDeque<Id>,
    pub is_telling: bool,
    pub timers: Vec<Timer>,
    pub channels: Vec<Channel>,
    pub shared: Vec<Value>,
    /// Time, future, text.
    pub output: Vec<(i64, Id, String)>,
    pub current: Option<Id>,
    /// Whether the running fiber is to be cancelled at its next suspension point.
    pub cancel_current: bool,
    /// Whether the function given to `update` runs: it may not suspend.
    pub is_updating: bool,
    /// Coroutine turns so far.
    pub turn_count: u64,
    numbers: u64,
}

impl Run {
    /// A run at its beginning.
    pub fn new(program: Program, deferred: bool) -> Run {
        let state = State {
            now: 0,
            phase: Phase::Running,
            deadlocked: false,
            futures: Vec::new(),
            unwinding: VecDeque::new(),
            turns: Vec::new(),
            ready: VecDeque::new(),
            settled: VecDeque::new(),
            is_telling: false,
            timers: Vec::new(),
            channels: Vec::new(),
            shared: Vec::new(),
            output: Vec::new(),
            current: None,
            cancel_current: false,
            is_updating: false,
            turn_count: 0,
            numbers: 0,
        };
        Run { program, deferred, coroutines: RefCell::default(), state: RefCell::new(state) }
    }
}

/// The end of time.
const TIME_MAX_MS: i64 = 9_007_199_254_740_991;

impl State {
    /// When a wait that begins now is over.
    pub fn deadline_after(&self, ms: i64) -> i64 {
        self.now.saturating_add(ms.max(0)).min(TIME_MAX_MS)
    }

    /// A number that was not given before.
    pub fn new_number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// A new future, child of `parent`.
    pub fn make(&mut self, parent: Option<Id>, kind: &'static str, source: Source) -> Id {
        let path = match parent {
            None => "0".to_owned(),
            Some(parent) => {
                self.futures[parent].children += 1;
                format!("{}.{}", self.futures[parent].path, self.futures[parent].children)
            }
        };
        self.futures.push(Future_ {
            path,
            parent,
            kind,
            life: Life::New,
            source,
            created_ms: self.now,
            settled_ms: None,
            waiters: Vec::new(),
            observed: false,
            children: 0,
            wait: None,
            wake: None,
            cancelled: false,
            frames: 0,
            shield: 0,
            timed_defer: 0,
            unwinds_after: 0,
        });
        self.futures.len() - 1
    }

    /// How a future ended, if it has.
    pub fn ended(&self, id: Id) -> Option<&Ended> {
        match &self.futures[id].life {
            Life::Ended(ended) => Some(ended),
            _ => None,
        }
    }

    /// Whether a future has not ended.
    pub fn is_open(&self, id: Id) -> bool {
        self.ended(id).is_none()
    }

    /// The message that awaiting an ended future raises, if it raises one.
    pub fn failure(&self, id: Id) -> Option<String> {
        match self.ended(id)? {
            Ended::Value(_) => None,
            Ended::Failed(message) => Some(message.clone()),
            Ended::Cancelled => Some("cancelled".into()),
        }
    }

    /// A future in words.
    pub fn show_future(&self, id: Id) -> String {
        format!("<future {} {}>", self.futures[id].path, self.word(id))
    }

    /// The word of a future's state.
    pub fn word(&self, id: Id) -> &'static str {
        match self.ended(id) {
            None => "pending",
            Some(Ended::Value(_)) => "completed",
            Some(Ended::Failed(_)) => "error",
            Some(Ended::Cancelled) => "cancelled",
        }
    }

    /// The text of a value.
    pub fn show(&self, value: &Value) -> String {
        value.show(&|id| self.show_future(id))
    }
}
