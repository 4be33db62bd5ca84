//! Chains: operators of one power, pipes, calls on calls, alternatives. All on one line, or a link a line.

use super::{STEP, Walker};
use crate::syntax::format::atoms::AtomIndex;
use crate::syntax::format::plan::{GroupIndex, Note};
use crate::syntax::grammar::power;
use crate::syntax::token::T;
use crate::syntax::tree::{BinaryOp, Expr, ExprKind};
use crate::text::Span;

impl Walker<'_, '_> {
    /// A binary operator with all those of its power to its left.
    pub(super) fn operators(&mut self, whole: &Expr) {
        let (first, links) = operands(whole);
        let starts = links.iter().map(|&(op, operator, right)| match op {
            BinaryOp::Pipe | BinaryOp::Compose => self.plan.atoms.at(operator),
            _ => self.plan.atoms.at(right.span.start),
        });
        let starts: Vec<AtomIndex> = starts.collect();
        let is_pipe = matches!(links.first(), Some((BinaryOp::Pipe | BinaryOp::Compose, ..)));
        let forced = is_pipe && links.first().is_some_and(|&(_, at, right)| self.is_broken_at(at, right));
        let group = self.chain(self.plan.atoms.at(whole.span.start), forced);
        self.expr(first);
        self.links(group, self.plan.atoms.before(first.span.end), &starts, true);
        self.with(STEP, self.may_break, |walker| links.iter().for_each(|(.., right)| walker.expr(right)));
        self.end_chain(group, self.plan.atoms.before(whole.span.end));
    }

    /// Whether the author began a line before or behind an operator.
    fn is_broken_at(&self, operator: u32, right: &Expr) -> bool {
        let begins_line = |offset: u32| self.plan.atoms.all[self.plan.atoms.at(offset)].starts_line;
        begins_line(operator) || begins_line(right.span.start)
    }

    /// Begins a chain, if a line may end here.
    fn chain(&mut self, first: AtomIndex, forced: bool) -> Option<GroupIndex> {
        if !self.may_break {
            return None;
        }
        let group = self.plan.group(false, forced);
        self.plan.before(first, Note::Open(group));
        Some(group)
    }

    /// A line may begin with each of these atoms; `last` is the one before them.
    fn links(&mut self, group: Option<GroupIndex>, last: AtomIndex, starts: &[AtomIndex], blank: bool) {
        let Some(group) = group else { return };
        self.plan.behind(last, Note::Indent(Some(group), self.chain_indent));
        starts.iter().for_each(|&start| self.plan.opt_break(start, group, blank));
    }

    fn end_chain(&mut self, group: Option<GroupIndex>, last: AtomIndex) {
        let Some(group) = group else { return };
        self.plan.behind(last, Note::Indent(Some(group), -self.chain_indent));
        self.plan.behind(last, Note::Close);
    }

    /// A value behind `=`: it begins a line of its own if it does not fit and cannot be broken well in itself.
    pub(super) fn value(&mut self, value: &Expr) {
        if self.breaks_well(value) || !self.may_break {
            return self.expr(value);
        }
        let (first, last) = (self.plan.atoms.at(value.span.start), self.plan.atoms.before(value.span.end));
        let group = self.plan.group(false, false);
        self.plan.behind(first - 1, Note::Open(group));
        self.plan.behind(first - 1, Note::Indent(Some(group), STEP));
        self.plan.opt_break(first, group, true);
        self.with(0, true, |walker| walker.expr(value));
        self.plan.behind(last, Note::Indent(Some(group), -STEP));
        self.plan.behind(last, Note::Close);
    }

    /// Whether an expression that does not fit on its line is best broken inside.
    fn breaks_well(&self, value: &Expr) -> bool {
        match &value.kind {
            ExprKind::Await(inner) | ExprKind::Try(inner) | ExprKind::Unwrap(inner) => self.breaks_well(inner),
            ExprKind::Field { object, .. } | ExprKind::Index { object, .. } => self.breaks_well(object),
            ExprKind::Binary { op, .. } => matches!(op, BinaryOp::Pipe | BinaryOp::Compose),
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::String(_)
            | ExprKind::Bytes(_)
            | ExprKind::Name(_)
            | ExprKind::Range { .. }
            | ExprKind::Unary { .. }
            | ExprKind::Is { .. }
            | ExprKind::As { .. } => false,
            ExprKind::If { branches, .. } => !self.is_inline(branches),
            _ => true,
        }
    }

    /// Calls, fields and indexes, one attached to the other: `a.b(c).d(e)`.
    pub(super) fn postfixes(&mut self, whole: &Expr) {
        let mut dots = Vec::new();
        self.called_dots(whole, &mut dots);
        let is_chain = dots.len() > 1;
        let forced = is_chain && dots.iter().any(|&dot| self.plan.atoms.all[dot].starts_line);
        let group = if is_chain { self.chain(self.plan.atoms.at(whole.span.start), forced) } else { None };
        if let Some(&first) = dots.first() {
            self.links(group, first - 1, &dots, false);
        }
        self.attachments(whole);
        self.end_chain(group, self.plan.atoms.before(whole.span.end));
    }

    /// The dots before fields that are called, in order.
    fn called_dots(&self, whole: &Expr, dots: &mut Vec<AtomIndex>) {
        let mut at = whole;
        loop {
            let (object, is_called) = match &at.kind {
                ExprKind::Call { callee, .. } => (&**callee, matches!(callee.kind, ExprKind::Field { .. })),
                ExprKind::Field { object, .. } | ExprKind::Index { object, .. } => (&**object, false),
                ExprKind::Unwrap(object) | ExprKind::Try(object) => (&**object, false),
                _ => break,
            };
            if let (true, ExprKind::Field { name, .. }) = (is_called, &object.kind) {
                dots.push(self.plan.atoms.at(name.span.start) - 1);
            }
            at = object;
        }
        dots.reverse();
    }

    /// Alternatives with `|` between them.
    pub(super) fn alternatives(
        &mut self,
        whole: Span,
        parts: impl Iterator<Item = Span>,
        walk: impl FnOnce(&mut Self),
    ) {
        let starts: Vec<AtomIndex> = parts.skip(1).map(|part| self.behind_sign(part.start)).collect();
        let group = self.chain(self.plan.atoms.at(whole.start), false);
        if let Some(&first) = starts.first() {
            self.links(group, first - 1, &starts, true);
        }
        walk(self);
        self.end_chain(group, self.plan.atoms.before(whole.end));
    }

    /// The atom behind the `|` before `offset`; parentheses may stand between the two.
    fn behind_sign(&self, offset: u32) -> AtomIndex {
        let mut at = self.plan.atoms.at(offset);
        while at > 0 && self.kind(at - 1) != T::Pipe {
            at -= 1;
        }
        at
    }
}

/// An operator, its place, and its right operand.
type Link<'t> = (BinaryOp, u32, &'t Expr);

/// The first operand of operators of one power, and what follows it.
fn operands(whole: &Expr) -> (&Expr, Vec<Link<'_>>) {
    let mut links = Vec::new();
    let mut at = whole;
    let mut of = None;
    while let ExprKind::Binary { op, op_span, left, right } = &at.kind
        && of.is_none_or(|found| found == power(*op) && *op != BinaryOp::Power)
    {
        of = Some(power(*op));
        links.push((*op, op_span.start, &**right));
        at = left;
    }
    links.reverse();
    (at, links)
}
