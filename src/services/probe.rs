//! A program with a name put where somebody is typing.
//!
//! Text under work is rarely a program: `user.` lacks a field, `f(a, ` its bracket. The probe writes a name that means nothing
//! at the place, closes what is open on the way there, and reads and checks the result; what surrounds the name then says
//! what may stand there, and the checker says what is in scope.

use super::analysis::Analysis;
use super::node::{Node, path};
use crate::check::{Scope, check_at};
use crate::syntax::tree::{CellBody, ExprKind, Item, ItemKind, Name, PatternKind, PlaceStep, StmtKind, Tree, TypeKind};
use crate::syntax::{T, Token, parse};
use crate::text::Span;

/// A letter that no program uses.
const NAME: &str = "ꙮ";

/// What must follow the name in places where it cannot stand alone: an arm, a `let`, a one-line `if`.
const ENDINGS: [&str; 4] = ["", " -> null", " = null", " then null"];

/// See the module.
#[derive(Debug)]
pub struct Probe {
    /// The changed text.
    pub analysis: Analysis,
    /// Where the name stands in it.
    pub name: Span,
    /// What is in scope there, if it stands for a value.
    pub scope: Scope,
    /// Whether the name was found again in the tree.
    pub is_read: bool,
    /// How much of the text before it was left out.
    cut: u32,
}

impl Probe {
    /// The text of `analysis` with a name at `offset`, in place of the word there.
    pub fn new(analysis: &Analysis, offset: u32) -> Probe {
        let word = analysis.word_at(offset).map_or(Span::at(offset), Token::span);
        let closers = closers(analysis, word.start);
        let (before, behind) = around(analysis, word);
        let start = before.len() as u32;
        let name = Span::new(start, start + NAME.len() as u32);
        let mut texts = ENDINGS.iter().map(|ending| format!("{before}{NAME}{closers}{ending}{behind}"));
        let first = texts.next().unwrap_or_default();
        let mut parsed = parse(&first);
        let mut text = first;
        let mut is_read = holds(&parsed.tree, name);
        for other in texts {
            if is_read {
                break;
            }
            let read = parse(&other);
            if holds(&read.tree, name) {
                (parsed, text, is_read) = (read, other, true);
            }
        }
        let document = parsed.document.clone();
        let (checked, scope) = check_at(parsed, name);
        let analysis = Analysis::new(text, document, checked, Vec::new());
        Probe { analysis, name, scope, is_read, cut: word.start - start }
    }

    /// Where a place before the name, in the declaration around it, stands in the changed text.
    pub fn moved(&self, offset: u32) -> u32 {
        offset.saturating_sub(self.cut)
    }
}

/// The text before and behind a place without the bodies of other cells: what they give is written, and to leave them out is
/// most of the time that reading a long program takes.
fn around(analysis: &Analysis, place: Span) -> (String, String) {
    let items = &analysis.checked.tree.items;
    let cuts: Vec<Span> = items.iter().filter_map(|item| body_elsewhere(analysis, item, place)).collect();
    let (before, behind) = cuts.split_at(cuts.partition_point(|cut| cut.end <= place.start));
    let rest = Span::new(place.end, analysis.source.len() as u32);
    (without(analysis, Span::new(0, place.start), before), without(analysis, rest, behind))
}

/// A part of the text without `cuts`, which are in order.
fn without(analysis: &Analysis, part: Span, cuts: &[Span]) -> String {
    let starts = std::iter::once(part.start).chain(cuts.iter().map(|cut| cut.end));
    let ends = cuts.iter().map(|cut| cut.start).chain(std::iter::once(part.end));
    starts.zip(ends).map(|(start, end)| analysis.text(Span::new(start, end))).collect()
}

/// The body of a whole cell that is not around the place and whose result is written.
fn body_elsewhere(analysis: &Analysis, item: &Item, place: Span) -> Option<Span> {
    let ItemKind::Cell(cell) = &item.kind else { return None };
    let CellBody::Block(block) = &cell.body else { return None };
    let is_elsewhere = item.span.end < place.start || place.end < item.span.start;
    let is_whole = cell.result.is_some() && analysis.text(item.span).trim_end().ends_with("end");
    let parts = analysis.document.program(&analysis.source);
    let in_one_part = parts.iter().any(|part| part.contains(block.span));
    (is_elsewhere && is_whole && in_one_part).then_some(block.span)
}

/// Whether the name at `place` is a part of the tree.
fn holds(tree: &Tree, place: Span) -> bool {
    path(tree, place).last().is_some_and(|node| names(*node, place))
}

/// Whether `place` is a name of the node itself.
fn names(node: Node<'_>, place: Span) -> bool {
    let is = |name: &Name| name.span == place;
    match node {
        Node::Expr(expr) => match &expr.kind {
            ExprKind::Name(name) | ExprKind::Field { name, .. } => is(name),
            ExprKind::Call { arguments, .. } => arguments.iter().filter_map(|argument| argument.name.as_ref()).any(is),
            _ => false,
        },
        Node::Pattern(pattern) => match &pattern.kind {
            PatternKind::Name(name) | PatternKind::Typed { name, .. } => is(name),
            PatternKind::Constructor { name, fields, .. } => {
                is(name) || fields.iter().filter_map(|field| field.name.as_ref()).any(is)
            }
            _ => false,
        },
        Node::Type(ty) => matches!(&ty.kind, TypeKind::Named { name, .. } if is(name)),
        Node::Stmt(stmt) => match &stmt.kind {
            StmtKind::Assign { place, .. } => {
                is(&place.root) || place.steps.iter().any(|step| matches!(step, PlaceStep::Field(name) if is(name)))
            }
            _ => false,
        },
        _ => false,
    }
}

/// What closes the brackets and texts that are open at `offset` and that nothing closes, innermost first.
fn closers(analysis: &Analysis, offset: u32) -> String {
    let tokens = &analysis.lexed().tokens;
    let mut closers = String::new();
    let mut at = tokens.partition_point(|token| token.end <= offset && token.start < offset);
    while at > 0 {
        at -= 1;
        let token = tokens[at];
        match token.kind {
            T::RightParen | T::RightBracket | T::RightBrace | T::StringEnd if token.partner != Token::ALONE => {
                at = token.partner as usize;
            }
            T::InterpolationStart => {
                let Some(quote) = unterminated(analysis, at) else { break };
                closers.push('}');
                closers.push_str(quote.0);
                at = quote.1;
            }
            kind if token.partner == Token::ALONE => closers.push_str(closer(kind)),
            _ => {}
        }
        if tokens[at].starts_line && !goes_on(tokens, at) {
            break;
        }
    }
    closers
}

/// The bracket that closes one.
fn closer(kind: T) -> &'static str {
    match kind {
        T::LeftParen => ")",
        T::LeftBracket | T::QuestionBracket => "]",
        T::LeftBrace => "}",
        _ => "",
    }
}

/// Whether the line of the token at `at` belongs to the line before it.
fn goes_on(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| tokens[before].kind) else { return false };
    before.wants_more() || !closer(before).is_empty()
}

/// The quotes of the text around an interpolation and the index of its opening, if its line ends before they are closed.
fn unterminated(analysis: &Analysis, interpolation: usize) -> Option<(&str, usize)> {
    let tokens = &analysis.lexed().tokens;
    let closed = tokens.get(tokens[interpolation].partner as usize)?;
    if closed.start < closed.end {
        return None;
    }
    let mut at = interpolation;
    while at > 0 {
        at -= 1;
        match tokens[at].kind {
            T::InterpolationEnd => at = tokens[at].partner as usize,
            T::StringStart => {
                let quote = analysis.text(tokens[at].span()).trim_start_matches(|ch: char| ch.is_alphabetic());
                return Some((quote, at));
            }
            _ => {}
        }
    }
    None
}
