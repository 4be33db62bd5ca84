//! Composites in a program: each entry is the body of a branch.

use super::super::env::Env;
use super::super::fiber::{Eval, unsupported};
use super::super::state::{Coroutine, Form, Run};
use super::super::value::{Id, Value};
use super::{bare, calls::Call};
use lumen_playground::syntax::tree::{
    Block, Composite, CompositeKind, CompositeOperands, Entry, Expr, ExprKind, ParallelFor, StmtKind,
};
use std::rc::Rc;

/// What a branch runs.
#[derive(Clone, Copy)]
enum Body {
    Expr(&'static Expr),
    Block(&'static Block),
}

impl Run {
    /// A composite; its value is a future.
    pub async fn composite_expr(self: &Rc<Self>, env: &Env, it: &'static Composite) -> Eval {
        let form = match it.kind {
            CompositeKind::Parallel => Form::Parallel,
            CompositeKind::Race => Form::Race,
            CompositeKind::Vote => Form::Vote,
            CompositeKind::Select => Form::Select,
            CompositeKind::Timeout => Form::Timeout,
        };
        match &it.operands {
            CompositeOperands::Entries(entries) => self.of_entries(env, form, entries).await,
            CompositeOperands::Timeout { limit_ms, body } => {
                let limit_ms = self.int(env, limit_ms).await?;
                let branches = vec![(env.clone(), Body::Expr(body))];
                self.of_branches(env, form, Vec::new(), branches, Some(limit_ms)).await
            }
            CompositeOperands::List(list) => match &list.kind {
                ExprKind::Comprehension(it) => {
                    let rounds = self.rounds(env, it).await?;
                    let branches = rounds.into_iter().map(|env| (env, Body::Expr(&it.element))).collect();
                    self.of_branches(env, form, Vec::new(), branches, None).await
                }
                _ => self.of_list(env, form, list).await,
            },
        }
    }

    async fn of_entries(self: &Rc<Self>, env: &Env, form: Form, entries: &'static [Entry]) -> Eval {
        let names = entries.iter().map(|entry| entry.name.as_ref().map(|name| name.text.clone())).collect();
        let branches = entries.iter().map(|entry| (env.clone(), Body::Expr(&entry.body))).collect();
        self.of_branches(env, form, names, branches, None).await
    }

    /// `parallel for`: one branch for each item.
    pub async fn parallel_for(self: &Rc<Self>, env: &Env, it: &'static ParallelFor) -> Eval {
        let mut branches = Vec::new();
        for item in self.items(env, &it.iterable).await? {
            let inner = env.inner();
            if self.matches(&inner, &it.pattern, &item)? && self.holds(&inner, it.filter.as_ref()).await? {
                branches.push((inner, Body::Block(&it.body)));
            }
        }
        self.of_branches(env, Form::Parallel, Vec::new(), branches, None).await
    }

    async fn of_branches(
        self: &Rc<Self>,
        env: &Env,
        form: Form,
        names: Vec<Option<String>>,
        bodies: Vec<(Env, Body)>,
        limit_ms: Option<i64>,
    ) -> Eval {
        let id = self.state.borrow_mut().make_composite(env.fiber, form, names);
        let branches: Vec<Id> = bodies.into_iter().map(|(env, body)| self.make_branch(id, &env, body)).collect();
        self.begin(env.fiber, id, branches, limit_ms).await
    }

    /// The call form over a list value: handles as they are, callables started, other values done.
    async fn of_list(self: &Rc<Self>, env: &Env, form: Form, list: &'static Expr) -> Eval {
        let items = self.items(env, list).await?;
        if items.is_empty() && form != Form::Parallel {
            return Err(unsupported("a composite without branches"));
        }
        let id = self.state.borrow_mut().make_composite(env.fiber, form, Vec::new());
        let mut branches = Vec::new();
        for item in items {
            branches.push(match item {
                Value::Future(handle) => handle,
                other => self.callable_or_lifted(id, other)?,
            });
        }
        self.begin(env.fiber, id, branches, None).await
    }

    async fn begin(self: &Rc<Self>, me: Id, id: Id, branches: Vec<Id>, limit_ms: Option<i64>) -> Eval {
        self.state.borrow_mut().watch(id, branches.clone(), limit_ms);
        self.start(me, &branches).await?;
        Ok(Value::Future(id))
    }

    /// A branch whose whole body is an async call or an operation is that call or operation.
    fn make_branch(self: &Rc<Self>, composite: Id, env: &Env, body: Body) -> Id {
        let Some((call, kind)) = self.direct_call(env, body) else {
            return self.make_fiber(Some(composite), "spawn", |id| self.branch_body(env.captured(id), body));
        };
        self.make_fiber(Some(composite), kind, |id| self.direct_body(env.captured(id), call))
    }

    fn branch_body(self: &Rc<Self>, env: Env, body: Body) -> Coroutine {
        let run = self.clone();
        let walk = async move |env: &Env| match body {
            // A closure that is the whole entry is the branch.
            Body::Expr(expr) if matches!(expr.kind, ExprKind::Lambda(_)) => {
                let closure = run.expr(env, expr).await?;
                run.call_closure(env.fiber, closure, Vec::new()).await
            }
            Body::Expr(expr) => run.expr(env, expr).await,
            Body::Block(block) => run.block(env, block).await,
        };
        let run = self.clone();
        Box::pin(async move { run.frame(env, walk).await })
    }

    fn direct_body(self: &Rc<Self>, env: Env, call: &'static Expr) -> Coroutine {
        let run = self.clone();
        Box::pin(async move {
            let body = async |env: &Env| {
                let call: Call = run.prepare(env, call).await?;
                run.run_call(env.fiber, call).await
            };
            run.frame(env, body).await
        })
    }

    fn direct_call(&self, env: &Env, body: Body) -> Option<(&'static Expr, &'static str)> {
        let expr = match body {
            Body::Expr(expr) => bare(expr),
            Body::Block(block) => match block.stmts.as_slice() {
                [stmt] => match &stmt.kind {
                    StmtKind::Expr(expr) => bare(expr),
                    _ => return None,
                },
                _ => return None,
            },
        };
        let ExprKind::Call { callee, .. } = &expr.kind else { return None };
        let kind = match &callee.kind {
            ExprKind::Name(name) if env.get(&name.text).is_some() => return None,
            ExprKind::Name(name) => match self.program.cell(&name.text) {
                Some(cell) => cell.is_async.then_some("async")?,
                None => (name.text == "sleep").then_some("sleep")?,
            },
            ExprKind::Field { name, .. } => matches!(name.text.as_str(), "send" | "receive").then_some("channel")?,
            _ => return None,
        };
        Some((expr, kind))
    }
}
