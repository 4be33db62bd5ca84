//! What the ops do beyond the step loop's fast paths: arithmetic, comparison, access to parts, conversion.
//!
//! Every function here is pure. A failure is a [`Fault`]: a message that teaches (it names both kinds and shortened values)
//! and a kind; the step loop adds where it happened. Nothing recurses over a value's depth. What is taken by value or by `&mut` is changed in
//! place when nobody else holds it. Knows values and, through [`Env`], the program's names and the limits; knows nothing of fibers or time.

mod access;
mod arithmetic;
mod bits;
mod build;
mod compare;
mod concat;
mod describe;
mod env;
mod fault;
mod iterate;
mod order;
mod parts;
mod place;
mod sets;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod types;

pub use access::{field, future_state, index, index_or_null, len, no_field, rest, slice, tuple_field};
pub use arithmetic::{add, divide, floor_divide, multiply, negate, overflow, power, remainder, subtract};
pub use bits::{bit_and, bit_not, bit_or, bit_xor, shift_left, shift_right};
pub use build::{add_to_set, extend, insert, join_texts, map, merge, no_bool, no_match, push, range, set};
pub use compare::{compare, contains, less, less_equal};
pub use concat::concat;
pub use describe::{describe, did_you_mean, kind_name, needs_fault, operands_fault};
pub use env::{Env, ValueLimits};
pub use fault::{Fault, Outcome};
pub use iterate::iterate;
pub use order::equal;
pub use parts::Parts;
pub use place::set_place;
pub use sets::{map_of_entries, set_of_values};
pub use types::{cast, is_callable, is_type, type_name, type_of, unwrap};

pub(crate) use access::{position, sub};
pub(crate) use build::{check_key, set_of};

pub(crate) use sets::{difference, intersection, is_subset, symmetric_difference, union};
