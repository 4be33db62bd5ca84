//! Making futures and waiting for them.

use super::frame::Flags;
use super::here::{Here, Outcome, Trap};
use super::invoke::{self, Called, Site};
use super::ops::{self, Fault};
use super::resolve::{Resolution, resolve};
use super::{
    Callee, Composite, Exit, Failure, FutureView, Halt, Host, Operation, Value, WorkCall, branches, builtins, methods,
    unwind,
};
use crate::bytecode::{FunctionIndex, Op, Reg, SymbolId};
use crate::prelude::BuiltinId;
use std::rc::Rc;

pub(super) fn op_spawn<H: Host>(here: &mut Here<'_, H>, _dst: Reg, args: Reg, function: FunctionIndex) -> Outcome {
    let head = here.image.head(function);
    let first = here.absolute(args);
    let arguments = here.take_values(first, head.params.into());
    // The next one may find room to start on this stack.
    invoke::make_room(&mut here.fiber.registers, first + usize::from(head.registers));
    spawn(here, Callee::Function(function), arguments)
}

fn spawn<H: Host>(here: &Here<'_, H>, callee: Callee, arguments: Vec<Value>) -> Outcome {
    Err(Halt::Spawn { call: Box::new(WorkCall { callee, arguments }), at: here.at() }.into())
}

pub(super) fn op_spawn_value<H: Host>(here: &mut Here<'_, H>, dst: Reg, args: Reg, argc: u8) -> Outcome {
    let callee = here.take(args);
    let first = here.absolute(args) + 1;
    if let Value::Builtin(builtin) = callee
        && builtins::makes_future(builtin)
    {
        invoke::check_builtin_arity(builtin, argc.into())?;
        let future = invoke::call_builtin(here, builtin, Site::new(first, argc.into(), dst))?;
        here.set(dst, future);
        return Ok(());
    }
    if !ops::is_callable(&callee) {
        return Err(Fault::error(format!("{} cannot be called", ops::describe(here.env(), &callee))).into());
    }
    let arguments = here.take_values(first, argc.into());
    spawn(here, Callee::Value(callee), arguments)
}

pub(super) fn op_spawn_builtin<H: Host>(
    here: &mut Here<'_, H>,
    dst: Reg,
    args: Reg,
    argc: u8,
    builtin: BuiltinId,
) -> Outcome {
    if builtins::makes_future(builtin) {
        return invoke::op_call_builtin(here, dst, args, argc, builtin);
    }
    let arguments = here.take_values(here.absolute(args), argc.into());
    spawn(here, Callee::Builtin(builtin), arguments)
}

pub(super) fn op_spawn_method<H: Host>(
    here: &mut Here<'_, H>,
    dst: Reg,
    args: Reg,
    argc: u8,
    name: SymbolId,
) -> Outcome {
    let site = Site::new(here.absolute(args), usize::from(argc) + 1, dst);
    if let Some(operation) = methods::operation(here, name, site)? {
        return operate(here, dst, operation);
    }
    let arguments = invoke::take_arguments(here, site);
    spawn(here, Callee::Method(name), arguments)
}

fn operate<H: Host>(here: &mut Here<'_, H>, dst: Reg, operation: Operation) -> Outcome {
    let at = here.at();
    let future = here.host.operate(operation, at);
    here.set(dst, Value::Future(future));
    Ok(())
}

fn tool_call<H: Host>(here: &mut Here<'_, H>, args: Reg, tool: u16) -> Operation {
    let depth = here.depth();
    let roles = if here.frame().flags.has(Flags::SIDE) { here.side().take_roles(depth) } else { Vec::new() };
    Operation::Tool { tool, arguments: here.take(args), roles }
}

pub(super) fn op_spawn_tool<H: Host>(here: &mut Here<'_, H>, dst: Reg, args: Reg, tool: u16) -> Outcome {
    let operation = tool_call(here, args, tool);
    operate(here, dst, operation)
}

pub(super) fn op_spawn_extern<H: Host>(here: &mut Here<'_, H>, dst: Reg, args: Reg, function: u16) -> Outcome {
    let arguments = here.take(args);
    operate(here, dst, Operation::Extern { function, arguments })
}

/// The call's future is kept in `dst` while the fiber waits for it.
pub(super) fn op_call_tool<H: Host>(here: &mut Here<'_, H>, dst: Reg, args: Reg, tool: u16) -> Outcome {
    op_spawn_tool(here, dst, args, tool)?;
    op_await(here, dst, dst)
}

pub(super) fn op_call_extern<H: Host>(here: &mut Here<'_, H>, dst: Reg, args: Reg, function: u16) -> Outcome {
    op_spawn_extern(here, dst, args, function)?;
    op_await(here, dst, dst)
}

pub(super) fn op_spawn_any<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg) -> Outcome {
    let (value, at) = (here.get(src).clone(), here.at());
    match value {
        Value::Future(_) => here.set(dst, value),
        Value::List(items) => return Err(Halt::SpawnList { items: items.to_vec(), at }.into()),
        value if ops::is_callable(&value) => return spawn(here, Callee::Value(value), Vec::new()),
        value => {
            let future = here.host.lift(value, at);
            here.set(dst, Value::Future(future));
        }
    }
    Ok(())
}

/// Where the value of a future goes at once, if what comes next is to await it by its new `handle`.
#[inline(always)]
pub(super) fn awaited(next: Op, handle: Reg) -> Option<Reg> {
    match next {
        Op::Await { dst, src } | Op::AwaitOr { dst, src, .. } if src == handle => Some(dst),
        _ => None,
    }
}

pub(super) fn op_await<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg) -> Outcome {
    match look(here, src)? {
        Ok(value) => here.set(dst, value),
        Err(failure) => return Err(Trap::Failure(here.passed_on(&failure))),
    }
    Ok(())
}

pub(super) fn op_await_or<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg, to: i16) -> Outcome {
    match look(here, src)? {
        Ok(value) => here.set(dst, value),
        Err(failure) => caught(here, dst, &failure, to),
    }
    Ok(())
}

/// The outcome of an awaited value, or a halt when something in it is not settled.
fn look<H: Host>(here: &mut Here<'_, H>, src: Reg) -> Outcome<Result<Value, Rc<Failure>>> {
    let value = here.get(src).clone();
    if let Value::Future(id) = value
        && matches!(here.host.future(id), FutureView::Pending)
    {
        here.host.observe(id);
        return Err(Halt::Await { value, at: here.at() }.into());
    }
    match resolve(here.host, &value) {
        Resolution::Value(value) => Ok(Ok(value)),
        Resolution::Failed(failure) => Ok(Err(failure)),
        Resolution::Pending(_) => Err(Halt::Await { value, at: here.at() }.into()),
    }
}

/// Puts a failure into `dst` for the arms of a `match`.
pub(super) fn caught<H: Host>(here: &mut Here<'_, H>, dst: Reg, failure: &Failure, to: i16) {
    let failure = here.passed_on(failure);
    here.set(dst, Value::Failure(failure));
    here.jump(to.into());
}

pub(super) fn op_failure_text<H: Host>(here: &mut Here<'_, H>, dst: Reg, src: Reg) -> Outcome {
    let text = match here.get(src) {
        Value::Failure(failure) => Value::text(&*failure.message),
        other => other.clone(),
    };
    here.set(dst, text);
    Ok(())
}

pub(super) fn op_reraise<H: Host>(here: &mut Here<'_, H>, src: Reg) -> Outcome {
    match here.take(src) {
        Value::Failure(failure) => Err(Trap::Failure(failure)),
        other => Err(ops::no_match(here.env(), &other).into()),
    }
}

pub(super) fn op_composite<H: Host>(
    here: &mut Here<'_, H>,
    plan: u16,
    limit: Option<Reg>,
    items: Option<Reg>,
) -> Outcome {
    let limit_ms = limit.map(|limit| limit_ms(here, limit)).transpose()?;
    if branches::begin(here, plan, limit_ms) {
        return Ok(());
    }
    let items = match items {
        Some(items) => Some(ops::iterate(here.env(), here.get(items))?.to_vec()),
        None => None,
    };
    let branches = &here.image.program.composites[usize::from(plan)].branches;
    let captures = branches.iter().flat_map(|branch| &branch.captures).map(|register| here.get(*register).clone());
    let composite = Composite { plan, captures: captures.collect(), limit_ms, items };
    Err(Halt::Composite { composite: Box::new(composite), at: here.at() }.into())
}

fn limit_ms<H: Host>(here: &Here<'_, H>, limit: Reg) -> Result<i64, Box<Fault>> {
    match here.get(limit) {
        Value::Int(limit) => Ok(*limit),
        other => Err(ops::needs_fault(here.env(), "`timeout`", "an Int of milliseconds", other)),
    }
}

pub(super) fn op_winner<H: Host>(here: &mut Here<'_, H>, dst: Reg, future: Reg) -> Outcome {
    let winner = match here.get(future) {
        Value::Future(id) => here.host.winner(*id),
        _ => None,
    };
    here.set(dst, winner.map_or(Value::Null, |winner| Value::Int(winner.into())));
    Ok(())
}

/// The branch's future becomes the operation; the fiber is over.
pub(super) fn op_become_builtin<H: Host>(here: &mut Here<'_, H>, args: Reg, argc: u8, builtin: BuiltinId) -> Outcome {
    let first = here.absolute(args);
    let (mut context, registers) = here.context();
    let arguments = &mut registers[first..first + usize::from(argc)];
    if let Some(operation) = builtins::operation(&mut context, builtin, arguments)? {
        if let (Operation::Sleep { ms }, true) = (&operation, here.frame().flags.has(Flags::BRANCH)) {
            return branches::become_sleep(here, *ms);
        }
        return Err(Halt::Become { operation: Box::new(operation), at: here.at() }.into());
    }
    let value = invoke::call_builtin(here, builtin, Site::new(first, argc.into(), args))?;
    unwind::leave(here, Exit::Returned(value))
}

/// A channel operation becomes the branch's future; any other method is called and its value returned.
pub(super) fn op_become_method<H: Host>(here: &mut Here<'_, H>, args: Reg, argc: u8, name: SymbolId) -> Outcome {
    let mut site = Site::new(here.absolute(args), usize::from(argc) + 1, args);
    if let Some(operation) = methods::operation(here, name, site)? {
        return Err(Halt::Become { operation: Box::new(operation), at: here.at() }.into());
    }
    site.flags.add(Flags::TAIL);
    site.is_body = true;
    match methods::call_method(here, name, site)? {
        Called::Framed => Ok(()),
        Called::Value(value) => unwind::leave(here, Exit::Returned(value)),
    }
}
