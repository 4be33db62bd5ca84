//! Strings: how they open, what is in them, how they close.

use super::{Lexer, Mode, escapes, report, words};
use crate::syntax::token::T;

/// The ways to write a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quote {
    /// `"…"`, on one line, with escapes and interpolations.
    Plain,
    /// `"""…"""`, over lines, with escapes and interpolations.
    Triple,
    /// `r"…"`, on one line, as it stands.
    Raw,
    /// `r"""…"""`, over lines, as it stands.
    RawTriple,
    /// The text of a `role` line, up to its end, with escapes and interpolations.
    Role,
}

impl Quote {
    /// The kind of string that the opening quotes begin.
    pub fn of_opening(text: &str) -> Quote {
        match text {
            "" => Quote::Role,
            "\"\"\"" => Quote::Triple,
            "r\"" => Quote::Raw,
            "r\"\"\"" => Quote::RawTriple,
            _ => Quote::Plain,
        }
    }

    /// Whether a line break may stand in it.
    pub fn spans_lines(self) -> bool {
        matches!(self, Quote::Triple | Quote::RawTriple)
    }

    /// Whether backslashes and braces stand for themselves.
    pub fn is_raw(self) -> bool {
        matches!(self, Quote::Raw | Quote::RawTriple)
    }

    fn closing(self) -> &'static str {
        match self {
            Quote::Plain | Quote::Raw => "\"",
            Quote::Triple | Quote::RawTriple => "\"\"\"",
            Quote::Role => "\n",
        }
    }
}

impl Lexer<'_> {
    /// Opens a string at its quotes or prefix.
    pub(super) fn open_string(&mut self) {
        let rest = self.rest();
        let opening = ["\"\"\"", "r\"\"\"", "r\"", "\""].into_iter().find(|quotes| rest.starts_with(quotes));
        match opening {
            Some(quotes) => self.open_text(Quote::of_opening(quotes), quotes.len()),
            None if rest.starts_with('b') => self.bytes(),
            None => self.single_quotes(),
        }
    }

    fn open_text(&mut self, quote: Quote, len: usize) {
        let open = self.tokens.len() as u32;
        self.take(T::StringStart, len);
        self.modes.push(Mode::Text { open, quote });
    }

    /// `b"cafe"`: one token.
    fn bytes(&mut self) {
        let rest = self.rest();
        let len = 2 + rest[2..].find(['"', '\n']).unwrap_or(rest.len() - 2);
        if rest[len..].starts_with('"') {
            return self.take(T::Bytes, len + 1);
        }
        report::unterminated_bytes(self);
        self.take(T::Bytes, rest[..len].trim_end().len());
    }

    /// `'text'`: taken as a string, with a remark; a lone quote is an unknown character.
    fn single_quotes(&mut self) {
        let rest = &self.rest()[1..];
        let Some(len) = rest.find(['\'', '\n']).filter(|&len| rest[len..].starts_with('\'')) else {
            report::unknown_characters(self, "'");
            self.pos += 1;
            return;
        };
        report::single_quotes(self, len + 2);
        let open = self.tokens.len() as u32;
        self.take(T::StringStart, 1);
        self.take(T::Text, len);
        self.take(T::StringEnd, 1);
        self.pair(open, open + 2);
    }

    /// `role name: text`, behind the word `role`: the text is a string up to the end of the line.
    pub(super) fn role(&mut self) {
        let rest = self.rest();
        let name_at = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let Ok((after, name)) = words::word(&rest[name_at..]) else { return };
        let colon_at = rest.len() - after.trim_start_matches([' ', '\t']).len();
        if name_at == 0 || !rest[colon_at..].starts_with(':') {
            return;
        }
        self.pos += name_at;
        self.take(T::Name, name.len());
        self.pos += colon_at - name_at - name.len();
        self.take(T::Colon, 1);
        let blank = self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        self.pos += blank;
        self.open_text(Quote::Role, 0);
        if self.pos == self.end {
            self.close_all();
        }
    }

    /// A piece of a string: its end, an escape, an interpolation, or text up to the next of them.
    pub(super) fn text(&mut self, open: u32, quote: Quote) {
        let rest = self.rest();
        if rest.starts_with(quote.closing()) {
            return self.close_text(open, quote);
        }
        match rest.as_bytes()[0] {
            b'\n' if !quote.spans_lines() => self.newline(),
            b'\\' if !quote.is_raw() => self.escape(),
            b'{' if !quote.is_raw() => self.open_interpolation(),
            _ => self.take(T::Text, text_len(rest, quote)),
        }
    }

    fn close_text(&mut self, open: u32, quote: Quote) {
        let close = self.tokens.len() as u32;
        self.modes.pop();
        self.take(T::StringEnd, if quote == Quote::Role { 0 } else { quote.closing().len() });
        self.pair(open, close);
    }

    fn escape(&mut self) {
        let rest = self.rest();
        let len = escapes::escape(rest).map_or(1, |(_, text)| text.len());
        if rest[..len].ends_with('\n') {
            // A backslash before the line break: the text goes on as if it stood alone.
            report::unknown_escape(self, "\\");
            return self.take(T::Text, 1);
        }
        if escapes::decode_escape(&rest[..len]).is_none() {
            report::unknown_escape(self, &rest[..len]);
        }
        self.take(T::Escape, len);
    }

    fn open_interpolation(&mut self) {
        if self.modes.len() >= MODES_MAX {
            report::too_deep(self);
            return self.take(T::Text, 1);
        }
        let (open, outer) = (self.tokens.len() as u32, self.brackets.len());
        self.take(T::InterpolationStart, 1);
        self.modes.push(Mode::Code { open, outer, braces: 0 });
    }

    /// Whether the `}` at hand belongs to the interpolation and not to a brace inside it.
    pub(super) fn closes_interpolation(&self) -> bool {
        matches!(self.modes.last(), Some(Mode::Code { braces: 0, .. }))
    }

    pub(super) fn close_interpolation(&mut self) {
        let Some(Mode::Code { open, outer, .. }) = self.modes.pop() else { return };
        self.brackets.truncate(outer);
        self.take(T::InterpolationEnd, 1);
        self.pair(open, self.tokens.len() as u32 - 1);
    }

    /// Whether the `:` at hand begins a format spec: inside an interpolation, outside its brackets.
    pub(super) fn at_spec(&self) -> bool {
        matches!(self.modes.last(), Some(&Mode::Code { outer, .. }) if self.brackets.len() == outer)
            && spec_len(self.rest()).is_some()
    }

    pub(super) fn spec(&mut self) {
        let len = spec_len(self.rest()).unwrap_or(1);
        self.take(T::Spec, len);
    }

    /// Closes every string and interpolation at the end of the text.
    pub(super) fn close_all(&mut self) {
        if !self.modes.is_empty() {
            self.close_from(0);
        }
    }

    /// Closes the modes from `first` on, with a complaint unless they are a `role` line's text.
    pub(super) fn close_from(&mut self, first: usize) {
        let role_only = matches!(self.modes[first..], [Mode::Text { quote: Quote::Role, .. }]);
        if !role_only {
            report::unterminated(self, first);
        }
        while self.modes.len() > first {
            let close = self.tokens.len() as u32;
            let open = match self.modes.pop() {
                Some(Mode::Text { open, .. }) => self.close_broken(open, T::StringEnd, !role_only),
                Some(Mode::Code { open, outer, .. }) => {
                    self.brackets.truncate(outer);
                    self.close_broken(open, T::InterpolationEnd, true)
                }
                None => return,
            };
            self.pair(open, close);
        }
    }

    fn close_broken(&mut self, open: u32, kind: T, broken: bool) -> u32 {
        self.push(kind, self.pos as u32, self.pos as u32);
        self.tokens[open as usize].broken = broken;
        open
    }
}

/// How many strings and interpolations may be open at once; the grammar refuses such depth anyway.
const MODES_MAX: usize = 128;

/// The most bytes of a format spec; chosen by feel, the longest sensible one has about fifteen.
const SPEC_LEN_MAX: usize = 40;

/// The length of a format spec with its colon, if a `}` ends it.
fn spec_len(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let len = bytes.iter().take(SPEC_LEN_MAX).position(|byte| matches!(byte, b'}' | b'\n' | b'"'))?;
    (bytes[len] == b'}').then_some(len)
}

/// How far the text at hand goes; at least one character.
fn text_len(rest: &str, quote: Quote) -> usize {
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let ends = |byte: u8| match byte {
        b'"' => quote != Quote::Role,
        b'\\' | b'{' => !quote.is_raw(),
        b'\n' => !quote.spans_lines(),
        _ => false,
    };
    rest.bytes().skip(first).position(ends).map_or(rest.len(), |at| at + first)
}
