//! Maps.

use super::{Builtin, row};

pub(super) const ROWS: &[Builtin] = &[
    row(
        "keys",
        "(entries: map[K, V]) -> list[K]",
        "The keys of a map, in order.",
        r#"keys({"b": 1, "a": 2})  # ["a", "b"]"#,
    ),
    row(
        "values",
        "(entries: map[K, V]) -> list[V]",
        "The values of a map, in the order of its keys.",
        r#"values({"b": 1, "a": 2})  # [2, 1]"#,
    ),
    row(
        "entries",
        "(entries: map[K, V]) -> list[(K, V)]",
        "The pairs of key and value, in the order of the keys.",
        r#"entries({"a": 1})  # [("a", 1)]"#,
    ),
    row(
        "has_key",
        "(entries: map[K, V], key: K) -> Bool",
        "Whether the map has the key.",
        r#"has_key({"a": 1}, "a")  # true"#,
    ),
    row(
        "merge",
        "(left: Any, right: Any) -> Any",
        "The entries of both maps, or the elements of both sets; the right one wins.",
        r#"merge({"a": 1}, {"a": 2, "b": 3})  # {"a": 2, "b": 3}"#,
    ),
    row(
        "group_pairs",
        "(pairs: Any) -> map[Any, list[Any]]",
        "A map from each key of the pairs to the list of its values.",
        r#"group_pairs([("a", 1), ("b", 2), ("a", 3)])  # {"a": [1, 3], "b": [2]}"#,
    ),
    row("to_map", "(pairs: Any) -> map[Any, Any]", "A map of pairs.", r#"to_map([("a", 1)])  # {"a": 1}"#),
    row(
        "from_entries",
        "(pairs: Any) -> map[Any, Any]",
        "A map of pairs (another name of `to_map`).",
        r#"from_entries([("a", 1), ("b", 2)])  # {"a": 1, "b": 2}"#,
    ),
];
