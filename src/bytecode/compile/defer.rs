//! `defer`: the body stands where it was written and is run when the function is left (rule R21).

use super::Compiler;
use super::control::Want;
use crate::bytecode::Op;
use crate::syntax::tree::Block;

impl<'a> Compiler<'a> {
    /// `defer … end`
    pub fn defer(&mut self, body: &'a Block) {
        let (from, count) = self.f.inner_registers();
        let behind = self.f.label();
        self.jump(Op::Defer { from, count, skip: 0 }, behind);
        self.block(body, Want::Effect);
        self.emit(Op::DeferEnd);
        self.f.bind(behind);
    }
}
