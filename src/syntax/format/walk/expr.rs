//! Expressions.

use super::Walker;
use super::bracket::Style;
use crate::syntax::format::atoms::AtomIndex;
use crate::syntax::token::T;
use crate::syntax::tree::{Argument, Comprehension, Expr, ExprKind, Lambda, LambdaBody};

impl Walker<'_, '_> {
    pub(super) fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::String(_)
            | ExprKind::Bytes(_)
            | ExprKind::Name(_)
            | ExprKind::Error => {}
            ExprKind::Int(_) | ExprKind::Float(_) => self.sign(expr),
            ExprKind::List(_)
            | ExprKind::Tuple(_)
            | ExprKind::Set(_)
            | ExprKind::Map(_)
            | ExprKind::Comprehension(_) => self.collection(expr),
            ExprKind::Binary { .. } => self.operators(expr),
            ExprKind::Unary { operand, .. } => {
                self.sign(expr);
                self.expr(operand);
            }
            ExprKind::Await(inner) | ExprKind::Spread(inner) | ExprKind::Comptime(inner) => self.expr(inner),
            ExprKind::Paren(inner) => {
                self.bracket(self.plan.atoms.at(expr.span.start), Style::Tight);
                self.afresh(|walker| walker.expr(inner));
            }
            ExprKind::Range { low, high, step, .. } => {
                [low, high, step].into_iter().flatten().for_each(|part| self.expr(part));
            }
            ExprKind::Is { value, ty } | ExprKind::As { value, ty } => {
                self.expr(value);
                self.ty(ty);
            }
            ExprKind::Call { .. }
            | ExprKind::Field { .. }
            | ExprKind::Index { .. }
            | ExprKind::Unwrap(_)
            | ExprKind::Try(_) => self.postfixes(expr),
            ExprKind::TryElse { value, otherwise } => {
                self.expr(value);
                otherwise.iter().for_each(|otherwise| self.expr(otherwise));
            }
            ExprKind::Lambda(lambda) => self.lambda(expr, lambda),
            ExprKind::Halt(value) | ExprKind::Spawn(value) => {
                let word = self.plan.atoms.at(expr.span.start);
                self.attached(word + 1, self.hugging(std::iter::once(&**value)));
                self.afresh(|walker| walker.expr(value));
            }
            _ => self.control(expr),
        }
    }

    /// A sign in front of what it belongs to.
    pub(super) fn sign(&mut self, signed: &Expr) {
        let at = self.plan.atoms.at(signed.span.start);
        if matches!(self.kind(at), T::Minus | T::Tilde) {
            self.plan.prefix[at] = true;
        }
    }

    fn collection(&mut self, expr: &Expr) {
        let open = self.plan.atoms.at(expr.span.start);
        match &expr.kind {
            ExprKind::Set(elements) => {
                self.set(expr, open);
                self.parts(elements);
            }
            ExprKind::List(parts) | ExprKind::Tuple(parts) => {
                self.bracket(open, Style::Entries);
                self.parts(parts);
            }
            ExprKind::Map(entries) => {
                self.bracket(open, Style::Entries);
                self.afresh(|walker| {
                    for (key, value) in entries {
                        walker.expr(key);
                        value.iter().for_each(|value| walker.expr(value));
                    }
                });
            }
            ExprKind::Comprehension(found) => self.afresh(|walker| walker.comprehension(open, found)),
            _ => {}
        }
    }

    fn parts(&mut self, parts: &[Expr]) {
        self.afresh(|walker| parts.iter().for_each(|part| walker.expr(part)));
    }

    /// `{a}`, `set[a]`, `set[]()`.
    fn set(&mut self, expr: &Expr, open: AtomIndex) {
        if self.kind(open) == T::LeftBrace {
            self.bracket(open, Style::Entries);
            return;
        }
        let behind = self.attached(open + 1, Style::Entries);
        if behind <= self.plan.atoms.before(expr.span.end) {
            self.plan.attached[behind] = true;
        }
    }

    fn comprehension(&mut self, open: AtomIndex, found: &Comprehension) {
        let group = self.bracket(open, Style::Entries);
        self.expr(&found.element);
        found.value.iter().for_each(|value| self.expr(value));
        for (pattern, iterable, filter) in &found.clauses {
            let mut word = self.plan.atoms.at(pattern.span.start);
            while word > open && self.kind(word) != T::For {
                word -= 1;
            }
            let filter_word = filter.as_ref().map(|filter| self.plan.atoms.at(filter.span.start) - 1);
            for word in std::iter::once(word).chain(filter_word) {
                group.into_iter().for_each(|group| self.plan.opt_break(word, group, true));
            }
            self.pattern(pattern);
            self.expr(iterable);
            filter.iter().for_each(|filter| self.expr(filter));
        }
    }

    /// What is attached to an expression, from the inside out.
    pub(super) fn attachments(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Call { callee, arguments } => {
                self.attachments(callee);
                self.call(callee, arguments);
            }
            ExprKind::Index { object, index, .. } => {
                self.attachments(object);
                let open = self.plan.atoms.at(index.span.start) - 1;
                self.plan.attached[open] = true;
                self.afresh(|walker| walker.expr(index));
            }
            ExprKind::Field { object, .. } | ExprKind::Unwrap(object) | ExprKind::Try(object) => {
                self.attachments(object);
            }
            _ => self.expr(expr),
        }
    }

    fn call(&mut self, callee: &Expr, arguments: &[Argument]) {
        let open = self.plan.atoms.at(callee.span.end);
        let values = arguments.iter().map(|argument| &argument.value);
        self.attached(open, self.hugging(values));
        // `set[a] ()` calls a set; written together it would be an empty one.
        self.plan.attached[open] = !(arguments.is_empty() && matches!(callee.kind, ExprKind::Set(_)));
        self.afresh(|walker| arguments.iter().for_each(|argument| walker.expr(&argument.value)));
    }

    fn lambda(&mut self, expr: &Expr, lambda: &Lambda) {
        let open = self.plan.atoms.at(expr.span.start) + 1;
        self.signature(open, &lambda.params, lambda.result.as_ref(), lambda.effects.as_ref());
        match &lambda.body {
            LambdaBody::Expr(value) => self.expr(value),
            LambdaBody::Block(block) => self.block(block),
        }
    }

    /// The style of a bracket with these entries.
    pub(super) fn hugging<'t>(&self, entries: impl Iterator<Item = &'t Expr>) -> Style {
        let (mut count, mut last) = (0, None);
        for entry in entries {
            (count, last) = (count + 1, Some(entry));
        }
        match last {
            Some(Expr { kind: ExprKind::String(_) | ExprKind::Name(_), .. }) if count == 1 => Style::Tight,
            Some(last) if self.hugs(last, count == 1) => Style::Hug,
            _ => Style::Entries,
        }
    }

    /// Whether a list in brackets may leave its last entry to itself: a closure, a block, a collection, or alone a call.
    fn hugs(&self, entry: &Expr, is_alone: bool) -> bool {
        match &entry.kind {
            ExprKind::Await(inner) => self.hugs(inner, is_alone),
            ExprKind::Lambda(_)
            | ExprKind::Match { .. }
            | ExprKind::When(_)
            | ExprKind::For(_)
            | ExprKind::While(_)
            | ExprKind::Loop { .. }
            | ExprKind::ParallelFor(_)
            | ExprKind::Comprehension(_) => true,
            ExprKind::Composite(composite) => is_alone || self.is_block(composite),
            ExprKind::String(literal) => literal.triple,
            ExprKind::List(parts) | ExprKind::Set(parts) => !parts.is_empty(),
            ExprKind::Map(entries) => !entries.is_empty(),
            ExprKind::Call { .. } | ExprKind::Spawn(_) | ExprKind::Tuple(_) | ExprKind::If { .. } => is_alone,
            _ => false,
        }
    }
}
