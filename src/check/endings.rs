//! Where a block ends without giving a value.

use crate::syntax::tree::{Block, Clause, Expr, ExprKind, StmtKind};
use crate::text::Span;

/// The place behind which nothing is given, and what happens there.
pub fn falls_through(block: &Block) -> Option<(Span, &'static str)> {
    let last = block.stmts.last()?;
    match &last.kind {
        StmtKind::Expr(value) => of_value(value).or(Some((last.span, "this gives null"))),
        StmtKind::Return(_) => None,
        _ => Some((last.span, "this is the end, and it gives nothing")),
    }
}

fn of_value(value: &Expr) -> Option<(Span, &'static str)> {
    match &value.unparen().kind {
        ExprKind::If { branches, otherwise: None } => {
            Some((clause_span(&branches.last()?.condition), "nothing is given where this does not hold"))
        }
        ExprKind::If { branches, otherwise: Some(otherwise) } => {
            branches.iter().map(|branch| &branch.body).chain([otherwise]).find_map(without_value)
        }
        ExprKind::For(each) => Some((each.iterable.span, "nothing is given behind this loop")),
        ExprKind::While(each) => Some((clause_span(&each.condition), "nothing is given behind this loop")),
        _ => None,
    }
}

/// As [`falls_through`], for a branch whose last expression is taken for its value.
fn without_value(block: &Block) -> Option<(Span, &'static str)> {
    match block.stmts.last().map(|stmt| &stmt.kind) {
        Some(StmtKind::Expr(value)) => of_value(value),
        _ => falls_through(block),
    }
}

fn clause_span(clause: &Clause) -> Span {
    match clause {
        Clause::Expr(condition) => condition.span,
        Clause::Let { pattern, value } => pattern.span.to(value.span),
    }
}
