//! Patterns.

use super::Printer;
use crate::syntax::tree::{FieldPattern, Pattern, PatternKind, RestPattern};

impl Printer {
    pub(super) fn pattern(&mut self, pattern: &Pattern) {
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Error => self.put("_"),
            PatternKind::Literal(value) => self.expr(value),
            PatternKind::Range { low, high, inclusive } => {
                self.expr(low);
                self.put(if *inclusive { "..=" } else { ".." });
                self.expr(high);
            }
            PatternKind::Name(name) => self.name(name),
            PatternKind::Typed { name, ty } => {
                self.name(name);
                self.put(": ");
                self.ty(ty);
            }
            PatternKind::Constructor { path, name, fields, rest } => {
                self.opt("", path.as_ref(), Printer::name);
                self.put(if path.is_some() { "." } else { "" });
                self.name(name);
                self.fields(fields, *rest, path.is_none());
            }
            PatternKind::Tuple(parts) => self.list("(", parts, ")", Printer::pattern),
            PatternKind::List { before, rest, after } => self.list_pattern(before, rest.as_ref(), after),
            PatternKind::Or(alternatives) => self.alternatives(alternatives),
        }
    }

    /// Fields in parentheses; without any, only a constructor without a path needs them to be told from a name.
    fn fields(&mut self, fields: &[FieldPattern], rest: bool, needs_parens: bool) {
        if fields.is_empty() && !rest && !needs_parens {
            return;
        }
        self.put("(");
        self.commas(fields, Printer::field_pattern);
        self.put(match (rest, fields.is_empty()) {
            (true, true) => "..)",
            (true, false) => ", ..)",
            (false, _) => ")",
        });
    }

    fn field_pattern(&mut self, field: &FieldPattern) {
        self.opt("", field.name.as_ref(), Printer::name);
        if let Some(name) = &field.name {
            let short = matches!(&field.pattern.kind, PatternKind::Name(bound) if bound.text == name.text);
            self.put(if short { ":" } else { ": " });
            if short {
                return;
            }
        }
        let reads_as_field = field.name.is_none() && matches!(field.pattern.kind, PatternKind::Typed { .. });
        self.pattern_in_parens_if(&field.pattern, reads_as_field);
    }

    /// A pattern behind which `: Type` would belong to something else, or which `let` would read as a reserved word in place of a name.
    pub(super) fn binding(&mut self, pattern: &Pattern) {
        self.pattern_in_parens_if(pattern, matches!(pattern.kind, PatternKind::Typed { .. } | PatternKind::Literal(_)));
    }

    fn pattern_in_parens_if(&mut self, pattern: &Pattern, needs_parens: bool) {
        self.put(if needs_parens { "(" } else { "" });
        self.pattern(pattern);
        self.put(if needs_parens { ")" } else { "" });
    }

    fn list_pattern(&mut self, before: &[Pattern], rest: Option<&RestPattern>, after: &[Pattern]) {
        self.put("[");
        self.commas(before, Printer::pattern);
        if let Some(rest) = rest {
            self.put(if before.is_empty() { "..." } else { ", ..." });
            self.opt("", rest.name.as_ref(), Printer::name);
        }
        self.put(if after.is_empty() { "" } else { ", " });
        self.commas(after, Printer::pattern);
        self.put("]");
    }

    fn alternatives(&mut self, alternatives: &[Pattern]) {
        for (index, alternative) in alternatives.iter().enumerate() {
            if index > 0 {
                self.put(" | ");
            }
            let swallows = matches!(alternative.kind, PatternKind::Typed { .. });
            self.pattern_in_parens_if(alternative, swallows);
        }
    }
}
