//! What the step loop does with two floats, or with null. The functions stand outside of it because each of its arms looks at one pair of kinds only: with two, the
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

/// `a == b` of two floats, or where at least one is null.
#[inline(never)]
pub(super) fn equal_or_null(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Null, other) | (other, Value::Null) => Some(matches!(other, Value::Null)),
        _ => equal(a, b),
    }
}

/// The opposite; a float that is no number differs from itself.
#[inline(never)]
pub(super) fn not_equal_or_null(a: &Value, b: &Value) -> Option<bool> {
    equal_or_null(a, b).map(|is_equal| !is_equal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::ops;

    #[test]
    fn null_equals_null_alone() {
        let others = [Value::Int(0), Value::Float(f64::NAN), Value::Float(0.0), Value::text(""), Value::list(vec![])];
        for value in others.into_iter().chain([Value::Null]) {
            let expected = ops::equal(&value, &Value::Null);
            for (a, b) in [(&value, &Value::Null), (&Value::Null, &value)] {
                assert_eq!(equal_or_null(a, b), Some(expected));
                assert_eq!(not_equal_or_null(a, b), Some(!expected));
            }
        }
        let nan = Value::Float(f64::NAN);
        assert_eq!((equal_or_null(&nan, &nan), not_equal_or_null(&nan, &nan)), (Some(false), Some(true)));
        assert_eq!(equal_or_null(&Value::text("a"), &Value::text("a")), None);
    }
}
