//! What stands behind a dot.

use super::{Completion, Site};
use crate::check::{EnumId, FieldInfo, RecordId, Resolution, Type, fits, read_signature};
use crate::prelude::{BUILTINS, Builtin, cells};
use crate::services::callee::{of_signature, of_symbol};
use crate::services::describe::{SymbolKind, describe};
use crate::services::symbol::{OPERATIONS, Symbol, handle};
use crate::syntax::tree::{Expr, Pattern, Place, PlaceStep};

impl Site<'_> {
    /// What may follow `object.`.
    pub fn members(&self, object: &Expr) -> Vec<Completion> {
        if let Some(Resolution::EnumName(id)) = self.analysis.checked.resolutions.get(object.id) {
            return self.of_enum(*id);
        }
        let ty = self.analysis.checked.types.get(object.id).cloned().unwrap_or(Type::Unknown).without_null();
        let mut items = self.own_members(&ty);
        items.extend(self.free_members(&ty));
        items
    }

    /// `Enum.Variant` and `Enum.method`.
    fn of_enum(&self, id: EnumId) -> Vec<Completion> {
        let info = &self.analysis.checked.enums[id.0 as usize];
        let variants = (0..info.variants.len() as u16).filter_map(|index| self.variant(id, index));
        let methods = info.methods.iter().filter_map(|cell| self.callable(Symbol::Cell(*cell), false));
        variants.chain(methods).collect()
    }

    /// What the type itself offers.
    fn own_members(&self, ty: &Type) -> Vec<Completion> {
        match ty {
            Type::Record(id, _) => self.record_fields(*id),
            Type::Fields(fields) => fields
                .iter()
                .map(|(name, ty)| Completion::plain(name, SymbolKind::Field).detail(self.analysis.show(ty)))
                .collect(),
            Type::Tuple(parts) => (0..)
                .zip(parts)
                .map(|(index, ty): (usize, &Type)| {
                    Completion::plain(index.to_string(), SymbolKind::Field).detail(self.analysis.show(ty))
                })
                .collect(),
            Type::Enum(id, _) => {
                let methods = &self.analysis.checked.enums[id.0 as usize].methods;
                methods.iter().filter_map(|cell| self.callable(Symbol::Cell(*cell), true)).collect()
            }
            Type::Unknown | Type::Any | Type::NonNull | Type::Union(_) => self.any_members(),
            ty => handle(ty).map_or_else(Vec::new, |(of, _)| self.operations(of)),
        }
    }

    fn operations(&self, of: &str) -> Vec<Completion> {
        let rows = OPERATIONS.iter().filter(|row| row.0 == of);
        rows.map(|&(of, name, signature, doc)| {
            let symbol = Symbol::Operation(of, name);
            let insert = match of_symbol(self.analysis, &self.globals, symbol, false) {
                Some(callee) => self.call(name, &callee.parameters),
                None => name.to_owned(),
            };
            let kind = describe(self.analysis, &self.globals, symbol).kind;
            let detail = signature.trim_start_matches(": ");
            Completion::plain(name, kind).detail(detail).doc(Some(doc.to_owned())).insert(insert)
        })
        .collect()
    }

    /// Nothing is known of the value: the fields that the program's records have, and what futures and channels offer.
    fn any_members(&self) -> Vec<Completion> {
        let records = (0..self.analysis.checked.records.len() as u32).map(RecordId);
        let mut items: Vec<Completion> = records.flat_map(|id| self.record_fields(id)).collect();
        items.extend(["Future", "Channel", "Shared"].into_iter().flat_map(|of| self.operations(of)));
        let mut seen: Vec<String> = Vec::new();
        items.retain(|item| {
            let is_new = !seen.contains(&item.label);
            seen.push(item.label.clone());
            is_new
        });
        items
    }

    fn record_fields(&self, id: RecordId) -> Vec<Completion> {
        let fields = &self.analysis.checked.records[id.0 as usize].fields;
        let field = |(index, info): (u16, &FieldInfo)| {
            let described = describe(self.analysis, &self.globals, Symbol::Field(id, index));
            Completion::plain(&info.name, SymbolKind::Field).detail(self.analysis.show(&info.ty)).doc(described.doc)
        };
        (0..).zip(fields).map(field).collect()
    }

    /// Cells and builtins whose first parameter wants just such a value.
    fn free_members(&self, ty: &Type) -> Vec<Completion> {
        if matches!(ty, Type::Unknown | Type::Any | Type::NonNull | Type::Union(_) | Type::Fields(_)) {
            return Vec::new();
        }
        let mut items = Vec::new();
        for (_, symbol) in self.globals.iter() {
            if let Symbol::Cell(id) = symbol
                && let Some(first) = self.analysis.checked.cells[id.0 as usize].params.first()
                && takes(&first.ty, ty)
            {
                items.extend(self.callable(symbol, true));
            }
        }
        let rows = BUILTINS.iter().chain(cells()).filter(|row| takes_first(row, ty));
        items.extend(rows.map(|row| self.builtin(row, true)));
        items
    }

    /// A builtin as an entry; behind a dot or pipe its first argument is there already.
    pub fn builtin(&self, row: &Builtin, skips_first: bool) -> Completion {
        let mut callee = of_signature(row.name, row.signature);
        if skips_first && !callee.parameters.is_empty() {
            callee.parameters.remove(0);
        }
        Completion::plain(row.name, SymbolKind::Builtin)
            .detail(row.signature)
            .doc(Some(row.doc.to_owned()))
            .insert(self.call(row.name, &callee.parameters))
    }

    /// The field of an assigned place.
    pub fn fields_of_place(&self, place: &Place) -> Vec<Completion> {
        let Some(Resolution::Local(local)) = self.analysis.checked.resolutions.get(place.id) else { return Vec::new() };
        let mut ty = self.analysis.checked.locals[local.0 as usize].ty.clone();
        for step in &place.steps {
            match (step, &ty) {
                (PlaceStep::Field(name), _) if name.span == self.probe.name => break,
                (PlaceStep::Field(name), Type::Record(id, _)) => {
                    let fields = &self.analysis.checked.records[id.0 as usize].fields;
                    ty = fields
                        .iter()
                        .find(|field| field.name == name.text)
                        .map_or(Type::Unknown, |field| field.ty.clone());
                }
                (PlaceStep::Index(_), Type::List(element) | Type::Map(_, element)) => ty = (**element).clone(),
                _ => ty = Type::Unknown,
            }
        }
        match ty {
            Type::Record(id, _) => self.record_fields(id),
            _ => Vec::new(),
        }
    }

    /// The fields that a constructor pattern may name.
    pub fn field_names(&self, pattern: &Pattern) -> Vec<Completion> {
        let name = |info: &FieldInfo| {
            let insert = format!("{}: ", info.name);
            Completion::plain(&info.name, SymbolKind::Field).detail(self.analysis.show(&info.ty)).insert(insert)
        };
        match self.analysis.checked.resolutions.get(pattern.id) {
            Some(Resolution::Record(id)) => {
                self.analysis.checked.records[id.0 as usize].fields.iter().map(name).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Whether a first parameter of type `wanted` asks for values like `ty`, and not for any value.
fn takes(wanted: &Type, ty: &Type) -> bool {
    let is_open = matches!(
        wanted,
        Type::Unknown | Type::Any | Type::NonNull | Type::Generic(_) | Type::Json | Type::Never | Type::Function(..)
    );
    !is_open && fits(ty, wanted)
}

fn takes_first(row: &Builtin, ty: &Type) -> bool {
    let signature = read_signature(row.signature);
    signature.is_some_and(|signature| signature.params.first().is_some_and(|param| takes(&param.ty, ty)))
}
