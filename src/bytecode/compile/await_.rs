//! `await`, and the names that an awaited `parallel` or `select` binds.

use super::Compiler;
use super::labels::Label;
use crate::bytecode::{Op, Reg};
use crate::check::Resolution;
use crate::syntax::tree::{CompositeKind, CompositeOperands, Entry, Expr, ExprKind};

/// Names of an awaited composite: position among the entries, and the register of the name.
type Bindings = Vec<(usize, Reg)>;

impl<'a> Compiler<'a> {
    /// `dst = await operand`. With `on_failure`, a failure is put into `dst` and control goes there.
    pub fn await_into(&mut self, operand: &'a Expr, dst: Reg, on_failure: Option<Label>) {
        let (kind, bindings) = self.composite_bindings(operand);
        self.temporarily(|this| {
            let src = this.awaited(operand, dst, !bindings.is_empty());
            match on_failure {
                Some(label) => this.jump(Op::AwaitOr { dst, src, to: 0 }, label),
                None => this.emit(Op::Await { dst, src }),
            }
            match kind {
                Some(CompositeKind::Select) => this.bind_winner(&bindings, src, dst),
                _ => this.bind_fields(&bindings, dst),
            }
        });
    }

    /// The register of what is awaited; `dst` itself unless the future is still needed.
    fn awaited(&mut self, operand: &'a Expr, dst: Reg, keeps_future: bool) -> Reg {
        if keeps_future || self.f.must_keep(dst) {
            return self.operand(operand);
        }
        self.object(operand, dst)
    }

    fn composite_bindings(&mut self, operand: &'a Expr) -> (Option<CompositeKind>, Bindings) {
        let ExprKind::Composite(composite) = &operand.unparen().kind else { return (None, Vec::new()) };
        let CompositeOperands::Entries(entries) = &composite.operands else { return (None, Vec::new()) };
        let bindings = entries.iter().enumerate();
        let bindings = bindings.filter_map(|(index, entry)| Some((index, self.entry_register(entry)?))).collect();
        (Some(composite.kind), bindings)
    }

    fn entry_register(&mut self, entry: &Entry) -> Option<Reg> {
        match (entry.name.as_ref(), self.resolution(entry.binding)) {
            (Some(_), Some(Resolution::Local(local))) => Some(self.local(local)),
            _ => None,
        }
    }

    /// `parallel`: each name is a field of the record, whose fields are the named entries in order.
    fn bind_fields(&mut self, bindings: &Bindings, src: Reg) {
        for (field, (_, dst)) in bindings.iter().enumerate() {
            self.emit(Op::Payload { dst: *dst, src, index: field as u16 });
        }
    }

    /// `select`: the winner's name gets the value, the others null.
    fn bind_winner(&mut self, bindings: &Bindings, future: Reg, value: Reg) {
        if bindings.is_empty() {
            return;
        }
        let winner = self.f.alloc();
        self.emit(Op::Winner { dst: winner, future });
        for (_, dst) in bindings {
            self.emit(Op::Null { dst: *dst });
        }
        let done = self.f.label();
        for (index, dst) in bindings {
            let next = self.f.label();
            self.jump(Op::JumpUnlessEqualInt { a: winner, value: *index as i16, to: 0 }, next);
            self.move_to(*dst, value);
            self.f.goto(done);
            self.f.bind(next);
        }
        self.f.bind(done);
    }
}
