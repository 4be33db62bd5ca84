//! `if`, `when`, `halt`, and what is wanted of an expression.

use super::Compiler;
use super::labels::Label;
use crate::bytecode::{Op, Reg};
use crate::check::Resolution;
use crate::syntax::tree::{Block, Clause, Expr, ExprKind, IfBranch, WhenArm};

/// What becomes of an expression's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// It is thrown away.
    Effect,
    /// It goes into the register.
    Value(Reg),
    /// The same, but a `match` in which no arm fits gives null (statement position, rule R26).
    Soft(Reg),
    /// The function returns it.
    Tail,
    /// The function returns it, and a `match` in which no arm fits gives null.
    SoftTail,
}

impl Want {
    /// Whether a `match` in which no arm fits fails.
    pub fn is_strict(self) -> bool {
        matches!(self, Want::Value(_) | Want::Tail)
    }
}

impl<'a> Compiler<'a> {
    /// Compiles an expression.
    pub fn expr(&mut self, expr: &'a Expr, want: Want) {
        let outer = std::mem::replace(&mut self.f.span, expr.span);
        match &expr.kind {
            ExprKind::Paren(inner) | ExprKind::Comptime(inner) => self.expr(inner, want),
            ExprKind::If { branches, otherwise } => self.if_expr(branches, otherwise.as_ref(), want),
            ExprKind::Match { subject, arms } => self.match_expr(expr.id, subject, arms, want),
            ExprKind::When(arms) => self.when_expr(arms, want),
            ExprKind::For(_) | ExprKind::While(_) | ExprKind::Loop { .. } => self.loop_expr(expr, want),
            ExprKind::Halt(message) => self.halt(message),
            _ => self.plain_expr(expr, want),
        }
        self.f.span = outer;
    }

    fn plain_expr(&mut self, expr: &'a Expr, want: Want) {
        match want {
            Want::Value(dst) | Want::Soft(dst) => self.value(expr, dst),
            Want::Effect => self.temporarily(|this| {
                let dst = this.f.alloc();
                this.value(expr, dst);
            }),
            Want::Tail | Want::SoftTail => self.with_last_uses(expr, |this| {
                this.temporarily(|this| {
                    let src = this.operand(expr);
                    this.emit(Op::Return { src });
                });
            }),
        }
    }

    /// Compiles an expression into `dst`.
    #[inline(never)]
    pub fn expr_into(&mut self, expr: &'a Expr, dst: Reg) {
        self.expr(expr, Want::Value(dst));
    }

    /// The register that holds the expression's value: a variable's own, or a fresh one.
    #[inline(never)]
    pub fn operand(&mut self, expr: &'a Expr) -> Reg {
        match self.variable(expr) {
            Some(reg) => reg,
            None => {
                let dst = self.f.alloc();
                self.expr_into(expr, dst);
                dst
            }
        }
    }

    /// Gives null where a value is wanted and nothing gave one.
    #[inline(never)]
    pub fn give_null(&mut self, want: Want) {
        if self.f.is_unreachable() {
            return;
        }
        match want {
            Want::Effect => {}
            Want::Value(dst) | Want::Soft(dst) => self.emit(Op::Null { dst }),
            Want::Tail | Want::SoftTail => self.temporarily(|this| this.return_null()),
        }
    }

    /// Goes to `end` unless control has left already.
    pub fn leave_to(&mut self, end: Label) {
        if !self.f.is_unreachable() {
            self.f.goto(end);
        }
    }

    fn if_expr(&mut self, branches: &'a [IfBranch], otherwise: Option<&'a Block>, want: Want) {
        let end = self.f.label();
        for (index, branch) in branches.iter().enumerate() {
            let next = self.f.label();
            let is_last = index + 1 == branches.len() && otherwise.is_none() && want == Want::Effect;
            self.scoped(|this| {
                this.clause(&branch.condition, next);
                this.block(&branch.body, want);
            });
            if !is_last {
                self.leave_to(end);
            }
            self.f.bind(next);
        }
        match otherwise {
            Some(block) => self.block(block, want),
            None => self.give_null(want),
        }
        self.f.bind(end);
    }

    /// Goes to `otherwise` unless the condition holds; a `let` binds its names, and a bare name takes anything but null.
    pub fn clause(&mut self, clause: &'a Clause, otherwise: Label) {
        match clause {
            Clause::Expr(condition) => self.jump_unless(condition, otherwise),
            Clause::Let { pattern, value } => {
                let subject = self.subject(value);
                if pattern.is_name() && matches!(self.resolution(pattern.id), Some(Resolution::Local(_))) {
                    self.jump(Op::JumpIfNull { src: subject, to: 0 }, otherwise);
                }
                self.pattern(pattern, subject, otherwise);
            }
        }
    }

    fn when_expr(&mut self, arms: &'a [WhenArm], want: Want) {
        let end = self.f.label();
        let mut is_open = true;
        for arm in arms {
            let next = self.f.label();
            if let Some(condition) = &arm.condition {
                self.jump_unless(condition, next);
            }
            self.block(&arm.body, want);
            self.leave_to(end);
            self.f.bind(next);
            if arm.condition.is_none() {
                is_open = false;
                break;
            }
        }
        if is_open {
            self.give_null(want);
        }
        self.f.bind(end);
    }

    fn halt(&mut self, message: &'a Expr) {
        self.temporarily(|this| {
            let src = this.operand(message);
            this.emit(Op::Halt { src });
        });
    }
}
