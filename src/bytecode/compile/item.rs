//! Cells: parameters, defaults and bodies.

use super::control::Want;
use super::{Compiler, FunctionHead};
use crate::bytecode::{ClosurePlan, FunctionIndex, Op, Reg};
use crate::check::{Capture, CellId, Resolution, Type};
use crate::syntax::tree::{Block, Cell, CellBody, Expr, NodeId, Param, PatternKind};
use crate::syntax::walk;

impl<'a> Compiler<'a> {
    /// Compiles a cell of any kind into the function that has its number.
    pub fn cell(&mut self, id: CellId, cell: &'a Cell) {
        let info = &self.checked.cells[id.0 as usize];
        let captures = self.captures(cell.id);
        let mut head = FunctionHead::plain(&info.name, cell.span);
        (head.is_async, head.is_prelude) = (info.is_async, info.is_prelude);
        (head.params, head.captures) = (cell.params.len(), captures.len());
        (head.required, head.variadic) = required(&cell.params);
        self.function(self.cell_function(id), head, |this| {
            this.f.has_defer = body_has_defer(&cell.body);
            this.parameters(&cell.params, captures);
            this.cell_body(cell, &info.result);
        });
    }

    /// A cell's last expression is its value; where `Null` is declared, it stands for its effect only.
    fn cell_body(&mut self, cell: &'a Cell, result: &Type) {
        match &cell.body {
            CellBody::Expr(expr) => self.tail_expr(expr),
            CellBody::Block(block) if cell.result.is_some() && *result == Type::Null => self.null_body(block),
            CellBody::Block(block) => {
                let want = if cell.result.is_some() { Want::Tail } else { Want::SoftTail };
                self.sequence(&block.stmts, want);
            }
        }
    }

    fn null_body(&mut self, block: &'a Block) {
        self.sequence(&block.stmts, Want::Effect);
        if !self.f.is_unreachable() {
            self.return_null();
        }
    }

    /// An expression that is a function's whole body.
    pub fn tail_expr(&mut self, expr: &'a Expr) {
        self.f.has_defer = self.f.has_defer || walk::expr_has_defer(expr);
        self.hoist_names(expr);
        self.expr(expr, Want::Tail);
    }

    /// What the function-like `node` captures.
    pub fn captures(&self, node: NodeId) -> &'a [Capture] {
        self.checked.captures.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The registers of the enclosing function whose values are captured.
    pub fn captured_registers(&mut self, captures: &[Capture]) -> Vec<Reg> {
        captures.iter().map(|capture| self.local(capture.outer)).collect()
    }

    /// Gives parameters and captures their registers, and fills in defaults.
    pub fn parameters(&mut self, params: &'a [Param], captures: &[Capture]) {
        let first = self.f.registers.alloc_many(params.len());
        self.receive_captures(captures);
        for (offset, param) in params.iter().enumerate() {
            self.parameter(param, Reg(first.0.saturating_add(offset as u16)));
        }
    }

    /// Gives captures their registers, behind the parameters.
    pub fn receive_captures(&mut self, captures: &[Capture]) {
        for capture in captures {
            let reg = self.f.alloc();
            let name = &self.checked.locals[capture.inner.0 as usize].name;
            self.f.declare(capture.inner, name, reg);
            self.f.captures.push(reg);
        }
    }

    fn parameter(&mut self, param: &'a Param, reg: Reg) {
        if let Some(default) = &param.default {
            let given = self.f.label();
            self.jump(Op::JumpIfGiven { src: reg, to: 0 }, given);
            self.hoist_names(default);
            self.expr_into(default, reg);
            self.f.bind(given);
        }
        match (&param.pattern.kind, self.resolution(param.pattern.id)) {
            (PatternKind::Name(name) | PatternKind::Typed { name, .. }, Some(Resolution::Local(local))) => {
                self.f.declare(local, &name.text, reg);
            }
            _ => self.bind_irrefutable(&param.pattern, reg),
        }
    }

    /// A cell declared inside a block: its variable gets a closure of it.
    pub fn nested_cell(&mut self, cell: &'a Cell) {
        let Some(id) = self.cell_id(cell) else { return };
        let captures = self.captured_registers(self.captures(cell.id));
        if let Some(Resolution::Local(local)) = self.resolution(cell.id) {
            let dst = self.f.alloc();
            self.emit_closure(self.cell_function(id), captures, dst);
            self.f.declare(local, &cell.name.text, dst);
        }
        self.cell(id, cell);
    }

    /// `dst` = a value that calls `function`; a closure only when something is captured.
    pub fn emit_closure(&mut self, function: FunctionIndex, captures: Vec<Reg>, dst: Reg) {
        if captures.is_empty() {
            return self.emit_constant(crate::bytecode::Constant::Function(function), dst);
        }
        let plan = self.tables.push("closures", &mut self.out.closures, ClosurePlan { function, captures });
        self.emit(Op::Closure { dst, plan });
    }
}

/// How many parameters must be given, and whether the last one takes the rest.
pub fn required(params: &[Param]) -> (usize, bool) {
    let required = params.iter().filter(|param| param.default.is_none() && !param.variadic).count();
    (required, params.last().is_some_and(|param| param.variadic))
}

fn body_has_defer(body: &CellBody) -> bool {
    match body {
        CellBody::Block(block) => walk::has_defer(block),
        CellBody::Expr(expr) => walk::expr_has_defer(expr),
    }
}
