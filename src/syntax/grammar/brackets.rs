//! Lists in brackets.
//!
//! - `bracketed`: opener, entries separated by commas (one may trail), closer; inside, line breaks mean nothing.
//! - `more_entries`: what follows the first entry, and the closer.
//! - `close_bracket`: the closer, or a failure that names the opener.

use super::{Parse, token};
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use nom::Parser;
use nom::combinator::opt;
use nom::multi::{many0, separated_list0};
use nom::sequence::{preceded, terminated};

/// Entries between the bracket at `i` and `closer`.
pub(super) fn bracketed<'a, O>(i: Tokens<'a>, closer: T, entry: fn(Tokens<'a>) -> Parse<'a, O>) -> Parse<'a, Vec<O>> {
    let mut entries = Vec::new();
    let (rest, ()) = bracket(i, closer, &mut kept(entry, &mut entries))?;
    Ok((rest, entries))
}

/// What follows the first entry of the bracket at `opener`: more entries, each behind its comma, and the closer.
pub(super) fn more_entries<'a, O>(
    opener: Tokens<'a>,
    i: Tokens<'a>,
    closer: T,
    entry: fn(Tokens<'a>) -> Parse<'a, O>,
) -> Parse<'a, Vec<O>> {
    let mut entries = Vec::new();
    let (rest, ()) = rest_of_bracket(opener, i, closer, &mut kept(entry, &mut entries))?;
    Ok((rest, entries))
}

/// Reads an entry and keeps it elsewhere: what follows is compiled once, and not for each kind of entry.
type ReadEntry<'a, 'e> = &'e mut dyn FnMut(Tokens<'a>) -> Parse<'a, ()>;

fn kept<'a, O>(entry: fn(Tokens<'a>) -> Parse<'a, O>, entries: &mut Vec<O>) -> impl FnMut(Tokens<'a>) -> Parse<'a, ()> {
    move |i| {
        let (rest, found) = entry(i)?;
        entries.push(found);
        Ok((rest, ()))
    }
}

fn bracket<'a>(i: Tokens<'a>, closer: T, entry: ReadEntry<'a, '_>) -> Parse<'a, ()> {
    let (inner, level) = i.advance().inside_brackets().enter(2)?;
    let entries = separated_list0(token(T::Comma, "`,`"), entry);
    let (rest, _) = terminated(entries, opt(token(T::Comma, "`,`"))).parse(inner)?;
    let rest = close_bracket(i, rest, closer)?;
    inner.leave(level);
    Ok((rest, ()))
}

fn rest_of_bracket<'a>(opener: Tokens<'a>, i: Tokens<'a>, closer: T, entry: ReadEntry<'a, '_>) -> Parse<'a, ()> {
    let entries = many0(preceded(token(T::Comma, "`,`"), entry));
    let (rest, _) = terminated(entries, opt(token(T::Comma, "`,`"))).parse(i)?;
    Ok((close_bracket(opener, rest, closer)?, ()))
}

/// The closer of the bracket at `opener`.
///
/// # Errors
/// [`Problem::Unclosed`] if something else stands at `rest`.
pub(super) fn close_bracket<'a>(
    opener: Tokens<'a>,
    rest: Tokens<'a>,
    closer: T,
) -> Result<Tokens<'a>, nom::Err<SyntaxError>> {
    if rest.at(closer) && !rest.is_at_end() {
        return Ok(rest.advance().back_in(opener));
    }
    let closer = match closer {
        T::RightParen => ")",
        T::RightBracket => "]",
        _ => "}",
    };
    let problem = Problem::Unclosed { opener: opener.index(), closer };
    Err(nom::Err::Failure(SyntaxError::new(rest, problem)))
}
