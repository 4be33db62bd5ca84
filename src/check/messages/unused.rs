//! Words about what nobody uses.

use crate::check::scope::Hidden;
use crate::diag::{Diagnostic, Edit, Fix};
use crate::text::Span;

pub fn unused_variable(name: &str, span: Span) -> Diagnostic {
    Diagnostic::hint("unused-variable", span, format!("`{name}` is never used"))
        .help(format!("use it, or write `_{name}` to say that this is meant"))
        .fix(format!("Rename to `_{name}`"), span, format!("_{name}"))
}

pub fn unused_shadow(name: &str, span: Span, hidden: Hidden) -> Diagnostic {
    let message = format!("this `{name}` is a new variable that nobody uses; the one outside stays as it is");
    Diagnostic::warning("unused-shadow", span, message)
        .label(hidden.outer, "the one outside")
        .help(format!("to change the one outside, assign it: `{name} = …`, without `let`"))
        .fix("Assign the one outside", Span::new(hidden.let_at, span.start), "")
}

pub fn unused_result(span: Span) -> Diagnostic {
    Diagnostic::warning("unused-result", span, "this value is thrown away, and computing it does nothing else")
        .help("give it a name with `let`, return it, print it, or remove the line")
}

pub fn uncalled_function(span: Span, takes_nothing: bool) -> Diagnostic {
    let diagnostic = Diagnostic::warning("unused-result", span, "this only names a function and does not call it");
    match takes_nothing {
        true => diagnostic.help("to call it, write `()` behind it").fix("Call it", Span::at(span.end), "()"),
        false => diagnostic.help("to call it, write its arguments in parentheses behind it"),
    }
}

/// `changed` is the variable that was probably to be changed, and where its `let` lacks a `mut`.
pub fn unused_call(span: Span, name: &str, changed: Option<(String, Option<u32>)>) -> Diagnostic {
    let Some((variable, mut_at)) = changed else {
        return Diagnostic::warning(
            "unused-result",
            span,
            format!("`{name}` does nothing but give a value, and it is thrown away"),
        )
        .help("give it a name with `let`, return it, print it, or remove the line");
    };
    let message =
        format!("`{name}` gives a new value and leaves `{variable}` as it is, and the new value is thrown away");
    let mut diagnostic = Diagnostic::warning("unused-result", span, message)
        .help(format!("values are copies; write `{variable} = …` to keep the new one"));
    let insert = |at: u32, text: String| Edit { span: Span::at(at), text };
    let mut edits: Vec<Edit> = mut_at.map(|at| insert(at, "mut ".to_string())).into_iter().collect();
    edits.push(insert(span.start, format!("{variable} = ")));
    diagnostic.fixes.push(Fix { title: format!("Assign it to `{variable}`"), edits });
    diagnostic
}
