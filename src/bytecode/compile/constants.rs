//! What a resolved name is as a value.

use super::{Compiler, FunctionHead, Shape};
use crate::bytecode::{Constant, FunctionIndex, Op, Reg};
use crate::check::{CellId, ConstId, EnumId, RecordId, Resolution};
use crate::diag::Diagnostic;
use crate::syntax::tree::{Const, Expr, ExprKind, Fragment, NodeId, UnaryOp};

impl<'a> Compiler<'a> {
    /// Puts what `node` is resolved to into `dst`.
    pub fn resolved_value(&mut self, node: NodeId, dst: Reg) {
        match self.resolution(node) {
            Some(Resolution::Local(local)) => {
                let src = self.local(local);
                self.move_to(dst, src);
            }
            Some(Resolution::Const(id)) => self.const_into(id, dst),
            Some(Resolution::Cell(id)) => self.cell_value(id, dst),
            Some(Resolution::Builtin(id)) => self.emit_constant(Constant::Builtin(id), dst),
            Some(Resolution::Record(id)) => self.record_constructor(id, dst),
            Some(Resolution::Variant(of, index)) => self.variant_value(of, index, dst),
            Some(Resolution::Extern(id)) => self.extern_value(id.0, dst),
            Some(Resolution::Tool(_)) => self.tool_value(dst),
            Some(Resolution::EnumName(_)) | None => self.emit(Op::Null { dst }),
        }
    }

    /// A literal stands where it is used; any other constant is a function that computes it. Both are pure.
    fn const_into(&mut self, id: ConstId, dst: Reg) {
        match self.consts[id.0 as usize] {
            Some(constant) if is_literal(&constant.value) => self.expr_into(&constant.value, dst),
            Some(constant) => {
                let function = self.const_function(id, constant);
                let args = self.f.registers.top();
                self.emit(Op::Call { dst, args, function });
            }
            None => self.emit(Op::Null { dst }),
        }
    }

    fn const_function(&mut self, id: ConstId, constant: &'a Const) -> FunctionIndex {
        if let Some(index) = self.const_functions.get(&id) {
            return *index;
        }
        let index = self.reserve_function();
        self.const_functions.insert(id, index);
        let head = FunctionHead::plain(&constant.name.text, constant.value.span);
        self.function(index, head, |this| this.tail_expr(&constant.value));
        index
    }

    /// Inside a nested cell its own name is the closure that is running: made anew from what it captured.
    fn cell_value(&mut self, id: CellId, dst: Reg) {
        let captures = self.own_captures(id);
        self.emit_closure(self.cell_function(id), captures, dst);
    }

    /// The registers to hand on when a nested cell names itself; empty for any other cell.
    pub fn own_captures(&self, id: CellId) -> Vec<Reg> {
        match self.captures(self.checked.cells[id.0 as usize].node) {
            [] => Vec::new(),
            _ => self.f.captures.clone(),
        }
    }

    fn record_constructor(&mut self, id: RecordId, dst: Reg) {
        let constant = match self.constructors.get(&Shape::Record(id)) {
            Some(function) => Constant::Function(*function),
            None => Constant::RecordConstructor(id.0 as u16),
        };
        self.emit_constant(constant, dst);
    }

    fn variant_value(&mut self, of: EnumId, index: u16, dst: Reg) {
        let variant = self.variant(of, index);
        if self.checked.enums[of.0 as usize].variants[usize::from(index)].fields.is_empty() {
            return self.emit(Op::Variant { dst, first: dst, variant });
        }
        let constant = match self.constructors.get(&Shape::Variant(of, index)) {
            Some(function) => Constant::Function(*function),
            None => Constant::VariantConstructor(variant),
        };
        self.emit_constant(constant, dst);
    }

    /// A tool takes its arguments by name, so it is called and never passed on.
    fn tool_value(&mut self, dst: Reg) {
        let span = self.f.span;
        self.problem.get_or_insert_with(|| {
            let diagnostic = Diagnostic::error("tool-as-value", span, "a tool is no value");
            diagnostic.help("call it, or wrap the call in a closure: fn(text) => Tool(prompt: text)")
        });
        self.emit(Op::Null { dst });
    }
}

fn is_literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Null | ExprKind::Bool(_) | ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Bytes(_) => true,
        ExprKind::String(literal) => matches!(literal.fragments.as_slice(), [] | [Fragment::Text(_)]),
        ExprKind::Unary { op: UnaryOp::Negate, operand } => is_literal(operand),
        ExprKind::Paren(inner) => is_literal(inner),
        _ => false,
    }
}
