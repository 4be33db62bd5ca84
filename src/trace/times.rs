//! When futures began and settled: a fold over the event log.

use super::Log;
use crate::runtime::{EventKind, FutureRow, Machine};
use crate::vm::FutureId;

/// The times of all futures of a run.
pub struct Times<'m> {
    machine: &'m Machine,
    started: Vec<Option<i64>>,
    settled: Vec<Option<i64>>,
}

/// The times of one future.
#[derive(Clone, Copy, Debug)]
pub struct Life {
    /// When it was made.
    pub created_ms: i64,
    /// When it first ran.
    pub started_ms: Option<i64>,
    /// When it settled.
    pub settled_ms: Option<i64>,
}

impl<'m> Times<'m> {
    /// Reads the log of the machine's run.
    pub fn of(machine: &'m Machine, log: &Log) -> Times<'m> {
        let none = vec![None; machine.future_count()];
        let mut times = Times { machine, started: none.clone(), settled: none };
        for event in log.events() {
            let index = event.future.0 as usize;
            match event.kind {
                EventKind::Started => times.started[index] = Some(event.ms),
                EventKind::Completed | EventKind::Failed(_) | EventKind::Cancelled { .. } => {
                    times.settled[index] = Some(event.ms);
                }
                _ => {}
            }
        }
        times
    }

    /// The times of a future. What has no event has its place: one without a fiber starts when it is made, and what comes after the event log is
    /// full comes at the end of the run.
    pub fn life(&self, id: FutureId, row: &FutureRow) -> Life {
        let (started, settled) = (self.started[id.0 as usize], self.settled[id.0 as usize]);
        let created_ms = self.machine.created_ms(id);
        Life {
            created_ms,
            started_ms: row.has_started.then(|| started.unwrap_or(created_ms)),
            settled_ms: row.state.is_terminal().then(|| settled.unwrap_or_else(|| self.machine.now_ms())),
        }
    }
}
