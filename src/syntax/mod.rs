//! From text to tree: tokens, the grammar, the formatter.
//!
//! [`parse`] never fails: it gives the tree it could read and the diagnostics of what it could not. Knows nothing of names' meaning.

mod document;
mod error;
mod format;
mod grammar;
mod highlight;
mod input;
mod lexer;
mod session;
mod token;
pub mod tree;
pub mod walk;

pub use document::{Document, FencedBlock};
pub use format::format;
pub use highlight::{Highlight, HighlightKind, highlight};
pub use lexer::Lexed;
pub use token::{T, Token};

use crate::diag::{Diagnostic, sort_by_place};
use crate::text::Span;
use input::Tokens;
use session::{Options, Session};
use tree::{Param, Tree, TypeExpr};

/// What [`parse`] gives.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The program, as far as it could be read.
    pub tree: Tree,
    /// What could not be read and why, in source order.
    pub diagnostics: Vec<Diagnostic>,
    /// The parts of the document.
    pub document: Document,
}

/// Reads a whole document or a plain program. All spans are byte offsets into `source`.
pub fn parse(source: &str) -> Parsed {
    let document = Document::of(source);
    if let Some(refusal) = refuse(source) {
        return Parsed { document, diagnostics: vec![refusal], tree: Tree::default() };
    }
    let mut lexed = lexer::tokenize(source, &document.program(source));
    let mut diagnostics = document.diagnostics();
    diagnostics.append(&mut lexed.diagnostics);
    let (tree, mut found) = read(source, &lexed, Options::default());
    diagnostics.append(&mut found);
    sort_by_place(&mut diagnostics);
    Parsed { tree, diagnostics, document }
}

/// The tokens and comments of a document's program.
pub fn tokens(source: &str, document: &Document) -> Lexed {
    lexer::tokenize(source, &document.program(source))
}

/// Reads code that no user wrote: all spans are [`Span::NOWHERE`], and node ids begin at `first_node`.
pub fn parse_prelude(source: &str, first_node: u32) -> Parsed {
    let lexed = lexer::tokenize(source, &[Span::new(0, source.len() as u32)]);
    let mut diagnostics = lexed.diagnostics.clone();
    let (tree, mut found) = read(source, &lexed, Options { first_node, nowhere: true, layout: false });
    diagnostics.append(&mut found);
    Parsed { tree, diagnostics, document: Document::default() }
}

/// The tree of a program; if an `end` is missing or superfluous, the program is read again with an eye on indentation.
fn read(source: &str, lexed: &Lexed, options: Options) -> (Tree, Vec<Diagnostic>) {
    let session = Session::new(source, lexed, options);
    let tree = grammar::program(Tokens::first(&session));
    if session.has_structure_errors() && !options.layout {
        return read(source, lexed, Options { layout: true, ..options });
    }
    (tree, session.into_diagnostics())
}

/// The longest source that is read, in bytes; far more than anybody types, and read within a second.
const SOURCE_LEN_MAX: usize = 4 << 20;

/// The reason not to read a text at all.
fn refuse(source: &str) -> Option<Diagnostic> {
    if source.len() > SOURCE_LEN_MAX {
        let message = format!("this program is larger than {} MB", SOURCE_LEN_MAX >> 20);
        return Some(
            Diagnostic::error("too-large", Span::new(0, 0), message).help("split it, or leave data out of it"),
        );
    }
    let at = source.find('\0')? as u32;
    let message = "this is not a text: it contains a NUL byte";
    Some(Diagnostic::error("not-text", Span::new(at, at + 1), message).help("open a text file that was saved as UTF-8"))
}

/// The written signature of a builtin.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Parameters in order; a default value marks an optional one.
    pub params: Vec<Param>,
    /// The result type, if one is written.
    pub result: Option<TypeExpr>,
}

/// Reads `(items: list[T], value: T = null) -> list[T]`; `None` if it is not a signature.
pub fn parse_signature(text: &str) -> Option<Signature> {
    // Parameters never begin a line, so a name goes before them.
    let text = &format!("f{text}");
    let lexed = lexer::tokenize(text, &[Span::new(0, text.len() as u32)]);
    let session = Session::new(text, &lexed, Options { nowhere: true, ..Options::default() });
    let (rest, (params, result)) = grammar::signature(Tokens::first(&session).advance()).ok()?;
    let is_whole = rest.is_at_end() && lexed.diagnostics.is_empty() && session.diagnostics_len() == 0;
    is_whole.then_some(Signature { params, result })
}
