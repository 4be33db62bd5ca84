//! Where lines begin or may begin, and how far they are indented: notes on the borders between atoms.

use super::atoms::{AtomIndex, Atoms};
use crate::base::sort_by_key;

/// Number of a [`Group`].
pub(super) type GroupIndex = usize;

/// Line breaks that are made together or not at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// Whether a line break inside, even one that belongs to a block or another group, forces its own.
    pub is_rigid: bool,
    /// Whether its line breaks are made in any case.
    pub forced: bool,
}

/// What stands between an atom and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A line break, in any case.
    Line(Line),
    /// A line break if its group's line breaks are made, else nothing or one blank.
    Break { group: GroupIndex, blank: bool, is_entry: bool },
    /// A line break with an indentation for this one line.
    Hang,
}

/// How a line begins that begins in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// As the first one of a block: without a blank line before it.
    First,
    /// As a later one: a blank line before it is kept.
    Next,
    /// As a declaration's: a blank line stands before it.
    Apart,
    /// With a word that closes a block: without a blank line before it.
    Closing,
}

/// A note.
#[derive(Clone, Copy, Debug)]
pub(super) enum Note {
    /// A group begins.
    Open(GroupIndex),
    /// The last entry of the group begins: it may go over lines although the group does not.
    Hug(GroupIndex),
    /// The innermost group ends.
    Close,
    /// Lines are indented by so much more; if a group is named, only if its line breaks are made.
    Indent(Option<GroupIndex>, i8),
    /// What stands before the atom.
    Gap(Gap),
}

/// All notes.
pub(super) struct Plan<'a, 's> {
    pub atoms: &'a Atoms<'s>,
    pub groups: Vec<Group>,
    /// For each atom, whether it stands directly behind the one before it: the bracket of a call.
    pub attached: Vec<bool>,
    /// For each atom, whether it is an operator that stands directly before its operand.
    pub prefix: Vec<bool>,
    /// Notes with their places: twice the atom's number before it, one more behind it.
    notes: Vec<(u32, Note)>,
}

impl<'a, 's> Plan<'a, 's> {
    /// A plan without notes.
    pub fn new(atoms: &'a Atoms<'s>) -> Plan<'a, 's> {
        let len = atoms.all.len();
        Plan { atoms, groups: Vec::new(), attached: vec![false; len], prefix: vec![false; len], notes: Vec::new() }
    }

    /// A new group.
    pub fn group(&mut self, is_rigid: bool, forced: bool) -> GroupIndex {
        self.groups.push(Group { is_rigid, forced });
        self.groups.len() - 1
    }

    /// Notes something before an atom, behind what is noted there already.
    pub fn before(&mut self, atom: AtomIndex, note: Note) {
        self.notes.push((2 * atom as u32, note));
    }

    /// Notes something behind an atom.
    pub fn behind(&mut self, atom: AtomIndex, note: Note) {
        self.notes.push((2 * atom as u32 + 1, note));
    }

    /// A line begins with this atom.
    pub fn line(&mut self, atom: AtomIndex, line: Line) {
        self.before(atom, Note::Gap(Gap::Line(line)));
    }

    /// A line may begin with this atom.
    pub fn opt_break(&mut self, atom: AtomIndex, group: GroupIndex, blank: bool) {
        self.before(atom, Note::Gap(Gap::Break { group, blank, is_entry: false }));
    }

    /// The notes in order of their places.
    pub fn take_notes(&mut self) -> Vec<(u32, Note)> {
        let mut notes = std::mem::take(&mut self.notes);
        sort_by_key(&mut notes, |&(place, _)| place);
        notes
    }
}
