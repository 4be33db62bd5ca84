//! Timers, in the order (deadline, sleep before timeout, creation) of rule R16.

use crate::vm::FutureId;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

/// All timers. A withdrawn one stays until it comes up or until too many of them lie around.
#[derive(Clone, Debug, Default)]
pub struct Timers {
    /// Shared between snapshots until one changes it.
    heap: Rc<BinaryHeap<Reverse<Timer>>>,
    serials: u32,
    withdrawn: usize,
}

/// A timer. The order of the fields is the order of firing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timer {
    /// When it fires.
    pub deadline_ms: i64,
    /// What it is for.
    pub class: TimerClass,
    /// Number in order of creation, from 1.
    pub serial: u32,
    /// What it concerns.
    pub target: FutureId,
}

/// What a timer is for. Sleeps and answers of one instant come before its deadlines, so that a value wins a tie (rule R15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimerClass {
    /// A sleep.
    Sleep,
    /// The answer of the world.
    Answer,
    /// The limit of a `timeout`.
    Deadline,
    /// The bound of a `defer` during cancellation, with its number.
    Cleanup(u32),
}

/// The end of time: the last millisecond that JavaScript's numbers tell from its neighbours, 285,000 years on.
pub const TIME_MAX_MS: i64 = (1 << 53) - 1;

/// When a wait of `ms` milliseconds that begins `now` is over, at the end of time at the latest.
pub fn deadline_after(now: i64, ms: i64) -> i64 {
    now.saturating_add(ms.max(0)).min(TIME_MAX_MS)
}

/// Above this many entries a heap that is half withdrawn is rebuilt; chosen by feel.
const REBUILD_LEN: usize = 64;

impl Timers {
    /// Sets a timer and gives its number.
    pub fn set(&mut self, deadline_ms: i64, class: TimerClass, target: FutureId) -> u32 {
        self.serials += 1;
        let timer = Timer { deadline_ms, class, serial: self.serials, target };
        Rc::make_mut(&mut self.heap).push(Reverse(timer));
        self.serials
    }

    /// Notes that a timer was withdrawn; true when it is time to rebuild.
    pub fn forget(&mut self) -> bool {
        self.withdrawn += 1;
        self.heap.len() > REBUILD_LEN && self.withdrawn * 2 > self.heap.len()
    }

    /// Keeps the timers that are still wanted.
    pub fn rebuild(&mut self, is_wanted: impl Fn(&Timer) -> bool) {
        Rc::make_mut(&mut self.heap).retain(|Reverse(timer)| is_wanted(timer));
        self.withdrawn = 0;
    }

    /// When the timer of that number fires.
    pub fn deadline_ms(&self, serial: u32) -> Option<i64> {
        self.heap.iter().find(|Reverse(timer)| timer.serial == serial).map(|Reverse(timer)| timer.deadline_ms)
    }

    /// The next timer.
    pub fn peek(&self) -> Option<Timer> {
        self.heap.peek().map(|Reverse(timer)| *timer)
    }

    /// Drops the next timer, which was withdrawn.
    pub fn drop_withdrawn(&mut self) {
        self.pop();
        self.withdrawn = self.withdrawn.saturating_sub(1);
    }

    /// Takes out the next timer.
    pub fn pop(&mut self) -> Option<Timer> {
        Rc::make_mut(&mut self.heap).pop().map(|Reverse(timer)| timer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_wait_is_longer_than_time() {
        assert_eq!([deadline_after(3, 4), deadline_after(3, -4)], [7, 3]);
        assert_eq!([deadline_after(3, i64::MAX), deadline_after(TIME_MAX_MS, 1)], [TIME_MAX_MS; 2]);
    }

    #[test]
    fn sleeps_of_an_instant_fire_before_its_deadlines() {
        let mut timers = Timers::default();
        timers.set(10, TimerClass::Deadline, FutureId(1));
        timers.set(10, TimerClass::Sleep, FutureId(2));
        timers.set(5, TimerClass::Deadline, FutureId(3));
        timers.set(10, TimerClass::Sleep, FutureId(4));
        let order: Vec<u32> = std::iter::from_fn(|| timers.pop()).map(|timer| timer.target.0).collect();
        assert_eq!(order, [3, 2, 4, 1]);
    }
}
