//! The language: blocks, statements, calls of cells and closures.

mod builtins;
mod calls;
mod composites;
mod control;
mod exprs;
mod matching;
mod operators;
mod patterns;
mod spawning;

use super::env::Env;
use super::fiber::{Eval, Exit, failed, unsupported};
use super::state::Run;
use super::value::{Id, Value};
use lumen_playground::syntax::tree::{Block, Expr, ExprKind, Let, Stmt, StmtKind};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// Code under way; boxed, because the language nests.
pub type Walk<'a> = Pin<Box<dyn Future<Output = Eval> + 'a>>;

/// An expression without the parentheses around it.
pub fn bare(expr: &'static Expr) -> &'static Expr {
    match &expr.kind {
        ExprKind::Paren(inner) => bare(inner),
        _ => expr,
    }
}

impl Run {
    /// The whole program: top-level statements, then `main`.
    pub async fn main(self: &Rc<Self>, me: Id) -> Eval {
        let body = async |env: &Env| {
            let value = self.stmts(env, &self.program.stmts).await?;
            match self.program.cell("main") {
                Some(cell) => self.call_cell(me, cell, Vec::new()).await,
                None => Ok(value),
            }
        };
        self.frame(Env::new(me), body).await
    }

    /// A block, in the scope that it is given; its value is that of its last expression.
    pub fn block<'a>(self: &'a Rc<Self>, env: &'a Env, block: &'static Block) -> Walk<'a> {
        Box::pin(async move {
            let stmts: Vec<&'static Stmt> = block.stmts.iter().collect();
            self.stmts(env, &stmts).await
        })
    }

    async fn stmts(self: &Rc<Self>, env: &Env, stmts: &[&'static Stmt]) -> Eval {
        let mut value = Value::Null;
        let mut rest = stmts.iter().peekable();
        while let Some(stmt) = rest.next() {
            let next = rest.peek().copied();
            if let Some((binding, arms)) = matching::caught_let(stmt, next)
                && let Some(caught) = self.let_caught(env, binding, arms).await?
            {
                value = caught;
                rest.next();
                continue;
            }
            if matching::caught_let(stmt, next).is_none() {
                value = self.stmt(env, stmt).await?;
            }
        }
        Ok(value)
    }

    async fn stmt(self: &Rc<Self>, env: &Env, stmt: &'static Stmt) -> Eval {
        match &stmt.kind {
            StmtKind::Expr(expr) => return self.expr(env, expr).await,
            StmtKind::Let(binding) => self.let_plain(env, binding).await?,
            StmtKind::Assign { place, op, value } => self.assign(env, place, *op, value).await?,
            StmtKind::Return(None) => return Err(Exit::Return(Value::Null)),
            StmtKind::Return(Some(expr)) => return Err(Exit::Return(self.expr(env, expr).await?)),
            StmtKind::Break { label, value } => {
                let value = match value {
                    Some(expr) => self.expr(env, expr).await?,
                    None => Value::Null,
                };
                return Err(Exit::Break(label.as_ref().map(|it| it.text.clone()), value));
            }
            StmtKind::Continue { label } => return Err(Exit::Continue(label.as_ref().map(|it| it.text.clone()))),
            StmtKind::Defer(block) => env.frame.defers.borrow_mut().push((block, env.clone())),
            _ => return Err(unsupported("this statement")),
        }
        Ok(Value::Null)
    }

    async fn let_plain(self: &Rc<Self>, env: &Env, binding: &'static Let) -> Result<(), Exit> {
        let value = self.expr(env, &binding.value).await?;
        if self.matches(env, &binding.pattern, &value)? {
            return Ok(());
        }
        match &binding.otherwise {
            Some(block) => self.block(&env.inner(), block).await.map(|_| ()),
            None => Err(unsupported("a pattern that does not match")),
        }
    }

    async fn assign(
        self: &Rc<Self>,
        env: &Env,
        place: &'static lumen_playground::syntax::tree::Place,
        op: lumen_playground::syntax::tree::AssignOp,
        value: &'static Expr,
    ) -> Result<(), Exit> {
        if !place.steps.is_empty() {
            return Err(unsupported("assigning a part"));
        }
        let name = &place.root.text;
        let mut value = self.expr(env, value).await?;
        if let Some(op) = op.0 {
            let old = env.get(name).ok_or_else(|| unsupported("this variable"))?;
            value = operators::apply(op, &old, &value)?;
        }
        if env.set(name, value) { Ok(()) } else { Err(unsupported("this variable")) }
    }

    /// An expression's value as text of a failure.
    async fn halt(self: &Rc<Self>, env: &Env, message: &'static Expr) -> Eval {
        let message = self.expr(env, message).await?;
        Err(failed(self.state.borrow().show(&message)))
    }
}
