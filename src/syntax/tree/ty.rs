//! Type expressions.

use super::{EffectRow, Name};
use crate::text::Span;

/// A written type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeExpr {
    /// What it is.
    pub kind: TypeKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a written type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// `Int`, `User`, `Box[Int]`, `list[Int]`, `map[String, Int]`, `set[T]`, `result[T, E]`, `Future[T]`, `Channel[T]`,
    /// `Shared[T]`, `Null` and `null`: a name with arguments, resolved by the checker.
    Named { name: Name, arguments: Vec<TypeExpr> },
    /// `tuple[A, B]` or `(A, B)`.
    Tuple(Vec<TypeExpr>),
    /// `T?`.
    Optional(Box<TypeExpr>),
    /// `A | B`, flattened, at least two.
    Union(Vec<TypeExpr>),
    /// `fn(A, B) -> C / {effects}`.
    Function { parameters: Vec<TypeExpr>, result: Option<Box<TypeExpr>>, effects: Option<EffectRow> },
    /// Text that could not be read; a diagnostic was given.
    Error,
}
