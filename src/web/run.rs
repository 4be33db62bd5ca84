//! `LumenRun`: one run, pumped in slices.

use super::given::string;
use super::history::Past;
use super::lazy;
use super::listeners::Listeners;
use super::mirror::{self, to_js};
use super::options::RunOptions;
use super::outside::{Answered, Functions, Outside, Question};
use super::promises::Promises;
use super::pump::{Next, Pump, now};
use crate::runtime::{ClockKind, OperationId, Progress};
use crate::text::LineIndex;
use crate::trace::{Execution, Options, Prepared, Report};
use js_sys::{Function, Promise};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How long a slice may take before the host gets its turn. Half a frame: a page in the same thread stays smooth.
const SLICE_MS: f64 = 8.0;

/// Instructions between two looks at the clock: about a tenth of a slice.
const FUEL: i64 = 50_000;

/// The message of a run that was stopped from outside.
const STOPPED: &str = "the run was stopped";

/// Why a call that nobody waits for is aborted.
const CANCELLED: &str = "the call was cancelled";

/// Why calls are aborted that are under way at the end.
const OVER: &str = "the run is over";

/// A run that is under way or over.
#[wasm_bindgen(skip_typescript)]
pub struct LumenRun {
    run: Rc<Run>,
    finished: Promise,
}

struct Run {
    work: RefCell<Work>,
    promises: RefCell<Promises>,
    past: RefCell<Past>,
    pump: Rc<Pump>,
    is_stopped: Cell<bool>,
    /// The promise of having taken in the last batch of events.
    delivered: RefCell<Option<Promise>>,
    /// Settles `finished` with the report.
    settle: Function,
    prepared: Rc<Prepared>,
    options: Options,
    outside: Rc<Outside>,
}

/// What a run is connected to.
struct Wiring {
    /// The run itself, for answers that come to it.
    own: Weak<Run>,
    pump: Rc<Pump>,
    /// Settles `finished`.
    settle: Function,
}

/// What changes while the machine runs.
struct Work {
    execution: Execution,
    listeners: Listeners,
    /// When the run began, if its clock is the real one.
    real_start: Option<f64>,
}

impl LumenRun {
    /// Starts a run; its first slice comes after the caller's turn.
    pub fn start(prepared: Rc<Prepared>, asked: RunOptions) -> Result<LumenRun, JsValue> {
        let listeners = Listeners::new(prepared.program.source.clone(), asked.on_events, asked.on_output);
        if let Some(opened) = &asked.journal {
            let execution = Execution::replay_edited(&prepared, opened);
            return LumenRun::of_execution(execution, listeners, prepared, opened.options());
        }
        let execution = Execution::new(&prepared, &asked.options, asked.functions.provided());
        LumenRun::pumped(execution, listeners, asked.functions, prepared, asked.options)
    }

    /// Pumps an execution that needs no host.
    pub fn of_execution(
        execution: Execution,
        listeners: Listeners,
        prepared: Rc<Prepared>,
        options: Options,
    ) -> Result<LumenRun, JsValue> {
        LumenRun::pumped(execution, listeners, Functions::default(), prepared, options)
    }

    fn pumped(
        execution: Execution,
        listeners: Listeners,
        functions: Functions,
        prepared: Rc<Prepared>,
        options: Options,
    ) -> Result<LumenRun, JsValue> {
        let (mut resolve, mut reject) = (JsValue::UNDEFINED, JsValue::UNDEFINED);
        let finished = Promise::new(&mut |settle, fail| {
            resolve = settle.into();
            reject = fail.into();
        });
        let pump = Pump::new(reject.into())?;
        let is_real = options.clock == ClockKind::Real && !execution.is_replay();
        let work = Work { execution, real_start: is_real.then(now), listeners };
        let new = |own: &Weak<Run>| {
            Run::new(
                work,
                functions,
                prepared,
                options,
                Wiring { own: own.clone(), pump: pump.clone(), settle: resolve.into() },
            )
        };
        let run = Rc::new_cyclic(new);
        let pumped = run.clone();
        pump.start(move || pumped.slice());
        Ok(LumenRun { run, finished })
    }

    /// The program and how it is run.
    pub fn setup(&self) -> (Rc<Prepared>, Options) {
        (self.run.prepared.clone(), self.run.options.clone())
    }

    /// Looks at the execution.
    pub fn with_execution<T>(&self, look: impl FnOnce(&Execution) -> T) -> T {
        look(&self.run.work.borrow().execution)
    }
}

#[wasm_bindgen]
impl LumenRun {
    /// Settles with the report.
    #[wasm_bindgen(getter)]
    pub fn finished(&self) -> Promise {
        self.finished.clone()
    }

    /// A future as a promise.
    pub fn promise(&self, id: JsValue) -> Promise {
        match string(&id, "id") {
            Ok(id) => self.run.promise(id),
            Err(error) => Promise::reject(&error),
        }
    }

    /// The state right after an event, of all futures or of one.
    pub fn inspect(&self, seq: JsValue, future: JsValue) -> Result<JsValue, JsValue> {
        let future = Some(future).filter(|future| !future.is_undefined() && !future.is_null());
        let future = future.map(|future| string(&future, "future")).transpose()?;
        self.run.past.borrow_mut().inspect(&self.run.work.borrow().execution, &seq, future.as_deref())
    }

    /// Ends the run at the next slice.
    pub fn stop(&self) {
        self.run.is_stopped.set(true);
        self.run.pump.wake();
    }
}

impl Run {
    fn new(work: Work, functions: Functions, prepared: Rc<Prepared>, options: Options, wiring: Wiring) -> Run {
        let Wiring { own, pump, settle } = wiring;
        let on_answer = move |id, answer| {
            if let Some(run) = own.upgrade() {
                run.answer(id, answer);
            }
        };
        let outside = Outside::new(functions, prepared.program.clone(), options.value_limits(), Rc::new(on_answer));
        let (work, promises, past) = (RefCell::new(work), RefCell::default(), RefCell::default());
        let delivered = RefCell::default();
        Run { work, promises, past, pump, is_stopped: Cell::new(false), delivered, settle, prepared, options, outside }
    }

    /// Runs for one slice, tells everybody, and says how to go on.
    fn slice(&self) -> Next {
        let next = self.work.borrow_mut().run(self.is_stopped.get());
        // Listeners and host functions may call back into the run; nothing is borrowed while they do.
        let messages = self.work.borrow_mut().listeners.take();
        let delivered = messages.deliver();
        self.settle_promises();
        self.call_host();
        if next == Next::Done {
            self.outside.abort_all(OVER);
            self.finish();
        }
        self.paced(next, delivered)
    }

    /// Lets a listener that gives promises fall behind by one batch and no further: what it has not taken in would pile
    /// up in front of it, and its messages, such as the wish to stop, would wait behind that.
    fn paced(&self, next: Next, delivered: Option<Promise>) -> Next {
        let Some(earlier) = self.delivered.replace(delivered).filter(|_| next == Next::Turn) else { return next };
        let pump = self.pump.clone();
        spawn_local(async move {
            // Whether it took the batch in or failed to: it has had its turn.
            let _ = JsFuture::from(earlier).await;
            pump.wake();
        });
        Next::Woken
    }

    fn settle_promises(&self) {
        let work = self.work.borrow();
        self.promises.borrow_mut().settle(work.execution.log(), work.execution.machine());
    }

    /// Makes the outside calls of the last slice and aborts those that nobody waits for.
    fn call_host(&self) {
        let aborts = self.work.borrow_mut().execution.take_aborts();
        let questions = self.work.borrow_mut().take_questions(&self.outside);
        aborts.into_iter().for_each(|id| self.outside.abort(id, CANCELLED));
        for (id, question) in questions {
            match question {
                Ok(question) => self.outside.ask(question),
                Err(message) => self.answer(id, Err(message)),
            }
        }
    }

    /// Takes the answer to an outside call.
    fn answer(&self, id: OperationId, answer: Answered) {
        self.work.borrow_mut().execution.answer(id, answer);
        self.pump.wake();
    }

    fn promise(&self, id: String) -> Promise {
        self.promises.borrow_mut().make(id, self.work.borrow().execution.machine())
    }

    fn finish(&self) {
        let work = self.work.borrow();
        let report = self.report(&work);
        drop(work);
        // `resolve` of a promise does not throw; a report that cannot be written is a mistake of ours and settles it too.
        let _ = self.settle.call1(&JsValue::UNDEFINED, &report.unwrap_or_else(|error| error));
    }
}

impl Run {
    /// The report. The rows of its futures and the hash of its log are made when somebody looks at them: there may be a hundred thousand.
    fn report(&self, work: &Work) -> Result<JsValue, JsValue> {
        let machine = work.execution.machine();
        let summary = Report::summary(machine, &self.prepared, &self.options);
        let report = to_js(&mirror::report(summary, &LineIndex::new(&self.prepared.program.source)))?;
        let rows = Rc::new((machine.clone(), work.execution.log().clone()));
        let hashed = rows.clone();
        lazy::define(&report, "futures", move || {
            let (machine, log) = &*rows;
            to_js(&mirror::futures(Report::rows(machine, log))).unwrap_or_else(|error| error)
        });
        lazy::define(&report, "trace_hash", move || {
            let (machine, log) = &*hashed;
            log.hash(machine).into()
        });
        Ok(report)
    }
}

impl Work {
    /// What the host is to be asked, or why a call cannot be asked.
    fn take_questions(&mut self, outside: &Outside) -> Vec<(OperationId, Result<Question, String>)> {
        let calls = self.execution.take_host_calls();
        if self.execution.is_replay() {
            // A journal has the answers.
            return Vec::new();
        }
        let machine = self.execution.machine();
        calls.into_iter().map(|call| (call.id, outside.question(call, machine))).collect()
    }

    fn run(&mut self, is_stopped: bool) -> Next {
        let begin = now();
        if is_stopped {
            self.execution.stop(STOPPED);
        }
        loop {
            self.move_clock();
            let progress = self.execution.run(FUEL);
            self.listeners.collect(self.execution.log(), self.execution.machine());
            match progress {
                Progress::MoreWork if now() - begin < SLICE_MS => {}
                Progress::MoreWork => return Next::Turn,
                Progress::Idle { next_deadline_ms, .. } => return self.wait_until(next_deadline_ms),
                Progress::Held | Progress::Finished => return Next::Done,
            }
        }
    }

    fn move_clock(&mut self) {
        if let Some(start) = self.real_start {
            self.execution.advance_to((now() - start) as i64);
        }
    }

    fn wait_until(&self, deadline_ms: Option<i64>) -> Next {
        // Virtual time stands still while the host owes an answer.
        let (Some(deadline_ms), Some(start)) = (deadline_ms, self.real_start) else { return Next::Woken };
        let elapsed = now() - start;
        // Rounded up: a timer that comes too early would only have to wait again. A day is longer than timers can be.
        Next::After((deadline_ms as f64 - elapsed).ceil().clamp(0.0, 86_400_000.0) as u32)
    }
}
