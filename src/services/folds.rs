//! Parts of a document that can be folded away.

use super::analysis::Analysis;
use super::node::{Node, nodes};
use crate::base::sort_by;
use crate::syntax::tree::{ExprKind, ItemKind, StmtKind};
use crate::syntax::{T, Token};
use crate::text::Span;

/// From behind the first line of each block to before its `end`, from each bracket that is closed on another line to its
/// partner, and comments of several lines; in source order.
pub fn folds(analysis: &Analysis) -> Vec<Span> {
    let mut found: Vec<Span> = nodes(&analysis.checked.tree).filter_map(|node| block(analysis, node)).collect();
    found.extend(brackets(analysis));
    found.extend(comments(analysis));
    found.retain(|span| analysis.text(*span).contains('\n'));
    sort_by(&mut found, Span::cmp);
    found.dedup();
    found
}

fn block(analysis: &Analysis, node: Node<'_>) -> Option<Span> {
    let has_end = match node {
        Node::Cell(_) => true,
        Node::Item(item) => matches!(item.kind, ItemKind::Record(_) | ItemKind::Enum(_)),
        Node::Stmt(stmt) => matches!(stmt.kind, StmtKind::Defer(_)),
        Node::Expr(expr) => matches!(
            expr.kind,
            ExprKind::If { .. }
                | ExprKind::Match { .. }
                | ExprKind::When(_)
                | ExprKind::For(_)
                | ExprKind::While(_)
                | ExprKind::Loop { .. }
                | ExprKind::Lambda(_)
                | ExprKind::ParallelFor(_)
                | ExprKind::Composite(_)
        ),
        _ => false,
    };
    let span = node.span();
    let text = analysis.text(span);
    let line_end = text.find('\n').filter(|_| has_end)?;
    let end = text.strip_suffix("end")?;
    let start = span.start + text[..line_end].trim_end().len() as u32;
    Some(Span::new(start, (span.start + end.len() as u32).max(start)))
}

fn brackets(analysis: &Analysis) -> impl Iterator<Item = Span> + '_ {
    let tokens = &analysis.lexed().tokens;
    tokens.iter().filter_map(move |token| {
        let opens = matches!(token.kind, T::LeftParen | T::LeftBracket | T::LeftBrace);
        let partner = tokens.get(token.partner as usize).filter(|_| opens && token.partner != Token::ALONE)?;
        Some(Span::new(token.end, partner.start))
    })
}

/// Comments on lines of their own that follow each other.
fn comments(analysis: &Analysis) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let mut last: Option<Span> = None;
    for &comment in &analysis.lexed().comments {
        let line_start = analysis.source[..comment.start as usize].rfind('\n').map_or(0, |at| at + 1);
        if !analysis.source[line_start..comment.start as usize].trim().is_empty() {
            last = None;
            continue;
        }
        let follows =
            |last: Span| analysis.source[last.end as usize..comment.start as usize].matches('\n').count() == 1;
        match last.filter(|last| follows(*last)) {
            Some(_) => {
                if let Some(run) = runs.last_mut() {
                    run.end = comment.end;
                }
            }
            None => {
                let line_end = comment.end;
                runs.push(Span::new(line_end, line_end));
            }
        }
        last = Some(comment);
    }
    runs
}
