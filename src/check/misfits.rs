//! A value of one type where another is wanted: which part of the expression is to blame, and who wants the other type.

use super::Type;
use super::checker::Checker;
use super::messages::types as messages;
use super::types::{fits, has_union, without_future};
use crate::syntax::tree::{Block, Expr, ExprKind, StmtKind};
use crate::text::Span;

/// Where an expectation comes from.
#[derive(Clone, Copy, Debug)]
pub struct Reason {
    /// The place.
    pub span: Span,
    /// What stands there, behind the wanted type.
    pub words: &'static str,
}

impl Reason {
    /// The type is written at `span`.
    pub fn written(span: Span) -> Reason {
        Reason { span, words: "is written here" }
    }

    /// A variable of the type is bound at `span`.
    pub fn variable(span: Span) -> Reason {
        Reason { span, words: "is what this variable holds" }
    }
}

/// The part of an expression that does not fit.
pub struct Misfit<'t> {
    /// The part.
    pub expr: &'t Expr,
    /// Its type.
    pub given: Type,
    /// The type that was wanted of this part.
    pub wanted: Type,
}

impl<'t> Checker<'t> {
    /// Reports a value that certainly does not fit where `wanted` is needed.
    pub fn expect_type(&mut self, expr: &'t Expr, given: &Type, wanted: &Type, reason: Option<Reason>) {
        self.expect_possible(expr, given, wanted, reason);
        if fits(given, wanted) {
            self.expect_present(expr, given, wanted);
        }
    }

    /// Reports a value that is never a `wanted`, where one that is none at times is tested.
    pub fn expect_possible(&mut self, expr: &'t Expr, given: &Type, wanted: &Type, reason: Option<Reason>) {
        let found = self.misfit(expr, given, wanted, false);
        self.report_misfit(found, wanted, reason);
    }

    /// As [`Checker::expect_type`], where a future stands for its own outcome (rule R9); `given` is without it already.
    pub fn expect_settled(&mut self, expr: &'t Expr, given: &Type, wanted: &Type, reason: Option<Reason>) {
        let found = self.misfit(expr, given, wanted, true);
        self.report_misfit(found, wanted, reason);
    }

    fn report_misfit(&mut self, found: Option<Misfit<'t>>, wanted: &Type, reason: Option<Reason>) {
        let Some(Misfit { expr, given, wanted: part }) = found else { return };
        if let Type::Future(value) = &given
            && fits(value, &part)
        {
            let wants = format!("{} here", self.show(&part));
            self.needs_value(expr.unparen(), &given, &wants);
            return;
        }
        let because = reason.map(|reason| (reason.span, format!("{} {}", self.show(wanted), reason.words)));
        let diagnostic = messages::mismatch(expr.span, &self.show(&part), &self.show(&given), because);
        self.report(diagnostic);
    }

    /// The first part of a value that certainly does not fit: a branch, an arm, an element, or all of it.
    pub fn misfit(&self, expr: &'t Expr, given: &Type, wanted: &Type, settles: bool) -> Option<Misfit<'t>> {
        let is_fit = fits(given, wanted);
        // Of a union it is enough that one member fits; its parts may still be wrong, each for certain.
        if is_fit && !has_union(given) {
            return None;
        }
        let whole = || Misfit { expr, given: given.clone(), wanted: wanted.clone() };
        self.misfit_inside(expr, wanted, settles).or_else(|| (!is_fit).then(whole))
    }

    fn misfit_inside(&self, expr: &'t Expr, wanted: &Type, settles: bool) -> Option<Misfit<'t>> {
        let of_block = |block: &'t Block| self.misfit_of_part(last_value(block)?, wanted, settles);
        match (&expr.kind, wanted) {
            (ExprKind::Paren(inner), _) => self.misfit_of_part(inner, wanted, settles),
            (ExprKind::If { branches, otherwise }, _) => {
                branches.iter().map(|branch| &branch.body).chain(otherwise).find_map(of_block)
            }
            (ExprKind::Match { arms, .. }, _) => arms.iter().map(|arm| &arm.body).find_map(of_block),
            (ExprKind::When(arms), _) => arms.iter().map(|arm| &arm.body).find_map(of_block),
            (ExprKind::List(items), Type::List(element)) | (ExprKind::Set(items), Type::Set(element)) => {
                items.iter().find_map(|item| self.misfit_of_part(item, element, false))
            }
            (ExprKind::Tuple(items), Type::Tuple(parts)) if items.len() == parts.len() => {
                items.iter().zip(parts).find_map(|(item, part)| self.misfit_of_part(item, part, false))
            }
            (ExprKind::Map(entries), Type::Map(key, value)) => entries.iter().find_map(|(own_key, own_value)| {
                let own_value = own_value.as_ref()?;
                self.misfit_of_part(own_key, key, false).or_else(|| self.misfit_of_part(own_value, value, false))
            }),
            _ => None,
        }
    }

    fn misfit_of_part(&self, part: &'t Expr, wanted: &Type, settles: bool) -> Option<Misfit<'t>> {
        if matches!(part.kind, ExprKind::Spread(_)) {
            return None;
        }
        let given = self.out.types.get(part.id)?;
        match given {
            Type::Future(_) if settles => self.misfit(part, &without_future(given.clone()), wanted, true),
            given => self.misfit(part, given, wanted, settles),
        }
    }
}

/// The expression whose value a block ends with.
pub fn last_value(block: &Block) -> Option<&Expr> {
    match block.stmts.last().map(|stmt| &stmt.kind) {
        Some(StmtKind::Expr(value)) => Some(value),
        _ => None,
    }
}
