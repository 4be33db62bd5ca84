//! Control forms and composites.

use super::bracket::Style;
use super::{STEP, Walker, line};
use crate::syntax::format::atoms::AtomIndex;
use crate::syntax::format::plan::{Gap, Note};
use crate::syntax::token::T;
use crate::syntax::tree::{
    Block, Clause, Composite, CompositeOperands, Entry, Expr, ExprKind, ForLoop, IfBranch, MatchArm, ParallelFor,
    Pattern, Stmt, StmtKind, WhenArm,
};

impl Walker<'_, '_> {
    pub(super) fn control(&mut self, expr: &Expr) {
        let last = self.plan.atoms.before(expr.span.end);
        match &expr.kind {
            ExprKind::If { branches, otherwise } => self.if_expr(branches, otherwise.as_ref()),
            ExprKind::Match { subject, arms } => {
                self.in_header(|walker| walker.expr(subject));
                let opener = arms.first().map_or(last - 1, |arm| self.plan.atoms.at(arm.span.start) - 1);
                self.indented(opener, last, |walker| walker.match_arms(arms));
            }
            ExprKind::When(arms) => {
                let opener = self.plan.atoms.at(expr.span.start);
                self.indented(opener, last, |walker| walker.when_arms(arms));
            }
            ExprKind::For(found) => {
                let ForLoop { pattern, iterable, filter, body, .. } = &**found;
                self.for_loop(pattern, iterable, filter.as_ref(), body);
            }
            ExprKind::While(found) => {
                self.clause(&found.condition);
                self.block(&found.body);
            }
            ExprKind::Loop { body, .. } => self.block(body),
            ExprKind::ParallelFor(found) => {
                let ParallelFor { pattern, iterable, filter, body } = &**found;
                self.for_loop(pattern, iterable, filter.as_ref(), body);
            }
            ExprKind::Composite(composite) => self.composite(composite, last),
            _ => {}
        }
    }

    fn for_loop(&mut self, pattern: &Pattern, iterable: &Expr, filter: Option<&Expr>, body: &Block) {
        self.in_header(|walker| {
            walker.pattern(pattern);
            walker.expr(iterable);
            filter.into_iter().for_each(|filter| walker.expr(filter));
        });
        self.block(body);
    }

    fn clause(&mut self, clause: &Clause) {
        self.in_header(|walker| match clause {
            Clause::Expr(condition) => walker.expr(condition),
            Clause::Let { pattern, value } => {
                walker.pattern(pattern);
                walker.expr(value);
            }
        });
    }

    /// Whether an `if` is written `if … then … else …`.
    pub(super) fn is_inline(&self, branches: &[IfBranch]) -> bool {
        branches.first().is_some_and(|first| self.kind(self.opener(&first.body)) == T::Then)
    }

    fn if_expr(&mut self, branches: &[IfBranch], otherwise: Option<&Block>) {
        if self.is_inline(branches) {
            return self.then_else(branches, otherwise);
        }
        for branch in branches {
            self.clause(&branch.condition);
            self.block(&branch.body);
        }
        otherwise.into_iter().for_each(|block| self.block(block));
    }

    fn then_else(&mut self, branches: &[IfBranch], otherwise: Option<&Block>) {
        for branch in branches {
            self.clause(&branch.condition);
            self.inline(&branch.body);
        }
        let Some(otherwise) = otherwise else { return };
        let first = self.opener(otherwise) + 1;
        // On the line of its `else`, this `if` would belong to the one before it.
        if self.kind(first) == T::If && self.plan.atoms.all[first].starts_line {
            self.plan.before(first, Note::Gap(Gap::Hang));
        }
        self.inline(otherwise);
    }

    /// A block that is the rest of a line.
    fn inline(&mut self, block: &Block) {
        block.stmts.iter().for_each(|stmt| self.stmt(stmt));
    }

    fn match_arms(&mut self, arms: &[MatchArm]) {
        for (index, arm) in arms.iter().enumerate() {
            self.plan.line(self.plan.atoms.at(arm.span.start), line(index));
            self.with(STEP, false, |walker| {
                walker.pattern(&arm.pattern);
                arm.guard.iter().for_each(|guard| walker.expr(guard));
            });
            self.arm_body(&arm.body);
        }
    }

    fn when_arms(&mut self, arms: &[WhenArm]) {
        for (index, arm) in arms.iter().enumerate() {
            let start = match &arm.condition {
                Some(condition) => self.plan.atoms.at(condition.span.start),
                None => self.opener(&arm.body) - 1,
            };
            self.plan.line(start, line(index));
            self.with(STEP, false, |walker| arm.condition.iter().for_each(|condition| walker.expr(condition)));
            self.arm_body(&arm.body);
        }
    }

    /// Behind the arrow if it is one statement that fits there, else on lines below it.
    fn arm_body(&mut self, body: &Block) {
        let (arrow, last) = (self.opener(body), self.last(body));
        match body.stmts.as_slice() {
            [] => {}
            [Stmt { kind: StmtKind::Role { .. }, .. }] | [_, _, ..] => {
                self.plan.behind(arrow, Note::Indent(None, STEP));
                self.stmts(body);
                self.plan.behind(last, Note::Indent(None, -STEP));
            }
            [only] => {
                let group = self.plan.group(true, false);
                self.plan.behind(arrow, Note::Open(group));
                self.plan.behind(arrow, Note::Indent(Some(group), STEP));
                self.plan.opt_break(arrow + 1, group, true);
                self.stmt(only);
                self.plan.behind(last, Note::Indent(Some(group), -STEP));
                self.plan.behind(last, Note::Close);
            }
        }
    }

    /// Whether a composite is written as a block, and not as a call.
    pub(super) fn is_block(&self, composite: &Composite) -> bool {
        let next = self.plan.atoms.at(composite.keyword.end);
        self.kind(next) != T::LeftParen || self.plan.atoms.all[next].starts_line
    }

    fn composite(&mut self, composite: &Composite, last: AtomIndex) {
        let open = self.plan.atoms.at(composite.keyword.start) + 1;
        match &composite.operands {
            CompositeOperands::Entries(entries) if self.is_block(composite) => {
                self.indented(open - 1, last, |walker| walker.entry_lines(entries));
            }
            CompositeOperands::Entries(entries) => self.entries_in_brackets(open, entries),
            CompositeOperands::List(list) => {
                self.attached(open, self.hugging(std::iter::once(&**list)));
                self.afresh(|walker| walker.expr(list));
            }
            CompositeOperands::Timeout { limit_ms, body } => {
                self.attached(open, self.hugging([&**limit_ms, &**body].into_iter()));
                self.afresh(|walker| {
                    walker.expr(limit_ms);
                    walker.expr(body);
                });
            }
        }
    }

    fn entry_lines(&mut self, entries: &[Entry]) {
        for (index, entry) in entries.iter().enumerate() {
            self.plan.line(self.plan.atoms.at(entry.span.start), line(index));
            match entry.name {
                Some(_) => self.value(&entry.body),
                None => self.expr(&entry.body),
            }
        }
    }

    /// `race(a, b)`, or `race([a, b])`, which is the same.
    fn entries_in_brackets(&mut self, open: AtomIndex, entries: &[Entry]) {
        let close = self.plan.atoms.closer(open);
        let has_list = self.kind(open + 1) == T::LeftBracket
            && self.plan.atoms.closer(open + 1).map(|close| close + 1) == close
            && entries.iter().all(|entry| self.plan.atoms.at(entry.span.start) != open + 1);
        match has_list {
            true => {
                self.attached(open, Style::Hug);
                self.bracket(open + 1, Style::Entries);
            }
            false => {
                self.attached(open, self.hugging(entries.iter().map(|entry| &entry.body)));
            }
        }
        self.afresh(|walker| entries.iter().for_each(|entry| walker.expr(&entry.body)));
    }
}
