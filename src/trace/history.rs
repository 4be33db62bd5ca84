//! Going back: the state of a run after any of its events.
//!
//! A run is a function of what it began with and what came from outside, so a moment of it is found by running it once more up to there.
//! Copies of the machine on the way keep that short; they share what does not change between them. How far apart they stand grows with
//! their number and with what a copy costs, so that making them costs less than running, and memory stays bounded.

use super::Inspection;
use super::forward::Forward;
use super::journal::{Input, InputRecord};
use crate::runtime::{Point, Progress, Unobserved};
use crate::vm::FutureId;
use std::rc::Rc;

/// A run that can be looked at after any of its events.
pub struct History {
    inputs: Rc<[InputRecord]>,
    /// Copies in the order of the run, the first at its beginning.
    kept: Vec<Moment>,
    /// The run as far as it was gone through.
    latest: Moment,
    spacing: u64,
}

/// A place in the run from which it can go on.
#[derive(Clone)]
struct Moment {
    forward: Forward,
    /// How many inputs have taken effect.
    inputs: usize,
}

/// Events between two copies at least: running so many takes about a millisecond.
const SPACING_MIN: u64 = 1024;
/// Copies kept at most; then every other one goes and the spacing doubles.
const KEPT_MAX: usize = 64;
/// Rows that may be copied for each event between two copies; chosen so that copying stays cheaper than running.
const ROWS_PER_EVENT: u64 = 16;

impl History {
    /// The history of a run with these inputs; `beginning` has done nothing yet and makes the run's choices.
    pub(super) fn new(beginning: Forward, inputs: Rc<[InputRecord]>) -> History {
        let beginning = Moment { forward: beginning, inputs: 0 };
        History { inputs, kept: vec![beginning.clone()], latest: beginning, spacing: SPACING_MIN }
    }

    /// The state after so many events; at the end if the run has fewer. It is seen as soon as the op, timer or settling that brought the last
    /// of them is done. `only` is the id of the one future whose fiber is wanted.
    pub fn inspect(&mut self, events: u64, only: Option<&str>) -> Inspection {
        self.go_through(events);
        let index = self.kept.partition_point(|moment| moment.events() <= events).saturating_sub(1);
        let mut there = self.kept[index].clone();
        there.run_to(events, &self.inputs);
        let machine = &mut there.forward.machine;
        let only = only.map(|id| machine.find(id).unwrap_or(FutureId(u32::MAX)));
        Inspection::of(machine, only)
    }

    /// The most events that lie between two copies, and so must be run again to look at one of them.
    pub fn longest_stretch(&self) -> u64 {
        let ends = self.kept[1..].iter().chain([&self.latest]);
        self.kept.iter().zip(ends).map(|(from, to)| to.events() - from.events()).max().unwrap_or(0)
    }

    /// Runs on until so many events have happened, and keeps copies on the way.
    fn go_through(&mut self, events: u64) {
        while self.latest.events() < events {
            let rows = self.latest.forward.machine.future_count() as u64;
            let next = self.latest.events() + self.spacing.max(rows / ROWS_PER_EVENT);
            if !self.latest.run_to(next, &self.inputs) {
                return;
            }
            self.keep();
        }
    }

    fn keep(&mut self) {
        self.kept.push(self.latest.clone());
        if self.kept.len() > KEPT_MAX {
            self.spacing *= 2;
            let mut is_odd = false;
            self.kept.retain(|_| {
                is_odd = !is_odd;
                is_odd
            });
        }
    }
}

impl Moment {
    fn events(&self) -> u64 {
        self.forward.machine.event_count()
    }

    /// Runs until so many events have happened in all; false when the run as it is known has fewer.
    fn run_to(&mut self, events: u64, inputs: &[InputRecord]) -> bool {
        self.forward.machine.pause_after(Some(events));
        while self.events() < events {
            if let Some(input) = self.input_here(inputs) {
                self.forward.apply(&input);
                self.inputs += 1;
                continue;
            }
            if self.drive_to(inputs.get(self.inputs).map(|record| record.point)) != Progress::MoreWork
                && self.input_here(inputs).is_none()
            {
                break;
            }
        }
        self.forward.machine.pause_after(None);
        self.events() >= events
    }

    /// The input that takes effect where the run stands.
    fn input_here(&self, inputs: &[InputRecord]) -> Option<Input> {
        let record = inputs.get(self.inputs)?;
        let machine = &self.forward.machine;
        let may_enter = !machine.is_in_turn() || matches!(record.input, Input::Stop(_));
        (record.point == machine.point() && may_enter).then(|| record.input.clone())
    }

    fn drive_to(&mut self, point: Option<Point>) -> Progress {
        let fuel = point.map_or(i64::MAX, |point| self.forward.machine.fuel_to(point));
        self.forward.drive(fuel, &mut Unobserved)
    }
}
