//! Fields, methods and indexes.

use super::checker::{ANY, Checker};
use super::globals::Global;
use super::habits::{self, Habit};
use super::messages::calls::{self as messages};
use super::messages::names;
use super::methods::{CHANNEL_METHODS, SHARED_METHODS};
use super::misfits::Reason;
use super::nearest::nearest;
use super::types::Substitution;
use super::{CellId, EnumId, RecordId, Resolution, Type};
use crate::prelude::{BUILTINS, builtin};
use crate::syntax::tree::{Expr, ExprKind, Name};
use crate::text::Span;

impl<'t> Checker<'t> {
    /// `object.name`.
    pub fn field(&mut self, expr: &'t Expr, object: &'t Expr, name: &'t Name, optional: bool) -> Type {
        if let Some(id) = self.enum_before_dot(object) {
            return self.qualified(expr, id, name);
        }
        if self.is_foreign_dotted(object, name) {
            return Type::Unknown;
        }
        let ty = self.expr(object, ANY);
        let ty = match optional {
            true => ty.without_null(),
            false => self.present(object, ty, &format!("the field `{}`", name.text)),
        };
        let field = self.field_of(object, &ty, name);
        self.field_here(expr, if optional { field.optional() } else { field })
    }

    /// Whether `object.name` is what another language calls something, such as `console.log`; then it is reported.
    pub fn is_foreign_dotted(&mut self, object: &Expr, name: &Name) -> bool {
        let ExprKind::Name(first) = &object.kind else { return false };
        let Some(habit) = habits::of_path(&first.text, &name.text) else { return false };
        if self.is_variable(&first.text) || self.globals.names.contains_key(&first.text) {
            return false;
        }
        let text = format!("{}.{}", first.text, name.text);
        self.report(names::unknown_dotted(first.span.to(name.span), &text, habit));
        true
    }

    /// The enum that `object` names, when it is not a variable of that name.
    pub fn enum_before_dot(&mut self, object: &'t Expr) -> Option<EnumId> {
        let ExprKind::Name(name) = &object.kind else { return None };
        if self.is_variable(&name.text) {
            return None;
        }
        let id = match self.globals.names.get(&name.text) {
            Some((Global::Enum(id), _)) => *id,
            None if name.text == "FutureState" => EnumId::FUTURE_STATE,
            _ => return None,
        };
        self.out.resolutions.insert(object.id, Resolution::EnumName(id));
        Some(id)
    }

    /// `Enum.Variant` or `Enum.method`.
    pub fn qualified(&mut self, expr: &'t Expr, id: EnumId, name: &Name) -> Type {
        if let Some(index) = self.variant_index(id, &name.text) {
            self.out.resolutions.insert(expr.id, Resolution::Variant(id, index));
            let has_fields = !self.out.enums[id.0 as usize].variants[index as usize].fields.is_empty();
            return if has_fields { Type::Unknown } else { self.enum_type(id) };
        }
        if let Some(cell) = self.method_of(id, &name.text) {
            self.out.resolutions.insert(expr.id, Resolution::Cell(cell));
            return Type::Unknown;
        }
        self.unknown_variant(id, name);
        Type::Unknown
    }

    /// Reports a variant that an enum does not have.
    pub fn unknown_variant(&mut self, id: EnumId, name: &Name) {
        let info = &self.out.enums[id.0 as usize];
        let known: Vec<String> = info.variants.iter().map(|variant| variant.name.clone()).collect();
        let near = nearest(&name.text, known.iter().map(String::as_str));
        let diagnostic = messages::unknown_variant(name, &info.name, near, &known);
        self.report(diagnostic);
    }

    pub fn method_of(&self, id: EnumId, name: &str) -> Option<CellId> {
        let methods = &self.out.enums[id.0 as usize].methods;
        methods.iter().copied().find(|cell| self.cells[cell.0 as usize].cell.name.text == name)
    }

    pub fn field_of(&mut self, object: &'t Expr, ty: &Type, name: &Name) -> Type {
        match ty {
            Type::Future(value) if name.text == "state" => Type::Enum(EnumId::FUTURE_STATE, vec![(**value).clone()]),
            Type::Future(_) => self.field_of_future(object, name),
            Type::Record(id, arguments) => self.record_field(*id, arguments, name),
            Type::Fields(fields) => match fields.iter().find(|(field, _)| *field == name.text) {
                Some((_, ty)) => ty.clone(),
                None => self.unknown_field(ty, name, fields.iter().map(|(field, _)| field.clone()).collect()),
            },
            Type::Tuple(parts) => match name.text.parse::<usize>() {
                Ok(index) if index < parts.len() => parts[index].clone(),
                _ => self.unknown_field(ty, name, (0..parts.len()).map(|index| index.to_string()).collect()),
            },
            Type::Null | Type::Bool | Type::Int | Type::Float | Type::Function(..) => {
                self.unknown_field(ty, name, Vec::new())
            }
            Type::String | Type::List(_) | Type::Set(_) => self.field_of_plain(ty, name, method_of_plain),
            Type::Channel(_) => self.field_of_plain(ty, name, method_of_channel),
            Type::Shared(_) => self.field_of_plain(ty, name, method_of_shared),
            _ => Type::Unknown,
        }
    }

    /// A field of a record-like type, in an assignment.
    pub fn known_field(&mut self, ty: &Type, name: &'t Name) -> Type {
        match ty {
            Type::Record(id, arguments) => self.record_field(*id, arguments, name),
            Type::Fields(fields) => {
                fields.iter().find(|(field, _)| *field == name.text).map_or(Type::Unknown, |(_, ty)| ty.clone())
            }
            Type::Tuple(parts) => {
                name.text.parse().ok().and_then(|index: usize| parts.get(index).cloned()).unwrap_or(Type::Unknown)
            }
            _ => Type::Unknown,
        }
    }

    /// Where a record's field is declared.
    pub fn field_declaration(&self, ty: &Type, name: &str) -> Option<Span> {
        let Type::Record(id, _) = ty else { return None };
        let fields = &self.out.records[id.0 as usize].fields;
        fields.iter().find(|field| field.name == name).map(|field| field.span)
    }

    /// Values without fields: what was written as one is perhaps a method.
    fn field_of_plain(&mut self, ty: &Type, name: &Name, method: fn(&str) -> Option<&'static str>) -> Type {
        match method(&name.text) {
            Some(method) => {
                let diagnostic = messages::uncalled_method(name, &self.show(ty), method);
                self.report(diagnostic);
                Type::Unknown
            }
            None => self.unknown_field(ty, name, Vec::new()),
        }
    }

    fn field_of_future(&mut self, object: &'t Expr, name: &Name) -> Type {
        self.report_future(object, &format!("the field `{}`", name.text), true);
        Type::Unknown
    }

    fn record_field(&mut self, id: RecordId, arguments: &[Type], name: &Name) -> Type {
        let info = &self.out.records[id.0 as usize];
        match info.fields.iter().find(|field| field.name == name.text) {
            Some(field) => self.record_arguments(id, arguments).apply(&field.ty),
            None => {
                let known = info.fields.iter().map(|field| field.name.clone()).collect();
                self.unknown_field(&Type::Record(id, arguments.to_vec()), name, known)
            }
        }
    }

    /// What a record's generics stand for.
    pub fn record_arguments(&self, id: RecordId, arguments: &[Type]) -> Substitution {
        Substitution::of(&self.record_generics[id.0 as usize], arguments)
    }

    /// What an enum's generics stand for.
    pub fn enum_arguments(&self, id: EnumId, arguments: &[Type]) -> Substitution {
        Substitution::of(&self.enum_generics[id.0 as usize], arguments)
    }

    fn unknown_field(&mut self, ty: &Type, name: &Name, known: Vec<String>) -> Type {
        let near = nearest(&name.text, known.iter().map(String::as_str));
        let is_callable = known.is_empty() && *ty != Type::Null && self.is_free_cell(&name.text);
        let diagnostic = match is_callable {
            true => messages::uncalled_method(name, &self.show(ty), &name.text),
            false => messages::unknown_field(name, &self.show(ty), near, &known),
        };
        self.report(diagnostic);
        Type::Unknown
    }

    /// `object[index]`.
    pub fn index(&mut self, object: &'t Expr, index: &'t Expr, optional: bool) -> Type {
        let ty = self.expr(object, ANY);
        let index_ty = self.expr(index, ANY);
        self.needs_value(index, &index_ty, "an index");
        if self.needs_value_before(object, &ty, "`[…]`") {
            return Type::Unknown;
        }
        let ty = if optional { ty.without_null() } else { self.present(object, ty, "`[…]`") };
        if matches!(ty, Type::List(_) | Type::String) && !matches!(index.kind, ExprKind::Range { .. }) {
            let reason = Reason { span: object.span, words: "is the position in this" };
            self.expect_type(index, &index_ty, &Type::Int, Some(reason));
        }
        let found = element_at(&ty, index);
        if optional { found.optional() } else { found }
    }

    /// What a `for` over the expression binds.
    pub fn iterated(&mut self, iterable: &'t Expr) -> Type {
        let ty = self.expr(iterable, ANY);
        if self.needs_value(iterable, &ty, "`for`") {
            return Type::Unknown;
        }
        let ty = self.present(iterable, ty, "`for`");
        if matches!(ty, Type::Int | Type::Float | Type::Bool | Type::Null | Type::Function(..)) {
            let diagnostic = super::messages::types::not_iterable(iterable.span, &self.show(&ty));
            self.report(diagnostic);
        }
        super::exprs::element_of(&ty)
    }
}

/// The methods that a field of a plain value, a channel or a shared cell may mean.
fn method_of_plain(name: &str) -> Option<&'static str> {
    match habits::of_name(name) {
        Some(Habit::Name(own)) => Some(own),
        _ => builtin(name).map(|id| BUILTINS[id.0 as usize].name),
    }
}

fn method_of_channel(name: &str) -> Option<&'static str> {
    own_method(CHANNEL_METHODS, habits::of_channel(name), name)
}

fn method_of_shared(name: &str) -> Option<&'static str> {
    own_method(SHARED_METHODS, habits::of_shared(name), name)
}

fn own_method(known: &[&'static str], habit: Option<Habit>, name: &str) -> Option<&'static str> {
    match habit {
        Some(Habit::Name(own)) => Some(own),
        _ => known.iter().copied().find(|known| *known == name),
    }
}

fn element_at(ty: &Type, index: &Expr) -> Type {
    match (ty, &index.kind) {
        (Type::List(_) | Type::String, ExprKind::Range { .. }) => ty.clone(),
        (Type::List(element), _) => (**element).clone(),
        (Type::Map(_, value), _) => (**value).clone().optional(),
        (Type::Tuple(parts), ExprKind::Int(index)) => {
            usize::try_from(*index).ok().and_then(|index| parts.get(index)).cloned().unwrap_or(Type::Unknown)
        }
        (Type::String, _) => Type::String,
        _ => Type::Unknown,
    }
}
