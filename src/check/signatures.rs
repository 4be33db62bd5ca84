//! Cells as their callers see them.

use super::checker::{CellWork, Checker, Progress, Side};
use super::globals::{Global, names_of};
use super::messages::declarations as messages;
use super::{CellId, CellInfo, EnumId, ParamInfo, Type};
use crate::diag::Severity;
use crate::syntax::tree::{Cell, EffectRow, Item, ItemKind, Param, PatternKind, TypeExpr, TypeKind};

impl<'t> Checker<'t> {
    /// A cell's entry with nothing in it but the name; see [`Checker::fill_signature`].
    pub fn add_cell(&mut self, cell: &'t Cell, side: Side, owner: Option<EnumId>, name: String) -> CellId {
        let id = CellId(self.cells.len() as u32);
        let mut generics = owner.map(|id| self.enum_generics[id.0 as usize].clone()).unwrap_or_default();
        generics.extend(names_of(&cell.generics));
        self.cells.push(CellWork { cell, side, generics, progress: Progress::Todo });
        self.out.cells.push(CellInfo {
            name,
            node: cell.id,
            is_async: cell.is_async,
            is_prelude: side == Side::Prelude,
            method_of: owner,
            params: Vec::new(),
            result: Type::Unknown,
            span: cell.name.span,
        });
        id
    }

    /// Parameters and result of a cell, from what is written.
    pub fn fill_signature(&mut self, id: CellId) {
        let work = &self.cells[id.0 as usize];
        let (cell, side) = (work.cell, work.side);
        let generics = std::mem::replace(&mut self.generics, work.generics.clone());
        let outer_side = std::mem::replace(&mut self.side, side);
        let owner = self.out.cells[id.0 as usize].method_of;
        let params = self.param_infos(&cell.params, owner);
        let result = cell.result.as_ref().map_or(Type::Unknown, |ty| self.written(ty));
        self.generics = generics;
        self.side = outer_side;
        let info = &mut self.out.cells[id.0 as usize];
        info.params = params;
        info.result = result;
    }

    /// Parameters as callers see them.
    pub fn param_infos(&mut self, params: &[Param], owner: Option<EnumId>) -> Vec<ParamInfo> {
        params.iter().map(|param| self.param_info(param, owner)).collect()
    }

    fn param_info(&mut self, param: &Param, owner: Option<EnumId>) -> ParamInfo {
        let (name, typed) = match &param.pattern.kind {
            PatternKind::Name(name) => (name.text.clone(), None),
            PatternKind::Typed { name, ty } => (name.text.clone(), Some(ty)),
            _ => (String::new(), None),
        };
        let written = param.ty.as_ref().or(typed);
        let effects = written.and_then(effects_of);
        let ty = match (written, owner) {
            (Some(ty), _) => self.written(ty),
            (None, Some(owner)) if name == "self" => self.self_type(owner),
            (None, _) => Type::Unknown,
        };
        let (has_default, variadic, span) = (param.default.is_some(), param.variadic, param.span);
        ParamInfo { name, ty, has_default, variadic, span, effects }
    }

    fn self_type(&self, owner: EnumId) -> Type {
        let generics = &self.enum_generics[owner.0 as usize];
        Type::Enum(owner, generics.iter().map(|name| Type::Generic(name.clone())).collect())
    }

    pub fn check_self_parameter(&mut self, cell: CellId) {
        let info = &self.out.cells[cell.0 as usize];
        if info.method_of.is_some() && info.params.first().is_none_or(|param| param.name != "self") {
            self.report(messages::method_without_self(info.span));
        }
    }

    /// `main` is what runs; with parameters it cannot.
    pub fn check_main(&mut self, items: &[Item]) {
        let Some((Global::Cell(id), _)) = self.globals.names.get("main").copied() else { return };
        self.out.main = Some(id);
        let info = &self.out.cells[id.0 as usize];
        if info.params.iter().any(|param| !param.has_default && !param.variadic) {
            let has_lines = items.iter().any(|item| matches!(item.kind, ItemKind::Stmt(_)));
            let severity = if has_lines { Severity::Hint } else { Severity::Error };
            self.report(messages::main_has_parameters(info.span, severity));
        }
    }
}

/// The effect row that a function's type writes.
fn effects_of(ty: &TypeExpr) -> Option<EffectRow> {
    match &ty.kind {
        TypeKind::Function { effects, .. } => effects.clone(),
        _ => None,
    }
}
