//! Patterns, as they stand in `match`, `let`, `for`, `if let`, `while let` and parameters.

use super::{Expr, Name, NodeId, TypeExpr};
use crate::text::Span;

/// A pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Number within the tree.
    pub id: NodeId,
    /// What it is.
    pub kind: PatternKind,
    /// Where it stands.
    pub span: Span,
}

impl Pattern {
    /// Whether it is a bare name.
    pub fn is_name(&self) -> bool {
        matches!(self.kind, PatternKind::Name(_))
    }
}

/// The forms of a pattern.
#[derive(Clone, Debug)]
pub enum PatternKind {
    /// `_`.
    Wildcard,
    /// `null`, a number, a string without interpolation, a boolean, bytes; a negative number is a literal too.
    Literal(Box<Expr>),
    /// `1..5` or `1..=5`; both ends literal.
    Range { low: Box<Expr>, high: Box<Expr>, inclusive: bool },
    /// A bare name. The checker decides whether it is a variant without payload (`Pending`), a constant or a binding.
    Name(Name),
    /// `n: Type`; `_: Type` has the name `_`.
    Typed { name: Name, ty: TypeExpr },
    /// `Variant(p, q)`, `ok(p)`, `err(p)`, `Enum.Variant(p)` or `Record(p, q)` with positional fields; also `Record(x:, y: p, ..)`.
    /// `path` is the qualifier before the last dot, if any. `rest` says that `..` stood at the end.
    Constructor { path: Option<Name>, name: Name, fields: Vec<FieldPattern>, rest: bool },
    /// `(a, b)`.
    Tuple(Vec<Pattern>),
    /// `[a, b, ...rest, z]`.
    List { before: Vec<Pattern>, rest: Option<RestPattern>, after: Vec<Pattern> },
    /// `p | q`, flattened, at least two.
    Or(Vec<Pattern>),
    /// Text that could not be read; a diagnostic was given.
    Error,
}

/// `...rest` or `...` in a list pattern.
#[derive(Clone, Debug)]
pub struct RestPattern {
    /// Number within the tree (it is a binding).
    pub id: NodeId,
    /// The bound name, if any.
    pub name: Option<Name>,
    /// Where it stands.
    pub span: Span,
}

/// One field of a constructor pattern.
#[derive(Clone, Debug)]
pub struct FieldPattern {
    /// The field's name in `x: p` and `x:`; none for a positional field.
    pub name: Option<Name>,
    /// Its pattern; for `x:` a [`PatternKind::Name`] of the same text and place.
    pub pattern: Pattern,
}
