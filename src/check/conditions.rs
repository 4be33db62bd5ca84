//! What a condition teaches of the variables in it, where it holds and where it does not.

use super::checker::{Checker, Use};
use super::flow::Path;
use super::types::{fits, takes_every, union_of};
use super::{LocalId, Resolution, Type};
use crate::syntax::tree::{BinaryOp, Block, Clause, Expr, ExprKind, Pattern, PatternKind, UnaryOp};
use crate::syntax::walk::{Part, expr_parts, stmt_parts};

/// Facts: paths and what a value of each is.
type Facts = Vec<(Path, Type)>;

impl<'t> Checker<'t> {
    /// Opens a scope for names and for facts.
    pub fn open_scope(&mut self) {
        self.flow.open();
        self.frame().push();
    }

    /// From here to the end of the scope `condition` is known to be `truth`.
    pub fn assume(&mut self, condition: &Expr, truth: bool) {
        let mut facts = Facts::new();
        self.facts(condition, truth, &mut facts);
        facts.into_iter().for_each(|(path, ty)| self.flow.learn(path, ty));
    }

    /// As [`Checker::assume`], for the condition of an `if` or `while`.
    pub fn assume_clause(&mut self, clause: &Clause, truth: bool) {
        match clause {
            Clause::Expr(condition) => self.assume(condition, truth),
            Clause::Let { pattern, value } if pattern.is_name() => self.assume_null(value, !truth),
            Clause::Let { pattern, value } if truth => self.assume_pattern(pattern, value),
            Clause::Let { .. } => {}
        }
    }

    /// From here to the end of the scope `value` is known to match `pattern`.
    pub fn assume_pattern(&mut self, pattern: &Pattern, value: &Expr) {
        match (&pattern.kind, self.out.written.get(&pattern.id)) {
            (PatternKind::Typed { .. }, Some(written)) => {
                let learned = self.out.types.get(value.id).and_then(|ty| narrowed(ty, written));
                if let (Some(path), Some(ty)) = (self.path_of(value), learned) {
                    self.flow.learn(path, ty);
                }
            }
            (PatternKind::Wildcard | PatternKind::Name(_) | PatternKind::Or(_) | PatternKind::Error, _) => {}
            (PatternKind::Literal(literal), _) => {
                self.assume_null(value, matches!(literal.kind, ExprKind::Null));
            }
            _ => self.assume_null(value, false),
        }
    }

    /// From here to the end of the scope `value` is known to be null, or not to be null.
    pub fn assume_null(&mut self, value: &Expr, is_null: bool) {
        let mut facts = Facts::new();
        self.null_facts(value, is_null, &mut facts);
        facts.into_iter().for_each(|(path, ty)| self.flow.learn(path, ty));
    }

    /// The condition on the right of an `and` or `or`, which is asked only where the left one is `truth`.
    pub fn condition_behind(&mut self, left: &'t Expr, truth: bool, right: &'t Expr) {
        self.flow.open();
        self.assume(left, truth);
        self.condition(right);
        self.flow.close();
    }

    fn facts(&self, condition: &Expr, truth: bool, facts: &mut Facts) {
        match &condition.unparen().kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.facts(operand, !truth, facts),
            ExprKind::Binary { op: BinaryOp::And, left, right, .. } if truth => {
                self.facts(left, true, facts);
                self.facts(right, true, facts);
            }
            ExprKind::Binary { op: BinaryOp::Or, left, right, .. } if !truth => {
                self.facts(left, false, facts);
                self.facts(right, false, facts);
            }
            ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right, .. } => {
                let is_null = (*op == BinaryOp::Equal) == truth;
                if matches!(right.unparen().kind, ExprKind::Null) {
                    self.null_facts(left, is_null, facts);
                } else if matches!(left.unparen().kind, ExprKind::Null) {
                    self.null_facts(right, is_null, facts);
                }
            }
            ExprKind::Is { value, .. } => self.type_facts(condition.unparen(), value, truth, facts),
            ExprKind::Name(_) | ExprKind::Field { .. } if truth => self.null_facts(condition, false, facts),
            _ => {}
        }
    }

    fn null_facts(&self, value: &Expr, is_null: bool, facts: &mut Facts) {
        let value = value.unparen();
        if let (ExprKind::Field { object, optional: true, .. }, false) = (&value.kind, is_null) {
            self.null_facts(object, false, facts);
        }
        let (Some(path), Some(ty)) = (self.path_of(value), self.out.types.get(value.id)) else { return };
        if let Type::Union(_) = ty {
            facts.push((path, if is_null { Type::Null } else { ty.clone().without_null() }));
        }
    }

    fn type_facts(&self, test: &Expr, value: &Expr, truth: bool, facts: &mut Facts) {
        let value = value.unparen();
        let (Some(path), Some(written)) = (self.path_of(value), self.out.written.get(&test.id)) else { return };
        let ty = self.out.types.get(value.id).unwrap_or(&Type::Unknown);
        let learned = if truth { narrowed(ty, written) } else { without(ty, written) };
        facts.extend(learned.map(|ty| (path, ty)));
    }

    /// The variable or field that an expression reads.
    pub fn path_of(&self, expr: &Expr) -> Option<Path> {
        match &expr.unparen().kind {
            ExprKind::Name(_) => match self.out.resolutions.get(expr.unparen().id) {
                Some(Resolution::Local(local)) => Some(Path { local: *local, fields: String::new() }),
                _ => None,
            },
            ExprKind::Field { object, name, .. } => {
                let mut path = self.path_of(object)?;
                path.fields.push('.');
                path.fields.push_str(&name.text);
                Some(path)
            }
            _ => None,
        }
    }

    /// Before a loop: what its rounds assign is not known in any of them.
    pub fn forget_assigned(&mut self, body: &Block) {
        if self.flow.knows_something() || self.frames.last().is_some_and(|frame| frame.has_choices) {
            self.forget_in_block(body);
        }
    }

    fn forget_in_block(&mut self, block: &Block) {
        block.stmts.iter().for_each(|stmt| stmt_parts(stmt, &mut |part| self.forget_in_part(part)));
    }

    fn forget_in_part(&mut self, part: Part<'_>) {
        match part {
            Part::Expr(expr) => expr_parts(expr, &mut |part| self.forget_in_part(part)),
            Part::Block(block) => self.forget_in_block(block),
            Part::Assigned(place) => {
                let local = self.frames.last().and_then(|frame| frame.find(&place.root.text));
                local.into_iter().for_each(|local| self.flow.assign(local));
            }
            Part::Function(_) => {}
        }
    }

    /// The type of a variable at this place.
    pub fn type_here(&self, local: LocalId) -> &Type {
        let path = Path { local, fields: String::new() };
        self.flow.get(&path).unwrap_or(&self.out.locals[local.0 as usize].ty)
    }

    /// The type of the field that `expr` reads, whose declared type is `ty`.
    pub fn field_here(&self, expr: &Expr, ty: Type) -> Type {
        match (&ty, self.path_of(expr)) {
            (Type::Union(_), Some(path)) => self.flow.get(&path).cloned().unwrap_or(ty),
            _ => ty,
        }
    }

    /// A block that runs only where the conditions before it say so.
    pub fn branch_block(&mut self, condition: Option<&Expr>, block: &'t Block, usage: Use) -> Type {
        self.open_scope();
        condition.into_iter().for_each(|condition| self.assume(condition, true));
        let ty = self.block(block, usage);
        self.close_scope();
        ty
    }
}

/// What a `ty` that is a `written` is; nothing where that is no news.
fn narrowed(ty: &Type, written: &Type) -> Option<Type> {
    match ty {
        Type::Union(members) => {
            let left = union_of(members.iter().filter(|member| fits(member, written)).cloned());
            (left != Type::Never && left != *ty).then_some(left)
        }
        Type::Unknown | Type::Any => {
            let is_news = !matches!(written, Type::Unknown | Type::Any | Type::NonNull | Type::Generic(_));
            is_news.then(|| written.clone())
        }
        _ => None,
    }
}

/// What a `ty` that is no `written` is; nothing where that is no news.
pub fn without(ty: &Type, written: &Type) -> Option<Type> {
    let Type::Union(members) = ty else { return None };
    let left = union_of(members.iter().filter(|member| !takes_every(written, member)).cloned());
    (left != Type::Never && left != *ty).then_some(left)
}
