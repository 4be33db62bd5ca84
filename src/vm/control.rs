//! Jumps, loops, tests of patterns, and failing on purpose.

use super::here::{Here, Outcome};
use super::ops::{self, Env, Fault, Outcome as Checked};
use super::{Flow, Halt, Host, Value, text};
use crate::bytecode::{Reg, VariantIndex};

/// A comparison.
type Test = fn(Env<'_>, &Value, &Value) -> Checked<bool>;

pub(super) fn equal(_: Env<'_>, a: &Value, b: &Value) -> Checked<bool> {
    Ok(ops::equal(a, b))
}

pub(super) fn not_equal(_: Env<'_>, a: &Value, b: &Value) -> Checked<bool> {
    Ok(!ops::equal(a, b))
}

pub(super) fn greater(env: Env<'_>, a: &Value, b: &Value) -> Checked<bool> {
    ops::less(env, b, a)
}

pub(super) fn greater_equal(env: Env<'_>, a: &Value, b: &Value) -> Checked<bool> {
    ops::less_equal(env, b, a)
}

pub(super) fn op_jump<H: Host>(here: &mut Here<'_, H>, to: i32) -> Outcome {
    here.jump(to);
    Ok(())
}

pub(super) fn op_jump_if<H: Host>(here: &mut Here<'_, H>, cond: Reg, to: i32, wanted: bool) -> Outcome {
    let Value::Bool(value) = *here.get(cond) else { return Err(ops::no_bool(here.env(), here.get(cond)).into()) };
    jump_unless(here, value != wanted, to)
}

pub(super) fn op_jump_if_null<H: Host>(here: &mut Here<'_, H>, src: Reg, to: i32) -> Outcome {
    let is_null = matches!(here.get(src), Value::Null);
    jump_unless(here, !is_null, to)
}

pub(super) fn op_jump_if_given<H: Host>(here: &mut Here<'_, H>, src: Reg, to: i32) -> Outcome {
    let is_absent = matches!(here.get(src), Value::Absent);
    jump_unless(here, is_absent, to)
}

pub(super) fn op_jump_unless<H: Host>(here: &mut Here<'_, H>, a: Reg, b: Reg, to: i16, test: Test) -> Outcome {
    let passes = test(here.env(), here.get(a), here.get(b))?;
    jump_unless(here, passes, i32::from(to))
}

pub(super) fn op_jump_unless_int<H: Host>(here: &mut Here<'_, H>, a: Reg, value: i16, to: i16, test: Test) -> Outcome {
    let passes = test(here.env(), here.get(a), &Value::Int(i64::from(value)))?;
    jump_unless(here, passes, i32::from(to))
}

fn jump_unless<H: Host>(here: &mut Here<'_, H>, passes: bool, to: i32) -> Outcome {
    if !passes {
        here.jump(to);
    }
    Ok(())
}

pub(super) fn op_iter_start<H: Host>(here: &mut Here<'_, H>, iter: Reg, src: Reg) -> Outcome {
    let items = ops::iterate(here.env(), here.get(src))?;
    here.set(iter, Value::List(items));
    here.set(Reg(iter.0 + 1), Value::Int(0));
    Ok(())
}

pub(super) fn op_iter_next<H: Host>(
    here: &mut Here<'_, H>,
    iter: Reg,
    dst: Reg,
    to: i16,
    jumps_on_item: bool,
) -> Outcome {
    let item = match (here.get(iter), here.get(Reg(iter.0 + 1))) {
        (Value::List(items), Value::Int(index)) => items.get(*index as usize).map(|item| (item.clone(), index + 1)),
        _ => None,
    };
    let has_item = item.is_some();
    match item {
        Some((item, next)) => {
            here.set(dst, item);
            here.set(Reg(iter.0 + 1), Value::Int(next));
        }
        None => here.set(iter, Value::Null),
    }
    jump_unless(here, has_item != jumps_on_item, i32::from(to))
}

pub(super) fn op_range_start<H: Host>(here: &mut Here<'_, H>, counter: Reg, inclusive: bool) -> Outcome {
    let limit = Reg(counter.0 + 1);
    for bound in [counter, limit] {
        if !matches!(here.get(bound), Value::Int(_)) {
            return Err(ops::needs_fault(here.env(), "a range", "Int bounds", here.get(bound)).into());
        }
    }
    if let Value::Int(last) = *here.get(limit)
        && inclusive
    {
        let behind = last.checked_add(1).ok_or_else(|| ops::overflow("a range's end plus one"))?;
        here.set(limit, Value::Int(behind));
    }
    Ok(())
}

pub(super) fn op_range_next<H: Host>(
    here: &mut Here<'_, H>,
    counter: Reg,
    dst: Reg,
    to: i16,
    jumps_on_item: bool,
) -> Outcome {
    let (next, limit) = match (here.get(counter), here.get(Reg(counter.0 + 1))) {
        (Value::Int(next), Value::Int(limit)) => (*next, *limit),
        (other, _) => return Err(ops::needs_fault(here.env(), "a range", "Int bounds", other).into()),
    };
    if next < limit {
        here.set(counter, Value::Int(next + 1));
        here.set(dst, Value::Int(next));
    }
    jump_unless(here, (next < limit) != jumps_on_item, i32::from(to))
}

pub(super) fn op_test_variant<H: Host>(here: &mut Here<'_, H>, src: Reg, variant: VariantIndex, to: i16) -> Outcome {
    let passes = match here.get(src) {
        Value::Unit(found) => *found == variant,
        Value::Variant(found) => found.variant == variant,
        _ => false,
    };
    jump_unless(here, passes, i32::from(to))
}

pub(super) fn op_test_record<H: Host>(here: &mut Here<'_, H>, src: Reg, record: u16, to: i16) -> Outcome {
    let passes = matches!(here.get(src), Value::Record(found) if found.shape == record);
    jump_unless(here, passes, i32::from(to))
}

pub(super) fn op_test_type<H: Host>(here: &mut Here<'_, H>, src: Reg, test: u16, to: i16) -> Outcome {
    let program = &here.image.program;
    let passes = ops::is_type(program, here.get(src), &program.tests[test as usize]);
    jump_unless(here, passes, i32::from(to))
}

pub(super) fn op_test_list<H: Host>(here: &mut Here<'_, H>, src: Reg, len: u16, or_more: bool, to: i16) -> Outcome {
    let len = usize::from(len);
    let passes = matches!(here.get(src), Value::List(items) if items.len() == len || or_more && items.len() > len);
    jump_unless(here, passes, i32::from(to))
}

pub(super) fn op_test_tuple<H: Host>(here: &mut Here<'_, H>, src: Reg, len: u16, to: i16) -> Outcome {
    let passes = matches!(here.get(src), Value::Tuple(items) if items.len() == usize::from(len));
    jump_unless(here, passes, i32::from(to))
}

pub(super) fn op_halt<H: Host>(here: &mut Here<'_, H>, src: Reg) -> Outcome {
    let message = text::display(here.env(), here.get(src))?;
    Err(Fault::error(message).into())
}

pub(super) fn op_emit<H: Host>(here: &mut Here<'_, H>, src: Reg) -> Outcome {
    let line = text::display(here.env(), here.get(src))?;
    let at = here.at();
    match here.host.print(line, at) {
        Flow::Continue => Ok(()),
        Flow::Stop => Err(Halt::Stopped.into()),
    }
}
