//! Calls beyond the step loop's fast path: of values, builtins and methods, with fitted arguments.
//!
//! A call's arguments stand in the fiber's registers from an absolute index on; for code they become the first registers of the new window.

use super::frame::{Flags, Frame};
use super::here::{Here, Outcome};
use super::ops::{self, Fault};
use super::unwind::release;
use super::{Callee, Halt, Host, Image, Value, WorkCall, builtins, methods};
use crate::bytecode::{FunctionIndex, Reg, SymbolId};
use crate::prelude::{BUILTINS, BuiltinId};

/// What a call came to.
pub(super) enum Called {
    /// It is over.
    Value(Value),
    /// Its frame is on top now.
    Framed,
}

/// Where a call's arguments are and what it is for.
#[derive(Clone, Copy)]
pub(super) struct Site {
    /// Absolute index of the first argument.
    pub first: usize,
    pub argc: usize,
    /// The caller's register for the result.
    pub dst: Reg,
    pub flags: Flags,
    /// Whether the call is a fiber's body: an async cell then runs here instead of becoming another fiber.
    pub is_body: bool,
}

impl Site {
    pub fn new(first: usize, argc: usize, dst: Reg) -> Site {
        Site { first, argc, dst, flags: Flags::NONE, is_body: false }
    }

    /// The arguments without the first.
    pub fn rest(self) -> Site {
        Site { first: self.first + 1, argc: self.argc - 1, ..self }
    }
}

/// `Op::Call`
pub(super) fn op_call<H: Host>(here: &mut Here<'_, H>, dst: Reg, args: Reg, function: FunctionIndex) -> Outcome {
    let site = Site::new(here.absolute(args), 0, dst);
    push_frame(here, function, site)
}

/// `Op::CallValue`
pub(super) fn op_call_value<H: Host>(here: &mut Here<'_, H>, dst: Reg, args: Reg, argc: u8) -> Outcome {
    let callee = here.take(args);
    let site = Site::new(here.absolute(args) + 1, argc.into(), dst);
    let called = call_value(here, &callee, site)?;
    finish(here, dst, called)
}

/// `Op::CallList`
pub(super) fn op_call_list<H: Host>(here: &mut Here<'_, H>, dst: Reg, args: Reg) -> Outcome {
    let (callee, list) = (here.take(args), here.take(Reg(args.0 + 1)));
    let items = ops::iterate(here.env(), &list)?;
    // The number of items is not known to the compiler, so they are put behind all windows.
    let first = here.fiber.live_registers();
    here.fiber.registers.truncate(first);
    here.fiber.registers.extend(items.iter().cloned());
    let called = call_value(here, &callee, Site::new(first, items.len(), dst))?;
    finish(here, dst, called)
}

/// `Op::CallBuiltin`
pub(super) fn op_call_builtin<H: Host>(
    here: &mut Here<'_, H>,
    dst: Reg,
    args: Reg,
    argc: u8,
    builtin: BuiltinId,
) -> Outcome {
    let value = call_builtin(here, builtin, Site::new(here.absolute(args), argc.into(), dst))?;
    here.set(dst, value);
    Ok(())
}

/// `Op::CallMethod`
pub(super) fn op_call_method<H: Host>(
    here: &mut Here<'_, H>,
    dst: Reg,
    args: Reg,
    argc: u8,
    name: SymbolId,
) -> Outcome {
    let site = Site::new(here.absolute(args), usize::from(argc) + 1, dst);
    let called = methods::call_method(here, name, site)?;
    finish(here, dst, called)
}

fn finish<H: Host>(here: &mut Here<'_, H>, dst: Reg, called: Called) -> Outcome {
    if let Called::Value(value) = called {
        here.set(dst, value);
    }
    Ok(())
}

/// Calls any value.
pub(super) fn call_value<H: Host>(here: &mut Here<'_, H>, callee: &Value, site: Site) -> Outcome<Called> {
    match callee {
        Value::Function(function) => call_function(here, *function, site),
        Value::Closure(closure) => {
            if here.image.head(closure.function).is_async && !site.is_body {
                return Err(spawned(here, Callee::Value(callee.clone()), site));
            }
            fit(here, closure.function, site)?;
            let params = usize::from(here.image.head(closure.function).params);
            push_frame(here, closure.function, site)?;
            let captures = here.window()[params..].iter_mut().zip(closure.captures.iter());
            captures.for_each(|(slot, value)| *slot = value.clone());
            Ok(Called::Framed)
        }
        Value::Builtin(builtin) => {
            check_builtin_arity(*builtin, site.argc)?;
            Ok(Called::Value(call_builtin(here, *builtin, site)?))
        }
        Value::RecordConstructor(record) => {
            let shape = &here.image.program.records[usize::from(*record)];
            check_fields(here.image, &shape.name, &shape.fields, site.argc)?;
            Ok(Called::Value(Value::record(*record, take_arguments(here, site))))
        }
        Value::VariantConstructor(variant) => {
            let shape = &here.image.program.variants[usize::from(variant.0)];
            check_fields(here.image, &shape.name, &shape.fields, site.argc)?;
            Ok(Called::Value(Value::variant(*variant, take_arguments(here, site))))
        }
        other => Err(Fault::error(format!("{} cannot be called", ops::describe(here.env(), other))).into()),
    }
}

/// Calls a cell with arguments that may have to be fitted.
pub(super) fn call_function<H: Host>(here: &mut Here<'_, H>, function: FunctionIndex, site: Site) -> Outcome<Called> {
    if here.image.head(function).is_async && !site.is_body {
        return Err(spawned(here, Callee::Value(Value::Function(function)), site));
    }
    fit(here, function, site)?;
    push_frame(here, function, site)?;
    Ok(Called::Framed)
}

/// A call of an async cell makes a future.
fn spawned<H: Host>(here: &mut Here<'_, H>, callee: Callee, site: Site) -> super::here::Trap {
    let (arguments, at) = (take_arguments(here, site), here.at());
    Halt::Spawn { call: Box::new(WorkCall { callee, arguments }), at }.into()
}

pub(super) fn take_arguments<H: Host>(here: &mut Here<'_, H>, site: Site) -> Vec<Value> {
    here.take_values(site.first, site.argc)
}

/// Calls a builtin and lets go of its arguments.
pub(super) fn call_builtin<H: Host>(here: &mut Here<'_, H>, builtin: BuiltinId, site: Site) -> Outcome<Value> {
    let range = site.first..site.first + site.argc;
    let (mut context, registers) = here.context();
    let value = builtins::call(&mut context, builtin, &mut registers[range.clone()])?;
    release(&mut registers[range]);
    Ok(value)
}

/// Checks the number of arguments, marks left-out ones, and collects the rest of a variadic function.
pub(super) fn fit<H: Host>(here: &mut Here<'_, H>, function: FunctionIndex, site: Site) -> Outcome {
    let head = here.image.head(function);
    let (params, argc) = (usize::from(head.params), site.argc);
    if argc == params && !head.variadic {
        return Ok(());
    }
    if argc < usize::from(head.required) || argc > params && !head.variadic {
        return Err(wrong_count(here.image, function, argc).into());
    }
    let registers = &mut here.fiber.registers;
    let needed = site.first + params.max(argc);
    if registers.len() < needed {
        registers.resize(needed, Value::Null);
    }
    let plain = if head.variadic { params - 1 } else { params };
    registers[site.first + argc.min(plain)..site.first + plain].fill(Value::Absent);
    if head.variadic {
        let rest = &mut registers[site.first + plain..site.first + argc.max(plain)];
        let rest: Vec<Value> = rest.iter_mut().map(|slot| std::mem::replace(slot, Value::Null)).collect();
        registers[site.first + plain] = Value::list(rest);
    }
    Ok(())
}

/// Puts a frame on top; the arguments are in place.
pub(super) fn push_frame<H: Host>(here: &mut Here<'_, H>, function: FunctionIndex, site: Site) -> Outcome {
    let head = here.image.head(function);
    if here.fiber.frames.len() >= here.image.frames_max as usize {
        let max = here.image.frames_max;
        let what = "calls under way in one future; raise the limit `frames` to go on";
        return Err(Fault::limit(format!("limit `frames` reached: more than {max} {what}")).into());
    }
    let end = site.first + usize::from(head.registers);
    make_room(&mut here.fiber.registers, end);
    let (pc, base, registers) = (head.start, site.first as u32, head.registers);
    let mut flags = site.flags;
    flags.add(head.flags);
    here.fiber.frames.push(Frame { pc, base, function, registers, dst: site.dst, flags });
    Ok(())
}

/// Makes registers up to `end`.
pub(super) fn make_room(registers: &mut Vec<Value>, end: usize) {
    if registers.len() < end {
        registers.resize(end, Value::Null);
    }
}

/// `add(a, b) takes 2 arguments, 3 were given`
#[cold]
fn wrong_count(image: &Image, function: FunctionIndex, given: usize) -> Box<Fault> {
    let head = image.head(function);
    let function = image.function(function);
    let names: Vec<&str> = (0..head.params)
        .filter_map(|param| function.variables.iter().find(|variable| variable.1 == Reg(param)))
        .map(|variable| &*variable.0)
        .collect();
    let max = (!head.variadic).then_some(usize::from(head.params));
    count_fault(&format!("{}({})", function.name, names.join(", ")), head.required.into(), max, given)
}

pub(super) fn check_builtin_arity(builtin: BuiltinId, given: usize) -> Result<(), Box<Fault>> {
    let (min, max) = builtins::arity(builtin);
    if given < min || max.is_some_and(|max| given > max) {
        return Err(count_fault(BUILTINS[usize::from(builtin.0)].name, min, max, given));
    }
    Ok(())
}

fn check_fields(image: &Image, name: &str, fields: &[SymbolId], given: usize) -> Result<(), Box<Fault>> {
    if fields.len() == given {
        return Ok(());
    }
    let names: Vec<&str> = fields.iter().map(|field| image.program.symbol(*field)).collect();
    Err(count_fault(&format!("{name}({})", names.join(", ")), fields.len(), Some(fields.len()), given))
}

#[cold]
pub(super) fn count_fault(callee: &str, min: usize, max: Option<usize>, given: usize) -> Box<Fault> {
    let wanted = match max {
        Some(max) if max == min => format!("{max}"),
        Some(max) => format!("{min} to {max}"),
        None => format!("at least {min}"),
    };
    let plural = if max.unwrap_or(min) == 1 { "" } else { "s" };
    let given = match given {
        1 => "1 was given".to_string(),
        given => format!("{given} were given"),
    };
    Fault::error(format!("`{callee}` takes {wanted} argument{plural}, {given}"))
}
