//! Method calls: what `receiver.name(…)` means is decided when it runs.
//!
//! Order: operations of channels and shared cells, methods of enums, a record's field that holds something callable, a cell of that name
//! with the receiver as first argument, a builtin of that name likewise.

use super::frame::Flags;
use super::here::{Here, Outcome};
use super::image::HandleMethod;
use super::invoke::{self, Called, Site};
use super::ops::{self, Fault};
use super::{ChannelId, Host, Message, Operation, SharedId, Value};
use crate::bytecode::{CodeOffset, FunctionIndex, SymbolId};

/// Calls a method; the receiver is the first argument.
pub(super) fn call_method<H: Host>(here: &mut Here<'_, H>, name: SymbolId, site: Site) -> Outcome<Called> {
    let meaning = here.image.method(name);
    match (&here.fiber.registers[site.first], meaning.handle) {
        (Value::Channel(channel), Some(method)) if method.is_of_channels() => {
            return on_channel(here, *channel, method, name, site);
        }
        (Value::Shared(shared), Some(method)) if method.is_of_shared() => {
            return on_shared(here, *shared, method, name, site);
        }
        (receiver, _) => {
            if let Some(function) = enum_method(here, receiver, name) {
                return invoke::call_function(here, function, site);
            }
            if let Some(callee) = callable_field(here, receiver, name) {
                return invoke::call_value(here, &callee, site.rest());
            }
        }
    }
    if let Some(cell) = meaning.cell {
        return invoke::call_function(here, cell, site);
    }
    if let Some(builtin) = meaning.builtin {
        invoke::check_builtin_arity(builtin, site.argc)?;
        return Ok(Called::Value(invoke::call_builtin(here, builtin, site)?));
    }
    Err(no_method(here, name, site).into())
}

/// The operation that a method of a channel is, if it is one that makes a future.
pub(super) fn operation<H: Host>(here: &mut Here<'_, H>, name: SymbolId, site: Site) -> Outcome<Option<Operation>> {
    let Value::Channel(channel) = here.fiber.registers[site.first] else { return Ok(None) };
    Ok(match here.image.method(name).handle {
        Some(HandleMethod::Send) => {
            check_count(here, name, site, 1)?;
            Some(Operation::Send { channel, value: take(here, site.first + 1) })
        }
        Some(HandleMethod::Receive) => {
            check_count(here, name, site, 0)?;
            Some(Operation::Receive { channel })
        }
        _ => None,
    })
}

/// Makes a send or receive on a channel, as the step loop does; any other call, and a wrong one, is left to [`call_method`].
#[inline(never)]
pub(super) fn message<H: Host>(
    host: &mut H,
    method: Option<HandleMethod>,
    arguments: &mut [Value],
    at: CodeOffset,
    is_awaited: bool,
) -> Option<Message> {
    match (method?, arguments) {
        (HandleMethod::Send, [Value::Channel(channel), value]) => Some(host.send(*channel, value, at, is_awaited)),
        (HandleMethod::Receive, [Value::Channel(channel)]) => Some(host.receive(*channel, at, is_awaited)),
        _ => None,
    }
}

fn on_channel<H: Host>(
    here: &mut Here<'_, H>,
    channel: ChannelId,
    method: HandleMethod,
    name: SymbolId,
    site: Site,
) -> Outcome<Called> {
    let at = here.at();
    if let Some(operation) = operation(here, name, site)? {
        return Ok(Called::Value(Value::Future(here.host.operate(operation, at))));
    }
    check_count(here, name, site, 0)?;
    Ok(Called::Value(match method {
        HandleMethod::TryReceive => here.host.try_receive(channel, at).unwrap_or(Value::Null),
        HandleMethod::Len => Value::Int(here.host.channel_len(channel) as i64),
        _ => {
            here.host.close(channel, at);
            Value::Null
        }
    }))
}

fn on_shared<H: Host>(
    here: &mut Here<'_, H>,
    shared: SharedId,
    method: HandleMethod,
    name: SymbolId,
    site: Site,
) -> Outcome<Called> {
    let at = here.at();
    check_count(here, name, site, usize::from(method != HandleMethod::Get))?;
    match method {
        HandleMethod::Get => Ok(Called::Value(here.host.shared_get(shared, at))),
        HandleMethod::Set => {
            let value = take(here, site.first + 1);
            here.host.shared_set(shared, value, at);
            Ok(Called::Value(Value::Null))
        }
        _ => update(here, shared, site.rest()),
    }
}

/// `shared.update(fn)`: the function is called with the value, and what it returns becomes the value.
fn update<H: Host>(here: &mut Here<'_, H>, shared: SharedId, site: Site) -> Outcome<Called> {
    let at = here.at();
    let callee = take(here, site.first);
    here.fiber.registers[site.first] = here.host.shared_get(shared, at);
    let mut flags = site.flags;
    flags.add(Flags::UPDATE);
    match invoke::call_value(here, &callee, Site { flags, is_body: true, ..site })? {
        Called::Framed => {
            here.side().updates.push(shared);
            Ok(Called::Framed)
        }
        Called::Value(value) => {
            here.host.shared_set(shared, value.clone(), at);
            Ok(Called::Value(value))
        }
    }
}

fn take<H: Host>(here: &mut Here<'_, H>, index: usize) -> Value {
    std::mem::replace(&mut here.fiber.registers[index], Value::Null)
}

fn enum_method<H: Host>(here: &Here<'_, H>, receiver: &Value, name: SymbolId) -> Option<FunctionIndex> {
    let variant = match receiver {
        Value::Unit(variant) => *variant,
        Value::Variant(value) => value.variant,
        _ => return None,
    };
    let enum_index = here.image.program.variants[usize::from(variant.0)].enum_index;
    here.image.enum_method(enum_index, name)
}

fn callable_field<H: Host>(here: &Here<'_, H>, receiver: &Value, name: SymbolId) -> Option<Value> {
    let (fields, values) = match receiver {
        Value::Record(record) => (&here.image.program.records[usize::from(record.shape)].fields, &record.fields),
        Value::Variant(variant) => {
            (&here.image.program.variants[usize::from(variant.variant.0)].fields, &variant.payload)
        }
        _ => return None,
    };
    let at = fields.iter().position(|field| *field == name)?;
    values.get(at).filter(|value| ops::is_callable(value)).cloned()
}

/// Fails unless the method has `wanted` arguments besides the receiver.
fn check_count<H: Host>(here: &Here<'_, H>, name: SymbolId, site: Site, wanted: usize) -> Result<(), Box<Fault>> {
    let given = site.argc - 1;
    if given == wanted {
        return Ok(());
    }
    Err(invoke::count_fault(here.image.program.symbol(name), wanted, Some(wanted), given))
}

#[cold]
fn no_method<H: Host>(here: &Here<'_, H>, name: SymbolId, site: Site) -> Box<Fault> {
    let receiver = &here.fiber.registers[site.first];
    let (receiver, name) = (ops::describe(here.env(), receiver), here.image.program.symbol(name));
    Fault::error(format!("{receiver} has no method `{name}`, and there is no cell of that name"))
}

impl HandleMethod {
    fn is_of_shared(self) -> bool {
        matches!(self, HandleMethod::Get | HandleMethod::Set | HandleMethod::Update)
    }

    fn is_of_channels(self) -> bool {
        !self.is_of_shared()
    }
}
