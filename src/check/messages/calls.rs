//! Words about calls, constructors, fields and methods.

use super::types::converted;
use super::{Meant, counted, listed, suggest};
use crate::check::ParamInfo;
use crate::diag::Diagnostic;
use crate::syntax::tree::{Expr, ExprKind, Fragment, Name};
use crate::text::Span;

/// What is called, for messages.
#[derive(Clone, Debug)]
pub struct CalleeWords {
    /// "`add`", "this closure".
    pub name: String,
    /// Where it is declared, if a user can look there.
    pub declared: Option<Span>,
    /// Whether its parameters are called fields.
    pub has_fields: bool,
}

impl CalleeWords {
    fn noun(&self) -> &'static str {
        if self.has_fields { "field" } else { "argument" }
    }

    fn at(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self.declared.filter(|span| !span.is_nowhere()) {
            Some(span) => diagnostic.label(span, "declared here"),
            None => diagnostic,
        }
    }
}

pub fn too_many(callee: &CalleeWords, span: Span, wanted: usize, given: usize) -> Diagnostic {
    let message = format!("{} takes {}, but gets {given}", callee.name, counted(wanted, callee.noun()));
    callee.at(Diagnostic::error("wrong-arity", span, message)).help("remove what is too much")
}

pub fn missing(callee: &CalleeWords, span: Span, names: &[String]) -> Diagnostic {
    let code = if callee.has_fields { "missing-field" } else { "wrong-arity" };
    let named = listed(names.iter().map(String::as_str));
    let plural = if names.len() == 1 { "" } else { "s" };
    let message = format!("{} is called without the {}{plural} {named}", callee.name, callee.noun());
    let example: Vec<_> = names.iter().map(|name| format!("{name}: …")).collect();
    callee.at(Diagnostic::error(code, span, message)).help(format!("add {}", example.join(", ")))
}

pub fn missing_unnamed(callee: &CalleeWords, span: Span, wanted: usize, given: usize) -> Diagnostic {
    let message = format!("{} takes {}, but gets {given}", callee.name, counted(wanted, callee.noun()));
    callee.at(Diagnostic::error("wrong-arity", span, message)).help("add what is missing")
}

pub fn unknown_argument(callee: &CalleeWords, name: &Name, near: Option<String>, known: &[String]) -> Diagnostic {
    let code = if callee.has_fields { "unknown-field" } else { "unknown-argument" };
    let message = format!(
        "{} has no {} called `{}`",
        callee.name,
        if callee.has_fields { "field" } else { "parameter" },
        name.text
    );
    suggest(callee.at(Diagnostic::error(code, name.span, message)), near.map(Meant::Near), || match known {
        [] => "it takes none".to_string(),
        known => format!("it has {}", listed(known.iter().map(String::as_str))),
    })
}

pub fn argument_twice(callee: &CalleeWords, span: Span, name: &str) -> Diagnostic {
    callee
        .at(Diagnostic::error("duplicate-argument", span, format!("`{name}` of {} is given twice", callee.name)))
        .help("remove one of the two")
}

pub fn named_for_value(span: Span) -> Diagnostic {
    Diagnostic::error("unknown-argument", span, "a function value takes its arguments by position only")
        .help("leave the name out")
}

/// `wanted` is the parameter's type; `given` that of what stands at `span`, which may be a part of the argument.
pub fn wrong_argument(
    callee: &CalleeWords,
    span: Span,
    parameter: &ParamInfo,
    wanted: &str,
    given: &str,
    is_part: bool,
) -> Diagnostic {
    let name = &parameter.name;
    let of = if name.is_empty() { String::new() } else { format!(" for `{name}`") };
    let gets = if is_part { "this is" } else { "gets" };
    let message = format!("{} wants {wanted}{of}, but {gets} {given}", callee.name);
    let diagnostic = Diagnostic::error("wrong-argument-type", span, message);
    let diagnostic = match parameter.span.is_nowhere() {
        true => callee.at(diagnostic),
        false => diagnostic.label(parameter.span, format!("{wanted} is wanted because of this")),
    };
    converted(diagnostic.help(format!("pass a value of type {wanted}")), wanted, given)
}

/// `", ".join(items)`: `separator` stands before the dot, the list at `items`.
pub fn joined_backwards(separator: &Expr, items: Span) -> Diagnostic {
    let span = separator.span.to(items);
    let diagnostic = Diagnostic::error(
        "wrong-argument-type",
        span,
        "`join` takes the list first, then what stands between its items",
    )
    .help("write `join(items, \", \")` or `items.join(\", \")`");
    match plain_text(separator) {
        Some(text) => diagnostic.fix_at(
            "Begin with the list",
            [
                (Span::new(separator.span.start, items.start), "join(".to_string()),
                (Span::at(items.end), format!(", \"{text}\"")),
            ],
        ),
        None => diagnostic,
    }
}

/// The text of a literal in which nothing needs an escape.
fn plain_text(literal: &Expr) -> Option<&str> {
    let ExprKind::String(text) = &literal.kind else { return None };
    match text.fragments.as_slice() {
        [] => Some(""),
        [Fragment::Text(text)] if !text.contains(['"', '\\', '{', '}', '\n', '\t', '\r']) => Some(text),
        _ => None,
    }
}

pub fn wrong_base(callee: &CalleeWords, span: Span, given: &str) -> Diagnostic {
    let message = format!("{} takes its other fields from a value of its own type, not from {given}", callee.name);
    callee.at(Diagnostic::error("wrong-argument-type", span, message)).help("give each field by its name: `field: …`")
}

pub fn unnamed_beside_base(callee: &CalleeWords, span: Span) -> Diagnostic {
    let name = callee.name.trim_matches('`');
    let message = format!("beside a spread, the fields of {} are given by name", callee.name);
    callee
        .at(Diagnostic::error("misplaced-spread", span, message))
        .help(format!("one record comes first, then what differs: `{name}(...base, field: …)`"))
}

pub fn named_beside_spread(callee: &CalleeWords, span: Span) -> Diagnostic {
    let message = format!("{} gets a spread: how many arguments that is, is known only when it runs", callee.name);
    callee
        .at(Diagnostic::error("misplaced-spread", span, message))
        .help("give the arguments behind a spread by position, without name")
}

pub fn not_callable(span: Span, ty: &str) -> Diagnostic {
    Diagnostic::error("not-callable", span, format!("a value of type {ty} cannot be called"))
        .help("only cells, closures, constructors and tools are called with `(…)`")
}

pub fn unknown_field(name: &Name, ty: &str, near: Option<String>, known: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-field", name.span, format!("{ty} has no field `{}`", name.text));
    suggest(diagnostic, near.map(Meant::Near), || match known {
        [] => "a value of this type has no fields".to_string(),
        known => format!("it has {}", listed(known.iter().map(String::as_str))),
    })
}

pub fn unknown_method(name: &Name, ty: &str, meant: Option<Meant>) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-method", name.span, format!("{ty} has no method `{}`", name.text));
    suggest(diagnostic, meant, || {
        "a method is a cell of the enum, or any cell or builtin that takes the value first".to_string()
    })
}

/// A field that is the name of something to call: `xs.len` for `xs.len()`.
pub fn uncalled_method(name: &Name, ty: &str, method: &str) -> Diagnostic {
    let message = format!("{ty} has no field `{}`", name.text);
    let message = if name.text == method { format!("{message}, but it can be called") } else { message };
    Diagnostic::error("unknown-field", name.span, message).help(format!("write `.{method}()`")).fix(
        format!("Write `{method}()`"),
        name.span,
        format!("{method}()"),
    )
}

pub fn unknown_variant(name: &Name, enum_name: &str, near: Option<String>, known: &[String]) -> Diagnostic {
    let message = format!("`{enum_name}` has no variant `{}`", name.text);
    let diagnostic = Diagnostic::error("unknown-variant", name.span, message);
    suggest(diagnostic, near.map(Meant::Near), || {
        format!("its variants are {}", listed(known.iter().map(String::as_str)))
    })
}
