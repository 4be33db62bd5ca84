//! Values that are thrown away, and variables that nobody reads.

use super::checker::{Checker, Side};
use super::messages::{async_, control, unused as messages};
use super::patterns::single_name;
use super::scope::{Hidden, Origin};
use super::types::is_future_like;
use super::{LocalId, Resolution, Type};
use crate::prelude::{BUILTINS, builtin};
use crate::syntax::tree::{Argument, BinaryOp, Expr, ExprKind, Fragment, Let};
use crate::text::Span;

/// Builtins that are called for what they do, for whether they fail, or to go on in the stream of random numbers.
const EFFECTFUL: &[&str] = &[
    "print",
    "debug",
    "assert",
    "assert_eq",
    "assert_ne",
    "assert_contains",
    "sleep",
    "fetch",
    "unwrap",
    "parse_json",
    "json_parse",
    "json_decode",
    "random",
    "random_int",
    "shuffle",
    "choice",
    "uuid",
    "uuid_v4",
];

/// Builtins that give a changed copy of their first argument.
const CHANGING: &[&str] = &[
    "push",
    "append",
    "prepend",
    "extend",
    "insert",
    "remove",
    "remove_at",
    "add",
    "merge",
    "concat",
    "sort",
    "sort_asc",
    "sort_desc",
    "reverse",
    "unique",
    "union",
    "trim",
    "upper",
    "lower",
    "replace",
];

impl<'t> Checker<'t> {
    /// Remarks on a value that is thrown away.
    pub fn discarded(&mut self, expr: &'t Expr, ty: &Type) {
        if self.side == Side::Prelude {
            return;
        }
        if is_future_like(ty) {
            return self.report(async_::unused_future(expr.span, is_loose(expr)));
        }
        match &expr.unparen().kind {
            ExprKind::Binary { op: BinaryOp::Equal, .. } => self.report(control::compared_statement(expr.span)),
            ExprKind::Call { callee, arguments } => self.discarded_call(expr, callee, arguments),
            ExprKind::Name(_) if self.is_function(expr, ty) => {
                let takes_nothing = matches!(ty, Type::Function(params, _) if params.is_empty());
                self.report(messages::uncalled_function(expr.span, takes_nothing));
            }
            ExprKind::Null => {}
            _ if is_idle(expr) => self.report(messages::unused_result(expr.span)),
            _ => {}
        }
    }

    fn is_function(&self, expr: &Expr, ty: &Type) -> bool {
        let found = self.out.resolutions.get(expr.unparen().id);
        matches!(ty, Type::Function(..)) || matches!(found, Some(Resolution::Cell(_) | Resolution::Builtin(_)))
    }

    /// A call of a builtin that only computes, such as `push(xs, 1)`.
    fn discarded_call(&mut self, call: &'t Expr, callee: &'t Expr, arguments: &'t [Argument]) {
        let first = match &callee.kind {
            ExprKind::Field { object, .. } => Some(&**object),
            _ => arguments.first().map(|argument| &argument.value),
        };
        let Some(name) = self.called_builtin(callee).filter(|name| !EFFECTFUL.contains(name)) else { return };
        let changed = first.filter(|_| CHANGING.contains(&name)).and_then(|first| self.changeable_variable(first));
        self.report(messages::unused_call(call.span, name, changed));
    }

    fn called_builtin(&self, callee: &Expr) -> Option<&'static str> {
        let id = match (&callee.kind, self.out.resolutions.get(callee.id)) {
            (ExprKind::Name(_), Some(Resolution::Builtin(id))) => *id,
            (ExprKind::Field { object, name, .. }, None) if self.is_plain_value(object) => {
                builtin(&name.text).filter(|_| !self.globals.names.contains_key(&name.text))?
            }
            _ => return None,
        };
        Some(BUILTINS[id.0 as usize].name)
    }

    /// Whether a method of the value can only be a cell or builtin.
    fn is_plain_value(&self, object: &Expr) -> bool {
        use Type::{Float, Int, List, Map, Set, String};
        matches!(self.out.types.get(object.id), Some(List(_) | Set(_) | Map(..) | String | Int | Float))
    }

    /// The variable that `expr` names, and where a `mut` is missing to assign it.
    fn changeable_variable(&self, expr: &Expr) -> Option<(String, Option<u32>)> {
        let Some(Resolution::Local(local)) = self.out.resolutions.get(expr.unparen().id) else { return None };
        let info = &self.out.locals[local.0 as usize];
        match self.locals[local.0 as usize].origin {
            Origin::Copy { .. } => None,
            _ if info.mutable => Some((info.name.clone(), None)),
            Origin::Let { mut_at } => Some((info.name.clone(), Some(mut_at))),
            _ => None,
        }
    }

    /// The `let mut` around a `let` of the same name, and how often it was looked up so far.
    pub fn variable_around(&mut self, binding: &Let) -> Option<(LocalId, u32)> {
        let name = single_name(&binding.pattern).filter(|_| binding.ty.is_none())?;
        let around = self.frame().find_around(&name.text)?;
        let is_let = matches!(self.locals[around.0 as usize].origin, Origin::Let { .. });
        let is_assignable = is_let && self.out.locals[around.0 as usize].mutable;
        is_assignable.then(|| (around, self.locals[around.0 as usize].lookups))
    }

    /// What the `let` at `span` hides, if its value was made from it.
    pub fn hidden_by(&self, span: Span, around: Option<(LocalId, u32)>) -> Option<Hidden> {
        let (local, lookups) = around?;
        let is_made_from_it = self.locals[local.0 as usize].lookups > lookups;
        is_made_from_it.then(|| Hidden { outer: self.out.locals[local.0 as usize].span, let_at: span.start })
    }

    /// A variable that another `let` of its own scope hides: nobody can read it any more.
    pub fn note_hidden(&mut self, hidden: LocalId, by: Origin) {
        let facts = self.locals[hidden.0 as usize];
        let info = &self.out.locals[hidden.0 as usize];
        let is_let = |origin| matches!(origin, Origin::Let { .. });
        let is_hidden = is_let(facts.origin) && is_let(by) && facts.origin != by;
        if self.side == Side::Program && is_hidden && !facts.is_used && !info.name.starts_with('_') {
            self.report(messages::unused_variable(&info.name.clone(), info.span));
        }
    }

    /// Closes the innermost scope, with remarks on variables that nobody read.
    pub fn close_scope(&mut self) {
        self.flow.close();
        let locals = self.frame().pop();
        if self.side == Side::Prelude {
            return;
        }
        for local in locals {
            let facts = self.locals[local.0 as usize];
            let info = &self.out.locals[local.0 as usize];
            if facts.is_used || !matches!(facts.origin, Origin::Let { .. }) || info.name.starts_with('_') {
                continue;
            }
            let diagnostic = match facts.hides {
                Some(hidden) => messages::unused_shadow(&info.name, info.span, hidden),
                None if is_future_like(&info.ty) => async_::unused_future_variable(&info.name, info.span, facts.value),
                None => messages::unused_variable(&info.name, info.span),
            };
            self.report(diagnostic);
        }
    }
}

/// Whether a prefix operator before the expression would take only a part of it.
pub fn is_loose(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Binary { .. }
            | ExprKind::Is { .. }
            | ExprKind::As { .. }
            | ExprKind::Range { .. }
            | ExprKind::Lambda(_)
            | ExprKind::TryElse { .. }
    )
}

/// Whether evaluating the expression can do nothing but give its value.
fn is_idle(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Bool(_) | ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Bytes(_) | ExprKind::Null => true,
        ExprKind::Name(_) | ExprKind::Lambda(_) => true,
        ExprKind::String(text) => text.fragments.iter().all(|fragment| match fragment {
            Fragment::Text(_) => true,
            Fragment::Interpolation { value, .. } => is_idle(value),
        }),
        ExprKind::Paren(inner) | ExprKind::Unary { operand: inner, .. } => is_idle(inner),
        ExprKind::Field { object, .. } => is_idle(object),
        ExprKind::Is { value, .. } => is_idle(value),
        ExprKind::Binary { op, left, right, .. } => *op != BinaryOp::Pipe && is_idle(left) && is_idle(right),
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => items.iter().all(is_idle),
        _ => false,
    }
}
