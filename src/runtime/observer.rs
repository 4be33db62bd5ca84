//! Who is told what happens.

use super::emit::Untold;

/// Is told every event, in order, in batches.
pub trait Observer {
    /// Takes out the events that happened since the last call.
    fn observe(&mut self, events: &mut Untold);
}

/// Nobody listens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn observe(&mut self, events: &mut Untold) {
        events.clear();
    }
}
