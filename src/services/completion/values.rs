//! Where a value or a statement is wanted.

use super::snippets::{Position, SNIPPETS};
use super::{Completion, Site};
use crate::base::sort_by_key;
use crate::check::{EnumId, LocalId, Resolution, Type, fits};
use crate::prelude::{BUILTINS, cells};
use crate::services::callee::{callee, of_symbol};
use crate::services::describe::{SymbolKind, describe};
use crate::services::node::Node;
use crate::services::symbol::Symbol;
use crate::syntax::tree::{BinaryOp, Expr, ExprKind};

/// The order of the list. What fits the wanted type goes before what does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Argument,
    Wanted,
    Local,
    Global,
    Variant,
    Form,
    Declaration,
    Builtin,
}

struct Ranked(Vec<(Rank, Completion)>);

impl Ranked {
    fn add(&mut self, rank: Rank, item: impl IntoIterator<Item = Completion>) {
        self.0.extend(item.into_iter().map(|item| (rank, item)));
    }
}

impl Site<'_> {
    /// What may stand where `expr`, the name of the probe, stands.
    pub fn values(&self, expr: &Expr, above: &[Node<'_>]) -> Vec<Completion> {
        let parent = above.last().copied();
        let mut items = Ranked(Vec::new());
        let is_piped = matches!(parent, Some(Node::Expr(Expr { kind: ExprKind::Binary { op: BinaryOp::Pipe, right, .. }, .. })) if right.id == expr.id);
        let is_awaited = matches!(parent, Some(Node::Expr(Expr { kind: ExprKind::Await(_), .. })));
        items.add(Rank::Argument, self.argument_names(expr, parent));
        items.add(Rank::Argument, self.missing_arms_of_body(above));
        self.add_locals(&mut items, is_awaited);
        if !is_piped {
            self.add_variants(&mut items);
        }
        self.add_globals(&mut items, is_piped);
        if !is_piped {
            self.add_forms(&mut items, above, is_awaited);
        }
        let rows = BUILTINS.iter().chain(cells());
        items.add(Rank::Builtin, rows.map(|row| self.builtin(row, is_piped)));
        sort_by_key(&mut items.0, |(rank, _)| *rank);
        items.0.into_iter().map(|(_, item)| item).collect()
    }

    /// The variables that can be assigned.
    pub fn assignable(&self) -> Vec<Completion> {
        let mutable = |local: &&LocalId| self.analysis.checked.locals[local.0 as usize].mutable;
        self.probe.scope.locals.iter().filter(mutable).map(|local| self.local(*local)).collect()
    }

    fn argument_names(&self, expr: &Expr, parent: Option<Node<'_>>) -> Vec<Completion> {
        let Some(Node::Expr(Expr { kind: ExprKind::Call { callee: called, arguments }, .. })) = parent else {
            return Vec::new();
        };
        let is_own = arguments.iter().any(|argument| argument.value.id == expr.id && argument.name.is_none());
        match callee(self.analysis, &self.globals, called).filter(|_| is_own) {
            Some(target) => self.names_left(&target, arguments),
            None => Vec::new(),
        }
    }

    /// Whether a type is what is wanted, and something certain is.
    fn is_wanted(&self, ty: &Type) -> bool {
        let Some(wanted) = &self.probe.scope.wanted else { return false };
        !is_vague(wanted) && !is_vague(ty) && fits(ty, wanted)
    }

    fn add_locals(&self, items: &mut Ranked, is_awaited: bool) {
        for &local in &self.probe.scope.locals {
            let info = &self.analysis.checked.locals[local.0 as usize];
            let is_future = is_awaited && holds_future(&info.ty);
            let rank = if is_future || self.is_wanted(&info.ty) { Rank::Wanted } else { Rank::Local };
            items.add(rank, [self.local(local)]);
        }
    }

    fn local(&self, local: LocalId) -> Completion {
        let info = &self.analysis.checked.locals[local.0 as usize];
        if let Some(cell) = self.analysis.checked.nested_cells.get(&local)
            && let Some(item) = self.callable(Symbol::Cell(*cell), false)
        {
            return item;
        }
        let kind = if self.is_parameter(local) { SymbolKind::Parameter } else { SymbolKind::Variable };
        let ty = if info.ty.is_unknown() { String::new() } else { self.analysis.show(&info.ty) };
        Completion::plain(&info.name, kind).detail(ty)
    }

    /// Whether a variable is a parameter of one of the functions around the place.
    fn is_parameter(&self, local: LocalId) -> bool {
        let params = self.path.iter().flat_map(|node| match node {
            Node::Cell(cell) => cell.params.as_slice(),
            Node::Expr(Expr { kind: ExprKind::Lambda(lambda), .. }) => lambda.params.as_slice(),
            _ => &[],
        });
        let own = Some(&Resolution::Local(local));
        params.into_iter().any(|param| self.analysis.checked.resolutions.get(param.pattern.id) == own)
    }

    fn add_globals(&self, items: &mut Ranked, is_piped: bool) {
        for (name, symbol) in self.globals.iter() {
            if self.is_hidden(name) {
                continue;
            }
            match symbol {
                Symbol::Cell(id) => {
                    let fits = self.is_wanted(&self.analysis.checked.cells[id.0 as usize].result);
                    items.add(if fits { Rank::Wanted } else { Rank::Global }, self.callable(symbol, is_piped));
                }
                Symbol::Record(id) => {
                    let fits = matches!(&self.probe.scope.wanted, Some(Type::Record(wanted, _)) if *wanted == id);
                    items.add(if fits { Rank::Wanted } else { Rank::Global }, self.callable(symbol, is_piped));
                }
                Symbol::Alias(_) => {}
                Symbol::Extern(_) => items.add(Rank::Global, self.callable(symbol, is_piped)),
                _ => {
                    let described = describe(self.analysis, &self.globals, symbol);
                    let insert = match symbol {
                        Symbol::Tool(_) if !self.is_called => format!("{name}(${{}})"),
                        _ => name.to_owned(),
                    };
                    items
                        .add(Rank::Global, [Completion::plain(name, described.kind).doc(described.doc).insert(insert)]);
                }
            }
        }
    }

    fn is_hidden(&self, name: &str) -> bool {
        self.probe.scope.locals.iter().any(|local| self.analysis.checked.locals[local.0 as usize].name == name)
    }

    /// A cell, record, variant or host function as an entry that calls it.
    pub fn callable(&self, symbol: Symbol, skips_first: bool) -> Option<Completion> {
        let target = of_symbol(self.analysis, &self.globals, symbol, skips_first)?;
        let parameters: Vec<&str> = target.parameters.iter().map(|parameter| parameter.text.as_str()).collect();
        let detail = format!("({}){}", parameters.join(", "), target.tail);
        let insert = match symbol {
            Symbol::Record(_) => self.construction(&target.head, &target.parameters),
            _ => self.call(&target.head, &target.parameters),
        };
        Some(Completion::plain(target.head, self.kind_of(symbol)).detail(detail).doc(target.doc).insert(insert))
    }

    fn kind_of(&self, symbol: Symbol) -> SymbolKind {
        match symbol {
            Symbol::Cell(id) if self.analysis.checked.cells[id.0 as usize].method_of.is_some() => SymbolKind::Method,
            Symbol::Cell(_) => SymbolKind::Cell,
            Symbol::Record(_) => SymbolKind::Record,
            Symbol::Extern(_) => SymbolKind::Extern,
            _ => SymbolKind::Variant,
        }
    }

    /// A variant as a value.
    pub fn variant(&self, id: EnumId, index: u16) -> Option<Completion> {
        let variant = self.analysis.checked.enums[id.0 as usize].variants.get(index as usize)?;
        if variant.fields.is_empty() {
            let described = describe(self.analysis, &self.globals, Symbol::Variant(id, index));
            return Some(
                Completion::plain(&variant.name, SymbolKind::Variant).detail(described.code).doc(described.doc),
            );
        }
        self.callable(Symbol::Variant(id, index), false)
    }

    fn add_variants(&self, items: &mut Ranked) {
        for (id, info) in (0..).map(EnumId).zip(&self.analysis.checked.enums) {
            let fits = matches!(&self.probe.scope.wanted, Some(Type::Enum(wanted, _)) if *wanted == id);
            let rank = if fits { Rank::Wanted } else { Rank::Variant };
            if id != EnumId::FUTURE_STATE || fits {
                items.add(rank, (0..info.variants.len() as u16).filter_map(|index| self.variant(id, index)));
            }
        }
    }

    fn add_forms(&self, items: &mut Ranked, above: &[Node<'_>], is_awaited: bool) {
        let position = position(self.probe.name, above);
        let is_own_value = matches!(above.last(), Some(Node::Stmt(_)));
        for form in SNIPPETS.iter().filter(|form| form.position <= position) {
            let before = if form.is_composite && is_own_value && !is_awaited { "await " } else { "" };
            let rank = match form.position {
                Position::Item => Rank::Declaration,
                _ if is_awaited && form.is_composite => Rank::Wanted,
                _ => Rank::Form,
            };
            items.add(rank, [form.completion(before)]);
        }
    }
}

/// Whether a statement, or even a declaration, may begin at `name`.
fn position(name: crate::text::Span, above: &[Node<'_>]) -> Position {
    match above {
        [Node::Item(_), Node::Stmt(stmt)] if stmt.span.start == name.start => Position::Item,
        [.., Node::Stmt(stmt)] if stmt.span.start == name.start => Position::Statement,
        _ => Position::Value,
    }
}

fn is_vague(ty: &Type) -> bool {
    matches!(ty, Type::Unknown | Type::Any | Type::NonNull | Type::Generic(_) | Type::Never | Type::Json)
}

fn holds_future(ty: &Type) -> bool {
    match ty {
        Type::Future(_) => true,
        Type::List(part) | Type::Map(_, part) => holds_future(part),
        Type::Tuple(parts) => parts.iter().any(holds_future),
        _ => false,
    }
}
