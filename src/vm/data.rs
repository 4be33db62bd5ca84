//! Making values and reaching into them.

use super::frame::{Flags, RoleLine};
use super::here::{Here, Outcome};
use super::{Closure, Host, Value, ops, text};
use crate::bytecode::{Constant, PlaceStepPlan, Reg, SymbolId, VariantIndex};
use std::rc::Rc;

pub(super) fn op_move<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg) -> Outcome {
    let value = here.get(src).clone();
    put(here, dst, value)
}

pub(super) fn op_take<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg) -> Outcome {
    let value = here.take(src);
    put(here, dst, value)
}

pub(super) fn op_const<H: Host>(here: &mut Here<'_, H>, dst: Reg, index: u32) -> Outcome {
    let value = here.image.constants[index as usize].clone();
    put(here, dst, value)
}

pub(super) fn op_int<H: Host>(here: &mut Here<'_, H>, dst: Reg, value: i32) -> Outcome {
    put(here, dst, Value::Int(i64::from(value)))
}

pub(super) fn op_null<H: Host>(here: &mut Here<'_, H>, dst: Reg) -> Outcome {
    put(here, dst, Value::Null)
}

pub(super) fn op_bool<H: Host>(here: &mut Here<'_, H>, dst: Reg, value: bool) -> Outcome {
    put(here, dst, Value::Bool(value))
}

pub(super) fn op_absent<H: Host>(here: &mut Here<'_, H>, dst: Reg) -> Outcome {
    put(here, dst, Value::Absent)
}

fn put<H: Host>(here: &mut Here<'_, H>, dst: Reg, value: Value) -> Outcome {
    here.set(dst, value);
    Ok(())
}

pub(super) fn op_closure<H: Host>(here: &mut Here<'_, H>, dst: Reg, plan: u16) -> Outcome {
    let plan = &here.image.program.closures[plan as usize];
    let captures: Vec<Value> = plan.captures.iter().map(|register| here.get(*register).clone()).collect();
    put(here, dst, Value::Closure(Rc::new(Closure { function: plan.function, captures: captures.into() })))
}

/// `count` values from a register on, taken.
fn take_run<H: Host>(here: &mut Here<'_, H>, first: Reg, count: usize) -> Vec<Value> {
    let run = &mut here.window()[first.0 as usize..][..count];
    run.iter_mut().map(|slot| std::mem::replace(slot, Value::Null)).collect()
}

pub(super) fn op_list<H: Host>(here: &mut Here<'_, H>, dst: Reg, first: Reg, count: u16) -> Outcome {
    let items = take_run(here, first, count.into());
    put(here, dst, Value::list(items))
}

pub(super) fn op_tuple<H: Host>(here: &mut Here<'_, H>, dst: Reg, first: Reg, count: u16) -> Outcome {
    let items = take_run(here, first, count.into());
    put(here, dst, Value::tuple(items))
}

pub(super) fn op_set<H: Host>(here: &mut Here<'_, H>, dst: Reg, first: Reg, count: u16) -> Outcome {
    let items = take_run(here, first, count.into());
    let set = ops::set(here.env(), items)?;
    put(here, dst, set)
}

pub(super) fn op_map<H: Host>(here: &mut Here<'_, H>, dst: Reg, first: Reg, count: u16) -> Outcome {
    let mut parts = take_run(here, first, usize::from(count) * 2).into_iter();
    let entries = std::iter::from_fn(|| Some((parts.next()?, parts.next()?)));
    let map = ops::map(here.env(), entries)?;
    put(here, dst, map)
}

pub(super) fn op_record<H: Host>(here: &mut Here<'_, H>, dst: Reg, first: Reg, record: u16) -> Outcome {
    let count = here.image.program.records[record as usize].fields.len();
    let fields = take_run(here, first, count);
    put(here, dst, Value::record(record, fields))
}

pub(super) fn op_variant<H: Host>(here: &mut Here<'_, H>, dst: Reg, first: Reg, variant: VariantIndex) -> Outcome {
    let count = here.image.program.variants[variant.0 as usize].fields.len();
    let payload = take_run(here, first, count);
    put(here, dst, Value::variant(variant, payload))
}

pub(super) fn op_push<H: Host>(here: &mut Here<'_, H>, list: Reg, value: Reg) -> Outcome {
    let value = here.take(value);
    let (env, window) = here.parts();
    Ok(ops::push(env, &mut window[list.0 as usize], value)?)
}

pub(super) fn op_extend<H: Host>(here: &mut Here<'_, H>, list: Reg, src: Reg) -> Outcome {
    let src = here.get(src).clone();
    let (env, window) = here.parts();
    Ok(ops::extend(env, &mut window[list.0 as usize], &src)?)
}

pub(super) fn op_insert<H: Host>(here: &mut Here<'_, H>, map: Reg, key: Reg, value: Reg) -> Outcome {
    let (key, value) = (here.take(key), here.take(value));
    let (env, window) = here.parts();
    Ok(ops::insert(env, &mut window[map.0 as usize], key, value)?)
}

pub(super) fn op_add_to_set<H: Host>(here: &mut Here<'_, H>, set: Reg, value: Reg) -> Outcome {
    let value = here.take(value);
    let (env, window) = here.parts();
    Ok(ops::add_to_set(env, &mut window[set.0 as usize], value)?)
}

pub(super) fn op_merge<H: Host>(here: &mut Here<'_, H>, target: Reg, src: Reg) -> Outcome {
    let src = here.get(src).clone();
    let (env, window) = here.parts();
    Ok(ops::merge(env, &mut window[target.0 as usize], &src)?)
}

pub(super) fn op_range<H: Host>(here: &mut Here<'_, H>, dst: Reg, first: Reg, inclusive: bool) -> Outcome {
    let [low, high, step] = [0, 1, 2].map(|offset| here.get(Reg(first.0 + offset)));
    let range = ops::range(here.env(), low, high, step, inclusive)?;
    put(here, dst, range)
}

pub(super) fn op_field<H: Host>(here: &mut Here<'_, H>, dst: Reg, object: Reg, name: SymbolId) -> Outcome {
    let value = match *here.get(object) {
        Value::Future(id) if here.image.program.symbol(name) == "state" => ops::future_state(here.host, id),
        _ => ops::field(here.env(), here.get(object), name)?,
    };
    put(here, dst, value)
}

pub(super) fn op_tuple_field<H: Host>(here: &mut Here<'_, H>, dst: Reg, object: Reg, index: u16) -> Outcome {
    let value = ops::tuple_field(here.env(), here.get(object), index)?;
    put(here, dst, value)
}

pub(super) fn op_slice<H: Host>(here: &mut Here<'_, H>, dst: Reg, object: Reg, first: Reg, inclusive: bool) -> Outcome {
    let (low, high) = (here.get(first), here.get(Reg(first.0 + 1)));
    let value = ops::slice(here.env(), here.get(object), low, high, inclusive)?;
    put(here, dst, value)
}

pub(super) fn op_set_place<H: Host>(here: &mut Here<'_, H>, root: Reg, first: Reg, plan: u16) -> Outcome {
    let plan = &here.image.program.places[plan as usize];
    let count = 1 + plan.steps.iter().filter(|step| matches!(step, PlaceStepPlan::Index)).count();
    let mut operands = take_run(here, first, count);
    let value = operands.remove(0);
    let (env, window) = here.parts();
    Ok(ops::set_place(env, &mut window[root.0 as usize], plan, &operands, value)?)
}

pub(super) fn op_text<H: Host>(here: &mut Here<'_, H>, dst: Reg, first: Reg, count: u16) -> Outcome {
    let start = here.absolute(first);
    let text = ops::join_texts(here.env(), &here.fiber.registers[start..start + usize::from(count)])?;
    super::unwind::release(&mut here.fiber.registers[start..start + usize::from(count)]);
    put(here, dst, text)
}

pub(super) fn op_format<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg, spec: u16) -> Outcome {
    let spec = constant_text(here, spec);
    let formatted = text::format(here.env(), here.get(src), &spec)?;
    put(here, dst, Value::text(formatted))
}

fn constant_text<H: Host>(here: &Here<'_, H>, index: u16) -> Rc<str> {
    match &here.image.program.constants[usize::from(index)] {
        Constant::Text(text) => Rc::clone(text),
        _ => Rc::from(""),
    }
}

pub(super) fn op_unwrap<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg) -> Outcome {
    let value = ops::unwrap(here.env(), here.get(src).clone())?;
    put(here, dst, value)
}

pub(super) fn op_payload<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg, index: u16) -> Outcome {
    let value = match here.get(src) {
        Value::Record(record) => record.fields[index as usize].clone(),
        Value::Variant(variant) => variant.payload[index as usize].clone(),
        _ => Value::Null,
    };
    put(here, dst, value)
}

pub(super) fn op_item<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg, index: i16) -> Outcome {
    let value = match here.get(src) {
        Value::List(items) | Value::Tuple(items) if index >= 0 => items[index as usize].clone(),
        Value::List(items) | Value::Tuple(items) => items[items.len() - usize::from(index.unsigned_abs())].clone(),
        _ => Value::Null,
    };
    put(here, dst, value)
}

pub(super) fn op_rest<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg, skip: u8, drop: u16) -> Outcome {
    let value = ops::rest(here.get(src), skip.into(), drop.into());
    put(here, dst, value)
}

pub(super) fn op_is<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg, test: u16) -> Outcome {
    let program = &here.image.program;
    let passes = ops::is_type(program, here.get(src), &program.tests[test as usize]);
    put(here, dst, Value::Bool(passes))
}

pub(super) fn op_as<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg, test: u16) -> Outcome {
    let value = ops::cast(here.env(), here.get(src), &here.image.program.tests[test as usize])?;
    put(here, dst, value)
}

pub(super) fn op_role<H: Host>(here: &mut Here<'_, H>, text: Reg, name: u16) -> Outcome {
    let (depth, name, text) = (here.depth(), constant_text(here, name), here.get(text).clone());
    here.side().roles.push(RoleLine { depth, name, text });
    here.frame().flags.add(Flags::SIDE);
    Ok(())
}
