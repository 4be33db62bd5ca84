//! The hash of an event log: XXH3 over a canonical encoding, the same on every target.
//!
//! An event is its time, future, op and kind, then its payload; numbers are little-endian, texts have their length before them. Values go in
//! as their text, small integers as numbers.

use crate::runtime::{Call, Event, EventKind, Machine};
use crate::vm::{FutureId, Value};
use xxhash_rust::xxh3::Xxh3;

/// A hash under way.
#[derive(Clone)]
pub struct LogHash {
    state: Box<Xxh3>,
    /// Encoded and not yet hashed.
    encoded: Vec<u8>,
}

/// Bytes that are hashed together; many small steps would cost more than the hash.
const BLOCK_LEN: usize = 4096;

impl Default for LogHash {
    fn default() -> LogHash {
        LogHash { state: Box::new(Xxh3::new()), encoded: Vec::new() }
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
        let mut head = [0; 17];
        head[..8].copy_from_slice(&event.ms.to_le_bytes());
        head[8..12].copy_from_slice(&event.future.0.to_le_bytes());
        head[12..16].copy_from_slice(&event.at.0.to_le_bytes());
        head[16] = tag(&event.kind);
        self.encoded.extend_from_slice(&head);
        self.add_life(event, machine);
        if self.encoded.len() >= BLOCK_LEN {
            self.state.update(&self.encoded);
            self.encoded.clear();
        }
    }

    fn add_life(&mut self, event: &Event, machine: &Machine) {
        match &event.kind {
            EventKind::Created => {
                let row = machine.future(event.future);
                self.number(row.parent.map_or(-1, |parent| i64::from(parent.0)));
            }
            EventKind::AwaitsOne(future) => self.number(i64::from(future.0)),
            EventKind::AwaitsAll(futures) => self.futures(futures),
            EventKind::AwaitsChannel { channel, sends } => self.number(i64::from(channel.0) * 2 + i64::from(*sends)),
            EventKind::Resumed { by } | EventKind::Cancelled { by } => {
                self.number(by.map_or(-1, |by| i64::from(by.0)));
            }
            EventKind::Completed => {
                if let Some(value) = machine.future(event.future).value() {
                    self.value(value, machine);
                }
            }
            EventKind::Failed(failure) => self.text(&failure.message),
            EventKind::TimerSet { deadline_ms } => self.number(*deadline_ms),
            EventKind::Started | EventKind::TimerFired | EventKind::DeferredRan => {}
            _ => self.add_traffic(event, machine),
        }
    }

    fn add_traffic(&mut self, event: &Event, machine: &Machine) {
        match &event.kind {
            EventKind::Sent { channel, value } | EventKind::Received { channel, value } => {
                self.number(i64::from(channel.0));
                self.value(value, machine);
            }
            EventKind::SharedRead { shared, value } | EventKind::SharedWritten { shared, value } => {
                self.number(i64::from(shared.0));
                self.value(value, machine);
            }
            EventKind::ToolCalled(call) => self.call(call, machine),
            EventKind::ToolAnswered(outside) => {
                self.text(&outside.name);
                match &outside.result {
                    Ok(value) => self.value(value, machine),
                    Err(message) => self.text(message),
                }
            }
            EventKind::Printed(line) => self.text(&machine.output_line(*line).text),
            EventKind::Chosen(choice) => {
                self.futures(&choice.ready);
                self.number(i64::from(choice.count));
                self.number(i64::from(choice.pick.0));
            }
            EventKind::Tally(tally) => {
                for row in &tally.rows {
                    self.value(&row.value, machine);
                    self.number(i64::from(row.count));
                }
                self.number(i64::from(tally.winner));
            }
            EventKind::Ended(status) => self.text(status.word()),
            _ => {}
        }
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
        match value {
            Value::Int(number) => self.number(*number),
            Value::Null => self.number(-2),
            other => self.text(&machine.event_text(other)),
        }
    }
}

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
