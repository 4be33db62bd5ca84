//! A run that goes on piece by piece: a turn, a stretch of a long one, or a timer. A copy is a snapshot.

use super::footprint::Seen;
use crate::runtime::{
    Answer, Call, Driver, Machine, Observer, OperationId, Policy, Progress, ReadySet, Unobserved, Untold, World,
};
use crate::trace::{Options, Prepared};
use crate::vm::FutureId;
use crate::world::Simulated;
use std::collections::VecDeque;

/// The machine of a run and its world.
#[derive(Clone)]
pub struct Walker {
    pub machine: Machine,
    world: Simulated,
}

/// Where a run stands after a piece.
#[derive(Debug)]
pub enum Stand {
    /// It goes on.
    On,
    /// Before a choice among these.
    Choice(Vec<FutureId>),
    /// At its end.
    Over,
}

/// Makes choices that are known, and holds the run before the first that is not.
struct Given {
    picks: VecDeque<usize>,
    ready: Vec<FutureId>,
}

/// Fuel for one piece: the machine looks at it before each.
const PIECE: i64 = 1;

impl Walker {
    /// A run at its beginning.
    pub fn new(prepared: &Prepared, options: &Options) -> Walker {
        Walker { machine: prepared.machine(options), world: prepared.world(options) }
    }

    /// The same, to be looked at piece by piece.
    pub fn noting(mut self) -> Walker {
        self.machine.note_touches();
        self
    }

    /// Goes one piece on, with the index of who goes where it stands before a choice.
    pub fn advance(&mut self, pick: Option<usize>, seen: &mut Seen) -> Stand {
        let mut given = Given { picks: pick.into_iter().collect(), ready: Vec::new() };
        let progress = self.run(&mut given, seen, PIECE);
        let touches = self.machine.take_touches();
        seen.take_in(touches, &self.machine);
        match progress {
            Progress::MoreWork => Stand::On,
            Progress::Held => Stand::Choice(given.ready),
            Progress::Idle { .. } | Progress::Finished => Stand::Over,
        }
    }

    /// Makes these choices and stands before the next one.
    pub fn skip(&mut self, picks: VecDeque<usize>) {
        let mut given = Given { picks, ready: Vec::new() };
        while self.run(&mut given, &mut Seen::default(), i64::MAX) == Progress::MoreWork {}
        self.machine.take_touches();
    }

    /// Runs by a policy until about `fuel` instructions are used or the run is over; true at its end.
    pub fn run_by(&mut self, policy: &mut dyn Policy, fuel: i64) -> bool {
        let Walker { machine, world } = self;
        machine.run(&mut Driver { policy, world, observer: &mut Unobserved }, fuel) != Progress::MoreWork
    }

    fn run(&mut self, policy: &mut dyn Policy, seen: &mut Seen, fuel: i64) -> Progress {
        let Walker { machine, world } = self;
        let mut rules = Vec::new();
        let mut world = Watched { world, rules: &mut rules };
        let progress = machine.run(&mut Driver { policy, world: &mut world, observer: seen }, fuel);
        seen.note_rules(rules);
        progress
    }
}

impl Policy for Given {
    fn choose(&mut self, ready: &ReadySet<'_>) -> Option<usize> {
        let pick = self.picks.pop_front();
        if pick.is_none() {
            self.ready = (0..ready.len()).map(|index| ready.future(index)).collect();
        }
        pick
    }
}

/// A world that is watched for the rules that count their calls.
struct Watched<'w> {
    world: &'w mut Simulated,
    rules: &'w mut Vec<usize>,
}

impl World for Watched<'_> {
    fn call(&mut self, id: OperationId, call: &Call) -> Answer {
        self.rules.extend(self.world.counting_rule(call));
        self.world.call(id, call)
    }

    fn abort(&mut self, id: OperationId) {
        self.world.abort(id);
    }
}

impl Observer for Seen {
    fn observe(&mut self, events: &mut Untold) {
        for block in events.take_full() {
            self.events.extend(block.events_from(0));
        }
        self.events.extend(events.rest().events_from(0));
        events.clear();
    }
}
