//! Reading parts of values: `a[i]`, `a[i..j]`, `a.name`, `a.0`.

use super::describe::{describe, did_you_mean, kind_name, needs_fault};
use super::{Env, Fault, Outcome};
use crate::bytecode::{SymbolId, VariantIndex};
use crate::prelude;
use crate::vm::{FutureId, FutureView, Host, Value, text};

/// `object[index]`: fails outside a list, null for a missing key of a map; a negative list index counts from the end.
pub fn index(env: Env<'_>, object: &Value, index: &Value) -> Outcome {
    match part_at(env, object, index)? {
        Some(part) => Ok(part),
        None if matches!(object, Value::Map(_)) => Ok(Value::Null),
        None => {
            let len = len(object).unwrap_or(0);
            let kind = kind_name(env.program, object);
            let index = text::preview(env, index);
            Err(Fault::error(format!("index {index} is outside the {kind}: it has {}", counted(len, object))))
        }
    }
}

/// `object?[index]`: null when there is no such element, or no object.
pub fn index_or_null(env: Env<'_>, object: &Value, index: &Value) -> Outcome {
    match object {
        Value::Null => Ok(Value::Null),
        _ => Ok(part_at(env, object, index)?.unwrap_or(Value::Null)),
    }
}

fn part_at(env: Env<'_>, object: &Value, index: &Value) -> Outcome<Option<Value>> {
    match (object, index) {
        (Value::Map(entries), key) => return Ok(entries.get(key).cloned()),
        (Value::Record(_), Value::Text(name)) => return Ok(record_field(env, object, name)),
        _ => {}
    }
    let at = |len: usize| match index {
        Value::Int(index) => Ok(position(*index, len)),
        _ => Err(needs_fault(env, "an index", "an Int", index)),
    };
    Ok(match object {
        Value::List(items) | Value::Tuple(items) => at(items.len())?.map(|at| items[at].clone()),
        Value::Text(text) => character(text, index, at)?,
        Value::Bytes(bytes) => at(bytes.len())?.map(|at| Value::Int(i64::from(bytes[at]))),
        _ => return Err(no_elements(env, object)),
    })
}

fn character(
    text: &str,
    index: &Value,
    at: impl Fn(usize) -> Result<Option<usize>, Box<Fault>>,
) -> Outcome<Option<Value>> {
    let position = match index {
        Value::Int(index) if *index >= 0 => usize::try_from(*index).ok(),
        _ => at(text.chars().count())?,
    };
    Ok(position.and_then(|at| text.chars().nth(at)).map(Value::text))
}

#[cold]
fn no_elements(env: Env<'_>, object: &Value) -> Box<Fault> {
    let advice = match object {
        Value::Null => "; `?[…]` gives null instead",
        Value::Future(_) => "; a future's value comes with `await`",
        Value::Set(_) => "; a set has no positions, use `in` or `to_list`",
        _ => "",
    };
    Fault::error(format!("cannot index {}{advice}", describe(env, object)))
}

/// The element number that an index names; negative ones count from the end.
pub(crate) fn position(index: i64, len: usize) -> Option<usize> {
    let len = len as i64;
    let at = if index < 0 { index.checked_add(len)? } else { index };
    (0..len).contains(&at).then_some(at as usize)
}

/// How many elements a value has; `None` when it is no collection. A text's length is its number of characters.
pub fn len(value: &Value) -> Option<usize> {
    Some(match value {
        Value::List(items) | Value::Tuple(items) => items.len(),
        Value::Set(items) => items.len(),
        Value::Map(entries) => entries.len(),
        Value::Text(text) if text.is_ascii() => text.len(),
        Value::Text(text) => text.chars().count(),
        Value::Bytes(bytes) => bytes.len(),
        _ => return None,
    })
}

fn counted(len: usize, of: &Value) -> String {
    let noun = match of {
        Value::Text(_) => "character",
        Value::Bytes(_) => "byte",
        _ => "element",
    };
    format!("{len} {noun}{}", if len == 1 { "" } else { "s" })
}

/// `object[low..high]`; a null bound is open, bounds are cut to the length, negative ones count from the end.
pub fn slice(env: Env<'_>, object: &Value, low: &Value, high: &Value, inclusive: bool) -> Outcome {
    let len = len(object).filter(|_| !matches!(object, Value::Set(_) | Value::Map(_)));
    let len = len.ok_or_else(|| no_elements(env, object))?;
    let start = bound(env, low, len, 0)?;
    let end = match high {
        Value::Int(high) if inclusive => bound(env, &Value::Int(high.saturating_add(1)), len, len)?,
        _ => bound(env, high, len, len)?,
    };
    // `xs[..=-1]` ends with the last element: one behind -1 is the length, not 0.
    let end = if inclusive && matches!(high, Value::Int(-1)) { len } else { end };
    Ok(sub(object, start, end.max(start)))
}

fn bound(env: Env<'_>, value: &Value, len: usize, open: usize) -> Outcome<usize> {
    match value {
        Value::Null => Ok(open),
        Value::Int(at) if *at < 0 => Ok(usize::try_from(at.saturating_add(len as i64)).unwrap_or(0)),
        Value::Int(at) => Ok(usize::try_from(*at).unwrap_or(usize::MAX).min(len)),
        _ => Err(needs_fault(env, "a bound of a slice", "an Int", value)),
    }
}

/// The elements from `start` up to `end` of a list, tuple, text or bytes.
pub(crate) fn sub(object: &Value, start: usize, end: usize) -> Value {
    match object {
        Value::List(items) => Value::list(items[start..end].to_vec()),
        Value::Tuple(items) => Value::tuple(items[start..end].to_vec()),
        Value::Bytes(bytes) => Value::Bytes(bytes[start..end].to_vec().into()),
        Value::Text(text) => Value::text(text.chars().skip(start).take(end - start).collect::<String>()),
        _ => Value::Null,
    }
}

/// `object.name`: a record's or payload's field, a future's `state`, a text key of a map, a part of a tuple by its number.
pub fn field(env: Env<'_>, object: &Value, name: SymbolId) -> Outcome {
    let name = env.program.symbol(name);
    let found = match object {
        Value::Record(_) | Value::Variant(_) => record_field(env, object, name),
        Value::Map(entries) => entries.get(&Value::text(name)).cloned(),
        Value::Tuple(items) => name.parse().ok().and_then(|at: usize| items.get(at).cloned()),
        _ => None,
    };
    found.ok_or_else(|| no_field(env, object, name))
}

/// `future.state` (rule R8): a snapshot; reading a failure counts as having looked at it.
pub fn future_state(host: &mut dyn Host, id: FutureId) -> Value {
    match host.future(id) {
        FutureView::Pending => Value::Unit(VariantIndex::PENDING),
        FutureView::Completed(value) => Value::variant(VariantIndex::COMPLETED, vec![value]),
        FutureView::Failed(failure) | FutureView::Cancelled(failure) => {
            host.observe(id);
            Value::variant(VariantIndex::ERROR, vec![Value::text(&*failure.message)])
        }
    }
}

/// The names of the fields of a record or payload.
pub(crate) fn field_names<'a>(env: Env<'a>, object: &Value) -> impl Iterator<Item = &'a str> + use<'a> {
    let fields: &'a [SymbolId] = match object {
        Value::Record(record) => &env.program.records[record.shape as usize].fields,
        Value::Variant(variant) => &env.program.variants[variant.variant.0 as usize].fields,
        _ => &[],
    };
    fields.iter().map(move |field| env.program.symbol(*field))
}

fn record_field(env: Env<'_>, object: &Value, name: &str) -> Option<Value> {
    let at = field_names(env, object).position(|field| field == name)?;
    match object {
        Value::Record(record) => record.fields.get(at).cloned(),
        Value::Variant(variant) => variant.payload.get(at).cloned(),
        _ => None,
    }
}

/// The failure of an access to a field that is not there.
#[cold]
pub fn no_field(env: Env<'_>, object: &Value, name: &str) -> Box<Fault> {
    let kind = kind_name(env.program, object);
    let message = match object {
        Value::Record(_) | Value::Variant(_) => {
            format!("{kind} has no field `{name}`{}", did_you_mean(name, field_names(env, object)))
        }
        Value::Map(entries) => {
            let keys = entries.keys().filter_map(|key| match key {
                Value::Text(key) => Some(key.as_str()),
                _ => None,
            });
            format!("the map has no key \"{name}\"{}", did_you_mean(name, keys))
        }
        Value::Null => format!("null has no field `{name}`; `?.{name}` gives null instead"),
        Value::Future(_) => format!("a future has no field `{name}`; a future's value comes with `await`"),
        _ if prelude::builtin(name).is_some() => {
            format!("{} has no field `{name}`; call it: `.{name}()`", describe(env, object))
        }
        _ => format!("{} has no field `{name}`", describe(env, object)),
    };
    Fault::error(message)
}

/// `object.0`
pub fn tuple_field(env: Env<'_>, object: &Value, at: u16) -> Outcome {
    let items = match object {
        Value::Tuple(items) => items,
        Value::Variant(variant) => &variant.payload,
        _ => return Err(Fault::error(format!("only a tuple has `.{at}`, not {}", describe(env, object)))),
    };
    let missing =
        || Fault::error(format!("no `.{at}` in {}: it has {}", describe(env, object), counted(items.len(), object)));
    items.get(at as usize).cloned().ok_or_else(missing)
}

/// The items of a list or tuple pattern's rest: without the first `skip` and the last `drop`.
pub fn rest(object: &Value, skip: usize, drop: usize) -> Value {
    let len = len(object).unwrap_or(0);
    sub(object, skip, len.saturating_sub(drop).max(skip))
}
