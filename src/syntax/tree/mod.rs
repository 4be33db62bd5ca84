//! The tree of a program: plain data with a [`Span`] on everything.
//!
//! Each [`Expr`], [`Pattern`] and [`Block`] carries a [`NodeId`], dense from 0 within one tree, so that later stages keep what they find
//! out in side tables instead of in the tree. Sugar stays visible (`|>`, `if … then`, comprehensions): the
//! formatter needs it and diagnostics speak of what was written.

mod expr;
mod item;
mod pattern;
mod stmt;
mod ty;

pub use expr::{
    Argument, AssignOp, BinaryOp, Clause, Composite, CompositeKind, CompositeOperands, Comprehension,
    ComprehensionKind, Entry, Expr, ExprKind, ForLoop, Fragment, IfBranch, Lambda, LambdaBody, MatchArm, ParallelFor,
    Place, PlaceStep, StringLit, UnaryOp, WhenArm, WhileLoop,
};
pub use item::{
    Alias, BindEffect, Cell, CellBody, Const, Directive, EffectRow, Enum, Extern, Field, GenericParam, Grant, Item,
    ItemKind, Param, Record, UnsupportedItem, UseTool, Variant,
};
pub use pattern::{FieldPattern, Pattern, PatternKind, RestPattern};
pub use stmt::{Block, Let, Stmt, StmtKind};
pub use ty::{TypeExpr, TypeKind};

use crate::text::Span;

/// Number of a node within one tree, dense from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A name with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A whole program.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// `@name value` lines.
    pub directives: Vec<Directive>,
    /// Declarations and top-level statements in source order.
    pub items: Vec<Item>,
    /// One more than the highest [`NodeId`] in it: the length of a side table.
    pub node_count: u32,
}
