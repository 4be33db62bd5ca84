//! `if`, loops and `match`.

use super::super::env::Env;
use super::super::fiber::{Eval, Exit, unsupported};
use super::super::state::Run;
use super::super::value::Value;
use lumen_playground::syntax::tree::{Block, Clause, Expr, ExprKind, ForLoop, IfBranch, Name, WhenArm};
use std::rc::Rc;

/// Loops may end only by a limit on steps, which this interpreter does not count.
const ROUNDS_MAX: usize = 5_000;

/// What a round of a loop leads to.
enum Round {
    Next,
    Leave(Value),
}

impl Run {
    /// A control expression.
    pub async fn control(self: &Rc<Self>, env: &Env, expr: &'static Expr) -> Eval {
        match &expr.kind {
            ExprKind::If { branches, otherwise } => self.if_(env, branches, otherwise.as_ref()).await,
            ExprKind::When(arms) => self.when(env, arms).await,
            ExprKind::Match { subject, arms } => self.match_(env, subject, arms).await,
            ExprKind::For(it) => self.for_(env, it).await,
            ExprKind::While(it) => self.while_(env, it.label.as_ref(), Some(&it.condition), &it.body).await,
            ExprKind::Loop { label, body } => self.while_(env, label.as_ref(), None, body).await,
            _ => Err(unsupported("this expression")),
        }
    }

    async fn if_(self: &Rc<Self>, env: &Env, branches: &'static [IfBranch], otherwise: Option<&'static Block>) -> Eval {
        for branch in branches {
            let inner = env.inner();
            if self.clause(&inner, &branch.condition).await? {
                return self.block(&inner, &branch.body).await;
            }
        }
        match otherwise {
            Some(block) => self.block(&env.inner(), block).await,
            None => Ok(Value::Null),
        }
    }

    async fn when(self: &Rc<Self>, env: &Env, arms: &'static [WhenArm]) -> Eval {
        for arm in arms {
            if self.holds(env, arm.condition.as_ref()).await? {
                return self.block(&env.inner(), &arm.body).await;
            }
        }
        Ok(Value::Null)
    }

    /// Whether a condition is true; `let` binds in `env`, a bare name anything but null.
    async fn clause(self: &Rc<Self>, env: &Env, clause: &'static Clause) -> Result<bool, Exit> {
        match clause {
            Clause::Expr(condition) => self.holds(env, Some(condition)).await,
            Clause::Let { pattern, value } => {
                let value = self.expr(env, value).await?;
                Ok((value != Value::Null || !pattern.is_name()) && self.matches(env, pattern, &value)?)
            }
        }
    }

    async fn for_(self: &Rc<Self>, env: &Env, it: &'static ForLoop) -> Eval {
        for item in self.items(env, &it.iterable).await? {
            let inner = env.inner();
            if !self.matches(&inner, &it.pattern, &item)? || !self.holds(&inner, it.filter.as_ref()).await? {
                continue;
            }
            let ran = self.block(&inner, &it.body).await;
            if let Round::Leave(value) = round(ran, it.label.as_ref())? {
                return Ok(value);
            }
        }
        Ok(Value::Null)
    }

    async fn while_(
        self: &Rc<Self>,
        env: &Env,
        label: Option<&'static Name>,
        condition: Option<&'static Clause>,
        body: &'static Block,
    ) -> Eval {
        for _ in 0..ROUNDS_MAX {
            let inner = env.inner();
            if let Some(condition) = condition
                && !self.clause(&inner, condition).await?
            {
                return Ok(Value::Null);
            }
            let ran = self.block(&inner, body).await;
            if let Round::Leave(value) = round(ran, label)? {
                return Ok(value);
            }
        }
        Err(unsupported("a long loop"))
    }
}

fn round(ran: Eval, label: Option<&'static Name>) -> Result<Round, Exit> {
    let is_mine = |wanted: &Option<String>| wanted.is_none() || *wanted == label.map(|it| it.text.clone());
    match ran {
        Ok(_) => Ok(Round::Next),
        Err(Exit::Continue(wanted)) if is_mine(&wanted) => Ok(Round::Next),
        Err(Exit::Break(wanted, value)) if is_mine(&wanted) => Ok(Round::Leave(value)),
        Err(exit) => Err(exit),
    }
}
