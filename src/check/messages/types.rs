//! Words about types.

use super::{Meant, suggest};
use crate::check::operators::Operands;
use crate::diag::{Diagnostic, Edit, Fix};
use crate::syntax::tree::Name;
use crate::text::Span;

pub fn unknown_type(name: &Name, meant: Option<Meant>) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-type", name.span, format!("no type is called `{}`", name.text));
    let text = &name.text;
    suggest(diagnostic, meant, || {
        format!("declare it: `record {text} … end`, `enum {text} … end` or `type {text} = …`")
    })
}

pub fn alias_cycle(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("alias-cycle", span, format!("the type `{name}` stands for itself"))
        .help("let one of the names in the circle be a `record` or an `enum`")
}

pub fn type_arguments(name: &Name, given: usize, wanted: usize) -> Diagnostic {
    let message = format!("`{}` takes {}, but gets {given}", name.text, super::counted(wanted, "type argument"));
    let help =
        if wanted == 0 { "remove the brackets".to_string() } else { format!("write {wanted} between the brackets") };
    Diagnostic::error("type-arguments", name.span, message).help(help)
}

/// `declared` is where the variable is bound that may be null; `is_loose` says that `!` behind the value would take only a part of it.
pub fn maybe_null(span: Span, ty: &str, wants: &str, declared: Option<Span>, is_loose: bool) -> Diagnostic {
    let message = format!("this may be null (it is {ty}), and {wants} needs a value");
    let diagnostic = Diagnostic::warning("maybe-null", span, message)
        .help("give another value for null with `??`, skip it with `?.`, or ask first: `if let value = …`");
    let diagnostic = match declared {
        Some(declared) => diagnostic.label(declared, format!("{ty} since here")),
        None => diagnostic,
    };
    match is_loose {
        true => diagnostic,
        false => diagnostic.fix("Fail here if it is null: `!`", Span::at(span.end), "!"),
    }
}

/// `because` is where the expectation comes from, and what stands there.
pub fn mismatch(span: Span, wanted: &str, given: &str, because: Option<(Span, String)>) -> Diagnostic {
    let diagnostic = Diagnostic::error("wrong-type", span, format!("this is {given}, but {wanted} is wanted"));
    let diagnostic = match because {
        Some((span, words)) => diagnostic.label(span, words).help("change the value, or what is wanted of it"),
        None => diagnostic.help(format!("write a value of type {wanted}")),
    };
    converted(diagnostic, wanted, given)
}

/// Adds the repair that makes a text of a plain value, where a text is wanted.
pub fn converted(diagnostic: Diagnostic, wanted: &str, given: &str) -> Diagnostic {
    if wanted != "String" || !matches!(given, "Int" | "Float" | "Bool") {
        return diagnostic;
    }
    let Span { start, end } = diagnostic.span;
    let edits = [(Span::at(start), "to_string(".to_string()), (Span::at(end), ")".to_string())];
    diagnostic.fix_at("Make a text of it: `to_string(…)`", edits)
}

pub fn operands(at: Operands, op: &str, left: &str, right: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("operand-types", at.op, format!("`{op}` does not work on {left} and {right}"))
        .label(at.left, format!("this is {left}"))
        .label(at.right, format!("this is {right}"));
    if op == "+" && (left == "String" || right == "String") {
        let diagnostic = diagnostic.help("put the value into the text: \"… {value}\"");
        return if at.op.contains(at.left) { diagnostic } else { interpolated(diagnostic, at) };
    }
    diagnostic.help("convert one of them, for example with `to_string`, `to_int` or `to_float`")
}

/// Adds the repair that joins both operands in one text.
fn interpolated(diagnostic: Diagnostic, at: Operands) -> Diagnostic {
    let (is_left_text, is_right_text) = at.literals;
    let (mut open, mut close) = (at.left.end, at.right.start);
    let mut edits = Vec::new();
    let mut between = String::new();
    if is_left_text {
        open -= 1;
    } else {
        edits.push((Span::at(at.left.start), "\"{".to_string()));
        between.push('}');
    }
    if is_right_text {
        close += 1;
    } else {
        between.push('{');
    }
    edits.push((Span::new(open, close), between));
    if !is_right_text {
        edits.push((Span::at(at.right.end), "}\"".to_string()));
    }
    let edits = edits.into_iter().map(|(span, text)| Edit { span, text }).collect();
    diagnostic.with_fix(Fix { title: "Put the value into the text".to_string(), edits })
}

pub fn operand(span: Span, op: &str, ty: &str) -> Diagnostic {
    Diagnostic::error("operand-types", span, format!("`{op}` does not work on {ty}")).help("convert the value first")
}

/// `written` is where the result type stands, `falls` where the cell ends without a value, and how.
pub fn missing_result(
    name: &Name,
    wanted: &str,
    written: Option<Span>,
    falls: Option<(Span, &'static str)>,
) -> Diagnostic {
    let message = format!("`{}` may end without giving {wanted}", name.text);
    let diagnostic = Diagnostic::warning("missing-return", name.span, message);
    let diagnostic = match falls {
        Some((place, words)) => diagnostic.label(place, words),
        None => diagnostic,
    };
    let diagnostic = match written {
        Some(written) => diagnostic.label(written, format!("{wanted} is promised here")),
        None => diagnostic,
    };
    diagnostic.help("end it with `return …` or with the value itself")
}

pub fn not_iterable(span: Span, ty: &str) -> Diagnostic {
    Diagnostic::error("not-iterable", span, format!("`for` cannot walk through {ty}"))
        .help("it walks through lists, sets, maps, strings and ranges such as `1..=10`")
}

pub fn impossible_pattern(span: Span, pattern: &str, ty: &str) -> Diagnostic {
    Diagnostic::warning("impossible-pattern", span, format!("{pattern} never matches a value of type {ty}"))
        .help("remove it, or look at where the value comes from")
}

/// A tuple's pattern for a list; `fails` says that there is no other arm.
pub fn list_as_tuple(span: Span, ty: &str, fails: bool) -> Diagnostic {
    let diagnostic = never_matches(span, "a tuple", ty, fails).help("a list is taken apart in brackets: `[a, b]`");
    diagnostic.fix_at("Write brackets", [(first_of(span), "[".to_string()), (last_of(span), "]".to_string())])
}

/// A list's pattern for a tuple.
pub fn tuple_as_list(span: Span, ty: &str, has_rest: bool, fails: bool) -> Diagnostic {
    let diagnostic = never_matches(span, "a list", ty, fails).help("a tuple is taken apart in parentheses: `(a, b)`");
    match has_rest {
        true => diagnostic,
        false => diagnostic
            .fix_at("Write parentheses", [(first_of(span), "(".to_string()), (last_of(span), ")".to_string())]),
    }
}

fn never_matches(span: Span, pattern: &str, ty: &str, fails: bool) -> Diagnostic {
    let message = format!("{pattern} never matches a value of type {ty}");
    match fails {
        true => Diagnostic::error("pattern-parts", span, message),
        false => Diagnostic::warning("impossible-pattern", span, message),
    }
}

fn first_of(span: Span) -> Span {
    Span::new(span.start, span.start + 1)
}

fn last_of(span: Span) -> Span {
    Span::new(span.end - 1, span.end)
}

pub fn pattern_parts(span: Span, what: &str, wanted: usize, given: usize) -> Diagnostic {
    let message = format!("{what} has {}, but the pattern has {given}", super::counted(wanted, "part"));
    Diagnostic::error("pattern-parts", span, message)
        .help("write one pattern for each part, `_` for one that does not matter")
}

pub fn capital_binding(name: &Name, meant: Option<Meant>) -> Diagnostic {
    let message = format!("no variant is called `{}`, so this takes every value", name.text);
    let diagnostic = Diagnostic::warning("capital-binding", name.span, message);
    suggest(diagnostic, meant, || "begin a variable's name with a small letter".to_string())
}

pub fn unknown_pattern(name: &Name, meant: Option<Meant>) -> Diagnostic {
    let message = format!("no variant or record is called `{}`", name.text);
    let diagnostic = Diagnostic::error("unknown-name", name.span, message);
    suggest(diagnostic, meant, || "declare it in an `enum` or as a `record`".to_string())
}

pub fn or_pattern_names(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("or-pattern-names", span, format!("`{name}` is not bound by every alternative of this pattern"))
        .help("let every alternative bind the same names")
}

/// A `where` behind a type alias.
pub fn unchecked_alias(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "unsupported-form",
        span,
        format!("the playground does not check the values of the type `{name}`"),
    )
    .help("put the check into a record: `value: Int where value < 10`")
}
