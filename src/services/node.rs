//! One kind of node for the whole tree: going through it, and the way down to a place.
//!
//! Walks keep their own stack, so that a deep tree costs none of the host's.

use crate::syntax::tree::{
    Block, Cell, CellBody, Clause, CompositeOperands, Entry, Enum, Expr, ExprKind, Field, Fragment, Item, ItemKind,
    LambdaBody, MatchArm, Param, Pattern, PatternKind, PlaceStep, Stmt, StmtKind, Tree, TypeExpr, TypeKind,
};
use crate::text::Span;

/// A part of the tree that has a place.
#[derive(Clone, Copy, Debug)]
pub enum Node<'t> {
    /// A declaration.
    Item(&'t Item),
    /// A cell, at top level, in an enum or in a block.
    Cell(&'t Cell),
    /// A parameter.
    Param(&'t Param),
    /// A field of a record or variant.
    Field(&'t Field),
    /// A block.
    Block(&'t Block),
    /// A statement.
    Stmt(&'t Stmt),
    /// An expression.
    Expr(&'t Expr),
    /// A pattern.
    Pattern(&'t Pattern),
    /// A written type.
    Type(&'t TypeExpr),
    /// An entry of a composite.
    Entry(&'t Entry),
    /// An arm of a `match`.
    Arm(&'t MatchArm),
}

impl<'t> Node<'t> {
    /// Where it stands.
    pub fn span(self) -> Span {
        match self {
            Node::Item(item) => item.span,
            Node::Cell(cell) => cell.span,
            Node::Param(param) => param.span,
            Node::Field(field) => field.span,
            Node::Block(block) => block.span,
            Node::Stmt(stmt) => stmt.span,
            Node::Expr(expr) => expr.span,
            Node::Pattern(pattern) => pattern.span,
            Node::Type(ty) => ty.span,
            Node::Entry(entry) => entry.span,
            Node::Arm(arm) => arm.span,
        }
    }

    /// Its direct parts, in source order as far as the tree keeps it.
    pub fn children(self) -> Vec<Node<'t>> {
        let mut children = Vec::new();
        self.add_children(&mut children);
        children
    }

    fn add_children(self, children: &mut Vec<Node<'t>>) {
        let mut parts = Parts(children);
        match self {
            Node::Item(item) => parts.item(item),
            Node::Cell(cell) => parts.cell(cell),
            Node::Param(param) => {
                parts.push(Node::Pattern(&param.pattern));
                parts.types(&param.ty);
                parts.exprs(&param.default);
            }
            Node::Field(field) => {
                parts.push(Node::Type(&field.ty));
                parts.exprs(field.default.iter().chain(&field.check));
            }
            Node::Block(block) => parts.0.extend(block.stmts.iter().map(Node::Stmt)),
            Node::Stmt(stmt) => parts.stmt(stmt),
            Node::Expr(expr) => parts.expr(expr),
            Node::Pattern(pattern) => parts.pattern(pattern),
            Node::Type(ty) => parts.ty(ty),
            Node::Entry(entry) => parts.push(Node::Expr(&entry.body)),
            Node::Arm(arm) => {
                parts.push(Node::Pattern(&arm.pattern));
                parts.exprs(&arm.guard);
                parts.push(Node::Block(&arm.body));
            }
        }
    }
}

/// Every node of the tree, each before its parts.
pub fn nodes(tree: &Tree) -> Nodes<'_> {
    Nodes { stack: tree.items.iter().rev().map(Node::Item).collect() }
}

/// Every node inside of `root`, itself included.
pub fn nodes_of(root: Node<'_>) -> Nodes<'_> {
    Nodes { stack: vec![root] }
}

/// See [`nodes`].
pub struct Nodes<'t> {
    stack: Vec<Node<'t>>,
}

impl<'t> Iterator for Nodes<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let node = self.stack.pop()?;
        let at = self.stack.len();
        node.add_children(&mut self.stack);
        self.stack[at..].reverse();
        Some(node)
    }
}

/// The nodes around `place`, outermost first; of two that touch it, the later one.
pub fn path(tree: &Tree, place: Span) -> Vec<Node<'_>> {
    let mut path: Vec<Node<'_>> = Vec::new();
    let mut level: Vec<Node<'_>> = tree.items.iter().map(Node::Item).collect();
    while let Some(&next) = level.iter().rev().find(|node| node.span().contains(place)) {
        path.push(next);
        level = next.children();
    }
    path
}

struct Parts<'p, 't>(&'p mut Vec<Node<'t>>);

impl<'t> Parts<'_, 't> {
    fn push(&mut self, node: Node<'t>) {
        self.0.push(node);
    }

    fn exprs(&mut self, exprs: impl IntoIterator<Item = &'t Expr>) {
        self.0.extend(exprs.into_iter().map(Node::Expr));
    }

    fn types(&mut self, types: impl IntoIterator<Item = &'t TypeExpr>) {
        self.0.extend(types.into_iter().map(Node::Type));
    }

    fn patterns(&mut self, patterns: impl IntoIterator<Item = &'t Pattern>) {
        self.0.extend(patterns.into_iter().map(Node::Pattern));
    }

    fn params(&mut self, params: &'t [Param]) {
        self.0.extend(params.iter().map(Node::Param));
    }

    fn item(&mut self, item: &'t Item) {
        match &item.kind {
            ItemKind::Cell(cell) => self.push(Node::Cell(cell)),
            ItemKind::Record(record) => self.0.extend(record.fields.iter().map(Node::Field)),
            ItemKind::Enum(item) => self.enum_parts(item),
            ItemKind::Alias(alias) => {
                self.push(Node::Type(&alias.ty));
                self.exprs(&alias.check);
            }
            ItemKind::Const(constant) => {
                self.types(&constant.ty);
                self.push(Node::Expr(&constant.value));
            }
            ItemKind::Extern(item) => {
                self.params(&item.params);
                self.types(&item.result);
            }
            ItemKind::Grant(grant) => self.exprs(grant.limits.iter().map(|(_, value)| value)),
            ItemKind::Stmt(stmt) => self.push(Node::Stmt(stmt)),
            ItemKind::UseTool(_) | ItemKind::BindEffect(_) | ItemKind::Unsupported(_) | ItemKind::Error => {}
        }
    }

    fn enum_parts(&mut self, item: &'t Enum) {
        self.0.extend(item.variants.iter().flat_map(|variant| &variant.fields).map(Node::Field));
        self.0.extend(item.methods.iter().map(Node::Cell));
    }

    fn cell(&mut self, cell: &'t Cell) {
        self.params(&cell.params);
        self.types(&cell.result);
        self.push(match &cell.body {
            CellBody::Block(block) => Node::Block(block),
            CellBody::Expr(value) => Node::Expr(value),
        });
    }

    fn stmt(&mut self, stmt: &'t Stmt) {
        match &stmt.kind {
            StmtKind::Let(binding) => {
                self.push(Node::Pattern(&binding.pattern));
                self.types(&binding.ty);
                self.push(Node::Expr(&binding.value));
                self.0.extend(binding.otherwise.iter().map(Node::Block));
            }
            StmtKind::Assign { place, value, .. } => {
                self.exprs(place.steps.iter().filter_map(|step| match step {
                    PlaceStep::Index(index) => Some(index),
                    PlaceStep::Field(_) => None,
                }));
                self.push(Node::Expr(value));
            }
            StmtKind::Return(value) | StmtKind::Break { value, .. } => self.exprs(value),
            StmtKind::Defer(block) => self.push(Node::Block(block)),
            StmtKind::Emit(value)
            | StmtKind::Yield(value)
            | StmtKind::Expr(value)
            | StmtKind::Role { text: value, .. } => {
                self.push(Node::Expr(value));
            }
            StmtKind::Cell(cell) => self.push(Node::Cell(cell)),
            StmtKind::Continue { .. } | StmtKind::Error => {}
        }
    }

    fn expr(&mut self, expr: &'t Expr) {
        match &expr.kind {
            ExprKind::String(literal) => self.exprs(literal.fragments.iter().filter_map(|fragment| match fragment {
                Fragment::Interpolation { value, .. } => Some(value),
                Fragment::Text(_) => None,
            })),
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => self.exprs(items),
            ExprKind::Map(entries) => entries.iter().for_each(|(key, value)| {
                self.push(Node::Expr(key));
                self.exprs(value);
            }),
            ExprKind::Range { low, high, step, .. } => {
                self.exprs([low, high, step].into_iter().filter_map(|end| end.as_deref()));
            }
            ExprKind::Binary { left, right, .. } => self.exprs([&**left, &**right]),
            ExprKind::Is { value, ty } | ExprKind::As { value, ty } => {
                self.push(Node::Expr(value));
                self.push(Node::Type(ty));
            }
            ExprKind::Call { callee, arguments } => {
                self.push(Node::Expr(callee));
                self.exprs(arguments.iter().map(|argument| &argument.value));
            }
            ExprKind::Index { object, index, .. } => self.exprs([&**object, &**index]),
            ExprKind::TryElse { value, otherwise } => {
                self.push(Node::Expr(value));
                self.exprs(otherwise.as_deref());
            }
            _ => self.wrapped(expr),
        }
    }

    fn wrapped(&mut self, expr: &'t Expr) {
        match &expr.kind {
            ExprKind::Spread(inner)
            | ExprKind::Unary { operand: inner, .. }
            | ExprKind::Paren(inner)
            | ExprKind::Field { object: inner, .. }
            | ExprKind::Unwrap(inner)
            | ExprKind::Try(inner)
            | ExprKind::Halt(inner)
            | ExprKind::Comptime(inner)
            | ExprKind::Await(inner)
            | ExprKind::Spawn(inner) => self.push(Node::Expr(inner)),
            _ => self.control(expr),
        }
    }

    fn control(&mut self, expr: &'t Expr) {
        match &expr.kind {
            ExprKind::If { branches, otherwise } => {
                for branch in branches {
                    self.clause(&branch.condition);
                    self.push(Node::Block(&branch.body));
                }
                self.0.extend(otherwise.iter().map(Node::Block));
            }
            ExprKind::Match { subject, arms } => {
                self.push(Node::Expr(subject));
                self.0.extend(arms.iter().map(Node::Arm));
            }
            ExprKind::When(arms) => {
                for arm in arms {
                    self.exprs(&arm.condition);
                    self.push(Node::Block(&arm.body));
                }
            }
            ExprKind::For(each) => self.round(&each.pattern, &each.iterable, &each.filter, &each.body),
            ExprKind::ParallelFor(each) => self.round(&each.pattern, &each.iterable, &each.filter, &each.body),
            ExprKind::While(each) => {
                self.clause(&each.condition);
                self.push(Node::Block(&each.body));
            }
            ExprKind::Loop { body, .. } => self.push(Node::Block(body)),
            ExprKind::Lambda(lambda) => {
                self.params(&lambda.params);
                self.types(&lambda.result);
                self.push(match &lambda.body {
                    LambdaBody::Expr(value) => Node::Expr(value),
                    LambdaBody::Block(block) => Node::Block(block),
                });
            }
            ExprKind::Comprehension(comprehension) => {
                self.push(Node::Expr(&comprehension.element));
                self.exprs(&comprehension.value);
                for (pattern, iterable, filter) in &comprehension.clauses {
                    self.push(Node::Pattern(pattern));
                    self.push(Node::Expr(iterable));
                    self.exprs(filter);
                }
            }
            ExprKind::Composite(composite) => self.operands(&composite.operands),
            _ => {}
        }
    }

    fn round(&mut self, pattern: &'t Pattern, iterable: &'t Expr, filter: &'t Option<Expr>, body: &'t Block) {
        self.push(Node::Pattern(pattern));
        self.push(Node::Expr(iterable));
        self.exprs(filter);
        self.push(Node::Block(body));
    }

    fn clause(&mut self, clause: &'t Clause) {
        match clause {
            Clause::Expr(value) => self.push(Node::Expr(value)),
            Clause::Let { pattern, value } => {
                self.push(Node::Pattern(pattern));
                self.push(Node::Expr(value));
            }
        }
    }

    fn operands(&mut self, operands: &'t CompositeOperands) {
        match operands {
            CompositeOperands::Entries(entries) => self.0.extend(entries.iter().map(Node::Entry)),
            CompositeOperands::List(list) => self.push(Node::Expr(list)),
            CompositeOperands::Timeout { limit_ms, body } => self.exprs([&**limit_ms, &**body]),
        }
    }

    fn pattern(&mut self, pattern: &'t Pattern) {
        match &pattern.kind {
            PatternKind::Literal(value) => self.push(Node::Expr(value)),
            PatternKind::Range { low, high, .. } => self.exprs([&**low, &**high]),
            PatternKind::Typed { ty, .. } => self.push(Node::Type(ty)),
            PatternKind::Constructor { fields, .. } => self.patterns(fields.iter().map(|field| &field.pattern)),
            PatternKind::Tuple(parts) | PatternKind::Or(parts) => self.patterns(parts),
            PatternKind::List { before, after, .. } => self.patterns(before.iter().chain(after)),
            PatternKind::Wildcard | PatternKind::Name(_) | PatternKind::Error => {}
        }
    }

    fn ty(&mut self, ty: &'t TypeExpr) {
        match &ty.kind {
            TypeKind::Named { arguments, .. } => self.types(arguments),
            TypeKind::Tuple(parts) | TypeKind::Union(parts) => self.types(parts),
            TypeKind::Optional(inner) => self.push(Node::Type(inner)),
            TypeKind::Function { parameters, result, .. } => {
                self.types(parameters);
                self.types(result.as_deref());
            }
            TypeKind::Error => {}
        }
    }
}
