//! What to say about a token that should not stand where it does.

use crate::diag::Diagnostic;
use crate::syntax::grammar::recover;
use crate::syntax::input::Tokens;
use crate::syntax::session::Session;
use crate::syntax::token::{T, Token};
use crate::text::Span;

/// Adds what is known about the token that should not stand there.
pub(in crate::syntax::grammar) fn advise(
    session: &Session<'_>,
    found: Token,
    what: &str,
    diagnostic: Diagnostic,
) -> Diagnostic {
    use T::*;
    let help = match found.kind {
        Less | LessEqual | Greater | GreaterEqual | EqualEqual | NotEqual if what == "a pattern" => {
            "a comparison goes into a guard: `n if n < 18 -> …`"
        }
        Int | Float | StringStart | True | False | Null | LeftBracket if what == "a type" => {
            "a default stands behind the type: `name: Int = 3`"
        }
        LeftBrace if what == "a pattern" => "a record is taken apart by its name: `User(name: n, ..)`",
        Comma if what.starts_with("`=`") => "several names stand in parentheses: `let (a, b) = (1, 2)`",
        LeftParen if what == "a name" => "fields stand on lines of their own, `name: Type`, up to `end`",
        EndOfInput => return diagnostic,
        Pipe => "a closure is written `fn(x) => …`",
        FatArrow => "a closure is written `fn(x) => …`",
        Equal => "a name gets a value with `let name = …`; `==` compares",
        SlashSlash => "a comment begins with `#`; `//` divides",
        Label => "labels stand behind `for`, `while`, `loop`, `break` and `continue`",
        Arrow => "`->` stands in the arms of a `match` and before a result type",
        End => "this `end` closes a block; what stands before it is not complete",
        kind if found.starts_line && kind.wants_more() => {
            "a line cannot begin with an operator (except `|>`): put it at the end of the line before"
        }
        kind if kind.is_reserved() => return reserved(session, found, diagnostic),
        _ => return diagnostic,
    };
    diagnostic.help(help)
}

/// A repair for what is missing before the token at `at`, if it can only be one sign.
pub(in crate::syntax::grammar) fn insertion(
    session: &Session<'_>,
    at: u32,
    what: &str,
    diagnostic: Diagnostic,
) -> Diagnostic {
    let behind = Span::at(session.token(at.saturating_sub(1)).end);
    match (what, session.token(at).kind) {
        ("`:` and the field's type", T::Name) => diagnostic.fix("Insert `:`", behind, ":"),
        ("`(` and the parameters", _) => diagnostic.fix("Add `()`", behind, "()"),
        _ => diagnostic,
    }
}

fn reserved(session: &Session<'_>, found: Token, diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.help(format!("`{}` is a word of the language and cannot be used as a name", session.text(found)))
}

/// What to say about something that stands behind a complete statement, which began at `i`.
pub(in crate::syntax::grammar) fn leftover<'a>(i: Tokens<'a>, rest: Tokens<'a>) -> Diagnostic {
    if let Some(slashes) = slashes(i, rest) {
        return comment(slashes);
    }
    let before = rest.retreat();
    if before.at(T::Name) && matches!(before.text(), "handle" | "perform" | "resume") {
        return effect_form(before);
    }
    let (found, text) = (rest.peek(), rest.text());
    let diagnostic =
        Diagnostic::error("expected-line-end", found.span(), format!("the statement should end before `{text}`"));
    if before.at(T::Name) && found.kind.starts_expr() {
        return behind_word(i, before, rest, diagnostic);
    }
    diagnostic.help(match found.kind {
        T::FatArrow => "a closure is written `fn(x) => …`",
        T::Arrow => "`->` stands in the arms of a `match` and before a result type",
        T::Colon => "a type stands behind the name: `let name: Type = …`",
        T::Not => "write `not (x in xs)`",
        T::As => "`as` stands between a value and a type",
        _ => "each statement stands on a line of its own",
    })
}

/// Words with which handlers of effects are written.
fn effect_form(word: Tokens<'_>) -> Diagnostic {
    let message = format!("the playground does not run `{}`: it has no handlers of effects", word.text());
    Diagnostic::error("unsupported-form", word.peek().span(), message)
        .help("effects are only named behind a result, `-> String / {http}`; the world answers `fetch` and tools")
}

/// What to say about something that stands behind a name.
fn behind_word(i: Tokens<'_>, word: Tokens<'_>, rest: Tokens<'_>, diagnostic: Diagnostic) -> Diagnostic {
    let gap = Span::new(word.peek().start, rest.peek().start);
    let begins_operand = word.index() == i.index() || matches!(word.retreat().kind(), T::Equal | T::Return | T::Await);
    match word.text() {
        "spawn" => with_parens(word, rest, diagnostic.help("`spawn` needs parentheses: `spawn(work())`")),
        "new" => {
            let help = format!("a record is made by calling its name: `{}(…)`", rest.text());
            diagnostic.help(help).fix("Remove `new`", gap, "")
        }
        name if rest.at(T::LeftBrace) && name.starts_with(char::is_uppercase) => braced_record(word, rest, diagnostic),
        name => match foreign_word(name) {
            Some(help) => diagnostic.help(help),
            None if begins_operand && !rest.at(T::LeftBrace) => {
                with_parens(word, rest, diagnostic.help(format!("a call needs parentheses: `{name}(…)`")))
            }
            None => diagnostic.help("each statement stands on a line of its own"),
        },
    }
}

fn foreign_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "function" | "def" | "func" | "fun" | "proc" => "functions are declared with `cell name(…)`",
        "trait" => "data is declared with `record Name`",
        "elif" | "elseif" | "elsif" => "write `else if`",
        "switch" | "case" => "write `match value`, with arms `pattern -> …`",
        "catch" | "except" | "rescue" | "finally" => {
            "a failure is caught by `match await …`, with an arm `err(e) -> …`; what must always run stands in a `defer`"
        }
        "var" | "val" | "auto" | "const" => "a variable gets its value where it is declared: `let name = …`",
        "unless" => "write `if not …`",
        "timeout" => "write `timeout(1000, work())`, the limit first",
        "do" | "begin" => "blocks need no such word",
        _ => return None,
    })
}

/// `Point { x: 1 }`.
fn braced_record(name: Tokens<'_>, brace: Tokens<'_>, diagnostic: Diagnostic) -> Diagnostic {
    let diagnostic = diagnostic.help(format!("a record is made with parentheses: `{}(field: …)`", name.text()));
    if brace.peek().partner == Token::ALONE {
        return diagnostic;
    }
    let close = brace.jump(brace.peek().partner);
    let open = Span::new(name.peek().end, brace.nth(1).start);
    let end = Span::new(close.retreat().peek().end, close.peek().end);
    diagnostic.fix_at("Write parentheses", [(open, "(".to_owned()), (end, ")".to_owned())])
}

/// Puts what stands behind a name, up to the end of the line, into parentheses.
fn with_parens(name: Tokens<'_>, rest: Tokens<'_>, diagnostic: Diagnostic) -> Diagnostic {
    let gap = Span::new(name.peek().end, rest.peek().start);
    diagnostic.fix_at("Add parentheses", [(gap, "(".to_owned()), (Span::at(line_end(rest)), ")".to_owned())])
}

/// Where the line of the token at `i` ends.
fn line_end(i: Tokens<'_>) -> u32 {
    recover::skip_line(i, i.index()).previous().map_or(i.peek().end, |token| token.end)
}

/// `//` before `rest` in the statement at `i`, if it looks like the beginning of a comment.
fn slashes<'a>(i: Tokens<'a>, rest: Tokens<'a>) -> Option<Token> {
    let is_comment = |at: &Tokens<'a>| at.at(T::SlashSlash) && at.nth(1).start > at.peek().end;
    std::iter::successors(Some(rest.retreat()), |at| (at.index() > i.index()).then(|| at.retreat()))
        .find(is_comment)
        .map(Tokens::peek)
}

/// Whether `//` stands before the token at `at`, like the beginning of a comment.
pub(in crate::syntax::grammar) fn is_behind_slashes(session: &Session<'_>, at: u32) -> bool {
    let slashes = session.token(at.saturating_sub(1));
    slashes.kind == T::SlashSlash && session.token(at).start > slashes.end
}

/// `// …` behind code.
pub(in crate::syntax::grammar) fn comment(slashes: Token) -> Diagnostic {
    Diagnostic::error("foreign-comment", slashes.span(), "a comment begins with `#`, not `//`")
        .help("`//` divides two integers")
        .fix("Write `#`", slashes.span(), "#")
}
