//! Methods: of channels and shared cells, of enums, closures in fields, and any cell or builtin by its first argument.

use super::builtins;
use super::calls::Callee;
use super::checker::{ANY, Checker};
use super::globals::Global;
use super::habits::{self, Habit};
use super::messages::Meant;
use super::messages::calls::{self as messages, CalleeWords};
use super::nearest::nearest;
use super::types::{Substitution, admits_null};
use super::{ParamInfo, RecordId, Resolution, Type};
use crate::syntax::tree::{Argument, Expr, ExprKind, Name};
use crate::text::Span;

/// The methods of a channel.
pub const CHANNEL_METHODS: &[&str] = &["send", "receive", "try_receive", "close", "len"];
/// The methods of a shared cell.
pub const SHARED_METHODS: &[&str] = &["get", "set", "update"];

impl<'t> Checker<'t> {
    /// `object.name(arguments)`.
    pub fn method_call(&mut self, call: &'t Expr, callee: &'t Expr, arguments: &'t [Argument]) -> Type {
        let ExprKind::Field { object, name, optional } = &callee.kind else { return self.loose_arguments(arguments) };
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
        if self.is_foreign_dotted(object, name) {
            return self.loose_arguments(arguments);
        }
        let ty = self.expr(object, ANY);
        let ty = match optional {
            true => ty.without_null(),
            false => self.receiver(object, ty, name),
        };
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

    /// The type of what a method is called on; a free cell may take null too.
    fn receiver(&mut self, object: &'t Expr, ty: Type, name: &Name) -> Type {
        let present = ty.clone().without_null();
        let is_own = match &present {
            Type::Channel(_) | Type::Shared(_) => true,
            Type::Enum(id, _) => self.method_of(*id, &name.text).is_some(),
            Type::Record(id, _) => self.has_field(*id, &name.text),
            _ => false,
        };
        if is_own || (self.is_free_cell(&name.text) && !self.takes_null_first(&name.text)) {
            return self.present(object, ty, &format!("the method `{}`", name.text));
        }
        ty
    }

    /// Whether the first parameter of a cell or builtin takes null.
    fn takes_null_first(&mut self, name: &str) -> bool {
        let first = match self.free_cell(name) {
            Some(Resolution::Cell(id)) => self.out.cells[id.0 as usize].params.first(),
            Some(Resolution::Builtin(id)) => builtins::signature(id).and_then(|signature| signature.params.first()),
            _ => None,
        };
        first.is_none_or(|param| admits_null(&param.ty))
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
        let found = self.free_cell(&name.text);
        if ty.is_open() {
            return self.loose_arguments(arguments);
        }
        if let (Some(Resolution::Builtin(_)), "join", Type::String, [items]) = (found, &*name.text, &ty, arguments) {
            return self.join_text(object, &items.value);
        }
        match found {
            Some(found) => self.call_resolved(call, callee, found, arguments, Some((object, ty))),
            None if matches!(ty, Type::Future(_)) && habits::of_future(&name.text).is_none() => {
                self.report_future(object, &format!("the method `{}`", name.text), true);
                self.loose_arguments(arguments)
            }
            None => {
                self.unknown_method(&ty, name);
                self.loose_arguments(arguments)
            }
        }
    }

    /// `text.join(separator)`, or `", ".join(items)` as Python has it.
    fn join_text(&mut self, text: &Expr, argument: &'t Expr) -> Type {
        let ty = self.expr(argument, ANY);
        match ty {
            Type::List(_) | Type::Set(_) => self.report(messages::joined_backwards(text, argument.span)),
            ty => self.expect_type(argument, &ty, &Type::String, None),
        }
        Type::String
    }

    /// Whether a cell or builtin of this name can be called as a method.
    pub fn is_free_cell(&self, name: &str) -> bool {
        let own = self.globals.names.get(name).map(|(global, _)| matches!(global, Global::Cell(_)));
        own.unwrap_or_else(|| self.prelude.contains(name) || crate::prelude::builtin(name).is_some())
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
        let habit = match ty {
            Type::Future(_) => habits::of_future(&name.text),
            _ => habits::of_name(&name.text),
        };
        let is_cell = |global: &Global| matches!(global, Global::Cell(_));
        let cells = self.globals.names.iter().filter(|(_, (global, _))| is_cell(global)).map(|(name, _)| name.as_str());
        let free = crate::prelude::BUILTINS.iter().map(|row| row.name).chain(self.prelude.names());
        let known = own.into_iter().chain(cells).chain(free);
        let meant = Meant::of(habit, || self.near(&name.text, known));
        let diagnostic = messages::unknown_method(name, &self.show(ty), meant);
        self.report(diagnostic);
    }

    fn channel_method(&mut self, call: &'t Expr, element: &Type, name: &Name, arguments: &'t [Argument]) -> Type {
        self.tie_rounds();
        let received = element.clone().optional();
        let (params, result): (&[(&str, &Type)], Type) = match name.text.as_str() {
            "send" => (&[("value", element)], Type::future(Type::Null)),
            "receive" => (&[], Type::future(received)),
            "try_receive" => (&[], received),
            "close" => (&[], Type::Null),
            "len" => (&[], Type::Int),
            unknown => {
                let habit = habits::of_channel(unknown);
                return self.unknown_own_method("Channel", name, habit, CHANNEL_METHODS, arguments);
            }
        };
        self.builtin_method(call, name, params, arguments);
        result
    }

    fn shared_method(&mut self, call: &'t Expr, element: &Type, name: &Name, arguments: &'t [Argument]) -> Type {
        self.tie_rounds();
        let change = Type::Function(vec![element.clone()], Box::new(Type::Unknown));
        let (params, result): (&[(&str, &Type)], Type) = match name.text.as_str() {
            "get" => (&[], element.clone()),
            "set" => (&[("value", element)], Type::Null),
            "update" => (&[("change", &change)], element.clone()),
            unknown => {
                let habit = habits::of_shared(unknown);
                return self.unknown_own_method("Shared", name, habit, SHARED_METHODS, arguments);
            }
        };
        self.builtin_method(call, name, params, arguments);
        result
    }

    fn unknown_own_method(
        &mut self,
        ty: &str,
        name: &Name,
        habit: Option<Habit>,
        known: &[&str],
        arguments: &'t [Argument],
    ) -> Type {
        let meant = Meant::of(habit, || nearest(&name.text, known.iter().copied()));
        self.report(messages::unknown_method(name, ty, meant));
        self.loose_arguments(arguments)
    }

    fn builtin_method(&mut self, call: &'t Expr, name: &Name, params: &[(&str, &Type)], arguments: &'t [Argument]) {
        let param = |(name, ty): &(&str, &Type)| ParamInfo {
            name: name.to_string(),
            ty: (*ty).clone(),
            has_default: false,
            variadic: false,
            span: Span::NOWHERE,
            effects: None,
        };
        let words = CalleeWords { name: format!("`{}`", name.text), declared: None, has_fields: false };
        let callee = Callee { words, params: params.iter().map(param).collect(), known: Substitution::default() };
        self.bind_arguments(call.span, callee, arguments, None);
    }
}
