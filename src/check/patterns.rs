//! Patterns: what each name in them means, and what is bound.
//!
//! A bare name is a variant without payload, a constant, or a binding. Which variant is meant follows from the type
//! of what is matched when two enums share a name. The alternatives of an or-pattern share their variables.

use super::checker::Checker;
use super::exprs::element_of;
use super::failures::is_failure_name;
use super::globals::Global;
use super::messages::{declarations, types as messages};
use super::nearest::nearest;
use super::scope::Origin;
use super::types::{fits, union_of};
use super::{EnumId, LocalId, RecordId, Resolution, Type};
use crate::syntax::tree::{Expr, ExprKind, FieldPattern, Name, NodeId, Pattern, PatternKind, RestPattern, TypeExpr};
use crate::text::Span;
use std::collections::BTreeMap;

/// How the names of one pattern are bound.
struct Binder {
    origin: Origin,
    mutable: bool,
    /// Whether a bare name may be a variant or a constant.
    is_refutable: bool,
    /// Whether a failed `await` may arrive here (rule R7).
    takes_failures: bool,
    /// What is bound so far.
    bound: BTreeMap<String, (LocalId, Span)>,
    /// What the first alternative of an or-pattern bound.
    shared: BTreeMap<String, (LocalId, Span)>,
}

impl<'t> Checker<'t> {
    /// A pattern of `for` or of a parameter: every bare name is bound.
    pub fn bind_pattern(&mut self, pattern: &'t Pattern, ty: &Type) {
        self.start_pattern(pattern, ty, Origin::Pattern, false);
    }

    /// The pattern of a parameter.
    pub fn bind_param(&mut self, pattern: &'t Pattern, ty: &Type) {
        self.start_pattern(pattern, ty, Origin::Param, false);
    }

    /// A pattern that may refuse: of `match`, `if let`, `while let`.
    pub fn match_pattern(&mut self, pattern: &'t Pattern, ty: &Type) {
        self.start_pattern(pattern, ty, Origin::Pattern, true);
    }

    /// A pattern of a `match` that takes failures of an `await`.
    pub fn catching_pattern(&mut self, pattern: &'t Pattern, ty: &Type) {
        let mut binder = binder(Origin::Pattern, true);
        binder.takes_failures = true;
        self.pattern(pattern, ty, &mut binder);
    }

    /// The pattern of a `let`.
    pub fn let_pattern(&mut self, pattern: &'t Pattern, ty: &Type, mutable: bool, is_refutable: bool) {
        let mut binder = binder(Origin::Let { mut_at: pattern.span.start }, is_refutable);
        binder.mutable = mutable;
        self.pattern(pattern, ty, &mut binder);
    }

    fn start_pattern(&mut self, pattern: &'t Pattern, ty: &Type, origin: Origin, is_refutable: bool) {
        self.pattern(pattern, ty, &mut binder(origin, is_refutable));
    }

    fn pattern(&mut self, pattern: &'t Pattern, ty: &Type, binder: &mut Binder) {
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Error => {}
            PatternKind::Literal(literal) => self.literal_pattern(literal, ty),
            PatternKind::Range { low, .. } => self.literal_pattern(low, ty),
            PatternKind::Name(name) => self.name_pattern(pattern.id, name, ty, binder),
            PatternKind::Typed { name, ty: written } => self.typed_pattern(pattern, name, written, ty, binder),
            PatternKind::Constructor { path, name, fields, rest } => {
                self.constructor_pattern(pattern, path.as_ref(), name, fields, *rest, ty, binder);
            }
            PatternKind::Tuple(parts) => self.tuple_pattern(pattern.span, parts, ty, binder),
            PatternKind::List { before, rest, after } => self.list_pattern(before, rest.as_ref(), after, ty, binder),
            PatternKind::Or(alternatives) => self.or_pattern(alternatives, ty, binder),
        }
    }

    fn literal_pattern(&mut self, literal: &'t Expr, ty: &Type) {
        let found = self.expr(literal, super::checker::ANY);
        if !fits(&found, ty) && !matches!((&found, ty), (Type::Float, Type::Int)) {
            let (pattern, ty) = (self.show(&found), self.show(ty));
            self.report(messages::impossible_pattern(literal.span, &format!("this {pattern}"), &ty));
        }
    }

    fn name_pattern(&mut self, node: NodeId, name: &Name, ty: &Type, binder: &mut Binder) {
        if binder.is_refutable {
            if self.constant_name(node, name, ty) {
                return;
            }
            if self.warn_of_capital(name, ty) {
                // The body may use the name all the same; that is no second mistake.
                self.bind(name, Type::Unknown, binder.origin);
                return;
            }
        }
        self.bind_in_pattern(node, name, ty.clone(), binder);
    }

    /// Whether a bare name is a variant or a constant. A variant with a payload must be capitalised: `err` and `ok` are bound.
    fn constant_name(&mut self, node: NodeId, name: &Name, ty: &Type) -> bool {
        let variant = self.find_variant(&name.text, ty).or_else(|| self.builtin_variant(&name.text));
        if let Some((id, index)) = variant
            && (self.out.enums[id.0 as usize].variants[index as usize].fields.is_empty() || is_capitalised(&name.text))
        {
            self.out.resolutions.insert(node, Resolution::Variant(id, index));
            self.check_variant_type(name, id, ty);
            return true;
        }
        if let Some((Global::Const(id), _)) = self.globals.names.get(&name.text).copied() {
            self.out.resolutions.insert(node, Resolution::Const(id));
            self.const_type(id);
            return true;
        }
        false
    }

    /// A capitalised name that is no variant is probably misspelled; says whether it certainly is.
    fn warn_of_capital(&mut self, name: &Name, ty: &Type) -> bool {
        if !is_capitalised(&name.text) {
            return false;
        }
        if let Type::Enum(id, _) = ty {
            self.unknown_variant(*id, name);
            return true;
        }
        let own = self.globals.variants.keys().map(String::as_str);
        let known = own.chain(["Pending", "Completed", "Error", "ok", "err"]);
        let near = self.near(&name.text, known);
        self.report(messages::capital_binding(name, near));
        false
    }

    fn check_variant_type(&mut self, name: &Name, id: EnumId, ty: &Type) {
        let own = self.enum_type(id);
        if fits(&own, ty) {
            return;
        }
        if let Type::Enum(wanted, _) = ty {
            return self.unknown_variant(*wanted, name);
        }
        let ty = self.show(ty);
        self.report(messages::impossible_pattern(name.span, &format!("`{}`", name.text), &ty));
    }

    fn bind_in_pattern(&mut self, node: NodeId, name: &Name, ty: Type, binder: &mut Binder) {
        if name.text == "_" {
            return;
        }
        if let Some((_, first)) = binder.bound.get(&name.text) {
            let first = *first;
            self.report(declarations::duplicate_binding(name, first));
        }
        let local = match binder.shared.get(&name.text) {
            Some((local, _)) => {
                let info = &mut self.out.locals[local.0 as usize];
                info.ty = union_of([info.ty.clone(), ty]);
                *local
            }
            None => self.bind(name, ty, binder.origin),
        };
        if binder.mutable {
            self.out.locals[local.0 as usize].mutable = true;
        }
        binder.bound.insert(name.text.clone(), (local, name.span));
        self.out.resolutions.insert(node, Resolution::Local(local));
    }

    fn typed_pattern(&mut self, pattern: &'t Pattern, name: &Name, written: &TypeExpr, ty: &Type, binder: &mut Binder) {
        let written = self.written_in_pattern(written);
        self.out.written.insert(pattern.id, written.clone());
        let takes_failures = binder.takes_failures && written == Type::String;
        if !takes_failures && !fits(ty, &written) {
            let (shown, ty) = (self.show(&written), self.show(ty));
            self.report(messages::impossible_pattern(pattern.span, &format!("a pattern of type {shown}"), &ty));
        }
        let bound = match written {
            Type::NonNull => ty.clone().without_null(),
            Type::Any | Type::Generic(_) => ty.clone(),
            written => written,
        };
        self.bind_in_pattern(pattern.id, name, bound, binder);
    }

    #[allow(clippy::too_many_arguments)]
    fn constructor_pattern(
        &mut self,
        pattern: &'t Pattern,
        path: Option<&Name>,
        name: &Name,
        fields: &'t [FieldPattern],
        rest: bool,
        ty: &Type,
        binder: &mut Binder,
    ) {
        match self.constructor(path, name, ty, binder.takes_failures) {
            Some(Resolution::Record(id)) => {
                self.out.resolutions.insert(pattern.id, Resolution::Record(id));
                self.record_pattern(pattern, id, fields, rest, ty, binder);
            }
            Some(Resolution::Variant(id, index)) => {
                self.out.resolutions.insert(pattern.id, Resolution::Variant(id, index));
                self.variant_pattern(name, id, index, fields, rest, ty, binder);
            }
            _ => {
                self.unknown_constructor(path, name, ty);
                fields.iter().for_each(|field| self.pattern(&field.pattern, &Type::Unknown, binder));
            }
        }
    }

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
                self.report(messages::unknown_pattern(name, near));
            }
        }
    }

    fn record_pattern(
        &mut self,
        pattern: &'t Pattern,
        id: RecordId,
        fields: &'t [FieldPattern],
        rest: bool,
        ty: &Type,
        binder: &mut Binder,
    ) {
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
        self.field_patterns(pattern.span, &what, fields, rest, &infos, binder);
    }

    #[allow(clippy::too_many_arguments)]
    fn variant_pattern(
        &mut self,
        name: &Name,
        id: EnumId,
        index: u16,
        fields: &'t [FieldPattern],
        rest: bool,
        ty: &Type,
        binder: &mut Binder,
    ) {
        let arguments = match ty {
            Type::Enum(other, arguments) if *other == id => arguments.clone(),
            Type::Union(members) => members
                .iter()
                .find_map(|member| match member {
                    Type::Enum(other, arguments) if *other == id => Some(arguments.clone()),
                    _ => None,
                })
                .unwrap_or_default(),
            _ => Vec::new(),
        };
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
        self.field_patterns(name.span, &what, fields, rest, &infos, binder);
        binder.takes_failures = takes_failures;
    }

    fn field_patterns(
        &mut self,
        span: Span,
        what: &str,
        fields: &'t [FieldPattern],
        rest: bool,
        infos: &[(String, Type)],
        binder: &mut Binder,
    ) {
        let positional = fields.iter().filter(|field| field.name.is_none()).count();
        let is_named = positional < fields.len();
        if positional > infos.len() || (positional < infos.len() && !rest && !is_named) {
            self.report(messages::pattern_parts(span, what, infos.len(), positional));
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
            self.report(super::messages::calls::unknown_field(name, what, near, &known));
        }
        found
    }

    fn tuple_pattern(&mut self, span: Span, parts: &'t [Pattern], ty: &Type, binder: &mut Binder) {
        let known: &[Type] = match ty {
            Type::Tuple(known) => known,
            _ => &[],
        };
        if matches!(ty, Type::Tuple(_)) && known.len() != parts.len() {
            self.report(messages::pattern_parts(span, "this tuple", known.len(), parts.len()));
        }
        if matches!(ty, Type::Int | Type::Float | Type::String | Type::Bool | Type::Enum(..)) {
            let ty = self.show(ty);
            self.report(messages::impossible_pattern(span, "a tuple", &ty));
        }
        for (index, part) in parts.iter().enumerate() {
            self.pattern(part, known.get(index).unwrap_or(&Type::Unknown), binder);
        }
    }

    fn list_pattern(
        &mut self,
        before: &'t [Pattern],
        rest: Option<&'t RestPattern>,
        after: &'t [Pattern],
        ty: &Type,
        binder: &mut Binder,
    ) {
        let element = match ty {
            Type::List(_) => element_of(ty),
            _ => Type::Unknown,
        };
        before.iter().for_each(|part| self.pattern(part, &element, binder));
        if let Some(RestPattern { id, name: Some(name), .. }) = rest {
            self.bind_in_pattern(*id, name, Type::list(element.clone()), binder);
        }
        after.iter().for_each(|part| self.pattern(part, &element, binder));
    }

    fn or_pattern(&mut self, alternatives: &'t [Pattern], ty: &Type, binder: &mut Binder) {
        let around = std::mem::take(&mut binder.bound);
        let outer_shared = binder.shared.clone();
        let mut first: Option<BTreeMap<String, (LocalId, Span)>> = None;
        for alternative in alternatives {
            self.pattern(alternative, ty, binder);
            let bound = std::mem::take(&mut binder.bound);
            match &first {
                None => {
                    binder.shared.extend(bound.clone());
                    first = Some(bound);
                }
                Some(first) => self.compare_alternatives(first, &bound),
            }
        }
        binder.shared = outer_shared;
        binder.bound = around;
        binder.bound.extend(first.unwrap_or_default());
    }

    fn compare_alternatives(
        &mut self,
        first: &BTreeMap<String, (LocalId, Span)>,
        other: &BTreeMap<String, (LocalId, Span)>,
    ) {
        let only_first = first.iter().find(|(name, _)| !other.contains_key(*name));
        let only_other = other.iter().find(|(name, _)| !first.contains_key(*name));
        if let Some((name, (_, span))) = only_other.or(only_first) {
            self.report(messages::or_pattern_names(*span, name));
        }
    }
}

fn binder(origin: Origin, is_refutable: bool) -> Binder {
    Binder {
        origin,
        mutable: false,
        is_refutable,
        takes_failures: false,
        bound: BTreeMap::new(),
        shared: BTreeMap::new(),
    }
}

fn is_capitalised(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// Whether a pattern is a single bare name, and which.
pub fn single_name(pattern: &Pattern) -> Option<&Name> {
    match &pattern.kind {
        PatternKind::Name(name) | PatternKind::Typed { name, .. } => Some(name),
        _ => None,
    }
}

/// Whether an expression is just the name `name`.
pub fn is_name(expr: &Expr, name: &str) -> bool {
    matches!(&super::exprs::without_parens(expr).kind, ExprKind::Name(found) if found.text == name)
}
