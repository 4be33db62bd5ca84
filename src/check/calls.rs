//! Calls: which argument goes to which parameter, and what a call gives.

use super::builtins;
use super::checker::{ANY, Checker, Use};
use super::messages::calls::{self as messages, CalleeWords};
use super::types::{Substitution, changeable};
use super::{CellId, EnumId, ParamInfo, RecordId, Resolution, Type};
use crate::prelude::{BUILTINS, BuiltinId};
use crate::syntax::tree::{Argument, Expr, ExprKind};
use crate::text::Span;

/// A value that comes before the written arguments: of `a |> f(b)` or `a.f(b)`.
pub type First<'t> = Option<(&'t Expr, Type)>;

/// What a call needs to know of its callee.
pub struct Callee {
    /// For messages.
    pub words: CalleeWords,
    /// Parameters in order.
    pub params: Vec<ParamInfo>,
    /// What is known of its generics before the call.
    pub known: Substitution,
}

impl<'t> Checker<'t> {
    /// `callee(arguments)`, with `first` before them.
    pub fn call(
        &mut self,
        call: &'t Expr,
        callee: &'t Expr,
        arguments: &'t [Argument],
        first: First<'t>,
        usage: Use,
    ) -> Type {
        match &callee.kind {
            ExprKind::Name(name) => {
                let Some(resolution) = self.resolve_callee(name, usage.wanted()) else {
                    self.unknown_name(name, usage.wanted());
                    return self.loose_arguments(arguments);
                };
                self.out.resolutions.insert(callee.id, resolution);
                self.call_resolved(call, callee, resolution, arguments, first)
            }
            ExprKind::Field { optional, .. } if first.is_none() => {
                let ty = self.method_call(call, callee, arguments);
                if *optional { ty.optional() } else { ty }
            }
            // The piped value comes before the method's own arguments; what takes both is known when it runs.
            ExprKind::Field { object, .. } if self.enum_before_dot(object).is_none() => {
                self.expr(object, ANY);
                self.loose_arguments(arguments)
            }
            _ => {
                let ty = self.expr(callee, ANY);
                self.call_value(call, callee, &ty, arguments, first)
            }
        }
    }

    /// A call of something whose meaning is known.
    pub fn call_resolved(
        &mut self,
        call: &'t Expr,
        callee: &'t Expr,
        what: Resolution,
        arguments: &'t [Argument],
        first: First<'t>,
    ) -> Type {
        match what {
            Resolution::Cell(id) => self.call_cell(call, callee.span, id, arguments, first),
            Resolution::Builtin(id) => self.call_builtin(call, id, arguments, first),
            Resolution::Record(id) => self.construct_record(call, id, arguments, first),
            Resolution::Variant(id, index) => self.construct_variant(call, id, index, arguments, first),
            Resolution::Extern(id) => {
                let info = &self.out.externs[id.0 as usize];
                let words = CalleeWords { name: format!("`{}`", info.name), declared: None, has_fields: false };
                let (params, result) = (info.params.clone(), info.result.clone());
                self.call_with(call, words, params, &result, arguments, first)
            }
            Resolution::Tool(id) => {
                self.note_tool_effect(call.span, id);
                self.loose_arguments(arguments)
            }
            Resolution::Local(local) => match self.out.nested_cells.get(&local).copied() {
                Some(id) => self.call_cell(call, callee.span, id, arguments, first),
                None => {
                    let ExprKind::Name(name) = &callee.kind else { return self.loose_arguments(arguments) };
                    let ty = self.name_expr(callee.id, name, ANY);
                    let ty = self.note(callee.id, ty);
                    self.call_value(call, callee, &ty, arguments, first)
                }
            },
            Resolution::Const(id) => {
                let ty = self.const_type(id);
                self.call_value(call, callee, &ty, arguments, first)
            }
            Resolution::EnumName(id) => {
                if let ExprKind::Name(name) = &callee.kind {
                    self.enum_as_value(name, id);
                }
                self.loose_arguments(arguments)
            }
        }
    }

    /// A call of a cell.
    pub fn call_cell(
        &mut self,
        call: &'t Expr,
        at: Span,
        id: CellId,
        arguments: &'t [Argument],
        first: First<'t>,
    ) -> Type {
        self.note_own_name(id, at);
        self.note_cell_effects(call.span, id);
        let result = self.result_of(id);
        let info = &self.out.cells[id.0 as usize];
        let declared = (!info.is_prelude).then_some(info.span);
        let words = CalleeWords { name: format!("`{}`", info.name), declared, has_fields: false };
        let params = info.params.clone();
        self.call_with(call, words, params, &result, arguments, first)
    }

    fn call_builtin(&mut self, call: &'t Expr, id: BuiltinId, arguments: &'t [Argument], first: First<'t>) -> Type {
        let Some(signature) = builtins::signature(id) else { return self.loose_arguments(arguments) };
        let name = format!("`{}`", BUILTINS[id.0 as usize].name);
        let words = CalleeWords { name, declared: None, has_fields: false };
        match self.call_with(call, words, signature.params.clone(), &signature.result, arguments, first) {
            // What is shared may change, as a `let mut` may.
            Type::Shared(value) => Type::Shared(Box::new(changeable(*value))),
            ty => ty,
        }
    }

    fn construct_record(&mut self, call: &'t Expr, id: RecordId, arguments: &'t [Argument], first: First<'t>) -> Type {
        let info = &self.out.records[id.0 as usize];
        let declared = self.globals.names.get(&info.name).map(|(_, span)| *span);
        let words = CalleeWords { name: format!("`{}`", info.name), declared, has_fields: true };
        let params = info.fields.iter().map(field_param).collect();
        let generics = self.record_generics[id.0 as usize].iter().map(|name| Type::Generic(name.clone())).collect();
        let made = self.call_with(call, words.clone(), params, &Type::Record(id, generics), arguments, first);
        self.updated_record(&words, arguments, made)
    }

    fn construct_variant(
        &mut self,
        call: &'t Expr,
        id: EnumId,
        index: u16,
        arguments: &'t [Argument],
        first: First<'t>,
    ) -> Type {
        let variant = &self.out.enums[id.0 as usize].variants[index as usize];
        let words = CalleeWords { name: format!("`{}`", variant.name), declared: None, has_fields: true };
        let params = variant.fields.iter().map(field_param).collect();
        let generics = self.enum_generics[id.0 as usize].iter().map(|name| Type::Generic(name.clone())).collect();
        self.call_with(call, words, params, &Type::Enum(id, generics), arguments, first)
    }

    /// A call of a value of type `ty`.
    pub fn call_value(
        &mut self,
        call: &'t Expr,
        callee: &'t Expr,
        ty: &Type,
        arguments: &'t [Argument],
        first: First<'t>,
    ) -> Type {
        let Type::Function(params, result) = ty else {
            if !self.needs_value_before(callee, ty, "the call") && is_never_callable(ty) {
                let diagnostic = messages::not_callable(callee.span, &self.show(ty));
                self.report(diagnostic);
            }
            return self.loose_arguments(arguments);
        };
        if let Some(name) = arguments.iter().find_map(|argument| argument.name.as_ref()) {
            self.report(messages::named_for_value(name.span));
            return self.loose_arguments(arguments);
        }
        let words = CalleeWords { name: "this function".to_string(), declared: None, has_fields: false };
        let param = |ty: &Type| ParamInfo {
            name: String::new(),
            ty: ty.clone(),
            has_default: false,
            variadic: false,
            span: Span::NOWHERE,
            effects: None,
        };
        self.call_with(call, words, params.iter().map(param).collect(), result, arguments, first)
    }

    fn call_with(
        &mut self,
        call: &'t Expr,
        words: CalleeWords,
        params: Vec<ParamInfo>,
        result: &Type,
        arguments: &'t [Argument],
        first: First<'t>,
    ) -> Type {
        let callee = Callee { words, params, known: Substitution::default() };
        self.bind_arguments(call.span, callee, arguments, first).apply(result)
    }

    /// Arguments of something unknown: only their insides are checked.
    pub fn loose_arguments(&mut self, arguments: &'t [Argument]) -> Type {
        for argument in arguments {
            self.expr(&argument.value, ANY);
        }
        Type::Unknown
    }
}

fn field_param(field: &super::FieldInfo) -> ParamInfo {
    ParamInfo {
        name: field.name.clone(),
        ty: field.ty.clone(),
        has_default: field.has_default,
        variadic: false,
        span: field.span,
        effects: None,
    }
}

fn is_never_callable(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Null
            | Type::Bool
            | Type::Int
            | Type::Float
            | Type::String
            | Type::Bytes
            | Type::List(_)
            | Type::Set(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Record(..)
            | Type::Enum(..)
            | Type::Channel(_)
            | Type::Shared(_)
    )
}
