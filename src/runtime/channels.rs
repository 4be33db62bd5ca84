//! Channels: first in, first out, for values and for those who wait (rule R17).
//!
//! A withdrawn waiter stays in its queue until it comes up or until too many of them lie around.

use crate::vm::{FutureId, Value};
use std::collections::VecDeque;
use std::rc::Rc;

/// A channel.
#[derive(Clone, Debug, Default)]
pub struct Channel {
    /// How many values it buffers; none: a send waits for its receiver.
    pub capacity: usize,
    /// Buffered values.
    pub buffer: VecDeque<Rc<Value>>,
    /// Sends that wait, with their values.
    pub senders: VecDeque<(FutureId, Rc<Value>)>,
    /// Receives that wait.
    pub receivers: VecDeque<FutureId>,
    /// Whether it is closed.
    pub closed: bool,
    /// Waiters that were withdrawn.
    withdrawn: usize,
}

/// Above this many waiters a queue that is half withdrawn is cleaned; chosen by feel.
const CLEAN_LEN: usize = 16;

impl Channel {
    /// An empty channel.
    pub fn new(capacity: usize) -> Channel {
        Channel { capacity, ..Channel::default() }
    }

    /// Takes the first send that still waits.
    pub fn next_sender(&mut self, waits: impl Fn(FutureId) -> bool) -> Option<(FutureId, Rc<Value>)> {
        loop {
            let (sender, value) = self.senders.pop_front()?;
            if waits(sender) {
                return Some((sender, value));
            }
            self.withdrawn = self.withdrawn.saturating_sub(1);
        }
    }

    /// Takes the first receive that still waits.
    pub fn next_receiver(&mut self, waits: impl Fn(FutureId) -> bool) -> Option<FutureId> {
        loop {
            let receiver = self.receivers.pop_front()?;
            if waits(receiver) {
                return Some(receiver);
            }
            self.withdrawn = self.withdrawn.saturating_sub(1);
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
