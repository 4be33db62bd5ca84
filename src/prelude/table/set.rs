//! Sets.

use super::{Builtin, row};

pub(super) const ROWS: &[Builtin] = &[
    row("to_set", "(items: Any) -> set[Any]", "The elements of a collection as a set.", "to_set([2, 1, 2])  # {1, 2}"),
    row(
        "add",
        "(collection: Any, value: Any) -> Any",
        "The set with one more element, or the list with one more item.",
        "add({1, 2}, 3)  # {1, 2, 3}",
    ),
    row(
        "union",
        "(left: set[T], right: set[T]) -> set[T]",
        "The elements of both sets.",
        "union({1, 2}, {2, 3})  # {1, 2, 3}",
    ),
    row(
        "intersection",
        "(left: set[T], right: set[T]) -> set[T]",
        "The elements that both sets have.",
        "intersection({1, 2}, {2, 3})  # {2}",
    ),
    row(
        "difference",
        "(left: set[T], right: set[T]) -> set[T]",
        "The elements that only the left set has.",
        "difference({1, 2}, {2, 3})  # {1}",
    ),
    row(
        "symmetric_difference",
        "(left: set[T], right: set[T]) -> set[T]",
        "The elements that exactly one of the sets has.",
        "symmetric_difference({1, 2}, {2, 3})  # {1, 3}",
    ),
    row(
        "is_subset",
        "(left: set[T], right: set[T]) -> Bool",
        "Whether the right set has all elements of the left one.",
        "is_subset({1}, {1, 2})  # true",
    ),
    row(
        "is_superset",
        "(left: set[T], right: set[T]) -> Bool",
        "Whether the left set has all elements of the right one.",
        "is_superset({1}, {1, 2})  # false",
    ),
    row(
        "is_disjoint",
        "(left: set[T], right: set[T]) -> Bool",
        "Whether the sets have no element in common.",
        "is_disjoint({1}, {2})  # true",
    ),
];
