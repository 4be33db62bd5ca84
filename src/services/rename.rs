//! Giving a thing another name.
//!
//! The edits are tried: the changed program is read and checked, and every name in it must mean what it meant before. So
//! nothing is captured, hidden or declared twice, whatever the language's rules of scope.

use super::analysis::Analysis;
use super::describe::describe;
use super::index::{Binding, Index, Occurrence, Role};
use super::references::symbol_at;
use super::symbol::{Symbol, TYPES, row};
use super::words::word;
use crate::base::SortedMap;
use crate::check::EnumId;
use crate::diag::Edit;
use crate::syntax::T;
use crate::text::{LineIndex, Span};

/// The edits that give what stands at `offset` the name `name`, in source order.
///
/// # Errors
/// A sentence that says why it cannot have that name.
pub fn rename(analysis: &Analysis, offset: u32, name: &str) -> Result<Vec<Edit>, String> {
    let symbol = symbol_at(analysis, offset).ok_or("nothing that has a name stands here")?;
    let old = old_name(analysis, symbol, offset)?;
    check_owner(symbol, old)?;
    check_name(symbol, name)?;
    if name == old {
        return Ok(Vec::new());
    }
    check_unread(analysis, symbol, old)?;
    let edits = edits(analysis, symbol, old, name);
    check_meaning(analysis, &edits, name)?;
    Ok(edits)
}

fn old_name(analysis: &Analysis, symbol: Symbol, offset: u32) -> Result<&str, String> {
    let at = analysis.index().at(offset).first().map_or("", |found| analysis.text(found.span));
    match analysis.index().declaration(symbol) {
        Some(span) => Ok(analysis.text(span)),
        None => Err(format!("`{at}` belongs to the language and keeps its name")),
    }
}

fn check_owner(symbol: Symbol, old: &str) -> Result<(), String> {
    match symbol {
        Symbol::Enum(EnumId::FUTURE_STATE) | Symbol::Variant(EnumId::FUTURE_STATE, _) => {
            Err(format!("`{old}` belongs to the language and keeps its name"))
        }
        Symbol::Extern(_) => Err(format!("the page provides `{old}` under this name")),
        Symbol::Cell(_) if old == "main" => Err("`main` is what runs, by this name".to_owned()),
        Symbol::Local(_) if old == "self" => Err("`self` is a method's own value, by this name".to_owned()),
        _ => Ok(()),
    }
}

fn check_name(symbol: Symbol, name: &str) -> Result<(), String> {
    let starts = |ch: char| ch == '_' || ch.is_alphabetic();
    let is_word = name.starts_with(starts) && name.chars().all(|ch| ch == '_' || ch.is_alphanumeric());
    if !is_word || name == "_" {
        return Err("a name is made of letters, digits and `_`, and does not begin with a digit".to_owned());
    }
    if T::of_word(name) != T::Name || word(name).is_some() {
        return Err(format!("`{name}` is a word of the language"));
    }
    // A variable or field may have a builtin's name, as long as the program does not need the builtin there.
    let is_global = !matches!(
        symbol,
        Symbol::Local(_) | Symbol::Field(..) | Symbol::Payload(..) | Symbol::ExternParam(..) | Symbol::Label(_)
    );
    let is_variant = matches!(name, "ok" | "err" | "Pending" | "Completed" | "Error");
    if is_variant || TYPES.iter().any(|ty| ty.0 == name) || (is_global && row(name).is_some()) {
        return Err(format!("`{name}` is a builtin"));
    }
    if name == "main" && is_global {
        return Err("a cell called `main` is what runs".to_owned());
    }
    Ok(())
}

/// Names that may mean the symbol and that nobody can tell: behind a dot of an unknown value, and in text that is not read.
fn check_unread(analysis: &Analysis, symbol: Symbol, old: &str) -> Result<(), String> {
    let index = analysis.index();
    let may_be_open = match symbol {
        Symbol::Field(..) | Symbol::Payload(..) | Symbol::Cell(_) => true,
        Symbol::Local(local) => matches!(index.bindings.get(&local), Some(Binding::Parameter | Binding::Entry)),
        _ => false,
    };
    if let Some(open) = index.open.iter().find(|open| may_be_open && open.text == old) {
        let line = line_of(analysis, open.span);
        return Err(format!(
            "`{old}` on line {line} may be the same, but what it belongs to is not known: write its type first"
        ));
    }
    if !analysis.diagnostics.iter().any(|diagnostic| diagnostic.is_error()) {
        return Ok(());
    }
    let is_read = |span: Span| index.occurrences.iter().any(|found| found.span == span);
    let names = analysis.lexed().tokens.iter().filter(|token| token.kind == T::Name);
    match names.map(|token| token.span()).find(|span| analysis.text(*span) == old && !is_read(*span)) {
        Some(span) => {
            Err(format!("`{old}` on line {} could not be read: mend the program first", line_of(analysis, span)))
        }
        None => Ok(()),
    }
}

fn edits(analysis: &Analysis, symbol: Symbol, old: &str, name: &str) -> Vec<Edit> {
    let index = analysis.index();
    let mut edits: Vec<Edit> = index.places(symbol).map(|found| edit(analysis, index, found, old, name)).collect();
    edits.dedup_by(|a, b| a.span == b.span);
    edits
}

/// The edit of one place; a shorthand `x:` is written out.
fn edit(analysis: &Analysis, index: &Index, found: &Occurrence, old: &str, name: &str) -> Edit {
    let here = index.at(found.span.start);
    if !here.iter().any(|found| found.is_shorthand) {
        return Edit { span: found.span, text: name.to_owned() };
    }
    let rest = &analysis.source[found.span.end as usize..];
    let colon = rest.find(':').map_or(0, |at| at as u32 + 1);
    let span = Span::new(found.span.start, found.span.end + colon);
    let text = if found.is_shorthand { format!("{name}: {old}") } else { format!("{old}: {name}") };
    Edit { span, text }
}

/// Tries the edits: every name must mean what it meant, and nothing may be wrong that was right.
fn check_meaning(analysis: &Analysis, edits: &[Edit], name: &str) -> Result<(), String> {
    let changed = Analysis::of(&applied(&analysis.source, edits));
    let (before, after) = (meanings(analysis), meanings(&changed));
    let differs = before.iter().zip(&after).position(|(before, after)| before != after);
    if let Some(at) = differs {
        let line = line_of(analysis, analysis.index().occurrences[at].span);
        let found = changed.index().occurrences[at].symbol;
        return Err(match changed.index().declaration(found) {
            Some(span) => {
                let other = describe(&changed, &changed.globals(), found).kind.word();
                format!("on line {line}, `{name}` would mean the {other} of line {}", line_of(&changed, span))
            }
            None => format!("on line {line}, `{name}` would mean something else"),
        });
    }
    let errors = |analysis: &Analysis| analysis.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    if before.len() == after.len() && errors(analysis) >= errors(&changed) {
        return Ok(());
    }
    let new = changed.diagnostics.iter().find(|diagnostic| diagnostic.is_error());
    Err(match new {
        Some(new) => format!("line {} would be wrong: {}", line_of(&changed, new.span), new.message),
        None => format!("`{name}` would change what the program means"),
    })
}

/// What a name means: what the name at that index declares, or something of the language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Declared(usize),
    Language(Symbol),
}

/// What every name means, in source order.
fn meanings(analysis: &Analysis) -> Vec<(Meaning, Role)> {
    let occurrences = &analysis.index().occurrences;
    let mut declared: SortedMap<Symbol, usize> = SortedMap::new();
    for (at, found) in occurrences.iter().enumerate().filter(|(_, found)| found.role == Role::Declaration) {
        declared.get_or_insert_with(found.symbol, || at);
    }
    let meaning = |symbol| declared.get(&symbol).map_or(Meaning::Language(symbol), |at| Meaning::Declared(*at));
    occurrences.iter().map(|found| (meaning(found.symbol), found.role)).collect()
}

/// A text with edits made, which are in source order.
fn applied(source: &str, edits: &[Edit]) -> String {
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        text.push_str(&source[at..edit.span.start as usize]);
        text.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    text.push_str(&source[at..]);
    text
}

fn line_of(analysis: &Analysis, span: Span) -> u32 {
    LineIndex::new(&analysis.source).line_column(span.start).line
}
