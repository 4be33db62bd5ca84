//! What may be typed at a place.
//!
//! - `values`: names in scope, calls, forms and words, where a value or statement is wanted.
//! - `members`: what stands behind a dot.
//! - `arms`: patterns, and the arms that a `match` lacks.
//! - `types`: where a type is written.
//! - `snippets`: the forms of the language with places to fill in.

mod arms;
mod members;
mod snippets;
mod types;
mod values;

use super::analysis::Analysis;
use super::callee::{Callee, Parameter};
use super::describe::SymbolKind;
use super::node::{Node, path};
use super::probe::Probe;
use super::symbol::Globals;
use super::words::word;
use crate::syntax::T;
use crate::syntax::tree::{Argument, Expr, ExprKind, Pattern, PatternKind, PlaceStep, StmtKind};
use crate::text::Span;

/// Something that may be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What the list shows.
    pub label: String,
    /// What it is.
    pub kind: SymbolKind,
    /// Its type or signature.
    pub detail: Option<String>,
    /// What is said of it.
    pub doc: Option<String>,
    /// What is written; `${name}` are places to fill in.
    pub insert: String,
}

/// What may be typed at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// What has been typed of it.
    pub span: Span,
    /// Best first.
    pub items: Vec<Completion>,
}

impl Completion {
    /// An entry that writes its own label.
    fn plain(label: impl Into<String>, kind: SymbolKind) -> Completion {
        let label = label.into();
        Completion { insert: label.clone(), label, kind, detail: None, doc: None }
    }

    fn detail(mut self, detail: impl Into<String>) -> Completion {
        self.detail = Some(detail.into()).filter(|text| !text.is_empty());
        self
    }

    fn doc(mut self, doc: Option<String>) -> Completion {
        self.doc = doc;
        self
    }

    fn insert(mut self, insert: impl Into<String>) -> Completion {
        self.insert = insert.into();
        self
    }
}

/// What the completions of one place share.
struct Site<'p> {
    /// The changed text.
    analysis: &'p Analysis,
    probe: &'p Probe,
    globals: Globals<'p>,
    /// The nodes around the name, outermost first.
    path: Vec<Node<'p>>,
    /// Whether the arguments stand there already.
    is_called: bool,
    /// Whether the rest of the line has an arrow.
    has_arrow: bool,
}

/// What may be typed at an offset; none in prose, comments and texts.
pub fn completions(analysis: &Analysis, offset: u32) -> Option<Completions> {
    let span = Span::new(word_start(analysis, offset)?, offset);
    if let Some(items) = behind_at_sign(analysis, span) {
        return Some(Completions { span, items });
    }
    if let Some(items) = behind_value(analysis, span.start) {
        return Some(Completions { span, items });
    }
    let labels = behind_jump(analysis, span.start);
    if let Some(T::Continue) = jump_before(analysis, span.start) {
        return Some(Completions { span, items: labels });
    }
    let probe = analysis.probe(offset);
    let site = Site {
        analysis: &probe.analysis,
        probe: &probe,
        globals: probe.analysis.globals(),
        path: path(&probe.analysis.checked.tree, probe.name),
        is_called: rest_of_line(analysis, offset).starts_with('('),
        has_arrow: rest_of_line(analysis, offset).contains("->"),
    };
    Some(Completions { span, items: labels.into_iter().chain(site.items()?).collect() })
}

/// The words that may follow a value on its line.
fn behind_value(analysis: &Analysis, start: u32) -> Option<Vec<Completion>> {
    let (before, _) = analysis.split_tokens(start);
    let (last, above) = before.split_last().filter(|(last, _)| last.end < start)?;
    let ends_value = matches!(
        last.kind,
        T::Name
            | T::Int
            | T::Float
            | T::StringEnd
            | T::RightParen
            | T::RightBracket
            | T::RightBrace
            | T::True
            | T::False
    );
    let is_word = word(analysis.text(last.span())).is_some() && last.kind == T::Name;
    let is_here = !is_word && !analysis.source[last.end as usize..start as usize].contains('\n');
    let words: &[&str] = match above.last().map(|token| token.kind) {
        Some(T::For) => &["in"],
        Some(T::Let | T::Name) => &[],
        _ => &["and", "or", "is", "in", "as", "then", "step"],
    };
    let items = words
        .iter()
        .map(|text| Completion::plain(*text, SymbolKind::Keyword).doc(word(text).map(|row| row.doc.to_owned())));
    (ends_value && is_here && !words.is_empty()).then(|| items.collect())
}

/// The `break` or `continue` that the word at `start` stands behind.
fn jump_before(analysis: &Analysis, start: u32) -> Option<T> {
    let (before, _) = analysis.split_tokens(start);
    let last = before.last().filter(|token| token.end < start && matches!(token.kind, T::Break | T::Continue))?;
    let between = &analysis.source[last.end as usize..start as usize];
    (!between.contains('\n')).then_some(last.kind)
}

/// Labels with their `@`, behind `break` and `continue`.
fn behind_jump(analysis: &Analysis, start: u32) -> Vec<Completion> {
    if jump_before(analysis, start).is_none() {
        return Vec::new();
    }
    labels(analysis, start).map(|name| Completion::plain(format!("@{name}"), SymbolKind::Label)).collect()
}

/// Where the word before the offset begins, if something may be typed there.
fn word_start(analysis: &Analysis, offset: u32) -> Option<u32> {
    if !analysis.is_code(offset) || analysis.is_comment(offset) {
        return None;
    }
    let (before, _) = analysis.split_tokens(offset);
    let Some(last) = before.last() else { return Some(offset) };
    let touches = last.end >= offset;
    match last.kind {
        T::StringStart | T::Text | T::Escape | T::InterpolationEnd | T::Spec => None,
        T::Int | T::Float | T::Bytes if touches => None,
        T::StringEnd if last.start == last.end => None,
        kind if touches && kind.is_word() => Some(last.start),
        _ => Some(offset),
    }
}

fn rest_of_line(analysis: &Analysis, offset: u32) -> &str {
    let rest = &analysis.source[offset as usize..];
    let word = rest.find(|ch: char| !(ch.is_alphanumeric() || ch == '_')).unwrap_or(rest.len());
    rest[word..].lines().next().unwrap_or("").trim_start()
}

/// Labels behind `break @` and `continue @`, and directives at the start of a line.
fn behind_at_sign(analysis: &Analysis, span: Span) -> Option<Vec<Completion>> {
    let before = analysis.source[..span.start as usize].trim_end_matches(|ch: char| ch.is_alphanumeric() || ch == '_');
    let before = before.strip_suffix('@')?;
    let line = before.rsplit('\n').next().unwrap_or("").trim_start();
    if line.is_empty() {
        return Some(vec![Completion::plain("deterministic true", SymbolKind::Keyword)]);
    }
    Some(labels(analysis, span.start).map(|name| Completion::plain(name, SymbolKind::Label)).collect())
}

/// The labels of the loops around a place, innermost first, up to the function around them.
fn labels<'a>(analysis: &'a Analysis, offset: u32) -> impl Iterator<Item = &'a str> {
    let path = path(&analysis.checked.tree, Span::at(offset));
    let is_inside = |node: &Node<'_>| {
        let is_function = matches!(node, Node::Cell(_) | Node::Entry(_))
            || matches!(node, Node::Expr(Expr { kind: ExprKind::Lambda(_) | ExprKind::ParallelFor(_), .. }));
        !is_function
    };
    let label = |node: Node<'a>| match node {
        Node::Expr(Expr { kind: ExprKind::For(each), .. }) => each.label.as_ref(),
        Node::Expr(Expr { kind: ExprKind::While(each), .. }) => each.label.as_ref(),
        Node::Expr(Expr { kind: ExprKind::Loop { label, .. }, .. }) => label.as_ref(),
        _ => None,
    };
    path.into_iter().rev().take_while(is_inside).filter_map(label).map(|name| name.text.as_str())
}

impl<'p> Site<'p> {
    fn items(&self) -> Option<Vec<Completion>> {
        let name = self.probe.name;
        let (last, above) = self.path.split_last().filter(|_| self.probe.is_read)?;
        match last {
            Node::Expr(expr) => match &expr.kind {
                ExprKind::Field { object, .. } => Some(self.members(object)),
                ExprKind::Call { callee, arguments } => Some(self.named_arguments(callee, arguments)),
                _ => Some(self.values(expr, above)),
            },
            Node::Pattern(pattern) => self.in_pattern(pattern, above),
            Node::Type(_) => Some(self.types_or_variants(above)),
            Node::Stmt(stmt) => match &stmt.kind {
                StmtKind::Assign { place, .. } if place.root.span != name => {
                    let is_field = |step: &PlaceStep| matches!(step, PlaceStep::Field(field) if field.span == name);
                    place.steps.iter().any(is_field).then(|| self.fields_of_place(place))
                }
                _ => Some(self.assignable()),
            },
            _ => None,
        }
    }

    /// Behind `is` a variant may stand, too.
    fn types_or_variants(&self, above: &[Node<'_>]) -> Vec<Completion> {
        let mut items = match above.last() {
            Some(Node::Expr(Expr { kind: ExprKind::Is { value, .. }, .. })) => self.variant_names(value),
            _ => Vec::new(),
        };
        items.extend(self.types(above));
        items
    }

    fn in_pattern(&self, pattern: &Pattern, above: &[Node<'_>]) -> Option<Vec<Completion>> {
        match &pattern.kind {
            PatternKind::Constructor { name, .. } if name.span != self.probe.name => Some(self.field_names(pattern)),
            _ => self.patterns(pattern, above),
        }
    }

    /// `name(${a}, ${b})`, or the name alone where arguments stand already.
    fn call(&self, name: &str, parameters: &[Parameter]) -> String {
        if self.is_called {
            return name.to_owned();
        }
        let wanted = parameters.iter().filter(|parameter| !parameter.is_optional && !parameter.is_variadic);
        let places: Vec<String> = wanted.enumerate().map(|(index, parameter)| place(parameter, index)).collect();
        let rest = if places.is_empty() && !parameters.is_empty() { "${}" } else { "" };
        format!("{name}({}{rest})", places.join(", "))
    }

    /// `Name(x: ${x}, y: ${y})`
    fn construction(&self, name: &str, parameters: &[Parameter]) -> String {
        if self.is_called {
            return name.to_owned();
        }
        let wanted = parameters.iter().filter(|parameter| !parameter.is_optional);
        let fields = wanted.enumerate().map(|(index, parameter)| match parameter.name.is_empty() {
            true => place(parameter, index),
            false => format!("{0}: ${{{0}}}", parameter.name),
        });
        format!("{name}({})", fields.collect::<Vec<_>>().join(", "))
    }

    /// Names of arguments that are not given yet.
    fn named_arguments(&self, callee: &Expr, arguments: &[Argument]) -> Vec<Completion> {
        let Some(target) = super::callee::callee(self.analysis, &self.globals, callee) else { return Vec::new() };
        self.names_left(&target, arguments)
    }

    fn names_left(&self, target: &Callee, arguments: &[Argument]) -> Vec<Completion> {
        let own = |argument: &Argument| argument.value.span.contains(self.probe.name);
        let positional = arguments.iter().take_while(|argument| argument.name.is_none() && !own(argument)).count();
        let given =
            |name: &str| arguments.iter().any(|argument| argument.name.as_ref().is_some_and(|own| own.text == name));
        let left = target.parameters.iter().skip(positional);
        left.filter(|parameter| !parameter.name.is_empty() && !parameter.is_variadic && !given(&parameter.name))
            .map(|parameter| {
                let insert = format!("{}: ", parameter.name);
                let label = format!("{}:", parameter.name);
                Completion::plain(label, SymbolKind::Parameter).detail(&parameter.text).insert(insert)
            })
            .collect()
    }
}

/// A place to fill in.
fn place(parameter: &Parameter, index: usize) -> String {
    match parameter.name.as_str() {
        "" => format!("${{value{}}}", index + 1),
        name => format!("${{{name}}}"),
    }
}
