//! `match`: its arms, what they take, and failures of an `await` (rules R7 and R26).

use super::checker::{Checker, Use};
use super::exhaustive::Exhaustive;
use super::failures::is_failure_name;
use super::messages::{async_, control as messages};
use super::scope::PendingCatch;
use super::types::{admits_string, takes_every, union_of};
use super::{Catch, LocalId, Type};
use crate::diag::{Edit, Fix, Severity};
use crate::syntax::tree::{Expr, ExprKind, MatchArm, NodeId, Pattern, PatternKind};
use crate::text::Span;

/// An `await` whose failure the arms of a `match` may take.
struct Source {
    await_node: NodeId,
    await_span: Span,
    /// The variable between, for `let x = await e` and `match x`.
    local: Option<LocalId>,
    /// The names that the awaited composite binds: a failure leaves them without values (rules R11 and R14).
    entries: Vec<LocalId>,
}

/// Arms behind this many are not looked at for being unreachable: each is compared with all before it. Chosen by feel.
const COMPARED_ARMS_MAX: usize = 200;

/// Which arms of a `match` are for failures.
struct Failures {
    /// Whether an `await` may fail into it at all.
    can_catch: bool,
    /// The `n: String` arm that takes them.
    failure_arm: Option<usize>,
}

impl<'t> Checker<'t> {
    /// `match subject … end`.
    pub fn match_expr(&mut self, expr: &'t Expr, subject: &'t Expr, arms: &'t [MatchArm], usage: Use) -> Type {
        let pending = self.pending_catch.take().filter(|pending| pending.match_node == expr.id);
        let ty = self.expr(subject, super::checker::ANY);
        let (source, ty) = self.catch_source(subject, pending, ty);
        if let Type::Future(_) = ty
            && arms
                .iter()
                .any(|arm| matches!(arm.pattern.kind, PatternKind::Constructor { .. } | PatternKind::Literal(_)))
        {
            self.needs_value(subject, &ty, "`match`");
        }
        let can_catch = source.is_some();
        let bodies = self.arms(subject, arms, &ty, source.as_ref(), usage);
        let failure_arm = source.and_then(|source| self.note_catch(expr.id, source, arms, &ty, &bodies));
        let taken = self.check_arms(arms, &ty, Failures { can_catch, failure_arm });
        let head = Span::new(expr.span.start, subject.span.end);
        self.report_missing(head, arms, &taken, &ty, usage.is_nothing());
        union_of(bodies)
    }

    fn catch_source(&mut self, subject: &'t Expr, pending: Option<PendingCatch>, ty: Type) -> (Option<Source>, Type) {
        if let Some(pending) = pending {
            let PendingCatch { await_node, await_span, local, entries, awaited, .. } = pending;
            return (Some(Source { await_node, await_span, local: Some(local), entries }), awaited);
        }
        let inner = subject.unparen();
        match &inner.kind {
            ExprKind::Await(awaited) => {
                let entries = self.names_bound_by(awaited);
                (Some(Source { await_node: inner.id, await_span: inner.span, local: None, entries }), ty)
            }
            _ => (None, ty),
        }
    }

    /// The types that the arms give; what an arm without guard takes, those behind it do not meet.
    fn arms(
        &mut self,
        subject: &'t Expr,
        arms: &'t [MatchArm],
        ty: &Type,
        source: Option<&Source>,
        usage: Use,
    ) -> Vec<Type> {
        let path = self.path_of(subject).filter(|_| source.is_none());
        let mut left = ty.clone();
        let mut bodies = Vec::with_capacity(arms.len());
        for arm in arms {
            self.flow.open();
            if let (Some(path), Type::Union(_)) = (&path, ty) {
                self.flow.learn(path.clone(), left.clone());
                self.assume_pattern(&arm.pattern, subject);
            }
            bodies.push(self.arm(arm, if arm.pattern.is_name() { &left } else { ty }, source, usage));
            self.flow.close();
            if arm.guard.is_none() {
                left = self.left_by(&arm.pattern, left);
            }
        }
        bodies
    }

    /// What the values of `ty` are that a pattern leaves to the arms behind it.
    fn left_by(&self, pattern: &Pattern, ty: Type) -> Type {
        let Type::Union(members) = ty else { return ty };
        let search = Exhaustive::new(&self.out, &self.enum_generics, &self.record_generics);
        match union_of(members.iter().filter(|member| !search.takes_every(pattern, member)).cloned()) {
            Type::Never => Type::Union(members),
            left => left,
        }
    }

    fn arm(&mut self, arm: &'t MatchArm, ty: &Type, source: Option<&Source>, usage: Use) -> Type {
        self.open_scope();
        match source {
            Some(_) => self.catching_pattern(&arm.pattern, ty),
            None => self.match_pattern(&arm.pattern, ty),
        }
        let lost = source.filter(|_| self.out.takes_failures(&arm.pattern));
        self.lose(lost, lost.map(|source| source.await_span));
        if let Some(guard) = &arm.guard {
            self.condition(guard);
            self.assume(guard, true);
        }
        let body = self.block(&arm.body, usage);
        self.lose(lost, None);
        self.close_scope();
        body
    }

    /// The names of a composite's entries are without values from here on, or no more.
    fn lose(&mut self, source: Option<&Source>, caught_at: Option<Span>) {
        for local in source.iter().flat_map(|source| &source.entries) {
            self.locals[local.0 as usize].caught_at = caught_at;
        }
    }

    /// Decides which arms take a failure, and notes it. Gives the `n: String` arm that does.
    fn note_catch(
        &mut self,
        match_node: NodeId,
        source: Source,
        arms: &'t [MatchArm],
        ty: &Type,
        bodies: &[Type],
    ) -> Option<usize> {
        let failure_arm = self.failure_arm(arms, ty);
        let takes: Vec<bool> = arms.iter().map(|arm| self.out.takes_failures(&arm.pattern)).collect();
        if failure_arm.is_none() && !takes.contains(&true) {
            return None;
        }
        self.out.catches.insert(source.await_node, Catch { match_node, failure_arm });
        let goes_on = |index: usize| (takes[index] || failure_arm == Some(index)) && bodies[index] != Type::Never;
        if (0..arms.len()).any(goes_on) {
            for local in source.local.iter().chain(&source.entries) {
                self.locals[local.0 as usize].caught_at = Some(source.await_span);
            }
        }
        self.hint_failure_or_value(arms, ty);
        failure_arm
    }

    /// The last `n: String` arm, if no value could need it (rule R7).
    fn failure_arm(&mut self, arms: &'t [MatchArm], ty: &Type) -> Option<usize> {
        let is_string = |arm: &MatchArm| self.out.written.get(&arm.pattern.id) == Some(&Type::String);
        let last = arms.iter().rposition(is_string)?;
        let taken_by = arms[..last].iter().position(|arm| arm.guard.is_none() && self.takes_every_string(&arm.pattern));
        if taken_by.is_none() && admits_string(ty) {
            if *ty == Type::String
                && !arms.iter().any(|arm| self.out.takes_failures(&arm.pattern))
                && last + 1 == arms.len()
                && last > 0
            {
                let shown = self.show(ty);
                let name = super::patterns::single_name(&arms[last].pattern).map(|name| name.text.as_str());
                self.report(async_::uncatchable(arms[last].pattern.span, name, &shown));
            }
            return None;
        }
        if let Some(first) = taken_by.filter(|first| is_string_arm(&arms[*first].pattern, self)) {
            let name = super::patterns::single_name(&arms[last].pattern).map(|name| name.text.as_str());
            self.report(async_::two_string_arms(arms[last].pattern.span, name, arms[first].pattern.span));
        }
        Some(last)
    }

    fn takes_every_string(&self, pattern: &Pattern) -> bool {
        match &pattern.kind {
            PatternKind::Wildcard => true,
            PatternKind::Name(_) => {
                matches!(self.out.resolutions.get(pattern.id), Some(super::Resolution::Local(_)))
            }
            PatternKind::Typed { .. } => {
                self.out.written.get(&pattern.id).is_some_and(|written| takes_every(written, &Type::String))
            }
            PatternKind::Or(alternatives) => alternatives.iter().any(|pattern| self.takes_every_string(pattern)),
            _ => false,
        }
    }

    /// A remark where an arm takes both a failure and a value of the same name.
    fn hint_failure_or_value(&mut self, arms: &'t [MatchArm], ty: &Type) {
        let Type::Enum(id, _) = ty else { return };
        for arm in arms {
            if let PatternKind::Constructor { name, .. } = &arm.pattern.kind
                && is_failure_name(&name.text)
                && self.variant_index(*id, &name.text).is_some()
            {
                self.report(async_::failure_or_value(arm.pattern.span, &name.text));
            }
        }
    }

    /// Reports unreachable arms; gives the patterns that take values whatever their guards.
    fn check_arms(&mut self, arms: &'t [MatchArm], ty: &Type, failures: Failures) -> Vec<&'t Pattern> {
        let Failures { can_catch, failure_arm } = failures;
        let is_value_arm = |index: usize, arm: &MatchArm| {
            failure_arm != Some(index) && !(can_catch && only_failures(&arm.pattern, ty, self))
        };
        let value_arms: Vec<&'t MatchArm> =
            arms.iter().enumerate().filter(|(index, arm)| is_value_arm(*index, arm)).map(|(_, arm)| arm).collect();
        let mut taken: Vec<&'t Pattern> = Vec::new();
        for arm in value_arms {
            let is_failure = can_catch && self.out.takes_failures(&arm.pattern);
            let is_compared = !is_failure && (1..=COMPARED_ARMS_MAX).contains(&taken.len());
            if is_compared && self.is_covered(&arm.pattern, &taken, ty) {
                let diagnostic = match can_catch && takes_anything(&arm.pattern) {
                    true => async_::takes_no_failure(arm.pattern.span),
                    false => messages::unreachable_arm(arm.pattern.span),
                };
                self.report(diagnostic);
            }
            if arm.guard.is_none() {
                taken.push(&arm.pattern);
            }
        }
        taken
    }

    fn is_covered(&self, pattern: &Pattern, taken: &[&Pattern], ty: &Type) -> bool {
        let mut search = Exhaustive::new(&self.out, &self.enum_generics, &self.record_generics);
        search.covers(taken, pattern, ty)
    }

    fn report_missing(&mut self, span: Span, arms: &[MatchArm], taken: &[&Pattern], ty: &Type, is_statement: bool) {
        let mut search = Exhaustive::new(&self.out, &self.enum_generics, &self.record_generics);
        let guessed = match ty {
            Type::Unknown => search.common_enum(taken).map(|id| self.enum_type(id)),
            _ => None,
        };
        let known = guessed.as_ref().unwrap_or(ty);
        let mut missing = search.missing(taken, known);
        if missing.is_empty() || matches!(known, Type::Unknown | Type::Any | Type::Generic(_) | Type::NonNull) {
            return;
        }
        let is_checked = matches!(known, Type::Enum(..) | Type::Bool) && guessed.is_none();
        let is_listed = is_checked || guessed.is_some() || missing.iter().all(|arm| arm != "_");
        if !is_listed {
            let shown = self.show(known);
            let fix = added_arms(arms, &["_".to_string()], is_statement);
            return self.report(messages::no_arm_for_rest(span, &shown, is_statement, fix));
        }
        let fix = added_arms(arms, &missing, is_statement);
        let severity = match (is_statement, is_checked) {
            (false, true) => Severity::Error,
            (true, false) => Severity::Hint,
            _ => Severity::Warning,
        };
        let more = missing.len() > 5;
        missing.truncate(5);
        self.report(messages::missing_arms(severity, span, &missing, more, fix));
    }
}

/// A repair that adds arms behind the last one, in its layout.
fn added_arms(arms: &[MatchArm], missing: &[String], is_statement: bool) -> Option<Fix> {
    let last = arms.last().filter(|last| !last.margin.is_nowhere())?;
    let indent = " ".repeat((last.margin.end - last.margin.start) as usize);
    let body = if is_statement { "null" } else { "halt(\"not written yet\")" };
    let text = missing.iter().map(|pattern| format!("\n{indent}{pattern} -> {body}")).collect();
    let title = if missing.len() == 1 { "Add the missing arm" } else { "Add the missing arms" };
    Some(Fix { title: title.to_string(), edits: vec![Edit { span: Span::at(last.span.end), text }] })
}

fn is_string_arm(pattern: &Pattern, checker: &Checker) -> bool {
    checker.out.written.get(&pattern.id) == Some(&Type::String)
}

/// Whether the pattern is `_` or a bare name.
fn takes_anything(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::Wildcard | PatternKind::Name(_))
}

/// Whether no value of `ty` can reach an `err(p)` or `Error(p)` arm.
fn only_failures(pattern: &Pattern, ty: &Type, checker: &Checker) -> bool {
    match &pattern.kind {
        PatternKind::Constructor { name, .. } if is_failure_name(&name.text) => match ty {
            Type::Enum(id, _) => checker.variant_index(*id, &name.text).is_none(),
            Type::Unknown | Type::Any | Type::Generic(_) | Type::Union(_) => false,
            _ => true,
        },
        _ => false,
    }
}
