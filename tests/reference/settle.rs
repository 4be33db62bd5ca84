//! Awaiting and settling (rules R5, R6, R9): a future ends once, and those who wait are told in the order in which they began to wait.

use super::state::{Ended, Life, Phase, Source, State, Wait, Waiter, Wake};
use super::value::{Id, Value};

/// What a look at an awaited value finds.
pub enum Look {
    /// Nothing is open; the value with every future replaced by its value.
    Done(Value),
    /// The first failure in structural order.
    Failed(String),
    /// Futures that are open, in structural order.
    Open(Vec<Id>),
}

/// What [`State::look`] has found so far.
#[derive(Default)]
struct Found {
    open: Vec<Id>,
    failure: Option<String>,
    /// Futures whose values are being looked into.
    path: Vec<Id>,
}

impl Found {
    fn fail(&mut self, message: String) {
        self.failure.get_or_insert(message);
    }
}

impl State {
    /// Looks at a value and everything in it.
    pub fn look(&self, value: &Value) -> Look {
        let mut found = Found::default();
        let done = self.resolve(value, &mut found);
        match found.failure {
            Some(message) => Look::Failed(message),
            None if found.open.is_empty() => Look::Done(done),
            None => Look::Open(found.open),
        }
    }

    fn resolve(&self, value: &Value, found: &mut Found) -> Value {
        let Value::Future(id) = value else {
            let parts = value.parts().into_iter().map(|part| self.resolve(part, found)).collect();
            return value.with_parts(parts);
        };
        match self.ended(*id) {
            Some(Ended::Value(_)) if found.path.contains(id) => found.fail(self.holds_itself(*id)),
            Some(Ended::Value(inner)) => {
                found.path.push(*id);
                let value = self.resolve(inner, found);
                found.path.pop();
                return value;
            }
            Some(_) => found.fail(self.failure(*id).unwrap_or_default()),
            None if !found.open.contains(id) => found.open.push(*id),
            None => {}
        }
        Value::Null
    }

    fn holds_itself(&self, id: Id) -> String {
        let path = &self.futures[id].path;
        format!("the value of future {path} holds the future itself, so awaiting it would never end")
    }

    /// Marks every future in a value as looked at.
    pub fn observe(&mut self, value: &Value) {
        let (mut seen, mut next) = (Vec::new(), vec![value.clone()]);
        while let Some(value) = next.pop() {
            next.extend(value.parts().into_iter().cloned());
            let Value::Future(id) = value else { continue };
            self.futures[id].observed = true;
            if let (Some(Ended::Value(inner)), false) = (self.ended(id), seen.contains(&id)) {
                next.push(inner.clone());
            }
            seen.push(id);
        }
    }

    /// Begins the wait of a fiber for a value.
    pub fn begin_wait(&mut self, me: Id, value: &Value) -> Look {
        self.observe(value);
        let look = self.look(value);
        let Look::Open(open) = &look else { return look };
        if self.would_await_itself(me, open) {
            return Look::Failed(self.cycle(me));
        }
        let number = self.new_number();
        for id in open {
            self.futures[*id].waiters.push(Waiter::Fiber(me, number));
        }
        self.futures[me].wait = Some(Wait { number, value: value.clone(), registered: open.clone() });
        self.futures[me].life = Life::Waiting;
        look
    }

    /// Ends a future; terminal states never change.
    pub fn settle(&mut self, id: Id, ended: Ended) {
        if !self.is_open(id) {
            return;
        }
        let failed = ended != Ended::Value(Value::Null) && !matches!(ended, Ended::Value(_));
        self.futures[id].life = Life::Ended(ended);
        self.futures[id].settled_ms = Some(self.now);
        if id == MAIN {
            self.phase = if failed { Phase::Ending } else { Phase::Draining };
            if failed {
                self.cancel_everything();
            }
        }
        self.settled.push_back(id);
        self.tell_waiters();
    }

    fn tell_waiters(&mut self) {
        if std::mem::replace(&mut self.is_telling, true) {
            return;
        }
        while let Some(id) = self.settled.pop_front() {
            for waiter in std::mem::take(&mut self.futures[id].waiters) {
                match waiter {
                    Waiter::Fiber(fiber, number) => self.tell_fiber(fiber, number, id),
                    Waiter::Unwinding(fiber) => self.tell_unwinding(fiber),
                    Waiter::Composite(composite) => self.branch_ended(composite, id),
                    Waiter::Follower(follower) => self.tell_follower(follower, id),
                }
            }
        }
        self.is_telling = false;
    }

    fn tell_fiber(&mut self, fiber: Id, number: u64, ended: Id) {
        let Some(wait) = self.futures[fiber].wait.take_if(|wait| wait.number == number) else { return };
        if let Some(message) = self.failure(ended) {
            return self.wake(fiber, Wake::Failed(message));
        }
        self.observe(&wait.value);
        match self.look(&wait.value) {
            Look::Done(_) => self.wake(fiber, Wake::GoOn),
            Look::Failed(message) => self.wake(fiber, Wake::Failed(message)),
            Look::Open(open) => self.wait_on(fiber, wait, open),
        }
    }

    /// Registers also with what was found in the value of a future that has just ended.
    fn wait_on(&mut self, fiber: Id, mut wait: Wait, open: Vec<Id>) {
        let new: Vec<Id> = open.into_iter().filter(|id| !wait.registered.contains(id)).collect();
        if self.would_await_itself(fiber, &new) {
            return self.wake(fiber, Wake::Failed(self.cycle(fiber)));
        }
        for id in new {
            self.futures[id].waiters.push(Waiter::Fiber(fiber, wait.number));
            wait.registered.push(id);
        }
        self.futures[fiber].wait = Some(wait);
    }

    /// Puts a fiber at the tail of the ready queue.
    pub fn wake(&mut self, fiber: Id, wake: Wake) {
        self.futures[fiber].wake = Some(wake);
        self.futures[fiber].life = Life::Ready;
        self.ready.push_back(fiber);
    }

    /// A fiber's code is through, its `defer`s too: it ends, or follows the future it returned (main: all it returned).
    pub fn returned(&mut self, id: Id, value: Value) {
        let follows = id == MAIN || matches!(value, Value::Future(_));
        if !follows {
            return self.settle(id, Ended::Value(value));
        }
        self.observe_followed(id, &value);
        self.futures[id].source = Source::Follows(value.clone());
        self.futures[id].life = Life::Waiting;
        match self.followed(id, &value) {
            Ok(ended) => self.settle(id, ended),
            Err(open) if self.would_await_itself(id, &open) => self.settle(id, Ended::Failed(self.cycle(id))),
            Err(open) => open.into_iter().for_each(|it| self.futures[it].waiters.push(Waiter::Follower(id))),
        }
    }

    /// Only main looks inside what it returned.
    fn observe_followed(&mut self, id: Id, value: &Value) {
        match value {
            Value::Future(target) if id != MAIN => self.futures[*target].observed = true,
            value => self.observe(value),
        }
    }

    /// The end of what a future follows, or what is still open.
    fn followed(&self, id: Id, value: &Value) -> Result<Ended, Vec<Id>> {
        match value {
            Value::Future(target) if id != MAIN => self.ended(*target).cloned().ok_or_else(|| vec![*target]),
            _ => match self.look(value) {
                Look::Done(value) => Ok(Ended::Value(value)),
                Look::Failed(message) => Ok(Ended::Failed(message)),
                Look::Open(open) => Err(open),
            },
        }
    }

    fn tell_follower(&mut self, id: Id, ended: Id) {
        let Source::Follows(value) = &self.futures[id].source else { return };
        if !self.is_open(id) || (self.deadlocked && id == MAIN) {
            return;
        }
        let value = value.clone();
        self.observe_followed(id, &value);
        match (self.followed(id, &value), self.failure(ended)) {
            (_, Some(message)) if id == MAIN => self.settle(id, Ended::Failed(message)),
            (Ok(ended), _) => self.settle(id, ended),
            (Err(open), _) => {
                for it in open {
                    if !self.futures[it].waiters.contains(&Waiter::Follower(id)) {
                        self.futures[it].waiters.push(Waiter::Follower(id));
                    }
                }
            }
        }
    }

    /// Whether a wait of `me` for these could only end after itself (rule R22).
    fn would_await_itself(&self, me: Id, targets: &[Id]) -> bool {
        let (mut seen, mut next) = (Vec::new(), targets.to_vec());
        while let Some(id) = next.pop() {
            if id == me {
                return true;
            }
            if !seen.contains(&id) {
                seen.push(id);
                next.extend(self.needs(id));
            }
        }
        false
    }

    /// The failure of a wait for oneself; the machine adds the way around.
    fn cycle(&self, id: Id) -> String {
        format!("a future cannot await itself: {}", self.futures[id].path)
    }

    /// What a future cannot end well without.
    fn needs(&self, id: Id) -> Vec<Id> {
        let open_in = |value: &Value| match self.look(value) {
            Look::Open(open) => open,
            _ => Vec::new(),
        };
        match &self.futures[id].source {
            Source::Fiber => self.futures[id].wait.as_ref().map_or(Vec::new(), |wait| open_in(&wait.value)),
            Source::Follows(value) => open_in(value),
            Source::Composite(composite) if composite.form.needs_all() => {
                composite.branches.iter().copied().filter(|branch| self.is_open(*branch)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Main's future.
pub const MAIN: Id = 0;
