//! `match`, with the arms that catch a failed `await` (rule R7).
//!
//! A catching match has two paths. A value tries the arms in order, without the reserved failure arm. A failure tries the arms that can
//! take one, with its message in place of the payload; it shares their guards and bodies with the first path, told apart
//! by a flag where a guard refuses.

use super::Compiler;
use super::control::Want;
use super::function::CatchPoint;
use super::labels::Label;
use crate::bytecode::{Op, Reg};
use crate::check::Catch;
use crate::syntax::tree::{Expr, ExprKind, MatchArm, NodeId};

/// A match that takes failures.
struct Catching<'a> {
    point: CatchPoint,
    catch: &'a Catch,
    /// Whether the subject is a failure; only when some guard must know.
    flag: Option<Reg>,
    /// The failure's message; below the registers of the arms.
    text: Reg,
    /// Arms with `err(…)` or `Error(…)`: where their guard begins, and where a failure goes when it refuses.
    entries: Vec<(usize, Label, Label)>,
}

impl<'a> Compiler<'a> {
    /// `match subject … end`
    pub fn match_expr(&mut self, node: NodeId, subject: &'a Expr, arms: &'a [MatchArm], want: Want) {
        self.scoped(|this| match this.catching(node, subject, arms) {
            Some(catching) => this.catching_match(catching, arms, want),
            None => {
                let subject = this.subject(subject);
                this.plain_match(subject, arms, want);
            }
        });
    }

    /// The register of a match's subject.
    pub fn subject(&mut self, subject: &'a Expr) -> Reg {
        self.operand(subject)
    }

    fn plain_match(&mut self, subject: Reg, arms: &'a [MatchArm], want: Want) {
        let end = self.f.label();
        for arm in arms {
            let next = self.f.label();
            self.scoped(|this| {
                this.at(arm.span, |this| this.pattern(&arm.pattern, subject, next));
                this.guard(arm.guard.as_ref(), next);
                this.block(&arm.body, want);
            });
            self.leave_to(end);
            self.f.bind(next);
            if self.f.is_unreachable() {
                break;
            }
        }
        self.no_arm(subject, want);
        self.f.bind(end);
    }

    fn guard(&mut self, guard: Option<&'a Expr>, otherwise: Label) {
        if let Some(guard) = guard {
            self.jump_unless(guard, otherwise);
        }
    }

    /// What happens when no arm takes the value (rule R26).
    fn no_arm(&mut self, subject: Reg, want: Want) {
        match want.is_strict() {
            true if self.f.is_unreachable() => {}
            true => self.emit(Op::NoMatch { src: subject }),
            false => self.give_null(want),
        }
    }

    /// The two shapes of a catching match: `match await e`, and `match x` behind `let x = await e`.
    fn catching(&mut self, node: NodeId, subject: &'a Expr, arms: &'a [MatchArm]) -> Option<Catching<'a>> {
        let (point, catch) = match &subject.unparen().kind {
            ExprKind::Await(operand) => {
                let awaited = subject.unparen();
                let catch = self.checked.catches.get(&awaited.id).filter(|catch| catch.match_node == node)?;
                let point = CatchPoint { on_failure: self.f.label(), subject: self.f.alloc() };
                self.at(awaited.span, |this| this.await_into(operand, point.subject, Some(point.on_failure)));
                (point, catch)
            }
            _ => {
                let point = self.f.catches.remove(&node)?;
                let catch = self.checked.catches.values().find(|catch| catch.match_node == node)?;
                (point, catch)
            }
        };
        let asks = arms.iter().any(|arm| arm.guard.is_some() && self.checked.takes_failures(&arm.pattern));
        let flag = asks.then(|| self.f.alloc());
        let text = self.f.alloc();
        Some(Catching { point, catch, flag, text, entries: Vec::new() })
    }

    fn catching_match(&mut self, mut catching: Catching<'a>, arms: &'a [MatchArm], want: Want) {
        let end = self.f.label();
        let subject = catching.point.subject;
        if let Some(dst) = catching.flag {
            self.emit(Op::Bool { value: false, dst });
        }
        for (index, arm) in arms.iter().enumerate() {
            if catching.catch.failure_arm == Some(index) {
                continue;
            }
            let next = self.f.label();
            self.scoped(|this| this.value_arm(&mut catching, index, arm, (next, end), want));
            self.f.bind(next);
        }
        self.no_arm(subject, want);
        self.leave_to(end);
        self.failure_path(&catching, arms, want, end);
        self.f.bind(end);
    }

    fn value_arm(
        &mut self,
        catching: &mut Catching<'a>,
        index: usize,
        arm: &'a MatchArm,
        (next, end): (Label, Label),
        want: Want,
    ) {
        self.at(arm.span, |this| this.pattern(&arm.pattern, catching.point.subject, next));
        if !self.checked.takes_failures(&arm.pattern) {
            self.guard(arm.guard.as_ref(), next);
            self.block(&arm.body, want);
            return self.leave_to(end);
        }
        let (entry, refused) = (self.f.label_here(), self.f.label());
        catching.entries.push((index, entry, refused));
        let Some(guard) = &arm.guard else {
            self.block(&arm.body, want);
            return self.leave_to(end);
        };
        let unless = self.f.label();
        self.jump_unless(guard, unless);
        self.block(&arm.body, want);
        self.leave_to(end);
        self.f.bind(unless);
        if let Some(cond) = catching.flag {
            self.jump(Op::JumpIf { cond, to: 0 }, refused);
        }
    }

    /// A failure: the arms that take one, then the reserved arm, then it is raised again.
    fn failure_path(&mut self, catching: &Catching<'a>, arms: &'a [MatchArm], want: Want, end: Label) {
        let src = catching.point.subject;
        self.f.bind(catching.point.on_failure);
        if let Some(dst) = catching.flag {
            self.emit(Op::Bool { value: true, dst });
        }
        let text = catching.text;
        self.emit(Op::FailureText { dst: text, src });
        for (index, entry, refused) in &catching.entries {
            self.failure_pattern(&arms[*index].pattern, text, *refused);
            self.f.goto(*entry);
            self.f.bind(*refused);
        }
        if let Some(arm) = catching.catch.failure_arm.and_then(|index| arms.get(index)) {
            let next = self.f.label();
            self.scoped(|this| {
                this.bind_failure_arm(&arm.pattern, text);
                this.guard(arm.guard.as_ref(), next);
                this.block(&arm.body, want);
            });
            self.leave_to(end);
            self.f.bind(next);
        }
        if !self.f.is_unreachable() {
            self.emit(Op::Reraise { src });
        }
    }
}
