//! What every program has without declaring it: one table of builtins, and cells written in Lumen itself.
//!
//! The table says of each builtin its name, signature, documentation and an example; the checker, completion, hover,
//! the reference page and tests are made from it. What a builtin *does* lives in `vm::builtins`, by the same id.
//! Builtins that call back into the program (`map`, `filter` …) are cells in `prelude.lm`: so nothing recurses on the
//! host's stack, and they may await. Knows only text and syntax.

mod cells;
mod sources;
mod table;

pub use cells::{cell, cells, topics};
pub use sources::{CellSource, cell_sources};
pub use table::{BUILTINS, Builtin, BuiltinId, builtin};

/// Cells written in Lumen, checked and compiled with the program when it uses them.
pub const PRELUDE_SOURCE: &str = include_str!("prelude.lm");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::tree::ItemKind;
    use crate::syntax::{parse, parse_prelude, parse_signature};

    #[test]
    fn every_signature_reads() {
        let unreadable = BUILTINS.iter().filter(|row| parse_signature(row.signature).is_none());
        let names: Vec<&str> = unreadable.map(|row| row.name).collect();
        assert_eq!(names, [""; 0]);
    }

    #[test]
    fn every_example_reads_and_says_what_it_gives() {
        for row in BUILTINS {
            assert!(row.example.contains("  # "), "{}: {}", row.name, row.example);
            assert_eq!(parse(row.example).diagnostics, [], "{}: {}", row.name, row.example);
        }
    }

    #[test]
    fn every_cell_of_the_prelude_has_a_row() {
        let parsed = parse_prelude(PRELUDE_SOURCE, 0);
        assert_eq!(cells().count(), parsed.tree.items.len());
        for row in cells() {
            assert!(parse_signature(row.signature).is_some(), "{}{}", row.name, row.signature);
            assert!(!row.doc.is_empty() && row.example.contains("  # "), "{}", row.name);
        }
        assert_eq!(cell("fold").map(|row| row.example), Some("fold([1, 2, 3], 10, fn(a, b) => a + b)  # 16"));
    }

    #[test]
    fn every_name_stands_under_one_topic() {
        let listed: usize = topics().iter().map(|(_, rows)| rows.len()).sum();
        assert_eq!(listed, BUILTINS.len() + cells().count());
        assert!(topics().iter().any(|(topic, rows)| *topic == "maps" && rows.iter().any(|row| row.name == "map_keys")));
    }

    #[test]
    fn every_cell_of_the_prelude_reads_and_has_a_comment() {
        let parsed = parse_prelude(PRELUDE_SOURCE, 0);
        assert_eq!(parsed.diagnostics, []);
        for item in &parsed.tree.items {
            assert!(matches!(item.kind, ItemKind::Cell(_)), "only cells: {item:?}");
            assert!(item.doc.is_some(), "a comment above it: {item:?}");
        }
    }
}
