//! Statements and blocks.

use super::{AssignOp, Cell, Expr, Name, NodeId, Pattern, Place, TypeExpr};
use crate::text::Span;

/// Statements up to `end` (or another closing word).
#[derive(Clone, Debug)]
pub struct Block {
    /// Number within the tree (a block is a scope).
    pub id: NodeId,
    /// The statements in order.
    pub stmts: Vec<Stmt>,
    /// From the first statement to the last; empty at the block's place when there is none.
    pub span: Span,
}

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where it stands.
    pub span: Span,
}

/// `let [mut] pattern [: Type] = value [else … end]`.
#[derive(Clone, Debug)]
pub struct Let {
    /// Whether `mut` stands before the pattern.
    pub mutable: bool,
    /// What is bound.
    pub pattern: Pattern,
    /// Written type.
    pub ty: Option<TypeExpr>,
    /// The value.
    pub value: Expr,
    /// `else … end`.
    pub otherwise: Option<Block>,
}

/// The forms of a statement. `match`, `if`, loops and blocks are expressions too: in statement position they stand
/// as `Expr`, and the checker knows from the position whether their value is used.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// `let [mut] pattern [: Type] = value [else … end]`; the `else` block runs when a refutable pattern does not match.
    Let(Box<Let>),
    /// `place op= value`.
    Assign { place: Place, op: AssignOp, value: Expr },
    /// `return [value]`.
    Return(Option<Expr>),
    /// `break [@label] [value]`.
    Break { label: Option<Name>, value: Option<Expr> },
    /// `continue [@label]`.
    Continue { label: Option<Name> },
    /// `defer … end`.
    Defer(Block),
    /// `emit value`.
    Emit(Expr),
    /// `yield value`; parsed only to be refused with a clear diagnostic.
    Yield(Expr),
    /// `role name: text with {interpolation}`; the text is a string literal expression.
    Role { name: Name, text: Expr },
    /// A cell declared inside a block.
    Cell(Box<Cell>),
    /// An expression for its effect or as the block's value.
    Expr(Expr),
    /// Text that could not be read; a diagnostic was given.
    Error,
}
