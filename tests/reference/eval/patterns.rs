//! Patterns.

use super::super::env::Env;
use super::super::fiber::{Exit, unsupported};
use super::super::state::Run;
use super::super::value::Value;
use super::matching::is_one_capital;
use lumen_playground::syntax::tree::{
    Expr, ExprKind, FieldPattern, Fragment, Pattern, PatternKind, TypeExpr, TypeKind,
};

impl Run {
    /// Whether a value fits a pattern; what it binds is bound in `env`.
    pub fn matches(&self, env: &Env, pattern: &'static Pattern, value: &Value) -> Result<bool, Exit> {
        match &pattern.kind {
            PatternKind::Wildcard => Ok(true),
            PatternKind::Literal(literal) => Ok(constant(literal)? == *value),
            PatternKind::Name(name) => match self.program.variant_len(&name.text) {
                Some(0) => Ok(*value == Value::variant(&name.text, Vec::new())),
                _ => {
                    env.define(&name.text, value.clone());
                    Ok(true)
                }
            },
            PatternKind::Typed { name, ty } => {
                env.define(&name.text, value.clone());
                self.has_type(value, ty)
            }
            PatternKind::Constructor { name, fields, .. } => self.matches_fields(env, &name.text, fields, value),
            PatternKind::Tuple(patterns) => match value {
                Value::Tuple(items) => self.match_all(env, patterns.iter(), items),
                _ => Ok(false),
            },
            PatternKind::List { before, rest: None, after } => match value {
                Value::List(items) => self.match_all(env, before.iter().chain(after), items),
                _ => Ok(false),
            },
            PatternKind::Or(patterns) => {
                for pattern in patterns {
                    if self.matches(env, pattern, value)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            _ => Err(unsupported("this pattern")),
        }
    }

    fn match_all(
        &self,
        env: &Env,
        patterns: impl Iterator<Item = &'static Pattern>,
        items: &[Value],
    ) -> Result<bool, Exit> {
        let patterns: Vec<_> = patterns.collect();
        let mut fits = patterns.len() == items.len();
        for (pattern, item) in patterns.into_iter().zip(items) {
            fits = fits && self.matches(env, pattern, item)?;
        }
        Ok(fits)
    }

    fn matches_fields(
        &self,
        env: &Env,
        name: &str,
        fields: &'static [FieldPattern],
        value: &Value,
    ) -> Result<bool, Exit> {
        if fields.iter().any(|field| field.name.is_some()) || self.program.record(name).is_some() {
            return Err(unsupported("a record pattern"));
        }
        match value {
            Value::Variant(it) if it.0 == name => self.match_all(env, fields.iter().map(|it| &it.pattern), &it.1),
            _ => Ok(false),
        }
    }

    /// Whether a value has a written type.
    fn has_type(&self, value: &Value, ty: &'static TypeExpr) -> Result<bool, Exit> {
        match &ty.kind {
            TypeKind::Optional(inner) => Ok(*value == Value::Null || self.has_type(value, inner)?),
            TypeKind::Union(types) => {
                for ty in types {
                    if self.has_type(value, ty)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            TypeKind::Named { name, arguments } if arguments.is_empty() => self.is_named(value, &name.text),
            _ => Err(unsupported("testing this type")),
        }
    }

    fn is_named(&self, value: &Value, name: &str) -> Result<bool, Exit> {
        match name {
            "Int" => Ok(matches!(value, Value::Int(_))),
            "String" => Ok(matches!(value, Value::Text(_))),
            "Bool" => Ok(matches!(value, Value::Bool(_))),
            "Null" | "null" => Ok(*value == Value::Null),
            "Any" => Ok(true),
            _ if self.program.record(name).is_some() => {
                Ok(matches!(value, Value::Record(record) if record.0.as_deref() == Some(name)))
            }
            _ if is_one_capital(name) => Ok(*value != Value::Null),
            _ => Err(unsupported("testing this type")),
        }
    }
}

fn constant(literal: &Expr) -> Result<Value, Exit> {
    match &literal.kind {
        ExprKind::Null => Ok(Value::Null),
        ExprKind::Bool(value) => Ok(Value::Bool(*value)),
        ExprKind::Int(value) => Ok(Value::Int(*value)),
        ExprKind::String(text) => match text.fragments.as_slice() {
            [] => Ok(Value::text("")),
            [Fragment::Text(text)] => Ok(Value::text(text)),
            _ => Err(unsupported("this literal")),
        },
        _ => Err(unsupported("this literal")),
    }
}
