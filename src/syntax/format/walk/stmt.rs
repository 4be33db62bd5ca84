//! Statements.

use super::Walker;
use crate::syntax::tree::{Expr, ExprKind, Let, Place, PlaceStep, Stmt, StmtKind};

impl Walker<'_, '_> {
    /// A statement without the start of its line.
    pub(super) fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Let(found) => self.let_stmt(found),
            StmtKind::Assign { place, value, .. } => {
                self.place(place);
                self.value(value);
            }
            StmtKind::Return(value) | StmtKind::Break { value, .. } => self.opt_expr(value.as_ref()),
            StmtKind::Emit(value) => {
                let start = self.plan.atoms.at(value.span.start);
                self.plan.attached[start] = matches!(value.kind, ExprKind::Paren(_));
                self.expr(value);
            }
            StmtKind::Yield(value) | StmtKind::Expr(value) => self.expr(value),
            StmtKind::Defer(block) => self.block(block),
            StmtKind::Cell(cell) => self.cell(cell),
            StmtKind::Continue { .. } | StmtKind::Role { .. } | StmtKind::Error => {}
        }
    }

    pub(super) fn opt_expr(&mut self, value: Option<&Expr>) {
        if let Some(value) = value {
            self.expr(value);
        }
    }

    fn let_stmt(&mut self, found: &Let) {
        self.pattern(&found.pattern);
        found.ty.iter().for_each(|ty| self.ty(ty));
        self.value(&found.value);
        found.otherwise.iter().for_each(|block| self.block(block));
    }

    fn place(&mut self, place: &Place) {
        for step in &place.steps {
            if let PlaceStep::Index(index) = step {
                let open = self.plan.atoms.at(index.span.start) - 1;
                self.plan.attached[open] = true;
                self.afresh(|walker| walker.expr(index));
            }
        }
    }
}
