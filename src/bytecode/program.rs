//! The tables around the code.

use super::{Op, Reg};
use crate::syntax::tree::CompositeKind;
use crate::text::Span;
use std::rc::Rc;

/// Index of an op in [`Program::code`]; also names its place in the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeOffset(pub u32);

/// Index into [`Program::functions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionIndex(pub u16);

/// Index into [`Program::symbols`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SymbolId(pub u16);

/// Index into [`Program::variants`]. The first five are fixed, see the constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariantIndex(pub u16);

impl VariantIndex {
    /// `ok(value)`
    pub const OK: VariantIndex = VariantIndex(0);
    /// `err(error)`
    pub const ERR: VariantIndex = VariantIndex(1);
    /// `Pending`
    pub const PENDING: VariantIndex = VariantIndex(2);
    /// `Completed(value)`
    pub const COMPLETED: VariantIndex = VariantIndex(3);
    /// `Error(message)`
    pub const ERROR: VariantIndex = VariantIndex(4);
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// An integer that does not fit an op.
    Int(i64),
    /// A float.
    Float(f64),
    /// A text.
    Text(Rc<str>),
    /// Bytes.
    Bytes(Rc<[u8]>),
    /// A cell as value.
    Function(FunctionIndex),
    /// A builtin as value.
    Builtin(crate::prelude::BuiltinId),
    /// A record's constructor as value.
    RecordConstructor(u16),
    /// A variant's constructor as value (a variant without payload is made by `Op::Variant`).
    VariantConstructor(VariantIndex),
}

/// A compiled cell, closure, branch or top-level code.
#[derive(Clone, Debug)]
pub struct Function {
    /// For call traces and labels: the cell's name, `fn`, or `main`.
    pub name: Rc<str>,
    /// First op.
    pub start: CodeOffset,
    /// Behind the last op.
    pub end: CodeOffset,
    /// Number of registers of a frame; the parameters are the first ones, then captures.
    pub registers: u16,
    /// Number of parameters.
    pub params: u16,
    /// How many of them must be given.
    pub required: u16,
    /// Whether the last one collects the rest in a list.
    pub variadic: bool,
    /// Number of captured values, in the registers behind the parameters.
    pub captures: u16,
    /// Whether a call of it as a value makes a future (async cell).
    pub is_async: bool,
    /// Whether it is a cell of the prelude (left out of call traces).
    pub is_prelude: bool,
    /// Named variables for inspection: (name, register, first op, behind the last op where it is in scope).
    pub variables: Vec<(Rc<str>, Reg, CodeOffset, CodeOffset)>,
    /// Where it stands in the source.
    pub span: Span,
}

impl Function {
    /// What a future is whose body it is.
    pub fn future_kind(&self) -> FutureKind {
        if self.is_async { FutureKind::Async } else { FutureKind::Spawn }
    }
}

/// How `Op::Closure` makes a closure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosurePlan {
    /// The code.
    pub function: FunctionIndex,
    /// Registers whose values are copied into it.
    pub captures: Vec<Reg>,
}

/// The record type of a value.
#[derive(Clone, Debug)]
pub struct RecordShape {
    /// Its name; empty for the record of a `parallel` with names, which prints as `{a: 1, b: 2}`.
    pub name: Rc<str>,
    /// Its fields in order.
    pub fields: Vec<SymbolId>,
    /// Their types, where declared.
    pub types: Vec<TypeTest>,
}

/// A variant of an enum.
#[derive(Clone, Debug)]
pub struct VariantShape {
    /// The enum's name.
    pub enum_name: Rc<str>,
    /// The variant's name.
    pub name: Rc<str>,
    /// Index of the enum (`check::EnumId`), for type tests.
    pub enum_index: u32,
    /// Payload fields in order; a field without name has its position as name.
    pub fields: Vec<SymbolId>,
}

/// A test of a value against a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeTest {
    /// Everything.
    Any,
    /// Everything but null.
    NonNull,
    /// Null.
    Null,
    /// A Bool.
    Bool,
    /// An Int.
    Int,
    /// A Float.
    Float,
    /// A String.
    String,
    /// Bytes.
    Bytes,
    /// A list whose items pass.
    List(Box<TypeTest>),
    /// A set whose items pass.
    Set(Box<TypeTest>),
    /// A map whose keys and values pass.
    Map(Box<TypeTest>, Box<TypeTest>),
    /// A tuple of exactly these.
    Tuple(Vec<TypeTest>),
    /// A record of this shape.
    Record(u16),
    /// A variant of this enum.
    Enum(u32),
    /// `result[T, E]`.
    Result(Box<TypeTest>, Box<TypeTest>),
    /// A future.
    Future,
    /// A channel.
    Channel,
    /// A shared cell.
    Shared,
    /// A closure, cell or builtin.
    Function,
    /// Any of these.
    Union(Vec<TypeTest>),
}

/// A step of an assignment's left side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceStepPlan {
    /// `.name`
    Field(SymbolId),
    /// `[index]`; the index is the next register.
    Index,
}

/// Steps from a variable to the assigned part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacePlan {
    /// Outermost first.
    pub steps: Vec<PlaceStepPlan>,
}

/// What kind of future a row of the report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FutureKind {
    /// The program itself.
    Main,
    /// A spawned call, closure or branch.
    Spawn,
    /// A call of an async cell.
    Async,
    /// A composite.
    Composite(CompositeKind),
    /// A timer.
    Sleep,
    /// A fetch.
    Fetch,
    /// A channel operation.
    Channel,
    /// A tool or host call.
    Tool,
}

/// A branch of a composite.
#[derive(Clone, Debug)]
pub struct BranchPlan {
    /// Its code: no parameters (one for a parallel loop).
    pub function: FunctionIndex,
    /// Registers whose values are copied into it.
    pub captures: Vec<Reg>,
    /// The entry's name.
    pub name: Option<Rc<str>>,
    /// The row's kind, as far as the syntax tells.
    pub kind: FutureKind,
    /// Where the entry's body stands; its text is the label.
    pub span: Span,
}

/// A composite.
#[derive(Clone, Debug)]
pub struct CompositePlan {
    /// Which form.
    pub kind: CompositeKind,
    /// Its branches.
    pub branches: Vec<BranchPlan>,
    /// `records` index of the value of a `parallel` with names (its fields are the named entries in order).
    pub record: Option<u16>,
}

/// A tool.
#[derive(Clone, Debug)]
pub struct ToolShape {
    /// The name here.
    pub alias: Rc<str>,
    /// The dotted name outside.
    pub name: Rc<str>,
    /// `grant` limits.
    pub limits: Vec<(Rc<str>, Rc<str>)>,
}

/// A cell as callers from outside see it. How many arguments it takes stands in its [`Function`].
#[derive(Clone, Debug)]
pub struct CellShape {
    /// Its name.
    pub name: Rc<str>,
    /// Its code.
    pub function: FunctionIndex,
    /// Names and types of its parameters; the type of a variadic one is that of an item.
    pub params: Vec<(Rc<str>, TypeTest)>,
}

/// A host function.
#[derive(Clone, Debug)]
pub struct ExternShape {
    /// Its name.
    pub name: Rc<str>,
    /// What it gives.
    pub result: TypeTest,
}

/// A compiled program. Immutable while it runs; shared by all copies of a machine.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The document it was compiled from.
    pub source: Rc<str>,
    /// All ops.
    pub code: Vec<Op>,
    /// The place of each op; `Span::NOWHERE` in the prelude.
    pub spans: Vec<Span>,
    /// All functions.
    pub functions: Vec<Function>,
    /// Constants.
    pub constants: Vec<Constant>,
    /// Field and method names.
    pub symbols: Vec<Rc<str>>,
    /// Closures.
    pub closures: Vec<ClosurePlan>,
    /// Record types.
    pub records: Vec<RecordShape>,
    /// Variants of all enums; see the constants of [`VariantIndex`].
    pub variants: Vec<VariantShape>,
    /// Type tests.
    pub tests: Vec<TypeTest>,
    /// Assignment places.
    pub places: Vec<PlacePlan>,
    /// Composites.
    pub composites: Vec<CompositePlan>,
    /// Tools.
    pub tools: Vec<ToolShape>,
    /// Host functions.
    pub externs: Vec<ExternShape>,
    /// Methods: (enum index, method name, function), and with enum index `u32::MAX` cells that a method call may fall back to.
    pub methods: Vec<(u32, SymbolId, FunctionIndex)>,
    /// The function that runs top-level statements and then `main`.
    pub entry: Option<FunctionIndex>,
    /// Cells that can be called from outside, in source order.
    pub cells: Vec<CellShape>,
    /// `@deterministic true`.
    pub deterministic: bool,
}

impl Program {
    /// The place of an op.
    pub fn span(&self, at: CodeOffset) -> Span {
        self.spans.get(at.0 as usize).copied().unwrap_or(Span::NOWHERE)
    }

    /// The text of a symbol.
    pub fn symbol(&self, id: SymbolId) -> &str {
        &self.symbols[id.0 as usize]
    }
}
