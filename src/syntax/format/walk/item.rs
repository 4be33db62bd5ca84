//! Declarations and the program as a whole.

use super::bracket::Style;
use super::{STEP, Walker, line};
use crate::base::{sort_by, sort_by_key};
use crate::syntax::format::atoms::AtomIndex;
use crate::syntax::format::plan::{Line, Note};
use crate::syntax::token::T;
use crate::syntax::tree::{
    Cell, CellBody, EffectRow, Enum, Field, Grant, Item, ItemKind, Name, Param, Record, Tree, TypeExpr,
};
use crate::text::Span;

impl Walker<'_, '_> {
    /// Directives, declarations and statements, with a blank line around each declaration that has a block.
    pub(super) fn program(&mut self, tree: &Tree) {
        let directives = tree.directives.iter().map(|directive| (directive.span, false));
        let items = tree.items.iter().map(|item| (item.span, has_block(item)));
        let mut all: Vec<(Span, bool)> = directives.chain(items).collect();
        sort_by_key(&mut all, |(span, _)| span.start);
        let mut is_behind_block = false;
        for (index, &(span, has_block)) in all.iter().enumerate() {
            let is_apart = index > 0 && (has_block || is_behind_block);
            let line = if is_apart { Line::Apart } else { line(index) };
            self.plan.line(self.plan.atoms.at(span.start), line);
            is_behind_block = has_block;
        }
        tree.items.iter().for_each(|item| self.afresh(|walker| walker.item(item)));
    }

    fn item(&mut self, item: &Item) {
        let last = self.plan.atoms.before(item.span.end);
        match &item.kind {
            ItemKind::Cell(cell) => self.cell(cell),
            ItemKind::Record(record) => self.record(record, last),
            ItemKind::Enum(found) => self.enumeration(found, last),
            ItemKind::Alias(alias) => {
                self.generics(&alias.name);
                self.ty(&alias.ty);
                self.opt_expr(alias.check.as_ref());
            }
            ItemKind::Const(found) => {
                found.ty.iter().for_each(|ty| self.ty(ty));
                self.value(&found.value);
            }
            ItemKind::Grant(grant) => self.grant(grant, last),
            ItemKind::Extern(found) => {
                let open = self.generics(&found.name);
                self.signature(open, &found.params, found.result.as_ref(), found.effects.as_ref());
            }
            ItemKind::Stmt(stmt) => self.stmt(stmt),
            ItemKind::UseTool(_) | ItemKind::BindEffect(_) | ItemKind::Unsupported(_) | ItemKind::Error => {}
        }
    }

    /// The generic parameters behind a name, if there are any; the atom behind them.
    fn generics(&mut self, name: &Name) -> AtomIndex {
        let open = self.plan.atoms.at(name.span.end);
        match self.kind(open) {
            T::LeftBracket => self.attached(open, Style::Entries),
            _ => open,
        }
    }

    pub(super) fn cell(&mut self, cell: &Cell) {
        let open = self.generics(&cell.name);
        self.signature(open, &cell.params, cell.result.as_ref(), cell.effects.as_ref());
        match &cell.body {
            CellBody::Block(block) => self.block(block),
            CellBody::Expr(value) => self.value(value),
        }
    }

    /// Parameters, whose bracket is at `open`, result and effects.
    pub(super) fn signature(
        &mut self,
        open: AtomIndex,
        params: &[Param],
        result: Option<&TypeExpr>,
        effects: Option<&EffectRow>,
    ) {
        self.attached(open, Style::Entries);
        self.afresh(|walker| params.iter().for_each(|param| walker.param(param)));
        result.into_iter().for_each(|ty| self.ty(ty));
        self.effects(effects);
    }

    fn param(&mut self, param: &Param) {
        self.pattern(&param.pattern);
        param.ty.iter().for_each(|ty| self.ty(ty));
        self.opt_expr(param.default.as_ref());
    }

    pub(super) fn effects(&mut self, row: Option<&EffectRow>) {
        if let Some(row) = row {
            let open = self.plan.atoms.at(row.span.start) + 1;
            if self.kind(open) == T::LeftBrace {
                self.bracket(open, Style::Entries);
            }
        }
    }

    fn record(&mut self, record: &Record, last: AtomIndex) {
        self.generics(&record.name);
        let starts: Vec<u32> = record.fields.iter().map(|field| field.span.start).collect();
        self.members(&starts, last);
        record.fields.iter().for_each(|field| self.field(field));
    }

    fn field(&mut self, field: &Field) {
        self.ty(&field.ty);
        self.opt_expr(field.default.as_ref());
        self.opt_expr(field.check.as_ref());
    }

    fn enumeration(&mut self, found: &Enum, last: AtomIndex) {
        self.generics(&found.name);
        let variants = found.variants.iter().map(|variant| variant.span.start);
        let methods = found.methods.iter().map(|method| method.span.start);
        let mut starts: Vec<u32> = variants.chain(methods).collect();
        sort_by(&mut starts, u32::cmp);
        self.members(&starts, last);
        for variant in &found.variants {
            let open = self.plan.atoms.at(variant.name.span.end);
            if self.kind(open) == T::LeftParen {
                self.attached(open, Style::Entries);
                self.afresh(|walker| variant.fields.iter().for_each(|field| walker.field(field)));
            }
        }
        found.methods.iter().for_each(|method| self.cell(method));
    }

    /// Members at these places, one a line, up to the `end` that is the atom `last`.
    fn members(&mut self, starts: &[u32], last: AtomIndex) {
        let opener = starts.first().map_or(last, |&start| self.plan.atoms.at(start)) - 1;
        self.indented(opener, last, |walker| {
            for (index, &start) in starts.iter().enumerate() {
                walker.plan.line(walker.plan.atoms.at(start), line(index));
            }
        });
    }

    /// Limits on one line, or one a line; a written `end` needs lines.
    fn grant(&mut self, grant: &Grant, last: AtomIndex) {
        let Some((first, _)) = grant.limits.first() else { return };
        let first = self.plan.atoms.at(first.span.start);
        let has_end = self.kind(last) == T::End;
        let group = self.plan.group(true, has_end || self.plan.atoms.all[first].starts_line);
        self.plan.behind(first - 1, Note::Open(group));
        self.plan.behind(first - 1, Note::Indent(Some(group), STEP));
        for (key, value) in &grant.limits {
            self.plan.opt_break(self.plan.atoms.at(key.span.start), group, true);
            self.expr(value);
        }
        match has_end {
            true => {
                self.plan.before(last, Note::Indent(Some(group), -STEP));
                self.plan.line(last, Line::Closing);
            }
            false => self.plan.behind(last, Note::Indent(Some(group), -STEP)),
        }
        self.plan.behind(last, Note::Close);
    }
}

/// Whether a declaration stands on several lines.
fn has_block(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Cell(cell) => matches!(cell.body, CellBody::Block(_)),
        ItemKind::Record(_) | ItemKind::Enum(_) => true,
        _ => false,
    }
}
