//! Failures that are caught (rule R7): where an `await` puts them, and how patterns take their message.

use super::Compiler;
use super::function::CatchPoint;
use super::labels::Label;
use crate::bytecode::{Op, Reg, VariantIndex};
use crate::check::Resolution;
use crate::syntax::tree::{Expr, ExprKind, Pattern, PatternKind};

impl<'a> Compiler<'a> {
    /// `let x = await e` whose next statement is `match x`: a failure goes to that match. Gives false for any other value.
    pub fn let_caught(&mut self, value: &'a Expr, dst: Reg) -> bool {
        let awaited = value.unparen();
        let ExprKind::Await(operand) = &awaited.kind else { return false };
        let Some(catch) = self.checked.catches.get(&awaited.id) else { return false };
        let point = CatchPoint { on_failure: self.f.label(), subject: dst };
        self.at(awaited.span, |this| this.await_into(operand, dst, Some(point.on_failure)));
        self.f.catches.insert(catch.match_node, point);
        true
    }

    /// Matches the message of a failure against an arm that takes failures. The names have their registers already.
    pub fn failure_pattern(&mut self, pattern: &'a Pattern, text: Reg, fail: Label) {
        let outer = std::mem::replace(&mut self.f.rebinds, true);
        self.temporarily(|this| this.failure_alternatives(pattern, text, fail));
        self.f.rebinds = outer;
    }

    fn failure_alternatives(&mut self, pattern: &'a Pattern, text: Reg, fail: Label) {
        match &pattern.kind {
            PatternKind::Or(alternatives) => {
                let matched = self.f.label();
                for alternative in alternatives.iter().filter(|one| self.checked.takes_failures(one)) {
                    let next = self.f.label();
                    self.failure_alternatives(alternative, text, next);
                    self.f.goto(matched);
                    self.f.bind(next);
                }
                self.f.goto(fail);
                self.f.bind(matched);
            }
            PatternKind::Constructor { fields, .. } => {
                for field in fields {
                    self.pattern(&field.pattern, text, fail);
                }
            }
            _ => self.f.goto(fail),
        }
    }

    /// Binds the name of the reserved `n: String` arm to the message.
    pub fn bind_failure_arm(&mut self, pattern: &'a Pattern, text: Reg) {
        if let PatternKind::Typed { name, .. } = &pattern.kind
            && let Some(Resolution::Local(local)) = self.resolution(pattern.id)
        {
            self.bind_name(local, &name.text, text);
        }
    }

    /// `e?`: the value of an `ok`, or the `err` is returned. A failed `await` directly inside becomes an `err` of its message.
    pub fn try_into(&mut self, operand: &'a Expr, dst: Reg) {
        let result = if self.f.must_keep(dst) { self.f.alloc() } else { dst };
        match &operand.unparen().kind {
            ExprKind::Await(awaited) => self.try_await(awaited, result),
            _ => self.expr_into(operand, result),
        }
        self.unwrap_or_return(result, dst);
    }

    fn try_await(&mut self, awaited: &'a Expr, result: Reg) {
        let (fail, done) = (self.f.label(), self.f.label());
        self.await_into(awaited, result, Some(fail));
        self.f.goto(done);
        self.f.bind(fail);
        self.temporarily(|this| {
            let dst = this.f.alloc();
            this.emit(Op::FailureText { dst, src: result });
            this.emit(Op::Variant { dst, first: dst, variant: VariantIndex::ERR });
            this.emit(Op::Return { src: dst });
        });
        self.f.bind(done);
    }

    fn unwrap_or_return(&mut self, result: Reg, dst: Reg) {
        let (not_ok, plain, done) = (self.f.label(), self.f.label(), self.f.label());
        self.jump(Op::TestVariant { src: result, variant: VariantIndex::OK, to: 0 }, not_ok);
        self.emit(Op::Payload { dst, src: result, index: 0 });
        self.f.goto(done);
        self.f.bind(not_ok);
        self.jump(Op::TestVariant { src: result, variant: VariantIndex::ERR, to: 0 }, plain);
        self.emit(Op::Return { src: result });
        self.f.bind(plain);
        self.move_to(dst, result);
        self.f.bind(done);
    }

    /// `try e` is `e?`; `try e else h` gives `h` for an `err`, a null or a failed `await`.
    pub fn try_else(&mut self, value: &'a Expr, otherwise: Option<&'a Expr>, dst: Reg) {
        let Some(otherwise) = otherwise else { return self.try_into(value, dst) };
        let result = if self.f.must_keep(dst) { self.f.alloc() } else { dst };
        let (handler, not_ok, done) = (self.f.label(), self.f.label(), self.f.label());
        match &value.unparen().kind {
            ExprKind::Await(awaited) => self.await_into(awaited, result, Some(handler)),
            _ => self.expr_into(value, result),
        }
        self.jump(Op::JumpIfNull { src: result, to: 0 }, handler);
        self.jump(Op::TestVariant { src: result, variant: VariantIndex::OK, to: 0 }, not_ok);
        self.emit(Op::Payload { dst, src: result, index: 0 });
        self.f.goto(done);
        let plain = self.f.label();
        self.f.bind(not_ok);
        self.jump(Op::TestVariant { src: result, variant: VariantIndex::ERR, to: 0 }, plain);
        self.f.bind(handler);
        self.expr_into(otherwise, dst);
        self.f.goto(done);
        self.f.bind(plain);
        self.move_to(dst, result);
        self.f.bind(done);
    }
}
