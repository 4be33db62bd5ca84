//! The append-only list of all that happened.

use super::LogHash;
use crate::runtime::{Event, Machine, Observer};

/// Records every event, and hashes it on the way.
#[derive(Clone, Default)]
pub struct Log {
    events: Vec<Event>,
    hash: LogHash,
}

impl Log {
    /// All events in order; the index is the event's number.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The hash of all events so far, in hex.
    pub fn hash(&self) -> String {
        self.hash.hex()
    }
}

impl Observer for Log {
    fn observe(&mut self, events: &mut Vec<Event>, machine: &Machine) {
        for event in events.iter() {
            self.hash.add(event, machine);
        }
        self.events.append(events);
    }
}
