//! Habits and slips in statements and declarations.

use super::matching;
use crate::diag::Diagnostic;
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::expr::expr;
use crate::syntax::grammar::{Parse, cell, expected, must, name, node, recover, stmt, token};
use crate::syntax::input::Tokens;
use crate::syntax::token::{T, Token};
use crate::syntax::tree::{AssignOp, BinaryOp, Cell, ExprKind, Name, Place, StmtKind};
use crate::text::Span;
use nom::Parser;
use nom::combinator::cut;

/// `for (x in xs)`: the parenthesis is skipped with a complaint; whether there was one.
pub(in crate::syntax::grammar) fn paren_before_loop(i: Tokens<'_>) -> (Tokens<'_>, bool) {
    let behind = i.nth(2);
    let begins_loop = behind.kind == T::In || i.session.text(behind) == "of";
    if !i.at(T::LeftParen) || i.nth(1).kind != T::Name || !begins_loop || i.starts_line() {
        return (i, false);
    }
    let span = i.peek().span();
    let diagnostic =
        Diagnostic::error("parens-around-loop", span, "no parentheses stand around what a loop goes through");
    let diagnostic = diagnostic.help("write `for x in xs`, and the body on lines of its own up to `end`");
    i.session.report(match i.peek().partner {
        Token::ALONE => diagnostic,
        partner => {
            let edits = [(span, String::new()), (i.session.token(partner).span(), String::new())];
            diagnostic.fix_at("Remove the parentheses", edits)
        }
    });
    (i.advance(), true)
}

/// `=` where a condition compares; the other side is read and left out.
pub(in crate::syntax::grammar) fn assignment_in_condition(i: Tokens<'_>) -> Result<Tokens<'_>, nom::Err<SyntaxError>> {
    if !i.at(T::Equal) || i.starts_line() {
        return Ok(i);
    }
    let span = i.peek().span();
    let diagnostic = Diagnostic::error("assignment-in-condition", span, "`=` assigns; a comparison is written `==`");
    i.session.report(diagnostic.help("`if let pattern = value` takes a value apart").fix("Write `==`", span, "=="));
    let (rest, _) = must(expr(i.advance()))?;
    Ok(rest)
}

/// The `in` of a loop; `of` is taken with a complaint, and so is nothing at all.
pub(in crate::syntax::grammar) fn in_or_of(i: Tokens<'_>) -> Parse<'_, ()> {
    if !i.at(T::In) && !i.at_word("of") && i.kind().starts_expr() && !i.line_ends() {
        missing_in(i);
        return Ok((i, ()));
    }
    if !i.at_word("of") || i.starts_line() {
        return cut(token(T::In, "`in`")).map(|_| ()).parse(i);
    }
    let span = i.peek().span();
    let diagnostic = Diagnostic::error("foreign-for", span, "Lumen writes `in`, not `of`");
    i.session.report(diagnostic.fix("Write `in`", span, "in"));
    Ok((i.advance(), ()))
}

fn missing_in(i: Tokens<'_>) {
    let span = i.peek().span();
    let message = format!("`in` should stand before {}", recover::describe(i.session, i.peek()));
    let diagnostic = Diagnostic::error("expected-token", span, message).help("a loop is written `for name in values`");
    i.session.report(diagnostic.fix("Insert `in`", Span::at(span.start), "in "));
}

/// The arrow of an arm; `=>` and `:` are taken with a complaint.
pub(in crate::syntax::grammar) fn arrow(i: Tokens<'_>) -> Result<Tokens<'_>, nom::Err<SyntaxError>> {
    if i.at(T::Arrow) && !i.is_at_end() {
        return Ok(i.advance());
    }
    if !matches!(i.kind(), T::FatArrow | T::Colon | T::Equal) || i.starts_line() {
        let error: Parse<'_, ()> = cut(|i| expected(i, "`->`")).parse(i);
        return error.map(|(rest, ())| rest);
    }
    let span = i.peek().span();
    let diagnostic =
        Diagnostic::error("foreign-arrow", span, format!("an arm is written with `->`, not `{}`", i.text()));
    i.session.report(diagnostic.fix("Write `->`", span, "->"));
    Ok(i.advance())
}

/// `let a = e` among the entries of a composite.
pub(in crate::syntax::grammar) fn let_in_entry(i: Tokens<'_>) -> Tokens<'_> {
    if !i.at(T::Let) {
        return i;
    }
    let span = i.peek().span();
    let diagnostic = Diagnostic::error("let-in-composite", span, "an entry is written `name = e`, without `let`");
    i.session.report(diagnostic.help("the name is bound behind the `end`").fix("Remove `let`", span, ""));
    i.advance()
}

/// `cell f(): Int`.
pub(in crate::syntax::grammar) fn colon_before_result(i: Tokens<'_>) -> Tokens<'_> {
    if !i.at(T::Colon) || i.starts_line() || i.nth(1).starts_line {
        return i;
    }
    let span = i.peek().span();
    let diagnostic = Diagnostic::error("colon-before-result", span, "a result type stands behind `->`");
    i.session.report(diagnostic.fix("Write `->`", span, " ->"));
    let after = i.advance();
    match crate::syntax::grammar::ty::ty(after) {
        Ok((rest, _)) => rest.back_in(i),
        Err(_) => after,
    }
}

/// `@name` that is not at the top of the program.
pub(in crate::syntax::grammar) fn misplaced_directive(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let message = "a directive stands at the top of the program, not in a block";
    let diagnostic = Diagnostic::error("misplaced-directive", i.peek().span(), message);
    i.session.report(diagnostic.help("it speaks about the whole program; move it above the first declaration"));
    Ok((i.advance(), StmtKind::Error))
}

/// A declaration other than a cell inside a block; often an `end` is missing before it.
pub(in crate::syntax::grammar) fn misplaced_declaration(i: Tokens<'_>) {
    let message = format!("`{}` declares something for the whole program, so it cannot stand in a block", i.text());
    let diagnostic = Diagnostic::error("misplaced-declaration", i.peek().span(), message);
    i.session.report_structure(diagnostic.help("move it to the top, or see whether an `end` is missing before it"));
}

/// Whether `fn name(` or `function name(` and the like declare a cell here.
pub(in crate::syntax::grammar) fn is_named_fn(i: Tokens<'_>) -> bool {
    let i = if i.at_word("async") && !i.nth(1).starts_line { i.advance() } else { i };
    let words = ["function", "def", "func", "fun", "proc", "sub"];
    let declares = i.at(T::Fn) || (i.at(T::Name) && words.contains(&i.text()));
    declares && i.nth(1).kind == T::Name && i.nth(2).kind == T::LeftParen && !i.nth(1).starts_line
}

/// `fn name(…)`, taken as a cell.
pub(in crate::syntax::grammar) fn named_fn(i: Tokens<'_>) -> Parse<'_, Box<Cell>> {
    if !is_named_fn(i) {
        return expected(i, "a declaration");
    }
    let is_async = i.at_word("async");
    let keyword = if is_async { i.advance() } else { i };
    let span = keyword.peek().span();
    let diagnostic = Diagnostic::error("foreign-cell", span, "functions are declared with `cell`");
    i.session.report(diagnostic.help("a closure, without a name, begins with `fn`").fix("Write `cell`", span, "cell"));
    cell::cell(i, keyword, is_async, false).map(|(rest, cell)| (rest, Box::new(cell)))
}

/// `var x = e` and its kin; `None` if the words at hand are no known habit.
pub(in crate::syntax::grammar) fn statement(i: Tokens<'_>) -> Option<Parse<'_, StmtKind>> {
    if is_named_fn(i) {
        return Some(named_fn(i).map(|(rest, cell)| (rest, StmtKind::Cell(cell))));
    }
    if matching::is_switch(i) {
        return Some(matching::switch(i));
    }
    let binds = i.nth(1).kind == T::Name && matches!(i.nth(2).kind, T::Equal | T::Colon);
    match i.text() {
        "var" if binds => Some(foreign_let(i, "let mut")),
        "const" | "val" | "auto" | "mut" if binds => Some(foreign_let(i, "let")),
        "throw" | "raise" => Some(foreign_halt(i)),
        _ => None,
    }
}

fn foreign_let<'a>(i: Tokens<'a>, right: &'static str) -> Parse<'a, StmtKind> {
    let span = i.peek().span();
    let message = format!("a name gets its value with `{right}`, not `{}`", i.text());
    i.session.report(Diagnostic::error("foreign-let", span, message).fix(format!("Write `{right}`"), span, right));
    stmt::let_behind_word(i, right == "let mut")
}

/// `throw e`, `raise e`.
fn foreign_halt(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let (rest, message) = must(expr(i.advance()))?;
    let span = i.peek().span();
    let diagnostic =
        Diagnostic::error("foreign-form", span, format!("a program fails with `halt(message)`, not `{}`", i.text()));
    i.session.report(diagnostic.help("a failure that callers are to handle is a value: `return err(…)`"));
    Ok((rest, StmtKind::Expr(node(i, rest, ExprKind::Halt(Box::new(message))))))
}

/// Whether `x++` or `x--` is the statement here.
pub(in crate::syntax::grammar) fn is_increment(i: Tokens<'_>) -> bool {
    let (sign, behind) = (i.nth(1), i.nth(2));
    let ends = |token: Token| token.starts_line || token.kind == T::EndOfInput;
    let is_double_minus = sign.kind == T::Minus && behind.kind == T::Minus && sign.end == behind.start;
    i.at(T::Name) && ((sign.kind == T::PlusPlus && ends(behind)) || (is_double_minus && ends(i.nth(3))))
}

/// `x++`, taken as `x += 1`.
pub(in crate::syntax::grammar) fn increment(i: Tokens<'_>) -> Parse<'_, StmtKind> {
    let (after, root) = name(i)?;
    let (rest, op) = match after.at(T::PlusPlus) {
        true => (after.advance(), BinaryOp::Add),
        false => (after.advance().advance(), BinaryOp::Subtract),
    };
    let span = after.peek().span();
    let text = format!(" {}= 1", op.symbol());
    let message =
        format!("one is {} with `{}{text}`", if op == BinaryOp::Add { "added" } else { "taken away" }, root.text);
    let diagnostic = Diagnostic::error("foreign-form", i.span_to(rest), message);
    let edited = crate::text::Span::new(span.start, i.span_to(rest).end);
    i.session.report(diagnostic.fix(format!("Write `{}{text}`", root.text), edited, text));
    let place = Place { id: i.session.id(), span: root.span, root, steps: Vec::new() };
    let value = node(i, rest, ExprKind::Int(1));
    Ok((rest, StmtKind::Assign { place, op: AssignOp(Some(op)), value }))
}

/// The word at `i` as one that declares data elsewhere.
pub(in crate::syntax::grammar) fn is_foreign_record(word: &str) -> bool {
    matches!(word, "class" | "struct" | "interface")
}

/// `class`, taken as `record`.
pub(in crate::syntax::grammar) fn foreign_record(i: Tokens<'_>) {
    if is_foreign_record(i.text()) {
        let span = i.peek().span();
        let message = format!("data is declared with `record`, not `{}`", i.text());
        let diagnostic = Diagnostic::error("foreign-form", span, message);
        let help = "its lines are fields, `name: Type`; what works on it are cells of their own";
        i.session.report(diagnostic.help(help).fix("Write `record`", span, "record"));
    }
}

/// `for (let i = 0; …)` and `for i = 0`: reported, and skipped to the end of the parentheses or the line; the variable.
pub(in crate::syntax::grammar) fn counting_loop(i: Tokens<'_>) -> Option<(Tokens<'_>, Name)> {
    let first = if i.at(T::LeftParen) && !i.starts_line() { i.advance() } else { i };
    let words = ["var", "int", "const", "auto", "mut"];
    let has_word = first.at(T::Let) || (words.contains(&first.text()) && first.nth(1).kind == T::Name);
    let name = if has_word { first.advance() } else { first };
    if !name.at(T::Name) || name.nth(1).kind != T::Equal {
        return None;
    }
    let diagnostic = Diagnostic::error("foreign-for", i.peek().span(), "a `for` walks through values");
    i.session.report(diagnostic.help(format!("write `for {0} in 0..10`: {0} is 0 first and 9 last", name.text())));
    let rest = match i.peek().partner {
        Token::ALONE => recover::skip_line(i, i.index()),
        close => i.jump(close).advance(),
    };
    Some((rest, Name { text: name.text().to_owned(), span: name.here() }))
}

/// `yield`.
pub(in crate::syntax::grammar) fn generator(i: Tokens<'_>) {
    let diagnostic = Diagnostic::error("unsupported-form", i.peek().span(), "the playground has no generators");
    i.session.report(diagnostic.help("collect the values in a list, or send them through a `channel()`"));
}

/// `-> yield T`: the word is skipped with a complaint.
pub(in crate::syntax::grammar) fn generator_result(i: Tokens<'_>) -> Tokens<'_> {
    if !i.at_word("yield") || i.nth(1).kind != T::Name {
        return i;
    }
    generator(i);
    i.advance()
}

/// A value is assigned to something that is no variable, field or index.
pub(in crate::syntax::grammar) fn no_place<'a>(i: Tokens<'a>, assign: Tokens<'a>) -> Parse<'a, StmtKind> {
    let diagnostic = Diagnostic::error("invalid-assignment", i.span_to(assign), "a value cannot be assigned to this")
        .label(assign.peek().span(), "assigned here")
        .help("assign to a variable, a field or an index; `let (a, b) = …` takes a value apart");
    i.session.report(diagnostic);
    Ok((recover::skip_line(assign, assign.index()), StmtKind::Error))
}

/// A form of the language that the playground does not run.
pub(in crate::syntax::grammar) fn unsupported_form(i: Tokens<'_>) {
    let message = format!("the playground does not run `{}`", i.text());
    let help = match i.text() {
        "import" | "use" | "from" | "mod" => "a program stands in one document; declare what it needs there",
        "trait" | "impl" => "use cells, or an `enum` with cells in it",
        "effect" | "handler" => "effects are written behind a cell's result: `-> String / {http}`",
        _ => "use records and cells; what the form does can be written with futures and channels",
    };
    i.session.report(Diagnostic::error("unsupported-form", i.peek().span(), message).help(help));
}
