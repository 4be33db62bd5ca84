//! From tree to meaning: names, arity, types, and where a failure may be caught.
//!
//! [`check`] never fails: it gives a [`Checked`] program and all diagnostics; only a program without errors is compiled.
//! One walk resolves names and infers types; [`checker`] holds its state, each other module one concern.
//! Knows the tree and the prelude's table; knows nothing of bytecode or of running.

mod access;
mod arguments;
mod awaits;
mod blocks;
mod builtins;
mod calls;
mod checked;
mod checker;
mod composites;
mod conditions;
mod consequences;
mod constructors;
mod control;
mod effects;
mod endings;
mod exhaustive;
mod exprs;
mod failures;
mod flow;
mod functions;
mod globals;
mod habits;
mod matches;
mod messages;
mod methods;
mod misfits;
mod missing_values;
mod names;
mod nearest;
mod node_map;
mod operators;
mod outside;
mod overlap;
mod patterns;
mod placeholders;
mod prelude_cells;
mod results;
mod scope;
mod signatures;
mod types;
mod unused;
mod updates;

#[cfg(test)]
mod tests;

pub(crate) use builtins::read as read_signature;
pub use checked::{
    Capture, CaptureList, Catch, CellId, CellInfo, Checked, ConstId, EnumId, EnumInfo, ExternId, ExternInfo, FieldInfo,
    LocalId, LocalInfo, ParamInfo, RecordId, RecordInfo, Resolution, Scope, ToolId, ToolInfo, Type, VariantInfo,
};
pub use nearest::nearest;
pub use node_map::NodeMap;
pub use types::Show;
pub(crate) use types::{fits, holds_future};

use crate::diag::{Diagnostic, Edit, sort_by_place};
use crate::syntax::{Document, Parsed};
use crate::text::Span;
use prelude_cells::PreludeCells;

/// Checks a program; the diagnostics are those of parsing and of checking, in source order.
pub fn check(parsed: Parsed) -> (Checked, Vec<Diagnostic>) {
    let program = parsed.tree;
    let prelude = PreludeCells::new(program.node_count);
    let (mut checked, mut found) = checker::Checker::new(&program, &prelude).run(&program);
    consequences::drop_consequences(&program, &parsed.diagnostics, &mut found);
    checked.prelude = prelude.into_tree();
    checked.tree = program;
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(found);
    drop_fixes_across_fences(&parsed.document, &mut diagnostics);
    sort_by_place(&mut diagnostics);
    (checked, diagnostics)
}

/// In a document, a repair that would replace what stands between two blocks of the program is none.
fn drop_fixes_across_fences(document: &Document, diagnostics: &mut [Diagnostic]) {
    if !document.is_markdown {
        return;
    }
    let is_inside = |edit: &Edit| document.blocks.iter().any(|block| block.content.contains(edit.span));
    for diagnostic in diagnostics {
        diagnostic.fixes.retain(|fix| fix.edits.iter().all(is_inside));
    }
}

/// What is in scope at the place of a name that has no meaning: `cursor` is where it stands. Of the bodies only the one around
/// it is checked.
pub fn check_at(parsed: Parsed, cursor: Span) -> (Checked, Scope) {
    let program = parsed.tree;
    let prelude = PreludeCells::new(program.node_count);
    let (mut checked, scope) = checker::Checker::new(&program, &prelude).run_at(&program, cursor);
    checked.tree = program;
    (checked, scope)
}
