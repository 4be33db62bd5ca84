//! Expressions.

use super::{Block, EffectRow, Name, NodeId, Param, Pattern, TypeExpr};
use crate::text::Span;

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Number within the tree.
    pub id: NodeId,
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

impl Expr {
    /// The expression inside all parentheses.
    pub fn unparen(&self) -> &Expr {
        let mut expr = self;
        while let ExprKind::Paren(inner) = &expr.kind {
            expr = inner;
        }
        expr
    }
}

/// The forms of an expression.
#[derive(Clone, Debug)]
pub enum ExprKind {
    // Literals
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// `42`, `1_000`, `0xFF`, `0b1010`.
    Int(i64),
    /// `3.14`, `1e10`.
    Float(f64),
    /// A string, plain, interpolated, triple-quoted or raw.
    String(StringLit),
    /// `b"cafe"`.
    Bytes(Vec<u8>),

    // Names and collections
    /// A name; `self` too.
    Name(Name),
    /// `[a, b, ...c]`; an element may be a [`ExprKind::Spread`].
    List(Vec<Expr>),
    /// `(a, b)`, at least two.
    Tuple(Vec<Expr>),
    /// `{a, b}`, `set[a, b]`.
    Set(Vec<Expr>),
    /// `{k: v}`; a `Spread` entry has the spread expression as key and no value.
    Map(Vec<(Expr, Option<Expr>)>),
    /// `[e for x in xs if c]` and its map and set forms.
    Comprehension(Box<Comprehension>),
    /// `...e` inside a list, set, map or call.
    Spread(Box<Expr>),
    /// `a..b`, `a..=b`, `a..b step c`; ends may be left out only inside an index.
    Range { low: Option<Box<Expr>>, high: Option<Box<Expr>>, inclusive: bool, step: Option<Box<Expr>> },

    // Operators
    /// `-a`, `not a`, `~a`.
    Unary { op: UnaryOp, operand: Box<Expr> },
    /// `a op b`, pipes and composition included.
    Binary { op: BinaryOp, op_span: Span, left: Box<Expr>, right: Box<Expr> },
    /// `a is T`.
    Is { value: Box<Expr>, ty: Box<TypeExpr> },
    /// `a as T`.
    As { value: Box<Expr>, ty: Box<TypeExpr> },
    /// `(e)`; kept for places.
    Paren(Box<Expr>),

    // Postfix
    /// `f(a, name: b)`; also `Record(x: 1)`, `Variant(v)`, `ok(v)`.
    Call { callee: Box<Expr>, arguments: Vec<Argument> },
    /// `e.name`, `e?.name`; `e.0` is a tuple index with the digits as name.
    Field { object: Box<Expr>, name: Name, optional: bool },
    /// `e[i]`, `e?[i]`.
    Index { object: Box<Expr>, index: Box<Expr>, optional: bool },
    /// `e!`: not null (and not `err`).
    Unwrap(Box<Expr>),
    /// `e?`: the `ok` value, or return the `err` from the cell.
    Try(Box<Expr>),
    /// `try e`, `try e else handler`.
    TryElse { value: Box<Expr>, otherwise: Option<Box<Expr>> },

    // Control
    /// `if c … else … end`, `if c then a else b`, `if let p = e …`.
    If { branches: Vec<IfBranch>, otherwise: Option<Block> },
    /// `match e … end`.
    Match { subject: Box<Expr>, arms: Vec<MatchArm> },
    /// `when … end`.
    When(Vec<WhenArm>),
    /// `for [@label] p in e [if c] … end`.
    For(Box<ForLoop>),
    /// `while [@label] c … end`; `condition` may hold a `let`.
    While(Box<WhileLoop>),
    /// `loop [@label] … end`.
    Loop { label: Option<Name>, body: Block },
    /// `fn(…) => e`, `fn(…) … end`.
    Lambda(Box<Lambda>),
    /// `halt(message)`.
    Halt(Box<Expr>),
    /// `comptime e end`: evaluated like any expression.
    Comptime(Box<Expr>),

    // Async
    /// `await e`.
    Await(Box<Expr>),
    /// `spawn(e)`.
    Spawn(Box<Expr>),
    /// `parallel for x in xs [if c] … end`.
    ParallelFor(Box<ParallelFor>),
    /// `parallel`, `race`, `vote`, `select` as a block or with arguments, and `timeout(ms, e)`.
    Composite(Box<Composite>),

    /// Text that could not be read; a diagnostic was given.
    Error,
}

/// A string literal: text and interpolations in turn.
#[derive(Clone, Debug)]
pub struct StringLit {
    /// The parts in order; empty for `""`.
    pub fragments: Vec<Fragment>,
    /// Whether it is raw (`r"…"`);
    pub raw: bool,
    /// Whether it is triple-quoted;
    pub triple: bool,
}

/// A part of a string literal.
#[derive(Clone, Debug)]
pub enum Fragment {
    /// Text after escapes.
    Text(String),
    /// `{expr}` or `{expr:spec}`; the spec is the text behind the colon.
    Interpolation { value: Expr, spec: Option<Name> },
}

/// Prefix operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `-`
    Negate,
    /// `not`
    Not,
    /// `~`
    BitNot,
}

/// Infix operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Remainder,
    Power,
    ShiftLeft,
    ShiftRight,
    BitAnd,
    BitXor,
    BitOr,
    Concat,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    And,
    Or,
    Coalesce,
    /// `a |> f(b)`: `f(a, b)`.
    Pipe,
    /// `f ~> g`: a closure that applies `f`, then `g`.
    Compose,
}

impl BinaryOp {
    /// The operator as it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Subtract => "-",
            BinaryOp::Multiply => "*",
            BinaryOp::Divide => "/",
            BinaryOp::FloorDivide => "//",
            BinaryOp::Remainder => "%",
            BinaryOp::Power => "**",
            BinaryOp::ShiftLeft => "<<",
            BinaryOp::ShiftRight => ">>",
            BinaryOp::BitAnd => "&",
            BinaryOp::BitXor => "^",
            BinaryOp::BitOr => "|",
            BinaryOp::Concat => "++",
            BinaryOp::Equal => "==",
            BinaryOp::NotEqual => "!=",
            BinaryOp::Less => "<",
            BinaryOp::LessEqual => "<=",
            BinaryOp::Greater => ">",
            BinaryOp::GreaterEqual => ">=",
            BinaryOp::In => "in",
            BinaryOp::And => "and",
            BinaryOp::Or => "or",
            BinaryOp::Coalesce => "??",
            BinaryOp::Pipe => "|>",
            BinaryOp::Compose => "~>",
        }
    }
}

/// `=`, `+=` and so on; `None` is plain `=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssignOp(pub Option<BinaryOp>);

/// What can stand on the left of an assignment: a variable, then fields and indexes.
#[derive(Clone, Debug)]
pub struct Place {
    /// Number within the tree (the variable is a use).
    pub id: NodeId,
    /// The variable.
    pub root: Name,
    /// Steps from the variable to the assigned part.
    pub steps: Vec<PlaceStep>,
    /// Where it stands.
    pub span: Span,
}

/// One step of a [`Place`].
#[derive(Clone, Debug)]
pub enum PlaceStep {
    /// `.name`
    Field(Name),
    /// `[index]`
    Index(Expr),
}

/// An argument of a call.
#[derive(Clone, Debug)]
pub struct Argument {
    /// `name:` before it.
    pub name: Option<Name>,
    /// The value; may be a [`ExprKind::Spread`].
    pub value: Expr,
}

/// A condition: an expression, or `let pattern = value`.
#[derive(Clone, Debug)]
pub enum Clause {
    /// `c`
    Expr(Box<Expr>),
    /// `let p = e`; a bare name takes anything but null.
    Let { pattern: Pattern, value: Box<Expr> },
}

/// `if`/`else if` with its block.
#[derive(Clone, Debug)]
pub struct IfBranch {
    /// When it is taken.
    pub condition: Clause,
    /// What it does; `then e` is a block of one expression.
    pub body: Block,
}

/// `for [@label] p in e [if c] … end`.
#[derive(Clone, Debug)]
pub struct ForLoop {
    /// `@label`.
    pub label: Option<Name>,
    /// The bound element.
    pub pattern: Pattern,
    /// What is iterated.
    pub iterable: Expr,
    /// `if c`.
    pub filter: Option<Expr>,
    /// What is done for each element.
    pub body: Block,
}

/// `while [@label] c … end`.
#[derive(Clone, Debug)]
pub struct WhileLoop {
    /// `@label`.
    pub label: Option<Name>,
    /// How long it goes on.
    pub condition: Clause,
    /// What is repeated.
    pub body: Block,
}

/// `pattern [if guard] -> body`.
#[derive(Clone, Debug)]
pub struct MatchArm {
    /// The pattern.
    pub pattern: Pattern,
    /// `if guard`.
    pub guard: Option<Expr>,
    /// The body; one expression or statements.
    pub body: Block,
    /// Where the arm stands.
    pub span: Span,
    /// The blanks before it; [`Span::NOWHERE`] if it does not begin its line.
    pub margin: Span,
}

/// `condition -> value`; `_` is a condition that is always true (`None`).
#[derive(Clone, Debug)]
pub struct WhenArm {
    /// When it is taken.
    pub condition: Option<Expr>,
    /// Its value.
    pub body: Block,
}

/// `fn(…) [-> T] [/ effects] => e` or `… end`.
#[derive(Clone, Debug)]
pub struct Lambda {
    /// Parameters in order.
    pub params: Vec<Param>,
    /// Written result type.
    pub result: Option<TypeExpr>,
    /// Written effect row.
    pub effects: Option<EffectRow>,
    /// What it does.
    pub body: LambdaBody,
}

/// A closure's body.
#[derive(Clone, Debug)]
pub enum LambdaBody {
    /// `=> e`
    Expr(Box<Expr>),
    /// Statements up to `end`.
    Block(Block),
}

/// A comprehension.
#[derive(Clone, Debug)]
pub struct Comprehension {
    /// What it builds.
    pub kind: ComprehensionKind,
    /// The element (the key for a map).
    pub element: Expr,
    /// The value, for a map.
    pub value: Option<Expr>,
    /// `for p in e [if c]`, at least one, outermost first.
    pub clauses: Vec<(Pattern, Expr, Option<Expr>)>,
}

/// What a comprehension builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComprehensionKind {
    List,
    Set,
    Map,
}

/// `parallel for x in xs [if c] … end`.
#[derive(Clone, Debug)]
pub struct ParallelFor {
    /// The bound element.
    pub pattern: Pattern,
    /// What is iterated.
    pub iterable: Expr,
    /// `if c`.
    pub filter: Option<Expr>,
    /// Each branch's body; its value is its last expression.
    pub body: Block,
}

/// The composite forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompositeKind {
    /// All branches, values in order.
    Parallel,
    /// The first success.
    Race,
    /// The most frequent value.
    Vote,
    /// The first completion.
    Select,
    /// One branch with a time limit.
    Timeout,
}

/// A composite.
#[derive(Clone, Debug)]
pub struct Composite {
    /// Which form.
    pub kind: CompositeKind,
    /// The word that opens it.
    pub keyword: Span,
    /// Its branches.
    pub operands: CompositeOperands,
}

/// Where a composite's branches come from.
#[derive(Clone, Debug)]
pub enum CompositeOperands {
    /// Block form or call form with entries: each entry is a branch's body.
    Entries(Vec<Entry>),
    /// Call form with one argument that is not a list literal: a list value whose elements are handles. If it is a
    /// [`ExprKind::Comprehension`], its element is a branch's body, once per round.
    List(Box<Expr>),
    /// `timeout(ms, e)`.
    Timeout { limit_ms: Box<Expr>, body: Box<Expr> },
}

/// `name = e` or `e` inside a composite.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The name, if any. In a block form it is bound in the enclosing scope.
    pub name: Option<Name>,
    /// Number of the binding within the tree.
    pub binding: NodeId,
    /// The branch's body.
    pub body: Expr,
    /// Where the entry stands.
    pub span: Span,
}
