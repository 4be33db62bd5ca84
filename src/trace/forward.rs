//! What of a run goes forward: machine, policy and outside. A copy is a snapshot.

use super::journal::{Answered, Input};
use super::{Options, Prepared, RunPolicy};
use crate::runtime::{Driver, Machine, Observer, Progress};
use crate::world::{Changes, Hosted, Provided};
use std::rc::Rc;

/// Machine, policy and outside of a run.
#[derive(Clone)]
pub struct Forward {
    pub machine: Machine,
    pub policy: RunPolicy,
    pub outside: Hosted,
}

impl Forward {
    /// Those of a run at its beginning.
    pub fn new(prepared: &Prepared, options: &Options, provided: Rc<Provided>, changes: Rc<Changes>) -> Forward {
        Forward {
            machine: prepared.machine(options),
            policy: prepared.policy(options),
            outside: Hosted::new(prepared.world(options), provided, changes),
        }
    }

    /// Runs until about `fuel` instructions are used, nothing can go on, or the run is over.
    pub fn drive(&mut self, fuel: i64, observer: &mut dyn Observer) -> Progress {
        self.machine.run(&mut Driver { policy: &mut self.policy, world: &mut self.outside, observer }, fuel)
    }

    /// Lets something from outside take effect.
    pub fn apply(&mut self, input: &Input) {
        match input {
            Input::Time(ms) => self.machine.advance_to(*ms),
            Input::Answer(Answered { id, result, .. }) => self.machine.answer(*id, result.clone()),
            Input::Stop(message) => self.machine.stop(message),
        }
    }
}
