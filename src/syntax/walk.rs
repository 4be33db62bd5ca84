//! What an expression or statement consists of, for the few questions that need a look ahead.
//!
//! Bodies that become functions of their own (closures, branches, nested cells) are not entered: they are given by the
//! node under which their captures are kept.

use super::tree::{
    Block, Clause, CompositeOperands, Comprehension, Entry, Expr, ExprKind, Fragment, NodeId, ParallelFor, Place,
    PlaceStep, Stmt, StmtKind,
};

/// A direct part of an expression or statement.
#[derive(Clone, Copy)]
pub enum Part<'t> {
    /// An expression evaluated by the same function.
    Expr(&'t Expr),
    /// A block executed by the same function.
    Block(&'t Block),
    /// A body that becomes a function of its own; its captures are kept under this node.
    Function(NodeId),
    /// A variable that is assigned, or a part of it.
    Assigned(&'t Place),
}

type Visit<'v, 't> = &'v mut dyn FnMut(Part<'t>);

/// Visits the direct parts of `expr` in the order of evaluation.
pub fn expr_parts<'t>(expr: &'t Expr, visit: Visit<'_, 't>) {
    match &expr.kind {
        ExprKind::String(literal) => literal.fragments.iter().for_each(|fragment| fragment_parts(fragment, visit)),
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => exprs(items, visit),
        ExprKind::Map(entries) => entries.iter().for_each(|(key, value)| {
            visit(Part::Expr(key));
            opt(value.as_ref(), visit);
        }),
        ExprKind::Comprehension(comprehension) => comprehension_parts(comprehension, visit),
        ExprKind::Range { low, high, step, .. } => {
            [low, high, step].into_iter().for_each(|end| opt(end.as_deref(), visit));
        }
        ExprKind::Binary { left, right, .. } => pair(left, right, visit),
        ExprKind::Index { object, index, .. } => pair(object, index, visit),
        ExprKind::Call { callee, arguments } => {
            visit(Part::Expr(callee));
            arguments.iter().for_each(|argument| visit(Part::Expr(&argument.value)));
        }
        ExprKind::TryElse { value, otherwise } => {
            visit(Part::Expr(value));
            opt(otherwise.as_deref(), visit);
        }
        // Its defaults are evaluated inside it.
        ExprKind::Lambda(_) => visit(Part::Function(expr.id)),
        _ => single_part(expr, visit),
    }
}

fn single_part<'t>(expr: &'t Expr, visit: Visit<'_, 't>) {
    match &expr.kind {
        ExprKind::Spread(inner)
        | ExprKind::Unary { operand: inner, .. }
        | ExprKind::Is { value: inner, .. }
        | ExprKind::As { value: inner, .. }
        | ExprKind::Paren(inner)
        | ExprKind::Field { object: inner, .. }
        | ExprKind::Unwrap(inner)
        | ExprKind::Try(inner)
        | ExprKind::Halt(inner)
        | ExprKind::Comptime(inner)
        | ExprKind::Await(inner)
        | ExprKind::Spawn(inner) => visit(Part::Expr(inner)),
        _ => control_parts(expr, visit),
    }
}

fn control_parts<'t>(expr: &'t Expr, visit: Visit<'_, 't>) {
    match &expr.kind {
        ExprKind::If { branches, otherwise } => {
            branches.iter().for_each(|branch| {
                clause_parts(&branch.condition, visit);
                visit(Part::Block(&branch.body));
            });
            otherwise.iter().for_each(|block| visit(Part::Block(block)));
        }
        ExprKind::Match { subject, arms } => {
            visit(Part::Expr(subject));
            arms.iter().for_each(|arm| {
                opt(arm.guard.as_ref(), visit);
                visit(Part::Block(&arm.body));
            });
        }
        ExprKind::When(arms) => arms.iter().for_each(|arm| {
            opt(arm.condition.as_ref(), visit);
            visit(Part::Block(&arm.body));
        }),
        ExprKind::For(each) => {
            visit(Part::Expr(&each.iterable));
            opt(each.filter.as_ref(), visit);
            visit(Part::Block(&each.body));
        }
        ExprKind::While(each) => {
            clause_parts(&each.condition, visit);
            visit(Part::Block(&each.body));
        }
        ExprKind::Loop { body, .. } => visit(Part::Block(body)),
        ExprKind::ParallelFor(each) => parallel_parts(each, visit),
        ExprKind::Composite(composite) => operand_parts(&composite.operands, visit),
        _ => {}
    }
}

fn parallel_parts<'t>(each: &'t ParallelFor, visit: Visit<'_, 't>) {
    visit(Part::Expr(&each.iterable));
    opt(each.filter.as_ref(), visit);
    visit(Part::Function(each.body.id));
}

fn operand_parts<'t>(operands: &'t CompositeOperands, visit: Visit<'_, 't>) {
    match operands {
        CompositeOperands::Entries(entries) => {
            entries.iter().for_each(|Entry { body, .. }| visit(Part::Function(body.id)));
        }
        CompositeOperands::List(list) => visit(Part::Expr(list)),
        CompositeOperands::Timeout { limit_ms, body } => {
            visit(Part::Expr(limit_ms));
            visit(Part::Function(body.id));
        }
    }
}

fn comprehension_parts<'t>(comprehension: &'t Comprehension, visit: Visit<'_, 't>) {
    for (_, iterable, filter) in &comprehension.clauses {
        visit(Part::Expr(iterable));
        opt(filter.as_ref(), visit);
    }
    visit(Part::Expr(&comprehension.element));
    opt(comprehension.value.as_ref(), visit);
}

fn fragment_parts<'t>(fragment: &'t Fragment, visit: Visit<'_, 't>) {
    if let Fragment::Interpolation { value, .. } = fragment {
        visit(Part::Expr(value));
    }
}

fn clause_parts<'t>(clause: &'t Clause, visit: Visit<'_, 't>) {
    match clause {
        Clause::Expr(value) | Clause::Let { value, .. } => visit(Part::Expr(value)),
    }
}

fn exprs<'t>(items: &'t [Expr], visit: Visit<'_, 't>) {
    items.iter().for_each(|item| visit(Part::Expr(item)));
}

fn pair<'t>(first: &'t Expr, second: &'t Expr, visit: Visit<'_, 't>) {
    visit(Part::Expr(first));
    visit(Part::Expr(second));
}

fn opt<'t>(expr: Option<&'t Expr>, visit: Visit<'_, 't>) {
    if let Some(expr) = expr {
        visit(Part::Expr(expr));
    }
}

/// Visits the direct parts of `stmt`.
pub fn stmt_parts<'t>(stmt: &'t Stmt, visit: Visit<'_, 't>) {
    match &stmt.kind {
        StmtKind::Let(binding) => {
            visit(Part::Expr(&binding.value));
            binding.otherwise.iter().for_each(|block| visit(Part::Block(block)));
        }
        StmtKind::Assign { place, value, .. } => {
            visit(Part::Assigned(place));
            for step in &place.steps {
                if let PlaceStep::Index(index) = step {
                    visit(Part::Expr(index));
                }
            }
            visit(Part::Expr(value));
        }
        StmtKind::Return(value) | StmtKind::Break { value, .. } => opt(value.as_ref(), visit),
        StmtKind::Defer(block) => visit(Part::Block(block)),
        StmtKind::Emit(value) | StmtKind::Yield(value) | StmtKind::Expr(value) | StmtKind::Role { text: value, .. } => {
            visit(Part::Expr(value));
        }
        StmtKind::Cell(cell) => visit(Part::Function(cell.id)),
        StmtKind::Continue { .. } | StmtKind::Error => {}
    }
}

/// Whether `block` registers a `defer` outside functions of its own.
pub fn has_defer(block: &Block) -> bool {
    block.stmts.iter().any(|stmt| {
        let mut found = matches!(stmt.kind, StmtKind::Defer(_));
        stmt_parts(stmt, &mut |part| found = found || part_has_defer(part));
        found
    })
}

/// Whether a `defer` stands in `part`, outside functions of its own.
pub fn part_has_defer(part: Part<'_>) -> bool {
    match part {
        Part::Expr(expr) => expr_has_defer(expr),
        Part::Block(block) => has_defer(block),
        Part::Function(_) | Part::Assigned(_) => false,
    }
}

/// Whether a block inside `expr` registers a `defer`.
pub fn expr_has_defer(expr: &Expr) -> bool {
    let mut found = false;
    expr_parts(expr, &mut |part| found = found || part_has_defer(part));
    found
}

/// Whether `expr` holds a block, and so may assign variables while it is evaluated.
pub fn has_block(expr: &Expr) -> bool {
    if matches!(expr.kind, ExprKind::Name(_) | ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Bool(_)) {
        return false;
    }
    let mut found = false;
    expr_parts(expr, &mut |part| {
        found = found
            || match part {
                Part::Expr(inner) => has_block(inner),
                Part::Block(_) => true,
                Part::Function(_) | Part::Assigned(_) => false,
            };
    });
    found
}
