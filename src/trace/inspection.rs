//! A moment of a run as people look at it: fibers with their frames and variables, channels, shared cells, all as text.

use crate::bytecode::{CodeOffset, Function, Program};
use crate::runtime::{Awaited, ChannelView, FutureRow, FutureState, Machine};
use crate::text::Span;
use crate::vm::text::write_quoted;
use crate::vm::{FrameView, FutureId, Value};

/// The state of a run right after one of its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// How many events had happened; the last of them is the one in question.
    pub events: u64,
    /// Clock time.
    pub ms: i64,
    /// Futures that are not settled, in order of creation.
    pub futures: Vec<OpenFuture>,
    /// How many more there are than are shown.
    pub more: usize,
    /// Who could go next, in the order of the ready queue.
    pub ready: Vec<String>,
    /// All channels.
    pub channels: Vec<ChannelState>,
    /// All shared cells: id and value.
    pub shared: Vec<(u32, String)>,
}

/// A future that is not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFuture {
    /// `0.1`
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Where it is in its life: `new`, `queued`, `running`, `waiting`, `ready`, `unwinding`.
    pub state: &'static str,
    /// What it waits for.
    pub awaited: Option<AwaitedText>,
    /// Since when.
    pub since_ms: Option<i64>,
    /// The frames of its fiber, innermost first.
    pub frames: Vec<FrameState>,
}

/// What a future waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AwaitedText {
    /// Futures, by their ids.
    Futures(Vec<String>),
    /// The clock, until then.
    Clock(i64),
    /// A channel by its number from 1, and whether to send.
    Channel(u32, bool),
    /// An outside call by its name.
    Outside(String),
}

/// A call that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameState {
    /// The cell's name, `fn`, or `main`.
    pub cell: String,
    /// Where it stands; [`Span::NOWHERE`] inside of the prelude.
    pub span: Span,
    /// The variables in scope: name and value, in the order of their declarations.
    pub variables: Vec<(String, String)>,
}

/// A channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelState {
    /// Its number, from 1.
    pub id: u32,
    /// How many values it buffers.
    pub capacity: usize,
    /// Buffered values, the next first.
    pub buffered: Vec<String>,
    /// Sends that wait: future and value.
    pub senders: Vec<(String, String)>,
    /// Receives that wait.
    pub receivers: Vec<String>,
    /// Whether it is closed.
    pub is_closed: bool,
}

/// Futures shown at most; more than this nobody reads, and each has its frames.
const FUTURES_SHOWN: usize = 256;
/// Frames shown of one fiber at most: the innermost.
const FRAMES_SHOWN: usize = 64;
/// Characters of a value's text at most.
const VALUE_CHARS: usize = 400;

impl Inspection {
    /// The state of a machine; only of one future's fiber if `only` says so.
    pub fn of(machine: &mut Machine, only: Option<FutureId>) -> Inspection {
        let open: Vec<FutureId> = machine.open_futures().map(|(id, _)| id).collect();
        let shown = open.iter().copied().filter(|id| only.is_none_or(|only| only == *id)).take(FUTURES_SHOWN);
        let futures: Vec<OpenFuture> = shown.map(|id| open_future(machine, id)).collect();
        Inspection {
            events: machine.event_count(),
            ms: machine.now_ms(),
            more: if only.is_some() { 0 } else { open.len() - futures.len() },
            futures,
            ready: paths(machine, &machine.ready()),
            channels: machine.channels().map(|channel| channel_state(machine, &channel)).collect(),
            shared: machine.shared_cells().map(|(id, value)| (id.0 + 1, text(machine, value))).collect(),
        }
    }
}

fn open_future(machine: &mut Machine, id: FutureId) -> OpenFuture {
    let awaited = machine.awaited_by(id).map(|awaited| awaited_text(machine, awaited));
    let frames = machine.frames_of(id);
    OpenFuture {
        id: machine.path(id),
        label: machine.label(id),
        state: state_word(machine.future(id)),
        awaited,
        since_ms: machine.waits_since_ms(id),
        frames: frames.iter().take(FRAMES_SHOWN).map(|frame| frame_state(machine, frame)).collect(),
    }
}

/// The viewer's word for a state, finer than the language's own.
fn state_word(row: &FutureRow) -> &'static str {
    match row.state {
        _ if row.unwinding => "unwinding",
        FutureState::New => "new",
        FutureState::Queued => "queued",
        FutureState::Running => "running",
        FutureState::Waiting => "waiting",
        FutureState::Ready => "ready",
        settled => settled.word(),
    }
}

fn awaited_text(machine: &Machine, awaited: Awaited) -> AwaitedText {
    match awaited {
        Awaited::Futures(futures) => AwaitedText::Futures(paths(machine, &futures)),
        Awaited::Clock { until_ms } => AwaitedText::Clock(until_ms),
        Awaited::Channel { channel, sends } => AwaitedText::Channel(channel.0 + 1, sends),
        Awaited::Outside { name } => AwaitedText::Outside(name),
    }
}

fn frame_state(machine: &Machine, frame: &FrameView<'_>) -> FrameState {
    let program = machine.program();
    let function = &program.functions[usize::from(frame.function.0)];
    FrameState {
        cell: function.name.to_string(),
        span: if function.is_prelude { Span::NOWHERE } else { place(program, function, frame.at) },
        variables: variables(machine, frame, function),
    }
}

/// Where an op stands. The return at the end of a cell has the whole cell as its place; the op before it says more.
fn place(program: &Program, function: &Function, at: CodeOffset) -> Span {
    let span = program.span(at);
    if span == function.span && at > function.start { program.span(CodeOffset(at.0 - 1)) } else { span }
}

/// What is in scope; of variables with one name the innermost.
fn variables(machine: &Machine, frame: &FrameView<'_>, function: &Function) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, register, from, to) in &function.variables {
        if !(*from <= frame.at && frame.at < *to) {
            continue;
        }
        let Some(value) = frame.registers.get(usize::from(register.0)) else { continue };
        found.retain(|(other, _)| **other != **name);
        found.push((name.to_string(), text(machine, value)));
    }
    found
}

fn channel_state(machine: &Machine, channel: &ChannelView<'_>) -> ChannelState {
    let sender = |(id, value): &(FutureId, &Value)| (machine.path(*id), text(machine, value));
    ChannelState {
        id: channel.id.0 + 1,
        capacity: channel.capacity,
        buffered: channel.buffered.iter().map(|value| text(machine, value)).collect(),
        senders: channel.senders.iter().map(sender).collect(),
        receivers: paths(machine, &channel.receivers),
        is_closed: channel.is_closed,
    }
}

fn paths(machine: &Machine, futures: &[FutureId]) -> Vec<String> {
    futures.iter().map(|id| machine.path(*id)).collect()
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_quoted(text, &mut out);
    out
}

/// A value's text as `print` would show it now, cut when it is long.
fn text(machine: &Machine, value: &Value) -> String {
    let text = match value {
        Value::Text(text) => quoted(text),
        value => machine.text(value),
    };
    match text.char_indices().nth(VALUE_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
