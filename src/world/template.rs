//! Answers whose texts hold places for the call's arguments: `{prompt}`, and `{n}` for the number of the call.
//!
//! Only a name or number in braces is a place, so that JSON can stand in a text as it is; `{{name}}` gives `{name}`.

use crate::vm::Value;
use crate::vm::ops::map_of_entries;
use std::cell::Cell;

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Template {
    /// A value without places.
    Value(Value),
    /// A text.
    Text(Vec<Piece>),
    /// A list.
    List(Vec<Template>),
    /// A map from texts.
    Map(Vec<(String, Template)>),
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it is.
    Literal(String),
    /// The text of an argument.
    Place(String),
}

impl Template {
    /// Reads a text.
    pub fn text(text: &str) -> Template {
        let (mut pieces, mut literal, mut rest) = (Vec::new(), String::new(), text);
        while let Some(at) = rest.find('{') {
            literal.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some((name, after)) = rest.strip_prefix("{{").and_then(|inner| place(inner, "}}")) {
                literal.extend(["{", name, "}"]);
                rest = after;
            } else if let Some((name, after)) = place(&rest[1..], "}") {
                pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                pieces.push(Piece::Place(name.to_owned()));
                rest = after;
            } else {
                literal.push('{');
                rest = &rest[1..];
            }
        }
        literal.push_str(rest);
        pieces.push(Piece::Literal(literal));
        pieces.retain(|piece| *piece != Piece::Literal(String::new()));
        Template::Text(pieces)
    }

    /// Whether it has a place of that name.
    pub fn has_place(&self, name: &str) -> bool {
        let has = Cell::new(false);
        // What is filled in does not matter.
        let _ = self.fill(&|place| {
            has.set(has.get() || place == name);
            Some(String::new())
        });
        has.get()
    }

    /// The answer with its places filled. Nested no deeper than what the parser of the block allows.
    ///
    /// # Errors
    /// The name of a place that `argument` does not know.
    pub fn fill(&self, argument: &dyn Fn(&str) -> Option<String>) -> Result<Value, String> {
        match self {
            Template::Value(value) => Ok(value.clone()),
            Template::Text(pieces) => fill_text(pieces, argument).map(Value::text),
            Template::List(items) => {
                items.iter().map(|item| item.fill(argument)).collect::<Result<_, _>>().map(Value::list)
            }
            Template::Map(entries) => {
                let filled = |(key, value): &(String, Template)| Ok((Value::text(key.as_str()), value.fill(argument)?));
                let entries = entries.iter().map(filled).collect::<Result<Vec<_>, String>>()?;
                Ok(Value::map(map_of_entries(entries)))
            }
        }
    }
}

/// The name at the beginning, and what follows the closing braces.
fn place<'t>(text: &'t str, close: &str) -> Option<(&'t str, &'t str)> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|end| *end > 0)?;
    Some((&text[..end], text[end..].strip_prefix(close)?))
}

fn fill_text(pieces: &[Piece], argument: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Literal(text) => out.push_str(text),
            Piece::Place(name) => out.push_str(&argument(name).ok_or_else(|| name.clone())?),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> Result<Value, String> {
        Template::text(text).fill(&|name| (name == "x").then(|| "1".to_owned()))
    }

    #[test]
    fn only_names_in_braces_are_places() {
        assert_eq!(filled("a{x}b{x}"), Ok(Value::text("a1b1")));
        assert_eq!(filled(r#"{"a": {"b": {x}}} {{x}} {"#), Ok(Value::text(r#"{"a": {"b": 1}} {x} {"#)));
        assert_eq!(filled("{é} {y}"), Err("é".to_owned()));
    }
}
