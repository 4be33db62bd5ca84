//! Where the futures that a value may hold are made.
//!
//! Follows values through variables, collections, cells' results and parameters, without regard to order or conditions: what
//! it finds may happen, and what it does not find may happen too, behind closures in data. Bounded by a number of steps.

use super::FutureKind;
use crate::base::{SortedMap, SortedSet};
use crate::check::{CellId, Checked, LocalId, Resolution, Type, holds_future};
use crate::prelude::BUILTINS;
use crate::services::analysis::Analysis;
use crate::services::node::{Node, nodes, nodes_of};
use crate::services::symbol::{Globals, Symbol, handle, param_name};
use crate::syntax::tree::{
    Argument, Block, CellBody, Clause, Expr, ExprKind, LambdaBody, NodeId, Param, Pattern, Stmt, StmtKind,
};
use crate::text::Span;

/// The most values that one question follows. Chosen by feel.
const STEPS_MAX: u32 = 4000;

/// A place at which futures are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Made {
    /// The expression.
    pub span: Span,
    /// What kind of futures.
    pub kind: FutureKind,
}

/// Where variables get their values.
pub struct Flow<'a> {
    pub checked: &'a Checked,
    globals: Globals<'a>,
    sources: SortedMap<LocalId, Vec<&'a Expr>>,
}

/// What one question has found, has looked at and has still to look at. Values may be followed far, so this is no recursion.
#[derive(Default)]
struct Search<'a> {
    found: SortedSet<Made>,
    seen: SortedSet<NodeId>,
    open: Vec<&'a Expr>,
}

impl<'a> Flow<'a> {
    /// That of a program.
    pub fn of(analysis: &'a Analysis) -> Flow<'a> {
        let mut flow = Flow { checked: &analysis.checked, globals: analysis.globals(), sources: SortedMap::new() };
        for node in nodes(&analysis.checked.tree) {
            flow.note(node);
        }
        flow
    }

    /// Where the futures that the value of `expr` may hold are made.
    pub fn made_by(&self, expr: &'a Expr) -> Vec<Made> {
        self.run(Search { open: vec![expr], ..Search::default() })
    }

    /// The same of a variable.
    pub fn made_in(&self, local: LocalId) -> Vec<Made> {
        let mut search = Search::default();
        self.follow_local(local, &mut search);
        self.run(search)
    }

    fn run(&self, mut search: Search<'a>) -> Vec<Made> {
        for _ in 0..STEPS_MAX {
            let Some(expr) = search.open.pop() else { break };
            self.follow(expr, &mut search);
        }
        search.found.into_iter().collect()
    }

    /// The future that evaluating `expr` itself makes.
    pub fn maker(&self, expr: &Expr) -> Option<Made> {
        let kind = match &expr.kind {
            ExprKind::Composite(composite) => FutureKind::of_composite(composite.kind),
            ExprKind::ParallelFor(_) => FutureKind::Parallel,
            ExprKind::Call { callee, .. } => self.call_kind(callee)?,
            _ => return None,
        };
        Some(Made { span: expr.span, kind })
    }

    fn call_kind(&self, callee: &Expr) -> Option<FutureKind> {
        match (self.checked.resolutions.get(callee.id), &callee.kind) {
            (Some(Resolution::Builtin(id)), _) => match BUILTINS[id.0 as usize].name {
                "sleep" => Some(FutureKind::Sleep),
                "fetch" => Some(FutureKind::Fetch),
                _ => None,
            },
            (Some(Resolution::Tool(_)), _) => Some(FutureKind::Tool),
            (Some(found), _) => match self.globals.resolved(self.checked, *found) {
                Symbol::Cell(id) => self.checked.cells[id.0 as usize].is_async.then_some(FutureKind::Async),
                _ => None,
            },
            (None, ExprKind::Field { object, name, .. }) => {
                let ty = self.checked.types.get(object.id)?;
                let is_channel = handle(ty).is_some_and(|(of, _)| of == "Channel");
                (is_channel && matches!(name.text.as_str(), "send" | "receive")).then_some(FutureKind::Channel)
            }
            _ => None,
        }
    }

    // Where variables get their values.

    fn note(&mut self, node: Node<'a>) {
        match node {
            Node::Stmt(Stmt { kind: StmtKind::Let(binding), .. }) => self.bind(&binding.pattern, &binding.value),
            Node::Stmt(Stmt { kind: StmtKind::Assign { place, value, .. }, .. }) => {
                if let Some(Resolution::Local(local)) = self.checked.resolutions.get(place.id) {
                    self.source(*local, value);
                }
            }
            Node::Expr(expr) => self.note_expr(expr),
            _ => {}
        }
    }

    fn note_expr(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::For(each) => self.bind(&each.pattern, &each.iterable),
            ExprKind::ParallelFor(each) => self.bind(&each.pattern, &each.iterable),
            ExprKind::Comprehension(comprehension) => {
                comprehension.clauses.iter().for_each(|(pattern, iterable, _)| self.bind(pattern, iterable));
            }
            ExprKind::Match { subject, arms } => arms.iter().for_each(|arm| self.bind(&arm.pattern, subject)),
            ExprKind::If { branches, .. } => branches.iter().for_each(|branch| self.clause(&branch.condition)),
            ExprKind::While(each) => self.clause(&each.condition),
            ExprKind::Call { callee, arguments } => self.call(callee, arguments),
            _ => {}
        }
    }

    fn clause(&mut self, clause: &'a Clause) {
        if let Clause::Let { pattern, value } = clause {
            self.bind(pattern, value);
        }
    }

    fn bind(&mut self, pattern: &'a Pattern, value: &'a Expr) {
        for node in nodes_of(Node::Pattern(pattern)) {
            if let Node::Pattern(part) = node
                && let Some(Resolution::Local(local)) = self.checked.resolutions.get(part.id)
            {
                self.source(*local, value);
            }
        }
    }

    fn source(&mut self, local: LocalId, value: &'a Expr) {
        if let Symbol::Local(local) = self.globals.local(self.checked, local) {
            self.sources.get_or_insert_with(local, Vec::new).push(value);
        }
    }

    /// A cell's parameters get the arguments; those of a closure that is passed on get what is passed beside it.
    fn call(&mut self, callee: &'a Expr, arguments: &'a [Argument]) {
        if let Some(id) = self.called(callee)
            && let Some(cell) = self.globals.cell(id)
        {
            let mut rest = cell.params.iter();
            for argument in arguments {
                let param = match &argument.name {
                    Some(name) => cell.params.iter().find(|param| has_name(param, &name.text)),
                    None => rest.next(),
                };
                if let Some(param) = param {
                    self.bind(&param.pattern, &argument.value);
                }
            }
            return;
        }
        for closure in arguments {
            if let ExprKind::Lambda(lambda) = &closure.value.kind {
                let others = arguments.iter().filter(|other| other.value.id != closure.value.id);
                for (param, other) in
                    lambda.params.iter().flat_map(|param| others.clone().map(move |other| (param, other)))
                {
                    self.bind(&param.pattern, &other.value);
                }
            }
        }
    }

    fn called(&self, callee: &Expr) -> Option<CellId> {
        let found = *self.checked.resolutions.get(callee.id)?;
        match self.globals.resolved(self.checked, found) {
            Symbol::Cell(id) => Some(id),
            _ => None,
        }
    }

    // Following values.

    fn follow(&self, expr: &'a Expr, search: &mut Search<'a>) {
        let is_plain = self.checked.types.get(expr.id).is_some_and(|ty| *ty != Type::Never && !holds_future(ty));
        let is_closure = matches!(expr.kind, ExprKind::Lambda(_));
        if (is_plain && !is_closure) || !search.seen.insert(expr.id) {
            return;
        }
        if let Some(made) = self.maker(expr) {
            search.found.insert(made);
            return;
        }
        match &expr.kind {
            ExprKind::Await(_) => {}
            ExprKind::Spawn(inner) => self.spawned(expr, inner, search),
            ExprKind::Name(_) => {
                if let Some(Resolution::Local(local)) = self.checked.resolutions.get(expr.id) {
                    self.follow_local(*local, search);
                }
            }
            ExprKind::Call { callee, arguments } => self.follow_call(callee, arguments, search),
            ExprKind::If { .. } | ExprKind::Match { .. } | ExprKind::When(_) => {
                for child in Node::Expr(expr).children() {
                    match child {
                        Node::Block(block) => self.follow_block(block, search),
                        Node::Arm(arm) => self.follow_block(&arm.body, search),
                        _ => {}
                    }
                }
            }
            ExprKind::Lambda(lambda) => match &lambda.body {
                LambdaBody::Expr(value) => search.open.push(value),
                LambdaBody::Block(block) => self.follow_block(block, search),
            },
            ExprKind::Index { object, .. } => search.open.push(object),
            ExprKind::Comprehension(comprehension) => self.follow(&comprehension.element, search),
            _ => {
                for child in Node::Expr(expr).children() {
                    if let Node::Expr(part) = child {
                        search.open.push(part);
                    }
                }
            }
        }
    }

    fn follow_local(&self, local: LocalId, search: &mut Search<'a>) {
        let Symbol::Local(local) = self.globals.local(self.checked, local) else { return };
        for source in self.sources.get(&local).into_iter().flatten() {
            search.open.push(source);
        }
    }

    /// A list's elements are spawned one by one; what is a future already stays what it is.
    fn spawned(&self, whole: &'a Expr, inner: &'a Expr, search: &mut Search<'a>) {
        match &inner.kind {
            ExprKind::Paren(inner) => self.spawned(whole, inner, search),
            ExprKind::List(items) => items.iter().for_each(|item| {
                search.found.insert(Made { span: item.span, kind: FutureKind::Spawn });
            }),
            ExprKind::Comprehension(comprehension) => {
                search.found.insert(Made { span: comprehension.element.span, kind: FutureKind::Spawn });
            }
            ExprKind::Name(_) if matches!(self.checked.types.get(inner.id), Some(Type::Future(_))) => {
                search.open.push(inner);
            }
            _ => {
                search.found.insert(Made { span: whole.span, kind: FutureKind::Spawn });
            }
        }
    }

    /// What a cell gives; of anything else that is called, what it is given.
    fn follow_call(&self, callee: &'a Expr, arguments: &'a [Argument], search: &mut Search<'a>) {
        if let Some(cell) = self.called(callee).and_then(|id| self.globals.cell(id)) {
            match &cell.body {
                CellBody::Expr(value) => search.open.push(value),
                CellBody::Block(block) => self.follow_block(block, search),
            }
            return;
        }
        if let ExprKind::Field { object, .. } = &callee.kind {
            search.open.push(object);
        }
        arguments.iter().for_each(|argument| search.open.push(&argument.value));
    }

    /// What a block gives: its last expression, and what is returned anywhere in it.
    fn follow_block(&self, block: &'a Block, search: &mut Search<'a>) {
        if let Some(Stmt { kind: StmtKind::Expr(value), .. }) = block.stmts.last() {
            search.open.push(value);
        }
        let mut open = vec![Node::Block(block)];
        while let Some(node) = open.pop() {
            match node {
                Node::Stmt(Stmt { kind: StmtKind::Return(Some(value)), .. }) => search.open.push(value),
                Node::Cell(_) | Node::Entry(_) => {}
                Node::Expr(Expr { kind: ExprKind::Lambda(_), .. }) => {}
                node => open.extend(node.children()),
            }
        }
    }
}

fn has_name(param: &Param, name: &str) -> bool {
    param_name(param).is_some_and(|(own, _)| own == name)
}
