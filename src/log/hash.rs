//! The hash of an event log: XXH3 over a canonical encoding, the same on every target.
//!
//! An event is two little-endian words of 64 bits: its future and op; its kind and what belongs to it, as far as that is small. What is
//! larger follows: texts with their length before them, integers as numbers, other values as their text. The time is encoded when it changes.

use crate::runtime::{Call, Event, EventKind, Machine, Outside, Tally};
use crate::vm::{FutureId, Value};
use xxhash_rust::xxh3::Xxh3;

/// A hash under way.
#[derive(Clone)]
pub struct LogHash {
    state: Box<Xxh3>,
    /// Encoded and not yet hashed.
    encoded: Vec<u8>,
    /// Time of the last event.
    ms: i64,
}

/// Bytes that are hashed together; many small steps would cost more than the hash.
const BLOCK_LEN: usize = 4096;

impl Default for LogHash {
    fn default() -> LogHash {
        LogHash { state: Box::new(Xxh3::new()), encoded: Vec::new(), ms: 0 }
    }
}

impl LogHash {
    /// The hash so far, as 16 hexadecimal digits.
    pub fn hex(&self) -> String {
        let mut state = self.state.clone();
        state.update(&self.encoded);
        format!("{:016x}", state.digest())
    }

    /// Adds an event.
    pub fn add(&mut self, event: &Event, machine: &Machine) {
        if event.ms != self.ms {
            self.ms = event.ms;
            self.words([CLOCK_TAG, event.ms as u64]);
        }
        let whom = u64::from(event.future.0) | u64::from(event.at.0) << 32;
        self.words([whom, u64::from(tag(&event.kind)) | detail(event, machine) << 8]);
        self.add_content(event, machine);
        if self.encoded.len() >= BLOCK_LEN {
            self.state.update(&self.encoded);
            self.encoded.clear();
        }
    }

    fn words(&mut self, words: [u64; 2]) {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&words[0].to_le_bytes());
        bytes[8..].copy_from_slice(&words[1].to_le_bytes());
        self.encoded.extend_from_slice(&bytes);
    }

    /// Adds what the two words have no room for.
    fn add_content(&mut self, event: &Event, machine: &Machine) {
        match &event.kind {
            EventKind::Completed => {
                if let Some(value) = machine.future(event.future).value() {
                    self.content(value, machine);
                }
            }
            EventKind::Sent { value, .. }
            | EventKind::Received { value, .. }
            | EventKind::SharedRead { value, .. }
            | EventKind::SharedWritten { value, .. } => self.content(value, machine),
            EventKind::TimerSet { deadline_ms } => self.number(*deadline_ms),
            EventKind::AwaitsAll(futures) => self.futures(futures),
            EventKind::Failed(failure) => self.text(&failure.message),
            EventKind::ToolCalled(call) => self.call(call, machine),
            EventKind::ToolAnswered(outside) => self.answer(outside, machine),
            EventKind::Printed(line) => self.text(&machine.output_line(*line).text),
            EventKind::Chosen(choice) => {
                self.futures(&choice.ready);
                self.number(i64::from(choice.pick.0));
            }
            EventKind::Tally(tally) => self.tally(tally, machine),
            EventKind::Ended(status) => self.text(status.word()),
            _ => {}
        }
    }

    fn answer(&mut self, outside: &Outside, machine: &Machine) {
        self.text(&outside.name);
        match &outside.result {
            Ok(value) => self.value(value, machine),
            Err(message) => self.text(message),
        }
    }

    fn tally(&mut self, tally: &Tally, machine: &Machine) {
        for row in &tally.rows {
            self.value(&row.value, machine);
            self.number(i64::from(row.count));
        }
        self.number(i64::from(tally.winner));
    }

    fn call(&mut self, call: &Call, machine: &Machine) {
        self.text(&call.name);
        self.value(&call.arguments, machine);
        for (name, text) in &call.roles {
            self.text(name);
            self.value(text, machine);
        }
    }

    fn number(&mut self, number: i64) {
        self.encoded.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as i64);
        self.encoded.extend_from_slice(text.as_bytes());
    }

    fn futures(&mut self, futures: &[FutureId]) {
        self.number(futures.len() as i64);
        for future in futures {
            self.encoded.extend_from_slice(&future.0.to_le_bytes());
        }
    }

    fn value(&mut self, value: &Value, machine: &Machine) {
        self.number(form(value) as i64);
        self.content(value, machine);
    }

    /// Adds a value whose form is known.
    fn content(&mut self, value: &Value, machine: &Machine) {
        match value {
            Value::Null => {}
            Value::Int(number) => self.number(*number),
            other => self.text(&machine.event_text(other)),
        }
    }
}

/// How a value's content is encoded.
fn form(value: &Value) -> u64 {
    match value {
        Value::Null => 0,
        Value::Int(_) => 1,
        _ => 2,
    }
}

/// What belongs to an event and is small; at most 56 bits.
fn detail(event: &Event, machine: &Machine) -> u64 {
    match &event.kind {
        EventKind::Created => or_none(machine.future(event.future).parent),
        EventKind::AwaitsOne(future) => u64::from(future.0),
        EventKind::AwaitsChannel { channel, sends } => u64::from(channel.0) << 1 | u64::from(*sends),
        EventKind::Resumed { by } | EventKind::Cancelled { by } => or_none(*by),
        EventKind::Completed => machine.future(event.future).value().map_or(0, form),
        EventKind::Sent { channel, value } | EventKind::Received { channel, value } => {
            u64::from(channel.0) << 2 | form(value)
        }
        EventKind::SharedRead { shared, value } | EventKind::SharedWritten { shared, value } => {
            u64::from(shared.0) << 2 | form(value)
        }
        EventKind::ToolAnswered(outside) => u64::from(outside.result.is_err()),
        EventKind::Chosen(choice) => u64::from(choice.count),
        EventKind::Tally(tally) => tally.rows.len() as u64,
        EventKind::ToolCalled(call) => call.roles.len() as u64,
        _ => 0,
    }
}

/// A future's number plus one; 0 for none.
fn or_none(future: Option<FutureId>) -> u64 {
    future.map_or(0, |future| u64::from(future.0) + 1)
}

/// Stands where an event has its future and op; no future has so high a number.
const CLOCK_TAG: u64 = u64::MAX;

fn tag(kind: &EventKind) -> u8 {
    match kind {
        EventKind::Created => 0,
        EventKind::Started => 1,
        EventKind::AwaitsOne(_) => 2,
        EventKind::AwaitsAll(_) => 3,
        EventKind::AwaitsChannel { .. } => 4,
        EventKind::Resumed { .. } => 5,
        EventKind::Completed => 6,
        EventKind::Failed(_) => 7,
        EventKind::Cancelled { .. } => 8,
        EventKind::TimerSet { .. } => 9,
        EventKind::TimerFired => 10,
        EventKind::Sent { .. } => 11,
        EventKind::Received { .. } => 12,
        EventKind::SharedRead { .. } => 13,
        EventKind::SharedWritten { .. } => 14,
        EventKind::ToolCalled(_) => 15,
        EventKind::ToolAnswered(_) => 16,
        EventKind::DeferredRan => 17,
        EventKind::Printed(_) => 18,
        EventKind::Chosen(_) => 19,
        EventKind::Tally(_) => 20,
        EventKind::Ended(_) => 21,
    }
}
