//! Messages: sends, receives, and what closing does to those that wait (rules R9, R17).
//!
//! A send or receive takes effect when it is made. Mostly nothing has to be waited for; then it is settled before its maker sees it. One that
//! takes no more than the channel's buffer concerns nobody else, and its row and events are written in one go.

use super::core::Core;
use super::event::EventKind;
use super::futures::{Backing, FutureTable, NewFuture, Site};
use super::record::{awaits_channel, completed, created, received, record, sent};
use super::touch::{How, Part};
use crate::bytecode::{CodeOffset, FutureKind};
use crate::vm::{ChannelId, FutureId, Host, Message, Sight, Value};

const CLOSED: &str = "send on a closed channel";

/// Events of a send or receive that is done at once: that it exists, what it did, and that it has its value.
const EVENTS: usize = 3;

impl Core {
    /// Makes a send of the running fiber that only puts its value into the channel's buffer, if that is all it takes.
    pub fn buffer_value(
        &mut self,
        channel: ChannelId,
        value: &mut Value,
        at: CodeOffset,
        is_awaited: bool,
    ) -> Option<Message> {
        let state = self.channels.get(channel.0);
        if state.closed || !state.receivers.is_empty() || !state.has_room() {
            return None;
        }
        let what = sent(channel, value)?;
        if !self.has_room_for_message() {
            return None;
        }
        let value = std::mem::replace(value, Value::Null);
        self.channels.get_mut(channel.0).buffer.push_back(value);
        let future = self.write_message(what, &Value::Null, at, is_awaited);
        Some(Message { future, seen: if is_awaited { Sight::Plain(Value::Null) } else { Sight::Other } })
    }

    /// Makes a receive of the running fiber that only takes its value out of the channel's buffer, if that is all it takes.
    pub fn unbuffer_value(&mut self, channel: ChannelId, at: CodeOffset, is_awaited: bool) -> Option<Message> {
        let state = self.channels.get(channel.0);
        if !state.senders.is_empty() {
            return None;
        }
        let what = received(channel, state.buffer.front()?)?;
        if !self.has_room_for_message() {
            return None;
        }
        let value = self.channels.get_mut(channel.0).buffer.pop_front()?;
        let is_seen = is_awaited && value.is_plain();
        let future = self.write_message(what, &value, at, is_seen);
        Some(Message { future, seen: if is_seen { Sight::Plain(value) } else { Sight::Other } })
    }

    #[inline]
    fn has_room_for_message(&mut self) -> bool {
        (self.futures.len() as u64) < self.limits.futures && !self.is_stopped() && self.has_room_for(EVENTS)
    }

    /// Writes down a message of the running fiber that is done. Nobody can have waited for it.
    #[inline]
    fn write_message(&mut self, what: u64, value: &Value, at: CodeOffset, is_awaited: bool) -> FutureId {
        let new = NewFuture { parent: self.current, at, kind: FutureKind::Channel, site: Site::Op };
        let id = self.futures.push_completed(new, value, is_awaited);
        for what in [created(new.parent), what, completed(value)] {
            self.events.push(record(id, at, what));
        }
        id
    }

    /// Makes the future of a send or receive of the running fiber.
    #[inline]
    pub fn make_message(&mut self, at: CodeOffset) -> FutureId {
        self.make_begun(NewFuture { parent: self.current, at, kind: FutureKind::Channel, site: Site::Op })
    }

    /// A message that was made, with what its await sees if that comes next; a pause comes in between.
    #[inline]
    pub fn message(&mut self, future: FutureId, is_awaited: bool) -> Message {
        let is_seen = is_awaited && !self.is_at_pause();
        Message { future, seen: if is_seen { self.look_at(future) } else { Sight::Other } }
    }

    /// Lets a send take effect; `id` is its future.
    pub fn begin_send(&mut self, id: FutureId, channel: ChannelId, value: Value, at: CodeOffset) {
        let state = self.channels.get_mut(channel.0);
        if state.closed {
            self.notes.touch(Part::Channel(channel), How::Reads);
            return self.fail(id, CLOSED);
        }
        if let Some(receiver) = state.next_receiver(waits(&self.futures)) {
            self.tell_sent(id, channel, &value, at);
            self.deliver(receiver, channel, value);
        } else if state.has_room() {
            self.tell_sent(id, channel, &value, at);
            self.channels.get_mut(channel.0).buffer.push_back(value);
        } else {
            state.senders.push_back((id, value));
            return self.wait_on_channel(id, channel, true, at);
        }
        self.complete(id, Value::Null);
    }

    /// Lets a receive take effect; `id` is its future.
    pub fn begin_receive(&mut self, id: FutureId, channel: ChannelId, at: CodeOffset) {
        if let Some(value) = self.take_value(channel) {
            return self.deliver(id, channel, value);
        }
        let state = self.channels.get_mut(channel.0);
        if state.closed {
            self.notes.touch(Part::Channel(channel), How::Reads);
            return self.complete(id, Value::Null);
        }
        state.receivers.push_back(id);
        self.wait_on_channel(id, channel, false, at);
    }

    #[inline]
    fn wait_on_channel(&mut self, id: FutureId, channel: ChannelId, sends: bool, at: CodeOffset) {
        self.futures.get_mut(id).backing = Backing::Channel { channel, sends };
        self.emit_word(id, at, awaits_channel(channel, sends));
    }

    #[inline]
    fn tell_sent(&mut self, id: FutureId, channel: ChannelId, value: &Value, at: CodeOffset) {
        match sent(channel, value) {
            Some(what) => self.emit_word(id, at, what),
            None => self.emit(id, at, EventKind::Sent { channel, value: value.clone() }),
        }
    }

    /// Tells that a value was received.
    #[inline]
    pub fn tell_received(&mut self, id: FutureId, channel: ChannelId, value: &Value, at: CodeOffset) {
        match received(channel, value) {
            Some(what) => self.emit_word(id, at, what),
            None => self.emit(id, at, EventKind::Received { channel, value: value.clone() }),
        }
    }

    /// Hands a receive its value.
    #[inline]
    fn deliver(&mut self, id: FutureId, channel: ChannelId, value: Value) {
        let at = self.futures.get(id).at;
        self.tell_received(id, channel, &value, at);
        self.complete(id, value);
    }

    /// The channel's next value; a send that waits takes the place that becomes free.
    #[inline]
    pub fn take_value(&mut self, channel: ChannelId) -> Option<Value> {
        let state = self.channels.get_mut(channel.0);
        let buffered = state.buffer.pop_front();
        let Some((sender, value)) = state.next_sender(waits(&self.futures)) else { return buffered };
        let at = self.futures.get(sender).at;
        self.tell_sent(sender, channel, &value, at);
        let taken = match buffered {
            Some(first) => {
                self.channels.get_mut(channel.0).buffer.push_back(value);
                first
            }
            None => value,
        };
        self.complete(sender, Value::Null);
        Some(taken)
    }

    /// Closes a channel: waiting sends fail, waiting receives get null. Closing twice is harmless.
    pub fn close_channel(&mut self, channel: ChannelId) {
        self.notes.touch(Part::Channel(channel), How::Writes);
        self.channels.get_mut(channel.0).closed = true;
        while let Some((sender, _)) = self.channels.get_mut(channel.0).next_sender(waits(&self.futures)) {
            self.fail(sender, CLOSED);
        }
        while let Some(receiver) = self.channels.get_mut(channel.0).next_receiver(waits(&self.futures)) {
            self.complete(receiver, Value::Null);
        }
    }
}

/// Tells of those in a channel's queues whether they still wait.
fn waits(futures: &FutureTable) -> impl Fn(FutureId) -> bool {
    |id| !futures.get(id).state.is_terminal()
}
