//! What touches the run: printing, time, randomness, futures.

use super::arguments::{Call, given, take};
use super::{Answer, Entry, Raise};
use crate::vm::ops::{self, Outcome};
use crate::vm::{Flow, Items, Operation, Value, text};
use std::fmt::Write;
use std::rc::Rc;

pub(super) const CODE: &[Entry] = &[
    ("print", print),
    ("debug", debug),
    ("now", |call, _| Ok(Value::Int(call.context.host.now_ms()))),
    ("timestamp", |call, _| Ok(Value::Float(unix_ms(call) as f64 / 1000.0))),
    ("timestamp_ms", |call, _| Ok(Value::Int(unix_ms(call)))),
    ("random", |call, _| Ok(Value::Float(unit_random(call)))),
    ("random_int", random_int),
    ("shuffle", shuffle),
    ("choice", choice),
    ("uuid", uuid),
    ("uuid_v4", uuid),
    ("sleep", operate),
    ("fetch", operate),
    ("channel", channel),
    ("shared", |call, a| Ok(Value::Shared(call.context.host.shared(take(a, 0))))),
];

/// The operation that a call of a builtin is; `None` when it is an ordinary builtin.
pub(super) fn operation(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer<Option<Operation>> {
    Ok(match call.name {
        "sleep" => Some(Operation::Sleep { ms: call.int(arguments, 0)? }),
        "fetch" => Some(Operation::Fetch { request: fetch_request(call, arguments)? }),
        _ => None,
    })
}

fn operate(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let future = operation(call, arguments)?.map(|operation| call.context.host.operate(operation, call.context.at));
    Ok(future.map_or(Value::Null, Value::Future))
}

fn print(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let mut line = String::new();
    for (at, value) in arguments.iter().enumerate() {
        line.push_str(if at == 0 { "" } else { " " });
        text::write_display(call.env(), value, &mut line)?;
    }
    print_line(call, line)
}

fn debug(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let line = match &arguments[0] {
        Value::Text(text) => {
            let mut quoted = String::new();
            text::write_quoted(text, &mut quoted);
            quoted
        }
        other => text::display(call.env(), other)?,
    };
    print_line(call, line)?;
    Ok(take(arguments, 0))
}

fn print_line(call: &mut Call<'_, '_>, line: String) -> Answer {
    match call.context.host.print(line, call.context.at) {
        Flow::Continue => Ok(Value::Null),
        Flow::Stop => Err(Raise::Stop),
    }
}

/// The run's clock begins at 2026-01-01T00:00:00Z, so that a run gives the same every time.
const EPOCH_MS: i64 = 1_767_225_600_000;

fn unix_ms(call: &Call<'_, '_>) -> i64 {
    EPOCH_MS.saturating_add(call.context.host.now_ms())
}

/// A float in 0.0..1.0 with 53 random bits.
fn unit_random(call: &mut Call<'_, '_>) -> f64 {
    (call.context.host.random() >> 11) as f64 / (1u64 << 53) as f64
}

/// A number below `bound`: the high half of a product, whose bias is below 2^-32 for any list that fits into memory.
fn random_below(call: &mut Call<'_, '_>, bound: u128) -> u128 {
    (u128::from(call.context.host.random()) * bound) >> 64
}

fn random_int(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let (low, high) = (call.int(arguments, 0)?, call.int(arguments, 1)?);
    if low > high {
        return Err(call.fault(&format!("{low} is above {high}")));
    }
    let span = (i128::from(high) - i128::from(low) + 1) as u128;
    Ok(Value::Int((i128::from(low) + random_below(call, span) as i128) as i64))
}

fn shuffle(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let mut items: Rc<Items> = call.items(arguments, 0)?;
    let shuffled = Rc::make_mut(&mut items);
    for at in (1..shuffled.len()).rev() {
        let other = random_below(call, at as u128 + 1) as usize;
        shuffled.swap(at, other);
    }
    Ok(Value::List(items))
}

fn choice(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let items = call.items(arguments, 0)?;
    if items.is_empty() {
        return Ok(Value::Null);
    }
    let at = random_below(call, items.len() as u128) as usize;
    Ok(items[at].clone())
}

/// A UUID of version 4: 122 random bits.
fn uuid(call: &mut Call<'_, '_>, _: &mut [Value]) -> Answer {
    let (high, low) = (call.context.host.random(), call.context.host.random());
    let high = (high & !0xf000) | 0x4000;
    let low = (low & (u64::MAX >> 2)) | (1 << 63);
    let mut out = String::new();
    let parts = (high >> 32, (high >> 16) & 0xffff, high & 0xffff, low >> 48, low & 0xffff_ffff_ffff);
    write!(out, "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", parts.0, parts.1, parts.2, parts.3, parts.4).unwrap_or_default();
    Ok(Value::text(out))
}

/// The request is the address alone, or a map of the address as `url` and the options.
fn fetch_request(call: &Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    call.text(arguments, 0)?;
    let url = take(arguments, 0);
    match given(arguments, 1) {
        Some(options) => Ok(request_with(call, options, url)?),
        None => Ok(url),
    }
}

fn request_with(call: &Call<'_, '_>, options: &Value, url: Value) -> Outcome {
    let mut request = options.clone();
    ops::insert(call.env(), &mut request, Value::text("url"), url)?;
    Ok(request)
}

fn channel(call: &mut Call<'_, '_>, arguments: &mut [Value]) -> Answer {
    let capacity = match given(arguments, 0) {
        None => None,
        Some(_) => {
            let capacity = call.int(arguments, 0)?;
            let fault = |_| call.fault(&format!("the capacity must be 0 or more, found {capacity}"));
            Some(u32::try_from(capacity.min(i64::from(u32::MAX))).map_err(fault)?)
        }
    };
    // Room for nothing is a rendezvous.
    Ok(Value::Channel(call.context.host.channel(capacity.filter(|capacity| *capacity > 0))))
}
