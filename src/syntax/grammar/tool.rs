//! Declarations about the outside: `use tool`, `grant`, `bind effect`.

use super::expr::expr;
use super::{Parse, any_word, dotted_name, expected, item, must, name, node, string, token, word};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{BindEffect, Expr, ExprKind, Fragment, Grant, Name, StringLit, UseTool};
use nom::Parser;
use nom::combinator::{cut, opt};
use nom::error::context;
use nom::sequence::preceded;

/// `use tool a.b as Name [from "…"]`, at the word `use`.
pub(super) fn use_tool(i: Tokens<'_>) -> Parse<'_, UseTool> {
    let (rest, tool) = cut(dotted_name).parse(i.advance().advance())?;
    let alias = context("`use tool`", preceded(token(T::As, "`as` and a name"), name));
    let (rest, alias) = cut(alias).parse(rest)?;
    let (rest, source) = opt(preceded(word("from"), cut(string::string))).parse(rest)?;
    Ok((rest, UseTool { tool, alias, source: source.map(plain_text) }))
}

/// The text of a string literal without its interpolations.
fn plain_text(literal: Expr) -> String {
    let ExprKind::String(literal) = literal.kind else { return String::new() };
    let text = |fragment| match fragment {
        Fragment::Text(text) => Some(text),
        Fragment::Interpolation { .. } => None,
    };
    literal.fragments.into_iter().filter_map(text).collect()
}

/// `grant Name key value …` on one line, or one key a line below; at the word `grant`.
pub(super) fn grant(i: Tokens<'_>) -> Parse<'_, Grant> {
    let (mut rest, tool) = cut(name).parse(i.advance())?;
    let mut limits = Vec::new();
    while at_limit(rest) {
        let (after, limit) = limit(rest)?;
        limits.push(limit);
        rest = after;
    }
    if rest.at(T::End) && rest.peek().starts_line && limits.len() > 1 {
        rest = rest.advance();
    }
    Ok((rest, Grant { tool, limits }))
}

/// Whether a key with its value stands at `i`.
fn at_limit(i: Tokens<'_>) -> bool {
    use T::*;
    let value = i.nth(1);
    i.at(Name)
        && !i.is_at_end()
        && !value.starts_line
        && matches!(value.kind, Name | Int | Float | StringStart | True | False | Null | LeftBracket | Minus)
        && !item::starts_declaration(i)
}

fn limit(i: Tokens<'_>) -> Parse<'_, (Name, Expr)> {
    let (rest, key) = any_word(i)?;
    let (rest, value) = limit_value(rest)?;
    Ok((rest, (key, value)))
}

/// A literal, or a bare word that stands for its text.
fn limit_value(i: Tokens<'_>) -> Parse<'_, Expr> {
    match i.kind() {
        T::Name => {
            let (rest, name) = dotted_name(i)?;
            let literal = StringLit { fragments: vec![Fragment::Text(name.text)], raw: false, triple: false };
            Ok((rest, node(i, rest, ExprKind::String(literal))))
        }
        _ => must(expr(i)),
    }
}

/// `bind effect a.b to Name`, at the word `bind`.
pub(super) fn bind_effect(i: Tokens<'_>) -> Parse<'_, BindEffect> {
    let (rest, effect) = cut(dotted_name).parse(i.advance().advance())?;
    if !rest.at_word("to") {
        return cut(|i| expected(i, "`to` and a tool's name")).parse(rest);
    }
    let (rest, tool) = cut(name).parse(rest.advance())?;
    Ok((rest, BindEffect { effect, tool }))
}
