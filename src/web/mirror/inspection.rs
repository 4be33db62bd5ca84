//! A moment of a run as JavaScript sees it.

use super::{Place, Range};
use crate::text::{LineIndex, Span};
use crate::trace::{AwaitedText, ChannelState, FrameState, Inspection, OpenFuture};
use serde::Serialize;

/// `LumenInspection`
#[derive(Serialize)]
pub struct InspectionMirror {
    seq: f64,
    ms: i64,
    futures: Vec<OpenFutureMirror>,
    more: usize,
    ready: Vec<String>,
    channels: Vec<ChannelMirror>,
    shared: Vec<SharedMirror>,
}

#[derive(Serialize)]
struct OpenFutureMirror {
    id: String,
    label: String,
    state: &'static str,
    waits_for: Option<AwaitedMirror>,
    since_ms: Option<i64>,
    frames: Vec<FrameMirror>,
}

/// `LumenWait`
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum AwaitedMirror {
    Futures { futures: Vec<String> },
    Timer { until_ms: i64 },
    Channel { channel: String, operation: &'static str },
    Tool { name: String },
}

#[derive(Serialize)]
struct FrameMirror {
    cell: String,
    place: Option<Place>,
    range: Option<Range>,
    variables: Vec<VariableMirror>,
}

#[derive(Serialize)]
struct VariableMirror {
    name: String,
    value: String,
}

#[derive(Serialize)]
struct ChannelMirror {
    id: String,
    capacity: usize,
    buffered: Vec<String>,
    senders: Vec<SenderMirror>,
    receivers: Vec<String>,
    closed: bool,
}

#[derive(Serialize)]
struct SenderMirror {
    future: String,
    value: String,
}

#[derive(Serialize)]
struct SharedMirror {
    id: String,
    value: String,
}

/// The mirror of the state right after the event `seq`.
pub fn inspection(inspection: Inspection, seq: f64, lines: &LineIndex<'_>) -> InspectionMirror {
    let shared = |(id, value): (u32, String)| SharedMirror { id: id.to_string(), value };
    InspectionMirror {
        seq,
        ms: inspection.ms,
        futures: inspection.futures.into_iter().map(|future| open_future(future, lines)).collect(),
        more: inspection.more,
        ready: inspection.ready,
        channels: inspection.channels.into_iter().map(channel).collect(),
        shared: inspection.shared.into_iter().map(shared).collect(),
    }
}

fn open_future(future: OpenFuture, lines: &LineIndex<'_>) -> OpenFutureMirror {
    OpenFutureMirror {
        id: future.id,
        label: future.label,
        state: future.state,
        waits_for: future.awaited.map(awaited),
        since_ms: future.since_ms,
        frames: future.frames.into_iter().map(|state| frame(state, lines)).collect(),
    }
}

fn awaited(awaited: AwaitedText) -> AwaitedMirror {
    match awaited {
        AwaitedText::Futures(futures) => AwaitedMirror::Futures { futures },
        AwaitedText::Clock(until_ms) => AwaitedMirror::Timer { until_ms },
        AwaitedText::Channel(channel, sends) => {
            AwaitedMirror::Channel { channel: channel.to_string(), operation: if sends { "send" } else { "receive" } }
        }
        AwaitedText::Outside(name) => AwaitedMirror::Tool { name },
    }
}

fn frame(frame: FrameState, lines: &LineIndex<'_>) -> FrameMirror {
    let span = (frame.span != Span::NOWHERE).then_some(frame.span);
    let variable = |(name, value)| VariableMirror { name, value };
    FrameMirror {
        cell: frame.cell,
        place: span.map(|span| Place::of(span, lines)),
        range: span.map(|span| Range::of(span, lines)),
        variables: frame.variables.into_iter().map(variable).collect(),
    }
}

fn channel(channel: ChannelState) -> ChannelMirror {
    let sender = |(future, value)| SenderMirror { future, value };
    ChannelMirror {
        id: channel.id.to_string(),
        capacity: channel.capacity,
        buffered: channel.buffered,
        senders: channel.senders.into_iter().map(sender).collect(),
        receivers: channel.receivers,
        closed: channel.is_closed,
    }
}
