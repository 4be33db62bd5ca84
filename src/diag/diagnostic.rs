//! The shape of a diagnostic.

use super::code_info;
use crate::text::Span;

/// A stable kebab-case name such as `unused-future`; [`CODES`](super::CODES) lists all.
pub type Code = &'static str;

/// How bad it is. A program with an error does not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The program cannot run.
    Error,
    /// It runs, but probably not as meant.
    Warning,
    /// A better way exists.
    Hint,
}

impl Severity {
    /// The word used in reports.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// A second place that helps to understand the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What stands there, in a few words.
    pub message: String,
}

/// Replaces `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The replaced range; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A repair that can be applied as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the repair does, as an imperative: "Add `await`".
    pub title: String,
    /// Edits in source order that do not overlap.
    pub edits: Vec<Edit>,
}

/// One mistake or remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Its stable code.
    pub code: Code,
    /// The headline: one line, no full stop.
    pub message: String,
    /// The primary place.
    pub span: Span,
    /// Other places.
    pub labels: Vec<Label>,
    /// What a beginner can do about it.
    pub help: Option<String>,
    /// Repairs, best first.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A diagnostic with only a place and a headline.
    pub fn new(severity: Severity, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        debug_assert!(code_info(code).is_some(), "the code `{code}` is not in the table of src/diag/codes.rs");
        let message = message.into();
        Diagnostic { severity, code, message, span, labels: Vec::new(), help: None, fixes: Vec::new() }
    }

    /// An error at `span`.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, span, message)
    }

    /// A warning at `span`.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, span, message)
    }

    /// A hint at `span`.
    pub fn hint(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Hint, code, span, message)
    }

    /// Adds what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds a second place.
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Adds a repair made of one edit.
    pub fn fix(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix_at(title, [(span, text.into())])
    }

    /// Adds a repair made of several edits, in source order.
    pub fn fix_at<const N: usize>(mut self, title: impl Into<String>, edits: [(Span, String); N]) -> Diagnostic {
        let edits = edits.into_iter().map(|(span, text)| Edit { span, text }).collect();
        self.fixes.push(Fix { title: title.into(), edits });
        self
    }

    /// Adds a repair.
    pub fn with_fix(mut self, fix: Fix) -> Diagnostic {
        self.fixes.push(fix);
        self
    }

    /// Adds repairs.
    pub fn with_fixes(mut self, fixes: impl IntoIterator<Item = Fix>) -> Diagnostic {
        self.fixes.extend(fixes);
        self
    }

    /// Whether it keeps the program from running.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
