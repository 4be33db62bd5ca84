//! Declarations and the program as a whole.
//!
//! - `program`: directives, declarations and top-level statements, to the end.
//! - `starts_declaration`, `starts_cell`: what the next words begin.
//! - `declaration`: one declaration.
//!
//! The words that begin a declaration are not reserved: `record` is a name unless another name follows it on the line.

use super::block::skip_separators;
use super::recover::{finish_line, recover};
use super::stmt::statement;
use super::{Parse, cell, data, foreign, tool};
use crate::syntax::input::Tokens;
use crate::syntax::token::T;
use crate::syntax::tree::{Cell, Directive, Item, ItemKind, Name, Stmt, Tree, UnsupportedItem};

/// The whole program.
pub(in crate::syntax) fn program(i: Tokens<'_>) -> Tree {
    let mut tree = Tree::default();
    let mut rest = i;
    while !rest.is_at_end() {
        rest = match rest.kind() {
            T::Directive => {
                tree.directives.push(directive(rest));
                rest.advance()
            }
            T::Semicolon | T::Comma => skip_separators(rest),
            T::Else if foreign::is_second_else(rest, last_stmt(&tree)) => {
                let (after, item) = item(rest);
                tree.items.push(item);
                after
            }
            T::End | T::Else | T::RightParen | T::RightBracket | T::RightBrace => foreign::stray_closer(rest),
            _ => {
                let (after, item) = item(rest);
                tree.items.push(item);
                after
            }
        };
    }
    tree.node_count = i.session.node_count();
    tree
}

fn last_stmt(tree: &Tree) -> Option<&Stmt> {
    match tree.items.last().map(|item| &item.kind) {
        Some(ItemKind::Stmt(stmt)) => Some(stmt),
        _ => None,
    }
}

/// `@name value`.
fn directive(i: Tokens<'_>) -> Directive {
    let text = &i.text()[1..];
    let len = text.find(|ch: char| !(ch.is_alphanumeric() || ch == '_')).unwrap_or(text.len());
    let (name, value) = text.split_at(len);
    let start = i.peek().start;
    let span = i.session.span(start + 1, start + 1 + len as u32);
    let value_start = start + 1 + (len + value.len() - value.trim_start().len()) as u32;
    let value = value.trim();
    let value_span = i.session.span(value_start, value_start + value.len() as u32);
    Directive { name: Name { text: name.to_owned(), span }, value: value.to_owned(), value_span, span: i.here() }
}

fn item(i: Tokens<'_>) -> (Tokens<'_>, Item) {
    let doc = doc_comment(i);
    i.set_height(0);
    if !starts_declaration(i) && !foreign::is_named_fn(i) {
        let (rest, stmt) = statement(i);
        let span = stmt.span;
        return (rest, Item { kind: ItemKind::Stmt(stmt), span, doc });
    }
    match declaration(i) {
        Ok((rest, kind)) => (finish_line(i, rest), Item { kind, span: i.span_to(rest), doc }),
        Err(error) => {
            let rest = recover(i, error);
            (rest, Item { kind: ItemKind::Error, span: i.span_to(rest), doc })
        }
    }
}

/// The comment lines directly above `i`, without `#`.
fn doc_comment(i: Tokens<'_>) -> Option<String> {
    let session = i.session;
    let mut below = i.peek().start;
    let comments = session.comments();
    let behind = comments.partition_point(|comment| comment.start < below);
    let mut lines = Vec::new();
    for comment in comments[..behind].iter().rev() {
        let between = session.source.get(comment.end as usize..below as usize)?;
        if between.matches('\n').count() != 1
            || !between.trim().is_empty()
            || !starts_its_line(session.source, comment.start)
        {
            break;
        }
        let text = comment.text(session.source).trim_start_matches('#');
        lines.push(text.strip_prefix(' ').unwrap_or(text).trim_end());
        below = comment.start;
    }
    lines.reverse();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn starts_its_line(source: &str, at: u32) -> bool {
    source[..at as usize].trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|ch| ch == '\n')
}

/// What a declaration's first words say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Starter {
    Cell,
    Record,
    Enum,
    Alias,
    Const,
    UseTool,
    Grant,
    BindEffect,
    Extern,
    Unsupported,
}

/// The declaration that begins with the word at `i`, which may stand behind `pub`, `export` and `async`.
fn starter(i: Tokens<'_>) -> Option<Starter> {
    let next = i.nth(1);
    if !i.at(T::Name) || next.starts_line || i.is_at_end() {
        return None;
    }
    let next_text = i.session.text(next);
    let named = next.kind == T::Name;
    let quoted = next.kind == T::StringStart && !next.broken;
    match i.text() {
        "cell" if named || quoted || is_misused_word(next.kind) => Some(Starter::Cell),
        "record" if named || quoted => Some(Starter::Record),
        word if named && foreign::is_foreign_record(word) => Some(Starter::Record),
        "enum" if named || quoted => Some(Starter::Enum),
        "type" if named => Some(Starter::Alias),
        "const" if named => Some(Starter::Const),
        "use" if next_text == "tool" => Some(Starter::UseTool),
        "grant" if named => Some(Starter::Grant),
        "bind" if next_text == "effect" => Some(Starter::BindEffect),
        "extern" if next_text == "cell" => Some(Starter::Extern),
        word => unsupported_starter(i, word),
    }
}

/// Reserved words that somebody may take for a cell's name.
fn is_misused_word(kind: T) -> bool {
    use T::*;
    matches!(
        kind,
        Match | Loop | When | Try | Await | Let | Return | Null | Not | True | False | Defer | Break | Continue
    )
}

fn unsupported_starter(i: Tokens<'_>, word: &str) -> Option<Starter> {
    let (next, behind) = (i.nth(1), i.nth(2));
    let alone = next.kind == T::Name && (behind.starts_line || behind.kind == T::EndOfInput);
    let is_one = match word {
        "agent" | "effect" | "handler" | "pipeline" | "orchestration" | "machine" | "memory" | "guardrail" | "eval"
        | "pattern" | "schema" | "addon" => alone,
        "trait" | "mod" | "use" | "import" | "macro" | "from" => next.kind == T::Name,
        "impl" => matches!(next.kind, T::Name | T::LeftBracket),
        _ => false,
    };
    is_one.then_some(Starter::Unsupported)
}

/// The position of the deciding word, and the words before it.
struct Prefix<'a> {
    at: Tokens<'a>,
    is_public: bool,
    is_async: bool,
}

/// `pub`, `export` and `async`, each before another word on the same line.
fn prefix(i: Tokens<'_>) -> Prefix<'_> {
    let mut prefix = Prefix { at: i, is_public: false, is_async: false };
    for _ in 0..3 {
        let next = prefix.at.nth(1);
        if !prefix.at.at(T::Name) || next.kind != T::Name || next.starts_line {
            break;
        }
        match prefix.at.text() {
            "pub" | "export" => prefix.is_public = true,
            "async" => prefix.is_async = true,
            _ => break,
        }
        prefix.at = prefix.at.advance();
    }
    prefix
}

/// Whether a declaration begins here.
pub(super) fn starts_declaration(i: Tokens<'_>) -> bool {
    i.at(T::Name) && starter(prefix(i).at).is_some()
}

/// Whether a cell begins here.
pub(super) fn starts_cell(i: Tokens<'_>) -> bool {
    i.at(T::Name) && starter(prefix(i).at) == Some(Starter::Cell)
}

/// A cell, with `pub` and `async` before it.
pub(super) fn cell_declaration(i: Tokens<'_>) -> Parse<'_, Box<Cell>> {
    let Prefix { at, is_public, is_async } = prefix(i);
    cell::cell(i, at, is_async, is_public).map(|(rest, cell)| (rest, Box::new(cell)))
}

/// One declaration, without the end of its line.
pub(super) fn declaration(i: Tokens<'_>) -> Parse<'_, ItemKind> {
    let Prefix { at, is_public, .. } = prefix(i);
    match starter(at) {
        Some(Starter::Cell) => cell_declaration(i).map(|(rest, cell)| (rest, ItemKind::Cell(cell))),
        Some(Starter::Record) => {
            foreign::foreign_record(at);
            data::record(at, is_public).map(|(rest, record)| (rest, ItemKind::Record(record)))
        }
        Some(Starter::Enum) => data::enumeration(at, is_public).map(|(rest, found)| (rest, ItemKind::Enum(found))),
        Some(Starter::Alias) => data::alias(at, is_public).map(|(rest, alias)| (rest, ItemKind::Alias(alias))),
        Some(Starter::Const) => data::constant(at, is_public).map(|(rest, found)| (rest, ItemKind::Const(found))),
        Some(Starter::UseTool) => tool::use_tool(at).map(|(rest, found)| (rest, ItemKind::UseTool(found))),
        Some(Starter::Grant) => tool::grant(at).map(|(rest, grant)| (rest, ItemKind::Grant(grant))),
        Some(Starter::BindEffect) => tool::bind_effect(at).map(|(rest, bind)| (rest, ItemKind::BindEffect(bind))),
        Some(Starter::Extern) => cell::extern_cell(at).map(|(rest, found)| (rest, ItemKind::Extern(found))),
        Some(Starter::Unsupported) => unsupported(at),
        None => foreign::named_fn(i).map(|(rest, cell)| (rest, ItemKind::Cell(cell))),
    }
}

/// A form that the playground does not run: named, and skipped to its end.
fn unsupported(at: Tokens<'_>) -> Parse<'_, ItemKind> {
    let keyword = Name { text: at.text().to_owned(), span: at.here() };
    let rest = super::skip::unsupported_form(at);
    foreign::unsupported_form(at);
    Ok((rest, ItemKind::Unsupported(UnsupportedItem { keyword })))
}
