//! What people write who know other languages, and what to tell them.
//!
//! Each function recognises one habit or slip whose meaning is plain, reports it with a repair, and lets the grammar go on
//! as if the right thing stood there. The words are chosen here; the grammar only says where it looked.

mod block;
mod expr;
mod forms;
mod names;
mod pattern;
mod stmt;

use crate::syntax::input::Tokens;
use crate::syntax::token::Token;

pub(super) use block::*;
pub(super) use expr::*;
pub(super) use forms::*;
pub(super) use names::*;
pub(super) use pattern::*;
pub(super) use stmt::*;

/// The blanks before the first word of a token's line.
fn indentation<'s>(i: Tokens<'s>, token: Token) -> &'s str {
    let before = &i.session.source[..token.start as usize];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let text = &i.session.source[line..];
    &text[..text.len() - text.trim_start_matches([' ', '\t']).len()]
}
