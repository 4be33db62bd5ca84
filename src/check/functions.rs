//! Bodies of cells, closures, constants and records.

use super::checker::{ANY, Checker, Progress, Use};
use super::effects::WrittenRow;
use super::endings::falls_through;
use super::globals::Global;
use super::messages::{declarations, types as messages};
use super::misfits::{Reason, last_value};
use super::scope::{Frame, FrameKind, Origin};
use super::types::{fits, union_of, without_future};
use super::{CellId, LocalId, Resolution, Type};
use crate::syntax::tree::{Cell, CellBody, Const, Enum, Expr, Lambda, LambdaBody, NodeId, Param, PatternKind, Record};

/// Cells without a written result are checked before their first use, but only this deep in a tree of calls and
/// expressions: beyond it their result is unknown. Chosen so that the host's stack is safe.
const AHEAD_DEPTH_MAX: u32 = 40;

impl<'t> Checker<'t> {
    /// Opens a function that may capture what is around it.
    pub fn open_function(&mut self, kind: FrameKind) {
        self.frames.push(Frame::new(kind, true));
        self.open_scope();
    }

    /// Closes the function that `node` stands for; gives the types it returns.
    pub fn close_function(&mut self, node: NodeId) -> Vec<Type> {
        self.close_scope();
        let frame = self.frames.pop().expect("every function that is closed was opened");
        self.out.captures.insert(node, frame.captures);
        frame.returns
    }

    /// The body of a cell at top level, in an enum or in the prelude; once.
    pub fn check_cell(&mut self, id: CellId) {
        let work = &mut self.cells[id.0 as usize];
        if work.progress != Progress::Todo {
            return;
        }
        work.progress = Progress::Doing;
        let (cell, side, generics) = (work.cell, work.side, work.generics.clone());
        let frames = std::mem::take(&mut self.frames);
        let outer_side = std::mem::replace(&mut self.side, side);
        let outer_generics = std::mem::replace(&mut self.generics, generics);
        let pending = self.pending_catch.take();
        let undeclared = std::mem::take(&mut self.undeclared);
        self.frames.push(Frame::new(FrameKind::Cell, false));
        self.open_scope();
        self.cell_body(id, cell);
        self.close_scope();
        self.frames = frames;
        self.side = outer_side;
        self.generics = outer_generics;
        self.pending_catch = pending;
        self.undeclared = undeclared;
        self.cells[id.0 as usize].progress = Progress::Done;
    }

    /// A cell without a written result, because its result is wanted now. (A nested cell is never waiting to be checked.)
    pub fn check_cell_ahead(&mut self, id: CellId) {
        if self.depth <= AHEAD_DEPTH_MAX {
            self.depth += 8;
            self.check_cell(id);
            self.depth -= 8;
        }
    }

    /// Parameters and body of a cell, inside its frame.
    fn cell_body(&mut self, id: CellId, cell: &'t Cell) {
        let info = &self.out.cells[id.0 as usize];
        let types: Vec<Type> = info.params.iter().map(|param| param.ty.clone()).collect();
        let declared = cell.result.is_some().then(|| info.result.clone());
        let frame = self.frame();
        frame.result = declared.clone();
        frame.result_span = cell.result.as_ref().map(|ty| ty.span);
        frame.effects = cell.effects.as_ref().map(WrittenRow::of);
        frame.settles = cell.is_async || cell.name.text == "main";
        self.params(&cell.params, &types);
        let usage = match &declared {
            Some(Type::Null) => Use::Nothing,
            Some(ty) => Use::Value(ty),
            None => ANY,
        };
        let given = match &cell.body {
            CellBody::Block(block) => self.block(block, usage),
            CellBody::Expr(value) => self.expr(value, declared.as_ref().map_or(ANY, Use::Value)),
        };
        match declared {
            Some(wanted) => self.check_result(cell, &given, &wanted),
            None => {
                let mut returns = std::mem::take(&mut self.frame().returns);
                returns.push(given);
                let result = union_of(returns);
                let result = if result == Type::Never { Type::Unknown } else { result };
                let result = if cell.is_async { without_future(result) } else { result };
                self.out.cells[id.0 as usize].result = result;
            }
        }
    }

    /// Whether what a cell ends with is what it says it gives.
    fn check_result(&mut self, cell: &'t Cell, given: &Type, wanted: &Type) {
        let settles = self.frame().settles;
        let given = if settles { without_future(given.clone()) } else { given.clone() };
        if *wanted == Type::Null {
            return;
        }
        let written = cell.result.as_ref().map(|ty| ty.span);
        match result_of(cell) {
            Some(value) if given != Type::Null => {
                let reason = written.map(Reason::written);
                match settles {
                    true => self.expect_settled(value, &given, wanted, reason),
                    false => self.expect_type(value, &given, wanted, reason),
                }
            }
            _ if !fits(&given, wanted) => {
                let shown = self.show(wanted);
                let falls = match &cell.body {
                    CellBody::Block(block) => falls_through(block),
                    CellBody::Expr(_) => None,
                };
                self.report(messages::missing_result(&cell.name, &shown, written, falls));
            }
            _ => {}
        }
    }

    /// Binds parameters; a default may use the parameters before it.
    fn params(&mut self, params: &'t [Param], types: &[Type]) {
        let mut names: Vec<&crate::syntax::tree::Name> = Vec::new();
        for (param, ty) in params.iter().zip(types) {
            if let Some(default) = &param.default {
                let given = self.expr(default, Use::Value(ty));
                self.expect_type(default, &given, ty, param.ty.as_ref().map(|ty| Reason::written(ty.span)));
            }
            if let Some(name) = super::patterns::single_name(&param.pattern) {
                if let Some(first) = names.iter().find(|first| first.text == name.text && name.text != "_") {
                    let diagnostic = declarations::duplicate_binding(name, first.span);
                    self.report(diagnostic);
                }
                names.push(name);
            }
            let inside = match ty {
                ty if param.variadic && !matches!(ty, Type::List(_)) => Type::list(ty.clone()),
                ty => ty.clone(),
            };
            let first_new = self.locals.len();
            self.bind_param(&param.pattern, &inside);
            let is_told = param.ty.is_some() || matches!(param.pattern.kind, PatternKind::Typed { .. });
            self.locals[first_new..].iter_mut().for_each(|facts| facts.is_told = is_told);
        }
    }

    /// A closure; what is wanted of it tells the types of its parameters.
    pub fn lambda(&mut self, node: NodeId, lambda: &'t Lambda, wanted: &Type) -> Type {
        let params = self.open_lambda(lambda, wanted);
        let given = self.lambda_body(lambda, wanted);
        self.close_lambda(node, lambda, params, given)
    }

    /// Opens a closure with its parameters bound; gives their types.
    fn open_lambda(&mut self, lambda: &'t Lambda, wanted: &Type) -> Vec<Type> {
        let mut types: Vec<Type> = self.param_infos(&lambda.params, None).into_iter().map(|param| param.ty).collect();
        if let Type::Function(hints, _) = wanted {
            for (ty, hint) in types.iter_mut().zip(hints).filter(|(ty, _)| ty.is_unknown()) {
                *ty = hint.clone();
            }
        }
        let declared = lambda.result.as_ref().map(|ty| self.written(ty));
        self.open_function(FrameKind::Closure);
        self.frame().result = declared;
        self.frame().result_span = lambda.result.as_ref().map(|ty| ty.span);
        self.params(&lambda.params, &types);
        types
    }

    fn lambda_body(&mut self, lambda: &'t Lambda, wanted: &Type) -> Type {
        let declared = self.frame().result.clone().map(Box::new);
        let usage = match (declared.as_deref(), wanted) {
            (Some(Type::Null), _) => Use::Nothing,
            (Some(ty), _) => Use::Value(ty),
            (None, Type::Function(_, result)) => Use::Value(result),
            (None, _) => ANY,
        };
        match &lambda.body {
            LambdaBody::Expr(value) => self.expr(value, usage),
            LambdaBody::Block(block) => self.block(block, usage),
        }
    }

    fn close_lambda(&mut self, node: NodeId, lambda: &'t Lambda, params: Vec<Type>, given: Type) -> Type {
        let declared = self.frame().result.clone();
        let last = match &lambda.body {
            LambdaBody::Expr(value) => Some(&**value),
            LambdaBody::Block(block) => last_value(block),
        };
        if let (Some(value), Some(declared)) = (last, &declared)
            && *declared != Type::Null
        {
            let reason = lambda.result.as_ref().map(|ty| Reason::written(ty.span));
            self.expect_type(value, &given, declared, reason);
        }
        let mut returns = self.close_function(node);
        if lambda.params.iter().any(|param| param.default.is_some() || param.variadic) {
            return Type::Unknown;
        }
        returns.push(given);
        Type::Function(params, Box::new(declared.unwrap_or_else(|| union_of(returns))))
    }

    /// A cell inside a block: a variable that holds a closure.
    pub fn nested_cell(&mut self, cell: &'t Cell) {
        let id = self.add_cell(cell, self.side, None, cell.name.text.clone());
        let mut generics = self.generics.clone();
        generics.append(&mut self.cells[id.0 as usize].generics);
        self.cells[id.0 as usize].generics = generics.clone();
        self.cells[id.0 as usize].progress = Progress::Doing;
        self.fill_signature(id);
        let outer_generics = std::mem::replace(&mut self.generics, generics);
        self.open_function(FrameKind::Cell);
        self.frame().own_name = Some((cell.name.text.clone(), id));
        self.cell_body(id, cell);
        self.check_own_name(cell);
        self.close_function(cell.id);
        self.generics = outer_generics;
        self.cells[id.0 as usize].progress = Progress::Done;
        self.bind_nested(cell, id);
    }

    fn check_own_name(&mut self, cell: &'t Cell) {
        let frame = self.frame();
        if let (Some(span), false) = (frame.own_name_used_inside, frame.captures.is_empty()) {
            self.report(declarations::recursive_capture(span, &cell.name.text, cell.name.span));
        }
    }

    fn bind_nested(&mut self, cell: &'t Cell, id: CellId) {
        let info = &self.out.cells[id.0 as usize];
        let result = if info.is_async { Type::future(info.result.clone()) } else { info.result.clone() };
        let params = info.params.iter().map(|param| param.ty.clone()).collect();
        let local = self.bind(&cell.name, Type::Function(params, Box::new(result)), Origin::Cell);
        self.out.nested_cells.insert(local, id);
        self.out.resolutions.insert(cell.id, Resolution::Local(local));
    }

    /// The value of a constant.
    pub fn constant(&mut self, constant: &'t Const) -> Type {
        let declared = constant.ty.as_ref().map(|ty| self.written(ty));
        let given = self.value_alone(&constant.value, declared.as_ref().unwrap_or(&Type::Unknown));
        if let Some(declared) = &declared {
            let reason = constant.ty.as_ref().map(|ty| Reason::written(ty.span));
            self.expect_type(&constant.value, &given, declared, reason);
        }
        declared.unwrap_or(given)
    }

    /// An expression that sees only global names.
    fn value_alone(&mut self, value: &'t Expr, wanted: &Type) -> Type {
        let frames = std::mem::take(&mut self.frames);
        self.frames.push(Frame::new(FrameKind::Value, false));
        self.open_scope();
        let ty = self.expr(value, Use::Value(wanted));
        self.close_scope();
        self.frames = frames;
        ty
    }

    /// Defaults and `where` checks of a record; checks see the fields' names.
    pub fn record_values(&mut self, record: &'t Record) {
        let Some(id) = self.record_id(record) else { return };
        let types: Vec<Type> = self.out.records[id.0 as usize].fields.iter().map(|field| field.ty.clone()).collect();
        for (field, ty) in record.fields.iter().zip(&types) {
            if let Some(default) = &field.default {
                let given = self.value_alone(default, ty);
                self.expect_type(default, &given, ty, Some(Reason::written(field.ty.span)));
            }
        }
        let frames = std::mem::replace(&mut self.frames, vec![Frame::new(FrameKind::Value, false)]);
        self.open_scope();
        let scope: Vec<LocalId> = record
            .fields
            .iter()
            .zip(types)
            .map(|(field, ty)| match &field.name {
                Some(name) => self.bind(name, ty, Origin::Param),
                None => self.add_local("", field.span, false, ty, Origin::Param),
            })
            .collect();
        record.fields.iter().filter_map(|field| field.check.as_ref()).for_each(|check| {
            self.condition(check);
        });
        self.close_scope();
        self.frames = frames;
        self.out.records[id.0 as usize].scope = scope;
    }

    /// Defaults of variants' fields.
    pub fn variant_defaults(&mut self, item: &'t Enum) {
        let Some((Global::Enum(id), _)) = self.globals.names.get(&item.name.text).copied() else { return };
        for (index, variant) in item.variants.iter().enumerate() {
            for (place, field) in variant.fields.iter().enumerate() {
                let Some(default) = &field.default else { continue };
                let known = self.out.enums[id.0 as usize].variants.get(index).and_then(|known| known.fields.get(place));
                let ty = known.map_or(Type::Unknown, |known| known.ty.clone());
                let given = self.value_alone(default, &ty);
                self.expect_type(default, &given, &ty, Some(Reason::written(field.ty.span)));
            }
        }
    }
}

/// The expression whose value a cell ends with.
fn result_of(cell: &Cell) -> Option<&Expr> {
    match &cell.body {
        CellBody::Expr(value) => Some(value),
        CellBody::Block(block) => last_value(block),
    }
}
