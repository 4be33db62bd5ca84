//! Floats as text.

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
    use super::float;

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
