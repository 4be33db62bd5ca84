//! How a fiber waits, starts others, and leaves its frames.

use super::env::{Env, Frame};
use super::settle::Look;
use super::state::{Coroutine, Life, Run, Source, Wake};
use super::value::{Id, Value};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

/// Why code stops before its end.
#[derive(Clone)]
pub enum Exit {
    Return(Value),
    Break(Option<String>, Value),
    Continue(Option<String>),
    Failed(String),
    Cancelled,
    /// A `defer` took too long during cancellation.
    Abandoned,
    /// The fiber's own future becomes this operation: the body of its branch was nothing else.
    Becomes(super::channel::Operation),
    /// The program uses what this interpreter does not know.
    Unsupported(String),
}

/// What code comes to.
pub type Eval = Result<Value, Exit>;

/// A failure.
pub fn failed(message: impl Into<String>) -> Exit {
    Exit::Failed(message.into())
}

/// Something this interpreter does not know.
pub fn unsupported(what: impl Into<String>) -> Exit {
    Exit::Unsupported(what.into())
}

/// More frames than any compared program needs; each is several of ours.
const FRAMES_MAX: usize = 50;

impl Run {
    /// Hands the baton back until the scheduler runs this fiber again.
    async fn pause(&self, me: Id) -> Result<(), Exit> {
        if self.state.borrow().is_updating {
            return Err(unsupported("an update that suspends"));
        }
        let mut has_paused = false;
        poll_fn(|_| if std::mem::replace(&mut has_paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
        match self.state.borrow_mut().futures[me].wake.take() {
            None | Some(Wake::GoOn) => Ok(()),
            Some(Wake::Failed(message)) => Err(Exit::Failed(message)),
            Some(Wake::Cancelled) => Err(Exit::Cancelled),
            Some(Wake::Abandoned) => Err(Exit::Abandoned),
        }
    }

    /// Waits until nothing in a value is open, and gives it with every future replaced by its value.
    pub async fn await_value(&self, me: Id, value: Value) -> Eval {
        let look = self.state.borrow_mut().begin_wait(me, &value);
        match look {
            Look::Done(value) => return Ok(value),
            Look::Failed(message) => return Err(Exit::Failed(message)),
            Look::Open(_) => self.pause(me).await?,
        }
        match self.state.borrow().look(&value) {
            Look::Done(value) => Ok(value),
            Look::Failed(message) => Err(Exit::Failed(message)),
            Look::Open(_) => Err(unsupported("an await that ended too early")),
        }
    }

    /// A future with a fiber that does not run yet.
    pub fn make_fiber(&self, parent: Option<Id>, kind: &'static str, body: impl FnOnce(Id) -> Coroutine) -> Id {
        let id = self.state.borrow_mut().make(parent, kind, Source::Fiber);
        self.coroutines.borrow_mut().insert(id, body(id));
        id
    }

    /// Starts new fibers: eager, one after the other before the spawner goes on; deferred, in their turn.
    pub async fn start(&self, me: Id, new: &[Id]) -> Result<(), Exit> {
        if self.deferred {
            let mut state = self.state.borrow_mut();
            for id in new.iter().copied() {
                if state.futures[id].life == Life::New {
                    state.futures[id].life = Life::Queued;
                    state.ready.push_back(id);
                }
            }
            return Ok(());
        }
        for id in new.iter().copied() {
            if self.put_before(me, id) {
                self.pause(me).await?;
            }
        }
        Ok(())
    }

    /// Lets `id` run before `me` goes on, and both before anybody who is ready; false if it does not need to start.
    fn put_before(&self, me: Id, id: Id) -> bool {
        let mut state = self.state.borrow_mut();
        let is_new = state.futures[id].life == Life::New;
        if is_new {
            state.futures[me].life = Life::Ready;
            state.turns.extend([me, id]);
        }
        is_new
    }

    /// Runs the `defer`s of a frame, last in first out. The body's failure comes before theirs. An abandoned `defer` takes with it
    /// all that it has called.
    pub async fn leave(self: &Rc<Self>, me: Id, frame: &Rc<Frame>, mut result: Eval) -> Eval {
        if matches!(result, Err(Exit::Abandoned)) {
            return result;
        }
        loop {
            let defer = frame.defers.borrow_mut().pop();
            let Some((block, env)) = defer else { return result };
            self.enter_defer(me);
            let ran = self.block(&env.inner(), block).await;
            let is_cancelled = self.leave_defer(me);
            result = match (result, ran) {
                (_, Err(Exit::Unsupported(what))) => return Err(Exit::Unsupported(what)),
                // Abandoned is the outermost `defer`.
                (_, Err(Exit::Abandoned)) if self.state.borrow().futures[me].shield > 0 => return Err(Exit::Abandoned),
                (Ok(_) | Err(Exit::Return(_)), _) if is_cancelled => Err(Exit::Cancelled),
                (Ok(_), Err(Exit::Failed(message))) => Err(Exit::Failed(message)),
                (result, _) => result,
            };
        }
    }

    fn enter_defer(&self, me: Id) {
        let mut state = self.state.borrow_mut();
        state.futures[me].shield += 1;
        if state.futures[me].cancelled && state.futures[me].shield == 1 {
            state.time_defer(me);
        }
    }

    /// Whether the fiber is to unwind further.
    fn leave_defer(&self, me: Id) -> bool {
        let mut state = self.state.borrow_mut();
        let row = &mut state.futures[me];
        row.shield -= 1;
        if row.shield == 0 {
            row.timed_defer = 0;
        }
        row.shield == 0 && row.cancelled
    }

    /// Runs the body of a cell, closure or branch in a frame of its own.
    pub async fn frame(self: &Rc<Self>, env: Env, body: impl AsyncFnOnce(&Env) -> Eval) -> Eval {
        self.state.borrow_mut().futures[env.fiber].frames += 1;
        if self.state.borrow().futures[env.fiber].frames > FRAMES_MAX {
            return Err(unsupported("deep calls"));
        }
        let result = match body(&env).await {
            Err(Exit::Return(value)) => Ok(value),
            result => result,
        };
        let result = self.leave(env.fiber, &env.frame, result).await;
        self.state.borrow_mut().futures[env.fiber].frames -= 1;
        result
    }
}
