//! Calls: callee and arguments first, then what the call does.

use super::super::channel::Operation;
use super::super::env::Env;
use super::super::fiber::{Eval, Exit, unsupported};
use super::super::state::Run;
use super::super::value::{Id, Value};
use lumen_playground::syntax::tree::{
    Argument, Cell, CellBody, Expr, ExprKind, LambdaBody, Param, PatternKind, TypeKind,
};
use std::rc::Rc;

/// Arguments, some with a name.
pub type Arguments = Vec<(Option<String>, Value)>;

/// A call whose callee and arguments are evaluated.
pub enum Call {
    Cell(&'static Cell, Arguments),
    Closure(Value, Arguments),
    Operation(Operation),
    Builtin(String, Vec<Value>),
    /// A method of a shared cell, channel or list.
    Method(Value, String, Vec<Value>),
    /// A constructor: it is done already.
    Value(Value),
}

impl Run {
    /// Evaluates the callee and the arguments of a call.
    pub async fn prepare(self: &Rc<Self>, env: &Env, call: &'static Expr) -> Result<Call, Exit> {
        let ExprKind::Call { callee, arguments } = &call.kind else { return Err(unsupported("this call")) };
        match &callee.kind {
            ExprKind::Name(name) if env.get(&name.text).is_none() => {
                self.prepare_named(env, &name.text, arguments).await
            }
            ExprKind::Field { object, name, optional: false } => {
                self.prepare_method(env, object, &name.text, arguments).await
            }
            _ => {
                let callee = self.expr(env, callee).await?;
                let arguments = self.arguments(env, arguments).await?;
                Ok(call_of(callee, arguments)?)
            }
        }
    }

    async fn prepare_named(
        self: &Rc<Self>,
        env: &Env,
        name: &str,
        arguments: &'static [Argument],
    ) -> Result<Call, Exit> {
        let arguments = self.arguments(env, arguments).await?;
        if let Some(cell) = self.program.cell(name) {
            return Ok(Call::Cell(cell, arguments));
        }
        if self.program.record(name).is_some() {
            return self.construct(env, name, arguments).await.map(Call::Value);
        }
        if let Some(len) = self.program.variant_len(name) {
            let payload: Vec<Value> = arguments.into_iter().map(|(_, value)| value).collect();
            return if payload.len() == len {
                Ok(Call::Value(Value::variant(name, payload)))
            } else {
                Err(unsupported("arity"))
            };
        }
        if name == "channel" {
            return Ok(Call::Value(self.make_channel(arguments)?));
        }
        match (name, positional(arguments)?.as_slice()) {
            ("sleep", [Value::Int(ms)]) => Ok(Call::Operation(Operation::Sleep(*ms))),
            (_, arguments) => Ok(Call::Builtin(name.to_owned(), arguments.to_vec())),
        }
    }

    async fn prepare_method(
        self: &Rc<Self>,
        env: &Env,
        object: &'static Expr,
        name: &str,
        arguments: &'static [Argument],
    ) -> Result<Call, Exit> {
        if let ExprKind::Name(it) = &object.kind
            && self.program.enums.iter().any(|known| known.name.text == it.text)
        {
            let payload = positional(self.arguments(env, arguments).await?)?;
            return Ok(Call::Value(Value::variant(name, payload)));
        }
        let object = self.expr(env, object).await?;
        let arguments = positional(self.arguments(env, arguments).await?)?;
        match (&object, name, arguments.as_slice()) {
            (Value::Channel(number), "send", [value]) => Ok(Call::Operation(Operation::Send(*number, value.clone()))),
            (Value::Channel(number), "receive", []) => Ok(Call::Operation(Operation::Receive(*number))),
            (Value::Record(_), ..) => Err(unsupported("a closure in a field")),
            _ => Ok(Call::Method(object, name.to_owned(), arguments)),
        }
    }

    async fn arguments(self: &Rc<Self>, env: &Env, arguments: &'static [Argument]) -> Result<Arguments, Exit> {
        let mut values = Vec::new();
        for argument in arguments {
            let name = argument.name.as_ref().map(|name| name.text.clone());
            values.push((name, self.expr(env, &argument.value).await?));
        }
        Ok(values)
    }

    async fn construct(self: &Rc<Self>, env: &Env, name: &str, arguments: Arguments) -> Eval {
        let record = self.program.record(name).ok_or_else(|| unsupported("this record"))?;
        let mut fields = Vec::new();
        for (index, field) in record.fields.iter().enumerate() {
            let (Some(field_name), None) = (&field.name, &field.check) else { return Err(unsupported("this field")) };
            let given = find(&arguments, index, &field_name.text);
            let value = match (given, &field.default) {
                (Some(value), _) => value,
                (None, Some(default)) => self.expr(&Env::new(env.fiber), default).await?,
                (None, None) => return Err(unsupported("a missing field")),
            };
            fields.push((field_name.text.clone(), value));
        }
        Ok(Value::Record(Rc::new((Some(name.to_owned()), fields))))
    }

    fn make_channel(&self, arguments: Arguments) -> Eval {
        let capacity = match arguments.as_slice() {
            [] => 0,
            [(_, Value::Int(capacity))] => {
                usize::try_from(*capacity).map_err(|_| unsupported("a negative capacity"))?
            }
            _ => return Err(unsupported("this channel")),
        };
        Ok(self.state.borrow_mut().make_channel(capacity))
    }

    /// Does a call in the fiber that makes it: an async cell or an operation gives a future.
    pub async fn perform(self: &Rc<Self>, me: Id, call: Call) -> Eval {
        match call {
            Call::Cell(cell, arguments) if cell.is_async => self.spawn_call(me, Call::Cell(cell, arguments)).await,
            Call::Operation(operation) => Ok(Value::Future(self.state.borrow_mut().operate(me, operation))),
            call => self.run_call(me, call).await,
        }
    }

    /// Runs the body of what is called.
    pub async fn run_call(self: &Rc<Self>, me: Id, call: Call) -> Eval {
        match call {
            Call::Cell(cell, arguments) => self.call_cell(me, cell, arguments).await,
            Call::Closure(closure, arguments) => self.call_closure(me, closure, arguments).await,
            Call::Builtin(name, arguments) => self.builtin(me, &name, arguments),
            Call::Method(object, name, arguments) => self.method(me, object, &name, arguments).await,
            Call::Value(value) => Ok(value),
            Call::Operation(operation) => Err(Exit::Becomes(operation)),
        }
    }

    /// Runs the body of a cell in this fiber.
    pub async fn call_cell(self: &Rc<Self>, me: Id, cell: &'static Cell, arguments: Arguments) -> Eval {
        let body = async |env: &Env| {
            self.bind(env, &cell.params, &arguments).await?;
            match &cell.body {
                CellBody::Block(block) if gives_null(cell) => self.block(env, block).await.map(|_| Value::Null),
                CellBody::Block(block) => self.block(env, block).await,
                CellBody::Expr(expr) => self.expr(env, expr).await,
            }
        };
        self.frame(Env::new(me), body).await
    }

    /// Runs a closure; each call starts from the captured values.
    pub async fn call_closure(self: &Rc<Self>, me: Id, closure: Value, arguments: Arguments) -> Eval {
        let Value::Closure(closure) = closure else { return Err(unsupported("calling this")) };
        let lambda = closure.0;
        let body = async |env: &Env| {
            self.bind(env, &lambda.params, &arguments).await?;
            match &lambda.body {
                LambdaBody::Block(block) => self.block(env, block).await,
                LambdaBody::Expr(expr) => self.expr(env, expr).await,
            }
        };
        self.frame(closure.1.captured(me), body).await
    }

    async fn bind(self: &Rc<Self>, env: &Env, params: &'static [Param], arguments: &Arguments) -> Result<(), Exit> {
        for (index, param) in params.iter().enumerate() {
            let (PatternKind::Name(name), false) = (&param.pattern.kind, param.variadic) else {
                return Err(unsupported("this parameter"));
            };
            let value = match (find(arguments, index, &name.text), &param.default) {
                (Some(value), _) => value,
                (None, Some(default)) => self.expr(env, default).await?,
                (None, None) => return Err(unsupported("a missing argument")),
            };
            env.define(&name.text, value);
        }
        Ok(())
    }
}

/// The call of a value.
pub fn call_of(callee: Value, arguments: Arguments) -> Result<Call, Exit> {
    match callee {
        Value::Cell(cell) => Ok(Call::Cell(cell, arguments)),
        Value::Closure(_) => Ok(Call::Closure(callee, arguments)),
        _ => Err(unsupported("calling this")),
    }
}

/// The argument of a parameter, by name or by place.
fn find(arguments: &Arguments, index: usize, name: &str) -> Option<Value> {
    let by_name = arguments.iter().find(|(it, _)| it.as_deref() == Some(name));
    let by_place = arguments.get(index).filter(|(it, _)| it.is_none());
    by_name.or(by_place).map(|(_, value)| value.clone())
}

fn positional(arguments: Arguments) -> Result<Vec<Value>, Exit> {
    let value = |(name, value): (Option<String>, Value)| match name {
        None => Ok(value),
        Some(_) => Err(unsupported("a named argument")),
    };
    arguments.into_iter().map(value).collect()
}

/// Whether a cell's last expression stands for its effect only: its written result is `Null`.
fn gives_null(cell: &Cell) -> bool {
    let result = cell.result.as_ref().map(|result| &result.kind);
    matches!(result, Some(TypeKind::Named { name, .. }) if matches!(&*name.text, "Null" | "null"))
}
