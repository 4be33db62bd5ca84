//! The prelude's text, cell by cell, so that a program brings in only what it uses.

use super::PRELUDE_SOURCE;
use std::sync::OnceLock;

/// A cell of the prelude, not read yet.
#[derive(Clone, Copy, Debug)]
pub struct CellSource {
    /// Its name.
    pub name: &'static str,
    /// Its text, with the comment above it.
    pub source: &'static str,
}

/// All cells in order; a blank line stands above each and nowhere else.
pub fn cell_sources() -> &'static [CellSource] {
    static SOURCES: OnceLock<Vec<CellSource>> = OnceLock::new();
    SOURCES.get_or_init(|| PRELUDE_SOURCE.split("\n\n").filter_map(cell_source).collect())
}

fn cell_source(source: &'static str) -> Option<CellSource> {
    let (_, head) = source.split_once("\ncell ")?;
    let (name, _) = head.split_once('(')?;
    Some(CellSource { name, source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_prelude;
    use crate::syntax::tree::ItemKind;

    #[test]
    fn the_pieces_are_the_cells_of_the_whole() {
        let names = |source: &str| -> Vec<String> {
            let items = parse_prelude(source, 0).tree.items;
            items
                .iter()
                .filter_map(
                    |item| if let ItemKind::Cell(cell) = &item.kind { Some(cell.name.text.clone()) } else { None },
                )
                .collect()
        };
        let pieces: Vec<String> = cell_sources().iter().map(|cell| cell.name.to_string()).collect();
        assert_eq!(pieces, names(PRELUDE_SOURCE));
        for cell in cell_sources() {
            assert_eq!(names(cell.source), [cell.name]);
        }
    }
}
