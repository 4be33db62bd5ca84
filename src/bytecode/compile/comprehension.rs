//! Comprehensions: loops that collect.

use super::Compiler;
use crate::bytecode::{Op, Reg};
use crate::syntax::tree::{Comprehension, ComprehensionKind, Expr, Pattern};

type ForClause = (Pattern, Expr, Option<Expr>);

impl<'a> Compiler<'a> {
    /// `[e for x in xs if c]` and its set and map forms; with `spawns`, each element becomes a future (rule R2c).
    pub fn comprehension(&mut self, comprehension: &'a Comprehension, spawns: bool, dst: Reg) {
        let target = self.work_register(dst);
        self.emit(match comprehension.kind {
            ComprehensionKind::List => Op::List { dst: target, first: target, count: 0 },
            ComprehensionKind::Set => Op::Set { dst: target, first: target, count: 0 },
            ComprehensionKind::Map => Op::Map { dst: target, first: target, count: 0 },
        });
        self.clauses(&comprehension.clauses, &mut |this| {
            this.temporarily(|this| this.collect_element(comprehension, spawns, target));
        });
        self.move_to(dst, target);
    }

    /// Runs `body` for each combination of items, outermost clause first.
    pub fn clauses(&mut self, clauses: &'a [ForClause], body: &mut dyn FnMut(&mut Self)) {
        match clauses.split_first() {
            Some(((pattern, iterable, filter), inner)) => {
                self.for_items(iterable, pattern, filter.as_ref(), &mut |this| this.clauses(inner, body));
            }
            None => body(self),
        }
    }

    fn collect_element(&mut self, comprehension: &'a Comprehension, spawns: bool, target: Reg) {
        let element = self.f.alloc();
        match spawns {
            true => self.spawn(&comprehension.element, element),
            false => self.expr_into(&comprehension.element, element),
        }
        match (comprehension.kind, &comprehension.value) {
            (ComprehensionKind::Set, _) => self.emit(Op::AddToSet { set: target, value: element }),
            (ComprehensionKind::Map, Some(value_expr)) => {
                let value = self.f.alloc();
                self.expr_into(value_expr, value);
                self.emit(Op::Insert { map: target, key: element, value });
            }
            _ => self.emit(Op::Push { list: target, value: element }),
        }
    }
}
