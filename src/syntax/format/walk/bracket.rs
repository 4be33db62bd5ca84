//! Lists in brackets: all on one line, or an entry a line.

use super::{STEP, Walker};
use crate::syntax::format::atoms::AtomIndex;
use crate::syntax::format::plan::{Gap, GroupIndex, Line, Note};
use crate::syntax::token::T;
use crate::text::Span;

/// How a bracket is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// An entry a line if they do not fit on one.
    Entries,
    /// So, but the last entry may go over lines while the others stay on the line of the bracket.
    Hug,
    /// On lines of its own only if the author wrote it so: one entry that lines would not help.
    Tight,
}

impl Walker<'_, '_> {
    /// The bracket at `open`, which belongs to what stands before it; the atom behind its end.
    pub(super) fn attached(&mut self, open: AtomIndex, style: Style) -> AtomIndex {
        self.plan.attached[open] = true;
        self.bracket(open, style);
        self.plan.atoms.closer(open).map_or(open, |close| close + 1)
    }

    /// The bracket at `open`. Its group is given for further places where a line may begin.
    pub(super) fn bracket(&mut self, open: AtomIndex, style: Style) -> Option<GroupIndex> {
        let close = self.plan.atoms.closer(open)?;
        let forced = self.plan.atoms.all[open + 1].starts_line;
        if close == open + 1 {
            self.empty(open);
            return None;
        }
        if style == Style::Tight && !forced {
            return None;
        }
        let group = self.plan.group(true, forced);
        self.plan.before(open, Note::Open(group));
        self.plan.behind(open, Note::Indent(Some(group), STEP));
        let last = self.entries(open, close, group);
        if style == Style::Hug {
            self.plan.before(last, Note::Hug(group));
        }
        self.plan.before(close, Note::Indent(Some(group), -STEP));
        self.plan.opt_break(close, group, false);
        self.plan.behind(close, Note::Close);
        Some(group)
    }

    /// A bracket without entries; comments may stand in it.
    fn empty(&mut self, open: AtomIndex) {
        let (all, close) = (&self.plan.atoms.all, open + 1);
        let inside = Span::new(all[open].span.end, all[close].span.start);
        if !inside.text(self.plan.atoms.source).contains('#') {
            return;
        }
        self.plan.behind(open, Note::Indent(None, STEP));
        self.plan.before(close, Note::Indent(None, -STEP));
        self.plan.line(close, Line::Closing);
    }

    /// A line may begin with each entry; the atom with which the last one begins.
    fn entries(&mut self, open: AtomIndex, close: AtomIndex, group: GroupIndex) -> AtomIndex {
        self.plan.opt_break(open + 1, group, false);
        let (mut last, mut at) = (open + 1, open + 1);
        while at < close {
            if self.kind(at) == T::Comma {
                last = at + 1;
                self.plan.before(last, Note::Gap(Gap::Break { group, blank: true, is_entry: true }));
            }
            at = self.plan.atoms.closer(at).filter(|&closer| closer > at).unwrap_or(at) + 1;
        }
        last
    }
}
