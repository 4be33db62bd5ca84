//! Statements and blocks.

use super::Printer;
use crate::syntax::tree::{BinaryOp, Block, Expr, ExprKind, Let, Name, Place, PlaceStep, Stmt, StmtKind};

impl Printer {
    /// The statements of a block, one a line.
    pub(super) fn stmts(&mut self, block: &Block) {
        for stmt in &block.stmts {
            self.begin_line();
            self.stmt(stmt);
            self.end_statement();
        }
    }

    /// A block behind its first line, with its `end`.
    pub(super) fn block(&mut self, block: &Block) {
        self.body(|printer| printer.stmts(block));
    }

    /// A statement without the end of its line.
    pub(super) fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Let(found) => self.let_stmt(found),
            StmtKind::Assign { place, op, value } => {
                self.place(place);
                self.put(" ");
                self.put(op.0.map_or("", BinaryOp::symbol));
                self.put("= ");
                self.expr(value);
            }
            StmtKind::Return(value) => self.word_and_value("return", None, value.as_ref()),
            StmtKind::Break { label, value } => self.word_and_value("break", label.as_ref(), value.as_ref()),
            StmtKind::Continue { label } => self.word_and_value("continue", label.as_ref(), None),
            StmtKind::Defer(block) => {
                self.put("defer");
                self.block(block);
            }
            StmtKind::Emit(value) => self.word_and_value("emit", None, Some(value)),
            StmtKind::Yield(value) => self.word_and_value("yield", None, Some(value)),
            StmtKind::Role { name, text } => self.role(name, text),
            StmtKind::Cell(cell) => self.cell(cell),
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Error => {}
        }
    }

    fn let_stmt(&mut self, found: &Let) {
        self.put(if found.mutable { "let mut " } else { "let " });
        self.binding(&found.pattern);
        self.opt(": ", found.ty.as_ref(), Printer::ty);
        self.put(" = ");
        self.expr(&found.value);
        if let Some(block) = &found.otherwise {
            self.put(" else");
            self.block(block);
        }
    }

    fn place(&mut self, place: &Place) {
        self.name(&place.root);
        for step in &place.steps {
            match step {
                PlaceStep::Field(name) => {
                    self.put(".");
                    self.name(name);
                }
                PlaceStep::Index(index) => {
                    self.put("[");
                    self.expr(index);
                    self.put("]");
                }
            }
        }
    }

    fn word_and_value(&mut self, word: &str, label: Option<&Name>, value: Option<&Expr>) {
        self.put(word);
        self.opt(" @", label, Printer::name);
        self.opt(" ", value, Printer::expr);
    }

    fn role(&mut self, name: &Name, text: &Expr) {
        self.put("role ");
        self.name(name);
        self.put(": ");
        let ExprKind::String(literal) = &text.kind else { return };
        let start = self.text.len();
        let outside = std::mem::replace(&mut self.in_text, true);
        self.fragments(&literal.fragments);
        self.in_text = outside;
        // Blank space at the borders of the line would be layout.
        if self.text[start..].ends_with(' ') {
            self.text.pop();
            self.put("\\x20");
        }
        if self.text[start..].starts_with(' ') {
            self.text.replace_range(start..=start, "\\x20");
        }
    }
}
