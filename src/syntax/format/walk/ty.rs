//! Types.

use super::Walker;
use super::bracket::Style;
use crate::syntax::token::T;
use crate::syntax::tree::{TypeExpr, TypeKind};

impl Walker<'_, '_> {
    pub(super) fn ty(&mut self, ty: &TypeExpr) {
        match &ty.kind {
            TypeKind::Named { name, arguments } => {
                if !arguments.is_empty() {
                    self.attached(self.plan.atoms.at(name.span.end), Style::Entries);
                    self.types(arguments);
                }
            }
            TypeKind::Tuple(parts) => {
                let start = self.plan.atoms.at(ty.span.start);
                match self.kind(start) {
                    T::LeftParen => {
                        self.bracket(start, Style::Entries);
                    }
                    _ => {
                        self.attached(start + 1, Style::Entries);
                    }
                }
                self.types(parts);
            }
            TypeKind::Optional(inner) => self.ty(inner),
            TypeKind::Union(parts) => {
                self.alternatives(ty.span, parts.iter().map(|part| part.span), |walker| {
                    parts.iter().for_each(|part| walker.ty(part));
                });
            }
            TypeKind::Function { parameters, result, effects } => {
                self.attached(self.plan.atoms.at(ty.span.start) + 1, Style::Entries);
                self.types(parameters);
                result.iter().for_each(|result| self.ty(result));
                self.effects(effects.as_ref());
            }
            TypeKind::Error => {}
        }
    }

    fn types(&mut self, types: &[TypeExpr]) {
        self.afresh(|walker| types.iter().for_each(|ty| walker.ty(ty)));
    }
}
