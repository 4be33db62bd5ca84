//! What a document declares, as a tree.

use super::analysis::Analysis;
use super::describe::{SymbolKind, cell_text};
use super::node::{Node, nodes_of};
use super::symbol::Globals;
use crate::check::Type;
use crate::syntax::tree::{
    Block, Cell, CellBody, Enum, Field, Item, ItemKind, Name, PatternKind, Stmt, StmtKind, Variant,
};
use crate::text::Span;

/// A declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// Its type or first line.
    pub detail: Option<String>,
    /// All of it.
    pub span: Span,
    /// Its name's place.
    pub selection: Span,
    /// What is declared inside.
    pub children: Vec<OutlineItem>,
}

/// The declarations of a document in source order.
pub fn outline(analysis: &Analysis) -> Vec<OutlineItem> {
    let outliner = Outliner { analysis, globals: analysis.globals() };
    analysis.checked.tree.items.iter().filter_map(|item| outliner.item(item)).collect()
}

struct Outliner<'a> {
    analysis: &'a Analysis,
    globals: Globals<'a>,
}

impl Outliner<'_> {
    fn item(&self, item: &Item) -> Option<OutlineItem> {
        let span = item.span;
        let (name, kind, detail, children) = match &item.kind {
            ItemKind::Cell(cell) => return Some(self.cell(cell, SymbolKind::Cell, span)),
            ItemKind::Record(record) => (&record.name, SymbolKind::Record, None, self.fields(&record.fields)),
            ItemKind::Enum(item) => (&item.name, SymbolKind::Enum, None, self.enum_parts(item)),
            ItemKind::Alias(alias) => (&alias.name, SymbolKind::Type, Some(alias.ty.span), Vec::new()),
            ItemKind::Const(constant) => (&constant.name, SymbolKind::Constant, Some(constant.value.span), Vec::new()),
            ItemKind::UseTool(tool) => (&tool.alias, SymbolKind::Tool, Some(tool.tool.span), Vec::new()),
            ItemKind::Extern(item) => (&item.name, SymbolKind::Extern, None, Vec::new()),
            ItemKind::Stmt(stmt) => return self.variable(stmt),
            _ => return None,
        };
        let detail = detail.map(|span| first_line(self.analysis.text(span)));
        Some(OutlineItem { name: name.text.clone(), kind, detail, span, selection: name.span, children })
    }

    fn cell(&self, cell: &Cell, kind: SymbolKind, span: Span) -> OutlineItem {
        let id = self.globals.cell_of(cell.id);
        let result = id.map_or(&Type::Unknown, |id| &self.analysis.checked.cells[id.0 as usize].result);
        let children = match &cell.body {
            CellBody::Block(block) => self.nested(block),
            CellBody::Expr(_) => Vec::new(),
        };
        let detail = Some(cell_text(self.analysis, cell, result));
        OutlineItem { name: cell.name.text.clone(), kind, detail, span, selection: cell.name.span, children }
    }

    /// The cells declared in a block, at any depth outside of other cells.
    fn nested(&self, block: &Block) -> Vec<OutlineItem> {
        let mut found: Vec<OutlineItem> = Vec::new();
        for node in nodes_of(Node::Block(block)) {
            if let Node::Cell(cell) = node
                && !found.iter().any(|outer| outer.span.contains(cell.span))
            {
                found.push(self.cell(cell, SymbolKind::Cell, cell.span));
            }
        }
        found
    }

    fn fields(&self, fields: &[Field]) -> Vec<OutlineItem> {
        let part = |field: &Field| {
            let name = field.name.as_ref()?;
            let detail = Some(self.analysis.text(field.ty.span).to_owned());
            Some(part(name, SymbolKind::Field, detail, field.span))
        };
        fields.iter().filter_map(part).collect()
    }

    fn enum_parts(&self, item: &Enum) -> Vec<OutlineItem> {
        let variant = |variant: &Variant| {
            let text = self.analysis.text(variant.span);
            let detail = (text != variant.name.text).then(|| first_line(text));
            part(&variant.name, SymbolKind::Variant, detail, variant.span)
        };
        let mut parts: Vec<OutlineItem> = item.variants.iter().map(variant).collect();
        parts.extend(item.methods.iter().map(|cell| self.cell(cell, SymbolKind::Method, cell.span)));
        parts
    }

    /// A `let` at top level that binds one name.
    fn variable(&self, stmt: &Stmt) -> Option<OutlineItem> {
        let StmtKind::Let(binding) = &stmt.kind else { return None };
        let (PatternKind::Name(name) | PatternKind::Typed { name, .. }) = &binding.pattern.kind else { return None };
        let ty = self.analysis.checked.types.get(binding.value.id);
        let detail = ty.map(|ty| self.analysis.show(ty));
        Some(part(name, SymbolKind::Variable, detail, stmt.span))
    }
}

fn part(name: &Name, kind: SymbolKind, detail: Option<String>, span: Span) -> OutlineItem {
    OutlineItem { name: name.text.clone(), kind, detail, span, selection: name.span, children: Vec::new() }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or("").to_owned()
}
