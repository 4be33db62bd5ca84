//! Who is told what happens.

use super::{Event, Machine};

/// Is told every event, in order, in batches.
pub trait Observer {
    /// Takes the events that happened since the last call; `machine` is their state afterwards.
    fn observe(&mut self, events: &mut Vec<Event>, machine: &Machine);
}

/// Nobody listens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn observe(&mut self, events: &mut Vec<Event>, _machine: &Machine) {
        events.clear();
    }
}
