//! The words for what is wrong with the text itself.

use super::{Lexer, Mode, Quote};
use crate::diag::Diagnostic;
use crate::syntax::token::T;
use crate::text::Span;

/// The most diagnostics that the lexer collects; chosen by feel, a person reads fewer.
const DIAGNOSTICS_MAX: usize = 100;

fn add(lexer: &mut Lexer<'_>, diagnostic: Diagnostic) {
    if lexer.diagnostics.len() < DIAGNOSTICS_MAX {
        lexer.diagnostics.push(diagnostic);
    }
}

/// The next `len` bytes.
fn ahead(lexer: &Lexer<'_>, len: usize) -> Span {
    Span::new(lexer.pos as u32, (lexer.pos + len) as u32)
}

pub(super) fn malformed_number(lexer: &mut Lexer<'_>, len: usize) {
    let text = &lexer.rest()[..len];
    let message = format!("`{text}` is not a number");
    add(lexer, Diagnostic::error("malformed-number", ahead(lexer, len), message).help(number_help(text)));
}

fn number_help(text: &str) -> String {
    let unit = text.trim_start_matches(|ch: char| ch.is_ascii_digit());
    let number = &text[..text.len() - unit.len()];
    if number != "0" && unit.chars().all(char::is_alphabetic) {
        return format!("a number has no unit: write `{number}`; a name cannot begin with a digit");
    }
    "numbers look like `42`, `1_000`, `0xFF`, `0b1010`, `3.14` or `1e10`".to_owned()
}

pub(super) fn foreign_operator(lexer: &mut Lexer<'_>, correct: T, wrong: &str) {
    let span = ahead(lexer, wrong.len());
    let right = match correct {
        T::And => "and",
        T::Or => "or",
        T::EqualEqual => "==",
        T::NotEqual => "!=",
        _ => "=",
    };
    let message = format!("Lumen writes `{right}`, not `{wrong}`");
    let fix = format!("Write `{right}`");
    add(lexer, Diagnostic::error("foreign-operator", span, message).fix(fix, span, right));
}

pub(super) fn foreign_comment(lexer: &mut Lexer<'_>, len: usize) {
    let (text, span) = (&lexer.rest()[..len], ahead(lexer, 2));
    let message = format!("a comment begins with `#`, not `{}`", &text[..2]);
    let diagnostic = Diagnostic::error("foreign-comment", span, message).help("it goes on to the end of its line");
    let behind = lexer.rest()[len..].trim_start_matches([' ', '\t', '\r']);
    let is_last = behind.is_empty() || behind.starts_with('\n');
    let diagnostic = match text.strip_suffix("*/") {
        Some(inner) if is_last && !text.contains('\n') => {
            let end = Span::new(span.start + inner.len() as u32, span.start + len as u32);
            diagnostic.fix_at("Write `#`", [(span, "#".to_owned()), (end, String::new())])
        }
        None if text.starts_with("//") => diagnostic.fix("Write `#`", span, "#"),
        _ => diagnostic,
    };
    add(lexer, diagnostic);
}

pub(super) fn unknown_characters(lexer: &mut Lexer<'_>, text: &str) {
    let span = ahead(lexer, text.len());
    let shown: String = text.chars().take(8).flat_map(char::escape_debug).collect();
    let diagnostic = Diagnostic::error("unknown-character", span, format!("`{shown}` means nothing in a program"));
    let diagnostic = match text.chars().next() {
        Some('“' | '”' | '„' | '‘' | '’' | '«' | '»') => {
            diagnostic.help("strings stand in straight double quotes: \"text\"")
        }
        Some('\'' | '`') => diagnostic.help("strings stand in double quotes: \"text\""),
        Some('$') => diagnostic.help("names have no `$`; inside a string, `{name}` puts a value in"),
        Some('\\') => {
            diagnostic.help("an expression goes on behind a line that ends in an operator; no `\\` is needed")
        }
        _ => diagnostic.help("names have letters, digits and `_`; any sign may stand in a text or a comment"),
    };
    add(lexer, diagnostic.fix("Remove it", span, ""));
}

pub(super) fn single_quotes(lexer: &mut Lexer<'_>, len: usize) {
    let span = ahead(lexer, len);
    let text = &lexer.rest()[1..len - 1];
    let fixed = format!("\"{}\"", text.replace('"', "\\\""));
    let diagnostic = Diagnostic::error("single-quotes", span, "strings stand in double quotes");
    add(lexer, diagnostic.fix("Use double quotes", span, fixed));
}

pub(super) fn unterminated_bytes(lexer: &mut Lexer<'_>) {
    let diagnostic = Diagnostic::error("unterminated-string", ahead(lexer, 2), "these bytes have no closing quote");
    add(lexer, diagnostic.help("bytes are pairs of hex digits on one line: b\"cafe\""));
}

pub(super) fn unknown_escape(lexer: &mut Lexer<'_>, text: &str) {
    let span = ahead(lexer, text.len());
    let help = "known are \\n \\t \\r \\0 \\\\ \\\" \\{ \\} \\xHH and \\u{HEX}; write \\\\ for a backslash, or a raw string r\"…\"";
    let diagnostic = Diagnostic::error("unknown-escape", span, format!("`{text}` is not an escape sequence"));
    add(lexer, diagnostic.help(help).fix("Write a backslash", span, format!("\\{text}")));
}

pub(super) fn too_deep(lexer: &mut Lexer<'_>) {
    let diagnostic = Diagnostic::error("too-deep", ahead(lexer, 1), "strings nest too deeply in interpolations");
    if lexer.diagnostics.iter().all(|earlier| earlier.code != "too-deep") {
        add(lexer, diagnostic.help("give the inner texts names first, with `let`"));
    }
}

/// The modes from `first` on, which a line break or the end of the text cut off: the first open brace is to blame, else
/// the string.
pub(super) fn unterminated(lexer: &mut Lexer<'_>, first: usize) {
    let open = &lexer.modes[first..];
    let brace = open.iter().find_map(|mode| match mode {
        Mode::Code { open, .. } => Some(*open),
        Mode::Text { .. } => None,
    });
    let Some(&Mode::Text { open: string, quote }) = open.first() else { return };
    let diagnostic = match brace {
        Some(brace) => unterminated_interpolation(lexer, span_of(lexer, brace), span_of(lexer, string)),
        None => unterminated_string(lexer, span_of(lexer, string), quote),
    };
    add(lexer, diagnostic);
}

fn span_of(lexer: &Lexer<'_>, token: u32) -> Span {
    lexer.tokens[token as usize].span()
}

fn unterminated_interpolation(lexer: &Lexer<'_>, brace: Span, string: Span) -> Diagnostic {
    let diagnostic = Diagnostic::error("unterminated-interpolation", brace, "this `{` is never closed")
        .label(string, "in the text that begins here")
        .help("`{name}` puts a value into the text; write `\\{` for a brace");
    let text = &lexer.source[brace.end as usize..];
    let name_len = text.find(|ch: char| !(ch.is_alphanumeric() || ch == '_')).unwrap_or(text.len());
    let diagnostic = match name_len {
        0 => diagnostic,
        len => diagnostic.fix("Add `}`", Span::at(brace.end + len as u32), "}"),
    };
    diagnostic.fix("Write a brace", brace, "\\{")
}

/// Where the quote of a text is missing that was cut off at the end of its line: before brackets that close the code around.
fn missing_quote(lexer: &Lexer<'_>, string: Span) -> Span {
    let text = &lexer.source[string.end as usize..lexer.pos];
    let inner = if text.contains(['(', '[']) { text } else { text.trim_end_matches([')', ']', ',', ';', ' ']) };
    Span::at(string.end + inner.len() as u32)
}

fn unterminated_string(lexer: &Lexer<'_>, string: Span, quote: Quote) -> Diagnostic {
    let end = if quote.spans_lines() { Span::at(lexer.pos as u32) } else { missing_quote(lexer, string) };
    let closing = if quote.spans_lines() { "\"\"\"" } else { "\"" };
    let diagnostic = Diagnostic::error("unterminated-string", string, "this string is never closed")
        .label(end, format!("`{closing}` is missing here at the latest"))
        .fix(format!("Add `{closing}`"), end, closing);
    if quote.spans_lines() {
        diagnostic
    } else {
        diagnostic.help("text over several lines stands between \"\"\" and \"\"\"")
    }
}
