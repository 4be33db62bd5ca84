//! `parallel`, `race`, `vote`, `select` and `timeout` (rules R10 to R15).
//!
//! Each branch is a function of its own that captures what it uses; only the names of `parallel` and `select` land in
//! the scope around them.

use super::checker::{ANY, Checker, Use};
use super::messages::{async_ as messages, declarations, names};
use super::scope::{FrameKind, Origin};
use super::types::{fits, settled, union_of, without_future};
use super::{LocalId, Resolution, Type};
use crate::base::SortedMap;
use crate::syntax::tree::{
    Composite, CompositeKind, CompositeOperands, Comprehension, Entry, Expr, ExprKind, NodeId, ParallelFor,
};
use crate::text::Span;

impl<'t> Checker<'t> {
    /// The type that awaiting the composite gives.
    pub fn composite(&mut self, composite: &'t Composite, is_awaited: bool) -> Type {
        match &composite.operands {
            CompositeOperands::Entries(entries) => self.entries(composite, entries, is_awaited),
            CompositeOperands::List(list) => self.handles(composite.kind, list),
            CompositeOperands::Timeout { limit_ms, body } => self.timeout(limit_ms, body),
        }
    }

    fn entries(&mut self, composite: &'t Composite, entries: &'t [Entry], is_awaited: bool) -> Type {
        let word = word(composite.kind);
        if entries.is_empty() {
            self.report(messages::empty_composite(word, composite.keyword));
        }
        let mut types: Vec<Type> = Vec::new();
        for entry in entries {
            let ty = self.branch(&entry.body);
            types.push(settled(&without_future(ty)));
        }
        self.check_names(composite, entries, is_awaited);
        self.bind_names(composite.kind, entries, &types, is_awaited);
        match composite.kind {
            CompositeKind::Parallel => parallel_type(entries, types),
            _ if types.is_empty() => Type::Unknown,
            _ => union_of(types),
        }
    }

    /// A branch: a function without parameters whose body is the whole entry.
    fn branch(&mut self, body: &'t Expr) -> Type {
        if let ExprKind::Lambda(_) = body.kind {
            return match self.expr(body, ANY) {
                Type::Function(_, result) => *result,
                _ => Type::Unknown,
            };
        }
        self.branch_with(body.id, |checker| checker.expr(body, ANY))
    }

    /// Checks a branch's body in a function of its own; `return` values count too.
    fn branch_with(&mut self, node: NodeId, body: impl FnOnce(&mut Self) -> Type) -> Type {
        self.open_function(FrameKind::Branch);
        let ty = body(self);
        let mut returns = self.close_function(node);
        returns.push(ty);
        union_of(returns)
    }

    fn check_names(&mut self, composite: &'t Composite, entries: &'t [Entry], is_awaited: bool) {
        let mut seen: SortedMap<&str, Span> = SortedMap::new();
        let has_names = entries.iter().any(|entry| entry.name.is_some());
        for entry in entries {
            let Some(name) = &entry.name else {
                if has_names && composite.kind == CompositeKind::Parallel {
                    self.report(messages::bare_entry_left_out(entry.span));
                }
                continue;
            };
            match composite.kind {
                CompositeKind::Race | CompositeKind::Vote | CompositeKind::Timeout => {
                    self.report(messages::named_entry(word(composite.kind), name, entry.body.span));
                }
                kind if !is_awaited => {
                    self.report(messages::named_entry_without_await(word(kind), name, composite.keyword));
                }
                _ => {}
            }
            if let Some(first) = seen.insert(&name.text, name.span) {
                self.report(declarations::duplicate_binding(name, first));
            }
        }
    }

    /// After the await the names are new variables of the scope around it.
    fn bind_names(&mut self, kind: CompositeKind, entries: &'t [Entry], types: &[Type], is_awaited: bool) {
        if !is_awaited {
            return;
        }
        for (entry, ty) in entries.iter().zip(types) {
            let Some(name) = &entry.name else { continue };
            if let Some(Resolution::Local(hidden)) = self.visible_local(&name.text) {
                let first = self.out.locals[hidden.0 as usize].span;
                self.report(names::shadowed_name(name, first));
            }
            let ty = if kind == CompositeKind::Select { ty.clone().optional() } else { ty.clone() };
            let local = self.bind(name, ty, Origin::Entry);
            self.out.resolutions.insert(entry.binding, Resolution::Local(local));
        }
    }

    /// The variables that an awaited composite has bound.
    pub fn names_bound_by(&self, awaited: &Expr) -> Vec<LocalId> {
        let ExprKind::Composite(composite) = &awaited.unparen().kind else { return Vec::new() };
        let CompositeOperands::Entries(entries) = &composite.operands else { return Vec::new() };
        let local = |entry: &Entry| match self.out.resolutions.get(entry.binding) {
            Some(Resolution::Local(local)) => Some(*local),
            _ => None,
        };
        entries.iter().filter_map(local).collect()
    }

    /// A variable of this very function, without capturing or counting as a use.
    fn visible_local(&self, name: &str) -> Option<Resolution> {
        self.frames.last().and_then(|frame| frame.find(name)).map(Resolution::Local)
    }

    /// Call form with one list: its elements are handles, or a comprehension's rounds are branches.
    fn handles(&mut self, kind: CompositeKind, list: &'t Expr) -> Type {
        let element = match &list.kind {
            ExprKind::Comprehension(comprehension) => self.branch_per_round(comprehension),
            _ => {
                let ty = self.expr(list, ANY);
                super::exprs::element_of(&ty)
            }
        };
        let value = settled(&element);
        if kind == CompositeKind::Parallel { Type::list(value) } else { value }
    }

    fn branch_per_round(&mut self, comprehension: &'t Comprehension) -> Type {
        self.open_scope();
        self.clauses(&comprehension.clauses);
        let ty = self.branch(&comprehension.element);
        self.close_scope();
        without_future(ty)
    }

    /// `timeout(ms, e)` (rule R15).
    fn timeout(&mut self, limit_ms: &'t Expr, body: &'t Expr) -> Type {
        let limit = self.expr(limit_ms, Use::Value(&Type::Int));
        self.limits += 1;
        let ty = self.branch(body);
        self.limits -= 1;
        if !fits(&limit, &Type::Int) {
            self.report_limit(limit_ms, &limit, body, &ty);
        }
        settled(&without_future(ty)).optional()
    }

    fn report_limit(&mut self, limit_ms: &'t Expr, limit: &Type, body: &'t Expr, ty: &Type) {
        let number = match &body.kind {
            ExprKind::Int(number) => Some(number.to_string()),
            ExprKind::Name(name) if *ty == Type::Int => Some(name.text.clone()),
            _ => None,
        };
        if let Some(number) = number {
            self.report(messages::swapped_limit(limit_ms.span, body.span, &number));
        } else if !self.needs_value(limit_ms, limit, "the limit of `timeout`") {
            let shown = self.show(limit);
            self.report(messages::timeout_limit(limit_ms.span, &shown));
        }
    }

    /// The list that awaiting a `parallel for` gives.
    pub fn parallel_for(&mut self, body: &'t ParallelFor) -> Type {
        let element = self.iterated(&body.iterable);
        self.open_scope();
        self.bind_pattern(&body.pattern, &element);
        if let Some(filter) = &body.filter {
            self.condition(filter);
            self.assume(filter, true);
        }
        let ty = self.branch_with(body.body.id, |checker| checker.block(&body.body, ANY));
        self.close_scope();
        Type::list(settled(&without_future(ty)))
    }
}

fn parallel_type(entries: &[Entry], types: Vec<Type>) -> Type {
    if entries.iter().all(|entry| entry.name.is_none()) {
        return Type::list(union_of(types));
    }
    let named = entries.iter().zip(types).filter_map(|(entry, ty)| Some((entry.name.as_ref()?.text.clone(), ty)));
    Type::Fields(named.collect())
}

/// The word that opens a composite.
fn word(kind: CompositeKind) -> &'static str {
    match kind {
        CompositeKind::Parallel => "parallel",
        CompositeKind::Race => "race",
        CompositeKind::Vote => "vote",
        CompositeKind::Select => "select",
        CompositeKind::Timeout => "timeout",
    }
}
