//! The prelude's cells as people see them: rows like the builtins', read from the comments of `prelude.lm`.
//!
//! A line `## topic` begins a topic; above each cell stands its sentence and, indented, an example.

use super::table::areas;
use super::{Builtin, PRELUDE_SOURCE};
use std::sync::OnceLock;

/// The rows of the prelude's cells.
pub fn cells() -> impl Iterator<Item = &'static Builtin> {
    rows().iter().map(|(_, row)| row)
}

/// The row of the prelude's cell called `name`.
pub fn cell(name: &str) -> Option<&'static Builtin> {
    cells().find(|row| row.name == name)
}

/// Builtins and the prelude's cells by topic, in the order of the reference.
pub fn topics() -> Vec<(&'static str, Vec<&'static Builtin>)> {
    areas()
        .map(|(topic, area)| {
            let written = rows().iter().filter(|(of, _)| *of == topic).map(|(_, row)| row);
            (topic, area.iter().chain(written).collect())
        })
        .collect()
}

fn rows() -> &'static [(&'static str, Builtin)] {
    static ROWS: OnceLock<Vec<(&str, Builtin)>> = OnceLock::new();
    ROWS.get_or_init(|| read(PRELUDE_SOURCE))
}

fn read(source: &'static str) -> Vec<(&'static str, Builtin)> {
    let (mut topic, mut doc, mut example) = ("", "", "");
    let mut rows = Vec::new();
    for line in source.lines() {
        if let Some(text) = line.strip_prefix("## ") {
            topic = text;
        } else if let Some(text) = line.strip_prefix("#     ") {
            example = text;
        } else if let Some(text) = line.strip_prefix("# ") {
            doc = text;
        } else if let Some((name, signature)) = line.strip_prefix("cell ").and_then(split_signature) {
            rows.push((topic, Builtin { name, signature, doc, example }));
        }
    }
    rows
}

/// `name(…) -> T` as name and signature.
fn split_signature(text: &'static str) -> Option<(&'static str, &'static str)> {
    Some(text.split_at(text.find('(')?))
}
