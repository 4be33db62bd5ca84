//! What people write who know other languages, and what to tell them.
//!
//! Each function recognises one habit or slip whose meaning is plain, reports it with a repair, and lets the grammar go on
//! as if the right thing stood there. The words are chosen here; the grammar only says where it looked.

mod advice;
mod block;
mod expr;
mod forms;
mod matching;
mod names;
mod pattern;
mod stmt;

use crate::syntax::input::Tokens;
use crate::syntax::token::Token;
use crate::text::Span;

pub(super) use advice::*;
pub(super) use block::*;
pub(super) use expr::*;
pub(super) use forms::*;
pub(super) use matching::{case_word, default_arm, is_case};
pub(super) use names::*;
pub(super) use pattern::*;
pub(super) use stmt::*;

/// The edit that writes a line behind the one that ends before `i`, indented like the line of `like`.
pub(super) fn missing_line(i: Tokens<'_>, like: Token, word: &str) -> (Span, String) {
    let behind = i.previous().map_or(0, |token| token.end);
    let rest = &i.session.source[behind as usize..];
    let line_len = rest.find('\n').unwrap_or(rest.len());
    let comment_len = rest[..line_len].trim_end().len() as u32;
    (Span::at(behind + comment_len), format!("\n{}{word}", indentation(i, like)))
}

/// The blanks before the first word of a token's line.
fn indentation<'s>(i: Tokens<'s>, token: Token) -> &'s str {
    let before = &i.session.source[..token.start as usize];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let text = &i.session.source[line..];
    &text[..text.len() - text.trim_start_matches([' ', '\t']).len()]
}
