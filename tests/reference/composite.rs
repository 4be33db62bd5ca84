//! Composites (rules R10 to R15): who decides, and what of.

use super::state::{Alarm, Composite, Ended, Form, Life, Source, State, Waiter};
use super::value::{Id, Value};
use std::rc::Rc;

/// A composite's decision, and the branch it came from.
type Decision = (Ended, Option<usize>);

impl Form {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Form::Parallel => "parallel",
            Form::Race => "race",
            Form::Vote => "vote",
            Form::Select => "select",
            Form::Timeout => "timeout",
        }
    }

    /// Whether it waits as long as any branch does.
    pub fn needs_all(self) -> bool {
        matches!(self, Form::Parallel | Form::Vote)
    }
}

impl State {
    /// A composite without branches.
    pub fn make_composite(&mut self, parent: Id, form: Form, names: Vec<Option<String>>) -> Id {
        let composite = Composite { form, branches: Vec::new(), names, decision: None, winner: None };
        let id = self.make(Some(parent), form.word(), Source::Composite(composite));
        self.futures[id].life = Life::Waiting;
        id
    }

    fn composite(&mut self, id: Id) -> Option<&mut Composite> {
        match &mut self.futures[id].source {
            Source::Composite(composite) => Some(composite),
            _ => None,
        }
    }

    /// Gives a composite its branches; those that have ended are looked at now, the lowest first.
    pub fn watch(&mut self, id: Id, branches: Vec<Id>, limit_ms: Option<i64>) {
        if let Some(composite) = self.composite(id) {
            composite.branches = branches.clone();
        }
        if let Some(ms) = limit_ms {
            let number = self.new_number();
            self.timers.push((self.deadline_after(ms), Alarm::Deadline, number, id));
        }
        for branch in &branches {
            self.futures[*branch].observed = true;
            if self.is_open(*branch) {
                self.futures[*branch].waiters.push(Waiter::Composite(id));
            }
        }
        let ended: Vec<Id> = branches.iter().copied().filter(|branch| !self.is_open(*branch)).collect();
        ended.into_iter().for_each(|branch| self.branch_ended(id, branch));
        if branches.is_empty() {
            self.decide(id, (Ended::Value(Value::list(Vec::new())), None));
            self.finish(id);
        }
    }

    /// A branch has ended.
    pub fn branch_ended(&mut self, id: Id, branch: Id) {
        if self.is_undecided(id)
            && let Some(decision) = self.judge(id, branch)
        {
            self.decide(id, decision);
        }
        self.finish(id);
    }

    /// Whether nothing has decided a composite yet.
    pub fn is_undecided(&self, id: Id) -> bool {
        matches!(&self.futures[id].source, Source::Composite(composite) if composite.decision.is_none())
    }

    fn judge(&self, id: Id, branch: Id) -> Option<Decision> {
        let Source::Composite(composite) = &self.futures[id].source else { return None };
        let place = composite.branches.iter().position(|it| *it == branch)?;
        let ended = self.ended(branch)?.clone();
        let all_ended = composite.branches.iter().all(|it| !self.is_open(*it));
        match (composite.form, ended) {
            (Form::Parallel, Ended::Value(_)) => all_ended.then(|| (Ended::Value(self.gathered(composite)), None)),
            (Form::Race, Ended::Value(value)) => Some((Ended::Value(value), Some(place))),
            (Form::Race, _) => all_ended.then(|| (self.all_failed(composite, "branches"), None)),
            (Form::Vote, _) => all_ended.then(|| (self.counted(composite), None)),
            (Form::Select | Form::Timeout, Ended::Value(value)) => Some((Ended::Value(value), Some(place))),
            (Form::Parallel | Form::Select | Form::Timeout, _) => {
                Some((Ended::Failed(self.failure(branch)?), Some(place)))
            }
        }
    }

    /// The list of all values, or the record of the named ones.
    fn gathered(&self, composite: &Composite) -> Value {
        let value = |id: &Id| match self.ended(*id) {
            Some(Ended::Value(value)) => value.clone(),
            _ => Value::Null,
        };
        let values = composite.branches.iter().map(value);
        if composite.names.iter().all(Option::is_none) {
            return Value::list(values.collect());
        }
        let named = composite.names.iter().zip(values).filter_map(|(name, value)| Some((name.clone()?, value)));
        Value::Record(Rc::new((None, named.collect())))
    }

    fn counted(&self, composite: &Composite) -> Ended {
        let values = composite.branches.iter().filter_map(|id| match self.ended(*id) {
            Some(Ended::Value(value)) => Some(value.clone()),
            _ => None,
        });
        let mut tally: Vec<(Value, usize)> = Vec::new();
        for value in values {
            match tally.iter_mut().find(|(known, _)| *known == value) {
                Some((_, votes)) => *votes += 1,
                None => tally.push((value, 1)),
            }
        }
        let most = tally.iter().map(|(_, votes)| *votes).max();
        match tally.into_iter().find(|(_, votes)| Some(*votes) == most) {
            Some((value, _)) => Ended::Value(value),
            None => self.all_failed(composite, "voters"),
        }
    }

    fn all_failed(&self, composite: &Composite, what: &str) -> Ended {
        let message = |(index, id): (usize, &Id)| format!("[{index}] {}", self.failure(*id).unwrap_or_default());
        let messages: Vec<String> = composite.branches.iter().enumerate().map(message).collect();
        let (word, count) = (composite.form.word(), composite.branches.len());
        Ended::Failed(format!("{word}: all {count} {what} failed: {}", messages.join("; ")))
    }

    /// The decision has fallen: own branches that are open have lost.
    fn decide(&mut self, id: Id, (decision, winner): Decision) {
        let Some(composite) = self.composite(id) else { return };
        (composite.decision, composite.winner) = (Some(decision), winner);
        self.open_own_branches(id).into_iter().for_each(|branch| self.cancel(branch));
    }

    /// A composite ends when it is decided and its own branches have ended.
    fn finish(&mut self, id: Id) {
        if !self.open_own_branches(id).is_empty() {
            return;
        }
        if let Some(decision) = self.composite(id).and_then(|composite| composite.decision.clone()) {
            self.settle(id, decision);
        }
    }

    fn open_own_branches(&self, id: Id) -> Vec<Id> {
        let Source::Composite(composite) = &self.futures[id].source else { return Vec::new() };
        let is_own = |branch: &Id| self.futures[*branch].parent == Some(id) && self.is_open(*branch);
        composite.branches.iter().copied().filter(is_own).collect()
    }

    /// Cancels a composite: its own branches first.
    pub fn cancel_composite(&mut self, id: Id) {
        self.decide(id, (Ended::Cancelled, None));
        self.finish(id);
    }

    /// The clock has reached the limit of a timeout.
    pub fn deadline_passed(&mut self, id: Id) {
        self.decide(id, (Ended::Value(Value::Null), None));
        self.finish(id);
    }

    /// The names of a composite's entries, and which of them won.
    pub fn entries(&self, id: Id) -> (Vec<Option<String>>, Option<usize>) {
        match &self.futures[id].source {
            Source::Composite(composite) => (composite.names.clone(), composite.winner),
            _ => (Vec::new(), None),
        }
    }
}
