//! Numbers as text.

/// Appends an integer. Digits are put together here because interpolation does this more than anything else, and the standard library's way
/// leads through its formatting machinery.
pub(super) fn write_int(value: i64, out: &mut String) {
    let mut digits = [0u8; 20];
    let mut start = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        out.push('-');
    }
    out.extend(digits[start..].iter().map(|digit| char::from(*digit)));
}

/// The shortest text that reads back as the same float, always recognisable as a float: `1.0`, `0.1`, `1e21`, `inf`, `nan`.
pub fn float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_string();
    }
    let size = value.abs();
    // Below and above these, positional notation is mostly zeros; the same borders as in JavaScript.
    if value.is_infinite() || (size != 0.0 && !(1e-6..1e21).contains(&size)) {
        return if value.is_infinite() { value.to_string() } else { format!("{value:e}") };
    }
    let mut text = value.to_string();
    if !text.contains('.') {
        text.push_str(".0");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{float, write_int};

    #[test]
    fn integers_of_every_length() {
        let values = [0, 7, -7, 10, 1234567890, i64::MAX, i64::MIN];
        for value in values {
            let mut text = String::new();
            write_int(value, &mut text);
            assert_eq!(text, value.to_string());
        }
    }

    #[test]
    fn floats_are_short_and_recognisable() {
        let shown = [1.0, 0.1, -2.5, 0.1 + 0.2, 1e20, 1e21, 1.5e-7, 0.000001, -0.0, f64::MAX].map(float);
        let expected = [
            "1.0",
            "0.1",
            "-2.5",
            "0.30000000000000004",
            "100000000000000000000.0",
            "1e21",
            "1.5e-7",
            "0.000001",
            "-0.0",
            "1.7976931348623157e308",
        ];
        assert_eq!(shown, expected);
        assert_eq!([f64::INFINITY, f64::NEG_INFINITY, f64::NAN].map(float), ["inf", "-inf", "nan"]);
    }
}
