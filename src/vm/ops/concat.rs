//! `++`: joins. The left value grows in place when nobody else holds it, so that a loop of joins costs a constant each.

use super::describe::operands_fault;
use super::{Env, Outcome};
use crate::vm::{Items, MapItems, SetItems, Value, text};
use std::rc::Rc;

/// `a ++ b`: two texts (a value that is no text joins by its text when the other side is one), lists, tuples, sets, maps, bytes.
pub fn concat(env: Env<'_>, a: Value, b: &Value) -> Outcome {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => extend_text(env, a, b),
        (Value::Text(a), b) => extend_by_display(env, a, b),
        (a, Value::Text(b)) => {
            let mut joined = text::display(env, &a)?;
            env.limits.check_text(joined.len() + b.len())?;
            joined.push_str(b);
            Ok(Value::text(joined))
        }
        (Value::List(a), Value::List(b)) => extend_list(env, a, b),
        (Value::Tuple(a), Value::Tuple(b)) => Ok(Value::tuple(a.iter().chain(b.iter()).cloned().collect())),
        (Value::Set(a), Value::Set(b)) => extend_set(env, a, b),
        (Value::Map(a), Value::Map(b)) => extend_map(env, a, b),
        (Value::Bytes(mut a), Value::Bytes(b)) => {
            env.limits.check_text(a.len() + b.len())?;
            Rc::make_mut(&mut a).extend_from_slice(b);
            Ok(Value::Bytes(a))
        }
        (a, b) => Err(operands_fault(env, "join", &a, b)),
    }
}

pub(super) fn extend_text(env: Env<'_>, mut a: Rc<String>, b: &Rc<String>) -> Outcome {
    env.limits.check_text(a.len() + b.len())?;
    grow_text(&mut a, b.len()).push_str(b);
    Ok(Value::Text(a))
}

fn extend_by_display(env: Env<'_>, mut a: Rc<String>, b: &Value) -> Outcome {
    let start = a.len();
    let out = grow_text(&mut a, 0);
    text::write_display(env, b, out)?;
    env.limits.check_text(out.len().max(start))?;
    Ok(Value::Text(a))
}

/// The text to append to: the same when it is unique, else a copy with room for `more` bytes.
fn grow_text(text: &mut Rc<String>, more: usize) -> &mut String {
    if Rc::get_mut(text).is_none() {
        let mut copy = String::with_capacity(text.len() + more);
        copy.push_str(text);
        *text = Rc::new(copy);
    }
    Rc::make_mut(text)
}

pub(super) fn extend_list(env: Env<'_>, mut a: Rc<Items>, b: &Rc<Items>) -> Outcome {
    env.limits.check_items(a.len() + b.len())?;
    Rc::make_mut(&mut a).extend_from_slice(b);
    Ok(Value::List(a))
}

pub(super) fn extend_set(env: Env<'_>, mut a: Rc<SetItems>, b: &Rc<SetItems>) -> Outcome {
    env.limits.check_items(a.len() + b.len())?;
    Rc::make_mut(&mut a).extend(b.iter().cloned());
    Ok(Value::Set(a))
}

pub(super) fn extend_map(env: Env<'_>, mut a: Rc<MapItems>, b: &Rc<MapItems>) -> Outcome {
    env.limits.check_items(a.len() + b.len())?;
    Rc::make_mut(&mut a).extend(b.iter().map(|(key, value)| (key.clone(), value.clone())));
    Ok(Value::Map(a))
}
