//! How a run stands between two ops: what is open, what it waits for, and the frames of its fibers. Nothing here moves a run.

use super::channels::Channel;
use super::core::Core;
use super::fibers::Body;
use super::futures::{Backing, FutureRow, FutureState};
use super::machine::Machine;
use crate::vm::{ChannelId, FrameView, FutureId, SharedId, Value};

/// What an open future waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// Futures: a fiber's await, a composite's open branches, or the future whose outcome it takes over.
    Futures(Vec<FutureId>),
    /// The clock.
    Clock {
        /// When its timer fires.
        until_ms: i64,
    },
    /// A channel.
    Channel {
        /// Which.
        channel: ChannelId,
        /// Whether to send.
        sends: bool,
    },
    /// An outside call's answer.
    Outside {
        /// The tool's dotted name, the host function's name, or `fetch`.
        name: String,
    },
}

/// A channel as it stands.
#[derive(Clone, Debug)]
pub struct ChannelView<'m> {
    /// Which.
    pub id: ChannelId,
    /// How many values it buffers.
    pub capacity: usize,
    /// Buffered values, the next first.
    pub buffered: Vec<&'m Value>,
    /// Sends that wait, with their values.
    pub senders: Vec<(FutureId, &'m Value)>,
    /// Receives that wait.
    pub receivers: Vec<FutureId>,
    /// Whether it is closed.
    pub is_closed: bool,
}

impl Machine {
    /// Futures that are not settled, in order of creation.
    pub fn open_futures(&self) -> impl Iterator<Item = (FutureId, &FutureRow)> {
        self.futures().filter(|(_, row)| !row.state.is_terminal())
    }

    /// The frames of a future's fiber, innermost first; none if it has not started or has no fiber.
    pub fn frames_of(&self, id: FutureId) -> Vec<FrameView<'_>> {
        match self.core.slot(id).map(|slot| &slot.body) {
            Some(Body::Fiber(fiber)) => fiber.frames().collect(),
            _ => Vec::new(),
        }
    }

    /// What a waiting future waits for. Futures found on the way count as looked at, which those that somebody waits for are anyway.
    pub fn awaited_by(&mut self, id: FutureId) -> Option<Awaited> {
        let row = self.future(id);
        if row.state != FutureState::Waiting {
            return None;
        }
        match row.backing {
            Backing::Timer(serial) => self.core.timers.deadline_ms(serial).map(|until_ms| Awaited::Clock { until_ms }),
            Backing::Channel { channel, sends } => Some(Awaited::Channel { channel, sends }),
            Backing::Outside => self.core.calls.get(&id).map(|call| Awaited::Outside { name: call.name.to_string() }),
            _ => Some(Awaited::Futures(self.core.waits_for(id))),
        }
    }

    /// Since when a waiting future waits.
    pub fn waits_since_ms(&self, id: FutureId) -> Option<i64> {
        let row = self.future(id);
        let wait = self.core.slot(id).and_then(|slot| slot.wait.as_ref());
        (row.state == FutureState::Waiting).then(|| wait.map_or_else(|| self.created_ms(id), |wait| wait.since_ms))
    }

    /// All channels in order of creation.
    pub fn channels(&self) -> impl Iterator<Item = ChannelView<'_>> {
        let channels = self.core.channels.iter().enumerate();
        channels.map(|(index, channel)| self.core.channel_view(ChannelId(index as u32), channel))
    }

    /// All shared cells in order of creation, with their values.
    pub fn shared_cells(&self) -> impl Iterator<Item = (SharedId, &Value)> {
        self.core.shared.iter().enumerate().map(|(index, value)| (SharedId(index as u32), value))
    }

    /// Who could go next, in the order of the ready queue.
    pub fn ready(&self) -> Vec<FutureId> {
        let futures = self.core.ready.futures();
        futures.filter(|id| matches!(self.future(*id).state, FutureState::Ready | FutureState::Queued)).collect()
    }
}

impl Core {
    fn channel_view<'m>(&self, id: ChannelId, channel: &'m Channel) -> ChannelView<'m> {
        let is_open = |id: FutureId| !self.futures.get(id).state.is_terminal();
        ChannelView {
            id,
            capacity: channel.capacity,
            buffered: channel.buffer.iter().collect(),
            senders: channel.senders.iter().filter(|(id, _)| is_open(*id)).map(|(id, value)| (*id, value)).collect(),
            receivers: channel.receivers.iter().copied().filter(|id| is_open(*id)).collect(),
            is_closed: channel.closed,
        }
    }
}
