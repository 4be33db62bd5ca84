//! Declarations.

use super::Printer;
use crate::syntax::tree::{
    Alias, Cell, CellBody, Const, Enum, Extern, Field, Grant, Item, ItemKind, Param, Record, UseTool, Variant,
};

impl Printer {
    pub(super) fn item(&mut self, item: &Item) {
        for line in item.doc.iter().flat_map(|doc| doc.split('\n')) {
            self.line(format!("# {line}").trim_end());
        }
        self.begin_line();
        self.item_kind(&item.kind);
        self.end_statement();
    }

    fn item_kind(&mut self, kind: &ItemKind) {
        match kind {
            ItemKind::Cell(cell) => self.cell(cell),
            ItemKind::Record(record) => self.record(record),
            ItemKind::Enum(found) => self.enumeration(found),
            ItemKind::Alias(alias) => self.alias(alias),
            ItemKind::Const(found) => self.constant(found),
            ItemKind::UseTool(found) => self.use_tool(found),
            ItemKind::Grant(grant) => self.grant(grant),
            ItemKind::BindEffect(bind) => {
                self.put("bind effect ");
                self.name(&bind.effect);
                self.put(" to ");
                self.name(&bind.tool);
            }
            ItemKind::Extern(found) => self.extern_cell(found),
            ItemKind::Stmt(stmt) => self.stmt(stmt),
            ItemKind::Unsupported(_) | ItemKind::Error => {}
        }
    }

    fn public(&mut self, is_public: bool) {
        self.put(if is_public { "pub " } else { "" });
    }

    pub(super) fn cell(&mut self, cell: &Cell) {
        self.public(cell.is_public);
        self.put(if cell.is_async { "async cell " } else { "cell " });
        self.name(&cell.name);
        self.generics(&cell.generics);
        self.params(&cell.params);
        self.opt(" -> ", cell.result.as_ref(), Printer::result_ty);
        self.effects(cell.effects.as_ref());
        match &cell.body {
            CellBody::Block(block) => self.block(block),
            CellBody::Expr(value) => {
                self.put(" = ");
                self.expr(value);
            }
        }
    }

    pub(super) fn params(&mut self, params: &[Param]) {
        self.list("(", params, ")", Printer::param);
    }

    fn param(&mut self, param: &Param) {
        self.put(if param.variadic { "..." } else { "" });
        self.binding(&param.pattern);
        self.opt(": ", param.ty.as_ref(), Printer::ty);
        self.opt(" = ", param.default.as_ref(), Printer::expr);
    }

    fn extern_cell(&mut self, found: &Extern) {
        self.put("extern cell ");
        self.name(&found.name);
        self.params(&found.params);
        self.opt(" -> ", found.result.as_ref(), Printer::result_ty);
        self.effects(found.effects.as_ref());
    }

    fn record(&mut self, record: &Record) {
        self.public(record.is_public);
        self.put("record ");
        self.name(&record.name);
        self.generics(&record.generics);
        self.body(|printer| record.fields.iter().for_each(|field| printer.field_line(field)));
    }

    fn field_line(&mut self, field: &Field) {
        self.begin_line();
        self.field(field);
        self.end_line();
    }

    fn field(&mut self, field: &Field) {
        if let Some(name) = &field.name {
            self.name(name);
            self.put(": ");
        }
        self.ty(&field.ty);
        self.opt(" = ", field.default.as_ref(), Printer::expr);
        self.opt(" where ", field.check.as_ref(), Printer::expr);
    }

    fn enumeration(&mut self, found: &Enum) {
        self.public(found.is_public);
        self.put("enum ");
        self.name(&found.name);
        self.generics(&found.generics);
        self.body(|printer| {
            found.variants.iter().for_each(|variant| printer.variant(variant));
            for method in &found.methods {
                printer.begin_line();
                printer.cell(method);
                printer.end_line();
            }
        });
    }

    fn variant(&mut self, variant: &Variant) {
        self.begin_line();
        self.name(&variant.name);
        if !variant.fields.is_empty() {
            self.list("(", &variant.fields, ")", Printer::field);
        }
        self.end_line();
    }

    fn alias(&mut self, alias: &Alias) {
        self.public(alias.is_public);
        self.put("type ");
        self.name(&alias.name);
        self.generics(&alias.generics);
        self.put(" = ");
        self.ty(&alias.ty);
        self.opt(" where ", alias.check.as_ref(), Printer::expr);
    }

    fn constant(&mut self, found: &Const) {
        self.public(found.is_public);
        self.put("const ");
        self.name(&found.name);
        self.opt(": ", found.ty.as_ref(), Printer::ty);
        self.put(" = ");
        self.expr(&found.value);
    }

    fn use_tool(&mut self, found: &UseTool) {
        self.put("use tool ");
        self.name(&found.tool);
        self.put(" as ");
        self.name(&found.alias);
        if let Some(source) = &found.source {
            self.put(&format!(" from {source:?}"));
        }
    }

    fn grant(&mut self, grant: &Grant) {
        self.put("grant ");
        self.name(&grant.tool);
        for (key, value) in &grant.limits {
            self.put(" ");
            self.name(key);
            self.put(" ");
            self.expr(value);
        }
    }
}
