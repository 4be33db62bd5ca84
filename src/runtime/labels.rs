//! What a future is called, and where it stands in the source.

use super::composite::word;
use super::core::Core;
use super::futures::Site;
use crate::bytecode::{CodeOffset, Function, FunctionIndex, FutureKind};
use crate::text::{LineIndex, Span};
use crate::vm::FutureId;

/// Characters of source text in a label.
const LABEL_CHARS: usize = 60;

impl Core {
    /// The source text of the call or entry, a composite's word, or `fn (line 12)`.
    pub fn label(&self, id: FutureId) -> String {
        let row = self.futures.get(id);
        match (row.kind, row.site) {
            (FutureKind::Main, _) => self.entry_function().map_or("main", |entry| &entry.name).into(),
            (FutureKind::Composite(kind), Site::Op) => word(kind).into(),
            (_, Site::Call(function)) if self.is_bare_closure(function, row.at) => self.closure_label(function),
            _ => self.text_label(self.span_of(id)),
        }
    }

    /// Where the call or entry stands that made a future.
    pub fn span_of(&self, id: FutureId) -> Span {
        let row = self.futures.get(id);
        match row.site {
            Site::Branch { plan, branch } => {
                self.program.composites[usize::from(plan)].branches[usize::from(branch)].span
            }
            _ if row.kind == FutureKind::Main => self.entry_span(),
            _ => self.program.span(row.at),
        }
    }

    /// Where the entry stands: a cell, or the whole program when it is only top-level statements.
    fn entry_span(&self) -> Span {
        self.entry_function().map_or(Span::NOWHERE, |entry| entry.span)
    }

    fn entry_function(&self) -> Option<&Function> {
        self.entry.map(|entry| &self.program.functions[usize::from(entry.0)])
    }

    fn text_label(&self, span: Span) -> String {
        let text = span.text(&self.program.source);
        let mut label = String::new();
        for word in text.split_whitespace() {
            if !label.is_empty() {
                label.push(' ');
            }
            label.push_str(word);
        }
        label.chars().take(LABEL_CHARS).collect()
    }

    /// Whether a function has no name and the source text at the op is not itself a call (`step(1)`, not `spawn(step)`), which would say more
    /// than `fn (line 12)`.
    fn is_bare_closure(&self, function: FunctionIndex, at: CodeOffset) -> bool {
        let text = self.program.span(at).text(&self.program.source).trim();
        let is_call = text.ends_with(')') && !text.starts_with("spawn") && !text.starts_with("fn");
        &*self.program.functions[usize::from(function.0)].name == "fn" && !is_call
    }

    fn closure_label(&self, function: FunctionIndex) -> String {
        let functions = &self.program.functions;
        let span = functions[usize::from(function.0)].span;
        let lines = LineIndex::new(&self.program.source);
        let place = lines.line_column(span.start);
        let shares_line = functions.iter().any(|other| {
            &*other.name == "fn"
                && other.span != span
                && !other.span.is_nowhere()
                && lines.line_column(other.span.start).line == place.line
        });
        match shares_line {
            true => format!("fn (line {}, column {})", place.line, place.column),
            false => format!("fn (line {})", place.line),
        }
    }

    /// The line of an op, from 1; 0 in the prelude.
    pub fn line(&self, at: CodeOffset) -> u32 {
        let span = self.program.span(at);
        if span.is_nowhere() {
            return 0;
        }
        let source = self.program.source.as_bytes();
        let before = &source[..source.len().min(span.start as usize)];
        before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1
    }
}
