//! A symbol in the language's own words: its declaration, and what a comment or the table of builtins says of it.

use super::analysis::Analysis;
use super::index::Binding;
use super::node::{Node, path};
use super::symbol::{Globals, OPERATIONS, Symbol, TYPES, row};
use super::words::word;
use crate::check::{CellId, EnumId, EnumInfo, FieldInfo, LocalId, ParamInfo, Type};
use crate::syntax::tree::{Cell, EffectRow, GenericParam, ItemKind, Param, TypeExpr};
use crate::text::Span;

/// What kind of thing a symbol is, in the words of editors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum SymbolKind {
    Cell,
    Builtin,
    Variable,
    Parameter,
    Constant,
    Record,
    Field,
    Enum,
    Variant,
    Method,
    Type,
    Tool,
    Extern,
    Keyword,
    Label,
    Snippet,
}

impl SymbolKind {
    /// The word used towards editors.
    pub fn word(self) -> &'static str {
        match self {
            SymbolKind::Cell => "cell",
            SymbolKind::Builtin => "builtin",
            SymbolKind::Variable => "variable",
            SymbolKind::Parameter => "parameter",
            SymbolKind::Constant => "constant",
            SymbolKind::Record => "record",
            SymbolKind::Field => "field",
            SymbolKind::Enum => "enum",
            SymbolKind::Variant => "variant",
            SymbolKind::Method => "method",
            SymbolKind::Type => "type",
            SymbolKind::Tool => "tool",
            SymbolKind::Extern => "extern",
            SymbolKind::Keyword => "keyword",
            SymbolKind::Label => "label",
            SymbolKind::Snippet => "snippet",
        }
    }
}

/// A symbol in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// What it is.
    pub kind: SymbolKind,
    /// Its declaration.
    pub code: String,
    /// What is said of it.
    pub doc: Option<String>,
    /// A line that shows it.
    pub example: Option<String>,
}

impl Description {
    fn new(kind: SymbolKind, code: String) -> Description {
        Description { kind, code, doc: None, example: None }
    }

    fn doc(mut self, doc: impl Into<Option<String>>) -> Description {
        self.doc = doc.into();
        self
    }
}

/// Describes what a name stands for.
pub fn describe(analysis: &Analysis, globals: &Globals<'_>, symbol: Symbol) -> Description {
    let checked = &analysis.checked;
    match symbol {
        Symbol::Local(local) => variable(analysis, local),
        Symbol::Cell(id) => cell(analysis, globals, id).doc(comment(analysis, globals, symbol)),
        Symbol::Builtin(name) => builtin(name),
        Symbol::Const(_) => written(analysis, globals, symbol, SymbolKind::Constant),
        Symbol::Record(_) => written(analysis, globals, symbol, SymbolKind::Record),
        Symbol::Field(id, index) => {
            let field = &checked.records[id.0 as usize].fields[index as usize];
            written_field(analysis, globals, symbol, field)
        }
        Symbol::Payload(id, variant, index) => {
            let field = &checked.enums[id.0 as usize].variants[variant as usize].fields[index as usize];
            written_field(analysis, globals, symbol, field)
        }
        Symbol::Enum(id) => {
            let code = enum_text(analysis, &checked.enums[id.0 as usize]);
            Description::new(SymbolKind::Enum, code).doc(comment(analysis, globals, symbol))
        }
        Symbol::Variant(id, index) => {
            let info = &checked.enums[id.0 as usize];
            let text = variant_text(analysis, info, index);
            Description::new(SymbolKind::Variant, format!("{}.{text}", info.name))
                .doc(comment(analysis, globals, symbol))
        }
        Symbol::Alias(_) => written(analysis, globals, symbol, SymbolKind::Type),
        Symbol::Tool(_) => written(analysis, globals, symbol, SymbolKind::Tool),
        Symbol::Extern(_) => written(analysis, globals, symbol, SymbolKind::Extern),
        Symbol::ExternParam(id, index) => {
            let code = param_text(analysis, &checked.externs[id.0 as usize].params[index as usize]);
            Description::new(SymbolKind::Parameter, code)
        }
        Symbol::Label(_) => {
            let name = analysis.index().declaration(symbol).map_or("", |span| analysis.text(span));
            let doc = "The label of a loop: `break` and `continue` can name it.".to_owned();
            Description::new(SymbolKind::Label, format!("@{name}")).doc(doc)
        }
        Symbol::Operation(of, name) => operation(of, name),
        Symbol::Type(name) => builtin_type(name),
    }
}

fn variable(analysis: &Analysis, local: LocalId) -> Description {
    let info = &analysis.checked.locals[local.0 as usize];
    let ty = if info.ty.is_unknown() { String::new() } else { format!(": {}", analysis.show(&info.ty)) };
    let (kind, before) = match analysis.index().bindings.get(&local) {
        Some(Binding::Parameter) => (SymbolKind::Parameter, ""),
        Some(Binding::Let) if info.mutable => (SymbolKind::Variable, "let mut "),
        Some(Binding::Let) => (SymbolKind::Variable, "let "),
        Some(Binding::Entry) | None => (SymbolKind::Variable, ""),
    };
    Description::new(kind, format!("{before}{}{ty}", info.name))
}

/// A cell's first line, with its result also where that is not written.
fn cell(analysis: &Analysis, globals: &Globals<'_>, id: CellId) -> Description {
    let info = &analysis.checked.cells[id.0 as usize];
    let kind = if info.method_of.is_some() { SymbolKind::Method } else { SymbolKind::Cell };
    let code = match globals.cell(id) {
        Some(tree) => cell_text(analysis, tree, &info.result),
        None => format!("cell {}", info.name),
    };
    Description::new(kind, code)
}

/// The first line of a cell as it is written; `result` is its result where none is.
pub fn cell_text(analysis: &Analysis, cell: &Cell, result: &Type) -> String {
    let is_async = if cell.is_async { "async " } else { "" };
    let params = params_text(analysis, &cell.params);
    let result = result_text(analysis, cell.result.as_ref(), result);
    let generics = generics_text(&cell.generics);
    format!("{is_async}cell {}{generics}({params}){result}{}", cell.name.text, effects_text(cell.effects.as_ref()))
}

/// Parameters as they are written.
pub fn params_text(analysis: &Analysis, params: &[Param]) -> String {
    params.iter().map(|param| analysis.text(param.span)).collect::<Vec<_>>().join(", ")
}

/// ` -> T`, written or found out; empty when neither.
pub fn result_text(analysis: &Analysis, written: Option<&TypeExpr>, found: &Type) -> String {
    match written {
        Some(ty) => format!(" -> {}", analysis.text(ty.span)),
        None if found.is_unknown() => String::new(),
        None => format!(" -> {}", analysis.show(found)),
    }
}

fn generics_text(generics: &[GenericParam]) -> String {
    if generics.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = generics.iter().map(|generic| generic.name.text.as_str()).collect();
    format!("[{}]", names.join(", "))
}

fn effects_text(effects: Option<&EffectRow>) -> String {
    let Some(row) = effects else { return String::new() };
    let names: Vec<&str> = row.effects.iter().map(|name| name.text.as_str()).collect();
    format!(" / {{{}}}", names.join(", "))
}

/// `name: T`, with what its being optional means.
pub fn param_text(analysis: &Analysis, param: &ParamInfo) -> String {
    let dots = if param.variadic { "..." } else { "" };
    if param.ty.is_unknown() {
        return format!("{dots}{}", param.name);
    }
    format!("{dots}{}: {}", param.name, analysis.show(&param.ty))
}

fn builtin(name: &str) -> Description {
    let Some(row) = row(name) else { return Description::new(SymbolKind::Builtin, name.to_owned()) };
    Description {
        kind: SymbolKind::Builtin,
        code: format!("{}{}", row.name, row.signature),
        doc: Some(row.doc.to_owned()),
        example: Some(row.example.to_owned()),
    }
}

/// The declaration as it stands in the source.
fn written(analysis: &Analysis, globals: &Globals<'_>, symbol: Symbol, kind: SymbolKind) -> Description {
    let span = globals.declaration(symbol);
    let code = span.map_or_else(String::new, |span| declaration_text(analysis, span));
    Description::new(kind, code).doc(comment(analysis, globals, symbol))
}

/// Declarations of more lines than this are cut. Chosen by feel.
const LINES_MAX: usize = 12;

fn declaration_text(analysis: &Analysis, name: Span) -> String {
    let path = path(&analysis.checked.tree, name);
    let Some(Node::Item(item)) = path.first() else { return analysis.text(name).to_owned() };
    let text = analysis.text(item.span).trim_end();
    let text = if matches!(item.kind, ItemKind::Record(_)) { text } else { text.lines().next().unwrap_or("") };
    let lines: Vec<&str> = text.lines().collect();
    match lines.len() > LINES_MAX {
        true => format!("{}\n  …\nend", lines[..LINES_MAX].join("\n")),
        false => lines.join("\n"),
    }
}

fn written_field(analysis: &Analysis, globals: &Globals<'_>, symbol: Symbol, info: &FieldInfo) -> Description {
    Description::new(SymbolKind::Field, field_text(analysis, info)).doc(comment(analysis, globals, symbol))
}

fn field_text(analysis: &Analysis, info: &FieldInfo) -> String {
    let ty = analysis.show(&info.ty);
    if info.name.starts_with(|ch: char| ch.is_ascii_digit()) { ty } else { format!("{}: {ty}", info.name) }
}

/// `Circle(radius: Int)`
pub fn variant_text(analysis: &Analysis, info: &EnumInfo, index: u16) -> String {
    let Some(variant) = info.variants.get(index as usize) else { return String::new() };
    if variant.fields.is_empty() {
        return variant.name.clone();
    }
    let fields: Vec<String> = variant.fields.iter().map(|field| field_text(analysis, field)).collect();
    format!("{}({})", variant.name, fields.join(", "))
}

fn enum_text(analysis: &Analysis, info: &EnumInfo) -> String {
    let variants = (0..info.variants.len() as u16).map(|index| format!("\n  {}", variant_text(analysis, info, index)));
    format!("enum {}{}\nend", info.name, variants.collect::<String>())
}

fn operation(of: &str, name: &str) -> Description {
    let Some(row) = OPERATIONS.iter().find(|row| row.0 == of && row.1 == name) else {
        return Description::new(SymbolKind::Method, name.to_owned());
    };
    let kind = if row.2.starts_with(':') { SymbolKind::Field } else { SymbolKind::Method };
    Description::new(kind, format!("{of}[T].{name}{}", row.2)).doc(row.3.to_owned())
}

fn builtin_type(name: &str) -> Description {
    let row = TYPES.iter().find(|row| row.0 == name);
    let code = format!("{name}{}", row.map_or("", |row| row.1));
    Description::new(SymbolKind::Type, code).doc(row.map(|row| row.2.to_owned()))
}

/// A word of the language.
pub fn keyword(text: &str) -> Option<Description> {
    let row = word(text)?;
    Some(Description {
        kind: SymbolKind::Keyword,
        code: row.word.to_owned(),
        doc: Some(row.doc.to_owned()),
        example: Some(row.example.to_owned()),
    })
}

/// What the comment lines directly above a declaration say.
fn comment(analysis: &Analysis, globals: &Globals<'_>, symbol: Symbol) -> Option<String> {
    match symbol {
        Symbol::Variant(EnumId::RESULT | EnumId::FUTURE_STATE, _) => None,
        _ => comment_above(&analysis.source, globals.declaration(symbol)?.start),
    }
}

/// The comment lines directly above the line of `offset`.
pub fn comment_above(source: &str, offset: u32) -> Option<String> {
    let line_start = source[..offset as usize].rfind('\n')?;
    let above = source[..line_start].lines().rev().map(str::trim).take_while(|line| line.starts_with('#'));
    let mut lines: Vec<&str> = above.map(|line| line.trim_start_matches('#').trim()).collect();
    lines.reverse();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
