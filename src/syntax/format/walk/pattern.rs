//! Patterns.

use super::Walker;
use super::bracket::Style;
use crate::syntax::token::T;
use crate::syntax::tree::{FieldPattern, Name, Pattern, PatternKind};

impl Walker<'_, '_> {
    pub(super) fn pattern(&mut self, pattern: &Pattern) {
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Name(_) | PatternKind::Error => {}
            PatternKind::Literal(value) => self.sign(value),
            PatternKind::Range { low, high, .. } => {
                self.sign(low);
                self.sign(high);
            }
            PatternKind::Typed { ty, .. } => self.ty(ty),
            PatternKind::Constructor { name, fields, .. } => self.constructor(name, fields),
            PatternKind::Tuple(parts) => self.pattern_list(pattern, parts.iter()),
            PatternKind::List { before, after, .. } => self.pattern_list(pattern, before.iter().chain(after)),
            PatternKind::Or(alternatives) => {
                let spans = alternatives.iter().map(|alternative| alternative.span);
                self.alternatives(pattern.span, spans, |walker| {
                    alternatives.iter().for_each(|alternative| walker.pattern(alternative));
                });
            }
        }
    }

    fn constructor(&mut self, name: &Name, fields: &[FieldPattern]) {
        let open = self.plan.atoms.at(name.span.end);
        if self.kind(open) == T::LeftParen && self.plan.atoms.closer(open).is_some() {
            self.attached(open, Style::Entries);
        }
        self.afresh(|walker| fields.iter().for_each(|field| walker.pattern(&field.pattern)));
    }

    fn pattern_list<'t>(&mut self, whole: &Pattern, parts: impl Iterator<Item = &'t Pattern>) {
        self.bracket(self.plan.atoms.at(whole.span.start), Style::Entries);
        self.afresh(|walker| parts.for_each(|part| walker.pattern(part)));
    }
}
