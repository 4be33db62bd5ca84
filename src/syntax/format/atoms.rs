//! What is laid out.

use crate::syntax::lexer::Lexed;
use crate::syntax::token::{T, Token};
use crate::text::Span;

/// Number of an atom.
pub(super) type AtomIndex = usize;

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One token; a string is one with [`T::StringStart`].
    Token(T),
    /// What stands between two parts of the program: Markdown. It begins and ends at the start of a line.
    Border,
}

/// A piece of text that is never broken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub kind: Kind,
    /// Its place in the source.
    pub span: Span,
    /// Whether it was the first on its line.
    pub starts_line: bool,
    /// Whether what stood behind it, a separator too, began a line.
    pub ends_line: bool,
    /// Index of its first token.
    token: u32,
}

/// The atoms of a text, and what they were made of.
pub(super) struct Atoms<'s> {
    pub source: &'s str,
    /// A border before, between and behind the parts, and the tokens between them.
    pub all: Vec<Atom>,
    lexed: &'s Lexed,
}

impl<'s> Atoms<'s> {
    /// The atoms of the `parts` of `source`, which were read as `lexed`.
    pub fn of(source: &'s str, parts: &[Span], lexed: &'s Lexed) -> Atoms<'s> {
        let mut atoms = Atoms { source, all: Vec::with_capacity(lexed.tokens.len()), lexed };
        let (mut token, mut end) = (0, 0);
        for part in parts {
            atoms.border(Span::new(end, part.start));
            end = part.end;
            token = atoms.part(token, end);
        }
        atoms.border(Span::new(end, source.len() as u32));
        atoms
    }

    fn border(&mut self, span: Span) {
        self.all.push(Atom { kind: Kind::Border, span, starts_line: true, ends_line: true, token: 0 });
    }

    /// The atoms of the tokens from `token` to the end of a part; the index of the token behind it.
    fn part(&mut self, mut token: usize, end: u32) -> usize {
        let tokens = &self.lexed.tokens;
        // Commas outside of brackets separate members, as line breaks do.
        let mut depth = 0;
        while tokens[token].kind != T::EndOfInput && tokens[token].start < end {
            let first = tokens[token];
            let last = if first.kind == T::StringStart { first.partner as usize } else { token };
            match first.kind {
                T::LeftParen | T::LeftBracket | T::LeftBrace | T::QuestionBracket => depth += 1,
                T::RightParen | T::RightBracket | T::RightBrace => depth -= 1,
                _ => {}
            }
            if !self.is_dropped(token, depth) {
                let span = Span::new(first.start, tokens[last].end);
                let ends_line = tokens[last + 1].starts_line;
                let kind = Kind::Token(first.kind);
                self.all.push(Atom { kind, span, starts_line: first.starts_line, ends_line, token: token as u32 });
            }
            token = last + 1;
        }
        token
    }

    /// Whether a token is a separator that a line break or a closing bracket makes superfluous.
    fn is_dropped(&self, token: usize, depth: i32) -> bool {
        let next = self.lexed.tokens[token + 1].kind;
        match self.lexed.tokens[token].kind {
            T::Semicolon => true,
            T::Comma => depth == 0 || matches!(next, T::RightParen | T::RightBracket | T::RightBrace),
            _ => false,
        }
    }

    /// The text of an atom as it is written: without the blank space that ends a `role` line.
    pub fn text(&self, index: AtomIndex) -> &'s str {
        let Atom { kind, span, .. } = self.all[index];
        let text = span.text(self.source);
        match kind {
            Kind::Token(T::StringStart) if !text.ends_with('"') => text.trim_end_matches([' ', '\t', '\r']),
            _ => text,
        }
    }

    /// The kind of token that an atom is; [`T::EndOfInput`] for a border.
    pub fn kind(&self, index: AtomIndex) -> T {
        match self.all.get(index).map(|atom| atom.kind) {
            Some(Kind::Token(kind)) => kind,
            _ => T::EndOfInput,
        }
    }

    /// The first atom that begins at `offset` or behind it.
    pub fn at(&self, offset: u32) -> AtomIndex {
        self.all
            .partition_point(|atom| atom.span.start < offset || atom.kind == Kind::Border && atom.span.start == offset)
    }

    /// The last atom that begins before `offset`.
    pub fn before(&self, offset: u32) -> AtomIndex {
        self.all.partition_point(|atom| atom.span.start < offset).saturating_sub(1)
    }

    /// The bracket that closes the bracket `open`.
    pub fn closer(&self, open: AtomIndex) -> Option<AtomIndex> {
        if self.kind(open) == T::StringStart {
            return None;
        }
        let partner = self.lexed.tokens[self.all[open].token as usize].partner;
        (partner != Token::ALONE).then(|| self.at(self.lexed.tokens[partner as usize].start))
    }

    /// The comments that are not part of an atom, in order.
    pub fn comments(&self) -> &'s [Span] {
        &self.lexed.comments
    }
}
