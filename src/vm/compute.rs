//! Arithmetic and comparison beyond the step loop's fast paths.

use super::here::{Here, Outcome};
use super::ops::{self, Env};
use super::{Host, Value};
use crate::bytecode::Reg;

/// An op on two values that may take the first one to grow it in place.
type Grow = fn(Env<'_>, Value, &Value) -> ops::Outcome;
/// An op on two values.
type Binary = fn(Env<'_>, &Value, &Value) -> ops::Outcome;
/// A question about two values.
type Test = fn(Env<'_>, &Value, &Value) -> ops::Outcome<bool>;

/// `dst = a op b`, where `a` is given away when the result replaces it, so that it grows in place if nobody else holds it.
pub(super) fn op_grow<H: Host>(here: &mut Here<'_, H>, dst: Reg, a: Reg, b: Reg, op: Grow) -> Outcome {
    let left = if dst == a && a != b { here.take(a) } else { here.get(a).clone() };
    let value = op(here.env(), left, here.get(b))?;
    here.set(dst, value);
    Ok(())
}

pub(super) fn op_binary<H: Host>(here: &mut Here<'_, H>, dst: Reg, a: Reg, b: Reg, op: Binary) -> Outcome {
    let value = op(here.env(), here.get(a), here.get(b))?;
    here.set(dst, value);
    Ok(())
}

pub(super) fn op_int_operand<H: Host>(here: &mut Here<'_, H>, dst: Reg, a: Reg, value: i16, op: Binary) -> Outcome {
    let value = op(here.env(), here.get(a), &Value::Int(i64::from(value)))?;
    here.set(dst, value);
    Ok(())
}

/// `dst = a + value`; with a negative number the author wrote a subtraction, and a failure should say so.
pub(super) fn op_add_int<H: Host>(here: &mut Here<'_, H>, dst: Reg, a: Reg, value: i16) -> Outcome {
    if value < 0 {
        let value = ops::subtract(here.env(), here.get(a), &Value::Int(-i64::from(value)))?;
        here.set(dst, value);
        return Ok(());
    }
    let value = ops::add(here.env(), here.get(a).clone(), &Value::Int(i64::from(value)))?;
    here.set(dst, value);
    Ok(())
}

pub(super) fn op_unary<H: Host>(
    here: &mut Here<'_, H>,
    dst: Reg,
    a: Reg,
    op: fn(Env<'_>, &Value) -> ops::Outcome,
) -> Outcome {
    let value = op(here.env(), here.get(a))?;
    here.set(dst, value);
    Ok(())
}

pub(super) fn op_equal<H: Host>(here: &mut Here<'_, H>, dst: Reg, a: Reg, b: Reg, wanted: bool) -> Outcome {
    let value = ops::equal(here.get(a), here.get(b)) == wanted;
    here.set(dst, Value::Bool(value));
    Ok(())
}

pub(super) fn op_test<H: Host>(here: &mut Here<'_, H>, dst: Reg, a: Reg, b: Reg, test: Test) -> Outcome {
    let value = test(here.env(), here.get(a), here.get(b))?;
    here.set(dst, Value::Bool(value));
    Ok(())
}

pub(super) fn op_not<H: Host>(here: &mut Here<'_, H>, dst: Reg, a: Reg) -> Outcome {
    let Value::Bool(value) = *here.get(a) else { return Err(ops::no_bool(here.env(), here.get(a)).into()) };
    here.set(dst, Value::Bool(!value));
    Ok(())
}
