//! The border at which a production's failure becomes a diagnostic, and going on behind it.
//!
//! - `report`: the words for a [`SyntaxError`].
//! - `skip_line`: the start of the next line at or behind the place of a mistake.
//! - `finish_line`: a statement ends with its line; anything else there is reported and skipped.
//! - `header`: a production on the first line of a block; if it fails, the block's body is still read.

use super::{Parse, foreign};
use crate::diag::Diagnostic;
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::input::Tokens;
use crate::syntax::session::Session;
use crate::syntax::token::{T, Token};
use crate::text::Span;
use nom::Err;

/// Turns a failure into a diagnostic.
pub(super) fn report(session: &Session<'_>, error: SyntaxError) {
    let token = session.token(error.at);
    let span = token.span();
    let diagnostic = match error.problem {
        Problem::TooDeep => {
            session.report(too_deep(token));
            return session.stop();
        }
        // An unterminated string has swallowed the closer, and was reported.
        Problem::Unclosed { opener, .. } if (opener..error.at).any(|index| session.token(index).broken) => return,
        Problem::Unclosed { opener, closer } => unclosed(session, error.at, session.token(opener), closer),
        Problem::Reserved => {
            let word = session.text(token);
            let message = format!("`{word}` is a word of the language and cannot be a name");
            Diagnostic::error("reserved-word", span, message)
                .help(format!("choose another name, for example `{word}_`"))
                .fix("Add an underscore", span, format!("{word}_"))
        }
        Problem::Expected(_) if foreign::is_behind_slashes(session, error.at) => {
            foreign::comment(session.token(error.at - 1))
        }
        Problem::Expected(what) if missing_at_line_end(token) => missing(session, error.at, what, error.production),
        Problem::Expected(what) => expected(session, error.at, what, error.production),
        Problem::Unmatched => expected(session, error.at, "something else", error.production),
    };
    session.report(diagnostic);
}

fn too_deep(token: Token) -> Diagnostic {
    Diagnostic::error("too-deep", token.span(), "the program nests too deeply here")
        .help("give inner parts names with `let`, or move them into cells; nothing behind this place was read")
}

fn unclosed(session: &Session<'_>, at: u32, opener: Token, closer: &str) -> Diagnostic {
    let (found, before) = (session.token(at), session.token(at.saturating_sub(1)));
    let open = session.text(opener);
    if found.starts_line || found.kind == T::EndOfInput {
        return Diagnostic::error("unclosed-bracket", opener.span(), format!("this `{open}` is never closed"))
            .label(found.span(), format!("`{closer}` should stand before this"))
            .help(format!("add the missing `{closer}`, or a `,` if the list goes on"))
            .fix(format!("Add `{closer}`"), Span::at(before.end), closer);
    }
    let message = format!("`,` or `{closer}` should stand before {}", describe(session, found));
    let diagnostic = Diagnostic::error("unclosed-bracket", found.span(), message)
        .label(opener.span(), format!("in the `{open}` that opens here"));
    // `int a` is another language's parameter and needs more than a comma.
    let is_pair =
        found.kind == T::Name && before.kind == T::Name && session.text(before).starts_with(char::is_lowercase);
    if is_pair || !found.kind.starts_expr() {
        return diagnostic.help("a parameter is written `name: Type`, and a comma stands between two of a list");
    }
    diagnostic.fix("Insert `,`", Span::at(before.end), ",")
}

/// Whether what is expected is missing at the end of the line before `found`.
fn missing_at_line_end(found: Token) -> bool {
    found.kind == T::EndOfInput || (found.starts_line && !found.kind.wants_more())
}

/// Something is missing behind the token before the one at `at`.
fn missing(session: &Session<'_>, at: u32, what: &str, production: &str) -> Diagnostic {
    let before = session.token(at.saturating_sub(1));
    let verb = if what.contains(" and ") { "are" } else { "is" };
    let message = format!("{what} {verb} missing behind this{}", in_production(production));
    let help = match before.kind {
        T::PlusPlus => "`++` joins two values; to add one, write `x += 1`",
        _ => "complete the line, or remove what is not wanted",
    };
    let diagnostic = Diagnostic::error(code(what), before.span(), message)
        .label(session.token(at).span(), format!("before {}", describe(session, session.token(at))))
        .help(help);
    foreign::insertion(session, at, what, diagnostic)
}

fn in_production(production: &str) -> String {
    if production.is_empty() { String::new() } else { format!(" in {production}") }
}

fn code(what: &str) -> &'static str {
    match what {
        "an expression" => "expected-expression",
        "a pattern" => "expected-pattern",
        "a type" => "expected-type",
        "a name" => "expected-name",
        _ => "expected-token",
    }
}

fn expected(session: &Session<'_>, at: u32, what: &str, production: &str) -> Diagnostic {
    let found = session.token(at);
    let place = in_production(production);
    let message = format!("{what} should stand here{place}, not {}", describe(session, found));
    let diagnostic = Diagnostic::error(code(what), found.span(), message);
    foreign::insertion(session, at, what, foreign::advise(session, found, what, diagnostic))
}

/// A token in words.
pub(super) fn describe(session: &Session<'_>, token: Token) -> String {
    match token.kind {
        T::EndOfInput => "the end of the program".to_owned(),
        T::StringStart | T::Text | T::Escape => "a text".to_owned(),
        T::StringEnd | T::InterpolationEnd => "the end of the text".to_owned(),
        T::Spec => "a format".to_owned(),
        _ if token.starts_line => format!("a new line with `{}`", session.text(token)),
        _ => format!("`{}`", session.text(token)),
    }
}

/// The start of the next line at or behind token `at`, and always behind the token at `i`.
pub(super) fn skip_line(i: Tokens<'_>, at: u32) -> Tokens<'_> {
    let mut rest = i.jump(at.max(i.index() + 1));
    while !rest.starts_line() {
        rest = rest.advance();
    }
    rest
}

/// Reports a failure and goes on at the next line.
pub(super) fn recover<'a>(i: Tokens<'a>, error: Err<SyntaxError>) -> Tokens<'a> {
    let (Err::Error(error) | Err::Failure(error)) = error else { return skip_line(i, i.index()) };
    let at = error.at;
    report(i.session, error);
    skip_line(i, at)
}

/// Whether a statement may end at `i`: at the end of its line, or before what closes the block around it.
pub(super) fn is_line_end(i: Tokens<'_>) -> bool {
    use T::*;
    i.starts_line() || matches!(i.kind(), End | Else | Semicolon | RightParen | RightBracket | RightBrace | Comma)
}

/// The position behind a statement that began at `i` and was read up to `rest`.
pub(super) fn finish_line<'a>(i: Tokens<'a>, rest: Tokens<'a>) -> Tokens<'a> {
    if is_line_end(rest) {
        return rest;
    }
    i.session.report(foreign::leftover(i, rest));
    skip_line(rest, rest.index())
}

/// The brace that ends the line before `i`, if one does: it opens the block, as in other languages.
fn back_to_brace(i: Tokens<'_>) -> Tokens<'_> {
    if i.previous().is_some_and(|token| token.kind == T::LeftBrace) { i.retreat() } else { i }
}

/// A production on the first line of a block; on failure `otherwise`, and the next line.
pub(super) fn header<'a, O>(
    i: Tokens<'a>,
    production: impl FnOnce(Tokens<'a>) -> Parse<'a, O>,
    otherwise: impl FnOnce(Tokens<'a>) -> O,
) -> (Tokens<'a>, O) {
    // A form in the header of a form takes as much of the stack as one in its block.
    let read = i.inside_header().enter(3).and_then(|(inner, level)| {
        let (rest, found) = production(inner)?;
        inner.leave(level);
        Ok((rest, found))
    });
    match read {
        Ok((rest, found)) => (rest.back_in(i), found),
        Err(error) => {
            let (Err::Error(error) | Err::Failure(error)) = error else { return (i, otherwise(i)) };
            let at = error.at;
            report(i.session, error);
            // Nothing may be left of the header: an empty one ends where the next line begins.
            let rest = if i.starts_line() { i } else { back_to_brace(skip_line(i, at)) };
            (rest, otherwise(i))
        }
    }
}
