//! Composites: each entry becomes a function, the composite a plan.

use super::call::{Usage, gives_future, piped};
use super::callee::{Arg, Callee};
use super::control::Want;
use super::pattern::bound_names;
use super::{Compiler, FunctionHead};
use crate::bytecode::{BranchPlan, CompositePlan, FutureKind, Op, RecordShape, Reg};
use crate::check::{Capture, LocalId, Resolution};
use crate::prelude::builtin;
use crate::syntax::tree::{
    BinaryOp, Composite, CompositeKind, CompositeOperands, Comprehension, Entry, Expr, ExprKind, Name, NodeId,
    ParallelFor, Pattern, StmtKind,
};
use crate::text::Span;

impl<'a> Compiler<'a> {
    /// `dst` = the future of the composite.
    pub fn composite(&mut self, composite: &'a Composite, dst: Reg) {
        let kind = composite.kind;
        match &composite.operands {
            CompositeOperands::Entries(entries) => self.entries(kind, entries, dst),
            CompositeOperands::List(list) => match &list.unparen().kind {
                ExprKind::Comprehension(comprehension) => self.entry_per_round(kind, comprehension, dst),
                _ => {
                    let items = self.operand(list);
                    let plan = self.plan(kind, Vec::new(), None);
                    self.emit(Op::CompositeOf { dst, items, plan });
                }
            },
            CompositeOperands::Timeout { limit_ms, body } => {
                let limit = self.operand(limit_ms);
                let branch = self.branch(body, None, body.span);
                let plan = self.plan(kind, vec![branch], None);
                self.emit(Op::Timeout { dst, limit, plan });
            }
        }
    }

    fn entries(&mut self, kind: CompositeKind, entries: &'a [Entry], dst: Reg) {
        let branches =
            entries.iter().map(|entry| self.branch(&entry.body, entry.name.as_ref(), entry.body.span)).collect();
        let names: Vec<&str> =
            entries.iter().filter_map(|entry| entry.name.as_ref()).map(|name| name.text.as_str()).collect();
        let record = (kind == CompositeKind::Parallel && !names.is_empty()).then(|| self.names_record(&names));
        let plan = self.plan(kind, branches, record);
        self.emit(Op::Composite { dst, plan });
    }

    fn names_record(&mut self, names: &[&str]) -> u16 {
        let fields = names.iter().map(|name| self.symbol(name)).collect();
        self.tables.record(&mut self.out, RecordShape { name: "".into(), fields, types: Vec::new() })
    }

    fn plan(&mut self, kind: CompositeKind, branches: Vec<BranchPlan>, record: Option<u16>) -> u16 {
        self.tables.push("composites", &mut self.out.composites, CompositePlan { kind, branches, record })
    }

    /// The function and plan of one entry.
    fn branch(&mut self, body: &'a Expr, name: Option<&Name>, span: Span) -> BranchPlan {
        let captures = self.captures(body.id);
        let registers = self.captured_registers(captures);
        let function = match &body.kind {
            // The closure is the branch.
            ExprKind::Lambda(lambda) => self.lambda_function(body.id, lambda, body.span),
            _ => {
                let index = self.reserve_function();
                let head = FunctionHead { captures: captures.len(), ..FunctionHead::plain("branch", body.span) };
                self.function(index, head, |this| {
                    this.receive_captures(captures);
                    this.branch_body(body);
                });
                index
            }
        };
        let name = name.map(|name| name.text.as_str().into());
        BranchPlan { function, captures: registers, name, kind: self.branch_kind(body), span }
    }

    /// The body of a branch: a call of something that is a future itself ends the branch by becoming it.
    fn branch_body(&mut self, body: &'a Expr) {
        self.hoist_names(body);
        let inner = body.unparen();
        self.at(inner.span, |this| match &inner.kind {
            ExprKind::Call { callee, arguments } => this.call(callee, Arg::list(arguments), Usage::Branch),
            ExprKind::Binary { op: BinaryOp::Pipe, left, right, .. } => {
                let (callee, arguments) = piped(left, right);
                this.call(callee, arguments, Usage::Branch);
            }
            _ => this.tail_expr(inner),
        });
    }

    /// The kind of a branch's row, as far as its body's form tells.
    fn branch_kind(&self, body: &'a Expr) -> FutureKind {
        match &body.unparen().kind {
            ExprKind::Call { callee, .. } => self.callee_kind(callee),
            ExprKind::Binary { op: BinaryOp::Pipe, left, right, .. } => self.callee_kind(piped(left, right).0),
            _ => FutureKind::Spawn,
        }
    }

    fn callee_kind(&self, callee: &'a Expr) -> FutureKind {
        match self.callee(callee).0 {
            Callee::Cell(id) | Callee::Closure(id) if self.checked.cells[id.0 as usize].is_async => FutureKind::Async,
            Callee::Builtin(id) if gives_future(id) && builtin("fetch") == Some(id) => FutureKind::Fetch,
            Callee::Builtin(id) if gives_future(id) => FutureKind::Sleep,
            Callee::Tool(_) | Callee::Extern(_) => FutureKind::Tool,
            Callee::Method { name, .. } if matches!(name.text.as_str(), "send" | "receive") => FutureKind::Channel,
            _ => FutureKind::Spawn,
        }
    }

    /// `parallel for x in xs [if c] … end`: the items are collected here, the body is a branch with one parameter.
    pub fn parallel_for(&mut self, each: &'a ParallelFor, dst: Reg) {
        let items = self.f.alloc();
        self.emit(Op::List { dst: items, first: items, count: 0 });
        match &each.filter {
            None => self.temporarily(|this| {
                let src = this.f.alloc();
                this.expr_into(&each.iterable, src);
                this.emit(Op::Extend { list: items, src });
            }),
            Some(filter) => self.filtered(each, filter, items),
        }
        let branch = self.loop_branch(each);
        let plan = self.plan(CompositeKind::Parallel, vec![branch], None);
        self.emit(Op::ParallelEach { dst, items, plan });
    }

    /// The branch of a loop: its item comes as argument, everything else is captured.
    fn loop_branch(&mut self, each: &'a ParallelFor) -> BranchPlan {
        let item_locals = self.pattern_locals(std::iter::once(&each.pattern));
        let (of_item, fixed) = self.split_captures(each.body.id, &item_locals);
        let registers = self.captured_registers(&fixed);
        let index = self.reserve_function();
        let span = each.body.span;
        let head =
            FunctionHead { params: 1, required: 1, captures: fixed.len(), ..FunctionHead::plain("branch", span) };
        self.function(index, head, |this| {
            let item = this.f.alloc();
            this.receive_captures(&fixed);
            this.f.has_defer = crate::syntax::walk::has_defer(&each.body);
            this.bind_irrefutable(&each.pattern, item);
            for capture in &of_item {
                let reg = this.local(capture.outer);
                this.f.locals.insert(capture.inner, reg);
            }
            match only_expr(each) {
                Some(body) => this.branch_body(body),
                None => this.sequence(&each.body.stmts, Want::Tail),
            }
        });
        let kind = only_expr(each).map_or(FutureKind::Spawn, |body| self.branch_kind(body));
        BranchPlan { function: index, captures: registers, name: None, kind, span }
    }

    /// The captures of `node`: of the given variables, and of all others.
    fn split_captures(&self, node: NodeId, locals: &[LocalId]) -> (Vec<Capture>, Vec<Capture>) {
        self.captures(node).iter().partition(|capture| locals.contains(&capture.outer))
    }

    fn filtered(&mut self, each: &'a ParallelFor, filter: &'a Expr, items: Reg) {
        self.scoped(|this| {
            let iter = this.f.registers.alloc_many(2);
            this.temporarily(|this| {
                let src = this.operand(&each.iterable);
                this.emit(Op::IterStart { iter, src });
            });
            let item = this.f.alloc();
            let (next, exit) = (this.f.label(), this.f.label());
            this.f.bind(next);
            this.jump(Op::IterNext { iter, dst: item, to: 0 }, exit);
            this.scoped(|this| {
                let copy = this.f.alloc();
                this.emit(Op::Move { dst: copy, src: item });
                this.bind_irrefutable(&each.pattern, copy);
                this.jump_unless(filter, next);
                this.emit(Op::Push { list: items, value: item });
            });
            this.f.goto(next);
            this.f.bind(exit);
        });
    }

    /// `race([f(x) for x in xs])`: each round's element is a branch. The variables of the rounds travel as a tuple.
    fn entry_per_round(&mut self, kind: CompositeKind, comprehension: &'a Comprehension, dst: Reg) {
        let element = &comprehension.element;
        let round_locals = self.pattern_locals(comprehension.clauses.iter().map(|(pattern, _, _)| pattern));
        let (per_round, fixed) = self.split_captures(element.id, &round_locals);
        let items = self.f.alloc();
        self.emit(Op::List { dst: items, first: items, count: 0 });
        self.clauses(&comprehension.clauses, &mut |this| {
            this.temporarily(|this| {
                let first = this.f.registers.alloc_many(per_round.len().max(1));
                for (offset, capture) in per_round.iter().enumerate() {
                    let src = this.local(capture.outer);
                    this.emit(Op::Move { dst: Reg(first.0 + offset as u16), src });
                }
                this.emit(Op::Tuple { dst: first, first, count: per_round.len() as u16 });
                this.emit(Op::Push { list: items, value: first });
            });
        });
        let branch = self.round_branch(element, &per_round, &fixed);
        let plan = self.plan(kind, vec![branch], None);
        self.emit(Op::ParallelEach { dst, items, plan });
    }

    fn pattern_locals<'p>(&self, patterns: impl Iterator<Item = &'p Pattern>) -> Vec<LocalId> {
        let mut names: Vec<(NodeId, &str)> = Vec::new();
        patterns.for_each(|pattern| bound_names(pattern, &mut names));
        let locals = names.into_iter().filter_map(|(id, _)| match self.resolution(id) {
            Some(Resolution::Local(local)) => Some(local),
            _ => None,
        });
        locals.collect()
    }

    fn round_branch(&mut self, element: &'a Expr, per_round: &[Capture], fixed: &[Capture]) -> BranchPlan {
        let registers = self.captured_registers(fixed);
        let index = self.reserve_function();
        let head = FunctionHead {
            params: 1,
            required: 1,
            captures: fixed.len(),
            ..FunctionHead::plain("branch", element.span)
        };
        self.function(index, head, |this| {
            let round = this.f.alloc();
            this.receive_captures(fixed);
            for (offset, capture) in per_round.iter().enumerate() {
                let dst = this.f.alloc();
                this.emit(Op::TupleField { dst, object: round, index: offset as u16 });
                let name = &this.checked.locals[capture.inner.0 as usize].name;
                this.f.declare(capture.inner, name, dst);
            }
            this.round_body(element);
        });
        BranchPlan {
            function: index,
            captures: registers,
            name: None,
            kind: self.branch_kind(element),
            span: element.span,
        }
    }

    /// A round's body. A closure is the branch: it is called, with the round's variables as its captures.
    fn round_body(&mut self, element: &'a Expr) {
        let ExprKind::Lambda(lambda) = &element.kind else { return self.branch_body(element) };
        let function = self.lambda_function(element.id, lambda, element.span);
        let captures = self.captures(element.id).iter().map(|capture| self.local(capture.inner)).collect();
        let dst = self.f.alloc();
        self.emit_closure(function, captures, dst);
        self.emit(Op::CallValue { argc: 0, dst, args: dst });
        self.emit(Op::Return { src: dst });
    }
}

/// The body of a loop that is a single expression.
fn only_expr(each: &ParallelFor) -> Option<&Expr> {
    match each.body.stmts.as_slice() {
        [stmt] => match &stmt.kind {
            StmtKind::Expr(body) => Some(body),
            _ => None,
        },
        _ => None,
    }
}
