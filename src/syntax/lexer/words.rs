//! Words, blank space, and characters that mean nothing.

use super::Lexeme;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{take_while, take_while1};
use nom::combinator::{recognize, verify};
use nom::sequence::pair;

fn starts_word(ch: char) -> bool {
    ch == '_' || ch.is_alphabetic()
}

fn continues_word(ch: char) -> bool {
    ch == '_' || ch.is_alphanumeric()
}

/// A name or a reserved word: letters, digits and `_`, not beginning with a digit.
pub(super) fn word(input: &str) -> Lexeme<'_, &str> {
    alt((ascii_word, any_word)).parse(input)
}

/// The same without other scripts, which is what most are; quicker by its bytes.
fn ascii_word(input: &str) -> Lexeme<'_, &str> {
    let bytes = input.as_bytes();
    let len = bytes.iter().position(|byte| *byte != b'_' && !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    let is_word = len > 0 && !bytes[0].is_ascii_digit() && bytes.get(len).is_none_or(u8::is_ascii);
    if is_word { Ok((&input[len..], &input[..len])) } else { Err(nom::Err::Error(())) }
}

fn any_word(input: &str) -> Lexeme<'_, &str> {
    recognize(pair(verify(take_while1(continues_word), |text: &str| text.starts_with(starts_word)), word_tail))
        .parse(input)
}

/// What may follow the first character of a word; may be empty.
pub(super) fn word_tail(input: &str) -> Lexeme<'_, &str> {
    take_while(continues_word).parse(input)
}

/// Blank space other than a line break.
pub(super) fn is_blank(ch: char) -> bool {
    ch != '\n' && (ch.is_whitespace() || ch == '\u{feff}')
}

/// The longest run of characters that nothing can begin with; at least one.
pub(super) fn unknown_run(input: &str) -> &str {
    let known = |ch: char| starts_word(ch) || ch == '\n' || is_blank(ch) || (ch.is_ascii() && !is_unknown_ascii(ch));
    let len = input.char_indices().skip(1).find(|&(_, ch)| known(ch)).map_or(input.len(), |(at, _)| at);
    &input[..len]
}

fn is_unknown_ascii(ch: char) -> bool {
    ch.is_ascii_control() || matches!(ch, '$' | '`' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_script_end_where_they_end() {
        for (input, expected) in [("a_1+", "a_1"), ("größe b", "größe"), ("x", "x"), ("aé·", "aé"), ("a–b", "a")]
        {
            assert_eq!(word(input).map(|(_, word)| word), Ok(expected));
        }
        assert!(word("1a").is_err() && word("").is_err() && word("–").is_err());
    }
}
