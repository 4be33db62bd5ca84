//! Loops. A loop's last op jumps back itself where there is an op for it, so that one round costs one jump.

use super::Compiler;
use super::conditions::is_comparison;
use super::control::Want;
use super::function::LoopContext;
use super::labels::Label;
use super::pattern::small_int;
use crate::bytecode::{Op, Reg};
use crate::check::Resolution;
use crate::syntax::tree::{Block, Clause, Expr, ExprKind, ForLoop, Name, Pattern, PatternKind, WhileLoop};

/// How a loop gets its next item.
struct Source {
    /// Its first register; the next one belongs to it too.
    state: Reg,
    /// Whether it counts integers.
    is_range: bool,
}

impl<'a> Compiler<'a> {
    /// `for`, `while` and `loop`: null, or the value of the `break` that ended it.
    pub fn loop_expr(&mut self, expr: &'a Expr, want: Want) {
        let (dst, is_tail) = match want {
            Want::Effect => (None, false),
            Want::Value(dst) | Want::Soft(dst) => (Some(dst), false),
            Want::Tail | Want::SoftTail => (Some(self.f.alloc()), true),
        };
        self.scoped(|this| match &expr.kind {
            ExprKind::For(each) => this.for_loop(each, dst),
            ExprKind::While(each) => this.while_loop(each, dst),
            ExprKind::Loop { label, body } => this.endless_loop(label.as_ref(), body, dst),
            _ => {}
        });
        if let (Some(src), true) = (dst, is_tail) {
            self.emit(Op::Return { src });
        }
    }

    fn enter_loop(&mut self, label: Option<&Name>, dst: Option<Reg>) -> (Label, Label) {
        let (on_break, on_continue) = (self.f.label(), self.f.label());
        let label = label.map(|name| name.text.clone());
        self.f.loops.push(LoopContext { label, on_break, on_continue, dst });
        (on_break, on_continue)
    }

    /// Behind the loop's normal end.
    fn leave_loop(&mut self, on_break: Label, dst: Option<Reg>) {
        if let Some(dst) = dst {
            self.emit(Op::Null { dst });
        }
        self.f.bind(on_break);
        self.f.loops.pop();
    }

    fn endless_loop(&mut self, label: Option<&Name>, body: &'a Block, dst: Option<Reg>) {
        let (on_break, on_continue) = self.enter_loop(label, dst);
        self.f.bind(on_continue);
        self.block(body, Want::Effect);
        self.f.goto(on_continue);
        self.f.bind(on_break);
        self.f.loops.pop();
    }

    fn while_loop(&mut self, each: &'a WhileLoop, dst: Option<Reg>) {
        let (on_break, on_continue) = self.enter_loop(each.label.as_ref(), dst);
        let exit = self.f.label();
        match &each.condition {
            Clause::Expr(condition) if self.repeats_cheaply(condition) => {
                let hoisted = self.f.hoisted.len();
                self.hoist_literals(condition);
                self.jump_unless(condition, exit);
                let top = self.f.label_here();
                self.block(&each.body, Want::Effect);
                self.f.bind(on_continue);
                self.jump_if(condition, top);
                self.f.hoisted.truncate(hoisted);
            }
            condition => {
                self.f.bind(on_continue);
                self.scoped(|this| {
                    this.clause(condition, exit);
                    this.block(&each.body, Want::Effect);
                });
                self.f.goto(on_continue);
            }
        }
        self.f.bind(exit);
        self.leave_loop(on_break, dst);
    }

    /// Whether a condition may stand twice, before the loop and at its end: a comparison of plain names and numbers.
    fn repeats_cheaply(&self, condition: &Expr) -> bool {
        match &condition.unparen().kind {
            ExprKind::Binary { op, left, right, .. } => {
                is_comparison(*op) && is_leaf(left) && is_leaf(right) && self.is_invertible(*op, left, right)
            }
            _ => false,
        }
    }

    /// Numbers of a loop's condition that fit no op are put into registers once, before the loop.
    fn hoist_literals(&mut self, condition: &'a Expr) {
        let ExprKind::Binary { left, right, .. } = &condition.unparen().kind else { return };
        for side in [left.unparen(), right.unparen()] {
            if matches!(side.kind, ExprKind::Int(_)) && small_int(side).is_none() {
                let reg = self.f.alloc();
                self.expr_into(side, reg);
                self.f.registers.set_variable(reg);
                self.f.hoisted.push((side.id, reg));
            }
        }
    }

    fn for_loop(&mut self, each: &'a ForLoop, dst: Option<Reg>) {
        let source = self.loop_source(&each.iterable);
        let (on_break, on_continue) = self.enter_loop(each.label.as_ref(), dst);
        self.each_item(&source, &each.pattern, on_continue, |this| {
            if let Some(filter) = &each.filter {
                this.jump_unless(filter, on_continue);
            }
            this.block(&each.body, Want::Effect);
        });
        self.leave_loop(on_break, dst);
    }

    /// All items of `iterable` that pass `filter`, for comprehensions.
    pub fn for_items(
        &mut self,
        iterable: &'a Expr,
        pattern: &'a Pattern,
        filter: Option<&'a Expr>,
        body: &mut dyn FnMut(&mut Self),
    ) {
        self.scoped(|this| {
            let source = this.loop_source(iterable);
            let next = this.f.label();
            this.each_item(&source, pattern, next, |this| {
                if let Some(filter) = filter {
                    this.jump_unless(filter, next);
                }
                body(this);
            });
        });
    }

    fn loop_source(&mut self, iterable: &'a Expr) -> Source {
        match &iterable.unparen().kind {
            ExprKind::Range { low: Some(low), high: Some(high), inclusive, step: None } => {
                let counter = self.f.registers.alloc_many(2);
                self.expr_into(low, counter);
                self.expr_into(high, Reg(counter.0.saturating_add(1)));
                self.at(iterable.span, |this| this.emit(Op::RangeStart { inclusive: *inclusive, counter }));
                Source { state: counter, is_range: true }
            }
            _ => {
                let iter = self.f.registers.alloc_many(2);
                self.temporarily(|this| {
                    let src = this.operand(iterable);
                    this.at(iterable.span, |this| this.emit(Op::IterStart { iter, src }));
                });
                Source { state: iter, is_range: false }
            }
        }
    }

    /// Runs `body` for each item; `next` stands where the next round begins.
    fn each_item(&mut self, source: &Source, pattern: &'a Pattern, next: Label, body: impl FnOnce(&mut Self)) {
        let dst = self.f.alloc();
        let exit = self.f.label();
        self.at(pattern.span, |this| this.jump(source.next(dst), exit));
        let top = self.f.label_here();
        self.scoped(|this| {
            this.bind_item(pattern, dst);
            body(this);
        });
        self.f.bind(next);
        self.at(pattern.span, |this| this.jump(source.again(dst), top));
        self.f.bind(exit);
    }

    fn bind_item(&mut self, pattern: &'a Pattern, item: Reg) {
        match (&pattern.kind, self.resolution(pattern.id)) {
            (PatternKind::Name(name), Some(Resolution::Local(local))) => self.f.declare(local, &name.text, item),
            _ => self.bind_irrefutable(pattern, item),
        }
    }

    /// `break [@label] [value]`
    pub fn break_loop(&mut self, label: Option<&Name>, value: Option<&'a Expr>) {
        let Some(context) = self.find_loop(label) else { return };
        let (on_break, dst) = (context.on_break, context.dst);
        match (value, dst) {
            (Some(value), Some(dst)) => self.expr_into(value, dst),
            (Some(value), None) => self.expr(value, Want::Effect),
            (None, Some(dst)) => self.emit(Op::Null { dst }),
            (None, None) => {}
        }
        self.f.goto(on_break);
    }

    /// `continue [@label]`
    pub fn continue_loop(&mut self, label: Option<&Name>) {
        if let Some(on_continue) = self.find_loop(label).map(|context| context.on_continue) {
            self.f.goto(on_continue);
        }
    }

    fn find_loop(&self, label: Option<&Name>) -> Option<&LoopContext> {
        let mut loops = self.f.loops.iter().rev();
        match label {
            Some(name) => loops.find(|context| context.label.as_deref() == Some(name.text.as_str())),
            None => loops.next(),
        }
    }
}

impl Source {
    fn next(&self, dst: Reg) -> Op {
        match self.is_range {
            true => Op::RangeNext { counter: self.state, dst, to: 0 },
            false => Op::IterNext { iter: self.state, dst, to: 0 },
        }
    }

    fn again(&self, dst: Reg) -> Op {
        match self.is_range {
            true => Op::RangeLoop { counter: self.state, dst, to: 0 },
            false => Op::IterLoop { iter: self.state, dst, to: 0 },
        }
    }
}

fn is_leaf(expr: &Expr) -> bool {
    matches!(expr.unparen().kind, ExprKind::Name(_) | ExprKind::Int(_))
}
