//! Which values may be changed in place: those whose last use it is.
//!
//! `xs = push(xs, v)` would copy the list if the variable kept its hold on it while the call runs. So the variable's value is taken
//! when the assignment's right side uses it once, first of all; likewise a part (`m[k] = push(m[k], v)`), and any
//! variable that a returned expression uses once. Not in a function that registers `defer`s: they see its variables when
//! something fails.

use super::Compiler;
use super::collections::spread;
use super::function::InPlace;
use crate::base::SortedMap;
use crate::bytecode::{Op, Reg};
use crate::check::{LocalId, Resolution, Type};
use crate::prelude::builtin;
use crate::syntax::tree::{Argument, BinaryOp, Block, Expr, ExprKind, Fragment, NodeId, Place, PlaceStep};
use crate::syntax::walk::{self, Part};

impl<'a> Compiler<'a> {
    /// `x = value`
    pub fn assign_variable(&mut self, local: LocalId, root: Reg, value: &'a Expr) {
        let node = if self.may_take(value) { self.only_leading_use(local, value) } else { None };
        match node {
            Some(node) if self.push_items(root, node, value) => {}
            _ => {
                self.f.in_place = node.map(|node| InPlace { node, reg: root });
                self.expr_into(value, root);
                self.f.in_place = None;
            }
        }
    }

    /// A block in the value could leave it half-way, by `continue` for example.
    fn may_take(&self, value: &Expr) -> bool {
        !self.f.has_defer && !walk::has_block(value)
    }

    /// `xs = push(xs, v)` and `xs = xs ++ [v]` for a list: the items are appended where the list is.
    fn push_items(&mut self, list: Reg, node: NodeId, value: &'a Expr) -> bool {
        let Some(items) = self.pushed_items(node, value) else { return false };
        self.temporarily(|this| {
            let first = this.f.registers.alloc_many(items.len());
            let register = |offset: usize| Reg(first.0.saturating_add(offset as u16));
            for (offset, item) in items.iter().enumerate() {
                this.expr_into(item, register(offset));
            }
            for offset in 0..items.len() {
                this.emit(Op::Push { list, value: register(offset) });
            }
        });
        true
    }

    fn pushed_items(&self, node: NodeId, value: &'a Expr) -> Option<Vec<&'a Expr>> {
        match &value.unparen().kind {
            ExprKind::Call { callee, arguments } => {
                match (arguments.as_slice(), self.resolution(callee.unparen().id)) {
                    ([list, item], Some(Resolution::Builtin(id)))
                        if [builtin("push"), builtin("append")].contains(&Some(id))
                            && is_plain(list)
                            && is_plain(item) =>
                    {
                        self.is_list(&list.value, node).then(|| vec![&item.value])
                    }
                    _ => None,
                }
            }
            ExprKind::Binary { op: BinaryOp::Concat, left, right, .. } => match &right.unparen().kind {
                ExprKind::List(items) if items.len() <= 8 && items.iter().all(|item| spread(item).is_none()) => {
                    self.is_list(left, node).then(|| items.iter().collect())
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn is_list(&self, expr: &Expr, node: NodeId) -> bool {
        let expr = expr.unparen();
        expr.id == node && matches!(self.checked.types.get(expr.id), Some(Type::List(_)))
    }

    /// Where `value` names the assigned part, if it is worth taking it out first.
    pub fn growing_part(&self, place: &Place, op: Option<BinaryOp>, value: &'a Expr) -> Option<NodeId> {
        let Some(Resolution::Local(local)) = self.resolution(place.id) else { return None };
        if !self.may_take(value) {
            return None;
        }
        match op {
            Some(BinaryOp::Concat) if self.count_uses(local, value) == 0 => Some(place.id),
            Some(_) => None,
            None => {
                let leading = self.leading(value).filter(|leading| leading.id != value.id)?;
                let is_it = self.is_place(leading, local, &place.steps);
                (is_it && self.count_uses(local, value) == 1).then_some(leading.id)
            }
        }
    }

    /// Whether `expr` reads just what the place names. Indexes must be plain names or literals, and so have no effect.
    fn is_place(&self, expr: &Expr, local: LocalId, steps: &[PlaceStep]) -> bool {
        let Some((last, before)) = steps.split_last() else {
            return self.resolution(expr.id) == Some(Resolution::Local(local));
        };
        match (&expr.unparen().kind, last) {
            (ExprKind::Field { object, name, optional: false }, PlaceStep::Field(field)) => {
                self.resolution(expr.id).is_none() && name.text == field.text && self.is_place(object, local, before)
            }
            (ExprKind::Index { object, index, optional: false }, PlaceStep::Index(written)) => {
                self.is_same_leaf(index, written) && self.is_place(object, local, before)
            }
            _ => false,
        }
    }

    fn is_same_leaf(&self, a: &Expr, b: &Expr) -> bool {
        match (&a.unparen().kind, &b.unparen().kind) {
            (ExprKind::Name(_), ExprKind::Name(_)) => {
                self.resolution(a.unparen().id) == self.resolution(b.unparen().id)
            }
            (ExprKind::Int(a), ExprKind::Int(b)) => a == b,
            (ExprKind::String(a), ExprKind::String(b)) => match (a.fragments.as_slice(), b.fragments.as_slice()) {
                ([Fragment::Text(a)], [Fragment::Text(b)]) => a == b,
                _ => false,
            },
            _ => false,
        }
    }

    /// Compiles a returned expression: variables that it uses once are used for the last time.
    pub fn with_last_uses(&mut self, expr: &'a Expr, body: impl FnOnce(&mut Self)) {
        if self.may_take(expr) {
            self.f.last_uses = self.single_uses(expr);
        }
        body(self);
        self.f.last_uses.clear();
    }

    fn single_uses(&self, expr: &Expr) -> Vec<NodeId> {
        let mut uses = SortedMap::new();
        self.collect_uses(expr, 1, &mut uses);
        uses.into_values().into_iter().filter(|(count, _)| *count == 1).map(|(_, node)| node).collect()
    }

    fn collect_uses(&self, expr: &Expr, times: usize, uses: &mut SortedMap<LocalId, (usize, NodeId)>) {
        let mut note = |local, node| uses.get_or_insert_with(local, || (0, node)).0 += times;
        match self.resolution(expr.id) {
            Some(Resolution::Local(local)) if !self.is_scalar(local) => note(local, expr.id),
            _ => {}
        }
        self.captures(expr.id).iter().for_each(|capture| note(capture.outer, expr.id));
        let times = if matches!(expr.kind, ExprKind::Comprehension(_)) { 2 } else { times };
        walk::expr_parts(expr, &mut |part| match part {
            Part::Expr(inner) => self.collect_uses(inner, times, uses),
            Part::Function(node) => {
                for capture in self.captures(node) {
                    uses.get_or_insert_with(capture.outer, || (0, node)).0 += 2;
                }
            }
            Part::Block(_) | Part::Assigned(_) => {}
        });
    }

    /// Values that are copied as fast as they are moved.
    fn is_scalar(&self, local: LocalId) -> bool {
        matches!(self.checked.locals[local.0 as usize].ty, Type::Int | Type::Float | Type::Bool | Type::Future(_))
    }

    /// Whether the value that `node` names is used here for the last time.
    pub fn is_last_use(&self, node: NodeId) -> bool {
        self.f.in_place.is_some_and(|place| place.node == node) || self.f.last_uses.contains(&node)
    }

    /// The use of `local` in `value`, if it is the only one and what it holds goes straight into the result.
    fn only_leading_use(&self, local: LocalId, value: &Expr) -> Option<NodeId> {
        let leading = self.leading(value)?;
        let is_it = self.resolution(leading.id) == Some(Resolution::Local(local));
        (is_it && self.count_uses(local, value) == 1).then_some(leading.id)
    }

    /// The name or part that is the first argument, receiver or left operand all the way down.
    fn leading<'e>(&self, expr: &'e Expr) -> Option<&'e Expr> {
        match &expr.kind {
            ExprKind::Name(_) | ExprKind::Field { .. } | ExprKind::Index { .. } => Some(expr),
            ExprKind::Paren(inner) => self.leading(inner),
            ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Concat | BinaryOp::Pipe, left, .. } => self.leading(left),
            ExprKind::Call { callee, arguments } => match (&callee.kind, self.resolution(callee.id)) {
                (ExprKind::Field { object, .. }, None) => self.leading(object),
                (_, Some(Resolution::Builtin(_) | Resolution::Cell(_))) => self.leading(&arguments.first()?.value),
                _ => None,
            },
            ExprKind::String(literal) => match literal.fragments.first()? {
                Fragment::Interpolation { value, spec: None } => self.leading(value),
                _ => None,
            },
            _ => None,
        }
    }

    /// How often `expr` reads or writes the variable; a capture counts.
    fn count_uses(&self, local: LocalId, expr: &Expr) -> usize {
        let own = usize::from(self.resolution(expr.id) == Some(Resolution::Local(local)));
        let mut count = own + self.count_captures(local, expr.id);
        walk::expr_parts(expr, &mut |part| count += self.count_in_part(local, part));
        count
    }

    fn count_in_part(&self, local: LocalId, part: Part<'_>) -> usize {
        match part {
            Part::Expr(inner) => self.count_uses(local, inner),
            Part::Block(block) => self.count_in_block(local, block),
            Part::Function(node) => self.count_captures(local, node),
            Part::Assigned(place) => usize::from(self.resolution(place.id) == Some(Resolution::Local(local))),
        }
    }

    fn count_in_block(&self, local: LocalId, block: &Block) -> usize {
        let mut count = 0;
        for stmt in &block.stmts {
            walk::stmt_parts(stmt, &mut |part| count += self.count_in_part(local, part));
        }
        count
    }

    fn count_captures(&self, local: LocalId, node: NodeId) -> usize {
        self.captures(node).iter().filter(|capture| capture.outer == local).count()
    }
}

fn is_plain(argument: &Argument) -> bool {
    argument.name.is_none() && spread(&argument.value).is_none()
}
