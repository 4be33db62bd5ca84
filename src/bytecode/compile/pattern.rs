//! Patterns: tests that go to a label when they fail, and the variables they bind.
//!
//! A part of the subject is taken out into a temporary. A name bound to a temporary is that temporary; a name
//! bound to another variable's value is a copy.

use super::Compiler;
use super::labels::Label;
use crate::base::SortedMap;
use crate::bytecode::{Op, Reg, TypeTest, VariantIndex};
use crate::check::{EnumId, LocalId, RecordId, Resolution};
use crate::syntax::tree::{Expr, ExprKind, FieldPattern, Name, NodeId, Pattern, PatternKind, RestPattern, UnaryOp};

impl<'a> Compiler<'a> {
    /// Tests `src` against the pattern and binds its names; goes to `fail` when it does not match.
    #[inline(never)]
    pub fn pattern(&mut self, pattern: &'a Pattern, src: Reg, fail: Label) {
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Error => {}
            PatternKind::Literal(literal) => self.literal_pattern(literal, src, fail),
            PatternKind::Range { low, high, inclusive } => self.range_pattern(low, high, *inclusive, src, fail),
            PatternKind::Name(name) => self.name_pattern(pattern.id, name, src, fail),
            PatternKind::Typed { name, .. } => self.typed_pattern(pattern.id, name, src, fail),
            PatternKind::Constructor { fields, .. } => self.constructor_pattern(pattern.id, fields, src, fail),
            PatternKind::Tuple(items) => self.tuple_pattern(items, src, fail),
            PatternKind::List { before, rest, after } => self.list_pattern(before, rest.as_ref(), after, src, fail),
            PatternKind::Or(alternatives) => self.or_pattern(alternatives, src, fail),
        }
    }

    /// A pattern that must match: fails with `no arm matched` when it does not.
    pub fn bind_irrefutable(&mut self, pattern: &'a Pattern, src: Reg) {
        let (fail, done) = (self.f.label(), self.f.label());
        self.pattern(pattern, src, fail);
        if self.f.is_referred(fail) {
            self.f.goto(done);
            self.f.bind(fail);
            self.emit(Op::NoMatch { src });
        }
        self.f.bind(done);
    }

    /// Binds a variable to the value in `src`.
    #[inline(never)]
    pub fn bind_name(&mut self, local: LocalId, name: &str, src: Reg) {
        if self.f.rebinds
            && let Some(known) = self.f.locals.get(&local).copied()
        {
            return self.move_to(known, src);
        }
        if !self.f.registers.is_variable(src) {
            return self.f.declare(local, name, src);
        }
        let dst = self.f.alloc();
        self.emit(Op::Move { dst, src });
        self.f.declare(local, name, dst);
    }

    fn name_pattern(&mut self, id: NodeId, name: &Name, src: Reg, fail: Label) {
        match self.resolution(id) {
            Some(Resolution::Local(local)) => self.bind_name(local, &name.text, src),
            Some(Resolution::Variant(of, index)) => self.test_variant(of, index, src, fail),
            Some(Resolution::Record(record)) => self.test_record(record, src, fail),
            Some(Resolution::Const(_)) => self.temporarily(|this| {
                let b = this.f.alloc();
                this.resolved_value(id, b);
                this.jump(Op::JumpUnlessEqual { a: src, b, to: 0 }, fail);
            }),
            _ => {}
        }
    }

    fn typed_pattern(&mut self, id: NodeId, name: &Name, src: Reg, fail: Label) {
        self.type_test(id, src, fail);
        if let Some(Resolution::Local(local)) = self.resolution(id) {
            self.bind_name(local, &name.text, src);
        }
    }

    /// Goes on only with a value of the type that is written at `id`.
    pub fn type_test(&mut self, id: NodeId, src: Reg, fail: Label) {
        let test = self.written_test(id);
        if test != TypeTest::Any {
            let test = self.tables.test(&mut self.out, test);
            self.jump(Op::TestType { src, test, to: 0 }, fail);
        }
    }

    fn literal_pattern(&mut self, literal: &'a Expr, src: Reg, fail: Label) {
        if let Some(value) = small_int(literal) {
            return self.jump(Op::JumpUnlessEqualInt { a: src, value, to: 0 }, fail);
        }
        self.temporarily(|this| {
            let b = this.f.alloc();
            this.expr_into(literal, b);
            this.jump(Op::JumpUnlessEqual { a: src, b, to: 0 }, fail);
        });
    }

    /// Only a value that compares with the ends is compared with them.
    fn range_pattern(&mut self, low: &'a Expr, high: &'a Expr, inclusive: bool, src: Reg, fail: Label) {
        let test = match low.unparen().kind {
            ExprKind::String(_) => TypeTest::String,
            _ => TypeTest::Union(vec![TypeTest::Int, TypeTest::Float]),
        };
        let test = self.tables.test(&mut self.out, test);
        self.jump(Op::TestType { src, test, to: 0 }, fail);
        self.temporarily(|this| {
            let low = this.operand(low);
            this.jump(Op::JumpUnlessLessEqual { a: low, b: src, to: 0 }, fail);
            let high = this.operand(high);
            match inclusive {
                true => this.jump(Op::JumpUnlessLessEqual { a: src, b: high, to: 0 }, fail),
                false => this.jump(Op::JumpUnlessLess { a: src, b: high, to: 0 }, fail),
            }
        });
    }

    fn constructor_pattern(&mut self, id: NodeId, fields: &'a [FieldPattern], src: Reg, fail: Label) {
        let names: Vec<&'a str> = match self.resolution(id) {
            Some(Resolution::Variant(of, index)) => {
                self.test_variant(of, index, src, fail);
                let variant = &self.checked.enums[of.0 as usize].variants[usize::from(index)];
                variant.fields.iter().map(|field| field.name.as_str()).collect()
            }
            Some(Resolution::Record(record)) => {
                self.test_record(record, src, fail);
                self.checked.records[record.0 as usize].fields.iter().map(|field| field.name.as_str()).collect()
            }
            _ => return,
        };
        for (position, field) in fields.iter().enumerate() {
            let index = match &field.name {
                Some(name) => names.iter().position(|known| *known == name.text).unwrap_or(position),
                None => position,
            };
            self.part(&field.pattern, fail, |dst| Op::Payload { dst, src, index: index as u16 });
        }
    }

    /// Takes a part of the subject out and matches it; nothing is taken out for `_`.
    fn part(&mut self, pattern: &'a Pattern, fail: Label, take: impl FnOnce(Reg) -> Op) {
        if !matches!(pattern.kind, PatternKind::Wildcard) {
            let dst = self.f.alloc();
            self.emit(take(dst));
            self.pattern(pattern, dst, fail);
        }
    }

    /// The index of a variant.
    pub fn variant(&self, of: EnumId, index: u16) -> VariantIndex {
        VariantIndex(self.first_variants[of.0 as usize].saturating_add(index))
    }

    /// Goes to `fail` when the value is not this variant.
    pub fn test_variant(&mut self, of: EnumId, index: u16, src: Reg, fail: Label) {
        let variant = self.variant(of, index);
        self.jump(Op::TestVariant { src, variant, to: 0 }, fail);
    }

    fn test_record(&mut self, record: RecordId, src: Reg, fail: Label) {
        self.jump(Op::TestRecord { src, record: record.0 as u16, to: 0 }, fail);
    }

    fn tuple_pattern(&mut self, items: &'a [Pattern], src: Reg, fail: Label) {
        self.jump(Op::TestTuple { src, len: items.len() as u16, to: 0 }, fail);
        for (index, item) in items.iter().enumerate() {
            self.part(item, fail, |dst| Op::TupleField { dst, object: src, index: index as u16 });
        }
    }

    fn list_pattern(
        &mut self,
        before: &'a [Pattern],
        rest: Option<&'a RestPattern>,
        after: &'a [Pattern],
        src: Reg,
        fail: Label,
    ) {
        let len = (before.len() + after.len()) as u16;
        self.jump(Op::TestList { or_more: rest.is_some(), src, len, to: 0 }, fail);
        for (index, item) in before.iter().enumerate() {
            self.part(item, fail, |dst| Op::Item { dst, src, index: index as i16 });
        }
        for (index, item) in after.iter().enumerate() {
            let index = index as i16 - after.len() as i16;
            self.part(item, fail, |dst| Op::Item { dst, src, index });
        }
        if let Some(RestPattern { id, name: Some(name), .. }) = rest
            && let Some(Resolution::Local(local)) = self.resolution(*id)
        {
            let skip = u8::try_from(before.len()).unwrap_or_else(|_| {
                self.too_large(name.span, "a list pattern with more than 255 items before `...`");
                0
            });
            let dst = self.f.alloc();
            self.emit(Op::Rest { skip, dst, src, drop: after.len() as u16 });
            self.bind_name(local, &name.text, dst);
        }
    }

    /// Each alternative binds the same names: they share one register each.
    fn or_pattern(&mut self, alternatives: &'a [Pattern], src: Reg, fail: Label) {
        let outer = self.f.rebinds;
        if !outer {
            self.share_names(alternatives);
        }
        self.f.rebinds = true;
        let matched = self.f.label();
        for (index, alternative) in alternatives.iter().enumerate() {
            if index + 1 == alternatives.len() {
                self.temporarily(|this| this.pattern(alternative, src, fail));
                break;
            }
            let next = self.f.label();
            self.temporarily(|this| this.pattern(alternative, src, next));
            self.f.goto(matched);
            self.f.bind(next);
        }
        self.f.bind(matched);
        self.f.rebinds = outer;
    }

    fn share_names(&mut self, alternatives: &'a [Pattern]) {
        let mut registers: SortedMap<&str, Reg> = SortedMap::new();
        let mut names = Vec::new();
        alternatives.iter().for_each(|alternative| bound_names(alternative, &mut names));
        for (id, name) in names {
            let Some(Resolution::Local(local)) = self.resolution(id) else { continue };
            match registers.get(name) {
                Some(reg) => {
                    self.f.locals.insert(local, *reg);
                }
                None => {
                    let reg = self.f.alloc();
                    self.f.declare(local, name, reg);
                    registers.insert(name, reg);
                }
            }
        }
    }
}

/// The names a pattern may bind, with their nodes.
pub fn bound_names<'t>(pattern: &'t Pattern, names: &mut Vec<(NodeId, &'t str)>) {
    match &pattern.kind {
        PatternKind::Name(name) | PatternKind::Typed { name, .. } => names.push((pattern.id, &name.text)),
        PatternKind::Constructor { fields, .. } => fields.iter().for_each(|field| bound_names(&field.pattern, names)),
        PatternKind::Tuple(items) | PatternKind::Or(items) => items.iter().for_each(|item| bound_names(item, names)),
        PatternKind::List { before, rest, after } => {
            before.iter().chain(after).for_each(|item| bound_names(item, names));
            if let Some(RestPattern { id, name: Some(name), .. }) = rest {
                names.push((*id, &name.text));
            }
        }
        PatternKind::Wildcard | PatternKind::Literal(_) | PatternKind::Range { .. } | PatternKind::Error => {}
    }
}

/// An integer literal that fits an op.
pub fn small_int(expr: &Expr) -> Option<i16> {
    match &expr.unparen().kind {
        ExprKind::Int(value) => i16::try_from(*value).ok(),
        ExprKind::Unary { op: UnaryOp::Negate, operand } => match operand.unparen().kind {
            ExprKind::Int(value) => i16::try_from(-i128::from(value)).ok(),
            _ => None,
        },
        _ => None,
    }
}
