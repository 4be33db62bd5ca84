//! What is called: its parameters in words, for calls under work.

use super::analysis::Analysis;
use super::describe::{describe, param_text, result_text};
use super::symbol::{Globals, OPERATIONS, Symbol, operation, row};
use crate::check::{CellId, FieldInfo, ParamInfo, Resolution, Type};
use crate::syntax::tree::{Expr, ExprKind};

/// A parameter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// As it is declared: `n: Int = 1`.
    pub text: String,
    /// Its name; empty when it has none.
    pub name: String,
    /// Whether it may be left out.
    pub is_optional: bool,
    /// Whether it takes all that is left.
    pub is_variadic: bool,
}

/// Something that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callee {
    /// What stands before the parameters.
    pub head: String,
    /// In order, without one that is given before the dot or the pipe.
    pub parameters: Vec<Parameter>,
    /// What stands behind them.
    pub tail: String,
    /// What is said of it.
    pub doc: Option<String>,
}

impl Parameter {
    /// Reads `name: T = default`, `...rest: T`.
    pub fn of_text(text: &str) -> Parameter {
        let bare = text.trim_start_matches("...");
        let end = bare.find(|ch: char| !(ch.is_alphanumeric() || ch == '_')).unwrap_or(bare.len());
        Parameter {
            text: text.to_owned(),
            name: bare[..end].to_owned(),
            is_optional: text.contains('='),
            is_variadic: text.starts_with("..."),
        }
    }

    fn of_field(analysis: &Analysis, field: &FieldInfo) -> Parameter {
        let is_named = !field.name.starts_with(|ch: char| ch.is_ascii_digit());
        let ty = analysis.show(&field.ty);
        let text = if is_named { format!("{}: {ty}", field.name) } else { ty };
        let name = if is_named { field.name.clone() } else { String::new() };
        let text = if field.has_default { format!("{text} = …") } else { text };
        Parameter { text, name, is_optional: field.has_default, is_variadic: false }
    }

    fn of_type(analysis: &Analysis, ty: &Type) -> Parameter {
        Parameter { text: analysis.show(ty), name: String::new(), is_optional: false, is_variadic: false }
    }

    fn of_info(analysis: &Analysis, info: &ParamInfo) -> Parameter {
        let mut parameter = Parameter::of_text(&param_text(analysis, info));
        if info.has_default {
            parameter.is_optional = true;
            parameter.text.push_str(" = …");
        }
        parameter
    }
}

/// What `callee(…)` calls, as far as it is known.
pub fn callee(analysis: &Analysis, globals: &Globals<'_>, callee: &Expr) -> Option<Callee> {
    let checked = &analysis.checked;
    if let Some(found) = checked.resolutions.get(callee.id) {
        let symbol = globals.resolved(checked, *found);
        let is_method_of_value = is_behind_value(analysis, callee);
        return of_symbol(analysis, globals, symbol, is_method_of_value).or_else(|| of_value(analysis, callee));
    }
    match &callee.kind {
        ExprKind::Field { object, name, .. } => {
            let ty = checked.types.get(object.id).cloned().unwrap_or(Type::Unknown).without_null();
            let is_operation = operation(&ty, &name.text);
            let found = is_operation.or_else(|| globals.get(&name.text))?;
            of_symbol(analysis, globals, found, is_operation.is_none())
        }
        ExprKind::Name(name) => {
            let found = globals.get(&name.text);
            found.and_then(|symbol| of_symbol(analysis, globals, symbol, false)).or_else(|| of_value(analysis, callee))
        }
        _ => of_value(analysis, callee),
    }
}

/// Whether the callee is the method of a value, which is then its first argument.
fn is_behind_value(analysis: &Analysis, callee: &Expr) -> bool {
    let ExprKind::Field { object, .. } = &callee.kind else { return false };
    !matches!(analysis.checked.resolutions.get(object.id), Some(Resolution::EnumName(_)))
}

/// What a symbol calls; `skips_first` leaves out the parameter that is given before the dot or the pipe.
pub fn of_symbol(analysis: &Analysis, globals: &Globals<'_>, symbol: Symbol, skips_first: bool) -> Option<Callee> {
    let checked = &analysis.checked;
    let mut found = match symbol {
        Symbol::Cell(id) => of_cell(analysis, globals, id)?,
        Symbol::Builtin(name) => {
            let row = row(name)?;
            of_signature(name, row.signature)
        }
        Symbol::Record(id) => {
            of_fields(analysis, &checked.records[id.0 as usize].name, &checked.records[id.0 as usize].fields)
        }
        Symbol::Variant(id, index) => {
            let info = &checked.enums[id.0 as usize];
            let variant = info.variants.get(index as usize)?;
            of_fields(analysis, &variant.name, &variant.fields)
        }
        Symbol::Extern(id) => {
            let info = &checked.externs[id.0 as usize];
            let parameters = info.params.iter().map(|param| Parameter::of_info(analysis, param)).collect();
            with(info.name.clone(), parameters, result_text(analysis, None, &info.result))
        }
        Symbol::Operation(of, name) => {
            let row = OPERATIONS.iter().find(|row| row.0 == of && row.1 == name)?;
            if !row.2.starts_with('(') {
                return None;
            }
            of_signature(name, row.2)
        }
        _ => return None,
    };
    found.doc = describe(analysis, globals, symbol).doc;
    if skips_first && !matches!(symbol, Symbol::Operation(..)) && !found.parameters.is_empty() {
        found.parameters.remove(0);
    }
    Some(found)
}

fn with(name: String, parameters: Vec<Parameter>, tail: String) -> Callee {
    Callee { head: name, parameters, tail, doc: None }
}

fn of_fields(analysis: &Analysis, name: &str, fields: &[FieldInfo]) -> Callee {
    with(name.to_owned(), fields.iter().map(|field| Parameter::of_field(analysis, field)).collect(), String::new())
}

fn of_cell(analysis: &Analysis, globals: &Globals<'_>, id: CellId) -> Option<Callee> {
    let tree = globals.cell(id)?;
    let parameters = tree.params.iter().map(|param| Parameter::of_text(analysis.text(param.span))).collect();
    let result = &analysis.checked.cells[id.0 as usize].result;
    Some(with(tree.name.text.clone(), parameters, result_text(analysis, tree.result.as_ref(), result)))
}

fn of_value(analysis: &Analysis, callee: &Expr) -> Option<Callee> {
    let Type::Function(params, result) = analysis.checked.types.get(callee.id)? else { return None };
    let head = analysis.text(callee.span);
    let head = if head.contains('\n') { "fn" } else { head };
    let parameters = params.iter().map(|ty| Parameter::of_type(analysis, ty)).collect();
    Some(with(head.to_owned(), parameters, result_text(analysis, None, result)))
}

/// Reads `(items: list[T], value: T = null) -> list[T]`.
pub fn of_signature(name: &str, signature: &str) -> Callee {
    let mut parameters = Vec::new();
    let (mut depth, mut start) = (0, 1);
    let mut end = signature.len();
    for (at, ch) in signature.char_indices() {
        match ch {
            '(' | '[' => depth += 1,
            ']' => depth -= 1,
            ',' if depth == 1 => {
                parameters.push(Parameter::of_text(signature[start..at].trim()));
                start = at + 1;
            }
            ')' => {
                depth -= 1;
                if depth == 0 {
                    end = at;
                    break;
                }
            }
            _ => {}
        }
    }
    let last = signature.get(start..end).unwrap_or("").trim();
    if !last.is_empty() {
        parameters.push(Parameter::of_text(last));
    }
    with(name.to_owned(), parameters, signature.get(end + 1..).unwrap_or("").to_owned())
}
