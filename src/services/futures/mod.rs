//! The future or await that a place belongs to, and how the two find each other.
//!
//! - `flow`: where the futures that a value may hold are made.

mod flow;

use super::analysis::Analysis;
use super::node::{Node, nodes, path};
use crate::check::Resolution;
use crate::syntax::tree::{CompositeKind, CompositeOperands, Expr, ExprKind, Pattern};
use crate::text::Span;
use flow::{Flow, Made};

/// Kinds of futures, in the words of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FutureKind {
    Spawn,
    Async,
    Parallel,
    Race,
    Vote,
    Select,
    Timeout,
    Sleep,
    Fetch,
    Channel,
    Tool,
}

impl FutureKind {
    /// The word of the report.
    pub fn word(self) -> &'static str {
        match self {
            FutureKind::Spawn => "spawn",
            FutureKind::Async => "async",
            FutureKind::Parallel => "parallel",
            FutureKind::Race => "race",
            FutureKind::Vote => "vote",
            FutureKind::Select => "select",
            FutureKind::Timeout => "timeout",
            FutureKind::Sleep => "sleep",
            FutureKind::Fetch => "fetch",
            FutureKind::Channel => "channel",
            FutureKind::Tool => "tool",
        }
    }

    fn of_composite(kind: CompositeKind) -> FutureKind {
        match kind {
            CompositeKind::Parallel => FutureKind::Parallel,
            CompositeKind::Race => FutureKind::Race,
            CompositeKind::Vote => FutureKind::Vote,
            CompositeKind::Select => FutureKind::Select,
            CompositeKind::Timeout => FutureKind::Timeout,
        }
    }
}

/// What a place does with futures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsyncRole {
    /// It makes one.
    Future,
    /// It waits for some.
    Await,
}

impl AsyncRole {
    /// The word used towards editors.
    pub fn word(self) -> &'static str {
        match self {
            AsyncRole::Future => "future",
            AsyncRole::Await => "await",
        }
    }
}

/// The future-making or awaiting expression that a place belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsyncPlace {
    /// Which of both.
    pub role: AsyncRole,
    /// The kind of the future; for an await, of what it waits for, if all is of one kind.
    pub kind: Option<FutureKind>,
    /// The expression.
    pub span: Span,
    /// Where the futures that it waits for are made, as far as can be told without running.
    pub made: Vec<Span>,
    /// Where the future that it makes is awaited.
    pub awaited: Vec<Span>,
}

/// The innermost future or await that an offset belongs to. A variable stands for the futures it holds.
pub fn future_at(analysis: &Analysis, offset: u32) -> Option<AsyncPlace> {
    let path = path(&analysis.checked.tree, Span::at(offset));
    let flow = Flow::of(analysis);
    let mut is_outside = true;
    for (at, node) in path.iter().enumerate().rev() {
        let found = match node {
            Node::Expr(expr) if is_awaited(&path[..at]) => {
                let skips = is_outside && matches!(expr.kind, ExprKind::Name(_));
                if skips { None } else { of_expr(&flow, expr, &path[..at]) }
            }
            Node::Expr(expr) => of_expr(&flow, expr, &path[..at]),
            Node::Pattern(pattern) if is_outside => of_pattern(&flow, pattern),
            Node::Cell(_) => return None,
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        is_outside = false;
    }
    None
}

/// Whether what stands at the end of `above` is awaited as it is, or a part of it.
fn is_awaited(above: &[Node<'_>]) -> bool {
    let passes = |node: &&Node<'_>| match node {
        Node::Expr(expr) => matches!(expr.kind, ExprKind::Paren(_) | ExprKind::Index { .. } | ExprKind::Field { .. }),
        _ => false,
    };
    let next = above.iter().rev().find(|node| !passes(node));
    matches!(next, Some(Node::Expr(Expr { kind: ExprKind::Await(_), .. })))
}

fn of_expr<'a>(flow: &Flow<'a>, expr: &'a Expr, above: &[Node<'_>]) -> Option<AsyncPlace> {
    match &expr.kind {
        ExprKind::Await(operand) => Some(of_await(flow, expr, operand)),
        ExprKind::Name(_) => of_makers(flow, flow.made_by(expr)),
        ExprKind::Spawn(_) => {
            let made = flow.made_by(expr);
            // A list's elements are futures of their own; the spawn itself stands for all of them.
            (made.len() != 1 || made[0].span == expr.span).then(|| of_future(flow, expr.span, FutureKind::Spawn, &made))
        }
        ExprKind::Composite(composite) => {
            let kind = FutureKind::of_composite(composite.kind);
            let own = [Made { span: expr.span, kind }];
            let mut place = of_future(flow, expr.span, kind, &own);
            place.made = branches(flow, &composite.operands);
            Some(place)
        }
        _ if is_spawned(expr, above) => {
            let own = Made { span: expr.span, kind: FutureKind::Spawn };
            Some(of_future(flow, own.span, own.kind, &[own]))
        }
        _ => {
            let own = flow.maker(expr).filter(|_| !is_spawned_alone(above))?;
            Some(of_future(flow, own.span, own.kind, &[own]))
        }
    }
}

/// Whether an expression is an element of a list that is spawned: a future of its own.
fn is_spawned(expr: &Expr, above: &[Node<'_>]) -> bool {
    let [.., Node::Expr(Expr { kind: ExprKind::Spawn(_), .. }), Node::Expr(list)] = above else { return false };
    match &list.kind {
        ExprKind::List(items) => items.iter().any(|item| item.id == expr.id),
        ExprKind::Comprehension(comprehension) => comprehension.element.id == expr.id,
        _ => false,
    }
}

/// Whether what stands at the end of `above` is the one thing that is spawned.
fn is_spawned_alone(above: &[Node<'_>]) -> bool {
    matches!(above.last(), Some(Node::Expr(Expr { kind: ExprKind::Spawn(_), .. })))
}

fn of_await<'a>(flow: &Flow<'a>, expr: &Expr, operand: &'a Expr) -> AsyncPlace {
    let made = flow.made_by(operand);
    let first = made.first().map(|made| made.kind);
    let kind = first.filter(|kind| made.iter().all(|made| made.kind == *kind));
    let made = made.iter().map(|made| made.span).collect();
    AsyncPlace { role: AsyncRole::Await, kind, span: expr.span, made, awaited: Vec::new() }
}

fn of_future(flow: &Flow<'_>, span: Span, kind: FutureKind, made: &[Made]) -> AsyncPlace {
    AsyncPlace { role: AsyncRole::Future, kind: Some(kind), span, made: Vec::new(), awaited: awaited(flow, made) }
}

/// A variable's futures: the first of them, and where any of them is awaited.
fn of_makers(flow: &Flow<'_>, made: Vec<Made>) -> Option<AsyncPlace> {
    let first = made.first()?;
    Some(of_future(flow, first.span, first.kind, &made))
}

fn of_pattern(flow: &Flow<'_>, pattern: &Pattern) -> Option<AsyncPlace> {
    match flow.checked.resolutions.get(pattern.id) {
        Some(Resolution::Local(local)) => of_makers(flow, flow.made_in(*local)),
        _ => None,
    }
}

/// Where the futures of a composite's branches are made: handles where they came from, other entries where they stand.
fn branches<'a>(flow: &Flow<'a>, operands: &'a CompositeOperands) -> Vec<Span> {
    let of = |body: &'a Expr| {
        let made = flow.made_by(body);
        if made.is_empty() { vec![body.span] } else { made.iter().map(|made| made.span).collect() }
    };
    match operands {
        CompositeOperands::Entries(entries) => entries.iter().flat_map(|entry| of(&entry.body)).collect(),
        CompositeOperands::List(list) => of(list),
        CompositeOperands::Timeout { body, .. } => of(body),
    }
}

/// The awaits, and the composites that take handles, that wait for one of `made`.
fn awaited<'a>(flow: &Flow<'a>, made: &[Made]) -> Vec<Span> {
    let waits = |node: Node<'a>| match node {
        Node::Expr(expr) => match &expr.kind {
            ExprKind::Await(operand) => is_any(made, flow.made_by(operand).iter().map(|made| made.span), None),
            ExprKind::Composite(composite) => {
                is_any(made, branches(flow, &composite.operands).into_iter(), Some(expr.span))
            }
            _ => false,
        }
        .then_some(expr.span),
        _ => None,
    };
    nodes(&flow.checked.tree).filter_map(waits).collect()
}

/// Whether one of `spans` is one of `made`; what is made inside of `own` does not count.
fn is_any(made: &[Made], mut spans: impl Iterator<Item = Span>, own: Option<Span>) -> bool {
    spans.any(|span| !own.is_some_and(|own| own.contains(span)) && made.iter().any(|made| made.span == span))
}
