//! Expressions.

use super::super::env::Env;
use super::super::fiber::{Eval, Exit, unsupported};
use super::super::state::Run;
use super::super::value::Value;
use super::{Walk, bare, operators};
use lumen_playground::syntax::tree::{BinaryOp, Comprehension, ComprehensionKind, Expr, ExprKind, Fragment, UnaryOp};
use std::rc::Rc;

impl Run {
    /// An expression.
    pub fn expr<'a>(self: &'a Rc<Self>, env: &'a Env, expr: &'static Expr) -> Walk<'a> {
        Box::pin(async move {
            match &expr.kind {
                ExprKind::Null => Ok(Value::Null),
                ExprKind::Bool(value) => Ok(Value::Bool(*value)),
                ExprKind::Int(value) => Ok(Value::Int(*value)),
                ExprKind::String(text) => self.string(env, &text.fragments).await,
                ExprKind::Name(name) => self.name(env, &name.text).await,
                ExprKind::List(items) => Ok(Value::list(self.all(env, items).await?)),
                ExprKind::Tuple(items) => Ok(Value::Tuple(Rc::new(self.all(env, items).await?))),
                ExprKind::Comprehension(it) if it.kind == ComprehensionKind::List => self.comprehension(env, it).await,
                ExprKind::Range { low: Some(low), high: Some(high), inclusive, step: None } => {
                    let (low, high) = (self.int(env, low).await?, self.int(env, high).await?);
                    Ok(Value::list((low..high + i64::from(*inclusive)).map(Value::Int).collect()))
                }
                ExprKind::Paren(inner) => self.expr(env, inner).await,
                ExprKind::Unary { op, operand } => self.unary(env, *op, operand).await,
                ExprKind::Binary { op, left, right, .. } => self.binary(env, *op, left, right).await,
                ExprKind::Call { .. } => {
                    let call = self.prepare(env, expr).await?;
                    self.perform(env.fiber, call).await
                }
                ExprKind::Field { object, name, optional: false } => self.field(env, object, &name.text).await,
                ExprKind::Index { object, index, optional: false } => self.index(env, object, index).await,
                ExprKind::Try(inner) => self.try_(env, inner).await,
                ExprKind::Lambda(lambda) => Ok(Value::Closure(Rc::new((lambda, env.captured(env.fiber))))),
                ExprKind::Halt(message) => self.halt(env, message).await,
                ExprKind::Await(inner) => self.await_expr(env, inner).await,
                ExprKind::Spawn(inner) => self.spawn(env, inner).await,
                ExprKind::ParallelFor(it) => self.parallel_for(env, it).await,
                ExprKind::Composite(it) => self.composite_expr(env, it).await,
                _ => self.control(env, expr).await,
            }
        })
    }

    /// Several expressions, in order.
    pub async fn all(self: &Rc<Self>, env: &Env, exprs: &'static [Expr]) -> Result<Vec<Value>, Exit> {
        let mut values = Vec::new();
        for expr in exprs {
            values.push(self.expr(env, expr).await?);
        }
        Ok(values)
    }

    /// An expression that must be an integer.
    pub async fn int(self: &Rc<Self>, env: &Env, expr: &'static Expr) -> Result<i64, Exit> {
        match self.expr(env, expr).await? {
            Value::Int(value) => Ok(value),
            _ => Err(unsupported("a number that is no integer")),
        }
    }

    /// The elements of a list value.
    pub async fn items(self: &Rc<Self>, env: &Env, expr: &'static Expr) -> Result<Vec<Value>, Exit> {
        match self.expr(env, expr).await? {
            Value::List(items) => Ok(items.to_vec()),
            _ => Err(unsupported("going through this")),
        }
    }

    async fn string(self: &Rc<Self>, env: &Env, fragments: &'static [Fragment]) -> Eval {
        let mut text = String::new();
        for fragment in fragments {
            match fragment {
                Fragment::Text(part) => text.push_str(part),
                Fragment::Interpolation { value, spec: None } => {
                    let value = self.expr(env, value).await?;
                    text.push_str(&self.state.borrow().show(&value));
                }
                Fragment::Interpolation { .. } => return Err(unsupported("a format spec")),
            }
        }
        Ok(Value::text(&text))
    }

    async fn name(self: &Rc<Self>, env: &Env, name: &str) -> Eval {
        if let Some(value) = env.get(name) {
            return Ok(value);
        }
        if let Some(cell) = self.program.cell(name) {
            return Ok(Value::Cell(cell));
        }
        if let Some(it) = self.program.consts.iter().find(|it| it.name.text == name) {
            return self.expr(&Env::new(env.fiber), &it.value).await;
        }
        match self.program.variant_len(name) {
            Some(0) => Ok(Value::variant(name, Vec::new())),
            _ => Err(unsupported(format!("the name `{name}`"))),
        }
    }

    async fn unary(self: &Rc<Self>, env: &Env, op: UnaryOp, operand: &'static Expr) -> Eval {
        match (op, self.expr(env, operand).await?) {
            (UnaryOp::Not, Value::Bool(value)) => Ok(Value::Bool(!value)),
            (UnaryOp::Negate, Value::Int(value)) => Ok(Value::Int(-value)),
            _ => Err(unsupported("this operator")),
        }
    }

    async fn binary(self: &Rc<Self>, env: &Env, op: BinaryOp, left: &'static Expr, right: &'static Expr) -> Eval {
        let left = self.expr(env, left).await?;
        match (op, &left) {
            (BinaryOp::And, Value::Bool(false)) | (BinaryOp::Or, Value::Bool(true)) => Ok(left),
            (BinaryOp::And | BinaryOp::Or, Value::Bool(_)) => self.expr(env, right).await,
            (BinaryOp::Coalesce, Value::Null) => self.expr(env, right).await,
            (BinaryOp::Coalesce, _) => Ok(left),
            _ => operators::apply(op, &left, &self.expr(env, right).await?),
        }
    }

    async fn field(self: &Rc<Self>, env: &Env, object: &'static Expr, name: &str) -> Eval {
        if let ExprKind::Name(it) = &object.kind
            && self.program.enums.iter().any(|known| known.name.text == it.text)
        {
            return Ok(Value::variant(name, Vec::new()));
        }
        let object = self.expr(env, object).await?;
        match (&object, name.parse::<usize>()) {
            (Value::Future(id), _) if name == "state" => Ok(self.state.borrow_mut().snapshot(*id)),
            (Value::Record(record), _) => {
                let field = record.1.iter().find(|(field, _)| field == name);
                field.map(|(_, value)| value.clone()).ok_or_else(|| unsupported("a missing field"))
            }
            (Value::Tuple(items), Ok(index)) => items.get(index).cloned().ok_or_else(|| unsupported("a missing item")),
            _ => Err(unsupported(format!("the field `{name}`"))),
        }
    }

    async fn index(self: &Rc<Self>, env: &Env, object: &'static Expr, index: &'static Expr) -> Eval {
        let items = self.items(env, object).await?;
        let index = self.int(env, index).await?;
        let item = usize::try_from(index).ok().and_then(|index| items.get(index).cloned());
        item.ok_or_else(|| unsupported("an index outside"))
    }

    async fn try_(self: &Rc<Self>, env: &Env, inner: &'static Expr) -> Eval {
        let value = match &bare(inner).kind {
            ExprKind::Await(awaited) => match self.awaited(env, awaited).await? {
                Ok(value) => value,
                Err(message) => return Err(Exit::Return(Value::variant("err", vec![Value::text(&message)]))),
            },
            _ => self.expr(env, inner).await?,
        };
        match &value {
            Value::Variant(it) if it.0 == "ok" => Ok(it.1[0].clone()),
            Value::Variant(it) if it.0 == "err" => Err(Exit::Return(value)),
            _ => Ok(value),
        }
    }

    async fn comprehension(self: &Rc<Self>, env: &Env, it: &'static Comprehension) -> Eval {
        let mut values = Vec::new();
        for env in self.rounds(env, it).await? {
            values.push(self.expr(&env, &it.element).await?);
        }
        Ok(Value::list(values))
    }

    /// The variables of each round of a comprehension with one clause.
    pub async fn rounds(self: &Rc<Self>, env: &Env, it: &'static Comprehension) -> Result<Vec<Env>, Exit> {
        let [(pattern, iterable, filter)] = it.clauses.as_slice() else {
            return Err(unsupported("several clauses"));
        };
        let mut rounds = Vec::new();
        for item in self.items(env, iterable).await? {
            let inner = env.inner();
            if self.matches(&inner, pattern, &item)? && self.holds(&inner, filter.as_ref()).await? {
                rounds.push(inner);
            }
        }
        Ok(rounds)
    }

    /// Whether a filter or guard is true; there may be none.
    pub async fn holds(self: &Rc<Self>, env: &Env, condition: Option<&'static Expr>) -> Result<bool, Exit> {
        let Some(condition) = condition else { return Ok(true) };
        match self.expr(env, condition).await? {
            Value::Bool(value) => Ok(value),
            _ => Err(unsupported("a condition that is no Bool")),
        }
    }
}
