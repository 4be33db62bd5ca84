//! The loop of an instant: somebody ready runs to its next pause; when nobody is, the clock moves to the next timer.

use super::fiber::Exit;
use super::settle::MAIN;
use super::state::{Alarm, Ended, Life, Phase, Run, Source, State, Timer};
use super::value::{Id, Value};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// More turns than any compared program needs.
const TURNS_MAX: u64 = 20_000;

impl Run {
    /// Runs main, then all that is left.
    pub fn run_to_the_end(self: &Rc<Self>) -> Result<(), String> {
        let main = {
            let run = self.clone();
            self.make_fiber(None, "main", |id| Box::pin(async move { run.main(id).await }))
        };
        self.state.borrow_mut().turns.push(main);
        while let Some(id) = self.next() {
            self.turn(id)?;
        }
        Ok(())
    }

    fn next(&self) -> Option<Id> {
        loop {
            let mut state = self.state.borrow_mut();
            if state.is_over() {
                return None;
            }
            if let Some(id) = state.next_in_line() {
                return Some(id);
            }
            if !state.idle() {
                return None;
            }
        }
    }

    /// Runs a fiber to its next pause or its end.
    fn turn(&self, id: Id) -> Result<(), String> {
        let Some(mut coroutine) = self.coroutines.borrow_mut().remove(&id) else { return Ok(()) };
        self.begin_turn(id)?;
        match coroutine.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => self.end_fiber(id, result),
            Poll::Pending => {
                self.coroutines.borrow_mut().insert(id, coroutine);
                let mut state = self.state.borrow_mut();
                state.current = None;
                state.cancel_if_told(id);
                Ok(())
            }
        }
    }

    fn begin_turn(&self, id: Id) -> Result<(), String> {
        let mut state = self.state.borrow_mut();
        state.turn_count += 1;
        state.current = Some(id);
        state.futures[id].life = Life::Running;
        if state.turn_count > TURNS_MAX { Err("too many turns".into()) } else { Ok(()) }
    }

    fn end_fiber(&self, id: Id, result: Result<Value, Exit>) -> Result<(), String> {
        let mut state = self.state.borrow_mut();
        state.current = None;
        match result {
            Ok(value) => state.returned(id, value),
            Err(Exit::Becomes(operation)) => state.begin_operation(id, operation),
            Err(Exit::Failed(message)) => state.settle(id, Ended::Failed(message)),
            Err(Exit::Cancelled) => {
                let ended = state.end_of_cancelled(id);
                state.settle(id, ended);
            }
            Err(Exit::Unsupported(what)) => return Err(what),
            Err(_) => return Err("an exit that nobody takes".into()),
        }
        state.cancel_if_told(id);
        Ok(())
    }
}

impl State {
    /// A running fiber was told to stop: it does so where it waits, if it has not ended.
    fn cancel_if_told(&mut self, id: Id) {
        if std::mem::take(&mut self.cancel_current) {
            self.cancel(id);
        }
    }

    fn is_over(&mut self) -> bool {
        if self.phase == Phase::Ending && self.unwinding_len() == 0 {
            // Whatever the last `defer`s have made is cancelled too.
            self.cancel_everything();
        }
        self.phase == Phase::Ending && self.unwinding_len() == 0
    }

    fn next_in_line(&mut self) -> Option<Id> {
        self.turns.pop().or_else(|| self.unwinding.pop_front()).or_else(|| self.ready.pop_front())
    }

    /// Nobody is ready: the next timer fires, or the run is deadlocked, or over (false).
    fn idle(&mut self) -> bool {
        let mut timers = std::mem::take(&mut self.timers);
        timers.retain(|timer| self.is_wanted(timer));
        timers.sort();
        self.timers = timers;
        if !self.timers.is_empty() {
            self.fire();
            return true;
        }
        let is_deadlock = self.phase == Phase::Running;
        if is_deadlock {
            (self.deadlocked, self.phase) = (true, Phase::Ending);
            self.cancel_everything();
        }
        is_deadlock
    }

    fn fire(&mut self) {
        let (deadline, alarm, _, id) = self.timers.remove(0);
        self.now = self.now.max(deadline);
        match alarm {
            Alarm::Sleep => self.settle(id, Ended::Value(Value::Null)),
            Alarm::Deadline => self.deadline_passed(id),
            Alarm::Cleanup(_) => self.abandon_defer(id),
        }
    }

    fn is_wanted(&self, (_, alarm, _, id): &Timer) -> bool {
        let row = &self.futures[*id];
        self.is_open(*id)
            && match alarm {
                Alarm::Sleep => matches!(row.source, Source::Sleep),
                Alarm::Deadline => self.is_undecided(*id),
                Alarm::Cleanup(number) => row.timed_defer == *number,
            }
    }

    /// Main's end.
    pub fn main_ended(&self) -> Option<&Ended> {
        self.ended(MAIN)
    }
}
