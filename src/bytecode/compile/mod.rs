//! The compiler: from a checked program to code.
//!
//! Every cell, closure, composite branch and the top level becomes a [`Function`]. Code is generated in one walk over the
//! tree, straight into a target register. Registers are a stack: parameters first, then captures, then variables
//! and temporaries; the arguments of a call are the topmost ones and become the callee's first. A value whose only
//! use is to be replaced (`xs = push(xs, v)`) is moved, so that the machine may change it in place. Distances of jumps
//! are filled in when a function is complete.
//!
//! A constant that is no literal is a function without parameters, called at each use: it is pure. Only programs without
//! errors are compiled; what the checker promises ([`Checked`]) is relied on. What is called from everywhere is kept out of
//! line: here speed matters less than the size of the wasm module. Knows nothing of fibers, time or values at run time.

mod assign;
mod await_;
mod call;
mod callee;
mod catch;
mod collections;
mod composite;
mod comprehension;
mod conditions;
mod constants;
mod constructor;
mod control;
mod defer;
mod expr;
mod function;
mod in_place;
mod item;
mod labels;
mod lambda;
mod loops;
mod matching;
mod operators;
mod pattern;
mod program;
mod registers;
mod spawn;
mod stmt;
mod tables;
mod types;

#[cfg(test)]
mod tests;

pub use labels::jump_distance;

use super::{Constant, Function, FunctionIndex, Op, Program, Reg, SymbolId};
use crate::base::{SortedMap, SortedSet};
use crate::check::{CellId, Checked, ConstId, EnumId, LocalId, RecordId, Resolution};
use crate::diag::Diagnostic;
use crate::syntax::tree::{Cell, Const, Field, NodeId};
use crate::text::Span;
use function::FunctionBuilder;
use labels::Label;
use std::rc::Rc;
use tables::Tables;

/// Compiles a program in which the checker found no error.
///
/// # Errors
/// `program-too-large` when the program exceeds what the code can number: 65,535 functions, registers of one function,
/// entries of a table.
pub fn compile(checked: &Checked, source: Rc<str>) -> Result<Program, Box<Diagnostic>> {
    let mut compiler = Compiler::new(checked, source);
    compiler.program();
    match compiler.problem.take() {
        Some(problem) => Err(Box::new(problem)),
        None => Ok(compiler.out),
    }
}

/// A thing with named parts that is built by a function of its own, because it has defaults or checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Record(RecordId),
    Variant(EnumId, u16),
}

/// The state of one compilation. Each concern adds its methods in a file of its own.
struct Compiler<'a> {
    checked: &'a Checked,
    out: Program,
    tables: Tables,
    /// By index of the function; filled when its code is complete.
    functions: Vec<Option<Function>>,
    /// By [`ConstId`]: the constant's declaration.
    consts: Vec<Option<&'a Const>>,
    /// The functions of constants that are no literals, once they are used.
    const_functions: SortedMap<ConstId, FunctionIndex>,
    /// Cells by the node of their declaration.
    cell_ids: SortedMap<NodeId, CellId>,
    /// Fields as declared, of records and variants that need a constructor function.
    declared_fields: SortedMap<Shape, &'a [Field]>,
    /// Their constructor functions.
    constructors: SortedMap<Shape, FunctionIndex>,
    /// `variants` index of the first variant of each enum.
    first_variants: Vec<u16>,
    /// Names of methods that are called somewhere.
    called_methods: SortedSet<SymbolId>,
    /// Cells that stand at top level or in the prelude.
    global_cells: Vec<CellId>,
    /// The function that applies two functions one after the other, once `~>` is used.
    compose: Option<FunctionIndex>,
    /// The function of `spawn(halt(…))`, once it is used.
    halting: Option<FunctionIndex>,
    /// The function of a spawned call with spread arguments, once it is used.
    spreading: Option<FunctionIndex>,
    /// The function that is being written.
    f: Box<FunctionBuilder>,
    problem: Option<Diagnostic>,
}

/// What a function is, beside its code.
struct FunctionHead {
    name: Rc<str>,
    span: Span,
    params: usize,
    required: usize,
    variadic: bool,
    captures: usize,
    is_async: bool,
    is_prelude: bool,
}

impl FunctionHead {
    /// A function called without arguments.
    fn plain(name: &str, span: Span) -> FunctionHead {
        let is_prelude = span.is_nowhere();
        FunctionHead {
            name: name.into(),
            span,
            params: 0,
            required: 0,
            variadic: false,
            captures: 0,
            is_async: false,
            is_prelude,
        }
    }
}

impl<'a> Compiler<'a> {
    fn new(checked: &'a Checked, source: Rc<str>) -> Compiler<'a> {
        let out = Program { source, deterministic: checked.deterministic, ..Program::default() };
        Compiler {
            checked,
            out,
            tables: Tables::default(),
            functions: vec![None; checked.cells.len()],
            consts: vec![None; checked.consts.len()],
            const_functions: SortedMap::new(),
            cell_ids: checked.cells.iter().enumerate().map(|(index, cell)| (cell.node, CellId(index as u32))).collect(),
            declared_fields: SortedMap::new(),
            constructors: SortedMap::new(),
            first_variants: Vec::new(),
            called_methods: SortedSet::new(),
            global_cells: Vec::new(),
            compose: None,
            halting: None,
            spreading: None,
            f: Box::default(),
            problem: None,
        }
    }

    /// Compiles a function: `body` writes its code into a fresh builder.
    fn function(&mut self, index: FunctionIndex, head: FunctionHead, body: impl FnOnce(&mut Self)) {
        let outer = self.enter_function(head.span);
        body(self);
        let done = std::mem::replace(&mut self.f, outer);
        self.add_code(index, head, done);
    }

    /// Begins a function and gives the one around it. On its own, so that functions in functions take little stack.
    fn enter_function(&mut self, span: Span) -> Box<FunctionBuilder> {
        std::mem::replace(&mut self.f, Box::new(FunctionBuilder::new(span)))
    }

    fn add_code(&mut self, index: FunctionIndex, head: FunctionHead, builder: Box<FunctionBuilder>) {
        let done = builder.finish();
        if done.is_too_large {
            self.too_large(head.span, "this function needs more than 65,534 registers");
        }
        let start = self.out.code.len() as u32;
        let shift = |at: super::CodeOffset| super::CodeOffset(at.0 + start);
        let variables =
            done.variables.into_iter().map(|(name, reg, from, to)| (name, reg, shift(from), shift(to))).collect();
        self.out.code.extend(done.code);
        self.out.spans.extend(done.spans);
        let function = Function {
            name: head.name,
            start: super::CodeOffset(start),
            end: super::CodeOffset(self.out.code.len() as u32),
            registers: done.registers,
            params: head.params as u16,
            required: head.required as u16,
            variadic: head.variadic,
            captures: head.captures as u16,
            is_async: head.is_async,
            is_prelude: head.is_prelude,
            variables,
            span: head.span,
        };
        if let Some(slot) = self.functions.get_mut(usize::from(index.0)) {
            *slot = Some(function);
        }
    }

    /// The index of a function whose code comes later.
    fn reserve_function(&mut self) -> FunctionIndex {
        let index = self.tables.index("functions", self.functions.len());
        self.functions.push(None);
        FunctionIndex(index)
    }

    fn too_large(&mut self, span: Span, what: &str) {
        if self.problem.is_none() {
            let diagnostic = Diagnostic::error("program-too-large", span, what);
            self.problem = Some(diagnostic.help("split it into smaller cells or programs"));
        }
    }

    fn cell_function(&self, id: CellId) -> FunctionIndex {
        FunctionIndex(id.0.min(u32::from(u16::MAX)) as u16)
    }

    #[inline(never)]
    fn resolution(&self, node: NodeId) -> Option<Resolution> {
        self.checked.resolutions.get(node).copied()
    }

    fn cell_id(&self, cell: &Cell) -> Option<CellId> {
        self.cell_ids.get(&cell.id).copied()
    }

    /// The register of a variable. Every variable the checker resolves was declared before; a hole gives a null.
    #[inline(never)]
    fn local(&mut self, id: LocalId) -> Reg {
        if let Some(reg) = self.f.locals.get(&id) {
            return *reg;
        }
        let info = &self.checked.locals[id.0 as usize];
        let message = format!("the compiler lost the variable `{}`", info.name);
        let span = info.span;
        self.problem.get_or_insert_with(|| Diagnostic::error("internal-compiler", span, message));
        self.f.alloc()
    }

    #[inline(never)]
    fn symbol(&mut self, name: &str) -> SymbolId {
        self.tables.symbol(&mut self.out, name)
    }

    #[inline(never)]
    fn emit(&mut self, op: Op) {
        self.f.emit(op);
    }

    #[inline(never)]
    fn emit_constant(&mut self, constant: Constant, dst: Reg) {
        let index = self.tables.constant(&mut self.out, constant);
        self.f.emit(Op::Const { dst, index });
    }

    /// Appends a jump to `label`.
    #[inline(never)]
    fn jump(&mut self, op: Op, label: Label) {
        self.f.jump(op, label);
    }

    /// `dst = src`, unless they are the same.
    #[inline(never)]
    fn move_to(&mut self, dst: Reg, src: Reg) {
        if dst != src {
            self.emit(Op::Move { dst, src });
        }
    }

    /// Runs `body` and frees the registers that it took.
    fn temporarily<T>(&mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        let mark = self.f.registers.mark();
        let result = body(self);
        self.f.registers.release(mark);
        result
    }

    /// Runs `body` in a scope of its own.
    fn scoped<T>(&mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        let scope = self.f.open_scope();
        let result = body(self);
        self.f.close_scope(scope);
        result
    }

    /// Runs `body` with the ops belonging to `span`.
    fn at<T>(&mut self, span: Span, body: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.f.span, span);
        let result = body(self);
        self.f.span = outer;
        result
    }
}
