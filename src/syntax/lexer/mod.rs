//! From text to tokens.
//!
//! The lexemes are small nom productions over `&str` (`words`, `numbers`, `operators`, `strings`); this file
//! holds the loop around them and the two things that a single lexeme cannot know: whether the text at hand is code
//! or the inside of a string, and which bracket belongs to which. Nesting of strings and interpolations is a stack of
//! [`Mode`]s, so depth costs no host stack. Every string and interpolation that is opened is closed in the token
//! list, whatever the source says; the grammar relies on that.

mod escapes;
mod numbers;
mod operators;
mod report;
mod strings;
mod words;

pub(crate) use escapes::decode_escape;
pub(crate) use strings::Quote;

use super::token::{T, Token};
use crate::diag::Diagnostic;
use crate::text::Span;
use nom::IResult;

/// A lexeme's production: the rest of the text and what was read.
type Lexeme<'s, O> = IResult<&'s str, O, ()>;

/// The tokens of a program.
#[derive(Debug)]
pub struct Lexed {
    /// All tokens, closed by one [`T::EndOfInput`].
    pub tokens: Vec<Token>,
    /// All comments, `#` included, in order.
    pub comments: Vec<Span>,
    /// What is wrong with the text itself.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the text at hand is.
#[derive(Clone, Copy, Debug)]
enum Mode {
    /// The inside of a string whose opening quotes are token `open`.
    Text { open: u32, quote: Quote },
    /// Code inside an interpolation whose `{` is token `open`.
    Code {
        open: u32,
        /// Brackets that were open before it.
        outer: usize,
        /// Braces opened inside it.
        braces: u32,
    },
}

/// Reads the parts of `source` that are the program, one after the other, into one list of tokens.
pub(crate) fn tokenize(source: &str, parts: &[Span]) -> Lexed {
    let mut lexer = Lexer::new(source);
    for &part in parts {
        lexer.part(part);
    }
    let end = parts.last().map_or(0, |part| part.end);
    lexer.starts_line = true;
    lexer.push(T::EndOfInput, end, end);
    Lexed { tokens: lexer.tokens, comments: lexer.comments, diagnostics: lexer.diagnostics }
}

struct Lexer<'s> {
    source: &'s str,
    /// Offset behind the part that is being read.
    end: usize,
    pos: usize,
    starts_line: bool,
    tokens: Vec<Token>,
    comments: Vec<Span>,
    diagnostics: Vec<Diagnostic>,
    modes: Vec<Mode>,
    /// Open brackets, as indexes of their tokens.
    brackets: Vec<u32>,
}

impl<'s> Lexer<'s> {
    fn new(source: &'s str) -> Lexer<'s> {
        let tokens = Vec::with_capacity(source.len() / 4 + 1);
        let (comments, diagnostics, modes, brackets) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Lexer { source, end: 0, pos: 0, starts_line: true, tokens, comments, diagnostics, modes, brackets }
    }

    fn part(&mut self, part: Span) {
        self.pos = part.start as usize;
        self.end = part.end as usize;
        self.starts_line = true;
        while self.pos < self.end {
            match self.modes.last() {
                Some(&Mode::Text { open, quote }) => self.text(open, quote),
                _ => self.code(),
            }
        }
        self.close_all();
        self.brackets.clear();
    }

    fn rest(&self) -> &'s str {
        &self.source[self.pos..self.end]
    }

    /// Takes the next `len` bytes as a token.
    fn take(&mut self, kind: T, len: usize) {
        let start = self.pos;
        self.pos += len;
        self.push(kind, start as u32, self.pos as u32);
    }

    fn push(&mut self, kind: T, start: u32, end: u32) {
        let starts_line = std::mem::take(&mut self.starts_line);
        self.tokens.push(Token { kind, starts_line, broken: false, start, end, partner: Token::ALONE });
    }

    /// Makes two tokens partners.
    fn pair(&mut self, open: u32, close: u32) {
        self.tokens[open as usize].partner = close;
        self.tokens[close as usize].partner = open;
    }

    /// One lexeme of code.
    fn code(&mut self) {
        match self.source.as_bytes()[self.pos] {
            b' ' | b'\t' | b'\r' => self.blank(),
            b'\n' => self.newline(),
            b'#' => self.comment(),
            b'"' | b'\'' => self.open_string(),
            b'0'..=b'9' => self.number(),
            b'@' => self.at_sign(),
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            b':' if self.at_spec() => self.spec(),
            b'/' if self.at_foreign_comment() => self.foreign_comment(),
            b'}' if self.closes_interpolation() => self.close_interpolation(),
            _ => self.punctuation(),
        }
    }

    fn blank(&mut self) {
        let rest = &self.source.as_bytes()[self.pos..self.end];
        self.pos += rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).unwrap_or(rest.len());
    }

    /// A line break inside an interpolation of a one-line string ends that string.
    fn newline(&mut self) {
        let one_line = |mode: &Mode| matches!(mode, Mode::Text { quote, .. } if !quote.spans_lines());
        if let Some(first) = self.modes.iter().position(one_line) {
            self.close_from(first);
        }
        self.pos += 1;
        self.starts_line = true;
    }

    fn comment(&mut self) {
        let len = self.rest().find('\n').unwrap_or(self.rest().len());
        let text = self.rest()[..len].trim_end();
        self.comments.push(Span::new(self.pos as u32, (self.pos + text.len()) as u32));
        self.pos += len;
    }

    /// `/*`, or `//` where no division can stand.
    fn at_foreign_comment(&self) -> bool {
        let begins_statement = self.starts_line && self.brackets.is_empty() && self.modes.is_empty();
        self.rest().starts_with("/*") || (begins_statement && self.rest().starts_with("//"))
    }

    fn foreign_comment(&mut self) {
        let rest = self.rest();
        let line = rest.find('\n').unwrap_or(rest.len());
        let len = if rest.starts_with("//") { line } else { rest.find("*/").map_or(line, |at| at + 2) };
        report::foreign_comment(self, len);
        self.pos += len;
    }

    fn word(&mut self) {
        let rest = self.rest();
        let (after, word) = words::word(rest).unwrap_or((rest, ""));
        if matches!(word, "r" | "b") && after.starts_with('"') {
            return self.open_string();
        }
        let at_line_start = self.starts_line && self.modes.is_empty();
        self.take(T::of_word(word), word.len());
        if word == "role" && at_line_start {
            self.role();
        }
    }

    fn number(&mut self) {
        let rest = self.rest();
        let behind_dot = self
            .tokens
            .last()
            .is_some_and(|token| matches!(token.kind, T::Dot | T::QuestionDot) && token.end as usize == self.pos);
        let number = if behind_dot { numbers::digits(rest) } else { numbers::number(rest) };
        let (after, kind) = number.unwrap_or((&rest[1..], T::Int));
        let len = rest.len() - after.len();
        let tail = words::word_tail(after).map_or(0, |(_, tail)| tail.len());
        if tail > 0 {
            report::malformed_number(self, len + tail);
        }
        self.take(kind, len + tail);
    }

    /// A directive at the start of a line, a label elsewhere.
    fn at_sign(&mut self) {
        let rest = self.rest();
        let Ok((_, name)) = words::word(&rest[1..]) else { return self.punctuation() };
        if self.starts_line && self.modes.is_empty() {
            let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
            let text = line.split('#').next().unwrap_or(line).trim_end();
            self.take(T::Directive, text.len());
        } else {
            self.take(T::Label, 1 + name.len());
        }
    }

    fn punctuation(&mut self) {
        let rest = self.rest();
        if let Some((correct, wrong)) = operators::foreign_operator(rest) {
            report::foreign_operator(self, correct, wrong);
            return self.take(correct, wrong.len());
        }
        match operators::operator(rest) {
            Ok((after, kind)) => {
                self.take(kind, rest.len() - after.len());
                self.bracket(kind);
            }
            Err(_) => self.other(),
        }
    }

    /// Keeps the books on brackets.
    fn bracket(&mut self, kind: T) {
        let at = self.tokens.len() as u32 - 1;
        let opener = match kind {
            T::LeftParen | T::LeftBracket | T::LeftBrace | T::QuestionBracket => {
                self.count_brace(kind, 1);
                return self.brackets.push(at);
            }
            T::RightParen => T::LeftParen,
            T::RightBracket => T::LeftBracket,
            T::RightBrace => T::LeftBrace,
            _ => return,
        };
        self.count_brace(kind, -1);
        let Some(&open) = self.brackets.last() else { return };
        let found = self.tokens[open as usize].kind;
        if found == opener || (found == T::QuestionBracket && opener == T::LeftBracket) {
            self.brackets.pop();
            self.pair(open, at);
        }
    }

    fn count_brace(&mut self, kind: T, change: i32) {
        if let (T::LeftBrace | T::RightBrace, Some(Mode::Code { braces, .. })) = (kind, self.modes.last_mut()) {
            *braces = braces.saturating_add_signed(change);
        }
    }

    /// A word in another script, blank space that is not ASCII, or characters without meaning.
    fn other(&mut self) {
        let rest = self.rest();
        if let Ok((_, word)) = words::word(rest) {
            return self.take(T::Name, word.len());
        }
        let blank = rest.len() - rest.trim_start_matches(words::is_blank).len();
        if blank > 0 {
            self.pos += blank;
            return;
        }
        let unknown = words::unknown_run(rest);
        report::unknown_characters(self, unknown);
        self.pos += unknown.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str) -> Vec<T> {
        tokenize(source, &[Span::new(0, source.len() as u32)]).tokens.iter().map(|token| token.kind).collect()
    }

    #[test]
    fn numbers_and_ranges_are_told_apart() {
        assert_eq!(kinds("1..5"), [T::Int, T::DotDot, T::Int, T::EndOfInput]);
        assert_eq!(kinds("1.5e3 t.0.1"), [T::Float, T::Name, T::Dot, T::Int, T::Dot, T::Int, T::EndOfInput]);
    }

    #[test]
    fn strings_nest_through_interpolations() {
        use T::*;
        let expected = [StringStart, Text, InterpolationStart, Name, LeftParen, StringStart, Text, StringEnd];
        let found = kinds(r#""a {f("b")} c""#);
        assert_eq!(found[..8], expected);
        assert_eq!(found[8..], [RightParen, InterpolationEnd, Text, StringEnd, EndOfInput]);
    }

    #[test]
    fn a_spec_stands_behind_a_colon_outside_brackets() {
        use T::*;
        assert_eq!(kinds(r#""{x:>8.2}""#)[2..5], [Name, Spec, InterpolationEnd]);
        assert_eq!(kinds(r#""{f(a: 1)}""#)[4..7], [Name, Colon, Int]);
    }

    #[test]
    fn whatever_is_opened_is_closed() {
        use T::*;
        for source in ["\"abc", "\"a {b", "\"a {f(\"b\n", "\"\"\"a {\"b {c", "role x: {a"] {
            let tokens = kinds(source);
            let count = |kind| tokens.iter().filter(|&&found| found == kind).count();
            assert_eq!(count(StringStart), count(StringEnd), "{source}");
            assert_eq!(count(InterpolationStart), count(InterpolationEnd), "{source}");
        }
    }

    #[test]
    fn a_role_line_is_text_up_to_its_end() {
        use T::*;
        let expected =
            [Name, Name, Colon, StringStart, Text, InterpolationStart, Name, InterpolationEnd, Text, StringEnd, Name];
        assert_eq!(kinds("role user: say {x} # not a comment\nnext")[..11], expected);
    }
}
