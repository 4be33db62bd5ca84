//! Slips in the names of declarations.

use crate::diag::Diagnostic;
use crate::syntax::grammar::{Parse, any_word, name, recover};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::Name;

/// A cell's name; a reserved word is taken with a complaint, so that the cell's body is read.
pub(in crate::syntax::grammar) fn name_or_reserved(i: Tokens<'_>) -> Parse<'_, Name> {
    declared_name(i).or_else(|error| {
        let nom::Err::Failure(error) = error else { return Err(error) };
        recover::report(i.session, error);
        any_word(i)
    })
}

/// The name that a declaration gives; one in quotes is taken with a complaint.
pub(in crate::syntax::grammar) fn declared_name(i: Tokens<'_>) -> Parse<'_, Name> {
    if !i.at(T::StringStart) || i.peek().broken {
        return name(i);
    }
    let close = i.jump(i.peek().partner);
    let text = &i.session.source[i.peek().end as usize..close.peek().start as usize];
    let span = i.span_to(close.advance());
    let mut diagnostic = Diagnostic::error("expected-name", span, "a name stands here without quotes");
    if is_name(text) {
        diagnostic = diagnostic.fix("Remove the quotes", span, text);
    } else {
        diagnostic = diagnostic.help("a name begins with a letter and goes on with letters, digits and `_`");
    }
    i.session.report(diagnostic);
    Ok((close.advance(), Name { text: text.to_owned(), span }))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|ch: char| ch.is_alphabetic() || ch == '_')
        && text.chars().all(|ch| ch.is_alphanumeric() || ch == '_')
}
