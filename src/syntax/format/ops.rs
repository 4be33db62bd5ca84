//! Atoms and notes as one sequence.

use super::atoms::{AtomIndex, Atoms, Kind};
use super::plan::{Gap, Group, GroupIndex, Line, Note, Plan};
use super::spacing::is_apart;
use crate::syntax::token::T;
use crate::text::Span;
use std::ops::Range;

/// One step of writing.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// An atom is written.
    Atom(AtomIndex),
    /// Comments that stand between two atoms, each up to the end of a line.
    Comments {
        /// Their numbers.
        comments: Range<usize>,
        /// Where what stands before them ends.
        behind: u32,
        line: Line,
        hangs: bool,
    },
    /// A group begins.
    Open(GroupIndex),
    /// Lines are indented by so much more; if a group is named, only if its line breaks are made.
    Indent(Option<GroupIndex>, i8),
    /// A blank.
    Blank,
    /// A line break, in any case.
    Line { has_blank_line: bool, hangs: bool },
    /// A line break or nothing, or one blank.
    Break { group: GroupIndex, blank: bool, has_blank_line: bool },
    /// A semicolon: without it, a name and the line break behind it would open a block.
    Semicolon,
}

/// The whole sequence.
#[derive(Debug, Default)]
pub(super) struct Ops {
    pub ops: Vec<Op>,
    pub groups: Vec<Measure>,
}

/// What decides whether a group's line breaks are made.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// Whether they are made in any case.
    pub forced: bool,
    /// The op up to which what it holds must fit on the line.
    pub end: usize,
}

/// Puts atoms and notes together.
pub(super) fn ops(atoms: &Atoms<'_>, mut plan: Plan<'_, '_>) -> Ops {
    let notes = plan.take_notes();
    let groups = vec![Measure::default(); plan.groups.len()];
    let mut builder =
        Builder { atoms, plan, open: Vec::new(), comment: 0, behind: 0, result: Ops { ops: Vec::new(), groups } };
    let mut rest = notes.as_slice();
    for atom in 0..atoms.all.len() {
        let before = take(&mut rest, 2 * atom as u32);
        builder.gap(atom, before);
        builder.result.ops.push(Op::Atom(atom));
        if atoms.text(atom).contains('\n') && atoms.all[atom].kind != Kind::Border {
            builder.has_line();
        }
        let behind = take(&mut rest, 2 * atom as u32 + 1);
        builder.behind(atom, behind);
    }
    builder.result
}

/// The notes at a place, which are the first ones.
fn take<'n>(rest: &mut &'n [(u32, Note)], place: u32) -> &'n [(u32, Note)] {
    let len = rest.iter().take_while(|&&(at, _)| at == place).count();
    let (found, behind) = rest.split_at(len);
    *rest = behind;
    found
}

/// A group that is open.
#[derive(Clone, Copy)]
struct Open {
    group: GroupIndex,
    /// Whether a line break stands in it.
    has_line: bool,
    /// Whether its last entry has begun, which may go over lines.
    hugs: bool,
}

struct Builder<'a, 's> {
    atoms: &'a Atoms<'s>,
    plan: Plan<'a, 's>,
    open: Vec<Open>,
    /// Number of the next comment.
    comment: usize,
    /// Where what was written last ends, commas left out.
    behind: u32,
    result: Ops,
}

impl Builder<'_, '_> {
    fn push(&mut self, op: Op) {
        self.result.ops.push(op);
    }

    /// What stands before an atom.
    fn gap(&mut self, atom: AtomIndex, notes: &[(u32, Note)]) {
        let mut gap =
            notes.iter().rev().find_map(|&(_, note)| if let Note::Gap(gap) = note { Some(gap) } else { None });
        let at_border = self.atoms.all[atom].kind == Kind::Border;
        if at_border {
            gap = Some(Gap::Line(Line::Closing));
        }
        let comments = self.comments_before(atom);
        if !comments.is_empty() {
            gap = Some(self.hard(gap));
        }
        let has_blank_line = self.comments(comments, atom, gap);
        for &(_, note) in notes {
            if let Note::Indent(group, by) = note {
                self.push(Op::Indent(group, by));
            }
        }
        self.separate(atom, gap, has_blank_line);
        for &(_, note) in notes {
            match note {
                Note::Open(group) => self.open(group),
                Note::Hug(group) => self.hug(group),
                _ => {}
            }
        }
    }

    /// What stands behind an atom.
    fn behind(&mut self, atom: AtomIndex, notes: &[(u32, Note)]) {
        for &(_, note) in notes {
            match note {
                Note::Close => self.close(),
                Note::Indent(group, by) => self.push(Op::Indent(group, by)),
                Note::Open(group) => self.open(group),
                Note::Gap(_) | Note::Hug(_) => {}
            }
        }
        if self.atoms.kind(atom) != T::Comma {
            self.behind = self.atoms.all[atom].span.end;
        }
    }

    /// The comments between an atom and the one before it; those before a comma stand behind it instead.
    fn comments_before(&mut self, atom: AtomIndex) -> Range<usize> {
        let comments = self.atoms.comments();
        // Comments inside of a string are a part of it.
        while comments.get(self.comment).is_some_and(|comment| comment.start < self.behind) {
            self.comment += 1;
        }
        let first = self.comment;
        if self.atoms.kind(atom) != T::Comma {
            let start = self.atoms.all[atom].span.start;
            while comments.get(self.comment).is_some_and(|comment| comment.start < start) {
                self.comment += 1;
            }
        }
        first..self.comment
    }

    /// The gap as it is with comments in it: they go up to the end of a line.
    fn hard(&mut self, gap: Option<Gap>) -> Gap {
        match gap {
            None => Gap::Hang,
            Some(Gap::Break { group, .. }) => {
                self.result.groups[group].forced = true;
                self.has_line();
                gap.unwrap_or(Gap::Hang)
            }
            Some(gap) => gap,
        }
    }

    /// Writes comments; whether a blank line stands behind the last of them, or between the atoms if there is none.
    fn comments(&mut self, comments: Range<usize>, atom: AtomIndex, gap: Option<Gap>) -> bool {
        let line = match gap {
            Some(Gap::Line(line)) => line,
            Some(Gap::Hang) => Line::Closing,
            Some(Gap::Break { is_entry: false, .. }) => Line::First,
            _ => Line::Next,
        };
        let behind = self.behind;
        let last = comments.clone().next_back().map_or(behind, |last| self.atoms.comments()[last].end);
        let has_comments = !comments.is_empty();
        let was_apart = self.has_blank_line(Span::new(last, self.atoms.all[atom].span.start));
        let mut line_of_comments = line;
        if line == Line::Apart && (was_apart || self.is_apart_before(&comments, behind)) {
            line_of_comments = Line::Next;
        }
        if has_comments {
            let hangs = gap == Some(Gap::Hang);
            self.push(Op::Comments { comments: comments.clone(), behind, line: line_of_comments, hangs });
        }
        let own_line = comments.end > comments.start && self.begins_line(comments.end - 1);
        match line {
            Line::Closing => false,
            Line::First => has_comments && was_apart,
            Line::Next => was_apart,
            Line::Apart => was_apart || !(has_comments && own_line),
        }
    }

    /// Whether a blank line stands somewhere before one of these comments.
    fn is_apart_before(&self, comments: &Range<usize>, behind: u32) -> bool {
        let all = self.atoms.comments();
        let mut end = behind;
        comments.clone().any(|index| {
            let between = Span::new(end, all[index].start);
            end = all[index].end;
            self.has_blank_line(between)
        })
    }

    /// Whether a comment is the first on its line.
    fn begins_line(&self, comment: usize) -> bool {
        let before = &self.atoms.source[..self.atoms.comments()[comment].start as usize];
        matches!(before.trim_end_matches([' ', '\t']).bytes().next_back(), None | Some(b'\n'))
    }

    fn has_blank_line(&self, between: Span) -> bool {
        between.text(self.atoms.source).bytes().filter(|&byte| byte == b'\n').nth(1).is_some()
    }

    /// The blank or line break before an atom.
    fn separate(&mut self, atom: AtomIndex, gap: Option<Gap>, has_blank_line: bool) {
        let opens_block = self.would_open_block(atom);
        match gap {
            None if is_apart(&self.plan, atom) => self.push(Op::Blank),
            None => {}
            Some(Gap::Break { blank: false, .. }) if opens_block => {}
            Some(Gap::Break { .. }) if opens_block => self.push(Op::Blank),
            Some(Gap::Break { group, blank, is_entry }) => {
                self.push(Op::Break { group, blank, has_blank_line: is_entry && has_blank_line });
            }
            Some(gap) => {
                if opens_block {
                    self.push(Op::Semicolon);
                }
                self.has_line();
                self.push(Op::Line { has_blank_line, hangs: gap == Gap::Hang });
            }
        }
    }

    /// Whether the atom before this one is a name that a line break would turn into the word that opens a block.
    fn would_open_block(&self, atom: AtomIndex) -> bool {
        let Some(before) = atom.checked_sub(1) else { return false };
        let is_word = || matches!(self.atoms.text(before), "race" | "vote" | "select" | "parallel");
        self.atoms.kind(before) == T::Name && !self.atoms.all[before].ends_line && is_word()
    }

    fn open(&mut self, group: GroupIndex) {
        self.open.push(Open { group, has_line: false, hugs: false });
        self.push(Op::Open(group));
    }

    /// The last entry of a group begins: from here on the entry decides by itself.
    fn hug(&mut self, group: GroupIndex) {
        if let Some(open) = self.open.iter_mut().rev().find(|open| open.group == group) {
            open.hugs = true;
        }
        self.result.groups[group].end = self.result.ops.len();
    }

    fn close(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        let Group { is_rigid, forced } = self.plan.groups[closed.group];
        let measure = &mut self.result.groups[closed.group];
        measure.forced |= forced || (is_rigid && closed.has_line && !closed.hugs);
        if !closed.hugs {
            measure.end = self.result.ops.len();
        }
        if measure.forced || closed.has_line {
            self.has_line();
        }
    }

    /// A line break stands in the innermost group.
    fn has_line(&mut self) {
        let Some(open) = self.open.last_mut() else { return };
        let measure = &mut self.result.groups[open.group];
        if self.plan.groups[open.group].is_rigid && !open.hugs {
            measure.forced = true;
        }
        open.has_line = true;
    }
}
