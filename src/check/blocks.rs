//! Blocks and statements.

use super::checker::{ANY, Checker, Use};
use super::globals::Global;
use super::messages::{control, names};
use super::misfits::Reason;
use super::operators::Operands;
use super::overlap::Awaits;
use super::patterns::{is_name, single_name};
use super::scope::{Frame, FrameKind, Origin, PendingCatch};
use super::types::{changeable, fits, without_future};
use super::unused::is_loose;
use super::{LocalId, Resolution, Type};
use crate::syntax::tree::{
    AssignOp, Block, CompositeOperands, Expr, ExprKind, Let, Name, Pattern, PatternKind, Place, PlaceStep, Stmt,
    StmtKind,
};
use crate::text::Span;

/// Operations whose loss a program is told of when a variable hides them; the other builtins' names are too common.
const SHADOWED_WITH_HINT: &[&str] = &["sleep", "fetch"];

impl<'t> Checker<'t> {
    /// A block: a scope of its own. Gives the type of its last statement.
    pub fn block(&mut self, block: &'t Block, usage: Use) -> Type {
        let statements: Vec<&'t Stmt> = block.stmts.iter().collect();
        self.open_scope();
        let ty = self.statements(&statements, usage);
        self.close_scope();
        ty
    }

    /// The top-level statements: a function without parameters.
    pub fn top_level_statements(&mut self, statements: &[&'t Stmt]) {
        self.frames.push(Frame::new(FrameKind::TopLevel, false));
        self.open_scope();
        self.top_level_names = names_of_lets(statements);
        // What is last is shown, unless a `main` runs after it.
        let shown = !matches!(self.globals.names.get("main"), Some((Global::Cell(_), _)));
        self.statements(statements, if shown { ANY } else { Use::Nothing });
        self.close_scope();
        self.frames.pop();
    }

    fn statements(&mut self, statements: &[&'t Stmt], usage: Use) -> Type {
        let mut result = Type::Null;
        let mut awaits = Awaits::default();
        for (index, stmt) in statements.iter().enumerate() {
            let is_last = index + 1 == statements.len();
            if result == Type::Never {
                self.report(control::unreachable_code(stmt.span));
            }
            let lookups = self.lookups_of(&awaits);
            let usage = if is_last { usage } else { Use::Nothing };
            let ty = self.statement(stmt, statements.get(index + 1).copied(), usage);
            self.hint_loop(stmt, index.checked_sub(1).map(|before| statements[before]), usage);
            self.follow_awaits(&mut awaits, stmt, lookups);
            if result == Type::Never {
                // One remark is enough; the rest is checked all the same.
                statements[index + 1..].iter().for_each(|stmt| {
                    self.statement(stmt, None, Use::Nothing);
                });
                return Type::Never;
            }
            result = ty;
        }
        self.hint_sequential(awaits);
        if usage.is_nothing() && result != Type::Never { Type::Null } else { result }
    }

    fn statement(&mut self, stmt: &'t Stmt, next: Option<&'t Stmt>, usage: Use) -> Type {
        match &stmt.kind {
            StmtKind::Let(binding) => self.let_stmt(stmt.span, binding, next),
            StmtKind::Assign { place, op, value } => self.assign(place, *op, value),
            StmtKind::Return(value) => self.return_stmt(stmt.span, value.as_ref()),
            StmtKind::Break { label, value } => self.break_stmt(stmt.span, label.as_ref(), value.as_ref()),
            StmtKind::Continue { label } => self.continue_stmt(stmt.span, label.as_ref()),
            StmtKind::Defer(block) => self.defer(block),
            StmtKind::Emit(value) | StmtKind::Yield(value) | StmtKind::Role { text: value, .. } => {
                self.expr(value, ANY);
                self.tie_rounds();
                Type::Null
            }
            StmtKind::Cell(cell) => {
                self.nested_cell(cell);
                Type::Null
            }
            StmtKind::Expr(value) => self.expr_stmt(value, usage),
            StmtKind::Error => Type::Unknown,
        }
    }

    fn expr_stmt(&mut self, value: &'t Expr, usage: Use) -> Type {
        let ty = self.expr(value, usage);
        if usage.is_nothing() {
            self.discarded(value, &ty);
        }
        ty
    }

    fn let_stmt(&mut self, span: Span, binding: &'t Let, next: Option<&'t Stmt>) -> Type {
        let declared = binding.ty.as_ref().map(|ty| self.written(ty));
        let around = self.variable_around(binding);
        self.open_lets.push(binding);
        let given = self.expr(&binding.value, Use::Value(declared.as_ref().unwrap_or(&Type::Unknown)));
        self.open_lets.pop();
        if let Some(declared) = &declared {
            let reason = binding.ty.as_ref().map(|ty| Reason::written(ty.span));
            match binding.otherwise {
                Some(_) => self.expect_possible(&binding.value, &given, declared, reason),
                None => self.expect_type(&binding.value, &given, declared, reason),
            }
        }
        if let Some(block) = &binding.otherwise {
            // The written type is tested, as in a pattern.
            self.out.written.extend(declared.clone().map(|ty| (binding.pattern.id, ty)));
            self.block(block, Use::Nothing);
        }
        let never = given == Type::Never;
        let is_annotated = declared.is_some();
        let ty = match declared {
            Some(declared) => declared,
            None if binding.mutable => changeable(given.clone()),
            None => given.clone(),
        };
        let first_new = self.out.locals.len();
        self.let_pattern(&binding.pattern, &ty, binding.mutable, binding.otherwise.is_some());
        let is_named = binds_names(&binding.value);
        let is_told = self.tells_null(binding, &given);
        let hides = self.hidden_by(span, around);
        let value = single_name(&binding.pattern).map(|_| (binding.value.span, is_loose(&binding.value)));
        for facts in &mut self.locals[first_new..] {
            facts.is_annotated = is_annotated;
            facts.is_told = is_told;
            facts.is_used |= is_named;
            facts.hides = hides;
            facts.value = value;
        }
        if let Some(name) = single_name(&binding.pattern) {
            if SHADOWED_WITH_HINT.contains(&name.text.as_str()) {
                self.hint_shadowed_builtin(name);
            }
            self.expect_catch(binding, name, next);
        }
        if never { Type::Never } else { Type::Null }
    }

    /// Whether the variable of the `let` is known to be null at times, if its type says so.
    fn tells_null(&self, binding: &Let, given: &Type) -> bool {
        match binding.ty {
            Some(_) => *given == Type::Null || self.may_be_null(&binding.value, given),
            None => self.is_told_null(&binding.value),
        }
    }

    /// Remembers a `let x = await e` whose next statement is `match x` (rule R7).
    fn expect_catch(&mut self, binding: &'t Let, name: &Name, next: Option<&'t Stmt>) {
        let value = binding.value.unparen();
        let Some(StmtKind::Expr(next)) = next.map(|stmt| &stmt.kind) else { return };
        let ExprKind::Match { subject, .. } = &next.kind else { return };
        let ExprKind::Await(inner) = &value.kind else { return };
        if !is_name(subject, &name.text) {
            return;
        }
        if let Some(Resolution::Local(local)) = self.out.resolutions.get(binding.pattern.id).copied() {
            let awaited = self.out.locals[local.0 as usize].ty.clone();
            self.pending_catch = Some(PendingCatch {
                match_node: next.id,
                await_node: value.id,
                await_span: value.span,
                awaited,
                local,
                entries: self.names_bound_by(inner),
            });
        }
    }

    fn return_stmt(&mut self, span: Span, value: Option<&'t Expr>) -> Type {
        let frame = self.frame();
        let (in_defer, settles) = (frame.defers > 0, frame.settles);
        let (wanted, because) = (frame.result.clone(), frame.result_span);
        if in_defer {
            self.report(control::leaves_defer(span, "return"));
        }
        let ty = match value {
            Some(value) => self.expr(value, Use::Value(wanted.as_ref().unwrap_or(&Type::Unknown))),
            None => Type::Null,
        };
        self.tie_rounds();
        let ty = if settles { without_future(ty) } else { ty };
        if let (Some(wanted), Some(value)) = (&wanted, value) {
            let reason = because.map(Reason::written);
            match settles {
                true => self.expect_settled(value, &ty, wanted, reason),
                false => self.expect_type(value, &ty, wanted, reason),
            }
        }
        self.frame().returns.push(ty);
        Type::Never
    }

    fn defer(&mut self, block: &'t Block) -> Type {
        self.tie_rounds();
        self.frame().defers += 1;
        self.block(block, Use::Nothing);
        self.frame().defers -= 1;
        Type::Null
    }

    fn assign(&mut self, place: &'t Place, op: AssignOp, value: &'t Expr) -> Type {
        let diagnostics = self.diagnostics.len();
        let (target, reason) = self.place(place, op.0.is_none());
        let given = self.expr(value, Use::Value(&target));
        if let Some(fields) = self.shared_place(place) {
            // That the cell cannot be assigned is no second mistake.
            self.diagnostics.truncate(diagnostics);
            self.report(names::assigned_shared(&place.root, fields, value, op.0));
            return Type::Null;
        }
        match op.0 {
            Some(op) => {
                let at = Operands {
                    op: place.span.to(value.span),
                    left: place.span,
                    right: value.span,
                    literals: (false, false),
                };
                if !self.needs_value(value, &given, "this operator") {
                    self.operator(op, at, &target, &given);
                }
            }
            None if is_widened(&target, &given) => {}
            None => self.expect_type(value, &given, &target, reason),
        }
        Type::Null
    }

    /// What stands behind the variable of a place, if that holds a shared cell and it is a field.
    fn shared_place(&self, place: &Place) -> Option<Span> {
        let Some(Resolution::Local(local)) = self.out.resolutions.get(place.id) else { return None };
        let is_shared = matches!(self.type_here(*local), Type::Shared(_));
        let is_field = matches!(place.steps.first(), Some(PlaceStep::Field(_))) && place.steps.len() == 1;
        (is_shared && is_field).then(|| Span::new(place.root.span.end, place.span.end))
    }

    /// The type of the part that is assigned, and where it comes from.
    fn place(&mut self, place: &'t Place, is_plain: bool) -> (Type, Option<Reason>) {
        let start = match self.find_local(&place.root.text) {
            Some(Resolution::Local(local)) => {
                self.out.resolutions.insert(place.id, Resolution::Local(local));
                self.check_assignable(&place.root, local);
                self.note_assigned(local);
                self.flow.assign(local);
                let info = &self.out.locals[local.0 as usize];
                (info.ty.clone(), Some(Reason::variable(info.span)))
            }
            _ => {
                self.report_no_variable(&place.root, is_plain && place.steps.is_empty());
                (Type::Unknown, None)
            }
        };
        place.steps.iter().fold(start, |(ty, reason), step| self.place_step(&ty, reason, step))
    }

    fn place_step(&mut self, ty: &Type, reason: Option<Reason>, step: &'t PlaceStep) -> (Type, Option<Reason>) {
        match (step, ty) {
            (PlaceStep::Field(name), Type::Record(..) | Type::Tuple(_) | Type::Fields(_)) => {
                (self.known_field(ty, name), self.field_declaration(ty, &name.text).map(Reason::written).or(reason))
            }
            (PlaceStep::Field(_), _) => (Type::Unknown, None),
            (PlaceStep::Index(index), ty) => {
                self.expr(index, ANY);
                match ty {
                    Type::List(element) => ((**element).clone(), reason),
                    Type::Map(_, value) => ((**value).clone(), reason),
                    _ => (Type::Unknown, None),
                }
            }
        }
    }

    fn check_assignable(&mut self, name: &Name, local: LocalId) {
        let info = &self.out.locals[local.0 as usize];
        let (declared, mutable) = (info.span, info.mutable);
        let origin = self.origin_of(local);
        if !mutable {
            let mut_at = match origin {
                Origin::Let { mut_at } => Some(mut_at),
                _ => None,
            };
            self.report(names::immutable_assignment(name, declared, mut_at));
            // One `mut` repairs every assignment.
            self.out.locals[local.0 as usize].mutable = true;
        } else if matches!(self.locals[local.0 as usize].origin, Origin::Copy { .. }) {
            let is_branch = self.frames.last().is_some_and(|frame| frame.kind == FrameKind::Branch);
            let place = if is_branch { "this branch" } else { "this function" };
            self.report(names::assigned_capture(name, declared, place));
        }
    }

    /// How the variable that a copy was made of came to be.
    fn origin_of(&self, mut local: LocalId) -> Origin {
        loop {
            match self.locals[local.0 as usize].origin {
                Origin::Copy { outer } => local = outer,
                origin => return origin,
            }
        }
    }

    /// `may_declare` says that a `let mut` before the assignment would make it a declaration.
    fn report_no_variable(&mut self, name: &Name, may_declare: bool) {
        if self.cursor == Some(name.span) {
            return self.note_scope(&Type::Unknown);
        }
        let what = match self.globals.names.get(&name.text) {
            Some((Global::Const(_), _)) => "a constant",
            Some((Global::Cell(_) | Global::Extern(_), _)) => "a cell",
            Some((Global::Tool(_), _)) => "a tool",
            Some(_) => "a type",
            None if self.top_level_names.contains_key(&name.text) => {
                return self.unknown_name(name, &Type::Unknown);
            }
            None => {
                let near = self.frames.last().and_then(|frame| self.near(&name.text, frame.names()));
                self.use_suggested(near.as_deref());
                self.report(names::unknown_assigned(name, near, may_declare));
                // From here on it counts as declared: what follows is no second mistake.
                let local = self.bind(name, Type::Unknown, Origin::Pattern);
                self.out.locals[local.0 as usize].mutable = true;
                return;
            }
        };
        self.report(names::not_assignable(name, what));
    }
}

/// Numbers change between `Int` and `Float` freely.
fn is_widened(target: &Type, given: &Type) -> bool {
    matches!((target, given), (Type::Int, Type::Float)) || fits(given, target)
}

/// Whether the value is an awaited composite with names: then the names are what the program uses.
fn binds_names(value: &Expr) -> bool {
    let ExprKind::Await(inner) = &value.unparen().kind else { return false };
    match &inner.unparen().kind {
        ExprKind::Composite(composite) => match &composite.operands {
            CompositeOperands::Entries(entries) => entries.iter().any(|entry| entry.name.is_some()),
            _ => false,
        },
        _ => false,
    }
}

fn names_of_lets(statements: &[&Stmt]) -> crate::base::SortedMap<String, Span> {
    let lets = statements.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::Let(binding) => Some(&binding.pattern),
        _ => None,
    });
    lets.filter_map(|pattern: &Pattern| match &pattern.kind {
        PatternKind::Name(name) => Some((name.text.clone(), name.span)),
        _ => None,
    })
    .collect()
}
