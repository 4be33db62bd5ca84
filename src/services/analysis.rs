//! One text, read and checked once.

use super::index::Index;
use super::probe::Probe;
use super::symbol::Globals;
use crate::check::{Checked, Show, Type, check};
use crate::diag::Diagnostic;
use crate::syntax::{Document, Lexed, Token, parse, tokens};
use crate::text::Span;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A text and what is known of it.
#[derive(Debug)]
pub struct Analysis {
    /// The whole document.
    pub source: String,
    /// Its parts.
    pub document: Document,
    /// What checking gave.
    pub checked: Checked,
    /// What is wrong or doubtful, in source order.
    pub diagnostics: Vec<Diagnostic>,
    lexed: OnceCell<Lexed>,
    index: OnceCell<Index>,
    /// The last place at which the text was completed.
    probe: RefCell<Option<(u32, Rc<Probe>)>>,
}

impl Analysis {
    /// Reads and checks a program or document.
    pub fn of(source: &str) -> Analysis {
        let parsed = parse(source);
        let document = parsed.document.clone();
        let (checked, diagnostics) = check(parsed);
        Analysis::new(source.to_owned(), document, checked, diagnostics)
    }

    /// What was found out elsewhere.
    pub(super) fn new(source: String, document: Document, checked: Checked, diagnostics: Vec<Diagnostic>) -> Analysis {
        Analysis {
            source,
            document,
            checked,
            diagnostics,
            lexed: OnceCell::new(),
            index: OnceCell::new(),
            probe: RefCell::new(None),
        }
    }

    /// The tokens and comments.
    pub(super) fn lexed(&self) -> &Lexed {
        self.lexed.get_or_init(|| tokens(&self.source, &self.document))
    }

    /// Every place at which a name stands.
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.checked, &self.globals()))
    }

    /// The names that are known everywhere.
    pub(super) fn globals(&self) -> Globals<'_> {
        Globals::of(&self.checked)
    }

    /// The text with a name put at the offset, read and checked.
    pub(super) fn probe(&self, offset: u32) -> Rc<Probe> {
        if let Some((at, probe)) = &*self.probe.borrow()
            && *at == offset
        {
            return probe.clone();
        }
        let probe = Rc::new(Probe::new(self, offset));
        *self.probe.borrow_mut() = Some((offset, probe.clone()));
        probe
    }

    /// Whether an offset lies in the program, not in the prose around it.
    pub(super) fn is_code(&self, offset: u32) -> bool {
        let at_end = offset as usize == self.source.len();
        let holds = |part: &Span| part.start <= offset && (offset < part.end || (at_end && offset == part.end));
        self.document.program(&self.source).iter().any(holds)
    }

    /// Whether an offset lies in a comment; right behind one still does.
    pub(super) fn is_comment(&self, offset: u32) -> bool {
        self.lexed().comments.iter().any(|span| span.start < offset && offset <= span.end)
    }

    /// The tokens before an offset and those behind it; one around it, or right before it, is the last before it.
    pub(super) fn split_tokens(&self, offset: u32) -> (&[Token], &[Token]) {
        let tokens = &self.lexed().tokens;
        tokens.split_at(tokens.partition_point(|token| token.start < offset))
    }

    /// The word at an offset, at which also counts what ends or begins there.
    pub(super) fn word_at(&self, offset: u32) -> Option<Token> {
        let (before, behind) = self.split_tokens(offset);
        let next = behind.first().filter(|token| token.start == offset && token.kind.is_word());
        next.or_else(|| before.last().filter(|token| offset <= token.end && token.kind.is_word())).copied()
    }

    /// The text of a place.
    pub(super) fn text(&self, span: Span) -> &str {
        span.text(&self.source)
    }

    /// A type as the program writes it.
    pub(super) fn show(&self, ty: &Type) -> String {
        Show(&self.checked, ty).to_string()
    }
}
