//! One function while its code is being written.
//!
//! Knows ops, registers, labels and variables; nothing of the tree.

use super::labels::{Label, Labels};
use super::registers::{Mark, Registers};
use crate::base::SortedMap;
use crate::bytecode::{CodeOffset, Op, Reg};
use crate::check::LocalId;
use crate::syntax::tree::NodeId;
use crate::text::Span;
use std::rc::Rc;

/// A named variable, for inspection.
struct Variable {
    name: Rc<str>,
    reg: Reg,
    from: u32,
    to: u32,
}

/// A scope that is open: what is freed when it ends.
pub struct Scope {
    mark: Mark,
    open_variables: usize,
}

/// A loop around the current place.
pub struct LoopContext {
    /// `@label`.
    pub label: Option<String>,
    /// Where `break` goes.
    pub on_break: Label,
    /// Where `continue` goes.
    pub on_continue: Label,
    /// Where the loop's value is wanted.
    pub dst: Option<Reg>,
}

/// The variable whose assignment is being compiled, when its value may be changed in place.
#[derive(Clone, Copy)]
pub struct InPlace {
    /// The only use on the right side: of the variable, or of the part of it that is assigned.
    pub node: NodeId,
    /// What holds the value.
    pub reg: Reg,
}

/// Where the failure of an `await` goes that a `match` further down catches.
#[derive(Clone, Copy)]
pub struct CatchPoint {
    /// The failure's path.
    pub on_failure: Label,
    /// What holds the value, or the failure.
    pub subject: Reg,
}

/// The code of a function so far.
#[derive(Default)]
pub struct FunctionBuilder {
    code: Vec<Op>,
    spans: Vec<Span>,
    labels: Labels,
    variables: Vec<Variable>,
    open_variables: Vec<usize>,
    scope_depth: usize,
    outer_top: Mark,
    /// Its registers.
    pub registers: Registers,
    /// Where its variables are.
    pub locals: SortedMap<LocalId, Reg>,
    /// Loops around the current place, innermost last.
    pub loops: Vec<LoopContext>,
    /// The place that the next ops belong to.
    pub span: Span,
    /// Whether it registers `defer`s, which see variables when something fails.
    pub has_defer: bool,
    /// Whether pattern bindings go to the registers that their variables already have.
    pub rebinds: bool,
    /// Set while the right side of an assignment is compiled.
    pub in_place: Option<InPlace>,
    /// Where variables are used for the last time, while a returned expression is compiled.
    pub last_uses: Vec<NodeId>,
    /// Literals that have a register for the duration of a loop.
    pub hoisted: Vec<(NodeId, Reg)>,
    /// Failures that a later `match` catches, by the match's node.
    pub catches: SortedMap<NodeId, CatchPoint>,
    /// Registers of its captures, first and count; a nested cell that names itself needs them.
    pub captures: Vec<Reg>,
}

/// A function's finished code; offsets count from its first op.
pub struct FinishedCode {
    /// The ops.
    pub code: Vec<Op>,
    /// Their places.
    pub spans: Vec<Span>,
    /// Named variables.
    pub variables: Vec<(Rc<str>, Reg, CodeOffset, CodeOffset)>,
    /// Size of a frame.
    pub registers: u16,
    /// Whether it needs more registers than there are.
    pub is_too_large: bool,
}

impl FunctionBuilder {
    /// An empty function whose first ops belong to `span`.
    pub fn new(span: Span) -> FunctionBuilder {
        FunctionBuilder { span, ..FunctionBuilder::default() }
    }

    /// Appends an op.
    #[inline(never)]
    pub fn emit(&mut self, op: Op) {
        self.code.push(op);
        self.spans.push(self.span);
    }

    /// Appends a jump to `label`; the distance in `op` is filled in later.
    #[inline(never)]
    pub fn jump(&mut self, op: Op, label: Label) {
        self.labels.refer(self.here(), label);
        self.emit(op);
    }

    /// Appends an unconditional jump.
    pub fn goto(&mut self, label: Label) {
        self.jump(Op::Jump { to: 0 }, label);
    }

    /// A label to be bound later.
    pub fn label(&mut self) -> Label {
        self.labels.new_label()
    }

    /// Puts `label` here.
    #[inline(never)]
    pub fn bind(&mut self, label: Label) {
        let here = self.here();
        self.labels.bind(label, here);
    }

    /// A new label that stands here.
    pub fn label_here(&mut self) -> Label {
        let label = self.label();
        self.bind(label);
        label
    }

    /// Whether some jump goes to `label` so far.
    pub fn is_referred(&self, label: Label) -> bool {
        self.labels.is_referred(label)
    }

    fn here(&self) -> u32 {
        self.code.len() as u32
    }

    /// Whether control cannot get here: the last op leaves and no label stands here.
    #[inline(never)]
    pub fn is_unreachable(&self) -> bool {
        let leaves = matches!(
            self.code.last(),
            Some(Op::Return { .. } | Op::Jump { .. } | Op::Halt { .. } | Op::Reraise { .. } | Op::NoMatch { .. })
        );
        leaves && !self.labels.is_target(self.here())
    }

    /// A fresh register.
    pub fn alloc(&mut self) -> Reg {
        self.registers.alloc()
    }

    /// Opens a scope inside the function's outermost one.
    #[inline(never)]
    pub fn open_scope(&mut self) -> Scope {
        if self.scope_depth == 0 {
            self.outer_top = self.registers.mark();
        }
        self.scope_depth += 1;
        Scope { mark: self.registers.mark(), open_variables: self.open_variables.len() }
    }

    /// Ends a scope: its variables are gone and its registers free.
    #[inline(never)]
    pub fn close_scope(&mut self, scope: Scope) {
        let here = self.here();
        for index in self.open_variables.drain(scope.open_variables..) {
            self.variables[index].to = here;
            // A temporary that a pattern named is a temporary again.
            self.registers.clear_variable(self.variables[index].reg);
        }
        self.registers.release(scope.mark);
        self.scope_depth -= 1;
    }

    /// Makes `reg` the home of a variable, from here on.
    #[inline(never)]
    pub fn declare(&mut self, local: LocalId, name: &str, reg: Reg) {
        self.locals.insert(local, reg);
        self.registers.set_variable(reg);
        self.open_variables.push(self.variables.len());
        self.variables.push(Variable { name: name.into(), reg, from: self.here(), to: u32::MAX });
    }

    /// Whether writing `reg` early could be seen by code that still reads a variable there.
    pub fn must_keep(&self, reg: Reg) -> bool {
        self.registers.is_variable(reg) && self.in_place.is_none_or(|place| place.reg != reg)
    }

    /// The registers of inner scopes, which a `defer` saves: the first and how many.
    pub fn inner_registers(&self) -> (Reg, u16) {
        let (top, first) = (self.registers.top(), self.outer_top.reg());
        if self.scope_depth == 0 { (top, 0) } else { (first, top.0 - first.0) }
    }

    /// Fills in all distances and hands out the code.
    pub fn finish(self) -> FinishedCode {
        let len = self.here();
        let resolved = self.labels.resolve(self.code, self.spans);
        let place = |at: u32| CodeOffset(resolved.positions[at.min(len) as usize]);
        let variables = self.variables.iter();
        let variables = variables.map(|one| (one.name.clone(), one.reg, place(one.from), place(one.to))).collect();
        FinishedCode {
            code: resolved.code,
            spans: resolved.spans,
            variables,
            registers: self.registers.count(),
            is_too_large: self.registers.is_exhausted(),
        }
    }
}
