//! Patterns: what each name in them means, and what is bound.
//!
//! A bare name is a variant without payload, a constant, or a binding. Which variant is meant follows from the type
//! of what is matched when two enums share a name. The alternatives of an or-pattern share their variables.

use super::checker::Checker;
use super::constructors::Constructed;
use super::exprs::element_of;
use super::globals::Global;
use super::habits::{self, Habit};
use super::messages::{Meant, declarations, types as messages};
use super::scope::Origin;
use super::types::{fits, union_of};
use super::{EnumId, LocalId, Resolution, Type};
use crate::base::SortedMap;
use crate::syntax::tree::{Expr, ExprKind, Name, NodeId, Pattern, PatternKind, RestPattern, TypeExpr};
use crate::text::Span;

/// How the names of one pattern are bound.
pub struct Binder {
    origin: Origin,
    mutable: bool,
    /// Whether a bare name may be a variant or a constant.
    is_refutable: bool,
    /// Whether a failed `await` may arrive here (rule R7).
    pub takes_failures: bool,
    /// What is bound so far.
    bound: SortedMap<String, (LocalId, Span)>,
    /// What the first alternative of an or-pattern bound.
    shared: SortedMap<String, (LocalId, Span)>,
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

    /// A pattern inside a pattern.
    pub fn pattern(&mut self, pattern: &'t Pattern, ty: &Type, binder: &mut Binder) {
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Error => {}
            PatternKind::Literal(literal) => self.literal_pattern(literal, ty),
            PatternKind::Range { low, .. } => self.literal_pattern(low, ty),
            PatternKind::Name(name) => self.name_pattern(pattern.id, name, ty, binder),
            PatternKind::Typed { name, ty: written } => self.typed_pattern(pattern, name, written, ty, binder),
            PatternKind::Constructor { path, name, fields, rest } => {
                let (span, node) = (pattern.span, pattern.id);
                let pattern = Constructed { span, node, path: path.as_ref(), name, fields, rest: *rest };
                self.constructor_pattern(&pattern, ty, binder);
            }
            PatternKind::Tuple(parts) => self.tuple_pattern(pattern.span, parts, ty, binder),
            PatternKind::List { before, rest, after } => {
                self.note_not_a_list(pattern.span, rest.is_some(), ty, binder);
                self.list_pattern(before, rest.as_ref(), after, ty, binder);
            }
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
        let meant = Meant::of(habits::of_name(&name.text).filter(is_literal), || self.near(&name.text, known));
        self.report(messages::capital_binding(name, meant));
        false
    }

    /// Reports a variant that no value of the type can be.
    pub fn check_variant_type(&mut self, name: &Name, id: EnumId, ty: &Type) {
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

    fn tuple_pattern(&mut self, span: Span, parts: &'t [Pattern], ty: &Type, binder: &mut Binder) {
        let known: &[Type] = match ty {
            Type::Tuple(known) => known,
            _ => &[],
        };
        if matches!(ty, Type::Tuple(_)) && known.len() != parts.len() {
            self.report(messages::pattern_parts(span, "this tuple", known.len(), parts.len()));
        }
        if let Type::List(_) = ty {
            let shown = self.show(ty);
            self.report(messages::list_as_tuple(span, &shown, binder.fails()));
        } else if is_never_taken_apart(ty) {
            let ty = self.show(ty);
            self.report(messages::impossible_pattern(span, "a tuple", &ty));
        }
        for (index, part) in parts.iter().enumerate() {
            self.pattern(part, known.get(index).unwrap_or(&Type::Unknown), binder);
        }
    }

    fn note_not_a_list(&mut self, span: Span, has_rest: bool, ty: &Type, binder: &Binder) {
        let shown = self.show(ty);
        if let Type::Tuple(_) = ty {
            self.report(messages::tuple_as_list(span, &shown, has_rest, binder.fails()));
        } else if is_never_taken_apart(ty) {
            self.report(messages::impossible_pattern(span, "a list", &shown));
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
        let mut first: Option<SortedMap<String, (LocalId, Span)>> = None;
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
        first: &SortedMap<String, (LocalId, Span)>,
        other: &SortedMap<String, (LocalId, Span)>,
    ) {
        let only_first = first.iter().find(|(name, _)| !other.contains_key(*name));
        let only_other = other.iter().find(|(name, _)| !first.contains_key(*name));
        if let Some((name, (_, span))) = only_other.or(only_first) {
            self.report(messages::or_pattern_names(*span, name));
        }
    }
}

impl Binder {
    /// Whether the program fails where the pattern does not match.
    fn fails(&self) -> bool {
        !self.is_refutable
    }
}

/// Whether a value of the type is neither a list nor a tuple.
fn is_never_taken_apart(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Int
            | Type::Float
            | Type::String
            | Type::Bool
            | Type::Null
            | Type::Enum(..)
            | Type::Map(..)
            | Type::Set(_)
    )
}

fn binder(origin: Origin, is_refutable: bool) -> Binder {
    Binder {
        origin,
        mutable: false,
        is_refutable,
        takes_failures: false,
        bound: SortedMap::new(),
        shared: SortedMap::new(),
    }
}

/// Whether what Lumen has for a name can stand in a pattern.
fn is_literal(habit: &Habit) -> bool {
    matches!(habit, Habit::Name("null" | "true" | "false"))
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
    matches!(&expr.unparen().kind, ExprKind::Name(found) if found.text == name)
}
