//! Fields, methods and indexes.

use super::calls::Callee;
use super::checker::{ANY, Checker};
use super::globals::Global;
use super::messages::async_;
use super::messages::calls::{self as messages, CalleeWords};
use super::nearest::nearest;
use super::types::{Substitution, union_of};
use super::{CellId, EnumId, ParamInfo, RecordId, Resolution, Type};
use crate::syntax::tree::{Argument, Expr, ExprKind, Name};

const CHANNEL_METHODS: &[&str] = &["send", "receive", "try_receive", "close", "len"];
const SHARED_METHODS: &[&str] = &["get", "set", "update"];

impl<'t> Checker<'t> {
    /// `object.name`.
    pub fn field(&mut self, expr: &'t Expr, object: &'t Expr, name: &'t Name, optional: bool) -> Type {
        if let Some(id) = self.enum_before_dot(object) {
            return self.qualified(expr, id, name);
        }
        let ty = self.expr(object, ANY);
        let ty = if optional { ty.without_null() } else { ty };
        let field = self.field_of(object, &ty, name);
        if optional { field.optional() } else { field }
    }

    /// The enum that `object` names, when it is not a variable of that name.
    pub fn enum_before_dot(&mut self, object: &'t Expr) -> Option<EnumId> {
        let ExprKind::Name(name) = &object.kind else { return None };
        if self.find_local(&name.text).is_some() {
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
    fn qualified(&mut self, expr: &'t Expr, id: EnumId, name: &Name) -> Type {
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

    fn method_of(&self, id: EnumId, name: &str) -> Option<CellId> {
        let methods = &self.out.enums[id.0 as usize].methods;
        methods.iter().copied().find(|cell| self.cells[cell.0 as usize].cell.name.text == name)
    }

    fn field_of(&mut self, object: &'t Expr, ty: &Type, name: &Name) -> Type {
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
            Type::Null | Type::Bool | Type::Int | Type::Float | Type::String | Type::List(_) | Type::Set(_) => {
                self.unknown_field(ty, name, Vec::new())
            }
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
            _ => Type::Unknown,
        }
    }

    fn field_of_future(&mut self, object: &'t Expr, name: &Name) -> Type {
        let wants = format!("the field `{}`", name.text);
        self.report(async_::future_as_value(object.span, &wants, true, None));
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
        let diagnostic = messages::unknown_field(name, &self.show(ty), near, &known);
        self.report(diagnostic);
        Type::Unknown
    }

    /// `object.name(arguments)`.
    pub fn method_call(
        &mut self,
        call: &'t Expr,
        callee: &'t Expr,
        object: &'t Expr,
        name: &'t Name,
        arguments: &'t [Argument],
    ) -> Type {
        if let Some(id) = self.enum_before_dot(object) {
            let ty = self.qualified(callee, id, name);
            return match self.out.resolutions.get(callee.id).copied() {
                Some(found) => self.call_resolved(call, callee, found, arguments, None),
                None => {
                    self.loose_arguments(arguments);
                    ty
                }
            };
        }
        let ty = self.expr(object, ANY);
        match ty.clone().without_null() {
            Type::Channel(element) => self.channel_method(call, &element, name, arguments),
            Type::Shared(element) => self.shared_method(call, &element, name, arguments),
            Type::Enum(id, _) if self.method_of(id, &name.text).is_some() => {
                let cell = self.method_of(id, &name.text).expect("the guard found it");
                self.out.resolutions.insert(callee.id, Resolution::Cell(cell));
                self.call_cell(call, name.span, cell, arguments, Some((object, ty)))
            }
            Type::Record(id, _) if self.has_field(id, &name.text) => {
                let field = self.field_of(object, &ty.clone().without_null(), name);
                self.call_value(call, callee, &field, arguments, None)
            }
            _ => self.free_method(call, callee, object, ty, name, arguments),
        }
    }

    fn has_field(&self, id: RecordId, name: &str) -> bool {
        self.out.records[id.0 as usize].fields.iter().any(|field| field.name == name)
    }

    /// Any cell or builtin may be called as a method of its first argument.
    fn free_method(
        &mut self,
        call: &'t Expr,
        callee: &'t Expr,
        object: &'t Expr,
        ty: Type,
        name: &'t Name,
        arguments: &'t [Argument],
    ) -> Type {
        let is_open = matches!(
            ty,
            Type::Unknown
                | Type::Any
                | Type::NonNull
                | Type::Generic(_)
                | Type::Union(_)
                | Type::Json
                | Type::Fields(_)
        );
        let found = self.free_cell(&name.text);
        if is_open {
            return self.loose_arguments(arguments);
        }
        match found {
            Some(found) => self.call_resolved(call, callee, found, arguments, Some((object, ty))),
            None if matches!(ty, Type::Future(_)) => {
                let wants = format!("the method `{}`", name.text);
                self.report(async_::future_as_value(object.span, &wants, true, None));
                self.loose_arguments(arguments)
            }
            None => {
                self.unknown_method(&ty, name);
                self.loose_arguments(arguments)
            }
        }
    }

    fn free_cell(&mut self, name: &str) -> Option<Resolution> {
        match self.globals.names.get(name) {
            Some((Global::Cell(id), _)) => return Some(Resolution::Cell(*id)),
            Some(_) => return None,
            None => {}
        }
        let cell = self.prelude_cell(name).map(Resolution::Cell);
        cell.or_else(|| crate::prelude::builtin(name).map(Resolution::Builtin))
    }

    fn unknown_method(&mut self, ty: &Type, name: &Name) {
        let own: Vec<&str> = match ty {
            Type::Enum(id, _) => {
                let methods = &self.out.enums[id.0 as usize].methods;
                methods.iter().map(|cell| self.cells[cell.0 as usize].cell.name.text.as_str()).collect()
            }
            _ => Vec::new(),
        };
        let free = crate::prelude::BUILTINS.iter().map(|row| row.name).chain(self.prelude_cells.keys().copied());
        let near = nearest(&name.text, own.into_iter().chain(free));
        let diagnostic = messages::unknown_method(name, &self.show(ty), near);
        self.report(diagnostic);
    }

    fn channel_method(&mut self, call: &'t Expr, element: &Type, name: &Name, arguments: &'t [Argument]) -> Type {
        let received = element.clone().optional();
        let (params, result): (&[(&str, &Type)], Type) = match name.text.as_str() {
            "send" => (&[("value", element)], Type::future(Type::Null)),
            "receive" => (&[], Type::future(received)),
            "try_receive" => (&[], received),
            "close" => (&[], Type::Null),
            "len" => (&[], Type::Int),
            _ => return self.unknown_own_method("Channel", name, CHANNEL_METHODS, arguments),
        };
        self.builtin_method(call, name, params, arguments);
        result
    }

    fn shared_method(&mut self, call: &'t Expr, element: &Type, name: &Name, arguments: &'t [Argument]) -> Type {
        let change = Type::Function(vec![element.clone()], Box::new(Type::Unknown));
        let (params, result): (&[(&str, &Type)], Type) = match name.text.as_str() {
            "get" => (&[], element.clone()),
            "set" => (&[("value", element)], Type::Null),
            "update" => (&[("change", &change)], element.clone()),
            _ => return self.unknown_own_method("Shared", name, SHARED_METHODS, arguments),
        };
        self.builtin_method(call, name, params, arguments);
        result
    }

    fn unknown_own_method(&mut self, ty: &str, name: &Name, known: &[&str], arguments: &'t [Argument]) -> Type {
        let near = nearest(&name.text, known.iter().copied());
        self.report(messages::unknown_method(name, ty, near));
        self.loose_arguments(arguments)
    }

    fn builtin_method(&mut self, call: &'t Expr, name: &Name, params: &[(&str, &Type)], arguments: &'t [Argument]) {
        let param = |(name, ty): &(&str, &Type)| ParamInfo {
            name: name.to_string(),
            ty: (*ty).clone(),
            has_default: false,
            variadic: false,
        };
        let words = CalleeWords { name: format!("`{}`", name.text), declared: None, has_fields: false };
        let callee = Callee { words, params: params.iter().map(param).collect(), known: Substitution::default() };
        self.bind_arguments(call.span, callee, arguments, None);
    }

    /// `object[index]`.
    pub fn index(&mut self, object: &'t Expr, index: &'t Expr, optional: bool) -> Type {
        let ty = self.expr(object, ANY);
        let index_ty = self.expr(index, ANY);
        self.needs_value(index, &index_ty, "an index");
        if self.needs_value(object, &ty, "`[…]`") {
            return Type::Unknown;
        }
        let ty = if optional { ty.without_null() } else { ty };
        let found = element_at(&ty, index);
        if optional { found.optional() } else { found }
    }

    /// What a `for` over the expression binds.
    pub fn iterated(&mut self, iterable: &'t Expr) -> Type {
        let ty = self.expr(iterable, ANY);
        if self.needs_value(iterable, &ty, "`for`") {
            return Type::Unknown;
        }
        if matches!(ty, Type::Int | Type::Float | Type::Bool | Type::Null | Type::Function(..)) {
            let diagnostic = super::messages::types::not_iterable(iterable.span, &self.show(&ty));
            self.report(diagnostic);
        }
        super::exprs::element_of(&ty)
    }

    /// `(await f)?` and `e?`.
    pub fn try_expr(&mut self, expr: &'t Expr, value: &'t Expr) -> Type {
        let ty = self.expr(value, ANY);
        let is_await = matches!(super::exprs::without_parens(value).kind, ExprKind::Await(_));
        self.check_try(expr, is_await);
        match ty {
            Type::Enum(EnumId::RESULT, parts) => {
                let mut parts = parts.into_iter();
                let ok = parts.next().unwrap_or(Type::Unknown);
                let mut failure = parts.next().unwrap_or(Type::Unknown);
                if is_await {
                    failure = union_of([failure, Type::String]);
                }
                self.frame().returns.push(Type::Enum(EnumId::RESULT, vec![Type::Unknown, failure]));
                ok
            }
            ty if is_await => {
                self.frame().returns.push(Type::Enum(EnumId::RESULT, vec![Type::Unknown, Type::String]));
                ty
            }
            ty => {
                self.needs_value(value, &ty, "`?`");
                self.frame().returns.push(Type::Unknown);
                Type::Unknown
            }
        }
    }

    /// `?` returns from the cell, so the cell must give a result.
    fn check_try(&mut self, expr: &'t Expr, is_await: bool) {
        let any_result = Type::Enum(EnumId::RESULT, vec![Type::Unknown, Type::Unknown]);
        let frame = self.frame();
        let in_defer = frame.defers > 0;
        let bad_result = frame.result.clone().filter(|result| !super::types::fits(&any_result, result));
        if in_defer {
            self.report(super::messages::control::leaves_defer(expr.span, "?"));
        } else if let Some(result) = bad_result {
            let diagnostic = super::messages::control::try_outside_result(expr.span, is_await, &self.show(&result));
            self.report(diagnostic);
        }
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
