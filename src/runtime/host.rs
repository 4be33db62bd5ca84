//! What a running fiber asks of the machine.

use super::channels::Channel;
use super::core::{Core, OutputLine};
use super::event::EventKind;
use super::futures::{FutureState, NewFuture, Site};
use super::operations::operation_kind;
use super::outcome::Outcome;
use super::random::Stream;
use super::settle::Settlement;
use super::touch::{How, Part, Touch};
use crate::bytecode::{CodeOffset, FutureKind};
use crate::vm::{
    AfterBranch, Arrival, ChannelId, Flow, FutureId, FutureNames, FutureView, GuestBranches, Host, Message, Operation,
    SharedId, Sight, Value,
};

impl FutureNames for Core {
    fn write_path(&self, id: FutureId, out: &mut String) {
        self.futures.write_path(id, out);
    }

    fn state_word(&self, id: FutureId) -> &'static str {
        self.notes.look(id);
        self.futures.get(id).state.word()
    }
}

impl Core {
    fn flow(&self) -> Flow {
        if self.is_stopped() { Flow::Stop } else { Flow::Continue }
    }

    fn stream(&mut self, id: FutureId) -> &mut Stream {
        let Core { streams, futures, seed, .. } = self;
        streams.entry(id).or_insert_with(|| split(*seed, futures.path(id)))
    }

    /// The start of a future's own stream of random numbers.
    pub fn stream_of(&self, id: FutureId) -> Stream {
        split(self.seed, self.futures.path(id))
    }
}

/// The stream of the future with that path.
fn split(seed: u64, path: Vec<u32>) -> Stream {
    path.into_iter().fold(Stream::new(seed), Stream::split)
}

impl Host for Core {
    fn current(&self) -> FutureId {
        self.current
    }

    fn made_at(&self) -> CodeOffset {
        self.futures.get(self.current).at
    }

    fn now_ms(&self) -> i64 {
        self.now
    }

    fn future(&self, id: FutureId) -> FutureView {
        self.notes.look(id);
        let row = self.futures.get(id);
        match row.state {
            FutureState::Completed => FutureView::Completed(row.outcome.value().clone()),
            FutureState::Cancelled => self.failure_of(id).map_or(FutureView::Pending, FutureView::Cancelled),
            FutureState::Failed => row.failure().cloned().map_or(FutureView::Pending, FutureView::Failed),
            _ => FutureView::Pending,
        }
    }

    fn observe(&mut self, id: FutureId) {
        if !self.futures.get(id).observed {
            self.futures.get_mut(id).observed = true;
        }
    }

    fn winner(&self, id: FutureId) -> Option<u32> {
        self.winner_of(id)
    }

    fn operate(&mut self, operation: Operation, at: CodeOffset) -> FutureId {
        if self.is_stopped() {
            return self.current;
        }
        let (parent, kind) = (self.current, operation_kind(&operation));
        let id = self.make_begun(NewFuture { parent, at, kind, site: Site::Op });
        self.begin_operation(id, operation, at);
        id
    }

    fn send(&mut self, channel: ChannelId, value: &mut Value, at: CodeOffset, is_awaited: bool) -> Message {
        if let Some(message) = self.buffer_value(channel, value, at, is_awaited) {
            return message;
        }
        if self.is_stopped() {
            return Message { future: self.current, seen: Sight::Other };
        }
        let future = self.make_message(at);
        self.begin_send(future, channel, std::mem::replace(value, Value::Null), at);
        self.message(future, is_awaited)
    }

    fn receive(&mut self, channel: ChannelId, at: CodeOffset, is_awaited: bool) -> Message {
        if let Some(message) = self.unbuffer_value(channel, at, is_awaited) {
            return message;
        }
        if self.is_stopped() {
            return Message { future: self.current, seen: Sight::Other };
        }
        let future = self.make_message(at);
        self.begin_receive(future, channel, at);
        self.message(future, is_awaited)
    }

    fn lift(&mut self, value: Value, at: CodeOffset) -> FutureId {
        let id = self.make_own(FutureKind::Spawn, at);
        self.settle(id, Settlement::Completed(value));
        id
    }

    fn channel(&mut self, capacity: Option<u32>) -> ChannelId {
        let id = ChannelId(self.channels.push(Channel::new(capacity.unwrap_or(0) as usize)));
        self.notes.note(Touch::Made(Part::Channel(id)));
        id
    }

    fn try_receive(&mut self, channel: ChannelId, at: CodeOffset) -> Option<Value> {
        self.notes.touch(Part::Channel(channel), How::Writes);
        let value = self.take_value(channel)?;
        self.tell_received(self.current, channel, &value, at);
        Some(value)
    }

    fn close(&mut self, channel: ChannelId, _at: CodeOffset) {
        self.close_channel(channel);
    }

    fn channel_len(&self, channel: ChannelId) -> usize {
        self.notes.touch(Part::Channel(channel), How::Reads);
        self.channels.get(channel.0).buffer.len()
    }

    fn shared(&mut self, value: Value) -> SharedId {
        let id = SharedId(self.shared.push(value));
        self.notes.note(Touch::Made(Part::Shared(id)));
        id
    }

    fn shared_get(&mut self, id: SharedId, at: CodeOffset) -> Value {
        let value = self.shared.get(id.0).clone();
        self.emit(self.current, at, EventKind::SharedRead { shared: id, value: value.clone() });
        value
    }

    fn shared_set(&mut self, id: SharedId, value: Value, at: CodeOffset) {
        self.emit(self.current, at, EventKind::SharedWritten { shared: id, value: value.clone() });
        *self.shared.get_mut(id.0) = value;
    }

    fn print(&mut self, line: String, at: CodeOffset) -> Flow {
        if self.output.len() as u64 >= self.limits.output_lines {
            self.reach_limit("output_lines", self.limits.output_lines, at);
        }
        if !self.is_stopped() {
            let line = OutputLine { ms: self.now, future: self.current, text: line.into() };
            let index = self.output.push(line);
            self.emit(self.current, at, EventKind::Printed(index));
        }
        self.flow()
    }

    fn random(&mut self) -> u64 {
        self.stream(self.current).draw()
    }

    fn wants_pause(&self) -> bool {
        self.is_at_pause()
    }

    #[inline]
    fn look_at(&mut self, id: FutureId) -> Sight {
        self.notes.look(id);
        let row = self.futures.get_mut(id);
        let sight = match &row.outcome {
            Outcome::Settled(value) if row.state == FutureState::Completed && value.is_plain() => {
                Sight::Plain(value.clone())
            }
            Outcome::Settled(_) => Sight::Other,
            _ => Sight::Open,
        };
        row.observed |= !matches!(sight, Sight::Other);
        sight
    }

    fn guests_max(&mut self) -> u32 {
        self.room_for_guests()
    }

    fn enrol_guest(&mut self, arrival: &Arrival) {
        self.enrol(arrival);
    }

    fn pass_through(&mut self, arrival: &Arrival, value: &Value, left: i64, is_awaited: bool) -> FutureId {
        self.write_down(arrival, value, left, is_awaited)
    }

    fn settle_guest(&mut self, value: &Value, left: i64, is_awaited: bool) -> Option<FutureId> {
        self.settle_running_guest(value, left, is_awaited)
    }

    fn admit_branches(&mut self, branches: GuestBranches, at: CodeOffset, left: i64) -> bool {
        self.admit_branch_guests(branches, at, left)
    }

    fn settle_branch(&mut self, value: &mut Value, left: i64) -> Option<AfterBranch> {
        self.settle_guest_branch(value, left)
    }

    fn become_sleep(&mut self, ms: i64, at: CodeOffset, left: i64) -> Option<AfterBranch> {
        self.become_guest_sleep(ms, at, left)
    }

    fn deferred_ran(&mut self, at: CodeOffset, around: usize) {
        self.note_deferred(at, around);
    }
}
