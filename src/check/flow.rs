//! What the way to a place says of a variable: behind `x != null` it is not null.
//!
//! A fact holds for a variable or for a field of it, until the scope is left in which it was learned, or until the variable is
//! assigned. [`super::conditions`] says what a condition teaches. Knows nothing of expressions.

use super::{LocalId, Type};
use crate::base::SortedMap;

/// A variable, or a field of one: each field's name behind a dot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path {
    /// The variable.
    pub local: LocalId,
    /// Empty for the variable itself.
    pub fields: String,
}

/// What is known beyond the declared types, and how to forget it.
#[derive(Debug, Default)]
pub struct Flow {
    known: SortedMap<Path, Type>,
    /// What each fact replaced, with the number of assignments of its variable at that time.
    trail: Vec<(Path, Option<Type>, u32)>,
    /// The length of the trail at the beginning of each open scope.
    marks: Vec<usize>,
    /// By variable: how often it was assigned so far.
    assignments: SortedMap<LocalId, u32>,
}

impl Flow {
    /// A scope begins.
    pub fn open(&mut self) {
        self.marks.push(self.trail.len());
    }

    /// The innermost scope ends, and what was learned in it is forgotten; so is what an assignment in it has changed.
    pub fn close(&mut self) {
        let mark = self.marks.pop().unwrap_or_default();
        for (path, before, assignments) in self.trail.drain(mark..).rev() {
            let is_as_before = self.assignments.get(&path.local).copied().unwrap_or(0) == assignments;
            match before.filter(|_| is_as_before) {
                Some(ty) => self.known.insert(path, ty),
                None => self.known.remove(&path),
            };
        }
    }

    /// From here to the end of the scope a value of `path` is a `ty`.
    pub fn learn(&mut self, path: Path, ty: Type) {
        let before = self.known.insert(path.clone(), ty);
        let assignments = self.assignments_of(path.local);
        self.trail.push((path, before, assignments));
    }

    /// What is known of `outer` holds for its copy `inner` as long as the copy lives.
    pub fn copy(&mut self, outer: LocalId, inner: LocalId) {
        let facts: Vec<(String, Type)> = self.of(outer).map(|(path, ty)| (path.fields.clone(), ty.clone())).collect();
        self.known.extend(facts.into_iter().map(|(fields, ty)| (Path { local: inner, fields }, ty)));
    }

    /// The variable, or a part of it, is assigned: nothing is known of it any more.
    pub fn assign(&mut self, local: LocalId) {
        *self.assignments.get_or_insert_with(local, || 0) += 1;
        let gone: Vec<Path> = self.of(local).map(|(path, _)| path.clone()).collect();
        gone.iter().for_each(|path| {
            self.known.remove(path);
        });
    }

    /// Whether there is any fact.
    pub fn knows_something(&self) -> bool {
        !self.known.is_empty()
    }

    /// What is known of a path.
    pub fn get(&self, path: &Path) -> Option<&Type> {
        self.known.get(path)
    }

    /// How often a variable was assigned so far.
    pub fn assignments_of(&self, local: LocalId) -> u32 {
        self.assignments.get(&local).copied().unwrap_or(0)
    }

    fn of(&self, local: LocalId) -> impl Iterator<Item = (&Path, &Type)> {
        let first = Path { local, fields: String::new() };
        self.known.iter_from(&first).take_while(move |(path, _)| path.local == local)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(local: u32, fields: &str) -> Path {
        Path { local: LocalId(local), fields: fields.to_string() }
    }

    #[test]
    fn a_fact_ends_with_its_scope() {
        let mut flow = Flow::default();
        flow.open();
        flow.learn(path(1, ""), Type::Int);
        flow.open();
        flow.learn(path(1, ""), Type::Null);
        flow.close();
        assert_eq!(flow.get(&path(1, "")), Some(&Type::Int));
        flow.close();
        assert_eq!(flow.get(&path(1, "")), None);
    }

    #[test]
    fn an_assignment_ends_every_fact_for_good() {
        let mut flow = Flow::default();
        flow.open();
        flow.learn(path(1, ".name"), Type::Int);
        flow.open();
        flow.learn(path(1, ".name"), Type::Bool);
        flow.assign(LocalId(1));
        flow.learn(path(2, ""), Type::Bool);
        flow.close();
        assert_eq!(flow.get(&path(1, ".name")), None);
        assert_eq!(flow.get(&path(2, "")), None);
    }
}
