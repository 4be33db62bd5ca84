//! What a call calls, and which argument goes to which parameter.

use super::Compiler;
use crate::check::{CellId, EnumId, ExternId, ParamInfo, RecordId, Resolution, ToolId};
use crate::prelude::{BUILTINS, BuiltinId};
use crate::syntax::parse_signature;
use crate::syntax::tree::{Argument, Expr, ExprKind, Name, PatternKind};

/// What a call calls.
pub enum Callee<'a> {
    /// A cell that captures nothing.
    Cell(CellId),
    /// A cell whose closure is in a variable, or which is running: called as a value, with its parameters known.
    Closure(CellId),
    Builtin(BuiltinId),
    Record(RecordId),
    Variant(EnumId, u16),
    Tool(ToolId),
    Extern(ExternId),
    Method {
        object: &'a Expr,
        name: &'a Name,
        optional: bool,
    },
    /// Any other value.
    Value,
}

/// An argument of a call.
#[derive(Clone, Copy)]
pub struct Arg<'a> {
    /// `name:` before it.
    pub name: Option<&'a Name>,
    /// The value; may be a spread.
    pub value: &'a Expr,
}

impl<'a> Arg<'a> {
    /// An argument without name.
    pub fn plain(value: &'a Expr) -> Arg<'a> {
        Arg { name: None, value }
    }

    /// The arguments as written.
    pub fn list(arguments: &'a [Argument]) -> Vec<Arg<'a>> {
        arguments.iter().map(|argument| Arg { name: argument.name.as_ref(), value: &argument.value }).collect()
    }

    /// Whether it is `...xs`.
    pub fn is_spread(&self) -> bool {
        matches!(self.value.kind, ExprKind::Spread(_))
    }
}

/// Which argument goes to which parameter.
#[derive(Default)]
pub struct Arrangement<'a> {
    /// Number of parameters.
    pub count: usize,
    /// Parameter and argument, in the order of the arguments.
    pub given: Vec<(usize, &'a Expr)>,
    /// The parameter that collects the rest, and the rest.
    pub rest: Option<(usize, Vec<&'a Expr>)>,
    /// Parameters that are left out.
    pub absent: Vec<usize>,
}

/// Arranges arguments by the names and positions of the parameters. `None` when a spread argument decides at run time.
pub fn arrange<'a>(params: &[(&str, bool)], arguments: &[Arg<'a>]) -> Option<Arrangement<'a>> {
    let mut arrangement = Arrangement { count: params.len(), ..Arrangement::default() };
    let mut rest = Vec::new();
    let mut position = 0;
    for argument in arguments {
        let named = argument.name.and_then(|name| params.iter().position(|(known, _)| *known == name.text));
        let index = named.unwrap_or(position);
        let is_rest = named.is_none() && params.get(index).is_some_and(|(_, variadic)| *variadic);
        if is_rest {
            rest.push(argument.value);
            continue;
        }
        if argument.is_spread() {
            return None;
        }
        arrangement.given.push((index, argument.value));
        position += usize::from(named.is_none());
    }
    let is_given = |index: usize| arrangement.given.iter().any(|(given, _)| *given == index);
    let missing: Vec<usize> = (0..params.len()).filter(|index| !is_given(*index)).collect();
    for index in missing {
        match params[index].1 {
            true => arrangement.rest = Some((index, std::mem::take(&mut rest))),
            false => arrangement.absent.push(index),
        }
    }
    Some(arrangement)
}

/// Names and variadic marks of a cell's parameters.
pub fn param_names(params: &[ParamInfo]) -> Vec<(&str, bool)> {
    params.iter().map(|param| (param.name.as_str(), param.variadic)).collect()
}

/// The names of a builtin's parameters.
pub fn builtin_params(id: BuiltinId) -> Vec<String> {
    let signature = BUILTINS.get(usize::from(id.0)).and_then(|row| parse_signature(row.signature));
    let params = signature.map(|signature| signature.params).unwrap_or_default();
    let name = |kind| match kind {
        PatternKind::Name(name) | PatternKind::Typed { name, .. } => name.text,
        _ => String::new(),
    };
    params.into_iter().map(|param| name(param.pattern.kind)).collect()
}

impl<'a> Compiler<'a> {
    /// What `callee` is, and whether the object before its dot becomes the first argument.
    #[inline(never)]
    pub fn callee(&self, callee: &'a Expr) -> (Callee<'a>, Option<&'a Expr>) {
        let callee = callee.unparen();
        let resolution = self.resolution(callee.id);
        match (&callee.kind, resolution) {
            (ExprKind::Field { object, name, optional }, None) => {
                (Callee::Method { object, name, optional: *optional }, None)
            }
            (ExprKind::Field { object, .. }, Some(found @ (Resolution::Cell(_) | Resolution::Builtin(_)))) => {
                let is_receiver = !matches!(self.resolution(object.unparen().id), Some(Resolution::EnumName(_)));
                (self.resolved_callee(found), is_receiver.then_some(object.as_ref()))
            }
            (_, Some(found)) => (self.resolved_callee(found), None),
            _ => (Callee::Value, None),
        }
    }

    fn resolved_callee(&self, resolution: Resolution) -> Callee<'a> {
        match resolution {
            Resolution::Cell(id) if self.captures_nothing(id) => Callee::Cell(id),
            Resolution::Cell(id) => Callee::Closure(id),
            Resolution::Builtin(id) => Callee::Builtin(id),
            Resolution::Record(id) => Callee::Record(id),
            Resolution::Variant(of, index) => Callee::Variant(of, index),
            Resolution::Tool(id) => Callee::Tool(id),
            Resolution::Extern(id) => Callee::Extern(id),
            Resolution::Local(local) => match self.checked.nested_cells.get(&local) {
                Some(id) if self.captures_nothing(*id) => Callee::Cell(*id),
                Some(id) => Callee::Closure(*id),
                None => Callee::Value,
            },
            Resolution::Const(_) | Resolution::EnumName(_) => Callee::Value,
        }
    }

    fn captures_nothing(&self, id: CellId) -> bool {
        self.captures(self.checked.cells[id.0 as usize].node).is_empty()
    }
}
