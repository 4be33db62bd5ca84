//! Expressions: one dispatcher, and the forms that need little.

use super::Type;
use super::checker::{ANY, Checker, Use};
use super::messages;
use super::types::union_of;
use crate::syntax::tree::{
    Clause, Comprehension, ComprehensionKind, Expr, ExprKind, Fragment, Pattern, StringLit, TypeExpr,
};

impl<'t> Checker<'t> {
    /// Checks an expression and gives its type. The arms only call, so that a deep tree needs little of the host's stack.
    pub fn expr(&mut self, expr: &'t Expr, usage: Use) -> Type {
        self.depth += 1;
        let ty = match literal_type(expr) {
            Some(ty) => ty,
            None => self.expr_kind(expr, usage),
        };
        self.depth -= 1;
        self.note(expr.id, ty)
    }

    fn expr_kind(&mut self, expr: &'t Expr, usage: Use) -> Type {
        match &expr.kind {
            ExprKind::String(text) => self.string(text),
            ExprKind::Name(name) => self.name_expr(expr.id, name, usage),
            ExprKind::Paren(inner) => self.expr(inner, usage),
            ExprKind::Unary { op, operand } => self.unary(*op, operand),
            ExprKind::Binary { op, op_span, left, right } => self.binary(expr, *op, *op_span, left, right),
            ExprKind::Call { callee, arguments } => self.call(expr, callee, arguments, None, usage),
            ExprKind::Field { object, name, optional } => self.field(expr, object, name, *optional),
            ExprKind::Index { object, index, optional } => self.index(object, index, *optional),
            ExprKind::Lambda(lambda) => self.lambda(expr.id, lambda, usage.wanted()),
            ExprKind::If { branches, otherwise } => self.if_expr(branches, otherwise.as_ref(), usage),
            _ => self.expr_rest(expr, usage),
        }
    }

    fn expr_rest(&mut self, expr: &'t Expr, usage: Use) -> Type {
        match &expr.kind {
            ExprKind::List(items) => self.list(items, usage.wanted()),
            ExprKind::Tuple(items) => self.tuple(items, usage.wanted()),
            ExprKind::Set(items) => self.set(items),
            ExprKind::Map(entries) if entries.is_empty() => empty_braces(usage.wanted()),
            ExprKind::Map(entries) => self.map(entries),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Spread(inner) => self.expr(inner, ANY),
            ExprKind::Range { low, high, step, .. } => self.range([low, high, step]),
            ExprKind::Comptime(inner) => self.expr(inner, usage),
            ExprKind::Halt(message) => self.halt(message),
            ExprKind::Is { value, ty } => self.is_expr(expr, value, ty),
            ExprKind::As { value, ty } => self.written_test(expr, value, ty),
            ExprKind::Unwrap(value) => self.unwrap(value),
            ExprKind::Try(value) => self.try_expr(expr, value),
            ExprKind::TryElse { value, otherwise } => self.try_else(value, otherwise.as_deref(), usage),
            _ => self.control_or_async(expr, usage),
        }
    }

    fn control_or_async(&mut self, expr: &'t Expr, usage: Use) -> Type {
        match &expr.kind {
            ExprKind::Match { subject, arms } => self.match_expr(expr, subject, arms, usage),
            ExprKind::When(arms) => self.when(arms, usage),
            ExprKind::For(body) => self.for_loop(body),
            ExprKind::While(body) => self.while_loop(body),
            ExprKind::Loop { label, body } => self.endless_loop(label.as_ref(), body),
            ExprKind::Await(operand) => self.await_expr(expr, operand, usage),
            ExprKind::Spawn(inner) => self.spawn(expr, inner),
            ExprKind::ParallelFor(body) => Type::future(self.parallel_for(body)),
            ExprKind::Composite(composite) => {
                let ty = self.composite(composite, false);
                self.hint_race_without_limit(expr, composite);
                Type::future(ty)
            }
            _ => Type::Unknown,
        }
    }

    fn string(&mut self, text: &'t StringLit) -> Type {
        for fragment in &text.fragments {
            if let Fragment::Interpolation { value, .. } = fragment {
                self.expr(value, ANY);
            }
        }
        Type::String
    }

    fn list(&mut self, items: &'t [Expr], wanted: &Type) -> Type {
        let wanted = match wanted {
            Type::List(element) => element,
            _ => &Type::Unknown,
        };
        Type::list(self.elements(items, wanted))
    }

    /// The type of the elements of a list or set literal.
    fn elements(&mut self, items: &'t [Expr], wanted: &Type) -> Type {
        if items.is_empty() {
            return wanted.clone();
        }
        let mut types = Vec::new();
        for item in items {
            let ty = self.expr(item, Use::Value(wanted));
            types.push(if matches!(item.kind, ExprKind::Spread(_)) { element_of(&ty) } else { ty });
        }
        union_of(types)
    }

    fn tuple(&mut self, items: &'t [Expr], wanted: &Type) -> Type {
        let wanted: &[Type] = match wanted {
            Type::Tuple(parts) => parts,
            _ => &[],
        };
        let part = |index: usize| wanted.get(index).unwrap_or(&Type::Unknown);
        Type::Tuple(items.iter().enumerate().map(|(index, item)| self.expr(item, Use::Value(part(index)))).collect())
    }

    fn set(&mut self, items: &'t [Expr]) -> Type {
        Type::Set(Box::new(self.elements(items, &Type::Unknown)))
    }

    fn map(&mut self, entries: &'t [(Expr, Option<Expr>)]) -> Type {
        let mut types = (Vec::new(), Vec::new());
        for (key, value) in entries {
            let key = self.key(key);
            let Some(value) = value else {
                types.0.push(Type::Unknown);
                types.1.push(Type::Unknown);
                continue;
            };
            types.0.push(key);
            types.1.push(self.expr(value, ANY));
        }
        Type::Map(Box::new(union_of(types.0)), Box::new(union_of(types.1)))
    }

    /// A map's key; a name that means nothing was probably meant as a text.
    fn key(&mut self, key: &'t Expr) -> Type {
        match &key.kind {
            ExprKind::Name(name) if !self.is_key(name) => {
                self.report(messages::names::unquoted_key(name));
                Type::Unknown
            }
            _ => self.expr(key, ANY),
        }
    }

    fn comprehension(&mut self, comprehension: &'t Comprehension) -> Type {
        self.open_scope();
        self.clauses(&comprehension.clauses);
        let element = self.expr(&comprehension.element, ANY);
        let value = comprehension.value.as_ref().map(|value| self.expr(value, ANY));
        self.close_scope();
        match comprehension.kind {
            ComprehensionKind::List => Type::list(element),
            ComprehensionKind::Set => Type::Set(Box::new(element)),
            ComprehensionKind::Map => Type::Map(Box::new(element), Box::new(value.unwrap_or(Type::Unknown))),
        }
    }

    /// The `for … in … if …` parts of a comprehension, in the scope that is open.
    pub fn clauses(&mut self, clauses: &'t [(Pattern, Expr, Option<Expr>)]) {
        for (pattern, iterable, filter) in clauses {
            let element = self.iterated(iterable);
            self.bind_pattern(pattern, &element);
            if let Some(filter) = filter {
                self.condition(filter);
                self.assume(filter, true);
            }
        }
    }

    fn range(&mut self, ends: [&'t Option<Box<Expr>>; 3]) -> Type {
        for end in ends.into_iter().flatten() {
            let ty = self.expr(end, ANY);
            self.expect_type(end, &ty, &Type::Int, None);
        }
        Type::list(Type::Int)
    }

    fn halt(&mut self, message: &'t Expr) -> Type {
        self.expr(message, ANY);
        self.tie_rounds();
        Type::Never
    }

    /// `e is Type`, or `e is Variant`.
    fn is_expr(&mut self, expr: &'t Expr, value: &'t Expr, ty: &TypeExpr) -> Type {
        match self.variant_named_by(ty) {
            Some(name) => {
                let tested = self.expr(value, ANY);
                self.variant_test(expr, &tested, name);
            }
            None => {
                self.written_test(expr, value, ty);
            }
        }
        Type::Bool
    }

    fn written_test(&mut self, expr: &'t Expr, value: &'t Expr, ty: &TypeExpr) -> Type {
        self.expr(value, ANY);
        let ty = self.written_in_pattern(ty);
        self.out.written.insert(expr.id, ty.clone());
        ty
    }

    /// A condition: anything but a future.
    pub fn condition(&mut self, condition: &'t Expr) -> Type {
        let ty = self.expr(condition, Use::Value(&Type::Bool));
        self.needs_value(condition, &ty, "a condition");
        ty
    }

    /// A condition, or `let pattern = value`, whose names land in the scope that is open.
    pub fn clause(&mut self, clause: &'t Clause) {
        match clause {
            Clause::Expr(condition) => {
                self.condition(condition);
            }
            Clause::Let { pattern, value } => {
                let ty = self.expr(value, ANY);
                let ty = if pattern.is_name() { ty.without_null() } else { ty };
                self.match_pattern(pattern, &ty);
            }
        }
    }
}

/// The type of a literal without parts.
fn literal_type(expr: &Expr) -> Option<Type> {
    Some(match expr.kind {
        ExprKind::Null => Type::Null,
        ExprKind::Bool(_) => Type::Bool,
        ExprKind::Int(_) => Type::Int,
        ExprKind::Float(_) => Type::Float,
        ExprKind::Bytes(_) => Type::Bytes,
        _ => return None,
    })
}

/// `{}`: a map, or a set where only that is wanted.
fn empty_braces(wanted: &Type) -> Type {
    match wanted.clone().without_null() {
        found @ (Type::Map(..) | Type::Set(_)) => found,
        _ => Type::Map(Box::new(Type::Unknown), Box::new(Type::Unknown)),
    }
}

/// What is inside a collection.
pub fn element_of(ty: &Type) -> Type {
    match ty {
        Type::List(part) | Type::Set(part) => (**part).clone(),
        Type::Map(key, _) => (**key).clone(),
        Type::String => Type::String,
        _ => Type::Unknown,
    }
}
