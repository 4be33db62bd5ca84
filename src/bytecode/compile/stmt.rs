//! Statements and blocks.

use super::Compiler;
use super::control::Want;
use crate::bytecode::{Constant, Op, Reg};
use crate::check::Resolution;
use crate::syntax::tree::{Block, CompositeOperands, Expr, ExprKind, Let, PatternKind, Stmt, StmtKind};
use crate::syntax::walk::{self, Part};

impl<'a> Compiler<'a> {
    /// A block in a scope of its own.
    pub fn block(&mut self, block: &'a Block, want: Want) {
        self.scoped(|this| this.sequence(&block.stmts, want));
    }

    /// Statements; the last one gives the value.
    pub fn sequence(&mut self, stmts: &'a [Stmt], want: Want) {
        self.each_statement(stmts.len(), stmts.iter(), want);
    }

    /// Top-level statements; the last one's value goes to `dst`.
    pub fn statements(&mut self, stmts: &[&'a Stmt], dst: Option<Reg>) {
        let want = dst.map_or(Want::Effect, Want::Soft);
        self.each_statement(stmts.len(), stmts.iter().copied(), want);
    }

    fn each_statement(&mut self, len: usize, stmts: impl Iterator<Item = &'a Stmt>, want: Want) {
        for (index, stmt) in stmts.enumerate() {
            let is_last = index + 1 == len;
            match &stmt.kind {
                StmtKind::Expr(expr) if is_last => {
                    self.hoist_names(expr);
                    self.expr(expr, want);
                }
                _ => {
                    self.at(stmt.span, |this| this.statement(stmt));
                    if is_last {
                        self.give_null(want);
                    }
                }
            }
        }
        if len == 0 {
            self.give_null(want);
        }
    }

    fn statement(&mut self, stmt: &'a Stmt) {
        walk::stmt_parts(stmt, &mut |part| {
            if let Part::Expr(expr) = part {
                self.hoist_names(expr);
            }
        });
        match &stmt.kind {
            StmtKind::Let(binding) => self.let_statement(binding),
            StmtKind::Assign { place, op, value } => self.assign(place, *op, value),
            StmtKind::Return(value) => self.return_statement(value.as_ref()),
            StmtKind::Break { label, value } => self.break_loop(label.as_ref(), value.as_ref()),
            StmtKind::Continue { label } => self.continue_loop(label.as_ref()),
            StmtKind::Defer(body) => self.defer(body),
            StmtKind::Emit(value) => self.emit_value(value),
            StmtKind::Role { name, text } => self.role(&name.text, text),
            StmtKind::Cell(cell) => self.nested_cell(cell),
            StmtKind::Expr(expr) => self.expr(expr, Want::Effect),
            // The checker refuses these; they never get here.
            StmtKind::Yield(_) | StmtKind::Error => {}
        }
    }

    fn let_statement(&mut self, binding: &'a Let) {
        match (&binding.pattern.kind, self.resolution(binding.pattern.id)) {
            (PatternKind::Name(name) | PatternKind::Typed { name, .. }, Some(Resolution::Local(local)))
                if binding.otherwise.is_none() =>
            {
                let reg = self.f.alloc();
                if !self.let_caught(&binding.value, reg) {
                    self.expr_into(&binding.value, reg);
                }
                self.f.declare(local, &name.text, reg);
            }
            _ => self.let_pattern(binding),
        }
    }

    fn let_pattern(&mut self, binding: &'a Let) {
        let value = self.f.alloc();
        self.expr_into(&binding.value, value);
        let Some(otherwise) = &binding.otherwise else {
            return self.bind_irrefutable(&binding.pattern, value);
        };
        let (fail, done) = (self.f.label(), self.f.label());
        if binding.ty.is_some() {
            self.type_test(binding.pattern.id, value, fail);
        }
        self.pattern(&binding.pattern, value, fail);
        self.f.goto(done);
        self.f.bind(fail);
        self.block(otherwise, Want::Effect);
        self.f.bind(done);
    }

    fn return_statement(&mut self, value: Option<&'a Expr>) {
        match value {
            Some(value) => self.expr(value, Want::Tail),
            None => self.temporarily(|this| this.return_null()),
        }
    }

    fn emit_value(&mut self, value: &'a Expr) {
        self.temporarily(|this| {
            let src = this.operand(value);
            this.emit(Op::Emit { src });
        });
    }

    fn role(&mut self, name: &str, text: &'a Expr) {
        let name = self.tables.short_constant(&mut self.out, Constant::Text(name.into()));
        self.temporarily(|this| {
            let text = this.operand(text);
            this.emit(Op::Role { text, name });
        });
    }

    /// Gives the names of awaited composites inside `expr` their registers: they stay visible behind the statement.
    pub fn hoist_names(&mut self, expr: &'a Expr) {
        if let ExprKind::Await(operand) = &expr.kind
            && let ExprKind::Composite(composite) = &operand.unparen().kind
            && let CompositeOperands::Entries(entries) = &composite.operands
        {
            for entry in entries {
                if let (Some(name), Some(Resolution::Local(local))) = (&entry.name, self.resolution(entry.binding)) {
                    let reg = self.f.alloc();
                    self.emit(Op::Null { dst: reg });
                    self.f.declare(local, &name.text, reg);
                }
            }
        }
        walk::expr_parts(expr, &mut |part| {
            if let Part::Expr(inner) = part {
                self.hoist_names(inner);
            }
        });
    }
}
