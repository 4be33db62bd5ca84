//! Cancelling (rules R10, R20): at suspension points, children before parents, siblings in source order.

use super::settle::{Look, MAIN};
use super::state::{Alarm, Ended, Life, Source, State, Waiter, Wake};
use super::value::{Id, Value};

/// How long a `defer` may take during cancellation.
const CLEANUP_MS: i64 = 1000;

impl State {
    /// Cancels a future and what it owns. What has ended, or is being cancelled, is left alone.
    pub fn cancel(&mut self, id: Id) {
        let row = &self.futures[id];
        if !self.is_open(id) || row.cancelled {
            return;
        }
        match &row.source {
            Source::Fiber => match row.life {
                Life::Running => self.cancel_current = true,
                Life::New | Life::Queued => self.drop_unstarted(id),
                _ => self.cancel_fiber(id),
            },
            Source::Composite(_) => self.cancel_composite(id),
            Source::Follows(value) => self.cancel_follower(id, value.clone()),
            Source::Sleep | Source::Channel => self.settle(id, Ended::Cancelled),
        }
    }

    fn drop_unstarted(&mut self, id: Id) {
        self.forget_turns(id);
        self.settle(id, Ended::Cancelled);
    }

    fn forget_turns(&mut self, id: Id) {
        self.ready.retain(|it| *it != id);
        self.turns.retain(|it| *it != id);
    }

    /// What a future returned is cancelled with it if it made it itself; its end is then the follower's.
    fn cancel_follower(&mut self, id: Id, value: Value) {
        match value {
            Value::Future(target) if id != MAIN && self.is_owned(target, id) => self.cancel(target),
            _ if id == MAIN => {
                self.futures[id].cancelled = true;
                self.unwind_with(id, Wake::Cancelled);
            }
            _ => self.settle(id, Ended::Cancelled),
        }
    }

    /// A suspended fiber first cancels what it owns, then unwinds. A `defer` that runs already goes on, for a limited time.
    fn cancel_fiber(&mut self, id: Id) {
        self.futures[id].cancelled = true;
        if self.futures[id].shield > 0 {
            return self.time_defer(id);
        }
        self.unwind_with(id, Wake::Cancelled);
    }

    /// Lets a paused fiber go on with `wake` as soon as all it owns has ended.
    fn unwind_with(&mut self, id: Id, wake: Wake) {
        let owned = self.owned(id);
        self.forget_turns(id);
        let row = &mut self.futures[id];
        (row.wait, row.wake, row.life, row.unwinds_after) = (None, Some(wake), Life::Waiting, owned.len());
        if owned.is_empty() {
            return self.unwind(id);
        }
        for child in &owned {
            self.futures[*child].waiters.push(Waiter::Unwinding(id));
        }
        owned.into_iter().for_each(|child| self.cancel(child));
    }

    /// One of those that a cancelled fiber owned has ended.
    pub fn tell_unwinding(&mut self, id: Id) {
        self.futures[id].unwinds_after -= 1;
        if self.futures[id].unwinds_after == 0 {
            self.unwind(id);
        }
    }

    /// All that a cancelled future owned has ended: its frames unwind, if it has any left.
    fn unwind(&mut self, id: Id) {
        match self.futures[id].source {
            Source::Fiber => self.unwinding.push_back(id),
            _ => {
                let ended = self.end_of_cancelled(id);
                self.settle(id, ended);
            }
        }
    }

    /// The operations and async calls that a fiber made and waits for, and its composites.
    fn owned(&self, id: Id) -> Vec<Id> {
        let value = match (&self.futures[id].source, &self.futures[id].wait) {
            (Source::Follows(value), _) => value,
            (_, Some(wait)) => &wait.value,
            _ => &Value::Null,
        };
        let awaited = match self.look(value) {
            Look::Open(open) => open,
            _ => Vec::new(),
        };
        let is_composite = |it: Id| matches!(self.futures[it].source, Source::Composite(_));
        let all = (0..self.futures.len()).filter(|it| self.is_open(*it) && self.is_owned(*it, id));
        all.filter(|it| is_composite(*it) || awaited.contains(it)).collect()
    }

    /// Whether a future is cancelled with its maker: everything but a plain `spawn`.
    fn is_owned(&self, id: Id, maker: Id) -> bool {
        self.futures[id].parent == Some(maker) && self.futures[id].kind != "spawn"
    }

    /// What becomes of a fiber whose frames are unwound.
    pub fn end_of_cancelled(&self, id: Id) -> Ended {
        match self.deadlocked && id == MAIN {
            true => Ended::Failed("deadlock:".into()),
            false => Ended::Cancelled,
        }
    }

    /// Cancels all that has not ended: children before parents, so the deepest first.
    pub fn cancel_everything(&mut self) {
        let depth = |id: Id| self.futures[id].path.split('.').count();
        let mut open: Vec<Id> = (0..self.futures.len()).filter(|id| self.is_open(*id)).collect();
        open.sort_by_key(|id| (std::cmp::Reverse(depth(*id)), *id));
        open.into_iter().for_each(|id| self.cancel(id));
    }

    /// How many fibers are told to stop and have not ended.
    pub fn unwinding_len(&self) -> usize {
        (0..self.futures.len()).filter(|id| self.is_open(*id) && self.futures[*id].cancelled).count()
    }

    /// From now on the running `defer` of a cancelled fiber is timed.
    pub fn time_defer(&mut self, id: Id) {
        let number = self.new_number();
        self.futures[id].timed_defer = number;
        self.timers.push((self.deadline_after(CLEANUP_MS), Alarm::Cleanup(number), number, id));
    }

    /// A `defer` has taken too long: what it waits for is cancelled, and the next one runs without waiting for that.
    pub fn abandon_defer(&mut self, id: Id) {
        let owned = self.owned(id);
        let row = &mut self.futures[id];
        (row.timed_defer, row.wait) = (0, None);
        owned.into_iter().for_each(|child| self.cancel(child));
        self.forget_turns(id);
        self.wake(id, Wake::Abandoned);
    }
}
