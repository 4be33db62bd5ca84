//! Assignments. A value whose only use is to be replaced is changed in place.

use super::Compiler;
use super::function::InPlace;
use crate::bytecode::{Op, PlacePlan, PlaceStepPlan, Reg};
use crate::check::Resolution;
use crate::syntax::tree::{AssignOp, BinaryOp, Expr, NodeId, Place, PlaceStep};
use crate::syntax::walk;

/// A part of a variable that is replaced by what is made of it.
struct GrowingPart {
    root: Reg,
    /// The new value; the indexes stand behind it.
    first: Reg,
    plan: u16,
    /// Where the value names the part.
    node: NodeId,
}

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
        let (first, steps) = self.place_steps(place);
        let plan = self.tables.place(&mut self.out, PlacePlan { steps: steps.clone() });
        if let Some(node) = self.growing_part(place, op, value) {
            return self.grow_part(GrowingPart { root, first, plan, node }, &steps, op, value);
        }
        match op {
            None => self.expr_into(value, first),
            Some(op) => {
                self.read_part(root, &steps, first, first);
                self.update(op, first, value, first);
            }
        }
        self.emit(Op::SetPlace { root, first, plan });
    }

    /// Evaluates the indexes of a place. Gives the register for the new value, behind which they stand, and the steps.
    fn place_steps(&mut self, place: &'a Place) -> (Reg, Vec<PlaceStepPlan>) {
        let count = place.steps.iter().filter(|step| matches!(step, PlaceStep::Index(_))).count();
        let first = self.f.registers.alloc_many(1 + count);
        let mut index_reg = first;
        let mut steps = Vec::new();
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
        (first, steps)
    }

    /// Takes the part out before it is replaced, so that nothing else holds it and it can grow in place.
    fn grow_part(&mut self, part: GrowingPart, steps: &[PlaceStepPlan], op: Option<BinaryOp>, value: &'a Expr) {
        let GrowingPart { root, first, plan, node } = part;
        let taken = self.f.alloc();
        self.read_part(root, steps, taken, first);
        self.clear_part(root, first, plan, steps);
        match op {
            None => {
                self.f.in_place = Some(InPlace { node, reg: taken });
                self.expr_into(value, first);
                self.f.in_place = None;
            }
            Some(op) => {
                self.update(op, taken, value, taken);
                self.emit(Op::Take { dst: first, src: taken });
            }
        }
        self.emit(Op::SetPlace { root, first, plan });
    }

    /// Puts null in the place of the part; the indexes are needed once more, so copies of them are used.
    fn clear_part(&mut self, root: Reg, first: Reg, plan: u16, steps: &[PlaceStepPlan]) {
        let count = steps.iter().filter(|step| matches!(step, PlaceStepPlan::Index)).count();
        self.temporarily(|this| {
            let null = this.f.registers.alloc_many(1 + count);
            this.emit(Op::Null { dst: null });
            for offset in 1..=count as u16 {
                this.emit(Op::Move {
                    dst: Reg(null.0.saturating_add(offset)),
                    src: Reg(first.0.saturating_add(offset)),
                });
            }
            this.emit(Op::SetPlace { root, first: null, plan });
        });
    }

    /// Reads what the steps lead to into `dst`; the indexes stand behind `first`.
    fn read_part(&mut self, root: Reg, steps: &[PlaceStepPlan], dst: Reg, first: Reg) {
        let (mut object, mut index) = (root, first);
        for step in steps {
            match step {
                PlaceStepPlan::Field(name) => self.emit(Op::Field { dst, object, name: *name }),
                PlaceStepPlan::Index => {
                    index = Reg(index.0.saturating_add(1));
                    self.emit(Op::Index { dst, object, index });
                }
            }
            object = dst;
        }
    }
}
