//! What a resolved name is as a value.

use super::{Compiler, Shape};
use crate::bytecode::{Constant, Op, Reg};
use crate::check::{CellId, ConstId, EnumId, RecordId, Resolution};
use crate::diag::Diagnostic;
use crate::syntax::tree::NodeId;

impl<'a> Compiler<'a> {
    /// Puts what `node` is resolved to into `dst`.
    pub fn resolved_value(&mut self, node: NodeId, dst: Reg) {
        match self.resolution(node) {
            Some(Resolution::Local(local)) => {
                let src = self.local(local);
                self.move_to(dst, src);
            }
            Some(Resolution::Const(id)) => self.const_into(id, dst),
            Some(Resolution::Cell(id)) => self.cell_value(id, dst),
            Some(Resolution::Builtin(id)) => self.emit_constant(Constant::Builtin(id), dst),
            Some(Resolution::Record(id)) => self.record_constructor(id, dst),
            Some(Resolution::Variant(of, index)) => self.variant_value(of, index, dst),
            Some(Resolution::Extern(id)) => self.extern_value(id.0, dst),
            Some(Resolution::Tool(_)) => self.tool_value(dst),
            Some(Resolution::EnumName(_)) | None => self.emit(Op::Null { dst }),
        }
    }

    /// A constant is its expression, compiled where it is used.
    fn const_into(&mut self, id: ConstId, dst: Reg) {
        match self.const_value(id) {
            Some(value) => {
                self.open_consts.push(id);
                self.temporarily(|this| this.expr_into(value, dst));
                self.open_consts.pop();
            }
            None => self.emit(Op::Null { dst }),
        }
    }

    /// Inside a nested cell its own name is the closure that is running: made anew from what it captured.
    fn cell_value(&mut self, id: CellId, dst: Reg) {
        let captures = self.own_captures(id);
        self.emit_closure(self.cell_function(id), captures, dst);
    }

    /// The registers to hand on when a nested cell names itself; empty for any other cell.
    pub fn own_captures(&self, id: CellId) -> Vec<Reg> {
        match self.captures(self.checked.cells[id.0 as usize].node) {
            [] => Vec::new(),
            _ => self.f.captures.clone(),
        }
    }

    fn record_constructor(&mut self, id: RecordId, dst: Reg) {
        let constant = match self.constructors.get(&Shape::Record(id)) {
            Some(function) => Constant::Function(*function),
            None => Constant::RecordConstructor(id.0 as u16),
        };
        self.emit_constant(constant, dst);
    }

    fn variant_value(&mut self, of: EnumId, index: u16, dst: Reg) {
        let variant = self.variant(of, index);
        if self.checked.enums[of.0 as usize].variants[usize::from(index)].fields.is_empty() {
            return self.emit(Op::Variant { dst, first: dst, variant });
        }
        let constant = match self.constructors.get(&Shape::Variant(of, index)) {
            Some(function) => Constant::Function(*function),
            None => Constant::VariantConstructor(variant),
        };
        self.emit_constant(constant, dst);
    }

    /// A tool takes its arguments by name, so it is called and never passed on.
    fn tool_value(&mut self, dst: Reg) {
        let span = self.f.span;
        self.problem.get_or_insert_with(|| {
            let diagnostic = Diagnostic::error("tool-as-value", span, "a tool is no value");
            diagnostic.help("call it, or wrap the call in a closure: fn(text) => Tool(prompt: text)")
        });
        self.emit(Op::Null { dst });
    }
}
