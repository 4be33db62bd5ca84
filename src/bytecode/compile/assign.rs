//! Assignments. A value whose only use is to be replaced is changed in place.

use super::Compiler;
use super::function::InPlace;
use super::walk::{self, Part};
use crate::bytecode::{Op, PlacePlan, PlaceStepPlan, Reg};
use crate::check::{LocalId, Resolution};
use crate::syntax::tree::{AssignOp, BinaryOp, Block, Expr, ExprKind, Fragment, NodeId, Place, PlaceStep};

impl<'a> Compiler<'a> {
    /// `place op= value`
    pub fn assign(&mut self, place: &'a Place, op: AssignOp, value: &'a Expr) {
        let Some(Resolution::Local(local)) = self.resolution(place.id) else { return };
        let root = self.local(local);
        self.temporarily(|this| match (place.steps.is_empty(), op.0) {
            (true, None) => this.assign_variable(local, root, value),
            (true, Some(op)) => this.update(op, root, value, root),
            (false, op) => this.assign_part(root, place, op, value),
        });
    }

    fn assign_variable(&mut self, local: LocalId, root: Reg, value: &'a Expr) {
        self.f.in_place = match self.f.has_defer {
            true => None,
            false => self.only_leading_use(local, value).map(|node| InPlace { node, reg: root }),
        };
        self.expr_into(value, root);
        self.f.in_place = None;
    }

    /// `dst = current op value`
    fn update(&mut self, op: BinaryOp, current: Reg, value: &'a Expr, dst: Reg) {
        match op {
            BinaryOp::And | BinaryOp::Or | BinaryOp::Coalesce => self.update_unless(op, current, value, dst),
            _ if walk::has_block(value) => {
                let b = self.f.alloc();
                self.expr_into(value, b);
                self.emit(super::operators::plain(op, dst, current, b));
            }
            _ => self.operate(op, current, value, dst),
        }
    }

    fn update_unless(&mut self, op: BinaryOp, current: Reg, value: &'a Expr, dst: Reg) {
        let (go_on, done) = (self.f.label(), self.f.label());
        self.move_to(dst, current);
        match op {
            BinaryOp::And => self.jump(Op::JumpUnless { cond: dst, to: 0 }, done),
            BinaryOp::Or => self.jump(Op::JumpIf { cond: dst, to: 0 }, done),
            _ => {
                self.jump(Op::JumpIfNull { src: dst, to: 0 }, go_on);
                self.f.goto(done);
            }
        }
        self.f.bind(go_on);
        self.expr_into(value, dst);
        self.f.bind(done);
    }

    /// `x.field[i] op= value`: the indexes are evaluated first, then the value.
    fn assign_part(&mut self, root: Reg, place: &'a Place, op: Option<BinaryOp>, value: &'a Expr) {
        let count = place.steps.iter().filter(|step| matches!(step, PlaceStep::Index(_))).count();
        let first = self.f.registers.alloc_many(1 + count);
        let mut steps = Vec::new();
        let mut index_reg = first;
        for step in &place.steps {
            steps.push(match step {
                PlaceStep::Field(name) => PlaceStepPlan::Field(self.symbol(&name.text)),
                PlaceStep::Index(index) => {
                    index_reg = Reg(index_reg.0.saturating_add(1));
                    self.expr_into(index, index_reg);
                    PlaceStepPlan::Index
                }
            });
        }
        match op {
            None => self.expr_into(value, first),
            Some(op) => {
                self.read_part(root, &steps, first);
                self.update(op, first, value, first);
            }
        }
        let plan = self.tables.place(&mut self.out, PlacePlan { steps });
        self.emit(Op::SetPlace { root, first, plan });
    }

    /// Reads what the steps lead to into `first`; the indexes stand behind it.
    fn read_part(&mut self, root: Reg, steps: &[PlaceStepPlan], first: Reg) {
        let (mut object, mut index) = (root, first);
        for step in steps {
            match step {
                PlaceStepPlan::Field(name) => self.emit(Op::Field { dst: first, object, name: *name }),
                PlaceStepPlan::Index => {
                    index = Reg(index.0.saturating_add(1));
                    self.emit(Op::Index { dst: first, object, index });
                }
            }
            object = first;
        }
    }

    /// The use of `local` in `value`, if it is the only one and what it holds goes straight into the result.
    fn only_leading_use(&self, local: LocalId, value: &Expr) -> Option<NodeId> {
        let leading = self.leading(value)?;
        let is_it = self.resolution(leading.id) == Some(Resolution::Local(local));
        (is_it && self.count_uses(local, value) == 1).then_some(leading.id)
    }

    /// The name that is the first argument, receiver or left operand all the way down.
    fn leading<'e>(&self, expr: &'e Expr) -> Option<&'e Expr> {
        match &expr.kind {
            ExprKind::Name(_) => Some(expr),
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
            Part::Assigned(node) => usize::from(self.resolution(node) == Some(Resolution::Local(local))),
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
