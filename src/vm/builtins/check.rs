//! Assertions.

use super::arguments::{Call, given};
use super::{Answer, Entry};
use crate::vm::Value;
use crate::vm::{ops, text};

pub(super) const CODE: &[Entry] = &[
    ("assert", |call, a| {
        let holds = matches!(a[0], Value::Bool(true));
        if !holds && !matches!(a[0], Value::Bool(false)) {
            return Err(call.needs("a Bool", &a[0]));
        }
        verdict(call, holds, given(a, 1), || "assertion failed".to_string())
    }),
    ("assert_eq", |call, a| {
        let env = call.env();
        let words = || format!("assertion failed: {} is not {}", text::preview(env, &a[0]), text::preview(env, &a[1]));
        verdict(call, ops::equal(&a[0], &a[1]), given(a, 2), words)
    }),
    ("assert_ne", |call, a| {
        let env = call.env();
        let words = || format!("assertion failed: both are {}", text::preview(env, &a[0]));
        verdict(call, !ops::equal(&a[0], &a[1]), given(a, 2), words)
    }),
    ("assert_contains", |call, a| {
        let env = call.env();
        let words =
            || format!("assertion failed: {} is not in {}", text::preview(env, &a[1]), text::preview(env, &a[0]));
        verdict(call, ops::contains(env, &a[0], &a[1])?, given(a, 2), words)
    }),
];

fn verdict(call: &Call<'_, '_>, holds: bool, message: Option<&Value>, words: impl Fn() -> String) -> Answer {
    match (holds, message) {
        (true, _) => Ok(Value::Null),
        (false, None) => Err(ops::Fault::error(words()).into()),
        (false, Some(message)) => Err(ops::Fault::error(text::display(call.env(), message)?).into()),
    }
}
