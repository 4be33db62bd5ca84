//! Expressions: literals, names, fields and indexes; the rest is handed to the file of its area.

use super::Compiler;
use crate::bytecode::{Constant, Op, Reg};
use crate::check::Resolution;
use crate::syntax::tree::{Expr, ExprKind, Fragment, Name, StringLit};

impl<'a> Compiler<'a> {
    /// Compiles an expression that is no control form into `dst`.
    pub fn value(&mut self, expr: &'a Expr, dst: Reg) {
        match &expr.kind {
            ExprKind::Name(_) => self.name(expr, dst),
            ExprKind::Field { .. } | ExprKind::Index { .. } if self.variable(expr).is_some() => self.name(expr, dst),
            ExprKind::Null | ExprKind::Error => self.emit(Op::Null { dst }),
            ExprKind::Bool(value) => self.emit(Op::Bool { value: *value, dst }),
            ExprKind::Int(value) => self.int(*value, dst),
            ExprKind::Float(value) => self.emit_constant(Constant::Float(*value), dst),
            ExprKind::String(literal) => self.temporarily(|this| this.text(literal, dst)),
            ExprKind::Bytes(bytes) => self.emit_constant(Constant::Bytes(bytes.as_slice().into()), dst),
            ExprKind::Lambda(lambda) => self.lambda(expr, lambda, dst),
            ExprKind::Spread(inner) => self.expr_into(inner, dst),
            _ => self.temporarily(|this| this.compound(expr, dst)),
        }
    }

    fn compound(&mut self, expr: &'a Expr, dst: Reg) {
        match &expr.kind {
            ExprKind::List(items) => self.list(items, dst),
            ExprKind::Tuple(items) => self.tuple(items, dst),
            ExprKind::Set(items) => self.set(items, dst),
            ExprKind::Map(entries) => self.map(expr, entries, dst),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension, false, dst),
            ExprKind::Range { low, high, inclusive, step } => {
                self.range(low.as_deref(), high.as_deref(), *inclusive, step.as_deref(), dst);
            }
            ExprKind::Unary { op, operand } => self.unary(*op, operand, dst),
            ExprKind::Binary { op, left, right, .. } => self.binary(expr, *op, left, right, dst),
            ExprKind::Is { value, .. } => self.is_type(expr, value, dst),
            ExprKind::As { value, .. } => self.as_type(expr, value, dst),
            _ => self.postfix(expr, dst),
        }
    }

    fn postfix(&mut self, expr: &'a Expr, dst: Reg) {
        match &expr.kind {
            ExprKind::Call { callee, arguments } => self.call_into(callee, arguments, dst),
            ExprKind::Field { object, name, optional } => self.field(expr, object, name, *optional, dst),
            ExprKind::Index { object, index, optional } => self.index(object, index, *optional, dst),
            ExprKind::Unwrap(inner) => {
                let src = self.operand(inner);
                self.emit(Op::Unwrap { dst, src });
            }
            ExprKind::Try(inner) => self.try_into(inner, dst),
            ExprKind::TryElse { value, otherwise } => self.try_else(value, otherwise.as_deref(), dst),
            _ => self.async_form(expr, dst),
        }
    }

    fn async_form(&mut self, expr: &'a Expr, dst: Reg) {
        match &expr.kind {
            ExprKind::Await(operand) => self.await_into(operand, dst, None),
            ExprKind::Spawn(body) => self.spawn(body, dst),
            ExprKind::ParallelFor(each) => self.parallel_for(each, dst),
            ExprKind::Composite(composite) => self.composite(composite, dst),
            // Control forms are compiled by `expr`, everything else above.
            _ => self.expr_into(expr, dst),
        }
    }

    /// `dst = value`
    #[inline(never)]
    pub fn int(&mut self, value: i64, dst: Reg) {
        match i32::try_from(value) {
            Ok(value) => self.emit(Op::Int { dst, value }),
            Err(_) => self.emit_constant(Constant::Int(value), dst),
        }
    }

    /// `dst = text`
    #[inline(never)]
    pub fn text_constant(&mut self, text: &str, dst: Reg) {
        self.emit_constant(Constant::Text(text.into()), dst);
    }

    fn text(&mut self, literal: &'a StringLit, dst: Reg) {
        match literal.fragments.as_slice() {
            [] => self.text_constant("", dst),
            [Fragment::Text(text)] => self.text_constant(text, dst),
            fragments => self.interpolation(fragments, dst),
        }
    }

    fn interpolation(&mut self, fragments: &'a [Fragment], dst: Reg) {
        let first = self.f.registers.alloc_many(fragments.len());
        for (offset, fragment) in fragments.iter().enumerate() {
            let part = Reg(first.0.saturating_add(offset as u16));
            match fragment {
                Fragment::Text(text) => self.text_constant(text, part),
                Fragment::Interpolation { value, spec: None } => self.expr_into(value, part),
                Fragment::Interpolation { value, spec: Some(spec) } => self.formatted(value, spec, part),
            }
        }
        self.emit(Op::Text { dst, first, count: fragments.len() as u16 });
    }

    fn formatted(&mut self, value: &'a Expr, spec: &Name, dst: Reg) {
        let spec = self.tables.short_constant(&mut self.out, Constant::Text(spec.text.as_str().into()));
        self.temporarily(|this| {
            let src = this.operand(value);
            this.emit(Op::Format { dst, src, spec });
        });
    }

    /// The register of the variable that `expr` names, of the part that was taken out for it, or of a literal's loop register.
    #[inline(never)]
    pub fn variable(&mut self, expr: &Expr) -> Option<Reg> {
        let expr = expr.unparen();
        match (&expr.kind, self.resolution(expr.id)) {
            (ExprKind::Name(_), Some(Resolution::Local(local))) => Some(self.local(local)),
            (ExprKind::Field { .. } | ExprKind::Index { .. }, _) => {
                self.f.in_place.filter(|place| place.node == expr.id).map(|place| place.reg)
            }
            (ExprKind::Int(_), _) => self.f.hoisted.iter().find(|(node, _)| *node == expr.id).map(|(_, reg)| *reg),
            _ => None,
        }
    }

    fn name(&mut self, expr: &Expr, dst: Reg) {
        match self.variable(expr) {
            Some(src) if src != dst && self.is_last_use(expr.id) => self.emit(Op::Take { dst, src }),
            Some(src) => self.move_to(dst, src),
            None => self.resolved_value(expr.id, dst),
        }
    }

    fn field(&mut self, expr: &'a Expr, object: &'a Expr, name: &'a Name, optional: bool, dst: Reg) {
        if self.resolution(expr.id).is_some() {
            return self.resolved_value(expr.id, dst);
        }
        let object = self.object(object, dst);
        let done = self.f.label();
        if optional {
            self.null_when_null(object, dst, done);
        }
        match name.text.parse::<u16>() {
            Ok(index) => self.emit(Op::TupleField { dst, object, index }),
            Err(_) => {
                let name = self.symbol(&name.text);
                self.emit(Op::Field { dst, object, name });
            }
        }
        self.f.bind(done);
    }

    /// The register of what stands before a dot or bracket; `dst` itself when nothing else needs it.
    pub fn object(&mut self, object: &'a Expr, dst: Reg) -> Reg {
        match self.variable(object) {
            Some(reg) => reg,
            None if self.f.must_keep(dst) => self.operand(object),
            None => {
                self.expr_into(object, dst);
                dst
            }
        }
    }

    /// For `?.` and `?[`: null in `object` is the whole value.
    pub fn null_when_null(&mut self, object: Reg, dst: Reg, done: super::labels::Label) {
        if object == dst {
            return self.jump(Op::JumpIfNull { src: object, to: 0 }, done);
        }
        let (is_null, go_on) = (self.f.label(), self.f.label());
        self.jump(Op::JumpIfNull { src: object, to: 0 }, is_null);
        self.f.goto(go_on);
        self.f.bind(is_null);
        self.emit(Op::Null { dst });
        self.f.goto(done);
        self.f.bind(go_on);
    }

    fn index(&mut self, object: &'a Expr, index: &'a Expr, optional: bool, dst: Reg) {
        let object = match crate::syntax::walk::has_block(index) {
            true => {
                let copy = self.f.alloc();
                self.expr_into(object, copy);
                copy
            }
            false => self.object(object, dst),
        };
        let done = self.f.label();
        if optional {
            self.null_when_null(object, dst, done);
        }
        match &index.unparen().kind {
            ExprKind::Range { low, high, inclusive, step: None } => {
                self.slice(object, low.as_deref(), high.as_deref(), *inclusive, dst);
            }
            _ => {
                let index = self.operand(index);
                match optional {
                    true => self.emit(Op::IndexOrNull { dst, object, index }),
                    false => self.emit(Op::Index { dst, object, index }),
                }
            }
        }
        self.f.bind(done);
    }

    fn slice(&mut self, object: Reg, low: Option<&'a Expr>, high: Option<&'a Expr>, inclusive: bool, dst: Reg) {
        let first = self.f.registers.alloc_many(2);
        for (bound, dst) in [(low, first), (high, Reg(first.0.saturating_add(1)))] {
            match bound {
                Some(bound) => self.expr_into(bound, dst),
                None => self.emit(Op::Null { dst }),
            }
        }
        self.emit(Op::Slice { inclusive, dst, object, first });
    }

    fn is_type(&mut self, expr: &Expr, value: &'a Expr, dst: Reg) {
        if let Some(Resolution::Variant(..)) = self.resolution(expr.id) {
            return self.is_variant(expr, value, dst);
        }
        let test = self.written_test(expr.id);
        let test = self.tables.test(&mut self.out, test);
        let src = self.operand(value);
        self.emit(Op::Is { dst, src, test });
    }

    fn is_variant(&mut self, expr: &Expr, value: &'a Expr, dst: Reg) {
        let (fails, done) = (self.f.label(), self.f.label());
        self.unless_is(expr, value, fails);
        self.emit(Op::Bool { dst, value: true });
        self.f.goto(done);
        self.f.bind(fails);
        self.emit(Op::Bool { dst, value: false });
        self.f.bind(done);
    }

    fn as_type(&mut self, expr: &Expr, value: &'a Expr, dst: Reg) {
        let test = self.written_test(expr.id);
        let test = self.tables.test(&mut self.out, test);
        let src = self.operand(value);
        self.emit(Op::As { dst, src, test });
    }
}
