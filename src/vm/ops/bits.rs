//! `& | ^ ~ << >>` on integers; `&`, `|` and `^` on sets.

use super::describe::{describe, operands_fault};
use super::sets::{intersection, symmetric_difference, union};
use super::{Env, Fault, Outcome};
use crate::vm::Value;

/// `a & b`; the elements that both sets have.
pub fn bit_and(env: Env<'_>, a: &Value, b: &Value) -> Outcome {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(a & b)),
        (Value::Set(a), Value::Set(b)) => Ok(intersection(a, b)),
        _ => Err(operands_fault(env, "take the bits `&` of", a, b)),
    }
}

/// `a | b`; the elements of both sets.
pub fn bit_or(env: Env<'_>, a: &Value, b: &Value) -> Outcome {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(a | b)),
        (Value::Set(a), Value::Set(b)) => Ok(union(a, b)),
        _ => Err(operands_fault(env, "take the bits `|` of", a, b)),
    }
}

/// `a ^ b`; the elements that one of the sets has.
pub fn bit_xor(env: Env<'_>, a: &Value, b: &Value) -> Outcome {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(a ^ b)),
        (Value::Set(a), Value::Set(b)) => Ok(symmetric_difference(a, b)),
        _ => Err(operands_fault(env, "take the bits `^` of", a, b)),
    }
}

/// `~a`
pub fn bit_not(env: Env<'_>, a: &Value) -> Outcome {
    match a {
        Value::Int(a) => Ok(Value::Int(!a)),
        _ => Err(Fault::error(format!("cannot take the bits `~` of {}", describe(env, a)))),
    }
}

/// `a << b`: moves bits up; what leaves the 64 bits is gone.
pub fn shift_left(env: Env<'_>, a: &Value, b: &Value) -> Outcome {
    let (bits, distance) = shift_operands(env, a, b)?;
    Ok(Value::Int(bits << distance))
}

/// `a >> b`: moves bits down and keeps the sign.
pub fn shift_right(env: Env<'_>, a: &Value, b: &Value) -> Outcome {
    let (bits, distance) = shift_operands(env, a, b)?;
    Ok(Value::Int(bits >> distance))
}

fn shift_operands(env: Env<'_>, a: &Value, b: &Value) -> Outcome<(i64, u32)> {
    match (a, b) {
        (Value::Int(bits), Value::Int(distance @ 0..=63)) => Ok((*bits, *distance as u32)),
        (Value::Int(_), Value::Int(distance)) => {
            Err(Fault::error(format!("a shift by {distance} is not possible: it must be 0 to 63")))
        }
        _ => Err(operands_fault(env, "shift", a, b)),
    }
}
