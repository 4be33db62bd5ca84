//! Awaits that stand behind each other without need: hints that `parallel` or `parallel for` would overlap them.
//!
//! Values are copies and cells see no variables of the top-level lines, so two calls can only touch each other through
//! channels, shared cells, functions and what is outside. What passes one of those, assigns, leaves the loop, sleeps or
//! uses what was awaited before ties the awaits together, and nothing is said. Facts are collected on the checker's one
//! walk; nothing is looked at twice.

use super::checker::{Checker, Side, Use};
use super::messages::async_ as messages;
use super::patterns::single_name;
use super::{LocalId, Resolution, Type};
use crate::prelude::BUILTINS;
use crate::syntax::tree::{
    Argument, AssignOp, Composite, CompositeKind, CompositeOperands, Expr, ExprKind, ForLoop, Name, Stmt, StmtKind,
};
use crate::text::Span;

/// What is known of the rounds of a loop.
#[derive(Clone, Debug)]
pub struct Rounds {
    /// Variables with smaller numbers were there before the loop.
    first_local: u32,
    /// The first `await` of something that the round itself starts.
    started: Option<Span>,
    /// Assignments of variables from before the loop.
    assigned: u32,
    /// Whether a round can decide or disturb what another one does.
    is_tied: bool,
}

impl Rounds {
    /// A loop that begins when there are `locals` variables.
    pub fn new(locals: usize) -> Rounds {
        Rounds { first_local: locals as u32, started: None, assigned: 0, is_tied: false }
    }
}

/// Statements of form `let name = await call(…)` directly behind each other, none of which uses another's name.
#[derive(Debug, Default)]
pub struct Awaits<'t> {
    lets: Vec<AwaitedLet<'t>>,
}

/// `let name = await operand`.
#[derive(Clone, Copy, Debug)]
pub struct AwaitedLet<'t> {
    /// The variable's name.
    pub name: &'t Name,
    /// Where the statement stands.
    pub span: Span,
    /// What is awaited.
    pub operand: Span,
    local: LocalId,
}

/// How a loop can be written as `parallel for`.
#[derive(Clone, Copy, Debug)]
pub enum ParallelForm {
    /// With `await parallel` before it.
    Plain,
    /// `let mut out = []` before a loop that ends with `out = push(out, value)`: the list itself, the assignment, the value.
    Collect { list: Span, push: Span, value: Span },
}

impl<'t> Checker<'t> {
    /// The rounds of the innermost loop depend on each other.
    pub fn tie_rounds(&mut self) {
        if let Some(innermost) = self.frames.last_mut().and_then(|frame| frame.loops.last_mut()) {
            innermost.rounds.is_tied = true;
        }
    }

    /// A variable is assigned.
    pub fn note_assigned(&mut self, local: LocalId) {
        if let Some(innermost) = self.frames.last_mut().and_then(|frame| frame.loops.last_mut())
            && local.0 < innermost.rounds.first_local
        {
            innermost.rounds.assigned += 1;
        }
    }

    /// `await operand` at `span`.
    pub fn note_await(&mut self, span: Span, operand: &Expr) {
        let is_start = self.is_start(operand);
        if self.is_tie(operand) {
            return self.tie_rounds();
        }
        if let Some(innermost) = self.frames.last_mut().and_then(|frame| frame.loops.last_mut())
            && is_start
        {
            innermost.rounds.started.get_or_insert(span);
        }
    }

    /// A loop that uses no element (the variables from `first_local` on) does the same again and again: a retry or a measurement.
    pub fn tie_equal_rounds(&mut self, first_local: usize) {
        let Some(rounds) = &mut self.closed_rounds else { return };
        let elements = first_local..rounds.first_local as usize;
        rounds.is_tied |= !self.locals[elements].iter().any(|facts| facts.is_used);
    }

    /// What a loop was found to be also holds for the loop around it.
    pub fn close_rounds(&mut self, rounds: Rounds) {
        if (rounds.is_tied || rounds.assigned > 0 || rounds.started.is_some())
            && let Some(around) = self.frames.last_mut().and_then(|frame| frame.loops.last_mut())
        {
            around.rounds.is_tied = true;
        }
        self.closed_rounds = Some(rounds);
    }

    /// Whether awaiting `operand` waits for work that begins here and touches nothing of others.
    fn is_start(&self, operand: &Expr) -> bool {
        match &operand.unparen().kind {
            ExprKind::Call { callee, arguments } => self.is_async_callee(callee) && !self.passes_shared(arguments),
            ExprKind::Spawn(inner) => match &inner.unparen().kind {
                ExprKind::Call { arguments, .. } => !self.passes_shared(arguments),
                _ => false,
            },
            ExprKind::Composite(composite) => match &composite.operands {
                CompositeOperands::Timeout { body, .. } => {
                    matches!(&body.unparen().kind, ExprKind::Call { arguments, .. } if !self.passes_shared(arguments))
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether what is awaited may wait for, or pace, the others: a sleep, or a call with something shared.
    fn is_tie(&self, operand: &Expr) -> bool {
        match &operand.unparen().kind {
            ExprKind::Call { callee, arguments } => self.is_builtin(callee, "sleep") || self.passes_shared(arguments),
            ExprKind::Spawn(inner) => self.is_tie(inner),
            ExprKind::Composite(composite) => match &composite.operands {
                CompositeOperands::Timeout { body, .. } => self.is_tie(body),
                _ => true,
            },
            _ => false,
        }
    }

    fn is_async_callee(&self, callee: &Expr) -> bool {
        let cell = match self.out.resolutions.get(callee.id) {
            Some(Resolution::Cell(cell)) => Some(cell),
            Some(Resolution::Local(local)) => self.out.nested_cells.get(local),
            _ => return self.is_builtin(callee, "fetch"),
        };
        cell.is_some_and(|cell| self.out.cells[cell.0 as usize].is_async)
    }

    fn is_builtin(&self, callee: &Expr, name: &str) -> bool {
        matches!(self.out.resolutions.get(callee.id), Some(Resolution::Builtin(id)) if BUILTINS[id.0 as usize].name == name)
    }

    fn passes_shared(&self, arguments: &[Argument]) -> bool {
        arguments.iter().any(|argument| self.out.types.get(argument.value.id).is_some_and(is_shared))
    }

    /// A remark on the `for` that was just checked as a statement.
    pub fn hint_loop(&mut self, stmt: &'t Stmt, before: Option<&'t Stmt>, usage: Use) {
        let Some(rounds) = self.closed_rounds.take().filter(|_| self.side == Side::Program) else { return };
        let StmtKind::Expr(Expr { kind: ExprKind::For(body), span, .. }) = &stmt.kind else { return };
        let Some(started) = rounds.started.filter(|_| !rounds.is_tied && body.label.is_none()) else { return };
        let collected = collected(body);
        let form = match (rounds.assigned, collected) {
            (0, _) => usage.is_nothing().then_some(ParallelForm::Plain),
            (1, Some(collected)) if self.is_read_only_there(&collected) => collected.form_after(before),
            _ => return,
        };
        self.report(messages::await_in_loop(started, *span, form));
    }

    /// Whether the loop looks at the list it collects only to extend it: one lookup as a place and one as an argument.
    fn is_read_only_there(&self, collected: &Collected) -> bool {
        let Some(Resolution::Local(local)) = self.out.resolutions.get(collected.place) else { return false };
        let facts = self.locals[local.0 as usize];
        facts.lookups == 2 && !matches!(facts.origin, super::scope::Origin::Copy { .. })
    }

    /// How often each name in `awaits` was looked up so far.
    pub fn lookups_of(&self, awaits: &Awaits<'t>) -> u32 {
        awaits.lets.iter().map(|one| self.locals[one.local.0 as usize].lookups).sum()
    }

    /// Extends or closes the row of awaits with the statement that was just checked.
    pub fn follow_awaits(&mut self, awaits: &mut Awaits<'t>, stmt: &'t Stmt, lookups_before: u32) {
        let found = self.awaited_let(stmt);
        let is_new = |found: &AwaitedLet| awaits.lets.iter().all(|one| one.name.text != found.name.text);
        let is_independent = self.lookups_of(awaits) == lookups_before && found.as_ref().is_none_or(is_new);
        if found.is_none() || !is_independent {
            self.hint_sequential(std::mem::take(awaits));
        }
        awaits.lets.extend(found);
    }

    fn awaited_let(&self, stmt: &'t Stmt) -> Option<AwaitedLet<'t>> {
        let StmtKind::Let(binding) = &stmt.kind else { return None };
        let name = single_name(&binding.pattern)?;
        let ExprKind::Await(operand) = &binding.value.unparen().kind else { return None };
        let is_plain = !binding.mutable && binding.ty.is_none() && binding.otherwise.is_none();
        // A `match` behind it may take its failure, which is bound to this very statement.
        if !is_plain || self.pending_catch.is_some() || !self.is_start(operand) {
            return None;
        }
        match self.out.resolutions.get(binding.pattern.id) {
            Some(Resolution::Local(local)) => {
                Some(AwaitedLet { name, span: stmt.span, operand: operand.span, local: *local })
            }
            _ => None,
        }
    }

    /// A remark on a row of two or more.
    pub fn hint_sequential(&mut self, awaits: Awaits<'t>) {
        if awaits.lets.len() > 1 && self.side == Side::Program {
            self.report(messages::sequential_awaits(&awaits.lets));
        }
    }

    /// A remark on a `race` between calls of the outside alone: when none of them answers, it never ends.
    pub fn hint_race_without_limit(&mut self, race: &Expr, composite: &Composite) {
        let CompositeOperands::Entries(entries) = &composite.operands else { return };
        let is_unlimited = composite.kind == CompositeKind::Race && self.limits == 0 && !entries.is_empty();
        if is_unlimited && entries.iter().all(|entry| self.is_outside(&entry.body)) {
            self.report(messages::race_without_limit(composite.keyword, race.span));
        }
    }

    fn is_outside(&self, body: &Expr) -> bool {
        match &body.unparen().kind {
            ExprKind::Await(inner) | ExprKind::Spawn(inner) => self.is_outside(inner),
            ExprKind::Call { callee, .. } => {
                let found = self.out.resolutions.get(callee.id);
                matches!(found, Some(Resolution::Tool(_))) || self.is_builtin(callee, "fetch")
            }
            _ => false,
        }
    }
}

/// `out = push(out, value)` at the end of a loop.
struct Collected {
    /// The assigned place.
    place: crate::syntax::tree::NodeId,
    /// The variable's name.
    name: String,
    /// The whole assignment.
    push: Span,
    /// What is added.
    value: Span,
}

impl Collected {
    /// The form, if `let mut out = []` stands directly before the loop.
    fn form_after(self, before: Option<&Stmt>) -> Option<ParallelForm> {
        let StmtKind::Let(binding) = &before?.kind else { return None };
        let is_list = matches!(&binding.value.kind, ExprKind::List(items) if items.is_empty());
        let is_same = single_name(&binding.pattern).is_some_and(|name| name.text == self.name);
        let form = ParallelForm::Collect { list: binding.value.span, push: self.push, value: self.value };
        (is_list && is_same).then_some(form)
    }
}

fn collected(body: &ForLoop) -> Option<Collected> {
    let last = body.body.stmts.last()?;
    let StmtKind::Assign { place, op: AssignOp(None), value } = &last.kind else { return None };
    let added = added_to(value, &place.root.text).filter(|_| place.steps.is_empty())?;
    Some(Collected { place: place.id, name: place.root.text.clone(), push: last.span, value: added.span })
}

/// `value` in `push(name, value)` and `name.push(value)`.
fn added_to<'e>(call: &'e Expr, name: &str) -> Option<&'e Expr> {
    let ExprKind::Call { callee, arguments } = &call.kind else { return None };
    let is_push = |word: &Name| word.text == "push" || word.text == "append";
    match (&callee.kind, arguments.as_slice()) {
        (ExprKind::Name(word), [list, added]) if is_push(word) && super::patterns::is_name(&list.value, name) => {
            Some(&added.value)
        }
        (ExprKind::Field { object, name: word, .. }, [added])
            if is_push(word) && super::patterns::is_name(object, name) =>
        {
            Some(&added.value)
        }
        _ => None,
    }
}

/// Whether a value lets others see or change something.
fn is_shared(ty: &Type) -> bool {
    match ty {
        Type::Channel(_) | Type::Shared(_) | Type::Function(..) => true,
        Type::List(part) | Type::Set(part) | Type::Map(_, part) => is_shared(part),
        Type::Tuple(parts) | Type::Union(parts) => parts.iter().any(is_shared),
        _ => false,
    }
}
