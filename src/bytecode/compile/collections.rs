//! Lists, tuples, sets, maps and ranges.

use super::Compiler;
use crate::bytecode::{Op, Reg};
use crate::check::Type;
use crate::syntax::tree::{Expr, ExprKind};

/// Elements that are put into registers at once; longer literals are built in pieces so that frames stay small. Chosen by feel.
const PIECE_LEN: usize = 64;

impl<'a> Compiler<'a> {
    /// `[a, b, ...c]`
    pub fn list(&mut self, items: &'a [Expr], dst: Reg) {
        self.list_of(items, dst, Self::expr_into);
    }

    /// A list whose elements are compiled by `element`; a spread element adds all items of what `element` makes of it.
    pub fn list_of(&mut self, items: &'a [Expr], dst: Reg, element: fn(&mut Self, &'a Expr, Reg)) {
        if items.len() <= PIECE_LEN && items.iter().all(|item| spread(item).is_none()) {
            return self.temporarily(|this| {
                let first = this.elements(items, element);
                this.emit(Op::List { dst, first, count: items.len() as u16 });
            });
        }
        let list = self.work_register(dst);
        self.emit(Op::List { dst: list, first: list, count: 0 });
        for run in items.chunk_by(|a, b| spread(a).is_none() && spread(b).is_none()) {
            run.chunks(PIECE_LEN).for_each(|piece| self.temporarily(|this| this.append(list, piece, element)));
        }
        self.move_to(dst, list);
    }

    /// Appends some elements, or all items of one spread element.
    fn append(&mut self, list: Reg, piece: &'a [Expr], element: fn(&mut Self, &'a Expr, Reg)) {
        let src = match piece.first().and_then(spread) {
            Some(inner) => {
                let src = self.f.alloc();
                element(self, inner, src);
                src
            }
            None => {
                let first = self.elements(piece, element);
                self.emit(Op::List { dst: first, first, count: piece.len() as u16 });
                first
            }
        };
        self.emit(Op::Extend { list, src });
    }

    /// Compiles expressions into consecutive registers, the first of which is given (at least one is taken).
    pub fn elements(&mut self, items: &'a [Expr], element: fn(&mut Self, &'a Expr, Reg)) -> Reg {
        let first = self.f.registers.alloc_many(items.len().max(1));
        for (offset, item) in items.iter().enumerate() {
            element(self, item, Reg(first.0.saturating_add(offset as u16)));
        }
        first
    }

    /// `(a, b)`
    pub fn tuple(&mut self, items: &'a [Expr], dst: Reg) {
        let first = self.elements(items, Self::expr_into);
        self.emit(Op::Tuple { dst, first, count: items.len() as u16 });
    }

    /// `{a, b}`, `set[a, b]`
    pub fn set(&mut self, items: &'a [Expr], dst: Reg) {
        if items.len() <= PIECE_LEN && items.iter().all(|item| spread(item).is_none()) {
            let first = self.elements(items, Self::expr_into);
            return self.emit(Op::Set { dst, first, count: items.len() as u16 });
        }
        let set = self.work_register(dst);
        self.emit(Op::Set { dst: set, first: set, count: 0 });
        for item in items {
            self.temporarily(|this| {
                let value = this.f.alloc();
                this.expr_into(item, value);
                this.emit(match spread(item) {
                    Some(_) => Op::Merge { target: set, src: value },
                    None => Op::AddToSet { set, value },
                });
            });
        }
        self.move_to(dst, set);
    }

    /// `{k: v, ...m}`; `{}` is an empty set where the checker found that one is wanted.
    pub fn map(&mut self, expr: &Expr, entries: &'a [(Expr, Option<Expr>)], dst: Reg) {
        if entries.is_empty() && matches!(self.checked.types.get(expr.id), Some(Type::Set(_))) {
            return self.set(&[], dst);
        }
        if entries.len() * 2 <= PIECE_LEN && entries.iter().all(|(_, value)| value.is_some()) {
            return self.short_map(entries, dst);
        }
        let map = self.work_register(dst);
        self.emit(Op::Map { dst: map, first: map, count: 0 });
        for (key_expr, value_expr) in entries {
            self.temporarily(|this| {
                let key = this.f.alloc();
                this.expr_into(key_expr, key);
                let Some(value_expr) = value_expr else {
                    return this.emit(Op::Merge { target: map, src: key });
                };
                let value = this.f.alloc();
                this.expr_into(value_expr, value);
                this.emit(Op::Insert { map, key, value });
            });
        }
        self.move_to(dst, map);
    }

    fn short_map(&mut self, entries: &'a [(Expr, Option<Expr>)], dst: Reg) {
        let first = self.f.registers.alloc_many((entries.len() * 2).max(1));
        let parts = entries.iter().flat_map(|(key, value)| std::iter::once(key).chain(value));
        for (offset, part) in parts.enumerate() {
            self.expr_into(part, Reg(first.0.saturating_add(offset as u16)));
        }
        self.emit(Op::Map { dst, first, count: entries.len() as u16 });
    }

    /// `a..b`, `a..=b`, `a..b step c` as a list.
    pub fn range(
        &mut self,
        low: Option<&'a Expr>,
        high: Option<&'a Expr>,
        inclusive: bool,
        step: Option<&'a Expr>,
        dst: Reg,
    ) {
        let first = self.f.registers.alloc_many(3);
        for (offset, (part, otherwise)) in [(low, 0), (high, 0), (step, 1)].into_iter().enumerate() {
            let dst = Reg(first.0.saturating_add(offset as u16));
            match part {
                Some(part) => self.expr_into(part, dst),
                None => self.emit(Op::Int { dst, value: otherwise }),
            }
        }
        self.emit(Op::Range { inclusive, dst, first });
    }
}

/// The expression behind `...`.
pub fn spread(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Spread(inner) => Some(inner),
        _ => None,
    }
}
