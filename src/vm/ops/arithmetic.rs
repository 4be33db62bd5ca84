//! `+ - * / // % **` and negation. Integers are 64 bits wide and overflow fails; one Float makes the other operand a Float.

use super::concat::{extend_list, extend_text};
use super::describe::{describe, operands_fault};
use super::sets::difference;
use super::{Env, Fault, Outcome};
use crate::vm::Value;

/// `a + b`; joins two texts or two lists, in place when `a` is unique.
pub fn add(env: Env<'_>, a: Value, b: &Value) -> Outcome {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => extend_text(env, a, b),
        (Value::List(a), Value::List(b)) => extend_list(env, a, b),
        (a, b) => numbers(env, "add", '+', &a, b, i64::checked_add, |a, b| a + b),
    }
}

/// `a - b`
pub fn subtract(env: Env<'_>, a: &Value, b: &Value) -> Outcome {
    match (a, b) {
        (Value::Set(a), Value::Set(b)) => Ok(difference(a, b)),
        _ => numbers(env, "subtract", '-', a, b, i64::checked_sub, |a, b| a - b),
    }
}

/// `a * b`
pub fn multiply(env: Env<'_>, a: &Value, b: &Value) -> Outcome {
    numbers(env, "multiply", '*', a, b, i64::checked_mul, |a, b| a * b)
}

/// `a / b`: truncates on two integers.
pub fn divide(env: Env<'_>, a: &Value, b: &Value) -> Outcome {
    check_divisor(env, "/", a, b)?;
    numbers(env, "divide", '/', a, b, i64::checked_div, |a, b| a / b)
}

/// `a // b`: rounds down.
pub fn floor_divide(env: Env<'_>, a: &Value, b: &Value) -> Outcome {
    check_divisor(env, "//", a, b)?;
    numbers(env, "divide", '/', a, b, checked_floor_div, |a, b| (a / b).floor())
}

/// `a % b`: Euclidean, the result is never negative.
pub fn remainder(env: Env<'_>, a: &Value, b: &Value) -> Outcome {
    check_divisor(env, "%", a, b)?;
    // The least integer modulo -1 is 0 although the division overflows.
    numbers(env, "divide", '%', a, b, |a, b| Some(a.wrapping_rem_euclid(b)), f64::rem_euclid)
}

/// `a ** b`
pub fn power(env: Env<'_>, a: &Value, b: &Value) -> Outcome {
    match (a, b) {
        (Value::Int(base), Value::Int(exponent)) if *exponent < 0 => Err(Fault::error(format!(
            "negative integer power: {base} ** {exponent} is no integer; use a Float, {base}.0 ** {exponent}"
        ))),
        (Value::Int(base), Value::Int(exponent)) => match checked_power(*base, *exponent) {
            Some(value) => Ok(Value::Int(value)),
            None => Err(overflow(&format!("{base} ** {exponent}"))),
        },
        _ => numbers(env, "raise to a power", '^', a, b, |_, _| None, libm::pow),
    }
}

/// `-a`
pub fn negate(env: Env<'_>, a: &Value) -> Outcome {
    match a {
        Value::Int(a) => a.checked_neg().map(Value::Int).ok_or_else(|| overflow(&format!("-({a})"))),
        Value::Float(a) => Ok(Value::Float(-a)),
        _ => Err(Fault::error(format!("cannot negate {}", describe(env, a)))),
    }
}

/// The failure of an integer operation whose result needs more than 64 bits.
#[cold]
pub fn overflow(operation: &str) -> Box<Fault> {
    Fault::error(format!("integer overflow: {operation} does not fit into 64 bits"))
}

fn numbers(
    env: Env<'_>,
    verb: &str,
    sign: char,
    a: &Value,
    b: &Value,
    integers: fn(i64, i64) -> Option<i64>,
    floats: fn(f64, f64) -> f64,
) -> Outcome {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => {
            integers(*a, *b).map(Value::Int).ok_or_else(|| overflow(&format!("{a} {sign} {b}")))
        }
        (Value::Float(a), Value::Float(b)) => Ok(Value::Float(floats(*a, *b))),
        (Value::Int(a), Value::Float(b)) => Ok(Value::Float(floats(*a as f64, *b))),
        (Value::Float(a), Value::Int(b)) => Ok(Value::Float(floats(*a, *b as f64))),
        _ => Err(operands_fault(env, verb, a, b)),
    }
}

fn check_divisor(env: Env<'_>, sign: &str, a: &Value, b: &Value) -> Result<(), Box<Fault>> {
    let is_number = matches!(a, Value::Int(_) | Value::Float(_));
    let is_zero = matches!(b, Value::Int(0)) || matches!(b, Value::Float(b) if *b == 0.0);
    if is_number && is_zero {
        let text = |value| crate::vm::text::preview(env, value);
        return Err(Fault::error(format!("division by zero: {} {sign} {}", text(a), text(b))));
    }
    Ok(())
}

fn checked_floor_div(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    Some(if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient })
}

fn checked_power(base: i64, exponent: i64) -> Option<i64> {
    match base {
        0 | 1 => Some(if exponent == 0 { 1 } else { base }),
        -1 => Some(if exponent % 2 == 0 { 1 } else { -1 }),
        _ => base.checked_pow(u32::try_from(exponent).ok()?),
    }
}
