//! Declarations.

use super::{Block, Expr, Name, NodeId, Pattern, Stmt, TypeExpr};
use crate::text::Span;

/// `@deterministic true`: a name and the text of its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The name behind `@`.
    pub name: Name,
    /// The rest of the line, trimmed.
    pub value: String,
    /// Where that stands.
    pub value_span: Span,
    /// The whole line.
    pub span: Span,
}

/// A declaration or top-level statement.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Where it stands.
    pub span: Span,
    /// The comment lines directly above it, without `#`, joined by line breaks; shown on hover.
    pub doc: Option<String>,
}

/// The forms of a declaration.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// `[async] cell name(…) … end`.
    Cell(Box<Cell>),
    /// `record Name … end`.
    Record(Record),
    /// `enum Name … end`.
    Enum(Enum),
    /// `type Name[T] = …`.
    Alias(Alias),
    /// `const NAME = …`.
    Const(Const),
    /// `use tool a.b as Name [from "…"]`.
    UseTool(UseTool),
    /// `grant Name key value …`.
    Grant(Grant),
    /// `bind effect a.b to Name`.
    BindEffect(BindEffect),
    /// `extern cell name(…) -> T`.
    Extern(Extern),
    /// A statement at top level.
    Stmt(Stmt),
    /// A form of the language that the playground does not run (traits, agents, processes, imports …).
    Unsupported(UnsupportedItem),
    /// Text that could not be read; a diagnostic was given.
    Error,
}

/// `[T]`, `[T: Bound]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenericParam {
    /// The parameter's name.
    pub name: Name,
    /// Names behind the colon; read and not looked at.
    pub bounds: Vec<Name>,
}

/// `/ {http, llm}` or `/ http`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectRow {
    /// The effects' names, dotted names joined.
    pub effects: Vec<Name>,
    /// Where the row stands, slash included.
    pub span: Span,
}

/// A parameter of a cell or closure.
#[derive(Clone, Debug)]
pub struct Param {
    /// `name`, `self`, or a destructuring pattern.
    pub pattern: Pattern,
    /// Whether `...` stands before it (collects the remaining arguments in a list).
    pub variadic: bool,
    /// Written type.
    pub ty: Option<TypeExpr>,
    /// Default value.
    pub default: Option<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// A cell, at top level, inside an enum or inside a block.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Number within the tree.
    pub id: NodeId,
    /// The cell's name.
    pub name: Name,
    /// Whether `async` stands before it.
    pub is_async: bool,
    /// Whether `pub` or `export` stands before it.
    pub is_public: bool,
    /// `[T, U]`.
    pub generics: Vec<GenericParam>,
    /// Parameters in order.
    pub params: Vec<Param>,
    /// Written result type.
    pub result: Option<TypeExpr>,
    /// Written effect row.
    pub effects: Option<EffectRow>,
    /// What it does.
    pub body: CellBody,
    /// Where it stands, `end` included.
    pub span: Span,
}

/// A cell's body.
#[derive(Clone, Debug)]
pub enum CellBody {
    /// Statements up to `end`.
    Block(Block),
    /// `= expr`.
    Expr(Box<Expr>),
}

/// `record Name[T] … end`.
#[derive(Clone, Debug)]
pub struct Record {
    /// The record's name.
    pub name: Name,
    /// Whether `pub` stands before it.
    pub is_public: bool,
    /// `[T]`.
    pub generics: Vec<GenericParam>,
    /// Fields in order.
    pub fields: Vec<Field>,
}

/// A field of a record, or a payload field of a variant.
#[derive(Clone, Debug)]
pub struct Field {
    /// The field's name; a variant's payload may leave it out (`Some(Int)`).
    pub name: Option<Name>,
    /// Its type.
    pub ty: TypeExpr,
    /// Default value.
    pub default: Option<Expr>,
    /// `where condition`, in which the fields' names are in scope.
    pub check: Option<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// `enum Name[T] … end`.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The enum's name.
    pub name: Name,
    /// Whether `pub` stands before it.
    pub is_public: bool,
    /// `[T]`.
    pub generics: Vec<GenericParam>,
    /// Variants in order.
    pub variants: Vec<Variant>,
    /// Cells declared inside; their first parameter is `self`.
    pub methods: Vec<Cell>,
}

/// A variant of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The variant's name.
    pub name: Name,
    /// Payload fields in order.
    pub fields: Vec<Field>,
    /// Where it stands.
    pub span: Span,
}

/// `type Name[T] = …`.
#[derive(Clone, Debug)]
pub struct Alias {
    /// The alias's name.
    pub name: Name,
    /// Whether `pub` stands before it.
    pub is_public: bool,
    /// `[T]`.
    pub generics: Vec<GenericParam>,
    /// What it stands for.
    pub ty: TypeExpr,
    /// `where condition`.
    pub check: Option<Expr>,
}

/// `const NAME: T = value`.
#[derive(Clone, Debug)]
pub struct Const {
    /// Number within the tree.
    pub id: NodeId,
    /// The constant's name.
    pub name: Name,
    /// Whether `pub` stands before it.
    pub is_public: bool,
    /// Written type.
    pub ty: Option<TypeExpr>,
    /// Its value.
    pub value: Expr,
}

/// `use tool llm.chat as Chat from "openai"`.
#[derive(Clone, Debug)]
pub struct UseTool {
    /// The tool's dotted name.
    pub tool: Name,
    /// The name it gets here.
    pub alias: Name,
    /// Text behind `from`.
    pub source: Option<String>,
}

/// `grant Chat max_tokens 1024 timeout_ms 5000`, on one line or one key a line.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The tool's name here.
    pub tool: Name,
    /// Key and value (a literal or bare word, as a literal expression).
    pub limits: Vec<(Name, Expr)>,
}

/// `bind effect database.query to DbQuery`.
#[derive(Clone, Debug)]
pub struct BindEffect {
    /// The effect's dotted name.
    pub effect: Name,
    /// The tool's name here.
    pub tool: Name,
}

/// `extern cell name(…) -> T`: a function of the host page.
#[derive(Clone, Debug)]
pub struct Extern {
    /// Number within the tree.
    pub id: NodeId,
    /// The function's name.
    pub name: Name,
    /// Parameters in order.
    pub params: Vec<Param>,
    /// Written result type.
    pub result: Option<TypeExpr>,
    /// Written effect row.
    pub effects: Option<EffectRow>,
}

/// A declaration that the playground names but does not run.
#[derive(Clone, Debug)]
pub struct UnsupportedItem {
    /// The word it begins with: `trait`, `agent`, `import`, `handler` …
    pub keyword: Name,
}
