//! What stands at a place.

use super::analysis::Analysis;
use super::describe::{Description, describe, keyword};
use super::node::{Node, path};
use super::references::told;
use crate::check::Type;
use crate::syntax::tree::{Expr, ExprKind};
use crate::syntax::{HighlightKind, T, Token, highlight};
use crate::text::Span;

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The name or word.
    pub span: Span,
    /// Its declaration.
    pub code: String,
    /// What is said of it.
    pub doc: Option<String>,
    /// A line that shows it.
    pub example: Option<String>,
}

/// What stands at an offset; none in prose, comments, texts and blank space.
pub fn hover(analysis: &Analysis, offset: u32) -> Option<Hover> {
    if let Some(found) = told(analysis.index().at(offset)) {
        return Some(hover_of(found.span, describe(analysis, &analysis.globals(), found.symbol)));
    }
    let token = analysis.word_at(offset).filter(|_| analysis.is_code(offset))?;
    let description = word(analysis, token).or_else(|| unresolved(analysis, token))?;
    Some(hover_of(token.span(), description))
}

fn hover_of(span: Span, of: Description) -> Hover {
    Hover { span, code: of.code, doc: of.doc, example: of.example }
}

/// A word of the language, where it is one.
fn word(analysis: &Analysis, token: Token) -> Option<Description> {
    let pieces = highlight(&analysis.source);
    let piece = pieces.iter().find(|piece| piece.span == token.span())?;
    if !matches!(piece.kind, HighlightKind::Keyword | HighlightKind::Constant) {
        return None;
    }
    let mut found = keyword(analysis.text(token.span()))?;
    if let Some(code) = form(analysis, token.span()) {
        found.code = code;
    }
    Some(found)
}

/// What the async form that begins with this word gives.
fn form(analysis: &Analysis, word: Span) -> Option<String> {
    let path = path(&analysis.checked.tree, word);
    let expr = path.iter().rev().find_map(|node| match node {
        Node::Expr(expr) if expr.span.start == word.start => Some(*expr),
        _ => None,
    })?;
    let given = type_text(analysis, expr);
    match &expr.kind {
        ExprKind::Await(operand) => Some(format!("await {}{}", type_text(analysis, operand)?, arrow(given))),
        ExprKind::Spawn(_) => Some(format!("spawn(…){}", arrow(given))),
        ExprKind::Composite(_) | ExprKind::ParallelFor(_) => Some(format!("{}{}", analysis.text(word), arrow(given))),
        _ => None,
    }
}

fn arrow(given: Option<String>) -> String {
    given.map_or_else(String::new, |given| format!(" -> {given}"))
}

fn type_text(analysis: &Analysis, expr: &Expr) -> Option<String> {
    let ty = analysis.checked.types.get(expr.id)?;
    (!matches!(ty, Type::Unknown)).then(|| analysis.show(ty))
}

/// A name in a part of the program that could not be read.
fn unresolved(analysis: &Analysis, token: Token) -> Option<Description> {
    let (before, _) = analysis.split_tokens(token.start);
    if before.last().is_some_and(|token| matches!(token.kind, T::Dot | T::QuestionDot)) {
        return None;
    }
    let globals = analysis.globals();
    globals.get(analysis.text(token.span())).map(|symbol| describe(analysis, &globals, symbol))
}
