//! `await` and `spawn`.

use super::checker::{ANY, Checker, Use};
use super::exprs::element_of;
use super::messages::async_ as messages;
use super::scope::FrameKind;
use super::types::{holds_future, settled, union_of, without_future};
use super::{Resolution, Type};
use crate::syntax::tree::{BinaryOp, Comprehension, ComprehensionKind, Expr, ExprKind};
use crate::text::Span;

impl<'t> Checker<'t> {
    /// `await e` (rule R5).
    pub fn await_expr(&mut self, expr: &'t Expr, operand: &'t Expr, usage: Use) -> Type {
        let inner = operand.unparen();
        let ty = match &inner.kind {
            ExprKind::Composite(composite) => {
                let ty = self.composite(composite, true);
                self.hint_race_without_limit(inner, composite);
                self.note_await(expr.span, inner);
                ty
            }
            ExprKind::ParallelFor(body) => self.parallel_for(body),
            _ => {
                let ty = self.expr(operand, usage);
                self.note_await(expr.span, inner);
                if !holds_future(&ty) && is_plain(&ty) {
                    self.report(messages::needless_await(Span::new(expr.span.start, operand.span.start)));
                }
                return settled(&ty);
            }
        };
        self.note(inner.id, Type::future(ty.clone()));
        settled(&ty)
    }

    /// `spawn(e)` (rule R2).
    pub fn spawn(&mut self, expr: &'t Expr, inner: &'t Expr) -> Type {
        let ty = self.spawned(expr, inner);
        bounded_note(self, inner, &ty);
        ty
    }

    fn spawned(&mut self, whole: &'t Expr, inner: &'t Expr) -> Type {
        match &inner.kind {
            ExprKind::Paren(inner) => self.spawned(whole, inner),
            ExprKind::List(items) => Type::list(union_of(items.iter().map(|item| self.spawned_element(item)))),
            ExprKind::Comprehension(comprehension) if comprehension.kind == ComprehensionKind::List => {
                self.spawned_comprehension(comprehension)
            }
            ExprKind::Composite(_) | ExprKind::ParallelFor(_) => self.spawned_composite(inner),
            ExprKind::Call { .. } => Type::future(self.expr(inner, ANY)),
            ExprKind::Binary { op: BinaryOp::Pipe, .. } => Type::future(self.expr(inner, ANY)),
            _ => {
                let ty = self.expr(inner, ANY);
                self.spawned_value(whole, inner, ty)
            }
        }
    }

    /// An element of a list literal is spawned like an operand of its own; a spread gives a list value's elements.
    fn spawned_element(&mut self, item: &'t Expr) -> Type {
        match &item.kind {
            ExprKind::Spread(inner) => {
                let ty = self.expr(inner, ANY);
                lifted(element_of(&ty))
            }
            _ => self.spawned(item, item),
        }
    }

    fn spawned_comprehension(&mut self, comprehension: &'t Comprehension) -> Type {
        self.open_scope();
        self.clauses(&comprehension.clauses);
        let element = self.spawned(&comprehension.element, &comprehension.element);
        self.close_scope();
        Type::list(element)
    }

    /// A composite becomes the body of one new fiber.
    fn spawned_composite(&mut self, inner: &'t Expr) -> Type {
        self.open_function(FrameKind::Branch);
        let ty = self.expr(inner, ANY);
        self.close_function(inner.id);
        Type::future(ty)
    }

    /// A value: callables are called, futures kept, other values are there already.
    fn spawned_value(&mut self, whole: &'t Expr, inner: &'t Expr, ty: Type) -> Type {
        match ty {
            Type::Function(params, result) => {
                if !params.is_empty() {
                    self.report_needs_arguments(inner, params.len());
                }
                Type::future(*result)
            }
            Type::Future(_) => {
                self.warn_of_value(whole, inner, "a future already");
                ty
            }
            Type::List(element) => Type::list(lifted(*element)),
            Type::Unknown | Type::Any | Type::Generic(_) | Type::NonNull | Type::Never | Type::Union(_) => {
                if self.is_callable_name(inner) { Type::future(Type::Unknown) } else { Type::Unknown }
            }
            ty => {
                self.warn_of_value(whole, inner, "a value, not a call");
                Type::future(ty)
            }
        }
    }

    fn warn_of_value(&mut self, whole: &'t Expr, inner: &'t Expr, what: &str) {
        if whole.span != inner.span {
            self.report(messages::spawn_of_value(whole.span, inner.span, what));
        } else if what != "a future already" {
            self.report(messages::value_among_spawned(inner.span));
        }
    }

    fn report_needs_arguments(&mut self, inner: &'t Expr, count: usize) {
        self.report(messages::spawned_without_arguments(inner.span, count));
    }

    /// A cell whose type is not written down as a function's, because of its defaults.
    fn is_callable_name(&self, inner: &Expr) -> bool {
        matches!(
            self.out.resolutions.get(inner.id),
            Some(Resolution::Cell(_) | Resolution::Builtin(_) | Resolution::Tool(_) | Resolution::Extern(_))
        )
    }
}

fn bounded_note<'t>(checker: &mut Checker<'t>, inner: &'t Expr, ty: &Type) {
    // A list literal or comprehension inside `spawn` is no expression of its own; its type is the spawned one.
    if matches!(inner.kind, ExprKind::List(_) | ExprKind::Comprehension(_)) {
        checker.note(inner.id, ty.clone());
    }
}

/// What `spawn` makes of an element of a list value.
fn lifted(ty: Type) -> Type {
    match ty {
        Type::Function(_, result) => Type::future(*result),
        Type::List(element) => Type::list(lifted(*element)),
        Type::Union(members) => union_of(members.into_iter().map(lifted)),
        Type::Unknown | Type::Any | Type::Generic(_) | Type::NonNull => Type::Unknown,
        ty => Type::future(without_future(ty)),
    }
}

/// Whether a type is known so well that an `await` of it is certainly without effect.
fn is_plain(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Float | Type::String | Type::Bool | Type::Bytes)
}
