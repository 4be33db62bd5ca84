//! The call around a place: its signature, and which parameter is being written.

use super::analysis::Analysis;
use super::callee::{Callee, callee, of_signature, of_symbol};
use super::node::{Node, path};
use crate::syntax::tree::{Expr, ExprKind};
use crate::syntax::{T, Token};
use crate::text::Span;

/// The call around a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The whole signature.
    pub label: String,
    /// What is said of what is called.
    pub doc: Option<String>,
    /// Each parameter's place in the label.
    pub parameters: Vec<Span>,
    /// The parameter whose argument is being written.
    pub active: Option<usize>,
    /// From the opening parenthesis to the closing one, or to the offset.
    pub span: Span,
}

/// Forms that look like calls.
const FORMS: [(&str, &str, &str); 7] = [
    ("spawn", "(call: T) -> Future[T]", "Starts a call as a future and goes on at once."),
    ("timeout", "(ms: Int, work: T) -> Future[T?]", "The value if it is there within so many milliseconds, else null."),
    ("parallel", "(...branches: T) -> Future[list[T]]", "All values, in the order in which they are written."),
    ("race", "(...branches: T) -> Future[T]", "The value of the first branch that succeeds."),
    ("vote", "(...branches: T) -> Future[T]", "The value that most branches give."),
    ("select", "(...branches: T) -> Future[T]", "The value of the first branch that completes."),
    ("halt", "(message: String) -> Never", "Fails with a message."),
];

/// The call around an offset, if there is one in the same statement.
pub fn signature(analysis: &Analysis, offset: u32) -> Option<Signature> {
    if !analysis.is_code(offset) || analysis.is_comment(offset) {
        return None;
    }
    let open = opening(analysis, offset)?;
    let paren = analysis.lexed().tokens[open.at];
    let mut found = called(analysis, open.at, offset)?;
    if open.at > 1 && is_piped(analysis, open.at) && !found.parameters.is_empty() {
        found.parameters.remove(0);
    }
    let end = match paren.partner {
        Token::ALONE => offset,
        partner => analysis.lexed().tokens[partner as usize].end,
    };
    let active = active(&found, &open);
    Some(rendered(found, active, Span::new(paren.start, end.max(offset))))
}

/// The parenthesis around a place, and what stands between them.
struct Opening<'a> {
    /// The token's index.
    at: usize,
    /// How many arguments end before the place.
    commas: usize,
    /// The name before the argument at the place.
    name: Option<&'a str>,
}

/// The innermost parenthesis that opens a call around the offset.
fn opening(analysis: &Analysis, offset: u32) -> Option<Opening<'_>> {
    let tokens = &analysis.lexed().tokens;
    let mut at = tokens.partition_point(|token| token.start < offset);
    let (mut commas, mut name) = (0, None);
    while at > 0 {
        at -= 1;
        let token = tokens[at];
        match token.kind {
            T::RightParen | T::RightBracket | T::RightBrace | T::StringEnd | T::InterpolationEnd
                if token.end <= offset && token.partner != Token::ALONE =>
            {
                at = token.partner as usize;
            }
            T::Comma => commas += 1,
            T::Colon if commas == 0 && name.is_none() && at > 0 => name = Some(analysis.text(tokens[at - 1].span())),
            T::LeftParen if calls(tokens, at) => return Some(Opening { at, commas, name }),
            // A list, a text or a parenthesis inside of an argument: the call is further out.
            T::LeftParen | T::LeftBracket | T::LeftBrace | T::QuestionBracket => (commas, name) = (0, None),
            T::InterpolationStart => return None,
            kind if kind == T::End || opens_block(kind) => return None,
            _ => {}
        }
    }
    None
}

/// Words at which the look for a parenthesis ends.
fn opens_block(kind: T) -> bool {
    matches!(kind, T::Let | T::Return | T::For | T::While | T::Loop | T::Match | T::When | T::Defer)
}

/// Whether the parenthesis at `at` follows what it calls.
fn calls(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| tokens[before]) else { return false };
    let is_callable = matches!(before.kind, T::Name | T::RightParen | T::RightBracket | T::Bang);
    is_callable && !tokens[at].starts_line && !declares(tokens, at - 1)
}

/// Whether the name at `at` is that of a declaration.
fn declares(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at].kind == T::Name && tokens[at - 1].kind == T::Name && !tokens[at].starts_line
}

/// What the parenthesis at `at` calls: as the tree says, or that of the changed program, or the name before it.
fn called(analysis: &Analysis, at: usize, offset: u32) -> Option<Callee> {
    let tokens = &analysis.lexed().tokens;
    let paren = tokens[at].start;
    if let Some(found) = in_tree(analysis, paren) {
        return Some(found);
    }
    let probe = analysis.probe(offset);
    if let Some(found) = in_tree(&probe.analysis, probe.moved(paren)) {
        return Some(found);
    }
    let name = analysis.text(tokens[at - 1].span());
    if let Some(form) = FORMS.iter().find(|form| form.0 == name) {
        return Some(Callee { doc: Some(form.2.to_owned()), ..of_signature(form.0, form.1) });
    }
    let globals = analysis.globals();
    of_symbol(analysis, &globals, globals.get(name)?, false)
}

/// What the call whose parenthesis stands at `paren` calls.
fn in_tree(analysis: &Analysis, paren: u32) -> Option<Callee> {
    let place = Span::new(paren, paren + 1);
    let path = path(&analysis.checked.tree, place);
    let found = path.iter().rev().find_map(|node| match node {
        Node::Expr(Expr { kind: ExprKind::Call { callee, .. }, .. }) if callee.span.end <= paren => Some(callee),
        _ => None,
    })?;
    callee(analysis, &analysis.globals(), found)
}

/// Whether what is called stands behind a pipe, which gives its first argument.
fn is_piped(analysis: &Analysis, paren: usize) -> bool {
    let tokens = &analysis.lexed().tokens;
    tokens[paren - 1].kind == T::Name && tokens[paren - 2].kind == T::PipeArrow
}

fn active(callee: &Callee, open: &Opening<'_>) -> Option<usize> {
    let parameters = &callee.parameters;
    if let Some(name) = open.name {
        return parameters.iter().position(|parameter| parameter.name == name);
    }
    let rest = parameters.iter().position(|parameter| parameter.is_variadic);
    let at = rest.map_or(open.commas, |rest| open.commas.min(rest));
    (at < parameters.len()).then_some(at)
}

fn rendered(callee: Callee, active: Option<usize>, span: Span) -> Signature {
    let mut label = format!("{}(", callee.head);
    let mut parameters = Vec::new();
    for (index, parameter) in callee.parameters.iter().enumerate() {
        if index > 0 {
            label.push_str(", ");
        }
        let start = label.len() as u32;
        label.push_str(&parameter.text);
        parameters.push(Span::new(start, label.len() as u32));
    }
    label.push(')');
    label.push_str(&callee.tail);
    Signature { label, doc: callee.doc, parameters, active, span }
}
