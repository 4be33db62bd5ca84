//! What a name means where it is used.
//!
//! The order: variables, captures included; the program's own declarations; its variants; the prelude's cells; builtins;
//! the variants of `result` and `FutureState`. Code of the prelude sees only the prelude.

use super::builtins;
use super::checker::{Checker, Progress, Side, Use};
use super::globals::Global;
use super::habits;
use super::messages::{Meant, names as messages};
use super::nearest::nearest;
use super::patterns::single_name;
use super::scope::{Frame, FrameKind, LocalFacts, Origin};
use super::{CellId, ConstId, EnumId, LocalId, LocalInfo, Resolution, Scope, Type};
use crate::prelude::{BUILTINS, BuiltinId, builtin};
use crate::syntax::tree::{Let, Name, NodeId};
use crate::text::Span;

/// Builtins whose answer differs from run to run (rule R25).
const UNREPEATABLE: &[&str] = &["uuid", "uuid_v4", "timestamp", "timestamp_ms", "random", "random_int"];

/// Diagnostics after which no nearest names are looked up. Chosen by feel.
const SUGGESTIONS_MAX: usize = 50;

impl<'t> Checker<'t> {
    /// Makes a variable visible in the innermost scope.
    pub fn bind(&mut self, name: &Name, ty: Type, origin: Origin) -> LocalId {
        let mutable = matches!(origin, Origin::Param);
        let local = self.add_local(&name.text, name.span, mutable, ty, origin);
        let hidden = self.frame().bind(&name.text, local);
        hidden.into_iter().for_each(|hidden| self.note_hidden(hidden, origin));
        local
    }

    /// A variable that no scope shows yet.
    pub fn add_local(&mut self, name: &str, span: Span, mutable: bool, ty: Type, origin: Origin) -> LocalId {
        let id = LocalId(self.out.locals.len() as u32);
        if let (Type::Union(_), Some(frame)) = (&ty, self.frames.last_mut()) {
            frame.has_choices = true;
        }
        self.out.locals.push(LocalInfo { name: name.to_string(), span, mutable, ty });
        self.locals.push(LocalFacts::new(origin));
        id
    }

    /// What a name means, for reading.
    pub fn resolve(&mut self, name: &Name, wanted: &Type) -> Option<Resolution> {
        if let Some(found) = self.find_local(&name.text) {
            return Some(found);
        }
        if let Some(found) = self.find_global(&name.text) {
            return found;
        }
        if let Some((id, index)) = self.find_variant(&name.text, wanted) {
            return Some(Resolution::Variant(id, index));
        }
        self.find_builtin(name)
    }

    /// Whether a name can be meant as a map's key: it is a value, and no function.
    pub fn is_key(&mut self, name: &Name) -> bool {
        match self.resolve(name, &Type::Unknown) {
            Some(Resolution::Local(_) | Resolution::Const(_) | Resolution::Variant(..)) => true,
            Some(_) => false,
            None => self.top_level_names.contains_key(&name.text),
        }
    }

    /// What a name means before `(…)`: a variable that cannot be called does not hide a variant's constructor, so that
    /// `err: String -> return err(err)` means what it says.
    pub fn resolve_callee(&mut self, name: &Name, wanted: &Type) -> Option<Resolution> {
        let variant = self.find_variant(&name.text, wanted).or_else(|| self.builtin_variant(&name.text));
        if let (Some((id, index)), Some(local)) = (variant, self.peek_local(&name.text))
            && !matches!(self.out.locals[local.0 as usize].ty, Type::Function(..))
        {
            return Some(Resolution::Variant(id, index));
        }
        self.resolve(name, wanted)
    }

    /// The variable called `name`, without capturing it or counting a use.
    fn peek_local(&self, name: &str) -> Option<LocalId> {
        for frame in self.frames.iter().rev() {
            if let Some(local) = frame.find(name) {
                return Some(local);
            }
            if !frame.sees_outer {
                break;
            }
        }
        None
    }

    /// Whether `name` is a variable here, or the nested cell around this place.
    pub fn is_variable(&self, name: &str) -> bool {
        let is_own = |frame: &Frame| frame.own_name.as_ref().is_some_and(|(own, _)| own == name);
        let hidden = self.frames.iter().rposition(|frame| !frame.sees_outer).unwrap_or(0);
        self.peek_local(name).is_some() || self.frames[hidden..].iter().any(is_own)
    }

    /// A variable, captured on the way if it belongs to a function around this one.
    pub fn find_local(&mut self, name: &str) -> Option<Resolution> {
        for index in (0..self.frames.len()).rev() {
            let frame = &self.frames[index];
            if let Some(local) = frame.find(name) {
                return Some(Resolution::Local(self.carry(local, index)));
            }
            if let Some((_, cell)) = frame.own_name.as_ref().filter(|(own, _)| own == name) {
                return Some(Resolution::Cell(*cell));
            }
            if !frame.sees_outer {
                return None;
            }
        }
        None
    }

    /// Copies a variable of frame `owner` into each function between it and here.
    fn carry(&mut self, mut local: LocalId, owner: usize) -> LocalId {
        let facts = &mut self.locals[local.0 as usize];
        facts.is_used = true;
        facts.lookups += 1;
        for index in owner + 1..self.frames.len() {
            local = match self.frames[index].copy_of(local) {
                Some(inner) => inner,
                None => self.add_copy(local, index),
            };
        }
        local
    }

    fn add_copy(&mut self, outer: LocalId, frame: usize) -> LocalId {
        let info = self.out.locals[outer.0 as usize].clone();
        let inner = self.add_local(&info.name, info.span, info.mutable, info.ty, Origin::Copy { outer });
        let LocalFacts { caught_at, is_annotated, is_told, .. } = self.locals[outer.0 as usize];
        let is_told = is_told && self.flow.assignments_of(outer) == 0;
        self.flow.copy(outer, inner);
        let own = LocalFacts::new(Origin::Copy { outer });
        self.locals[inner.0 as usize] = LocalFacts { is_used: true, caught_at, is_annotated, is_told, ..own };
        if let Some(cell) = self.out.nested_cells.get(&outer).copied() {
            self.out.nested_cells.insert(inner, cell);
        }
        self.frames[frame].capture(outer, inner);
        inner
    }

    /// A declaration of the program. The inner `None` is a name that is no value.
    fn find_global(&mut self, name: &str) -> Option<Option<Resolution>> {
        if self.side == Side::Prelude {
            return None;
        }
        let (global, _) = self.globals.names.get(name)?;
        Some(match *global {
            Global::Cell(id) => Some(Resolution::Cell(id)),
            Global::Const(id) => Some(Resolution::Const(id)),
            Global::Record(id) => Some(Resolution::Record(id)),
            Global::Enum(id) => Some(Resolution::EnumName(id)),
            Global::Tool(id) => Some(Resolution::Tool(id)),
            Global::Extern(id) => Some(Resolution::Extern(id)),
            Global::Alias(_) => None,
        })
    }

    /// The variant called `name`: of the wanted enum if it has one, else the first that was declared.
    pub fn find_variant(&self, name: &str, wanted: &Type) -> Option<(EnumId, u16)> {
        self.variant_of_type(name, wanted).or_else(|| {
            if self.side == Side::Prelude {
                return None;
            }
            self.globals.variants.get(name).and_then(|found| found.first().copied())
        })
    }

    /// The variant called `name` of the enum `ty` is, or may be.
    pub fn variant_of_type(&self, name: &str, ty: &Type) -> Option<(EnumId, u16)> {
        match ty {
            Type::Enum(id, _) => self.variant_index(*id, name).map(|index| (*id, index)),
            Type::Union(members) => members.iter().find_map(|member| self.variant_of_type(name, member)),
            _ => None,
        }
    }

    /// The index of a variant by name.
    pub fn variant_index(&self, id: EnumId, name: &str) -> Option<u16> {
        let variants = &self.out.enums[id.0 as usize].variants;
        variants.iter().position(|variant| variant.name == name).map(|index| index as u16)
    }

    /// A variant of `result` or `FutureState`.
    pub fn builtin_variant(&self, name: &str) -> Option<(EnumId, u16)> {
        [EnumId::RESULT, EnumId::FUTURE_STATE]
            .into_iter()
            .find_map(|id| self.variant_index(id, name).map(|index| (id, index)))
    }

    fn find_builtin(&mut self, name: &Name) -> Option<Resolution> {
        if let Some(cell) = self.prelude_cell(&name.text) {
            return Some(Resolution::Cell(cell));
        }
        if let Some(id) = builtin(&name.text) {
            self.report_unrepeatable(name);
            return Some(Resolution::Builtin(id));
        }
        self.builtin_variant(&name.text).map(|(id, index)| Resolution::Variant(id, index))
    }

    /// A cell of the prelude; from now on it is part of the program.
    pub fn prelude_cell(&mut self, name: &str) -> Option<CellId> {
        if let Some(id) = self.prelude_ids.get(name) {
            return Some(*id);
        }
        let cell = self.prelude.get(name)?;
        let id = self.add_cell(cell, Side::Prelude, None, cell.name.text.clone());
        self.prelude_ids.insert(&cell.name.text, id);
        self.fill_signature(id);
        Some(id)
    }

    fn report_unrepeatable(&mut self, name: &Name) {
        if self.out.deterministic && self.side == Side::Program && UNREPEATABLE.contains(&name.text.as_str()) {
            self.report(messages::unrepeatable(name));
        }
    }

    /// A name as a value.
    pub fn name_expr(&mut self, node: NodeId, name: &Name, usage: Use) -> Type {
        let Some(resolution) = self.resolve(name, usage.wanted()) else {
            self.unknown_name(name, usage.wanted());
            return Type::Unknown;
        };
        self.out.resolutions.insert(node, resolution);
        self.value_of(resolution, name, usage.wanted())
    }

    fn value_of(&mut self, resolution: Resolution, name: &Name, wanted: &Type) -> Type {
        match resolution {
            Resolution::Local(id) => self.local_value(id, name.span),
            Resolution::Const(id) => self.const_type(id),
            Resolution::Cell(id) => self.cell_value(id, name.span),
            Resolution::Builtin(id) => builtin_value(id),
            Resolution::Variant(id, index) => self.variant_value(id, index, wanted),
            Resolution::EnumName(id) => {
                self.enum_as_value(name, id);
                Type::Unknown
            }
            Resolution::Record(_) | Resolution::Tool(_) | Resolution::Extern(_) => Type::Unknown,
        }
    }

    fn local_value(&mut self, id: LocalId, span: Span) -> Type {
        if let Some(caught) = self.locals[id.0 as usize].caught_at {
            let name = self.out.locals[id.0 as usize].name.clone();
            self.report(messages::used_after_failure(span, &name, caught));
        }
        self.type_here(id).clone()
    }

    fn cell_value(&mut self, id: CellId, span: Span) -> Type {
        self.note_own_name(id, span);
        let result = self.result_of(id);
        let info = &self.out.cells[id.0 as usize];
        if info.params.iter().any(|param| param.has_default || param.variadic) {
            return Type::Unknown;
        }
        Type::Function(info.params.iter().map(|param| param.ty.clone()).collect(), Box::new(result))
    }

    /// A function inside a nested cell cannot reach the nested cell's captures by its name.
    pub fn note_own_name(&mut self, id: CellId, span: Span) {
        let owner = self.frames.iter().rposition(|frame| frame.own_name.as_ref().is_some_and(|(_, own)| *own == id));
        if let Some(index) = owner.filter(|index| index + 1 < self.frames.len()) {
            self.frames[index].own_name_used_inside.get_or_insert(span);
        }
    }

    /// What a call of the cell gives: a future if it is async.
    pub fn result_of(&mut self, id: CellId) -> Type {
        if self.cells[id.0 as usize].cell.result.is_none() && self.cells[id.0 as usize].progress == Progress::Todo {
            self.check_cell_ahead(id);
        }
        let info = &self.out.cells[id.0 as usize];
        if info.is_async { Type::future(info.result.clone()) } else { info.result.clone() }
    }

    fn variant_value(&mut self, id: EnumId, index: u16, wanted: &Type) -> Type {
        let variant = &self.out.enums[id.0 as usize].variants[index as usize];
        if !variant.fields.is_empty() {
            return Type::Unknown;
        }
        match wanted {
            Type::Enum(other, _) if *other == id => wanted.clone(),
            _ => self.enum_type(id),
        }
    }

    /// The type of a constant; a constant that needs itself is reported.
    pub fn const_type(&mut self, id: ConstId) -> Type {
        let work = &mut self.consts[id.0 as usize];
        match work.progress {
            Progress::Done => work.ty.clone(),
            Progress::Doing => {
                let name = work.constant.name.clone();
                self.report(messages::const_cycle(&name));
                Type::Unknown
            }
            Progress::Todo => {
                work.progress = Progress::Doing;
                let constant = work.constant;
                let ty = self.constant(constant);
                self.consts[id.0 as usize].progress = Progress::Done;
                self.consts[id.0 as usize].ty = ty.clone();
                ty
            }
        }
    }

    /// Reports an enum's name where a value belongs.
    pub fn enum_as_value(&mut self, name: &Name, id: EnumId) {
        let variants = &self.out.enums[id.0 as usize].variants;
        let names: Vec<String> = variants.iter().map(|variant| variant.name.clone()).collect();
        self.report(messages::type_as_value(name, &names));
    }

    /// Reports a name that means nothing here.
    pub fn unknown_name(&mut self, name: &Name, wanted: &Type) {
        if self.cursor == Some(name.span) {
            return self.note_scope(wanted);
        }
        if let Some(span) = self.top_level_names.get(&name.text).copied().filter(|_| self.is_inside_cell()) {
            return self.report(messages::top_level_variable(name, span));
        }
        if let Some(own) = self.open_lets.iter().rev().find(|own| is_bound_by(own, &name.text)) {
            return self.report(messages::no_value_yet(name, own));
        }
        if self.globals.names.contains_key(&name.text) {
            return self.report(messages::type_as_value(name, &[]));
        }
        let meant = Meant::of(habits::of_name(&name.text), || self.near(&name.text, self.visible_names()));
        if let Some(Meant::Near(near)) = &meant {
            self.use_suggested(Some(near));
        }
        // Of a name that nobody can guess the first use in a cell is enough: it is one declaration that is missing.
        if meant.is_some() || self.undeclared.insert(name.text.clone()) {
            self.report(messages::unknown_name(name, meant));
        }
    }

    /// Notes what is in scope here.
    pub fn note_scope(&mut self, wanted: &Type) {
        let mut locals: Vec<LocalId> = Vec::new();
        for frame in self.frames.iter().rev() {
            for (name, local) in frame.variables() {
                if !locals.iter().any(|known| self.out.locals[known.0 as usize].name == name) {
                    locals.push(local);
                }
            }
            if !frame.sees_outer {
                break;
            }
        }
        self.scope = Scope { locals, wanted: Some(wanted.clone()) };
    }

    /// A variable whose name was misspelled is not also unused.
    pub fn use_suggested(&mut self, near: Option<&str>) {
        if let Some(local) = near.and_then(|near| self.peek_local(near)) {
            self.locals[local.0 as usize].is_used = true;
        }
    }

    fn is_inside_cell(&self) -> bool {
        self.frames.iter().any(|frame| frame.kind == FrameKind::Cell)
    }

    /// The nearest of the known names; none after many diagnostics, because nobody reads the thousandth suggestion.
    pub fn near<'n>(&self, name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
        if self.diagnostics.len() < SUGGESTIONS_MAX { nearest(name, known) } else { None }
    }

    fn visible_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        if self.diagnostics.len() >= SUGGESTIONS_MAX {
            return names;
        }
        for frame in self.frames.iter().rev() {
            names.extend(frame.names());
            if !frame.sees_outer {
                break;
            }
        }
        names.extend(self.globals.names.keys().map(String::as_str));
        names.extend(self.globals.variants.keys().map(String::as_str));
        names.extend(self.prelude.names());
        names.extend(BUILTINS.iter().map(|row| row.name));
        names.extend(["ok", "err", "spawn", "timeout", "race", "vote", "select", "parallel"]);
        names
    }
}

/// Whether the `let` binds only this name.
fn is_bound_by(own: &Let, name: &str) -> bool {
    single_name(&own.pattern).is_some_and(|bound| bound.text == name)
}

fn builtin_value(id: BuiltinId) -> Type {
    match builtins::signature(id) {
        Some(signature) if !signature.params.iter().any(|param| param.has_default || param.variadic) => {
            let params = signature.params.iter().map(|param| param.ty.clone()).collect();
            Type::Function(params, Box::new(signature.result.clone()))
        }
        _ => Type::Unknown,
    }
}
