//! Channels: first in, first out, for values and for those who wait (rule R17).
//!
//! A withdrawn waiter stays in its queue until it comes up or until too many of them lie around. As long as there is none, nobody asks whether
//! a waiter still waits.

use crate::vm::{FutureId, Value};
use std::collections::VecDeque;

/// A channel.
#[derive(Clone, Debug, Default)]
pub struct Channel {
    /// How many values it buffers; none: a send waits for its receiver.
    pub capacity: usize,
    /// Buffered values.
    pub buffer: VecDeque<Value>,
    /// Sends that wait, with their values.
    pub senders: VecDeque<(FutureId, Value)>,
    /// Receives that wait.
    pub receivers: VecDeque<FutureId>,
    /// Whether it is closed.
    pub closed: bool,
    /// Waiters in the queues that were withdrawn.
    withdrawn: usize,
}

/// Above this many waiters a queue that is half withdrawn is cleaned; chosen by feel.
const CLEAN_LEN: usize = 16;

impl Channel {
    /// An empty channel.
    pub fn new(capacity: usize) -> Channel {
        Channel { capacity, ..Channel::default() }
    }

    /// Whether it can buffer another value.
    #[inline]
    pub fn has_room(&self) -> bool {
        self.buffer.len() < self.capacity
    }

    /// Takes the first send that still waits.
    #[inline]
    pub fn next_sender(&mut self, waits: impl Fn(FutureId) -> bool) -> Option<(FutureId, Value)> {
        loop {
            let (sender, value) = self.senders.pop_front()?;
            if self.withdrawn == 0 || waits(sender) {
                return Some((sender, value));
            }
            self.withdrawn -= 1;
        }
    }

    /// Takes the first receive that still waits.
    #[inline]
    pub fn next_receiver(&mut self, waits: impl Fn(FutureId) -> bool) -> Option<FutureId> {
        loop {
            let receiver = self.receivers.pop_front()?;
            if self.withdrawn == 0 || waits(receiver) {
                return Some(receiver);
            }
            self.withdrawn -= 1;
        }
    }

    /// Notes that a waiter was withdrawn.
    pub fn forget(&mut self, waits: impl Fn(FutureId) -> bool) {
        self.withdrawn += 1;
        let len = self.senders.len() + self.receivers.len();
        if len > CLEAN_LEN && self.withdrawn * 2 > len {
            self.senders.retain(|(sender, _)| waits(*sender));
            self.receivers.retain(|receiver| waits(*receiver));
            self.withdrawn = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn withdrawn_waiters_are_passed_over_once() {
        let mut channel = Channel::new(0);
        channel.receivers.extend((1..=4).map(FutureId));
        let waits = |id: FutureId| id != FutureId(1) && id != FutureId(3);
        channel.forget(waits);
        channel.forget(waits);
        let order: Vec<_> = std::iter::from_fn(|| channel.next_receiver(waits)).map(|id| id.0).collect();
        assert_eq!((order, channel.withdrawn), (vec![2, 4], 0));
    }

    #[test]
    fn a_queue_of_mostly_withdrawn_waiters_is_cleaned() {
        let mut channel = Channel::new(0);
        channel.senders.extend((0..20).map(|id| (FutureId(id), Value::Null)));
        for gone in 0..11 {
            channel.forget(|id| id.0 > gone);
        }
        assert_eq!((channel.senders.len(), channel.withdrawn), (9, 0));
    }
}
