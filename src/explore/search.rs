//! The reduced search: depth first, one order of each class, the first in line first.

use super::footprint::{Care, Seen, births_matter};
use super::path::{Choice, FiberNumber, Sleeper, Turn, initials, order_last};
use super::walker::{Stand, Walker};
use crate::base::SortedMap;
use crate::runtime::Machine;
use crate::trace::Schedule;
use crate::vm::FutureId;
use std::collections::VecDeque;
use std::rc::Rc;

/// A search under way.
pub struct Search {
    beginning: Walker,
    walker: Walker,
    /// The turns so far; the last one may be under way.
    turns: Vec<Turn>,
    /// What was seen of the turn under way.
    seen: Option<Seen>,
    /// The first turn of the present stretch.
    stretch: usize,
    is_ending: bool,
    /// Who goes next, if the run stands before a choice.
    pick: Option<usize>,
    care: Care,
    needs: Care,
    fibers: SortedMap<String, FiberNumber>,
}

/// What came of a piece of a search.
pub enum Step {
    /// It goes on.
    On,
    /// A run is over; `is_new` says that no run before belongs to the same class.
    Ran { is_new: bool },
    /// All that was found before may be incomplete: the search has begun again, with more care.
    Again,
}

/// Snapshots that a path keeps at most; the rest is run again from the one before. As many as a history keeps.
const SNAPSHOTS_MAX: usize = 64;

impl Search {
    /// A search that begins with a run at its beginning.
    pub fn new(beginning: Walker) -> Search {
        Search {
            walker: beginning.clone(),
            beginning,
            turns: Vec::new(),
            seen: None,
            stretch: 0,
            is_ending: false,
            pick: None,
            care: Care::default(),
            needs: Care::default(),
            fibers: SortedMap::new(),
        }
    }

    /// The machine of the present run.
    pub fn machine(&self) -> &Machine {
        &self.walker.machine
    }

    /// The choices of the present run that did not take the first in line.
    pub fn schedule(&self) -> Vec<Schedule> {
        let choices = self.turns.iter().filter_map(|turn| turn.choice.as_ref()).zip(0..);
        let deviations = choices.filter(|(choice, _)| choice.index > 0);
        deviations.map(|(choice, number)| Schedule { number, index: choice.index as u32, ready: None }).collect()
    }

    /// Goes one piece on.
    pub fn step(&mut self) -> Step {
        let mut seen = Seen::new(self.is_ending);
        let stand = self.walker.advance(self.pick.take(), &mut seen);
        let is_asleep = self.take_in(seen);
        match stand {
            Stand::On if is_asleep => Step::Ran { is_new: false },
            Stand::On => Step::On,
            Stand::Choice(ready) => self.choose(&ready),
            Stand::Over => self.end(!is_asleep),
        }
    }

    /// Takes in a piece; true when it began a turn that is covered already.
    fn take_in(&mut self, seen: Seen) -> bool {
        self.needs.waits |= seen.has_cycle;
        self.is_ending = seen.ends_all();
        if seen.has_fired {
            self.close_turn();
            self.note_cleaning(seen.cleaning);
            self.stretch = self.turns.len();
            return false;
        }
        let Some(future) = seen.picked else {
            match &mut self.seen {
                Some(turn) => turn.extend(seen),
                None => self.note_cleaning(seen.cleaning),
            }
            return false;
        };
        self.open_turn(future, seen)
    }

    fn note_cleaning(&mut self, futures: Vec<FutureId>) {
        if let Some(turn) = self.turns.last_mut() {
            turn.cleaning.extend(futures);
        }
    }

    fn open_turn(&mut self, future: FutureId, seen: Seen) -> bool {
        self.close_turn();
        let fiber = self.number(future);
        if self.turns.last().is_none_or(|turn| !turn.is_chosen()) {
            let sleepers = self.sleepers();
            let is_asleep = sleepers.iter().any(|sleeper| sleeper.fiber == fiber);
            self.turns.push(Turn::new(sleepers, None, seen.is_ending, self.stretch));
            if is_asleep {
                return true;
            }
        }
        let stretch = self.stretch;
        let woken = |turn: &Turn| turn.readied.contains(&future);
        let woken_by = self.turns[stretch..].iter().rposition(woken).map(|index| index + stretch);
        if let Some(turn) = self.turns.last_mut() {
            (turn.fiber, turn.future, turn.woken_by) = (fiber, future, woken_by);
        }
        self.seen = Some(seen);
        false
    }

    /// The turn under way is over: its races with earlier turns ask for other orders.
    fn close_turn(&mut self) {
        let Some(seen) = self.seen.take() else { return };
        let Some(turn) = self.turns.last_mut() else { return };
        turn.footprint = Rc::new(seen.footprint(self.care));
        turn.readied = seen.readied;
        turn.cleaning.extend(seen.cleaning);
        for race in order_last(&mut self.turns) {
            let initials = initials(&self.turns, race);
            self.turns[race].ask_for(&initials);
        }
        self.ask_for_cancelled();
    }

    /// A turn that cancels others who are ready takes their turns away, and no race tells of a turn that never comes: then everybody goes first
    /// once.
    fn ask_for_cancelled(&mut self) {
        let Some(turn) = self.turns.last_mut() else { return };
        let Some(choice) = &mut turn.choice else { return };
        let mut others = choice.futures.iter().filter(|future| **future != turn.future);
        if others.any(|future| turn.footprint.changes(*future)) {
            choice.todo.extend(&choice.ready);
        }
    }

    /// Who sleeps now: those who slept before the last turn or have gone in its place, unless it touched what they touch.
    fn sleepers(&self) -> Vec<Sleeper> {
        let Some(turn) = self.turns.last().filter(|_| self.turns.len() > self.stretch) else { return Vec::new() };
        let done = turn.choice.iter().flat_map(|choice| &choice.done);
        let sleepers = turn.sleepers.iter().chain(done);
        sleepers.filter(|sleeper| !sleeper.footprint.clashes(&turn.footprint)).cloned().collect()
    }

    fn choose(&mut self, ready: &[FutureId]) -> Step {
        self.close_turn();
        let sleepers = self.sleepers();
        let futures = ready.to_vec();
        let ready: Vec<FiberNumber> = ready.iter().map(|future| self.number(*future)).collect();
        let is_awake = |fiber: &FiberNumber| sleepers.iter().all(|sleeper| sleeper.fiber != *fiber);
        let Some(index) = ready.iter().position(is_awake) else { return Step::Ran { is_new: false } };
        let snapshot = Some(Box::new(self.walker.clone()));
        let choice = Choice { ready, futures, index, todo: Vec::new(), done: Vec::new(), snapshot };
        self.turns.push(Turn::new(sleepers, Some(choice), self.is_ending, self.stretch));
        self.pick = Some(index);
        self.thin_out();
        Step::On
    }

    fn number(&mut self, future: FutureId) -> FiberNumber {
        let next = self.fibers.len() as FiberNumber;
        *self.fibers.get_or_insert_with(self.walker.machine.path(future), || next)
    }

    fn end(&mut self, is_new: bool) -> Step {
        self.close_turn();
        let cleaning = self.turns.iter().flat_map(|turn| &turn.cleaning);
        self.needs.births |= births_matter(cleaning, &self.walker.machine);
        let needs = Care { births: self.needs.births || self.care.births, waits: self.needs.waits || self.care.waits };
        if needs == self.care || self.turns.iter().all(|turn| turn.choice.is_none()) {
            return Step::Ran { is_new };
        }
        *self = Search { care: needs, ..Search::new(self.beginning.clone()) };
        Step::Again
    }

    /// Goes back to the last choice where somebody is still to go; false when there is none.
    pub fn go_back(&mut self) -> bool {
        (self.seen, self.pick) = (None, None);
        while let Some(mut turn) = self.turns.pop() {
            if let Some(index) = turn.next_index() {
                self.restore(&turn);
                (self.stretch, self.is_ending, self.pick) = (turn.stretch, turn.is_ending, Some(index));
                turn.reopen(index);
                self.turns.push(turn);
                return true;
            }
        }
        false
    }

    /// Brings the run to where `turn` begins, from the nearest snapshot.
    fn restore(&mut self, turn: &Turn) {
        let snapshot = |turn: &Turn| turn.choice.as_ref().and_then(|choice| choice.snapshot.as_deref().cloned());
        if let Some(walker) = snapshot(turn) {
            self.walker = walker;
            return;
        }
        let found = self.turns.iter().enumerate().rev().find_map(|(at, turn)| Some((at, snapshot(turn)?)));
        let (from, mut walker) = found.unwrap_or((0, self.beginning.clone()));
        let choices = self.turns[from..].iter().filter_map(|turn| turn.choice.as_ref());
        walker.skip(choices.map(|choice| choice.index).collect::<VecDeque<_>>());
        self.walker = walker;
    }

    /// Drops every second snapshot when there are too many.
    fn thin_out(&mut self) {
        let mut kept: Vec<&mut Choice> = self.turns.iter_mut().filter_map(|turn| turn.choice.as_mut()).collect();
        kept.retain(|choice| choice.snapshot.is_some());
        if kept.len() > SNAPSHOTS_MAX {
            kept.into_iter().step_by(2).for_each(|choice| choice.snapshot = None);
        }
    }
}

impl Turn {
    fn new(sleepers: Vec<Sleeper>, choice: Option<Choice>, is_ending: bool, stretch: usize) -> Turn {
        Turn {
            fiber: FiberNumber::MAX,
            future: FutureId(u32::MAX),
            footprint: Rc::default(),
            readied: Vec::new(),
            cleaning: Vec::new(),
            woken_by: None,
            stretch,
            before: Default::default(),
            sleepers,
            is_ending,
            choice,
        }
    }

    /// Whether it is chosen who goes, and has not gone.
    fn is_chosen(&self) -> bool {
        self.fiber == FiberNumber::MAX
    }

    /// Asks that one of these fibers goes instead.
    fn ask_for(&mut self, initials: &[FiberNumber]) {
        let Some(choice) = &mut self.choice else { return };
        let gone = choice.done.iter().chain(&self.sleepers).map(|sleeper| &sleeper.fiber);
        if gone.chain(&choice.todo).any(|fiber| initials.contains(fiber)) {
            return;
        }
        match choice.ready.iter().find(|fiber| initials.contains(fiber)) {
            Some(first) => choice.todo.push(*first),
            None => choice.todo.extend(choice.ready.iter().copied()),
        }
    }

    /// Index of one who is still to go.
    fn next_index(&self) -> Option<usize> {
        let choice = self.choice.as_ref()?;
        let gone = |fiber: &FiberNumber| {
            let sleepers = choice.done.iter().chain(&self.sleepers);
            *fiber == self.fiber || sleepers.into_iter().any(|sleeper| sleeper.fiber == *fiber)
        };
        choice.ready.iter().position(|fiber| choice.todo.contains(fiber) && !gone(fiber))
    }

    /// Begins it again with another fiber.
    fn reopen(&mut self, index: usize) {
        let (fiber, footprint) = (self.fiber, std::mem::take(&mut self.footprint));
        if let Some(choice) = &mut self.choice {
            choice.done.push(Sleeper { fiber, footprint });
            choice.index = index;
        }
        self.fiber = FiberNumber::MAX;
        (self.readied, self.cleaning) = (Vec::new(), Vec::new());
    }
}
