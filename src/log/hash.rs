//! The hash of an event log: XXH64, the same on every target and however the log was cut into blocks.
//!
//! XXH64 rather than XXH3, because without vectors, as in the module, it takes half the time.
//!
//! Three streams are hashed, and then their hashes: the records as they stand; the times, each with the number of its first event; and the
//! contents that the records have no room for, in order, texts with their length before them, integers as numbers, other values as their text.

use crate::runtime::{Block, Call, Event, EventKind, Machine, Outside, Tally};
use crate::vm::{FutureId, Value};
use xxhash_rust::xxh64::{Xxh64, xxh64};

/// A hash under way.
#[derive(Clone, Default)]
pub struct LogHash {
    records: Stream,
    times: Stream,
    contents: Stream,
    /// Number of events so far.
    count: usize,
    /// Time of the last one.
    ms: i64,
}

impl LogHash {
    /// How many events it is of.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The hash so far, as 16 hexadecimal digits.
    pub fn hex(&self) -> String {
        let digests = [&self.records, &self.times, &self.contents].map(|stream| stream.state.digest().to_le_bytes());
        format!("{:016x}", xxh64(digests.as_flattened(), 0))
    }

    /// Adds the events of a block from an index on; `machine` is their state afterwards or later.
    pub fn add(&mut self, block: &Block, index: usize, machine: &Machine) {
        self.records.state.update(block.bytes_from(index));
        for (first, ms) in block.times_from(index) {
            self.add_time(self.count + first - index, ms);
        }
        self.times.flush();
        for event in block.elsewhere_from(index) {
            self.contents.event(&event, machine);
        }
        self.contents.flush();
        self.count += block.len() - index;
    }

    fn add_time(&mut self, seq: usize, ms: i64) {
        if ms != self.ms {
            self.ms = ms;
            self.times.number(seq as i64);
            self.times.number(ms);
        }
    }
}

/// A stream of encoded things.
#[derive(Clone, Default)]
struct Stream {
    state: Xxh64,
    /// Encoded and not yet hashed; many small steps would cost more than the hash.
    encoded: Vec<u8>,
}

impl Stream {
    fn flush(&mut self) {
        self.state.update(&self.encoded);
        self.encoded.clear();
    }

    /// Adds what the record of an event has no room for.
    fn event(&mut self, event: &Event, machine: &Machine) {
        match &event.kind {
            EventKind::Completed => {
                if let Some(value) = machine.future(event.future).value() {
                    self.value(value, machine);
                }
            }
            EventKind::Sent { channel, value } | EventKind::Received { channel, value } => {
                self.number(i64::from(channel.0));
                self.value(value, machine);
            }
            EventKind::SharedRead { shared, value } | EventKind::SharedWritten { shared, value } => {
                self.number(i64::from(shared.0));
                self.value(value, machine);
            }
            EventKind::TimerSet { deadline_ms } => self.number(*deadline_ms),
            EventKind::AwaitsAll(futures) => self.futures(futures),
            EventKind::Failed(failure) => self.text(&failure.message),
            EventKind::ToolCalled(call) => self.call(call, machine),
            EventKind::ToolAnswered(outside) => self.answer(outside, machine),
            EventKind::Printed(line) => self.text(&machine.output_line(*line).text),
            EventKind::Chosen(choice) => {
                self.futures(&choice.ready);
                self.number(i64::from(choice.count));
                self.number(i64::from(choice.pick.0));
            }
            EventKind::Tally(tally) => self.tally(tally, machine),
            _ => {}
        }
    }

    fn answer(&mut self, outside: &Outside, machine: &Machine) {
        self.text(&outside.name);
        self.number(i64::from(outside.result.is_ok()));
        match &outside.result {
            Ok(value) => self.value(value, machine),
            Err(message) => self.text(message),
        }
    }

    fn tally(&mut self, tally: &Tally, machine: &Machine) {
        self.number(tally.rows.len() as i64);
        for row in &tally.rows {
            self.value(&row.value, machine);
            self.number(i64::from(row.count));
        }
        self.number(i64::from(tally.winner));
    }

    fn call(&mut self, call: &Call, machine: &Machine) {
        self.text(&call.name);
        self.value(&call.arguments, machine);
        self.number(call.roles.len() as i64);
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
            Value::Null => self.number(0),
            Value::Int(number) => {
                self.number(1);
                self.number(*number);
            }
            other => {
                self.number(2);
                self.text(&machine.event_text(other));
            }
        }
    }
}
