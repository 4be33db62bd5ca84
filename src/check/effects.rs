//! Effect rows: shown, and checked as a remark only.
//!
//! A cell that writes a row is told of effects it uses through other cells and tools without naming them. A cell without
//! a row promises nothing, and neither does a function's type without one; with one, the cells that are passed for it are compared. `async` never needs to be named (rule R9).

use super::checker::Checker;
use super::messages::declarations as messages;
use super::scope::FrameKind;
use super::{CellId, Resolution, ToolId};
use crate::syntax::tree::{BindEffect, EffectRow, Expr, Name};
use crate::text::Span;

/// The row that a cell writes.
#[derive(Clone, Debug)]
pub struct WrittenRow {
    /// The effects' names.
    pub effects: Vec<String>,
    /// Where the row stands.
    pub span: Span,
}

impl WrittenRow {
    /// The row as it is written.
    pub fn of(row: &EffectRow) -> WrittenRow {
        WrittenRow { effects: row.effects.iter().map(|name| name.text.clone()).collect(), span: row.span }
    }

    /// Whether the row names `effect`, or what it is a part of: `llm` covers `llm.chat`.
    fn covers(&self, effect: &str) -> bool {
        let is_part = |own: &String| effect.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('.'));
        effect == "async" || self.effects.iter().any(|own| own == effect || is_part(own))
    }
}

impl<'t> Checker<'t> {
    /// `bind effect a.b to Name`: calls of the tool have that effect.
    pub fn bind_tool_effect(&mut self, bind: &BindEffect, tool: ToolId) {
        self.tool_effects.insert(tool, bind.effect.text.clone());
    }

    /// A call of a cell, at `span`.
    pub fn note_cell_effects(&mut self, span: Span, id: CellId) {
        let Some(row) = &self.cells[id.0 as usize].cell.effects else { return };
        let effects: Vec<String> = row.effects.iter().map(|name: &Name| name.text.clone()).collect();
        effects.iter().for_each(|effect| self.note_effect(span, effect));
    }

    /// A call of a tool: its bound effect, or the first part of its name.
    pub fn note_tool_effect(&mut self, span: Span, id: ToolId) {
        let name = &self.out.tools[id.0 as usize].tool;
        let first = name.split('.').next().unwrap_or(name).to_string();
        let effect = self.tool_effects.get(&id).cloned().unwrap_or(first);
        self.note_effect(span, &effect);
    }

    /// A cell that is passed as a function: the row of the parameter's type covers what the cell names.
    pub fn compare_effects(&mut self, value: &Expr, row: &EffectRow) {
        let id = match self.out.resolutions.get(value.unparen().id) {
            Some(Resolution::Cell(id)) => Some(*id),
            Some(Resolution::Local(local)) => self.out.nested_cells.get(local).copied(),
            _ => None,
        };
        let Some(own) = id.and_then(|id| self.cells[id.0 as usize].cell.effects.as_ref()) else { return };
        let wanted = WrittenRow::of(row);
        for effect in own.effects.iter().filter(|effect| !wanted.covers(&effect.text)) {
            self.report(messages::unexpected_effect(value.span, &effect.text, &wanted.effects, row.span));
        }
    }

    fn note_effect(&mut self, span: Span, effect: &str) {
        let cell = self.frames.iter().rev().find(|frame| frame.kind == FrameKind::Cell);
        let Some(row) = cell.and_then(|frame| frame.effects.clone()) else { return };
        if !row.covers(effect) {
            self.report(messages::missing_effect(span, effect, &row.effects, row.span));
        }
    }
}
