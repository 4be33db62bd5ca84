//! The host's side of outside calls (rule R19): which JavaScript functions answer, the calls under way, their abort signals.
//!
//! A call is asked once, its first answer counts, and its signal is aborted when nobody waits any more (rule R20). Whatever a function does — throws,
//! never answers, answers late, ends the run — comes back as an answer or not at all. Knows nothing of the machine's clock.

mod ask;
mod fetch;
mod functions;

pub use ask::Question;
pub use functions::Functions;

use super::thrown::abort_error;
use crate::base::SortedMap;
use crate::bytecode::Program;
use crate::runtime::{Call, Machine, OperationId};
use crate::vm::Value;
use crate::vm::ops::ValueLimits;
use crate::world::{HostCall, grants};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

/// An answer, or a failure's message.
pub type Answered = Result<Value, String>;

/// Takes answers; they come between slices.
pub type OnAnswer = Rc<dyn Fn(OperationId, Answered)>;

/// The host's side of one run.
pub struct Outside {
    functions: Functions,
    program: Rc<Program>,
    limits: ValueLimits,
    open: RefCell<SortedMap<OperationId, OpenCall>>,
    on_answer: OnAnswer,
}

/// A call under way.
struct OpenCall {
    abort: AbortController,
    /// Ends it when the granted time is over.
    _overdue: Option<Timeout>,
}

impl Outside {
    /// The host's side of a run of `program`.
    pub fn new(functions: Functions, program: Rc<Program>, limits: ValueLimits, on_answer: OnAnswer) -> Rc<Outside> {
        Rc::new(Outside { functions, program, limits, open: RefCell::default(), on_answer })
    }

    /// What is to be asked for a call.
    ///
    /// # Errors
    /// The failure's message when an argument has no counterpart or the host has no way to abort.
    pub fn question(&self, call: HostCall, machine: &Machine) -> Result<Question, String> {
        Question::new(call, &self.functions, machine)
    }

    /// Asks. The host's function runs now; its answer comes later, also when it has one at once.
    pub fn ask(self: &Rc<Outside>, question: Question) {
        let (id, abort) = (question.id, question.abort.clone());
        let overdue = self.overdue_timer(id, &question.call);
        self.open.borrow_mut().insert(id, OpenCall { abort, _overdue: overdue });
        let promise = question.pose();
        let outside = self.clone();
        spawn_local(async move {
            let answer = question.answer(promise, &outside.program, outside.limits).await;
            outside.open.borrow_mut().remove(&id);
            (outside.on_answer)(id, answer);
        });
    }

    fn overdue_timer(self: &Rc<Outside>, id: OperationId, call: &Call) -> Option<Timeout> {
        let granted_ms = grants::timeout_ms(call)?;
        let (outside, message) = (self.clone(), grants::overdue(call, granted_ms));
        // Timers of the host end at 24 days.
        let ms = u32::try_from(granted_ms).unwrap_or(u32::MAX).min(i32::MAX as u32);
        Some(Timeout::new(ms, move || {
            outside.abort(id, &message);
            (outside.on_answer)(id, Err(message));
        }))
    }

    /// Gives a call its abort signal. What it answers from now on is late.
    pub fn abort(&self, id: OperationId, reason: &str) {
        let open = self.open.borrow_mut().remove(&id);
        if let Some(open) = open {
            open.abort.abort_with_reason(&abort_error(reason));
        }
    }

    /// Gives every call its abort signal, because the run is over.
    pub fn abort_all(&self, reason: &str) {
        let open = std::mem::take(&mut *self.open.borrow_mut());
        for call in open.into_values() {
            call.abort.abort_with_reason(&abort_error(reason));
        }
    }
}
