//! How a future ended or, until then, who waits for that. Nobody waits for what is settled, so both have one place in a row.

use super::waiters::Waiter;
use crate::vm::Value;
use std::rc::Rc;

/// The end of a future.
#[derive(Clone, Debug, Default)]
pub enum Outcome {
    /// It is open and nobody waits.
    #[default]
    Open,
    /// It is open and one waits, as for most futures that are awaited at all.
    Awaited(Waiter),
    /// It is open and several wait, in order of registration.
    AwaitedByMany(Rc<Vec<Waiter>>),
    /// It is settled: its value, its failure as value, or null if it was cancelled.
    Settled(Value),
}

impl Outcome {
    /// Adds a waiter at the end of those of an open future.
    #[inline]
    pub fn add_waiter(&mut self, waiter: Waiter) {
        match self {
            Outcome::Open => *self = Outcome::Awaited(waiter),
            _ => self.add_another(waiter),
        }
    }

    fn add_another(&mut self, waiter: Waiter) {
        match self {
            Outcome::Awaited(first) => *self = Outcome::AwaitedByMany(Rc::new(vec![*first, waiter])),
            Outcome::AwaitedByMany(all) => Rc::make_mut(all).push(waiter),
            Outcome::Open | Outcome::Settled(_) => debug_assert!(false, "it is open and has a waiter"),
        }
    }

    /// Those who wait, in order.
    pub fn waiters(&self) -> &[Waiter] {
        match self {
            Outcome::Open | Outcome::Settled(_) => &[],
            Outcome::Awaited(waiter) => std::slice::from_ref(waiter),
            Outcome::AwaitedByMany(all) => all,
        }
    }

    /// Whether somebody waits.
    #[inline]
    pub fn is_awaited(&self) -> bool {
        matches!(self, Outcome::Awaited(_) | Outcome::AwaitedByMany(_))
    }

    /// The value, or the failure as value; null as long as there is none.
    #[inline]
    pub fn value(&self) -> &Value {
        match self {
            Outcome::Settled(value) => value,
            _ => &Value::Null,
        }
    }
}

/// A waiter fits into a value's place, beside its kind.
const _: () = assert!(size_of::<Outcome>() == size_of::<Value>());
