//! `spawn` and `await` (rules R2, R3, R5, R9).

use super::super::env::Env;
use super::super::fiber::{Eval, Exit, unsupported};
use super::super::state::{Coroutine, Ended, Run, Source};
use super::super::value::{Id, Value};
use super::calls::{Call, call_of};
use super::{Walk, bare};
use lumen_playground::syntax::tree::{Composite, CompositeOperands, ComprehensionKind, Expr, ExprKind};
use std::rc::Rc;

impl Run {
    /// `spawn(e)`: what stands in it decides.
    pub fn spawn<'a>(self: &'a Rc<Self>, env: &'a Env, expr: &'static Expr) -> Walk<'a> {
        Box::pin(async move {
            let expr = bare(expr);
            match &expr.kind {
                ExprKind::Call { .. } => {
                    let call = self.prepare(env, expr).await?;
                    self.spawn_call(env.fiber, call).await
                }
                ExprKind::Composite(_) | ExprKind::ParallelFor(_) => self.spawn_expr(env, expr).await,
                ExprKind::List(items) => {
                    let mut futures = Vec::new();
                    for item in items {
                        futures.push(self.spawn(env, item).await?);
                    }
                    Ok(Value::list(futures))
                }
                ExprKind::Comprehension(it) if it.kind == ComprehensionKind::List => {
                    let mut futures = Vec::new();
                    for env in self.rounds(env, it).await? {
                        futures.push(self.spawn(&env, &it.element).await?);
                    }
                    Ok(Value::list(futures))
                }
                ExprKind::Binary { .. } => Err(unsupported("spawning an operator")),
                _ => {
                    let value = self.expr(env, expr).await?;
                    self.spawn_value(env.fiber, value).await
                }
            }
        })
    }

    /// A fiber for a call whose arguments are evaluated; what makes a future itself gives that one.
    pub async fn spawn_call(self: &Rc<Self>, me: Id, call: Call) -> Eval {
        let kind = match &call {
            Call::Operation(_) => return self.perform_boxed(me, call).await,
            Call::Value(value) => return self.spawn_value(me, value.clone()).await,
            Call::Cell(cell, _) if cell.is_async => "async",
            _ => "spawn",
        };
        let id = self.make_fiber(Some(me), kind, |id| {
            let run = self.clone();
            Box::pin(async move { run.run_call(id, call).await })
        });
        self.start(me, &[id]).await?;
        Ok(Value::Future(id))
    }

    fn perform_boxed<'a>(self: &'a Rc<Self>, me: Id, call: Call) -> Walk<'a> {
        Box::pin(self.perform(me, call))
    }

    async fn spawn_expr(self: &Rc<Self>, env: &Env, expr: &'static Expr) -> Eval {
        let id = self.make_fiber(Some(env.fiber), "spawn", |id| self.body_of(env.captured(id), expr));
        self.start(env.fiber, &[id]).await?;
        Ok(Value::Future(id))
    }

    fn body_of(self: &Rc<Self>, env: Env, expr: &'static Expr) -> Coroutine {
        let run = self.clone();
        Box::pin(async move { run.frame(env, async |env: &Env| run.expr(env, expr).await).await })
    }

    /// Spawns a value: all its futures exist before the first of them starts.
    async fn spawn_value(self: &Rc<Self>, me: Id, value: Value) -> Eval {
        let mut new = Vec::new();
        let value = self.future_of(me, value, &mut new)?;
        self.start(me, &new).await?;
        Ok(value)
    }

    fn future_of(self: &Rc<Self>, me: Id, value: Value, new: &mut Vec<Id>) -> Eval {
        match value {
            Value::Future(_) => Ok(value),
            Value::List(items) => {
                let futures: Result<Vec<Value>, Exit> =
                    items.iter().map(|item| self.future_of(me, item.clone(), new)).collect();
                Ok(Value::list(futures?))
            }
            value => {
                let id = self.callable_or_lifted(me, value)?;
                new.push(id);
                Ok(Value::Future(id))
            }
        }
    }

    /// A new fiber for a callable; any other value is a future that has ended already.
    pub fn callable_or_lifted(self: &Rc<Self>, parent: Id, value: Value) -> Result<Id, Exit> {
        if !value.is_callable() {
            let mut state = self.state.borrow_mut();
            let id = state.make(Some(parent), "spawn", Source::Fiber);
            state.settle(id, Ended::Value(value));
            return Ok(id);
        }
        let kind = if matches!(&value, Value::Cell(cell) if cell.is_async) { "async" } else { "spawn" };
        let call = call_of(value, Vec::new())?;
        Ok(self.make_fiber(Some(parent), kind, |id| {
            let run = self.clone();
            Box::pin(async move { run.run_call(id, call).await })
        }))
    }

    /// `await e`; names of entries are bound after success.
    pub async fn await_expr(self: &Rc<Self>, env: &Env, inner: &'static Expr) -> Eval {
        self.awaited(env, inner).await?.map_err(Exit::Failed)
    }

    /// The same, with the awaited failure apart from all that ends the evaluation of `e` itself.
    pub async fn awaited(self: &Rc<Self>, env: &Env, inner: &'static Expr) -> Result<Result<Value, String>, Exit> {
        let future = self.expr(env, inner).await?;
        let value = match self.await_value(env.fiber, future.clone()).await {
            Err(Exit::Failed(message)) => return Ok(Err(message)),
            value => value?,
        };
        if let (ExprKind::Composite(composite), Value::Future(id)) = (&bare(inner).kind, future) {
            self.bind_entries(env, composite, id, &value);
        }
        Ok(Ok(value))
    }

    /// `parallel` binds each name to its field, `select` the winner's to the value and all others to null.
    fn bind_entries(&self, env: &Env, composite: &'static Composite, id: Id, value: &Value) {
        let CompositeOperands::Entries(_) = &composite.operands else { return };
        let (names, winner) = self.state.borrow().entries(id);
        for (index, name) in names.iter().enumerate() {
            let Some(name) = name else { continue };
            let bound = match value {
                _ if winner.is_some_and(|winner| winner == index) => value.clone(),
                _ if winner.is_some() => Value::Null,
                Value::Record(record) => {
                    let field = record.1.iter().find(|(field, _)| field == name);
                    field.map_or(Value::Null, |(_, value)| value.clone())
                }
                _ => Value::Null,
            };
            env.define(name, bound);
        }
    }
}
