//! Operators that give a value.

use super::Compiler;
use super::pattern::small_int;
use crate::bytecode::{Op, Reg};
use crate::syntax::tree::{BinaryOp, Expr, ExprKind, UnaryOp};
use crate::syntax::walk::has_block;

impl<'a> Compiler<'a> {
    /// `-a`, `not a`, `~a`
    pub fn unary(&mut self, op: UnaryOp, operand: &'a Expr, dst: Reg) {
        if let (UnaryOp::Negate, ExprKind::Int(value)) = (op, &operand.unparen().kind) {
            return self.int(value.wrapping_neg(), dst);
        }
        let a = self.operand(operand);
        self.emit(match op {
            UnaryOp::Negate => Op::Negate { dst, a },
            UnaryOp::Not => Op::Not { dst, a },
            UnaryOp::BitNot => Op::BitNot { dst, a },
        });
    }

    /// `left op right`
    pub fn binary(&mut self, expr: &'a Expr, op: BinaryOp, left: &'a Expr, right: &'a Expr, dst: Reg) {
        match op {
            BinaryOp::And | BinaryOp::Or => self.short_circuit(op, left, right, dst),
            BinaryOp::Coalesce => self.coalesce(left, right, dst),
            BinaryOp::Pipe => self.pipe(expr.span, left, right, dst),
            BinaryOp::Compose => self.compose(left, right, dst),
            _ => {
                let a = self.left_operand(left, right, dst);
                self.operate(op, a, right, dst);
            }
        }
    }

    /// `dst = a op right`
    pub fn operate(&mut self, op: BinaryOp, a: Reg, right: &'a Expr, dst: Reg) {
        if let Some(op) = small_int(right).and_then(|value| with_int(op, dst, a, value)) {
            return self.emit(op);
        }
        let b = self.operand(right);
        self.emit(plain(op, dst, a, b));
    }

    /// The left operand: a variable's own register, `dst` when nobody else reads it, or a temporary.
    fn left_operand(&mut self, left: &'a Expr, right: &'a Expr, dst: Reg) -> Reg {
        match self.variable(left) {
            Some(reg) if self.takes_in_place(left) && reg != dst => {
                self.expr_into(left, dst);
                dst
            }
            Some(reg) if !has_block(right) => reg,
            None if !self.f.must_keep(dst) => {
                self.expr_into(left, dst);
                dst
            }
            _ => {
                let copy = self.f.alloc();
                self.expr_into(left, copy);
                copy
            }
        }
    }

    fn takes_in_place(&self, expr: &Expr) -> bool {
        self.is_last_use(expr.unparen().id)
    }

    fn short_circuit(&mut self, op: BinaryOp, left: &'a Expr, right: &'a Expr, dst: Reg) {
        let work = self.work_register(dst);
        let end = self.f.label();
        self.expr_into(left, work);
        match op {
            BinaryOp::And => self.jump(Op::JumpUnless { cond: work, to: 0 }, end),
            _ => self.jump(Op::JumpIf { cond: work, to: 0 }, end),
        }
        self.expr_into(right, work);
        self.f.bind(end);
        self.move_to(dst, work);
    }

    fn coalesce(&mut self, left: &'a Expr, right: &'a Expr, dst: Reg) {
        let work = self.work_register(dst);
        let (is_null, end) = (self.f.label(), self.f.label());
        self.expr_into(left, work);
        self.jump(Op::JumpIfNull { src: work, to: 0 }, is_null);
        self.f.goto(end);
        self.f.bind(is_null);
        self.expr_into(right, work);
        self.f.bind(end);
        self.move_to(dst, work);
    }

    /// `dst`, or a temporary when `dst` is a variable that must keep its value until the end.
    pub fn work_register(&mut self, dst: Reg) -> Reg {
        if self.f.must_keep(dst) { self.f.alloc() } else { dst }
    }
}

fn with_int(op: BinaryOp, dst: Reg, a: Reg, value: i16) -> Option<Op> {
    Some(match op {
        BinaryOp::Add => Op::AddInt { dst, a, value },
        BinaryOp::Subtract if value != i16::MIN => Op::AddInt { dst, a, value: -value },
        BinaryOp::Multiply => Op::MultiplyInt { dst, a, value },
        BinaryOp::Remainder if value > 0 => Op::RemainderInt { dst, a, value },
        _ => return None,
    })
}

/// The op of an operator that evaluates both sides.
pub fn plain(op: BinaryOp, dst: Reg, a: Reg, b: Reg) -> Op {
    match op {
        BinaryOp::Add => Op::Add { dst, a, b },
        BinaryOp::Subtract => Op::Subtract { dst, a, b },
        BinaryOp::Multiply => Op::Multiply { dst, a, b },
        BinaryOp::Divide => Op::Divide { dst, a, b },
        BinaryOp::FloorDivide => Op::FloorDivide { dst, a, b },
        BinaryOp::Remainder => Op::Remainder { dst, a, b },
        BinaryOp::Power => Op::Power { dst, a, b },
        BinaryOp::ShiftLeft => Op::ShiftLeft { dst, a, b },
        BinaryOp::ShiftRight => Op::ShiftRight { dst, a, b },
        BinaryOp::BitAnd => Op::BitAnd { dst, a, b },
        BinaryOp::BitXor => Op::BitXor { dst, a, b },
        BinaryOp::BitOr => Op::BitOr { dst, a, b },
        BinaryOp::Concat => Op::Concat { dst, a, b },
        _ => comparison(op, dst, a, b),
    }
}

fn comparison(op: BinaryOp, dst: Reg, a: Reg, b: Reg) -> Op {
    match op {
        BinaryOp::NotEqual => Op::NotEqual { dst, a, b },
        BinaryOp::Less => Op::Less { dst, a, b },
        BinaryOp::LessEqual => Op::LessEqual { dst, a, b },
        BinaryOp::Greater => Op::Less { dst, a: b, b: a },
        BinaryOp::GreaterEqual => Op::LessEqual { dst, a: b, b: a },
        BinaryOp::In => Op::In { dst, a, b },
        // `and`, `or`, `??` and pipes have code of their own.
        _ => Op::Equal { dst, a, b },
    }
}
