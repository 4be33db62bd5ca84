//! What one parse shares: the tokens, the source, fresh node ids, the diagnostics.

use super::lexer::Lexed;
use super::token::{T, Token};
use super::tree::NodeId;
use crate::base::SortedSet;
use crate::diag::Diagnostic;
use crate::text::Span;
use std::cell::{Cell, RefCell};

/// The most diagnostics that one parse collects; chosen by feel, a person reads fewer.
const DIAGNOSTICS_MAX: usize = 100;

/// How the tree is to be made.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    /// The first node id.
    pub first_node: u32,
    /// Whether all places are [`Span::NOWHERE`].
    pub nowhere: bool,
    /// Whether indentation helps to find out where an `end` is missing.
    pub layout: bool,
}

/// What all positions in one list of tokens share.
pub(crate) struct Session<'s> {
    /// The whole document.
    pub source: &'s str,
    pub lexed: &'s Lexed,
    options: Options,
    /// Names of forms for which the program has a cell of its own.
    own_cells: Vec<&'s str>,
    /// Names of forms that the program gives to something else.
    own_names: SortedSet<&'s str>,
    /// With `layout`: each token's line's indentation.
    indents: Vec<u32>,
    next_id: Cell<u32>,
    /// Height of what was parsed last in the place at hand, see `Tokens::enter`.
    pub height: Cell<u16>,
    structure_errors: Cell<u32>,
    stopped: Cell<bool>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'s> Session<'s> {
    /// The blanks before `at` in its line; nowhere if something else stands there, too.
    pub fn margin(&self, at: u32) -> Span {
        let before = &self.source[..at as usize];
        let line = before.trim_end_matches(' ');
        match line.ends_with('\n') {
            true => self.span(line.len() as u32, at),
            false => Span::NOWHERE,
        }
    }

    /// Begins to parse `lexed`, which was read from `source`.
    pub fn new(source: &'s str, lexed: &'s Lexed, options: Options) -> Session<'s> {
        Session {
            source,
            lexed,
            options,
            own_cells: own_cells(source, &lexed.tokens),
            own_names: own_names(source, &lexed.tokens),
            indents: if options.layout { indents(source, &lexed.tokens) } else { Vec::new() },
            next_id: Cell::new(options.first_node),
            height: Cell::new(0),
            structure_errors: Cell::new(0),
            stopped: Cell::new(false),
            diagnostics: RefCell::new(Vec::new()),
        }
    }

    /// A fresh node id.
    pub fn id(&self) -> NodeId {
        let id = self.next_id.get();
        self.next_id.set(id + 1);
        NodeId(id)
    }

    /// One more than the highest id so far.
    pub fn node_count(&self) -> u32 {
        self.next_id.get()
    }

    /// The comments of the program.
    pub fn comments(&self) -> &'s [Span] {
        &self.lexed.comments
    }

    /// Adds a diagnostic.
    pub fn report(&self, mut diagnostic: Diagnostic) {
        let mut diagnostics = self.diagnostics.borrow_mut();
        if self.options.nowhere {
            diagnostic.span = Span::NOWHERE;
        }
        if diagnostics.len() < DIAGNOSTICS_MAX && !self.stopped.get() {
            diagnostics.push(diagnostic);
        }
    }

    /// Adds a diagnostic about a missing or superfluous `end`.
    pub fn report_structure(&self, diagnostic: Diagnostic) {
        self.structure_errors.set(self.structure_errors.get() + 1);
        self.report(diagnostic);
    }

    /// Ends parsing: from now on nothing is left to read, and nothing more is reported.
    pub fn stop(&self) {
        self.stopped.set(true);
    }

    /// Whether a diagnostic with this code was given.
    pub fn has_reported(&self, code: &str) -> bool {
        self.diagnostics.borrow().iter().any(|diagnostic| diagnostic.code == code)
    }

    /// How many diagnostics were given.
    pub fn diagnostics_len(&self) -> usize {
        self.diagnostics.borrow().len()
    }

    /// Whether an `end` was missing or superfluous.
    pub fn has_structure_errors(&self) -> bool {
        self.structure_errors.get() > 0
    }

    /// The diagnostics, in the order in which they were found.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner()
    }

    /// Whether nothing more is to be read.
    pub fn is_stopped(&self) -> bool {
        self.stopped.get()
    }

    /// Whether the program declares a cell with the name of a composite form.
    pub fn has_own_cell(&self, name: &str) -> bool {
        self.own_cells.contains(&name)
    }

    /// Whether the program gives the name of a composite form to something of its own.
    pub fn has_own_name(&self, name: &str) -> bool {
        self.own_names.contains(name)
    }

    /// The token at `index`.
    pub fn token(&self, index: u32) -> Token {
        self.lexed.tokens[index as usize]
    }

    /// The text of a token.
    pub fn text(&self, token: Token) -> &'s str {
        &self.source[token.start as usize..token.end as usize]
    }

    /// A place in the tree.
    pub fn span(&self, start: u32, end: u32) -> Span {
        if self.options.nowhere { Span::NOWHERE } else { Span::new(start, end.max(start)) }
    }

    /// The indentation of the line of the token at `index`, if indentation is looked at.
    pub fn indent(&self, index: u32) -> Option<u32> {
        self.indents.get(index as usize).copied()
    }
}

/// The names of the forms that begin with a word that is not reserved.
const FORMS: [&str; 8] = ["race", "vote", "select", "parallel", "timeout", "spawn", "halt", "emit"];

/// The forms' names that stand behind the word `cell`.
fn own_cells<'s>(source: &'s str, tokens: &[Token]) -> Vec<&'s str> {
    let text = |token: Token| &source[token.start as usize..token.end as usize];
    let declares = |pair: &&[Token]| pair.iter().all(|token| token.kind == T::Name) && text(pair[0]) == "cell";
    tokens.windows(2).filter(declares).map(|pair| text(pair[1])).filter(|name| FORMS.contains(name)).collect()
}

/// The forms' names that something is bound to: behind `let`, or before `=` or `:`.
fn own_names<'s>(source: &'s str, tokens: &[Token]) -> SortedSet<&'s str> {
    let name =
        |token: Token| Some(&source[token.start as usize..token.end as usize]).filter(|text| FORMS.contains(text));
    let bound = |pair: &[Token]| match (pair[0].kind, pair[1].kind) {
        (T::Let, T::Name) => name(pair[1]),
        (T::Name, T::Equal | T::Colon) => name(pair[0]),
        _ => None,
    };
    tokens.windows(2).filter_map(bound).collect()
}

/// For each token, how far its line is indented, in characters.
fn indents(source: &str, tokens: &[Token]) -> Vec<u32> {
    let mut indent = 0;
    let mut result = Vec::with_capacity(tokens.len());
    for token in tokens {
        if token.starts_line {
            let before = &source[..token.start as usize];
            indent = (before.len() - before.trim_end_matches([' ', '\t']).len()) as u32;
        }
        result.push(indent);
    }
    result
}
