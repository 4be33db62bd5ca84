//! Words about names.

use super::{Meant, suggest};
use crate::check::habits::Habit;
use crate::check::unused::is_loose;
use crate::diag::Diagnostic;
use crate::syntax::tree::{BinaryOp, Expr, Let, Name};
use crate::text::Span;

pub fn unknown_name(name: &Name, meant: Option<Meant>) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-name", name.span, format!("nothing is called `{}` here", name.text));
    let text = &name.text;
    suggest(diagnostic, meant, || format!("declare it first, for example `let {text} = …` or `cell {text}() … end`"))
}

/// A name that stands in the value of its own `let`.
pub fn no_value_yet(name: &Name, own: &Let) -> Diagnostic {
    let message = format!("`{}` has no value yet: this stands in the value of its own `let`", name.text);
    Diagnostic::error("unknown-name", name.span, message)
        .label(own.pattern.span, "it has a value behind this `let`")
        .help("a value that is missing behind `=` is read from the next line: write it on the line of the `let`")
}

/// `object.name` at `span`, which another language has.
pub fn unknown_dotted(span: Span, text: &str, habit: Habit) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-name", span, format!("nothing is called `{text}` here"));
    suggest(diagnostic, Some(Meant::Habit(habit)), String::new)
}

pub fn unknown_assigned(name: &Name, near: Option<String>, may_declare: bool) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-name", name.span, format!("nothing is called `{}` here", name.text));
    let diagnostic = match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`? A new variable begins with `let mut`")).fix(
            format!("Write `{near}`"),
            name.span,
            near,
        ),
        None => diagnostic.help("a new variable begins with `let`, or `let mut` if it changes later"),
    };
    match may_declare {
        true => diagnostic.fix("Declare it with `let mut`", Span::at(name.span.start), "let mut "),
        false => diagnostic,
    }
}

pub fn unquoted_key(name: &Name) -> Diagnostic {
    let text = format!("\"{}\"", name.text);
    Diagnostic::error("unquoted-key", name.span, format!("no value is called `{}`", name.text))
        .help("a key is a value like any other; a text as key stands in quotes")
        .fix(format!("Write `{text}`"), name.span, text)
}

pub fn top_level_variable(name: &Name, declared: Span) -> Diagnostic {
    let message = format!("`{}` is a variable of the top-level lines; a cell cannot see it", name.text);
    Diagnostic::error("unknown-name", name.span, message)
        .label(declared, "declared here")
        .help("pass it to the cell as a parameter, or make it a `const`")
}

/// `variants` are those of an enum.
pub fn type_as_value(name: &Name, variants: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::error("type-as-value", name.span, format!("`{}` is a type, not a value", name.text));
    if variants.is_empty() {
        return diagnostic.help("types stand behind `:`, `->`, `is` and `as`");
    }
    let written: Vec<String> = variants.iter().map(|variant| format!("{}.{variant}", name.text)).collect();
    diagnostic.help(format!("write one of its variants: {}", super::listed(written.iter().map(String::as_str))))
}

pub fn used_after_failure(span: Span, name: &str, caught: Span) -> Diagnostic {
    let message = format!("`{name}` may hold nothing here: the `match` above can have caught a failure");
    Diagnostic::error("used-after-failure", span, message)
        .label(caught, "this await may fail, and the `match` goes on after it")
        .help("use the value inside the `match`, or end the failure's arm with `return`")
}

pub fn unrepeatable(name: &Name) -> Diagnostic {
    let message = format!("`{}` differs from run to run, and this program is `@deterministic true`", name.text);
    Diagnostic::error("nondeterministic", name.span, message)
        .help("pass the value in as a parameter, or remove `@deterministic true`")
}

pub fn const_cycle(name: &Name) -> Diagnostic {
    Diagnostic::error("const-cycle", name.span, format!("the constant `{}` needs its own value", name.text))
        .help("break the circle: give one of the constants a value that stands for itself")
}

/// Where an assigned name comes from, when it cannot be assigned.
pub fn immutable_assignment(name: &Name, declared: Span, mut_at: Option<u32>) -> Diagnostic {
    let message = format!("`{}` cannot be assigned: it was declared without `mut`", name.text);
    let diagnostic = Diagnostic::error("immutable-assignment", name.span, message).label(declared, "declared here");
    match mut_at {
        Some(offset) => diagnostic.help(format!("declare it as `let mut {}`", name.text)).fix(
            "Insert `mut`",
            Span::at(offset),
            "mut ",
        ),
        None => diagnostic.help(format!("copy it first: `let mut changed = {}`", name.text)),
    }
}

/// `cell.value = value` at `fields` behind the cell's name.
pub fn assigned_shared(name: &Name, fields: Span, value: &Expr, op: Option<BinaryOp>) -> Diagnostic {
    let text = &name.text;
    let message = format!("the value of the shared cell `{text}` is not assigned but set");
    let diagnostic = Diagnostic::error("not-assignable", name.span.to(fields), message);
    let open = Span::new(fields.start, value.span.start);
    let close = |text: &str| (Span::at(value.span.end), text.to_string());
    match op {
        None => diagnostic
            .help(format!("write `{text}.set(…)`; `{text}.get()` reads it"))
            .fix_at("Write `.set(…)`", [(open, ".set(".to_string()), close(")")]),
        Some(op) => {
            let (before, behind) = if is_loose(value) { ("(", "))") } else { ("", ")") };
            let update = format!(".update(fn(value) => value {} {before}", op.symbol());
            diagnostic
                .help(format!("write `{text}.update(fn(value) => value {} …)`", op.symbol()))
                .fix_at("Write `.update(…)`", [(open, update), close(behind)])
        }
    }
}

pub fn not_assignable(name: &Name, what: &str) -> Diagnostic {
    Diagnostic::error("not-assignable", name.span, format!("`{}` is {what} and cannot be assigned", name.text))
        .help("assign a variable that was declared with `let mut`")
}

pub fn assigned_capture(name: &Name, outer: Span, place: &str) -> Diagnostic {
    let message = format!("this changes only {place}'s own copy of `{}`", name.text);
    Diagnostic::warning("assigned-capture", name.span, message)
        .label(outer, "this variable stays as it is")
        .help("functions capture by value; return the new value, or share one with `shared(…)`, `.get()` and `.set(…)`")
}

pub fn shadowed_name(name: &Name, first: Span) -> Diagnostic {
    Diagnostic::hint("shadowed-name", name.span, format!("this `{}` hides an earlier one", name.text))
        .label(first, "the earlier one")
        .help("after this line the name means the branch's value")
}
