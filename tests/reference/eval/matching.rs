//! `match`, and where it catches the failure of an `await` (rule R7).

use super::super::env::Env;
use super::super::fiber::{Eval, Exit, unsupported};
use super::super::state::Run;
use super::super::value::Value;
use super::bare;
use lumen_playground::syntax::tree::{
    Expr, ExprKind, Let, MatchArm, Pattern, PatternKind, Stmt, StmtKind, TypeExpr, TypeKind,
};
use std::rc::Rc;

/// `let x = await e` whose next statement is `match x`: the binding and the arms.
pub fn caught_let(stmt: &'static Stmt, next: Option<&&'static Stmt>) -> Option<(&'static Let, &'static [MatchArm])> {
    let StmtKind::Let(binding) = &stmt.kind else { return None };
    let StmtKind::Expr(expr) = &next?.kind else { return None };
    let ExprKind::Match { subject, arms } = &expr.kind else { return None };
    let (PatternKind::Name(bound), ExprKind::Name(matched)) = (&binding.pattern.kind, &bare(subject).kind) else {
        return None;
    };
    let is_caught = bound.text == matched.text && matches!(bare(&binding.value).kind, ExprKind::Await(_));
    is_caught.then_some((&**binding, arms.as_slice()))
}

impl Run {
    /// Runs a caught `let`. None: it has bound the value, and the `match` runs as usual.
    pub async fn let_caught(
        self: &Rc<Self>,
        env: &Env,
        binding: &'static Let,
        arms: &'static [MatchArm],
    ) -> Result<Option<Value>, Exit> {
        let ExprKind::Await(awaited) = &bare(&binding.value).kind else { return Ok(None) };
        match self.awaited(env, awaited).await? {
            Ok(value) => {
                self.matches(env, &binding.pattern, &value)?;
                Ok(Some(self.arms(env, arms, value, reserved_arm(arms)).await?))
            }
            Err(message) => Ok(Some(self.catch(env, arms, message).await?)),
        }
    }

    /// A `match`.
    pub async fn match_(self: &Rc<Self>, env: &Env, subject: &'static Expr, arms: &'static [MatchArm]) -> Eval {
        let ExprKind::Await(awaited) = &bare(subject).kind else {
            let value = self.expr(env, subject).await?;
            return self.arms(env, arms, value, None).await;
        };
        match self.awaited(env, awaited).await? {
            Ok(value) => self.arms(env, arms, value, reserved_arm(arms)).await,
            Err(message) => self.catch(env, arms, message).await,
        }
    }

    /// The arms in order; one may be reserved for failures.
    async fn arms(
        self: &Rc<Self>,
        env: &Env,
        arms: &'static [MatchArm],
        value: Value,
        reserved: Option<usize>,
    ) -> Eval {
        for (index, arm) in arms.iter().enumerate() {
            let inner = env.inner();
            let fits = Some(index) != reserved && self.matches(&inner, &arm.pattern, &value)?;
            if fits && self.holds(&inner, arm.guard.as_ref()).await? {
                return self.block(&inner, &arm.body).await;
            }
        }
        Err(unsupported("a match without a fitting arm"))
    }

    /// The `err` arms in order, then the reserved one; else the failure is raised.
    async fn catch(self: &Rc<Self>, env: &Env, arms: &'static [MatchArm], message: String) -> Eval {
        let text = Value::text(&message);
        for arm in arms {
            let inner = env.inner();
            let Some(payload) = failure_payload(&arm.pattern) else { continue };
            if self.matches(&inner, payload, &text)? && self.holds(&inner, arm.guard.as_ref()).await? {
                return self.block(&inner, &arm.body).await;
            }
        }
        let Some(reserved) = reserved_arm(arms) else {
            return match arms.iter().any(|arm| takes_string(&arm.pattern)) {
                true => Err(unsupported("an arm that catches if the awaited type cannot be a String")),
                false => Err(Exit::Failed(message)),
            };
        };
        let inner = env.inner();
        let arm = &arms[reserved];
        self.matches(&inner, &arm.pattern, &text)?;
        match self.holds(&inner, arm.guard.as_ref()).await? {
            true => self.block(&inner, &arm.body).await,
            false => Err(Exit::Failed(message)),
        }
    }
}

/// The pattern inside `err(p)` or `Error(p)`.
fn failure_payload(pattern: &'static Pattern) -> Option<&'static Pattern> {
    match &pattern.kind {
        PatternKind::Constructor { path: None, name, fields, rest: false } => match (name.text.as_str(), &fields[..]) {
            ("err" | "Error", [field]) => Some(&field.pattern),
            _ => None,
        },
        _ => None,
    }
}

/// The last `n: String`, if an earlier unguarded arm takes every string already.
fn reserved_arm(arms: &'static [MatchArm]) -> Option<usize> {
    let last = arms.iter().rposition(|arm| takes_string(&arm.pattern))?;
    let takes_all = |arm: &MatchArm| arm.guard.is_none() && takes_every_string(&arm.pattern);
    arms[..last].iter().any(takes_all).then_some(last)
}

fn takes_string(pattern: &Pattern) -> bool {
    matches!(&pattern.kind, PatternKind::Typed { ty, .. } if named(ty) == Some("String"))
}

/// Only what R7 names: `n: String` and `n: T`.
fn takes_every_string(pattern: &Pattern) -> bool {
    let PatternKind::Typed { ty, .. } = &pattern.kind else { return false };
    named(ty).is_some_and(|name| name == "String" || is_one_capital(name))
}

/// The name of a type without arguments.
pub fn named(ty: &TypeExpr) -> Option<&str> {
    match &ty.kind {
        TypeKind::Named { name, arguments } if arguments.is_empty() => Some(&name.text),
        _ => None,
    }
}

/// Whether a type's name is a single capital letter.
pub fn is_one_capital(name: &str) -> bool {
    name.len() == 1 && name.starts_with(|ch: char| ch.is_ascii_uppercase())
}
