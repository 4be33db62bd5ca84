//! Words, blank space, and characters that mean nothing.

use super::Lexeme;
use nom::Parser;
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
