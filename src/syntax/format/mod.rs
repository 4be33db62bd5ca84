//! A program's text in its one canonical layout.
//!
//! The tokens stay as they were written, one after the other; only blank space, line breaks and the separators that line
//! breaks replace are chosen anew. So nothing of a program can be lost, and strings and numbers keep their spelling.
//!
//! ```text
//! tokens ──► atoms ──► plan ──► ops ──► text
//!              tree ────┘
//! ```
//!
//! - `atoms`: what is laid out: tokens (a string is one), borders of Markdown, and the comments between them.
//! - `walk`: goes through the tree and notes in the `plan` where lines begin, may begin, and are indented.
//! - `ops`: atoms and plan as one sequence, with widths and what forces a group over several lines.
//! - `write`: decides for each group whether it fits on its line, and writes.
//!
//! The last two are Oppen's algorithm ("Prettyprinting", 1980) without its ring buffer: each group is measured up to the next place
//! where a line may end, so the time is linear and nothing recurses but the walk.
//!
//! Two choices stay with the author: a blank line between statements, and a list in brackets, a chain of pipes or of calls that
//! was broken at its first place. Knows nothing of what names mean.

mod atoms;
mod ops;
mod plan;
mod spacing;
mod walk;
mod write;

use super::lexer::{self, Lexed};
use super::session::Options;
use super::token::T;
use super::{Document, read, refuse};
use crate::diag::Diagnostic;
use atoms::Atoms;
use plan::Plan;

/// How long a line may be, in characters. Chosen by feel: two columns of code fit on a laptop's screen.
const WIDTH: u32 = 100;

/// The canonical text of a program or of the programs in a Markdown document, whose other parts stay as they are.
///
/// # Errors
/// What is wrong with a text that cannot be read; nothing is formatted then.
pub fn format(source: &str) -> Result<String, Vec<Diagnostic>> {
    let (text, lexed) = layout(source)?;
    let is_faithful = is_faithful(source, &lexed, &text);
    debug_assert!(is_faithful, "the layout changed the program:\n{source}\n--- became\n{text}");
    // A mistake of ours must not cost anybody a program: the text then stays as it is.
    Ok(if is_faithful { text } else { source.to_owned() })
}

/// Lays a text out.
fn layout(source: &str) -> Result<(String, Lexed), Vec<Diagnostic>> {
    if let Some(refusal) = refuse(source) {
        return Err(vec![refusal]);
    }
    let document = Document::of(source);
    let parts = document.program(source);
    let lexed = lexer::tokenize(source, &parts);
    let (tree, mut found) = read(source, &lexed, Options::default());
    found.extend(lexed.diagnostics.iter().cloned());
    if found.iter().any(Diagnostic::is_error) {
        crate::diag::sort_by_place(&mut found);
        return Err(found);
    }
    let atoms = Atoms::of(source, &parts, &lexed);
    let plan = walk::walk(&tree, Plan::new(&atoms));
    let text = write::write(&atoms, &ops::ops(&atoms, plan));
    Ok((text, lexed))
}

/// Whether a layout has the tokens of the text that it was made of, and is its own layout; so each statement begins and ends
/// where it did.
fn is_faithful(source: &str, lexed: &Lexed, text: &str) -> bool {
    layout(text).is_ok_and(|(again, relexed)| {
        let has_same_tokens = tokens(source, lexed).eq(tokens(text, &relexed));
        again == text && has_same_tokens && comments(source, lexed).eq(comments(text, &relexed))
    })
}

/// The tokens of a text without separators.
fn tokens<'s>(source: &'s str, lexed: &'s Lexed) -> impl Iterator<Item = (T, &'s str)> {
    let kept = lexed.tokens.iter().filter(|token| !matches!(token.kind, T::Comma | T::Semicolon));
    kept.map(|token| (token.kind, token.span().text(source).trim_end()))
}

fn comments<'s>(source: &'s str, lexed: &'s Lexed) -> impl Iterator<Item = &'s str> {
    lexed.comments.iter().map(|comment| comment.text(source))
}
