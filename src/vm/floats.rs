//! What the step loop does with two floats. The functions stand outside of it because each of its arms looks at one pair of kinds only: with two, the
//! compiler makes a table of jumps of the kinds, which costs more than the op.

use super::Value;

macro_rules! on_floats {
    ($($(#[$doc:meta])* $name:ident -> $result:ty: $operator:tt;)*) => { $(
        $(#[$doc])*
        #[inline(never)]
        pub(super) fn $name(a: &Value, b: &Value) -> Option<$result> {
            match (a, b) {
                (Value::Float(a), Value::Float(b)) => Some(a $operator b),
                _ => None,
            }
        }
    )* };
}

on_floats! {
    /// `a + b`
    add -> f64: +;
    /// `a - b`
    subtract -> f64: -;
    /// `a * b`
    multiply -> f64: *;
    /// `a == b`
    equal -> bool: ==;
    /// `a != b`
    not_equal -> bool: !=;
    /// `a < b`
    less -> bool: <;
    /// `a <= b`
    less_equal -> bool: <=;
}
