//! `?`, `!` and `try`: what they make of `ok`, `err` and null.

use super::checker::{ANY, Checker, Use};
use super::messages::control as messages;
use super::types::{fits, union_of};
use super::{EnumId, Type};
use crate::syntax::tree::{Expr, ExprKind};
use crate::text::Span;

impl<'t> Checker<'t> {
    /// `(await f)?` and `e?`.
    pub fn try_expr(&mut self, expr: &'t Expr, value: &'t Expr) -> Type {
        let ty = self.expr(value, ANY);
        self.tie_rounds();
        let is_await = matches!(value.unparen().kind, ExprKind::Await(_));
        self.check_try(expr, is_await);
        match ty {
            Type::Enum(EnumId::RESULT, parts) => {
                let mut parts = parts.into_iter();
                let ok = parts.next().unwrap_or(Type::Unknown);
                let mut failure = parts.next().unwrap_or(Type::Unknown);
                if is_await {
                    failure = union_of([failure, Type::String]);
                }
                self.frame().returns.push(Type::Enum(EnumId::RESULT, vec![Type::Unknown, failure]));
                ok
            }
            ty if is_await => {
                self.frame().returns.push(Type::Enum(EnumId::RESULT, vec![Type::Unknown, Type::String]));
                ty
            }
            ty => {
                if self.needs_value_before(value, &ty, "`?`") || may_be_refused(&ty) {
                    self.frame().returns.push(Type::Unknown);
                    return Type::Unknown;
                }
                let mark = Span::new(value.span.end, expr.span.end);
                self.report(messages::needless_try(mark, &self.show(&ty)));
                ty
            }
        }
    }

    /// `?` returns from the cell, so the cell must give a result.
    fn check_try(&mut self, expr: &'t Expr, is_await: bool) {
        let any_result = Type::Enum(EnumId::RESULT, vec![Type::Unknown, Type::Unknown]);
        let frame = self.frame();
        let in_defer = frame.defers > 0;
        let bad_result = frame.result.clone().filter(|result| !fits(&any_result, result));
        if in_defer {
            self.report(messages::leaves_defer(expr.span, "?"));
        } else if let Some(result) = bad_result {
            let diagnostic = messages::try_outside_result(expr.span, is_await, &self.show(&result));
            self.report(diagnostic);
        }
    }

    pub fn unwrap(&mut self, value: &'t Expr) -> Type {
        match self.expr(value, ANY) {
            ty @ Type::Enum(EnumId::RESULT, _) => given_by(ty),
            ty => {
                self.needs_value_before(value, &ty, "`!`");
                self.assume_null(value, false);
                given_by(ty.without_null())
            }
        }
    }

    pub fn try_else(&mut self, value: &'t Expr, otherwise: Option<&'t Expr>, usage: Use) -> Type {
        let ty = self.expr(value, usage);
        let is_idle = !may_be_refused(&ty);
        let given = given_by(ty);
        match otherwise {
            Some(otherwise) => {
                if is_idle && !self.needs_value(value, &given, "`try`") {
                    let shown = if given == Type::Never { "a failure".to_owned() } else { self.show(&given) };
                    self.report(messages::idle_else(value.span, &shown));
                }
                self.expr(otherwise, ANY);
                Type::Unknown
            }
            None => {
                self.tie_rounds();
                self.frame().returns.push(Type::Unknown);
                given
            }
        }
    }
}

/// What is left of a value once it is known not to be an `err`.
fn given_by(ty: Type) -> Type {
    match ty {
        Type::Enum(EnumId::RESULT, parts) => parts.into_iter().next().unwrap_or(Type::Unknown),
        Type::Union(members) => union_of(members.into_iter().map(given_by)),
        ty => ty,
    }
}

/// Whether a value of the type may be an `err` or null, as far as is known.
fn may_be_refused(ty: &Type) -> bool {
    match ty {
        Type::Unknown | Type::Any | Type::NonNull | Type::Generic(_) | Type::Json | Type::Null => true,
        Type::Enum(id, _) => *id == EnumId::RESULT,
        Type::Union(members) => members.iter().any(may_be_refused),
        _ => false,
    }
}
