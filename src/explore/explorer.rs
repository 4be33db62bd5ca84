//! The exploration of one program, slice by slice: first orders, then simpler witnesses and their journals.

use super::chance::{DEPTH, Drawing};
use super::outcome::{Found, Outcome, add};
use super::search::{Search, Step};
use super::shrink::Shrinking;
use super::walker::Walker;
use super::{Bounds, Strategy, bounded};
use crate::runtime::{ClockKind, Limits, Progress};
use crate::trace::{Execution, Mode, Options, Prepared, journal};
use crate::world::Provided;
use std::rc::Rc;

/// An exploration under way.
pub struct Explorer {
    prepared: Rc<Prepared>,
    options: Options,
    /// The limits before they were lowered.
    limits: Limits,
    bounds: Bounds,
    stage: Stage,
    runs: u64,
    classes: u64,
    found: Vec<Found>,
    /// What kept it from being complete.
    cuts: Vec<String>,
}

enum Stage {
    Searching(Box<Search>),
    Drawing(Box<Drawing>),
    Shrinking(Box<Shrinking>),
    Over,
}

/// What an exploration has found.
#[derive(Clone, Copy, Debug)]
pub struct Exploration<'e> {
    /// Whether it is over.
    pub is_over: bool,
    /// Runs so far; some only to find that their order is covered already.
    pub runs: u64,
    /// Orders so far that can be told apart.
    pub classes: u64,
    /// The outcomes, first found first.
    pub found: &'e [Found],
    /// What kept it from being complete, in words; nothing when no order is left.
    pub cuts: &'e [String],
}

/// What a piece of work costs besides instructions: copies, comparisons.
const PIECE_COST: i64 = 50;

/// Runs that may be tried for simpler witnesses, if there were not more to find them: as many then. Chosen by feel.
const TRIES_MIN: u64 = 200;

impl Explorer {
    /// An exploration of all orders of a program, with the virtual clock and the simulated world. New fibers start as `options` say for a run, in
    /// mode `random` as the program does.
    pub fn new(prepared: Rc<Prepared>, options: &Options, bounds: Bounds) -> Explorer {
        let limits = options.limits;
        let mode = options.mode.filter(|mode| *mode != Mode::Random);
        let options =
            Options { mode, clock: ClockKind::Virtual, limits: bounded(&limits), choices: None, ..options.clone() };
        let beginning = Walker::new(&prepared, &options);
        let stage = match bounds.strategy {
            Strategy::Reduced => Stage::Searching(Box::new(Search::new(beginning.noting()))),
            drawn => Stage::Drawing(Box::new(Drawing::new(beginning, drawn, options.seed))),
        };
        Explorer { prepared, options, limits, bounds, stage, runs: 0, classes: 0, found: Vec::new(), cuts: Vec::new() }
    }

    /// What has been found.
    pub fn exploration(&self) -> Exploration<'_> {
        let Explorer { runs, classes, found, cuts, .. } = self;
        Exploration { is_over: matches!(self.stage, Stage::Over), runs: *runs, classes: *classes, found, cuts }
    }

    /// Works until about `fuel` instructions are used; true when it is over.
    pub fn work(&mut self, fuel: i64) -> bool {
        let mut left = fuel;
        while left > 0 {
            left -= PIECE_COST;
            let piece = left.max(1);
            left -= match &mut self.stage {
                Stage::Searching(_) => self.search(),
                Stage::Drawing(_) => self.draw(piece),
                Stage::Shrinking(_) => self.shrink(piece),
                Stage::Over => return true,
            };
        }
        false
    }

    /// Looks for no more orders; what was found is still made ready.
    pub fn stop(&mut self) {
        if matches!(self.stage, Stage::Searching(_) | Stage::Drawing(_)) {
            self.cuts.push("it was stopped before the end".to_owned());
            self.begin_shrinking();
        }
        if let Stage::Shrinking(shrinking) = &mut self.stage {
            shrinking.tries = 0;
        }
    }

    /// One piece of the search; gives what it cost.
    fn search(&mut self) -> i64 {
        let Stage::Searching(search) = &mut self.stage else { return 0 };
        let before = search.machine().steps();
        let step = search.step();
        let cost = search.machine().steps().saturating_sub(before) as i64;
        match step {
            Step::On => return cost,
            Step::Again => {
                self.runs += 1;
                (self.classes, self.found) = (0, Vec::new());
            }
            Step::Ran { is_new } => {
                self.runs += 1;
                if is_new {
                    self.classes += 1;
                    let (machine, schedule) = (search.machine(), search.schedule());
                    let outcome = Outcome::of(machine, &self.prepared, &self.options);
                    add(&mut self.found, outcome, schedule, machine.steps());
                }
                if !search.go_back() {
                    self.begin_shrinking();
                }
            }
        }
        self.check_runs();
        cost
    }

    /// One piece of an order that was drawn; gives what it cost.
    fn draw(&mut self, fuel: i64) -> i64 {
        let Stage::Drawing(drawing) = &mut self.stage else { return 0 };
        if !drawing.trial.run(fuel) {
            return fuel;
        }
        self.runs += 1;
        let machine = &drawing.trial.walker.machine;
        let outcome = Outcome::of(machine, &self.prepared, &self.options);
        add(&mut self.found, outcome, drawing.trial.deviations(), machine.steps());
        self.classes += u64::from(drawing.note());
        if drawing.has_no_choice() {
            self.begin_shrinking();
        } else if self.runs < self.bounds.runs_max {
            drawing.draw();
        } else {
            self.cuts.push(self.drawn_words());
            self.begin_shrinking();
        }
        0
    }

    fn drawn_words(&self) -> String {
        let (runs, seed) = (self.runs, self.options.seed);
        match &self.stage {
            Stage::Drawing(drawing) if self.bounds.strategy == Strategy::Priorities => format!(
                "{runs} orders were drawn by priorities (seed {seed}); a mistake that shows when {DEPTH} turns come in a certain order is met by each with a probability of at least 1/{}",
                drawing.odds()
            ),
            _ => format!("{runs} orders were drawn (seed {seed})"),
        }
    }

    fn check_runs(&mut self) {
        let has_more = matches!(self.stage, Stage::Searching(_));
        if has_more && self.runs >= self.bounds.runs_max {
            self.cuts
                .push(format!("{} runs were made, and orders are left; raise the number of runs to go on", self.runs));
            self.begin_shrinking();
        }
    }

    fn begin_shrinking(&mut self) {
        let limited: u64 = self.found.iter().filter(|found| found.outcome.status == "limit").map(|it| it.count).sum();
        if limited > 0 {
            self.cuts.push(format!("{limited} of the orders reached a limit"));
        }
        let beginning = Walker::new(&self.prepared, &self.options);
        self.stage = Stage::Shrinking(Box::new(Shrinking::new(beginning, self.runs.max(TRIES_MIN))));
    }

    /// One piece of making a witness simpler, or a journal; gives what it cost.
    fn shrink(&mut self, fuel: i64) -> i64 {
        let Stage::Shrinking(shrinking) = &mut self.stage else { return 0 };
        let Some(found) = self.found.get_mut(shrinking.number) else {
            self.stage = Stage::Over;
            return 0;
        };
        let outcome_of = |walker: &Walker| Outcome::of(&walker.machine, &self.prepared, &self.options);
        if shrinking.run(found, outcome_of, fuel) {
            let number = shrinking.number;
            self.found[number].journal = self.journal(&self.found[number]);
            if let Stage::Shrinking(shrinking) = std::mem::replace(&mut self.stage, Stage::Over) {
                self.stage = Stage::Shrinking(Box::new(shrinking.next()));
            }
        }
        fuel
    }

    /// The journal of an outcome's witness.
    fn journal(&self, found: &Found) -> String {
        let is_limited = found.outcome.status == "limit";
        let limits = if is_limited { self.options.limits } else { self.limits };
        let options = Options { limits, choices: Some(found.witness.clone()), ..self.options.clone() };
        let mut execution = Execution::new(&self.prepared, &options, Provided::default());
        while execution.run(i64::MAX) == Progress::MoreWork {}
        journal::write(&execution.journal(), execution.machine().program())
    }
}
