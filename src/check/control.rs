//! `if`, `when`, loops, and leaving them.

use super::Type;
use super::checker::{ANY, Checker, Use};
use super::messages::control as messages;
use super::nearest::nearest;
use super::overlap::Rounds;
use super::scope::{FrameKind, Loop};
use super::types::union_of;
use crate::syntax::tree::{Block, Clause, Expr, ExprKind, ForLoop, IfBranch, Name, WhenArm, WhileLoop};
use crate::text::Span;

impl<'t> Checker<'t> {
    /// `if … else … end`.
    pub fn if_expr(&mut self, branches: &'t [IfBranch], otherwise: Option<&'t Block>, usage: Use) -> Type {
        let mut types = Vec::new();
        self.open_scope();
        for branch in branches {
            self.open_scope();
            self.clause(&branch.condition);
            self.assume_clause(&branch.condition, true);
            types.push(self.block(&branch.body, usage));
            self.close_scope();
            self.assume_clause(&branch.condition, false);
        }
        types.push(match otherwise {
            Some(block) => self.block(block, usage),
            None => Type::Null,
        });
        self.close_scope();
        self.assume_left(branches, &types);
        union_of(types)
    }

    /// Behind an `if`: the conditions of those first branches that leave do not hold there.
    fn assume_left(&mut self, branches: &'t [IfBranch], types: &[Type]) {
        for (branch, _) in branches.iter().zip(types).take_while(|(_, ty)| **ty == Type::Never) {
            self.assume_clause(&branch.condition, false);
        }
    }

    /// `when … end`.
    pub fn when(&mut self, arms: &'t [WhenArm], usage: Use) -> Type {
        let mut types = Vec::new();
        self.open_scope();
        for arm in arms {
            if let Some(condition) = &arm.condition {
                self.condition(condition);
            }
            types.push(self.branch_block(arm.condition.as_ref(), &arm.body, usage));
            if let Some(condition) = &arm.condition {
                self.assume(condition, false);
            }
        }
        self.close_scope();
        if arms.iter().all(|arm| arm.condition.is_some()) {
            types.push(Type::Unknown);
        }
        union_of(types)
    }

    /// `for … in … end`.
    pub fn for_loop(&mut self, body: &'t ForLoop) -> Type {
        let element = self.iterated(&body.iterable);
        let first_local = self.out.locals.len();
        self.open_scope();
        self.bind_pattern(&body.pattern, &element);
        self.forget_assigned(&body.body);
        if let Some(filter) = &body.filter {
            self.condition(filter);
            self.assume(filter, true);
        }
        let breaks = self.loop_body(body.label.as_ref(), &body.body);
        self.tie_equal_rounds(first_local);
        self.close_scope();
        value_of_ending_loop(breaks)
    }

    /// `while … end`.
    pub fn while_loop(&mut self, body: &'t WhileLoop) -> Type {
        self.open_scope();
        self.forget_assigned(&body.body);
        self.clause(&body.condition);
        self.assume_clause(&body.condition, true);
        let breaks = self.loop_body(body.label.as_ref(), &body.body);
        self.close_scope();
        match &body.condition {
            Clause::Expr(condition) if matches!(condition.kind, ExprKind::Bool(true)) => union_of(breaks),
            _ => value_of_ending_loop(breaks),
        }
    }

    /// `loop … end`.
    pub fn endless_loop(&mut self, label: Option<&Name>, body: &'t Block) -> Type {
        self.forget_assigned(body);
        union_of(self.loop_body(label, body))
    }

    fn loop_body(&mut self, label: Option<&Name>, body: &'t Block) -> Vec<Type> {
        let rounds = Rounds::new(self.out.locals.len());
        let frame = self.frame();
        let defers = frame.defers;
        frame.loops.push(Loop { label: label.map(|label| label.text.clone()), breaks: Vec::new(), defers, rounds });
        self.block(body, Use::Nothing);
        let found = self.frame().loops.pop().expect("the loop was opened above");
        self.close_rounds(found.rounds);
        found.breaks
    }

    /// `break [@label] [value]`.
    pub fn break_stmt(&mut self, span: Span, label: Option<&Name>, value: Option<&'t Expr>) -> Type {
        let ty = value.map_or(Type::Null, |value| self.expr(value, ANY));
        self.tie_rounds();
        if let Some(index) = self.find_loop(span, "break", label) {
            self.frame().loops[index].breaks.push(ty);
        }
        Type::Never
    }

    /// `continue [@label]`.
    pub fn continue_stmt(&mut self, span: Span, label: Option<&Name>) -> Type {
        self.find_loop(span, "continue", label);
        self.tie_rounds();
        Type::Never
    }

    /// The loop that `break` or `continue` means.
    fn find_loop(&mut self, span: Span, word: &str, label: Option<&Name>) -> Option<usize> {
        let frame = self.frames.last().expect("statements are checked inside a frame");
        let fits = |found: &Loop| label.is_none_or(|label| found.label.as_deref() == Some(label.text.as_str()));
        match frame.loops.iter().rposition(fits) {
            Some(index) if frame.loops[index].defers < frame.defers => {
                self.report(messages::leaves_defer(span, word));
                None
            }
            Some(index) => Some(index),
            None => {
                self.report_no_loop(span, word, label);
                None
            }
        }
    }

    fn report_no_loop(&mut self, span: Span, word: &str, label: Option<&Name>) {
        let outer = self.frames.iter().rev().skip(1);
        let fits = |found: &Loop| label.is_none_or(|label| found.label.as_deref() == Some(label.text.as_str()));
        let sees_outer = self.frames.last().is_some_and(|frame| frame.sees_outer);
        if sees_outer && outer.flat_map(|frame| &frame.loops).any(fits) {
            let kind = self.frames.last().map(|frame| frame.kind);
            let place = if kind == Some(FrameKind::Branch) { "a branch" } else { "a closure" };
            return self.report(messages::out_of_function(span, word, place));
        }
        let frame = self.frames.last().expect("statements are checked inside a frame");
        match label.filter(|_| !frame.loops.is_empty()) {
            Some(label) => {
                let near = nearest(&label.text, frame.loops.iter().filter_map(|found| found.label.as_deref()));
                self.report(messages::unknown_label(word, label, near));
            }
            None => self.report(messages::outside_loop(span, word)),
        }
    }
}

/// A loop that can end by itself gives null, or what a `break` gives.
fn value_of_ending_loop(breaks: Vec<Type>) -> Type {
    union_of(breaks.into_iter().chain([Type::Null]))
}
