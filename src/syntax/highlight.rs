//! Kinds of tokens for editors.
//!
//! Works on tokens alone, so that a program that does not parse keeps its colours. Only words that are not reserved need
//! a look at what stands around them; the grammar's own tests are used for that.

use super::document::Document;
use super::grammar::begins_form;
use super::input::Tokens;
use super::lexer;
use super::session::{Options, Session};
use super::token::T;
use crate::base::sort_by_key;
use crate::text::Span;

/// A piece of a document and how to show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The piece, without blank space around it.
    pub span: Span,
    /// What it is.
    pub kind: HighlightKind,
}

/// What a piece of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum HighlightKind {
    Keyword,
    Name,
    Type,
    Cell,
    Number,
    String,
    Escape,
    Comment,
    Operator,
    Punctuation,
    Directive,
    Prose,
    Constant,
}

impl HighlightKind {
    /// The word used towards editors.
    pub fn word(self) -> &'static str {
        match self {
            HighlightKind::Keyword => "keyword",
            HighlightKind::Name => "name",
            HighlightKind::Type => "type",
            HighlightKind::Cell => "cell",
            HighlightKind::Number => "number",
            HighlightKind::String => "string",
            HighlightKind::Escape => "escape",
            HighlightKind::Comment => "comment",
            HighlightKind::Operator => "operator",
            HighlightKind::Punctuation => "punctuation",
            HighlightKind::Directive => "directive",
            HighlightKind::Prose => "prose",
            HighlightKind::Constant => "constant",
        }
    }
}

/// The pieces of a document in source order, without overlaps; works on broken programs.
pub fn highlight(source: &str) -> Vec<Highlight> {
    let document = Document::of(source);
    let program = document.program(source);
    let lexed = lexer::tokenize(source, &program);
    let session = Session::new(source, &lexed, Options::default());
    let mut pieces = prose(source, &program);
    pieces.extend(lexed.comments.iter().map(|&span| Highlight { span, kind: HighlightKind::Comment }));
    let mut i = Tokens::first(&session);
    while !i.is_at_end() {
        let span = i.peek().span();
        if span.start < span.end {
            pieces.push(Highlight { span, kind: kind(i) });
        }
        i = i.advance();
    }
    sort_by_key(&mut pieces, |piece| piece.span);
    pieces
}

/// What stands outside the program, line by line.
fn prose(source: &str, program: &[Span]) -> Vec<Highlight> {
    let starts = std::iter::once(0).chain(program.iter().map(|part| part.end));
    let ends = program.iter().map(|part| part.start).chain(std::iter::once(source.len() as u32));
    starts.zip(ends).flat_map(|(start, end)| lines(source, Span::new(start, end))).collect()
}

fn lines(source: &str, part: Span) -> Vec<Highlight> {
    let mut at = part.start;
    let mut pieces = Vec::new();
    for line in part.text(source).split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len()) as u32;
        let end = at + line.trim_end().len() as u32;
        if start < end {
            pieces.push(Highlight { span: Span::new(start, end), kind: HighlightKind::Prose });
        }
        at += line.len() as u32;
    }
    pieces
}

fn kind(i: Tokens<'_>) -> HighlightKind {
    match i.kind() {
        T::Name => name_kind(i),
        T::Null | T::True | T::False => HighlightKind::Constant,
        kind if kind.is_reserved() => HighlightKind::Keyword,
        T::Int | T::Float => HighlightKind::Number,
        T::StringStart | T::Text | T::StringEnd | T::Bytes => HighlightKind::String,
        T::Escape | T::InterpolationStart | T::InterpolationEnd | T::Spec => HighlightKind::Escape,
        T::Directive | T::Label => HighlightKind::Directive,
        kind if (T::LeftParen..=T::Dot).contains(&kind) => HighlightKind::Punctuation,
        _ => HighlightKind::Operator,
    }
}

fn name_kind(i: Tokens<'_>) -> HighlightKind {
    let text = i.text();
    let next = i.advance();
    let behind_dot = i.previous().is_some_and(|token| matches!(token.kind, T::Dot | T::QuestionDot));
    let called = next.at(T::LeftParen) && next.touches_previous();
    let first = text.chars().next().unwrap_or('_');
    if !behind_dot && (begins_form(i) || is_word_here(i, text)) {
        HighlightKind::Keyword
    } else if next.at(T::LeftBracket) && matches!(text, "list" | "map" | "set" | "tuple" | "result") {
        HighlightKind::Type
    } else if first.is_uppercase() {
        let constant = text.len() > 1 && !text.contains(char::is_lowercase);
        if constant { HighlightKind::Constant } else { HighlightKind::Type }
    } else if called || previous_word(i) == Some("cell") {
        HighlightKind::Cell
    } else {
        HighlightKind::Name
    }
}

/// The text of the token before `i`, if it is a name or reserved word.
fn previous_word(i: Tokens<'_>) -> Option<&str> {
    i.previous().filter(|token| token.kind.is_word()).map(|token| i.session.text(token))
}

/// Whether a word that is not reserved belongs to the form around it.
fn is_word_here(i: Tokens<'_>, text: &str) -> bool {
    let next = i.nth(1);
    let goes_on = !next.starts_line;
    match text {
        "mut" => previous_word(i) == Some("let"),
        "tool" => previous_word(i) == Some("use"),
        "effect" => previous_word(i) == Some("bind"),
        "cell" => matches!(previous_word(i), Some("extern" | "async" | "pub" | "export")),
        "async" => matches!(previous_word(i), Some("pub" | "export")),
        "where" | "step" => goes_on && next.kind.starts_expr() && !i.starts_line(),
        "to" | "from" => goes_on && matches!(next.kind, T::Name | T::StringStart) && !i.starts_line(),
        "role" => goes_on && next.kind == T::Name && i.nth(2).kind == T::Colon,
        "emit" => i.starts_line() && goes_on && next.kind.starts_expr() && next.kind != T::LeftBracket,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> Vec<(&str, &str)> {
        highlight(source).into_iter().map(|piece| (piece.span.text(source), piece.kind.word())).collect()
    }

    #[test]
    fn words_get_their_kind_from_their_place() {
        let pieces = shown("let race = 1\nawait race\n  f(User)\nend\nasync cell go()\nend");
        let kinds = |text: &str| pieces.iter().filter(|piece| piece.0 == text).map(|piece| piece.1).collect::<Vec<_>>();
        assert_eq!(kinds("race"), ["name", "keyword"]);
        assert_eq!(kinds("f"), ["cell"]);
        assert_eq!(kinds("go"), ["cell"]);
        assert_eq!(kinds("cell"), ["keyword"]);
        assert_eq!(kinds("User"), ["type"]);
    }

    #[test]
    fn prose_and_code_are_told_apart_and_nothing_overlaps() {
        let source = "# Title\n```lumen\nlet x = \"a{y}\" # hi\n```\nbye";
        let pieces = shown(source);
        assert_eq!(pieces[0], ("# Title", "prose"));
        assert_eq!(pieces.last(), Some(&("bye", "prose")));
        assert!(pieces.contains(&("# hi", "comment")));
        assert!(highlight(source).windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }

    #[test]
    fn a_broken_program_keeps_its_colours() {
        let pieces = shown("if ) let \"open {x\nreturn 1");
        assert!(pieces.contains(&("return", "keyword")));
        assert!(pieces.contains(&("1", "number")));
    }
}
