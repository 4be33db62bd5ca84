//! Skipping a form that the playground does not run.
//!
//! - `unsupported_form`: the position behind the form whose word is at `i`.
//!
//! If the form's body is indented, its `end` is the next one that stands as far left as its word; else the blocks inside
//! are counted. The operations of a `trait` or `effect` have no bodies.

use crate::syntax::input::Tokens;
use crate::syntax::token::T;

/// The position behind the form whose word is at `i`.
pub(super) fn unsupported_form(i: Tokens<'_>) -> Tokens<'_> {
    let line_end = skip_to_line_start(i.advance());
    match i.text() {
        "import" | "mod" | "use" | "from" => line_end,
        _ => indented_end(i, line_end).unwrap_or_else(|| counted_end(i, line_end)),
    }
}

fn skip_to_line_start(mut i: Tokens<'_>) -> Tokens<'_> {
    while !i.starts_line() {
        i = i.advance();
    }
    i
}

/// How far a token that starts its line is indented.
fn indent(i: Tokens<'_>) -> usize {
    let before = &i.session.source[..i.peek().start as usize];
    before.len() - before.trim_end_matches([' ', '\t']).len()
}

/// The position behind the `end` that stands as far left as the word at `i`, if the body is indented more.
fn indented_end<'a>(i: Tokens<'a>, body: Tokens<'a>) -> Option<Tokens<'a>> {
    let outer = indent(i);
    if body.is_at_end() || indent(body) <= outer {
        return None;
    }
    let mut at = body;
    while !at.is_at_end() {
        if at.peek().starts_line && indent(at) <= outer {
            return Some(if at.at(T::End) { at.advance() } else { at });
        }
        at = at.advance();
    }
    Some(at)
}

/// The position behind the `end` that closes as many blocks as were opened.
fn counted_end<'a>(i: Tokens<'a>, body: Tokens<'a>) -> Tokens<'a> {
    let has_bodies = !matches!(i.text(), "trait" | "effect");
    let mut depth = 1;
    let mut at = body;
    while !at.is_at_end() && depth > 0 {
        match at.kind() {
            T::End => depth -= 1,
            _ if opens_block(at, has_bodies) => depth += 1,
            _ => {}
        }
        at = at.advance();
    }
    at
}

fn opens_block(i: Tokens<'_>, has_bodies: bool) -> bool {
    match i.kind() {
        T::Match | T::When | T::While | T::Loop | T::Defer => i.peek().starts_line,
        T::If | T::For => i.peek().starts_line && !line_has_then(i),
        T::Name if i.peek().starts_line => match i.text() {
            "cell" | "async" | "pub" => has_bodies,
            "handle" | "state" | "on_enter" | "on_event" | "on_timeout" => true,
            _ => false,
        },
        _ => false,
    }
}

fn line_has_then(i: Tokens<'_>) -> bool {
    let mut at = i.advance();
    while !at.starts_line() {
        if at.at(T::Then) {
            return true;
        }
        at = at.advance();
    }
    false
}
