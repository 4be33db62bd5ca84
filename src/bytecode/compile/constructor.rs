//! Constructor functions of records and variants with defaults or `where` checks.
//!
//! Such a shape is built by a call: its fields are parameters, a left-out one is filled in, each check is made in field
//! order, and a check that does not hold fails with its own text.

use super::{Compiler, FunctionHead, Shape};
use crate::bytecode::{Op, Reg};
use crate::check::LocalId;
use crate::syntax::tree::{Expr, Field};

impl<'a> Compiler<'a> {
    /// Compiles the constructors of all shapes that need one.
    pub fn constructor_functions(&mut self) {
        let shapes: Vec<(Shape, &'a [Field])> =
            self.declared_fields.iter().map(|(shape, fields)| (*shape, *fields)).collect();
        for (shape, _) in &shapes {
            let index = self.reserve_function();
            self.constructors.insert(*shape, index);
        }
        for (shape, fields) in shapes {
            self.constructor_function(shape, fields);
        }
    }

    fn constructor_function(&mut self, shape: Shape, fields: &'a [Field]) {
        let Some(index) = self.constructors.get(&shape).copied() else { return };
        let (name, scope) = self.shape_facts(shape);
        let span = fields.first().zip(fields.last()).map_or(self.f.span, |(first, last)| first.span.to(last.span));
        let required = fields.iter().filter(|field| field.default.is_none()).count();
        let head = FunctionHead { params: fields.len(), required, is_prelude: true, ..FunctionHead::plain(name, span) };
        self.function(index, head, |this| {
            let first = this.f.registers.alloc_many(fields.len());
            for (offset, field) in fields.iter().enumerate() {
                this.constructor_field(field, scope.get(offset).copied(), Reg(first.0.saturating_add(offset as u16)));
            }
            for field in fields {
                this.field_check(name, field);
            }
            let dst = this.f.alloc();
            this.emit(match shape {
                Shape::Record(id) => Op::Record { dst, first, record: id.0 as u16 },
                Shape::Variant(of, index) => Op::Variant { dst, first, variant: this.variant(of, index) },
            });
            this.emit(Op::Return { src: dst });
        });
    }

    fn shape_facts(&self, shape: Shape) -> (&'a str, &'a [LocalId]) {
        match shape {
            Shape::Record(id) => {
                let record = &self.checked.records[id.0 as usize];
                (&record.name, &record.scope)
            }
            Shape::Variant(of, index) => (&self.checked.enums[of.0 as usize].variants[usize::from(index)].name, &[]),
        }
    }

    fn constructor_field(&mut self, field: &'a Field, local: Option<LocalId>, reg: Reg) {
        if let Some(default) = &field.default {
            let given = self.f.label();
            self.jump(Op::JumpIfGiven { src: reg, to: 0 }, given);
            self.expr_into(default, reg);
            self.f.bind(given);
        }
        if let Some(local) = local {
            let name = field.name.as_ref().map_or("", |name| name.text.as_str());
            self.f.declare(local, name, reg);
        }
    }

    fn field_check(&mut self, owner: &str, field: &'a Field) {
        let Some(check) = &field.check else { return };
        let holds = self.f.label();
        self.jump_if(check, holds);
        let text = self.check_message(owner, field, check);
        self.at(check.span, |this| {
            this.temporarily(|this| {
                let src = this.f.alloc();
                this.text_constant(&text, src);
                this.emit(Op::Halt { src });
            });
        });
        self.f.bind(holds);
    }

    fn check_message(&self, owner: &str, field: &Field, check: &Expr) -> String {
        let name = field.name.as_ref().map_or("", |name| name.text.as_str());
        format!("{owner}.{name}: check failed: {}", check.span.text(&self.out.source))
    }
}
