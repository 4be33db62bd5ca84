//! `spawn` (rule R2).

use super::call::{Usage, piped};
use super::callee::Arg;
use super::{Compiler, FunctionHead};
use crate::bytecode::{Op, Reg};
use crate::syntax::tree::{BinaryOp, ComprehensionKind, Expr, ExprKind};

impl<'a> Compiler<'a> {
    /// `dst` = the future, or list of futures, of `body`.
    pub fn spawn(&mut self, body: &'a Expr, dst: Reg) {
        let body = body.unparen();
        self.at(body.span, |this| {
            this.temporarily(|this| match &body.kind {
                ExprKind::Call { callee, arguments } => this.call(callee, Arg::list(arguments), Usage::Spawn(dst)),
                ExprKind::Binary { op: BinaryOp::Pipe, left, right, .. } => {
                    let (callee, arguments) = piped(left, right);
                    this.call(callee, arguments, Usage::Spawn(dst));
                }
                ExprKind::List(items) => this.list_of(items, dst, Self::spawn_element),
                ExprKind::Comprehension(comprehension) if comprehension.kind == ComprehensionKind::List => {
                    this.comprehension(comprehension, true, dst);
                }
                ExprKind::Composite(_) | ExprKind::ParallelFor(_) => this.spawn_composite(body, dst),
                ExprKind::Halt(message) => this.spawn_halt(message, dst),
                _ => this.spawn_value(body, dst),
            });
        });
    }

    fn spawn_element(&mut self, element: &'a Expr, dst: Reg) {
        self.spawn(element, dst);
    }

    fn spawn_value(&mut self, value: &'a Expr, dst: Reg) {
        let src = self.operand(value);
        self.emit(Op::SpawnAny { dst, src });
    }

    /// The composite is the body of one new fiber, which settles as the composite does.
    fn spawn_composite(&mut self, composite: &'a Expr, dst: Reg) {
        let captures = self.captures(composite.id);
        let registers = self.captured_registers(captures);
        let index = self.reserve_function();
        let head = FunctionHead { captures: captures.len(), ..FunctionHead::plain("fn", composite.span) };
        self.function(index, head, |this| {
            this.receive_captures(captures);
            this.tail_expr(composite);
        });
        let args = self.f.alloc();
        self.emit_closure(index, registers, args);
        self.emit(Op::SpawnValue { argc: 0, dst, args });
    }

    /// The message is evaluated now; the new fiber fails with it.
    fn spawn_halt(&mut self, message: &'a Expr, dst: Reg) {
        let args = self.f.alloc();
        self.expr_into(message, args);
        let function = self.halting_function();
        self.emit(Op::Spawn { dst, args, function });
    }
}
