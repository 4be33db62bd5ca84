//! Operators and punctuation: the longest that fits.

use super::Lexeme;
use crate::syntax::token::T;
use nom::Parser;
use nom::branch::alt;

/// One operator, bracket or punctuation mark.
pub(super) fn operator(input: &str) -> Lexeme<'_, T> {
    alt((three, two, one)).parse(input)
}

/// Habits from other languages that have exactly one meaning here: what was meant, and what was written.
pub(super) fn foreign_operator(input: &str) -> Option<(T, &'static str)> {
    Some(match input.as_bytes() {
        [b'=', b'=', b'=', ..] => (T::EqualEqual, "==="),
        [b'!', b'=', b'=', ..] => (T::NotEqual, "!=="),
        [b'&', b'&', ..] => (T::And, "&&"),
        [b'|', b'|', ..] => (T::Or, "||"),
        [b':', b'=', ..] => (T::Equal, ":="),
        [b'<', b'>', ..] => (T::NotEqual, "<>"),
        _ => return None,
    })
}

/// Takes `len` bytes as `kind`, if there is one.
fn of_len(input: &str, len: usize, kind: Option<T>) -> Lexeme<'_, T> {
    match kind {
        Some(kind) => Ok((&input[len..], kind)),
        None => Err(nom::Err::Error(())),
    }
}

fn three(input: &str) -> Lexeme<'_, T> {
    let kind = match input.as_bytes() {
        [b'.', b'.', b'.', ..] => Some(T::Ellipsis),
        [b'.', b'.', b'=', ..] => Some(T::DotDotEqual),
        [b'/', b'/', b'=', ..] => Some(T::SlashSlashEqual),
        [b'*', b'*', b'=', ..] => Some(T::StarStarEqual),
        [b'+', b'+', b'=', ..] => Some(T::PlusPlusEqual),
        [b'<', b'<', b'=', ..] => Some(T::ShiftLeftEqual),
        [b'>', b'>', b'=', ..] => Some(T::ShiftRightEqual),
        [b'?', b'?', b'=', ..] => Some(T::QuestionQuestionEqual),
        _ => None,
    };
    of_len(input, 3, kind)
}

fn two(input: &str) -> Lexeme<'_, T> {
    let Some(pair) = input.as_bytes().first_chunk::<2>() else { return of_len(input, 2, None) };
    of_len(input, 2, two_signs(pair).or_else(|| two_with_equal(pair)))
}

fn two_signs(pair: &[u8; 2]) -> Option<T> {
    Some(match pair {
        b"->" => T::Arrow,
        b"=>" => T::FatArrow,
        b"//" => T::SlashSlash,
        b"**" => T::StarStar,
        b"<<" => T::ShiftLeft,
        b">>" => T::ShiftRight,
        b".." => T::DotDot,
        b"++" => T::PlusPlus,
        b"|>" => T::PipeArrow,
        b"~>" => T::TildeArrow,
        b"??" => T::QuestionQuestion,
        b"?." => T::QuestionDot,
        b"?[" => T::QuestionBracket,
        _ => return None,
    })
}

fn two_with_equal(pair: &[u8; 2]) -> Option<T> {
    Some(match pair {
        b"==" => T::EqualEqual,
        b"!=" => T::NotEqual,
        b"<=" => T::LessEqual,
        b">=" => T::GreaterEqual,
        b"+=" => T::PlusEqual,
        b"-=" => T::MinusEqual,
        b"*=" => T::StarEqual,
        b"/=" => T::SlashEqual,
        b"%=" => T::PercentEqual,
        b"&=" => T::AmpersandEqual,
        b"|=" => T::PipeEqual,
        b"^=" => T::CaretEqual,
        _ => return None,
    })
}

fn one(input: &str) -> Lexeme<'_, T> {
    let kind = input.as_bytes().first().and_then(|&byte| bracket_or_mark(byte).or_else(|| one_sign(byte)));
    of_len(input, 1, kind)
}

fn bracket_or_mark(byte: u8) -> Option<T> {
    Some(match byte {
        b'(' => T::LeftParen,
        b')' => T::RightParen,
        b'[' => T::LeftBracket,
        b']' => T::RightBracket,
        b'{' => T::LeftBrace,
        b'}' => T::RightBrace,
        b',' => T::Comma,
        b':' => T::Colon,
        b';' => T::Semicolon,
        b'.' => T::Dot,
        _ => return None,
    })
}

fn one_sign(byte: u8) -> Option<T> {
    Some(match byte {
        b'+' => T::Plus,
        b'-' => T::Minus,
        b'*' => T::Star,
        b'/' => T::Slash,
        b'%' => T::Percent,
        b'|' => T::Pipe,
        b'~' => T::Tilde,
        b'&' => T::Ampersand,
        b'^' => T::Caret,
        b'<' => T::Less,
        b'>' => T::Greater,
        b'=' => T::Equal,
        b'?' => T::Question,
        b'!' => T::Bang,
        _ => return None,
    })
}
