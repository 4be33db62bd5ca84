//! Forks: a run that is another one up to an event, and then differs in one thing.
//!
//! A fork is a replay of an altered journal: the same choices and inputs before the event, the change, and from there the first in line. What came
//! from outside later is used again where it still fits.

use super::journal::{ChoiceRecord, End, Header, Input, Journal, Parent};
use super::{Execution, Opened, Options, Prepared, Strictness};
use crate::runtime::{Choice, Event, EventKind};
use crate::vm::{FutureId, Value};
use crate::world::{Change, Changes};
use std::fmt;
use std::rc::Rc;

/// In what a fork differs.
#[derive(Clone, Debug)]
pub enum Alteration {
    /// Another one of the ready set goes, by its id.
    Pick(String),
    /// A call is answered otherwise: with a value, or a failure's message.
    Answer(Result<Value, String>),
    /// A call takes another time.
    Latency(i64),
}

/// Why a run cannot be forked there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForkProblem {
    /// The run has no such event.
    NoEvent,
    /// The event is no choice.
    NoChoice,
    /// The fiber was not among those that the choice lists.
    NotReady(String),
    /// The event is no outside call.
    NoCall,
    /// The call was never answered, so that there is nothing to move.
    Unanswered,
}

impl fmt::Display for ForkProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ForkProblem::NoEvent => write!(out, "the run has no such event"),
            ForkProblem::NoChoice => write!(out, "nothing was chosen at this event: fork at an event of kind `chosen`"),
            ForkProblem::NotReady(id) => write!(out, "{id} was not ready at this event"),
            ForkProblem::NoCall => {
                write!(out, "nothing was called at this event: fork at an event of kind `tool_called`")
            }
            ForkProblem::Unanswered => write!(out, "this call has no answer whose time could be changed"),
        }
    }
}

impl std::error::Error for ForkProblem {}

impl Execution {
    /// A run at its beginning that will differ from this one in one thing after event `seq`; `prepared` and `options` are this one's.
    ///
    /// # Errors
    /// When nothing of the kind happened at that event.
    pub fn fork(
        &self,
        prepared: &Prepared,
        options: &Options,
        seq: u64,
        alteration: Alteration,
    ) -> Result<Execution, ForkProblem> {
        let event = usize::try_from(seq).ok().and_then(|seq| self.log().event(seq)).ok_or(ForkProblem::NoEvent)?;
        let mut journal = self.journal();
        let mut changes = Changes::clone(&journal.header.changes);
        match alteration {
            Alteration::Pick(id) => self.pick_otherwise(&mut journal, seq, &event, &id)?,
            Alteration::Answer(result) => {
                let change = Change { result: Some(result), latency_ms: None };
                changes.insert(call_of(&event)?, change);
            }
            Alteration::Latency(ms) => {
                let id = call_of(&event)?;
                changes.insert(id, self.moved(&journal, id, ms)?);
            }
        }
        if let Ok(id) = call_of(&event) {
            journal.choices.retain(|choice| choice.seq < seq);
            journal.inputs.retain(|record| !matches!(&record.input, Input::Answer(answered) if answered.id == id));
        }
        let parent = Some(Parent { trace_hash: self.trace_hash(), seq });
        journal.header = Rc::new(Header { parent, changes: Rc::new(changes), ..Header::clone(&journal.header) });
        journal.end.status = End::OPEN.to_owned();
        let opened = Opened { journal, prepared: prepared.clone(), world: options.world.clone() };
        Ok(Execution::replay(&opened, Strictness::Prefix))
    }

    /// Alters the choices from event `seq` on, unless the one that is wanted went anyway.
    fn pick_otherwise(&self, journal: &mut Journal, seq: u64, event: &Event, id: &str) -> Result<(), ForkProblem> {
        let EventKind::Chosen(choice) = &event.kind else { return Err(ForkProblem::NoChoice) };
        let wanted = self.machine().find(id);
        let index = choice.ready.iter().position(|ready| Some(*ready) == wanted);
        let index = index.ok_or_else(|| ForkProblem::NotReady(id.to_owned()))?;
        if Some(choice.pick) == wanted {
            return Ok(());
        }
        journal.choices.retain(|choice| choice.seq < seq);
        journal.choices.extend(self.choice_at(seq, index as u32, choice));
        Ok(())
    }

    /// The record of a choice of the fiber at `index`; the first in line needs none.
    fn choice_at(&self, seq: u64, index: u32, choice: &Choice) -> Option<ChoiceRecord> {
        let number = self.log().choices().take_while(|(before, _)| *before < seq).count() as u64;
        let taken = Choice { index, pick: choice.ready[index as usize], ..choice.clone() };
        (index > 0).then(|| self.choice_record(seq, number, &taken))
    }

    /// The answer to a call at another time; the host's answer is given again.
    fn moved(&self, journal: &Journal, id: FutureId, ms: i64) -> Result<Change, ForkProblem> {
        let given = journal.inputs.iter().find_map(|record| match &record.input {
            Input::Answer(answered) if answered.id == id => Some(answered.result.clone()),
            _ => None,
        });
        let earlier = journal.header.changes.get(&id).and_then(|change| change.result.clone());
        let result = given.or(earlier);
        if result.is_none() && self.machine().open_calls().any(|(open, _)| open == id) {
            return Err(ForkProblem::Unanswered);
        }
        Ok(Change { result, latency_ms: Some(ms) })
    }
}

fn call_of(event: &Event) -> Result<FutureId, ForkProblem> {
    match event.kind {
        EventKind::ToolCalled(_) => Ok(event.future),
        _ => Err(ForkProblem::NoCall),
    }
}
