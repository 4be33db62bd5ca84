//! Conversion between texts, numbers and truth values.

use crate::base::parse_float;
use crate::vm::Value;

/// A number, truth value or the text of a number as an Int; a Float is cut towards zero. `None` when there is no such integer.
pub(crate) fn to_int(value: &Value) -> Option<Value> {
    match value {
        Value::Int(_) => Some(value.clone()),
        Value::Bool(value) => Some(Value::Int(i64::from(*value))),
        Value::Float(value) => float_to_int(value.trunc()),
        Value::Text(text) => {
            int(text).map(Value::Int).or_else(|| float(text).and_then(|value| float_to_int(value.trunc())))
        }
        _ => None,
    }
}

/// A number, truth value or the text of a number as a Float.
pub(crate) fn to_float(value: &Value) -> Option<Value> {
    match value {
        Value::Int(value) => Some(Value::Float(*value as f64)),
        Value::Float(_) => Some(value.clone()),
        Value::Bool(value) => Some(Value::Float(f64::from(u8::from(*value)))),
        Value::Text(text) => float(text).map(Value::Float),
        _ => None,
    }
}

/// `"true"` and `"false"`, and numbers (0 is false).
pub(crate) fn to_bool(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(_) => Some(value.clone()),
        Value::Int(value) => Some(Value::Bool(*value != 0)),
        Value::Text(text) => text.trim().parse().ok().map(Value::Bool),
        _ => None,
    }
}

/// A whole float as an Int, when it fits.
pub(crate) fn float_to_int(value: f64) -> Option<Value> {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    (-TWO_TO_63..TWO_TO_63).contains(&value).then_some(Value::Int(value as i64))
}

/// An integer as source writes it: blanks around, a sign, `_` between digits, `0x`, `0b` and `0o`.
pub(crate) fn int(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) if text.starts_with('-') => (-1, digits),
        Some(digits) => (1, digits),
        None => (1, text),
    };
    let (base, digits) = match digits.get(..2) {
        Some("0x" | "0X") => (16, &digits[2..]),
        Some("0b" | "0B") => (2, &digits[2..]),
        Some("0o" | "0O") => (8, &digits[2..]),
        _ => (10, digits),
    };
    if !digits.starts_with(|c: char| c.is_digit(base)) {
        return None;
    }
    i128::from_str_radix(&digits.replace('_', ""), base).ok().and_then(|value| i64::try_from(sign * value).ok())
}

/// A float as source writes it, or an integer, or `inf` and `nan`.
pub(crate) fn float(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Some(value) = int(text) {
        return Some(value as f64);
    }
    let is_number = text.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if is_number { parse_float(&text.replace('_', "")) } else { special(text) }
}

fn special(text: &str) -> Option<f64> {
    match text {
        "inf" | "+inf" => Some(f64::INFINITY),
        "-inf" => Some(f64::NEG_INFINITY),
        "nan" => Some(f64::NAN),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_read_as_source_writes_them() {
        let read =
            ["42", " -7 ", "+1", "1_000", "0xff", "-0b101", "9223372036854775807", "-9223372036854775808"].map(int);
        let expected = [42, -7, 1, 1000, 255, -5, i64::MAX, i64::MIN].map(Some);
        assert_eq!(read, expected);
        assert_eq!(["", "-", "x", "1.5", "0x", "9223372036854775808", "--1", "1 2"].map(int), [None; 8]);
    }

    #[test]
    fn floats_read_as_source_writes_them() {
        assert_eq!(["3.25", "1e3", "-2", ".5", "inf"].map(float), [3.25, 1000.0, -2.0, 0.5, f64::INFINITY].map(Some));
        assert_eq!(["", "e3", "infinity", "1.2.3", "abc"].map(float), [None; 5]);
    }

    #[test]
    fn large_floats_have_no_integer() {
        assert!(to_int(&Value::Float(9.3e18)).is_none());
        assert!(to_int(&Value::Float(f64::NAN)).is_none());
        assert_eq!(to_int(&Value::Float(-2.9)), Some(Value::Int(-2)));
    }
}
