//! What a replay follows: the inputs of a journal at their places, its checks, its end.

use super::journal::{Answered, ChoiceRecord, End, Input, InputRecord, Journal};
use super::schedule::Misfit;
use crate::runtime::{Check, Machine, Point};
use crate::text::LineIndex;
use crate::vm::FutureId;
use std::rc::Rc;

/// What happens when a replay goes another way than its journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// It ends before anything else happens.
    #[default]
    Strict,
    /// It goes on in default order.
    Lenient,
    /// It goes on in default order; that it will is expected, because the program was edited.
    Prefix,
}

/// The script of a replay.
#[derive(Clone, Debug)]
pub struct Script {
    choices: Rc<[ChoiceRecord]>,
    inputs: Rc<[InputRecord]>,
    next: usize,
    checks: Rc<[Check]>,
    end: Rc<End>,
    strictness: Strictness,
    divergence: Option<Divergence>,
}

/// What of a script comes next.
#[derive(Debug)]
pub enum Ahead {
    /// This, now.
    Now(Input),
    /// Something at that point.
    At(Point),
    /// Nothing that is bound to a point ahead.
    Nothing,
}

/// Where a replay went another way than its journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// Events until then.
    pub seq: u64,
    /// What differs.
    pub message: String,
    /// The last check that was equal.
    pub last_equal: Option<Check>,
}

impl Strictness {
    /// The strictness of a word.
    pub fn of_word(word: &str) -> Option<Strictness> {
        match word {
            "strict" => Some(Strictness::Strict),
            "lenient" => Some(Strictness::Lenient),
            "prefix" => Some(Strictness::Prefix),
            _ => None,
        }
    }
}

impl Script {
    /// The script of a journal.
    pub fn new(journal: &Journal, strictness: Strictness) -> Script {
        Script {
            choices: journal.choices.clone().into(),
            inputs: journal.inputs.clone().into(),
            next: 0,
            checks: journal.checks.clone().into(),
            end: Rc::new(journal.end.clone()),
            strictness,
            divergence: None,
        }
    }

    /// What comes next for a machine that stands where it does.
    pub fn ahead(&mut self, machine: &Machine) -> Ahead {
        let Some(record) = self.inputs.get(self.next) else {
            return self.end_ahead(machine);
        };
        let here = machine.point();
        if record.point == here && (!machine.is_in_turn() || matches!(record.input, Input::Stop(_))) {
            self.next += 1;
            return Ahead::Now(record.input.clone());
        }
        if record.point > here { Ahead::At(record.point) } else { Ahead::Nothing }
    }

    /// A strict replay goes no more than a turn beyond its journal's end.
    fn end_ahead(&self, machine: &Machine) -> Ahead {
        let end = self.end.point();
        let beyond = Point { turn: end.turn + 1, ..end };
        let is_bound = self.is_strict() && self.end.status != End::OPEN && machine.point() < beyond;
        if is_bound { Ahead::At(beyond) } else { Ahead::Nothing }
    }

    /// The journal's choice of that number.
    pub fn choice(&self, number: u64) -> Option<&ChoiceRecord> {
        self.choices.iter().find(|choice| choice.number == number)
    }

    /// Takes the next input wherever it belongs.
    pub fn take(&mut self) -> Option<Input> {
        let record = self.inputs.get(self.next)?;
        self.next += 1;
        Some(record.input.clone())
    }

    /// Whether inputs are left.
    pub fn has_more(&self) -> bool {
        self.next < self.inputs.len()
    }

    /// Whether the run is longer than its journal, as a fork's is, and nobody minds: only the clock is needed from there.
    pub fn may_go_on(&self) -> bool {
        !self.is_strict() && self.end.status == End::OPEN
    }

    /// Whether a divergence ends the replay.
    pub fn is_strict(&self) -> bool {
        self.strictness == Strictness::Strict
    }

    /// Whether a strict replay goes on where its journal ended.
    pub fn is_beyond_end(&self, machine: &Machine) -> bool {
        self.is_strict() && self.end.status != End::OPEN && machine.point() > self.end.point()
    }

    /// What differs at the end of the run; `is_planned` says that choices are left.
    pub fn compare_end(&self, machine: &Machine, is_planned: bool) -> Option<Divergence> {
        if self.end.status == End::OPEN {
            return None;
        }
        let differs = if is_planned || self.has_more() {
            "the run ended and the journal goes on".to_owned()
        } else if machine.status().word() != self.end.status {
            format!("the run ended as `{}`, the journal as `{}`", machine.status().word(), self.end.status)
        } else if (machine.check(), machine.steps()) != (self.end.check, self.end.steps) {
            "the run ended as the journal says, and something on the way was different".to_owned()
        } else {
            return None;
        };
        Some(Divergence::new(differs, machine))
    }

    /// Keeps the first divergence; gives the message with which a strict replay ends.
    pub fn diverge(&mut self, divergence: Divergence, machine: &Machine) -> Option<String> {
        if self.divergence.is_none() {
            let equal = |check: &&Check| machine.checks().contains(check);
            let last_equal = self.checks.iter().rev().find(equal).copied();
            self.divergence = Some(Divergence { last_equal, ..divergence });
        }
        let divergence = self.divergence.as_ref().filter(|_| self.is_strict())?;
        Some(divergence.sentence())
    }

    /// The first divergence.
    pub fn divergence(&self) -> Option<&Divergence> {
        self.divergence.as_ref()
    }
}

/// A future's id, label and line; what the prelude makes has none.
fn named(id: FutureId, machine: &Machine) -> String {
    let span = machine.span_of(id);
    let name = format!("{} `{}`", machine.path(id), machine.label(id));
    if span.is_nowhere() {
        return name;
    }
    let line = LineIndex::new(&machine.program().source).line_column(span.start).line;
    format!("{name} (line {line})")
}

impl Divergence {
    fn new(message: String, machine: &Machine) -> Divergence {
        Divergence { seq: machine.event_count(), message, last_equal: None }
    }

    /// The choice at event `seq` finds others ready than the journal says; `recorded` is the journal's.
    pub fn of_choice(seq: u64, recorded: Option<&ChoiceRecord>, misfit: &Misfit, machine: &Machine) -> Divergence {
        let Misfit { number, found, count } = misfit;
        let mut names: Vec<String> = found.iter().map(|id| named(*id, machine)).collect();
        if *count > names.len() {
            names.push(format!("{} more", count - names.len()));
        }
        let taken = recorded.map_or_else(String::new, |it| format!(" of {} `{}`", it.pick, it.operation));
        let message = format!("choice {number}{taken} was made among others: ready are {}", names.join(", "));
        Divergence { seq, message, last_equal: None }
    }

    /// An answer belongs to another call than the one that waits.
    pub fn of_answer(recorded: &Answered, found: Option<&Answered>, machine: &Machine) -> Divergence {
        let waits = match found {
            Some(found) if found.name == recorded.name => format!("`{}` is called with other arguments", found.name),
            Some(found) => format!("`{}` is called", found.name),
            None => "nothing is called".to_owned(),
        };
        let message = format!("the journal answers `{}` for {}, where {waits}", recorded.name, recorded.future);
        Divergence::new(message, machine)
    }

    /// The run waits for something that the journal does not have.
    pub fn of_wait(machine: &Machine) -> Divergence {
        let calls: Vec<String> =
            machine.open_calls().map(|(id, call)| format!("`{}` of {}", call.name, machine.path(id))).collect();
        let waits = if calls.is_empty() { "the clock".to_owned() } else { calls.join(", ") };
        Divergence::new(format!("the run waits for {waits}, and the journal has nothing more"), machine)
    }

    /// The run goes on where the journal ended.
    pub fn of_length(machine: &Machine) -> Divergence {
        Divergence::new("the journal ended here and the run goes on".to_owned(), machine)
    }

    /// A sentence for people.
    pub fn sentence(&self) -> String {
        let equal = match self.last_equal {
            Some(check) => format!("equal until event {} at least", check.events),
            None => "no check before it was equal".to_owned(),
        };
        format!("the replay went another way than its journal at event {}: {} ({equal})", self.seq, self.message)
    }
}
