//! Types.

use super::Printer;
use crate::syntax::tree::{EffectRow, GenericParam, TypeExpr, TypeKind};

impl Printer {
    pub(super) fn ty(&mut self, ty: &TypeExpr) {
        match &ty.kind {
            TypeKind::Named { name, arguments } => {
                self.name(name);
                if !arguments.is_empty() {
                    self.list("[", arguments, "]", Printer::ty);
                }
            }
            TypeKind::Tuple(parts) => self.list("tuple[", parts, "]", Printer::ty),
            TypeKind::Optional(inner) => {
                self.inner_ty(inner);
                self.put("?");
            }
            TypeKind::Union(alternatives) => self.union(alternatives),
            TypeKind::Function { parameters, result, effects } => {
                self.list("fn(", parameters, ")", Printer::ty);
                self.opt(" -> ", result.as_deref(), Printer::result_ty);
                self.effects(effects.as_ref());
            }
            TypeKind::Error => self.put("_"),
        }
    }

    fn union(&mut self, alternatives: &[TypeExpr]) {
        for (index, alternative) in alternatives.iter().enumerate() {
            if index > 0 {
                self.put(" | ");
            }
            self.inner_ty(alternative);
        }
    }

    /// A type inside another one that would swallow or be swallowed without parentheses.
    fn inner_ty(&mut self, ty: &TypeExpr) {
        match ty.kind {
            TypeKind::Union(_) | TypeKind::Function { .. } => {
                self.put("(");
                self.ty(ty);
                self.put(")");
            }
            _ => self.ty(ty),
        }
    }

    /// A result type: a function's effect row would be taken from what the result belongs to.
    pub(super) fn result_ty(&mut self, ty: &TypeExpr) {
        match ty.kind {
            TypeKind::Function { .. } => self.inner_ty(ty),
            _ => self.ty(ty),
        }
    }

    pub(super) fn effects(&mut self, row: Option<&EffectRow>) {
        if let Some(row) = row {
            self.list(" / {", &row.effects, "}", |printer, name| printer.name(name));
        }
    }

    pub(super) fn generics(&mut self, generics: &[GenericParam]) {
        if !generics.is_empty() {
            self.list("[", generics, "]", Printer::generic);
        }
    }

    fn generic(&mut self, param: &GenericParam) {
        self.name(&param.name);
        for (index, bound) in param.bounds.iter().enumerate() {
            self.put(if index == 0 { ": " } else { " + " });
            self.name(bound);
        }
    }
}
