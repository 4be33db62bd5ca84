//! What checking gives to the compiler: two trees and side tables by [`NodeId`].

use super::NodeMap;
use crate::base::SortedMap;
use crate::prelude::BuiltinId;
use crate::syntax::tree::{EffectRow, NodeId, Tree};
use crate::text::Span;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    )* };
}

ids! {
    /// A variable: a parameter, a `let`, a pattern binding, an entry's name, or a capture inside a closure.
    LocalId
    /// A cell: user's, prelude's, nested, or an enum's method.
    CellId
    /// A constant.
    ConstId
    /// A record type.
    RecordId
    /// An enum; 0 is `result`, 1 is `FutureState`.
    EnumId
    /// A `use tool` alias.
    ToolId
    /// An `extern cell`.
    ExternId
}

impl EnumId {
    /// `result[T, E]` with `ok(value)` (variant 0) and `err(error)` (variant 1).
    pub const RESULT: EnumId = EnumId(0);
    /// `FutureState[T]` with `Pending`, `Completed(value)`, `Error(message)`.
    pub const FUTURE_STATE: EnumId = EnumId(1);
}

/// What a name means at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// A variable of the function it stands in (captures are resolved to the closure's own copy).
    Local(LocalId),
    /// A constant.
    Const(ConstId),
    /// A cell as value or callee. A nested cell is a variable that holds a closure ([`Resolution::Local`]), except inside its
    /// own body, where its name is `Cell`: the closure that is running.
    Cell(CellId),
    /// A builtin as value or callee.
    Builtin(BuiltinId),
    /// A record's constructor, or its pattern.
    Record(RecordId),
    /// A variant's constructor or value, or its pattern: enum and index.
    Variant(EnumId, u16),
    /// A tool.
    Tool(ToolId),
    /// A host function.
    Extern(ExternId),
    /// The name of an enum before a dot (`Color.Red`): the field access carries the variant.
    EnumName(EnumId),
}

/// One captured variable: the enclosing function's variable and the closure's own copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capture {
    /// In the enclosing function.
    pub outer: LocalId,
    /// Inside.
    pub inner: LocalId,
}

/// Captures in order of first use.
pub type CaptureList = Vec<Capture>;

/// A variable.
#[derive(Clone, Debug)]
pub struct LocalInfo {
    /// Its name.
    pub name: String,
    /// Where it is bound.
    pub span: Span,
    /// Whether it may be assigned.
    pub mutable: bool,
    /// Its type as far as known.
    pub ty: Type,
}

/// A parameter as callers see it.
#[derive(Clone, Debug)]
pub struct ParamInfo {
    /// Its name; empty for a pattern.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether it may be left out.
    pub has_default: bool,
    /// Whether it collects the rest.
    pub variadic: bool,
    /// Where it is declared; [`Span::NOWHERE`] for a builtin's.
    pub span: Span,
    /// The effect row of a function's written type.
    pub effects: Option<EffectRow>,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct CellInfo {
    /// Its name; `Enum.method` for methods.
    pub name: String,
    /// The tree's `Cell.id`.
    pub node: NodeId,
    /// Whether it is `async`.
    pub is_async: bool,
    /// Whether it comes from the prelude.
    pub is_prelude: bool,
    /// The enum it is a method of (its first parameter is then `self`).
    pub method_of: Option<EnumId>,
    /// Parameters in order.
    pub params: Vec<ParamInfo>,
    /// What a call's body gives (for an async cell the type inside the future).
    pub result: Type,
    /// Where its name stands.
    pub span: Span,
}

/// A record type.
#[derive(Clone, Debug)]
pub struct RecordInfo {
    /// Its name.
    pub name: String,
    /// Fields in source order.
    pub fields: Vec<FieldInfo>,
    /// One variable for each field, under which its `where` checks find the value.
    pub scope: Vec<LocalId>,
}

/// A field of a record or a payload field of a variant.
#[derive(Clone, Debug)]
pub struct FieldInfo {
    /// Its name; the position as text when it has none.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether it may be left out.
    pub has_default: bool,
    /// Whether a `where` check stands behind it.
    pub has_check: bool,
    /// Where it is declared; [`Span::NOWHERE`] for a builtin's.
    pub span: Span,
}

/// An enum.
#[derive(Clone, Debug)]
pub struct EnumInfo {
    /// Its name.
    pub name: String,
    /// Variants in source order.
    pub variants: Vec<VariantInfo>,
    /// Its methods.
    pub methods: Vec<CellId>,
}

/// A variant.
#[derive(Clone, Debug)]
pub struct VariantInfo {
    /// Its name.
    pub name: String,
    /// Payload fields in order.
    pub fields: Vec<FieldInfo>,
}

/// A tool alias.
#[derive(Clone, Debug)]
pub struct ToolInfo {
    /// The name here.
    pub alias: String,
    /// The dotted name outside.
    pub tool: String,
    /// `grant` limits: key and literal text.
    pub limits: Vec<(String, String)>,
}

/// A host function.
#[derive(Clone, Debug)]
pub struct ExternInfo {
    /// Its name.
    pub name: String,
    /// Parameters in order.
    pub params: Vec<ParamInfo>,
    /// What a call gives.
    pub result: Type,
}

/// How a failure of an `await` may be caught (rule R7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catch {
    /// The `match` whose arms are tried: the id of its expression.
    pub match_node: NodeId,
    /// The last `n: String` arm when it takes failures; it then takes no values. Its guard, if any, may still refuse.
    pub failure_arm: Option<usize>,
}

/// A type, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Nothing is known; compatible with everything.
    Unknown,
    /// Written `Any`.
    Any,
    /// An undeclared one-capital name in a pattern: any value but null.
    NonNull,
    /// A generic parameter.
    Generic(String),
    Null,
    Bool,
    Int,
    Float,
    String,
    Bytes,
    Json,
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>, Box<Type>),
    Tuple(Vec<Type>),
    Record(RecordId, Vec<Type>),
    Enum(EnumId, Vec<Type>),
    Future(Box<Type>),
    Channel(Box<Type>),
    Shared(Box<Type>),
    /// The record that a `parallel` with names gives: names and types in source order.
    Fields(Vec<(String, Type)>),
    /// Flattened, at least two, without duplicates.
    Union(Vec<Type>),
    /// Parameters and result.
    Function(Vec<Type>, Box<Type>),
    /// The type of an expression that does not come back (`halt`, `return`).
    Never,
}

/// A program that may be compiled when no diagnostic is an error.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The user's program.
    pub tree: Tree,
    /// The prelude's cells that the program uses; node ids go on behind the program's.
    pub prelude: Tree,
    /// `@deterministic true`.
    pub deterministic: bool,
    /// What each name means: uses (`Expr`, `Place`), bindings (`Pattern` names and rest patterns, `Entry.binding`, a nested
    /// cell's `Cell.id`) and constructor patterns, and `is` with a variant, by node. A method call through `e.name(…)` whose receiver's enum is known
    /// has the method's cell at the `Field` expression; else the receiver decides at run time.
    pub resolutions: NodeMap<Resolution>,
    /// Captures of each function-like node: a closure (`Expr.id` of the `Lambda`), an entry (`Entry.body.id`), a timeout's
    /// body (`body.id`), a `parallel for` body (`Block.id`), a nested cell (`Cell.id`), a spawned composite (`Expr.id` of the composite).
    /// An entry or timeout body that is directly a closure literal *is* that closure: the branch calls it without arguments.
    pub captures: SortedMap<NodeId, CaptureList>,
    /// Variables that hold a nested cell, copies inside closures included; for named arguments and defaults at their calls.
    pub nested_cells: SortedMap<LocalId, CellId>,
    /// By the id of the `Await` expression.
    pub catches: SortedMap<NodeId, Catch>,
    /// Types written in patterns (`Pattern.id`), in a `let … else` (its `Pattern.id`), `is` and `as` (`Expr.id`).
    pub written: SortedMap<NodeId, Type>,
    /// Inferred types of expressions, where something is known.
    pub types: NodeMap<Type>,
    /// By [`LocalId`].
    pub locals: Vec<LocalInfo>,
    /// By [`CellId`].
    pub cells: Vec<CellInfo>,
    /// By [`ConstId`]: the tree's `Const.id`.
    pub consts: Vec<NodeId>,
    /// By [`RecordId`].
    pub records: Vec<RecordInfo>,
    /// By [`EnumId`].
    pub enums: Vec<EnumInfo>,
    /// By [`ToolId`].
    pub tools: Vec<ToolInfo>,
    /// By [`ExternId`].
    pub externs: Vec<ExternInfo>,
    /// The cell called `main`, if there is one.
    pub main: Option<CellId>,
}

/// What is in scope at one place.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Variables, innermost first; those that are hidden are left out.
    pub locals: Vec<LocalId>,
    /// The type that is wanted there.
    pub wanted: Option<Type>,
}
