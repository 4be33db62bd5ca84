//! Words about declarations.

use super::{Meant, suggest};
use crate::diag::{Diagnostic, Severity};
use crate::syntax::tree::Name;
use crate::text::Span;

pub fn duplicate_declaration(name: &Name, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-declaration", name.span, format!("`{}` is declared twice", name.text))
        .label(first, "first declared here")
        .help("give one of them another name")
}

pub fn unknown_directive(span: Span, name: &str, near: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::hint("unknown-directive", span, format!("`@{name}` has no effect here"));
    suggest(diagnostic, near.map(Meant::Near), || {
        "the directive this playground knows is `@deterministic true`".to_string()
    })
}

pub fn bad_directive_value(span: Span, value: &str) -> Diagnostic {
    Diagnostic::error("bad-directive", span, format!("`@deterministic` is `true` or `false`, not `{value}`"))
        .help("write `@deterministic true` to start spawned futures in order, or leave the line out")
}

pub fn other_future_state(span: Span) -> Diagnostic {
    Diagnostic::error("future-state-mismatch", span, "`FutureState` has other variants than the language's own")
        .help("its variants are `Pending`, `Completed(value: T)` and `Error(message: String)`; or choose another name")
}

pub fn method_without_self(span: Span) -> Diagnostic {
    Diagnostic::error("method-without-self", span, "a cell inside an enum needs `self` as its first parameter")
        .help("write `cell name(self, …)`, or move the cell out of the enum")
}

pub fn unknown_tool(tool: &Name, near: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-tool", tool.span, format!("no tool is called `{}` here", tool.text));
    suggest(diagnostic, near.map(Meant::Near), || format!("declare it first: `use tool some.name as {}`", tool.text))
}

pub fn shadows_builtin(name: &Name) -> Diagnostic {
    Diagnostic::hint("shadows-builtin", name.span, format!("`{}` hides the builtin of the same name", name.text))
        .help("that is allowed; the builtin cannot be reached where this name is visible")
}

/// A program of cells alone has nothing to run then; beside top-level lines such a `main` is a cell like any other.
pub fn main_has_parameters(span: Span, severity: Severity) -> Diagnostic {
    Diagnostic::new(severity, "main-has-parameters", span, "`main` has parameters, so it cannot be run by itself")
        .help("give every parameter a default, or call `main(…)` from a top-level line")
}

pub fn duplicate_binding(name: &Name, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-binding", name.span, format!("`{}` is bound twice here", name.text))
        .label(first, "first bound here")
        .help("give each part a name of its own, or `_` to ignore it")
}

pub fn recursive_capture(span: Span, name: &str, cell: Span) -> Diagnostic {
    Diagnostic::error("recursive-capture", span, format!("a function inside `{name}` cannot call `{name}` itself"))
        .label(cell, "it keeps copies of variables around it")
        .help(format!("pass what `{name}` needs as parameters, or move it to the top level"))
}

/// `row` is what the cell around the call writes.
pub fn missing_effect(span: Span, effect: &str, row: &[String], row_span: Span) -> Diagnostic {
    let message = format!("this has the effect `{effect}`, which the cell does not name");
    named_effect(
        Diagnostic::hint("missing-effect", span, message).label(row_span, "the cell's effects"),
        effect,
        row,
        row_span,
    )
}

/// A cell at `span` is passed where the function's type writes `row`.
pub fn unexpected_effect(span: Span, effect: &str, row: &[String], row_span: Span) -> Diagnostic {
    let message = format!("this has the effect `{effect}`, which the function that is wanted does not name");
    named_effect(
        Diagnostic::hint("missing-effect", span, message).label(row_span, "what it may do"),
        effect,
        row,
        row_span,
    )
}

fn named_effect(diagnostic: Diagnostic, effect: &str, row: &[String], row_span: Span) -> Diagnostic {
    let mut all = row.to_vec();
    all.push(effect.to_string());
    let wanted = format!("/ {{{}}}", all.join(", "));
    diagnostic.help(format!("write `{wanted}`; effects are shown to readers and never stop a program")).fix(
        format!("Name `{effect}`"),
        row_span,
        wanted,
    )
}
