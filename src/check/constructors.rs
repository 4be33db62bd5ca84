//! Constructor patterns: records and variants with what they hold.

use super::checker::Checker;
use super::failures::is_failure_name;
use super::globals::Global;
use super::messages::{Meant, calls, types as messages};
use super::nearest::nearest;
use super::patterns::Binder;
use super::types::{fits, union_of};
use super::{EnumId, RecordId, Resolution, Type};
use crate::syntax::tree::{Expr, FieldPattern, Name, NodeId, TypeExpr, TypeKind};
use crate::text::Span;

/// A constructor pattern, taken apart.
pub struct Constructed<'t> {
    /// Where it stands.
    pub span: Span,
    /// Its number within the tree.
    pub node: NodeId,
    /// The qualifier before the last dot.
    pub path: Option<&'t Name>,
    /// The constructor's name.
    pub name: &'t Name,
    /// The patterns of its fields.
    pub fields: &'t [FieldPattern],
    /// Whether `..` stands at its end.
    pub rest: bool,
}

impl<'t> Checker<'t> {
    /// `Variant(p, q)`, `Record(x: p, ..)`.
    pub fn constructor_pattern(&mut self, pattern: &Constructed<'t>, ty: &Type, binder: &mut Binder) {
        let Some(found) = self.constructor(pattern.path, pattern.name, ty, binder.takes_failures) else {
            self.unknown_constructor(pattern.path, pattern.name, ty);
            return pattern.fields.iter().for_each(|field| self.pattern(&field.pattern, &Type::Unknown, binder));
        };
        self.out.resolutions.insert(pattern.node, found);
        match found {
            Resolution::Record(id) => self.record_pattern(pattern, id, ty, binder),
            Resolution::Variant(id, index) => self.variant_pattern(pattern, id, index, ty, binder),
            _ => {}
        }
    }

    /// The name that `is` tests for, when it is a variant's and no type's.
    pub fn variant_named_by<'e>(&self, ty: &'e TypeExpr) -> Option<&'e Name> {
        let TypeKind::Named { name, arguments } = &ty.kind else { return None };
        let is_variant = self.globals.variants.contains_key(&name.text) || self.builtin_variant(&name.text).is_some();
        (arguments.is_empty() && is_variant && !self.globals.names.contains_key(&name.text)).then_some(name)
    }

    /// `e is Variant`, where `e` is a `ty`.
    pub fn variant_test(&mut self, test: &Expr, ty: &Type, name: &Name) {
        let Some(found) = self.constructor(None, name, ty, false) else { return };
        self.out.resolutions.insert(test.id, found);
        if let Resolution::Variant(id, _) = found {
            self.check_variant_type(name, id, ty);
        }
    }

    /// What the name before the parentheses means.
    fn constructor(&self, path: Option<&Name>, name: &Name, ty: &Type, takes_failures: bool) -> Option<Resolution> {
        let variant = |(id, index)| Resolution::Variant(id, index);
        if let Some(path) = path {
            let id = match self.globals.names.get(&path.text) {
                Some((Global::Enum(id), _)) => *id,
                None if path.text == "FutureState" => EnumId::FUTURE_STATE,
                None if path.text == "result" => EnumId::RESULT,
                _ => return None,
            };
            return self.variant_index(id, &name.text).map(|index| Resolution::Variant(id, index));
        }
        if let Some(found) = self.variant_of_type(&name.text, ty) {
            return Some(variant(found));
        }
        if takes_failures && is_failure_name(&name.text) && !fits(&Type::Enum(EnumId(u32::MAX), Vec::new()), ty) {
            // No value can be meant, so it is the language's own.
            return self.builtin_variant(&name.text).map(variant);
        }
        if let Some((Global::Record(id), _)) = self.globals.names.get(&name.text) {
            return Some(Resolution::Record(*id));
        }
        self.find_variant(&name.text, ty).or_else(|| self.builtin_variant(&name.text)).map(variant)
    }

    fn unknown_constructor(&mut self, path: Option<&Name>, name: &Name, ty: &Type) {
        let id = match path.and_then(|path| self.globals.names.get(&path.text)) {
            Some((Global::Enum(id), _)) => Some(*id),
            _ => None,
        };
        match (id, ty) {
            (Some(id), _) => self.unknown_variant(id, name),
            (None, Type::Enum(id, _)) => self.unknown_variant(*id, name),
            _ => {
                let records = self.globals.names.iter().filter(|(_, (global, _))| matches!(global, Global::Record(_)));
                let known = self.globals.variants.keys().chain(records.map(|(name, _)| name)).map(String::as_str);
                let known = known.chain(["Pending", "Completed", "Error", "ok", "err"]);
                let near = self.near(&name.text, known);
                self.report(messages::unknown_pattern(name, near.map(Meant::Near)));
            }
        }
    }

    fn record_pattern(&mut self, pattern: &Constructed<'t>, id: RecordId, ty: &Type, binder: &mut Binder) {
        let arguments = match ty {
            Type::Record(other, arguments) if *other == id => arguments.clone(),
            _ => Vec::new(),
        };
        let known = self.record_arguments(id, &arguments);
        let infos: Vec<(String, Type)> = self.out.records[id.0 as usize]
            .fields
            .iter()
            .map(|field| (field.name.clone(), known.apply(&field.ty)))
            .collect();
        let own = Type::Record(id, vec![Type::Unknown; self.record_generics[id.0 as usize].len()]);
        if !fits(&own, ty) {
            let (shown, ty) = (self.show(&own), self.show(ty));
            self.report(messages::impossible_pattern(pattern.span, &format!("`{shown}(…)`"), &ty));
        }
        let what = format!("`{}`", self.out.records[id.0 as usize].name);
        self.field_patterns(pattern, &what, &infos, binder);
    }

    fn variant_pattern(&mut self, pattern: &Constructed<'t>, id: EnumId, index: u16, ty: &Type, binder: &mut Binder) {
        let name = pattern.name;
        let arguments = arguments_of(id, ty);
        let is_failure = binder.takes_failures && is_failure_name(&name.text);
        if !is_failure {
            self.check_variant_type(name, id, ty);
        }
        let known = self.enum_arguments(id, &arguments);
        let variant = &self.out.enums[id.0 as usize].variants[index as usize];
        let mut infos: Vec<(String, Type)> =
            variant.fields.iter().map(|field| (field.name.clone(), known.apply(&field.ty))).collect();
        if is_failure {
            let can_be_value = matches!(ty, Type::Enum(other, _) if *other == id);
            infos.iter_mut().for_each(|(_, ty)| {
                *ty = if can_be_value { union_of([ty.clone(), Type::String]) } else { Type::String };
            });
        }
        let what = format!("`{}`", name.text);
        let takes_failures = std::mem::replace(&mut binder.takes_failures, false);
        self.field_patterns(pattern, &what, &infos, binder);
        binder.takes_failures = takes_failures;
    }

    fn field_patterns(&mut self, pattern: &Constructed<'t>, what: &str, infos: &[(String, Type)], binder: &mut Binder) {
        let fields = pattern.fields;
        let positional = fields.iter().filter(|field| field.name.is_none()).count();
        let is_named = positional < fields.len();
        if positional > infos.len() || (positional < infos.len() && !pattern.rest && !is_named) {
            self.report(messages::pattern_parts(pattern.span, what, infos.len(), positional));
        }
        for (index, field) in fields.iter().enumerate() {
            let ty = match &field.name {
                None => infos.get(index).map(|(_, ty)| ty.clone()),
                Some(name) => self.named_field(what, name, infos),
            };
            self.pattern(&field.pattern, &ty.unwrap_or(Type::Unknown), binder);
        }
    }

    fn named_field(&mut self, what: &str, name: &Name, infos: &[(String, Type)]) -> Option<Type> {
        let found = infos.iter().find(|(field, _)| *field == name.text).map(|(_, ty)| ty.clone());
        if found.is_none() {
            let known: Vec<String> = infos.iter().map(|(field, _)| field.clone()).collect();
            let near = nearest(&name.text, known.iter().map(String::as_str));
            self.report(calls::unknown_field(name, what, near, &known));
        }
        found
    }
}

/// What the generics of an enum stand for in a type that is this enum, or may be.
fn arguments_of(id: EnumId, ty: &Type) -> Vec<Type> {
    match ty {
        Type::Enum(other, arguments) if *other == id => arguments.clone(),
        Type::Union(members) => {
            members.iter().map(|member| arguments_of(id, member)).find(|found| !found.is_empty()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
