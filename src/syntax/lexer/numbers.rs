//! Number literals. Their value is worked out by the grammar; here only their extent and kind matter.

use super::Lexeme;
use crate::syntax::token::T;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{map, opt, recognize, value};
use nom::sequence::{pair, preceded};

/// `42`, `1_000`, `0xFF`, `0o17`, `0b1010`, `3.14`, `1e10`.
pub(super) fn number(input: &str) -> Lexeme<'_, T> {
    alt((based, decimal)).parse(input)
}

/// Digits alone, as in `pair.0`.
pub(super) fn digits(input: &str) -> Lexeme<'_, T> {
    value(T::Int, take_while1(|ch: char| ch.is_ascii_digit())).parse(input)
}

fn based(input: &str) -> Lexeme<'_, T> {
    let prefix = alt((tag("0x"), tag("0X"), tag("0o"), tag("0b"), tag("0B")));
    value(T::Int, preceded(prefix, take_while1(|ch: char| ch.is_ascii_hexdigit() || ch == '_'))).parse(input)
}

fn decimal(input: &str) -> Lexeme<'_, T> {
    let parts = (digit_run, opt(preceded(char('.'), digit_run)), opt(exponent));
    map(parts, |(_, fraction, exponent)| if fraction.or(exponent).is_some() { T::Float } else { T::Int }).parse(input)
}

fn digit_run(input: &str) -> Lexeme<'_, &str> {
    recognize(pair(satisfy(|ch| ch.is_ascii_digit()), take_while(|ch: char| ch.is_ascii_digit() || ch == '_')))
        .parse(input)
}

fn exponent(input: &str) -> Lexeme<'_, &str> {
    recognize((one_of("eE"), opt(one_of("+-")), digit_run)).parse(input)
}
