//! A value that may be null where only a value works.
//!
//! Said only where it is certain that null can arrive: the type is written somewhere, or a builtin reads a text. What was
//! assigned on the way, and what comes out of a collection, is the program's own knowledge, and nothing is said.

use super::checker::Checker;
use super::messages::types as messages;
use super::types::admits_null;
use super::{Resolution, Type};
use crate::syntax::tree::{Argument, CompositeKind, Expr, ExprKind};

impl<'t> Checker<'t> {
    /// The type of `expr` where `wants` needs a value; reports one that may be null.
    pub fn present(&mut self, expr: &Expr, ty: Type, wants: &str) -> Type {
        if self.may_be_null(expr, &ty) {
            self.report_null(expr, &ty, wants);
            return ty.without_null();
        }
        ty
    }

    /// Reports a value that may be null where a `wanted` is needed.
    pub fn expect_present(&mut self, expr: &Expr, given: &Type, wanted: &Type) {
        if !admits_null(wanted) && self.may_be_null(expr, given) {
            let wants = self.show(wanted);
            self.report_null(expr, given, &wants);
        }
    }

    fn report_null(&mut self, expr: &Expr, ty: &Type, wants: &str) {
        let declared = match self.path_of(expr) {
            Some(path) if path.fields.is_empty() => Some(self.out.locals[path.local.0 as usize].span),
            _ => None,
        };
        let diagnostic =
            messages::maybe_null(expr.span, &self.show(ty), wants, declared, super::unused::is_loose(expr));
        self.report(diagnostic);
    }

    /// Whether it is certain that null may arrive here as the value of `expr`, which has the type `ty`.
    pub fn may_be_null(&self, expr: &Expr, ty: &Type) -> bool {
        let Type::Union(members) = ty else { return false };
        let is_closed = |member: &Type| *member == Type::Null || !admits_null(member);
        members.contains(&Type::Null) && members.iter().all(is_closed) && self.is_told_null(expr)
    }

    /// Whether the program says that the value of `expr`, whose type holds null, may be null.
    pub fn is_told_null(&self, expr: &Expr) -> bool {
        let expr = expr.unparen();
        match &expr.kind {
            ExprKind::Name(_) => self.path_of(expr).is_some_and(|path| {
                let is_certain = self.locals[path.local.0 as usize].is_told;
                is_certain && (self.flow.assignments_of(path.local) == 0 || self.flow.get(&path).is_some())
            }),
            ExprKind::Field { object, optional: true, .. } => match self.out.types.get(object.id) {
                Some(ty) => self.may_be_null(object, ty),
                None => false,
            },
            ExprKind::Field { object, .. } => {
                let is_kept = self.path_of(object).is_none_or(|path| self.flow.assignments_of(path.local) == 0);
                let is_record = |ty: &Type| matches!(ty.clone().without_null(), Type::Record(..));
                is_kept && self.out.types.get(object.id).is_some_and(is_record)
            }
            ExprKind::Call { callee, arguments } => self.is_told_by(callee, arguments),
            ExprKind::Await(inner) => match &inner.unparen().kind {
                ExprKind::Composite(composite) => composite.kind == CompositeKind::Timeout,
                _ => self.is_told_null(inner),
            },
            _ => false,
        }
    }

    /// Whether a callee's own declaration says that it may give null; a builtin that reads a text gives null for some texts.
    fn is_told_by(&self, callee: &Expr, arguments: &[Argument]) -> bool {
        let is_text = |argument: &Argument| {
            let is_written = matches!(argument.value.kind, ExprKind::String(_));
            !is_written && self.out.types.get(argument.value.id) == Some(&Type::String)
        };
        match self.out.resolutions.get(callee.id) {
            Some(Resolution::Cell(id)) => {
                self.cells[id.0 as usize].cell.result.is_some() && !self.out.cells[id.0 as usize].is_prelude
            }
            Some(Resolution::Builtin(_)) => arguments.iter().any(is_text),
            Some(Resolution::Extern(_)) => true,
            _ => false,
        }
    }
}
