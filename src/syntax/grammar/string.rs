//! Strings with interpolations.
//!
//! - `string`: a string literal; a triple-quoted one loses the indentation that its lines have in common, the line
//!   break behind its opening quotes, and the one before closing quotes on a line of their own.
//!
//! A mistake inside an interpolation stays there: the lexer has found the closing brace.

use super::expr::expr;
use super::recover::report;
use super::{Parse, error_expr, expected, node};
use crate::diag::Diagnostic;
use crate::syntax::input::Tokens;
use crate::syntax::lexer::{Quote, decode_escape};
use crate::syntax::token::T;
use crate::syntax::tree::{Expr, ExprKind, Fragment, Name, StringLit};
use nom::{Err, Input};

/// A part of a string before its text is put together.
enum Piece<'a> {
    /// Source text; its line breaks and indentation count.
    Plain(&'a str),
    /// The character of an escape.
    Escaped(char),
    Interpolation(Box<Fragment>),
}

/// A string literal.
#[inline(never)]
pub(super) fn string(i: Tokens<'_>) -> Parse<'_, Expr> {
    if !i.at(T::StringStart) {
        return expected(i, "a string");
    }
    let quote = Quote::of_opening(i.text());
    let end = i.jump(i.peek().partner);
    let mut pieces = if i.peek().broken { Vec::new() } else { pieces(i.advance(), end)? };
    if quote.spans_lines() {
        strip_indentation(&mut pieces);
    }
    let mut fragments = fragments(pieces);
    if quote == Quote::Role {
        trim_end(&mut fragments);
    }
    let literal = StringLit { fragments, raw: quote.is_raw(), triple: quote.spans_lines() };
    let rest = end.advance();
    Ok((rest, node(i, rest, ExprKind::String(literal))))
}

fn pieces<'a>(mut i: Tokens<'a>, end: Tokens<'a>) -> Result<Vec<Piece<'a>>, Err<super::SyntaxError>> {
    let mut pieces = Vec::new();
    while i.index() < end.index() {
        match i.kind() {
            T::Escape => pieces.push(Piece::Escaped(decode_escape(i.text()).unwrap_or('\u{fffd}'))),
            T::InterpolationStart if !is_placeholder(i) => {
                let (rest, fragment) = interpolation(i)?;
                pieces.push(Piece::Interpolation(Box::new(fragment)));
                i = rest;
                continue;
            }
            _ => pieces.push(Piece::Plain(i.text())),
        }
        i = i.advance();
    }
    Ok(pieces)
}

/// Whether the braces are `{}` or `{:spec}`: the places that the builtin `format` fills, which are plain text here.
fn is_placeholder(i: Tokens<'_>) -> bool {
    let next = i.nth(1);
    next.start == i.peek().end && (next.kind == T::Spec || i.peek().partner == i.index() + 1)
}

/// `{e}` or `{e:spec}`.
fn interpolation(i: Tokens<'_>) -> Parse<'_, Fragment> {
    let len = i.peek().partner - i.index() - 1;
    let inner = i.advance().take(len as usize).inside_brackets();
    let rest = i.jump(i.peek().partner).advance();
    let value = match value(i, inner) {
        Ok((after, value)) => {
            let (after, spec) = opt_spec(after);
            leftover(after);
            return Ok((rest, Fragment::Interpolation { value, spec }));
        }
        Err(Err::Failure(error)) if error.problem == super::Problem::TooDeep => return Err(Err::Failure(error)),
        Err(Err::Error(error) | Err::Failure(error)) => {
            report(i.session, error);
            error_expr(inner)
        }
        Err(Err::Incomplete(_)) => error_expr(inner),
    };
    Ok((rest, Fragment::Interpolation { value, spec: None }))
}

fn value<'a>(i: Tokens<'a>, inner: Tokens<'a>) -> Parse<'a, Expr> {
    if !inner.is_at_end() {
        return expr(inner);
    }
    let span = i.span_to(i.advance().advance());
    let diagnostic = Diagnostic::error("empty-interpolation", span, "nothing stands between these braces");
    i.session.report(diagnostic.help("`{name}` puts a value into the text; write `\\{}` for braces").fix(
        "Write braces",
        span,
        "\\{}",
    ));
    Ok((inner, error_expr(i)))
}

fn opt_spec(i: Tokens<'_>) -> (Tokens<'_>, Option<Name>) {
    if !i.at(T::Spec) || i.is_at_end() {
        return (i, None);
    }
    let token = i.peek();
    let name = Name { text: i.text()[1..].to_owned(), span: i.session.span(token.start + 1, token.end) };
    (i.advance(), Some(name))
}

/// Complains about what is left in an interpolation behind its expression.
fn leftover(i: Tokens<'_>) {
    if !i.is_at_end() {
        let message = format!("`}}` should stand before `{}`", i.text());
        let help = "one expression stands between the braces, with `:` and a format behind it if you like: {price:.2}";
        i.session.report(Diagnostic::error("interpolation-leftover", i.here(), message).help(help));
    }
}

fn fragments(pieces: Vec<Piece<'_>>) -> Vec<Fragment> {
    let mut fragments = Vec::new();
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Plain(plain) => text.push_str(plain),
            Piece::Escaped(ch) => text.push(ch),
            Piece::Interpolation(fragment) => {
                if !text.is_empty() {
                    fragments.push(Fragment::Text(std::mem::take(&mut text)));
                }
                fragments.push(*fragment);
            }
        }
    }
    if !text.is_empty() {
        fragments.push(Fragment::Text(text));
    }
    fragments
}

/// A `role` line's text ends before trailing blank space.
fn trim_end(fragments: &mut Vec<Fragment>) {
    if let Some(Fragment::Text(text)) = fragments.last_mut() {
        text.truncate(text.trim_end().len());
        if text.is_empty() {
            fragments.pop();
        }
    }
}

/// Takes the layout out of a triple-quoted string.
fn strip_indentation(pieces: &mut Vec<Piece<'_>>) {
    let indent = common_indentation(pieces);
    if let Some(Piece::Plain(first)) = pieces.first_mut() {
        let line = first.trim_start_matches([' ', '\t', '\r']);
        if line.starts_with('\n') {
            *first = line;
        }
    }
    let opens_with_break = matches!(pieces.first(), Some(Piece::Plain(first)) if first.starts_with('\n'));
    let mut stripped = Vec::new();
    for (index, piece) in pieces.drain(..).enumerate() {
        match piece {
            Piece::Plain(plain) => strip_lines(plain, indent, index == 0 && opens_with_break, &mut stripped),
            other => stripped.push(other),
        }
    }
    strip_last_line(&mut stripped);
    *pieces = stripped;
}

/// The least indentation of the lines that have more than blank space, the first line left out.
fn common_indentation(pieces: &[Piece<'_>]) -> usize {
    let mut least = None;
    let mut indent: Option<usize> = None;
    let mut content = |indent: &mut Option<usize>| {
        if let Some(found) = indent.take() {
            least = Some(least.map_or(found, |least: usize| least.min(found)));
        }
    };
    for piece in pieces {
        let Piece::Plain(plain) = piece else {
            content(&mut indent);
            continue;
        };
        for ch in plain.chars() {
            match ch {
                '\n' => indent = Some(0),
                ' ' | '\t' | '\r' => indent = indent.map(|indent| indent + 1),
                _ => content(&mut indent),
            }
        }
    }
    least.unwrap_or(0)
}

fn strip_lines<'a>(plain: &'a str, indent: usize, drop_first_break: bool, stripped: &mut Vec<Piece<'a>>) {
    for (index, line) in plain.split('\n').enumerate() {
        if index == 0 {
            stripped.push(Piece::Plain(line));
            continue;
        }
        if let Some(Piece::Plain(before)) = stripped.last_mut() {
            *before = before.strip_suffix('\r').unwrap_or(before);
        }
        if !(drop_first_break && index == 1) {
            stripped.push(Piece::Plain("\n"));
        }
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        stripped.push(Piece::Plain(&line[blank.min(indent)..]));
    }
}

/// Closing quotes on a line of their own end the text before that line.
fn strip_last_line(pieces: &mut Vec<Piece<'_>>) {
    let is_blank = |piece: &Piece<'_>| matches!(piece, Piece::Plain(text) if text.trim_matches([' ', '\t']).is_empty());
    let last_break = pieces.iter().rposition(|piece| matches!(piece, Piece::Plain("\n")));
    if let Some(at) = last_break.filter(|&at| pieces[at + 1..].iter().all(is_blank)) {
        pieces.truncate(at);
    }
}
