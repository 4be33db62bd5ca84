//! Operators on integers, texts and lists.

use super::super::fiber::{Eval, unsupported};
use super::super::value::Value;
use lumen_playground::syntax::tree::BinaryOp;

/// Applies an operator; overflow and division by zero are left to the core language's own tests.
pub fn apply(op: BinaryOp, left: &Value, right: &Value) -> Eval {
    match (op, left, right) {
        (BinaryOp::Equal, _, _) => Ok(Value::Bool(left == right)),
        (BinaryOp::NotEqual, _, _) => Ok(Value::Bool(left != right)),
        (BinaryOp::Concat | BinaryOp::Add, Value::Text(a), Value::Text(b)) => Ok(Value::text(&format!("{a}{b}"))),
        (BinaryOp::Concat, Value::List(a), Value::List(b)) => Ok(Value::list([&a[..], &b[..]].concat())),
        (BinaryOp::In, item, Value::List(items)) => Ok(Value::Bool(items.contains(item))),
        (_, Value::Int(a), Value::Int(b)) => integers(op, *a, *b).ok_or_else(|| unsupported("this arithmetic")),
        _ => Err(unsupported("these operands")),
    }
}

fn integers(op: BinaryOp, a: i64, b: i64) -> Option<Value> {
    Some(match op {
        BinaryOp::Add => Value::Int(a.checked_add(b)?),
        BinaryOp::Subtract => Value::Int(a.checked_sub(b)?),
        BinaryOp::Multiply => Value::Int(a.checked_mul(b)?),
        BinaryOp::Divide => Value::Int(a.checked_div(b)?),
        BinaryOp::Remainder => Value::Int(a.checked_rem_euclid(b)?),
        BinaryOp::Less => Value::Bool(a < b),
        BinaryOp::LessEqual => Value::Bool(a <= b),
        BinaryOp::Greater => Value::Bool(a > b),
        BinaryOp::GreaterEqual => Value::Bool(a >= b),
        _ => return None,
    })
}
