//! Closures, and the few functions that no one wrote: `f ~> g`, a spawned `halt`, a spawned call with spread arguments.

use super::control::Want;
use super::item::required;
use super::{Compiler, FunctionHead};
use crate::bytecode::{Constant, FunctionIndex, Op, Reg};
use crate::syntax::tree::{Expr, Lambda, LambdaBody, NodeId};
use crate::syntax::walk;
use crate::text::Span;

impl<'a> Compiler<'a> {
    /// `fn(…) => e`, `fn(…) … end`
    pub fn lambda(&mut self, expr: &'a Expr, lambda: &'a Lambda, dst: Reg) {
        let captures = self.captured_registers(self.captures(expr.id));
        let function = self.lambda_function(expr.id, lambda, expr.span);
        self.emit_closure(function, captures, dst);
    }

    /// The function of a closure whose captures are kept under `node`.
    pub fn lambda_function(&mut self, node: NodeId, lambda: &'a Lambda, span: Span) -> FunctionIndex {
        let index = self.reserve_function();
        let captures = self.captures(node);
        let mut head = FunctionHead::plain("fn", span);
        (head.params, head.captures) = (lambda.params.len(), captures.len());
        (head.required, head.variadic) = required(&lambda.params);
        self.function(index, head, |this| {
            this.parameters(&lambda.params, captures);
            match &lambda.body {
                LambdaBody::Expr(body) => this.tail_expr(body),
                LambdaBody::Block(block) => {
                    this.f.has_defer = walk::has_defer(block);
                    let want = if lambda.result.is_some() { Want::Tail } else { Want::SoftTail };
                    this.sequence(&block.stmts, want);
                }
            }
        });
        index
    }

    /// `f ~> g`: a closure that applies `f`, then `g`.
    pub fn compose(&mut self, first: &'a Expr, second: &'a Expr, dst: Reg) {
        self.temporarily(|this| {
            let captures = this.f.registers.alloc_many(2);
            let (f, g) = (captures, Reg(captures.0 + 1));
            this.expr_into(first, f);
            this.expr_into(second, g);
            let function = this.compose_function();
            this.emit_closure(function, vec![f, g], dst);
        });
    }

    fn compose_function(&mut self) -> FunctionIndex {
        if let Some(index) = self.compose {
            return index;
        }
        let index = self.reserve_function();
        let head = FunctionHead { params: 1, required: 1, captures: 2, ..FunctionHead::plain("fn", Span::NOWHERE) };
        self.function(index, head, |this| {
            let first = this.f.registers.alloc_many(7);
            let [argument, f, g, outer, inner, inner_argument] =
                std::array::from_fn(|offset| Reg(first.0 + offset as u16));
            this.emit(Op::Move { dst: outer, src: g });
            this.emit(Op::Move { dst: inner, src: f });
            this.emit(Op::Move { dst: inner_argument, src: argument });
            this.emit(Op::CallValue { argc: 1, dst: inner, args: inner });
            this.emit(Op::CallValue { argc: 1, dst: outer, args: outer });
            this.emit(Op::Return { src: outer });
        });
        self.compose = Some(index);
        index
    }

    /// A function with one parameter that fails with its argument.
    pub fn halting_function(&mut self) -> FunctionIndex {
        if let Some(index) = self.halting {
            return index;
        }
        let index = self.reserve_function();
        let head = FunctionHead { params: 1, required: 1, ..FunctionHead::plain("halt", Span::NOWHERE) };
        self.function(index, head, |this| {
            let src = this.f.alloc();
            this.emit(Op::Halt { src });
        });
        self.halting = Some(index);
        index
    }

    /// A function that calls its first argument with the items of its second.
    pub fn spreading_function(&mut self) -> FunctionIndex {
        if let Some(index) = self.spreading {
            return index;
        }
        let index = self.reserve_function();
        let head = FunctionHead { params: 2, required: 2, ..FunctionHead::plain("fn", Span::NOWHERE) };
        self.function(index, head, |this| {
            let args = this.f.registers.alloc_many(2);
            this.emit(Op::CallList { dst: args, args });
            this.emit(Op::Return { src: args });
        });
        self.spreading = Some(index);
        index
    }

    /// A host function as a value: a function that passes its parameters on.
    pub fn extern_value(&mut self, host: u32, dst: Reg) {
        let index = self.reserve_function();
        let params = self.checked.externs[host as usize].params.len();
        let head = FunctionHead { params, required: params, ..FunctionHead::plain("fn", self.f.span) };
        self.function(index, head, |this| {
            let first = this.f.registers.alloc_many(params.max(1));
            this.emit(Op::List { dst: first, first, count: params as u16 });
            this.emit(Op::CallExtern { dst: first, args: first, function: host as u16 });
            this.emit(Op::Return { src: first });
        });
        self.emit_constant(Constant::Function(index), dst);
    }
}
