//! Literals other than strings.
//!
//! - `int`: an integer, checked for size. `smallest_int`: `-9223372036854775808`, which is no negated integer.
//! - `literal`: a float, bytes, `null`, `true` or `false`.

use super::{Parse, expected, node};
use crate::base::parse_float;
use crate::diag::Diagnostic;
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{Expr, ExprKind};

/// An integer.
pub(super) fn int(i: Tokens<'_>) -> Parse<'_, Expr> {
    let rest = i.advance();
    let value = int_value(i.text()).and_then(|value| i64::try_from(value).ok());
    if value.is_none() {
        let message = "this integer does not fit into 64 bits";
        let help = format!("the largest integer is {}; for larger numbers use a float, such as 1e20", i64::MAX);
        let diagnostic = Diagnostic::error("integer-overflow", i.here(), message).help(help);
        i.session.report(match i.text().strip_prefix(['0']) {
            Some(_) => diagnostic,
            None => diagnostic.fix("Write a Float", i.here(), format!("{}.0", i.text())),
        });
    }
    Ok((rest, node(i, rest, ExprKind::Int(value.unwrap_or(0)))))
}

/// The magnitude of an integer literal; a malformed one, which the lexer has reported, is 0.
fn int_value(text: &str) -> Option<u64> {
    let digits = text.replace('_', "");
    let (radix, digits) = match digits.get(..2) {
        Some("0x" | "0X") => (16, &digits[2..]),
        Some("0b" | "0B") => (2, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        _ => (10, digits.as_str()),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Some(0);
    }
    u64::from_str_radix(digits, radix).ok()
}

/// `-` directly before the magnitude that only a negative integer can have.
pub(super) fn smallest_int(i: Tokens<'_>) -> Option<(Tokens<'_>, Expr)> {
    let number = i.advance();
    let is_smallest = i.at(T::Minus) && number.at(T::Int) && int_value(number.text()) == Some(i64::MIN.unsigned_abs());
    is_smallest.then(|| (number.advance(), node(i, number.advance(), ExprKind::Int(i64::MIN))))
}

/// A float, bytes, `null`, `true` or `false`.
pub(super) fn literal(i: Tokens<'_>) -> Parse<'_, Expr> {
    let kind = match i.kind() {
        T::Float => ExprKind::Float(float_value(i)),
        T::Bytes => ExprKind::Bytes(bytes_value(i)),
        T::Null => ExprKind::Null,
        T::True => ExprKind::Bool(true),
        T::False => ExprKind::Bool(false),
        _ => return expected(i, "a literal"),
    };
    let rest = i.advance();
    Ok((rest, node(i, rest, kind)))
}

fn float_value(i: Tokens<'_>) -> f64 {
    let value = parse_float(&i.text().replace('_', "")).unwrap_or(0.0);
    if value.is_infinite() {
        let message = "this number is too large for a float";
        i.session.report(Diagnostic::error("float-overflow", i.here(), message).help("the largest is about 1.8e308"));
        return 0.0;
    }
    value
}

fn bytes_value(i: Tokens<'_>) -> Vec<u8> {
    let text = i.text();
    let digits: Vec<u8> = text[2..].trim_end_matches('"').bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let pairs = digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    match pairs.collect::<Option<Vec<u8>>>() {
        Some(bytes) if digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit) => bytes,
        _ => {
            let message = "bytes are pairs of hex digits";
            i.session.report(Diagnostic::error("invalid-bytes", i.here(), message).help("for example b\"cafe00\""));
            Vec::new()
        }
    }
}
