//! Channels and sleeps (rules R16, R17): operations that take effect when they are made.

use super::state::{Alarm, Channel, Ended, Life, Source, State};
use super::value::{Id, Value};

/// An operation of the prelude.
#[derive(Clone)]
pub enum Operation {
    Sleep(i64),
    Send(usize, Value),
    Receive(usize),
}

impl Operation {
    /// The kind of its row.
    pub fn kind(&self) -> &'static str {
        match self {
            Operation::Sleep(_) => "sleep",
            Operation::Send(..) | Operation::Receive(_) => "channel",
        }
    }
}

impl State {
    /// Makes an operation of a fiber.
    pub fn operate(&mut self, parent: Id, operation: Operation) -> Id {
        let id = self.make(Some(parent), operation.kind(), Source::Channel);
        self.begin_operation(id, operation);
        id
    }

    /// Lets an operation take effect; `id` is its future.
    pub fn begin_operation(&mut self, id: Id, operation: Operation) {
        self.futures[id].life = Life::Waiting;
        self.futures[id].source = Source::Channel;
        match operation {
            Operation::Sleep(ms) => {
                self.futures[id].source = Source::Sleep;
                let number = self.new_number();
                self.timers.push((self.deadline_after(ms), Alarm::Sleep, number, id));
            }
            Operation::Send(channel, value) => self.send(id, channel, value),
            Operation::Receive(channel) => self.receive(id, channel),
        }
    }

    /// A new channel.
    pub fn make_channel(&mut self, capacity: usize) -> Value {
        self.channels.push(Channel { capacity, ..Channel::default() });
        Value::Channel(self.channels.len() - 1)
    }

    fn send(&mut self, id: Id, number: usize, value: Value) {
        if self.channels[number].closed {
            return self.settle(id, Ended::Failed(CLOSED.into()));
        }
        if let Some(receiver) = self.next_receiver(number) {
            self.settle(receiver, Ended::Value(value));
            return self.settle(id, Ended::Value(Value::Null));
        }
        let channel = &mut self.channels[number];
        if channel.buffer.len() < channel.capacity {
            channel.buffer.push_back(value);
            return self.settle(id, Ended::Value(Value::Null));
        }
        channel.senders.push_back((id, value));
    }

    fn receive(&mut self, id: Id, number: usize) {
        match self.try_receive(number) {
            Some(value) => self.settle(id, Ended::Value(value)),
            None if self.channels[number].closed => self.settle(id, Ended::Value(Value::Null)),
            None => self.channels[number].receivers.push_back(id),
        }
    }

    /// The next value: from the buffer, whose free place the first waiting sender takes, or from that sender itself.
    pub fn try_receive(&mut self, number: usize) -> Option<Value> {
        let buffered = self.channels[number].buffer.pop_front();
        let Some((sender, value)) = self.next_sender(number) else { return buffered };
        let taken = match buffered {
            Some(first) => {
                self.channels[number].buffer.push_back(value);
                first
            }
            None => value,
        };
        self.settle(sender, Ended::Value(Value::Null));
        Some(taken)
    }

    /// Closes a channel: waiting sends fail, waiting receives get null.
    pub fn close(&mut self, number: usize) {
        self.channels[number].closed = true;
        while let Some((sender, _)) = self.next_sender(number) {
            self.settle(sender, Ended::Failed(CLOSED.into()));
        }
        while let Some(receiver) = self.next_receiver(number) {
            self.settle(receiver, Ended::Value(Value::Null));
        }
    }

    /// The first receiver that was not withdrawn.
    fn next_receiver(&mut self, number: usize) -> Option<Id> {
        while let Some(id) = self.channels[number].receivers.pop_front() {
            if self.is_open(id) {
                return Some(id);
            }
        }
        None
    }

    fn next_sender(&mut self, number: usize) -> Option<(Id, Value)> {
        while let Some((id, value)) = self.channels[number].senders.pop_front() {
            if self.is_open(id) {
                return Some((id, value));
            }
        }
        None
    }
}

const CLOSED: &str = "send on a closed channel";
