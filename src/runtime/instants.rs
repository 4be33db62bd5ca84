//! When futures were made. Their numbers grow with time, so the first one of each instant says it for all, and rows need no time.

use super::cow::CowTable;
use crate::vm::FutureId;

/// The instants in which futures were made, in order.
#[derive(Clone, Debug, Default)]
pub struct Instants {
    table: CowTable<Instant>,
}

#[derive(Clone, Copy, Debug)]
struct Instant {
    first: FutureId,
    ms: i64,
}

impl Instants {
    /// Notes that it is `ms` from now on; `next` is the future that would be made next.
    pub fn begin(&mut self, ms: i64, next: FutureId) {
        let instant = Instant { first: next, ms };
        match self.table.len().checked_sub(1) {
            // No future was made in the last one.
            Some(last) if self.table.get(last as u32).first == next => *self.table.get_mut(last as u32) = instant,
            _ => {
                self.table.push(instant);
            }
        }
    }

    /// When a future was made; 0 before the clock moved for the first time.
    pub fn ms(&self, future: FutureId) -> i64 {
        match self.table.partition_point(|instant| instant.first <= future) {
            0 => 0,
            behind => self.table.get(behind - 1).ms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_future_was_made_in_the_last_instant_that_began_before_it() {
        let mut instants = Instants::default();
        for (ms, next) in [(10, 3), (20, 3), (30, 5)] {
            instants.begin(ms, FutureId(next));
        }
        let made: Vec<i64> = (0..7).map(|id| instants.ms(FutureId(id))).collect();
        assert_eq!(made, [0, 0, 0, 20, 20, 30, 30]);
    }
}
