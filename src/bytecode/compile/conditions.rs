//! Conditions: jumps without a Bool in between where that is possible.

use super::Compiler;
use super::labels::Label;
use super::pattern::small_int;
use crate::bytecode::{Op, Reg, TypeTest};
use crate::check::{Resolution, Type};
use crate::syntax::tree::{BinaryOp, Expr, ExprKind, UnaryOp};
use crate::syntax::walk::has_block;

impl<'a> Compiler<'a> {
    /// Goes to `label` when `cond` is false; falls through when it is true.
    pub fn jump_unless(&mut self, cond: &'a Expr, label: Label) {
        let cond = cond.unparen();
        self.at(cond.span, |this| match &cond.kind {
            ExprKind::Bool(true) => {}
            ExprKind::Bool(false) => this.f.goto(label),
            ExprKind::Unary { op: UnaryOp::Not, operand } => this.jump_if(operand, label),
            ExprKind::Binary { op: BinaryOp::And, left, right, .. } => {
                this.jump_unless(left, label);
                this.jump_unless(right, label);
            }
            ExprKind::Binary { op: BinaryOp::Or, left, right, .. } => {
                let holds = this.f.label();
                this.jump_if(left, holds);
                this.jump_unless(right, label);
                this.f.bind(holds);
            }
            ExprKind::Binary { op, left, right, .. } if is_comparison(*op) => {
                this.temporarily(|this| this.unless_compares(*op, left, right, label));
            }
            ExprKind::Is { value, .. } => this.unless_is(cond, value, label),
            _ => this.temporarily(|this| {
                let cond = this.operand(cond);
                this.jump(Op::JumpUnless { cond, to: 0 }, label);
            }),
        });
    }

    /// Goes to `label` when `cond` is true; falls through when it is false.
    pub fn jump_if(&mut self, cond: &'a Expr, label: Label) {
        let cond = cond.unparen();
        self.at(cond.span, |this| match &cond.kind {
            ExprKind::Bool(true) => this.f.goto(label),
            ExprKind::Bool(false) => {}
            ExprKind::Unary { op: UnaryOp::Not, operand } => this.jump_unless(operand, label),
            ExprKind::Binary { op: BinaryOp::And, left, right, .. } => {
                let fails = this.f.label();
                this.jump_unless(left, fails);
                this.jump_if(right, label);
                this.f.bind(fails);
            }
            ExprKind::Binary { op: BinaryOp::Or, left, right, .. } => {
                this.jump_if(left, label);
                this.jump_if(right, label);
            }
            ExprKind::Binary { op, left, right, .. } if is_comparison(*op) => this.if_compares(*op, left, right, label),
            _ => this.temporarily(|this| {
                let cond = this.operand(cond);
                this.jump(Op::JumpIf { cond, to: 0 }, label);
            }),
        });
    }

    /// Whether the comparison can be turned round: `not (a < b)` is `a >= b`, but not for floats that are no numbers.
    pub fn is_invertible(&self, op: BinaryOp, left: &Expr, right: &Expr) -> bool {
        matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) || (self.is_int(left) && self.is_int(right))
    }

    fn is_int(&self, expr: &Expr) -> bool {
        let expr = expr.unparen();
        matches!(expr.kind, ExprKind::Int(_)) || self.checked.types.get(expr.id) == Some(&Type::Int)
    }

    fn if_compares(&mut self, op: BinaryOp, left: &'a Expr, right: &'a Expr, label: Label) {
        if self.is_invertible(op, left, right) {
            return self.temporarily(|this| this.unless_compares(inverse(op), left, right, label));
        }
        let fails = self.f.label();
        self.temporarily(|this| this.unless_compares(op, left, right, fails));
        self.f.goto(label);
        self.f.bind(fails);
    }

    fn unless_compares(&mut self, op: BinaryOp, left: &'a Expr, right: &'a Expr, label: Label) {
        if let Some(value) = small_int(right).filter(|_| op != BinaryOp::NotEqual) {
            let a = self.operand(left);
            return self.jump(unless_int(op, a, value), label);
        }
        let a = match has_block(right) {
            true => {
                let copy = self.f.alloc();
                self.expr_into(left, copy);
                copy
            }
            false => self.operand(left),
        };
        let b = self.operand(right);
        self.jump(unless(op, a, b), label);
    }

    /// Goes to `label` when the value is not what `is` asks for.
    pub fn unless_is(&mut self, cond: &Expr, value: &'a Expr, label: Label) {
        if let Some(Resolution::Variant(of, index)) = self.resolution(cond.id) {
            return self.temporarily(|this| {
                let src = this.operand(value);
                this.test_variant(of, index, src, label);
            });
        }
        let test = self.written_test(cond.id);
        self.temporarily(|this| {
            let src = this.operand(value);
            if test != TypeTest::Any {
                let test = this.tables.test(&mut this.out, test);
                this.jump(Op::TestType { src, test, to: 0 }, label);
            }
        });
    }
}

/// Whether the operator is a comparison with a jump of its own.
pub fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    matches!(op, Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual)
}

fn inverse(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Equal => BinaryOp::NotEqual,
        BinaryOp::NotEqual => BinaryOp::Equal,
        BinaryOp::Less => BinaryOp::GreaterEqual,
        BinaryOp::LessEqual => BinaryOp::Greater,
        BinaryOp::Greater => BinaryOp::LessEqual,
        BinaryOp::GreaterEqual => BinaryOp::Less,
        other => other,
    }
}

fn unless(op: BinaryOp, a: Reg, b: Reg) -> Op {
    match op {
        BinaryOp::NotEqual => Op::JumpUnlessNotEqual { a, b, to: 0 },
        BinaryOp::Less => Op::JumpUnlessLess { a, b, to: 0 },
        BinaryOp::LessEqual => Op::JumpUnlessLessEqual { a, b, to: 0 },
        BinaryOp::Greater => Op::JumpUnlessLess { a: b, b: a, to: 0 },
        BinaryOp::GreaterEqual => Op::JumpUnlessLessEqual { a: b, b: a, to: 0 },
        _ => Op::JumpUnlessEqual { a, b, to: 0 },
    }
}

fn unless_int(op: BinaryOp, a: Reg, value: i16) -> Op {
    match op {
        BinaryOp::Less => Op::JumpUnlessLessInt { a, value, to: 0 },
        BinaryOp::LessEqual => Op::JumpUnlessLessEqualInt { a, value, to: 0 },
        BinaryOp::Greater => Op::JumpUnlessGreaterInt { a, value, to: 0 },
        BinaryOp::GreaterEqual => Op::JumpUnlessGreaterEqualInt { a, value, to: 0 },
        _ => Op::JumpUnlessEqualInt { a, value, to: 0 },
    }
}
