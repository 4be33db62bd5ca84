//! Escape sequences in strings.
//!
//! `\n \t \r \0 \\ \" \' \{ \}`, `\xHH` and `\u{HEX}`. A literal brace in a string is written `\{`; a `}` that closes
//! no interpolation stands for itself.

use super::Lexeme;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::{anychar, char};
use nom::combinator::recognize;
use nom::sequence::{delimited, preceded};

/// The extent of one escape sequence, known or not: the backslash and what belongs to it.
pub(super) fn escape(input: &str) -> Lexeme<'_, &str> {
    let hex = |ch: char| ch.is_ascii_hexdigit();
    let byte = preceded(char('x'), take_while_m_n(2, 2, hex));
    let scalar = preceded(char('u'), delimited(char('{'), take_while1(hex), char('}')));
    recognize(preceded(char('\\'), alt((byte, scalar, recognize(anychar))))).parse(input)
}

/// The character that an escape sequence stands for.
pub(crate) fn decode_escape(text: &str) -> Option<char> {
    let body = text.strip_prefix('\\')?;
    let simple = match body {
        "n" => '\n',
        "t" => '\t',
        "r" => '\r',
        "0" => '\0',
        "\\" | "\"" | "'" | "{" | "}" => body.chars().next()?,
        _ => return decode_number(body),
    };
    Some(simple)
}

fn decode_number(body: &str) -> Option<char> {
    let digits = match body.strip_prefix('x') {
        Some(digits) => digits,
        None => body.strip_prefix("u{")?.strip_suffix('}')?,
    };
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_stand_for_characters() {
        assert_eq!(decode_escape("\\u{1F600}"), Some('😀'));
        assert_eq!(decode_escape("\\x41"), Some('A'));
        assert_eq!(decode_escape("\\{"), Some('{'));
        assert_eq!(decode_escape("\\u{D800}"), None);
        assert_eq!(decode_escape("\\q"), None);
    }
}
