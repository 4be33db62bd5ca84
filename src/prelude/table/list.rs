//! Lists.

use super::{Builtin, row};

pub(super) const ROWS: &[Builtin] = &[
    row(
        "push",
        "(items: list[T], value: T) -> list[T]",
        "The list with one more item at its end.",
        "push([1, 2], 3)  # [1, 2, 3]",
    ),
    row(
        "append",
        "(items: list[T], value: T) -> list[T]",
        "The list with one more item at its end (another name of `push`).",
        r#"append(["a"], "b")  # ["a", "b"]"#,
    ),
    row(
        "prepend",
        "(items: list[T], value: T) -> list[T]",
        "The list with one more item at its start.",
        "prepend([2, 3], 1)  # [1, 2, 3]",
    ),
    row(
        "extend",
        "(items: list[T], more: Any) -> list[T]",
        "The list with all items of another collection at its end.",
        "extend([1], [2, 3])  # [1, 2, 3]",
    ),
    row(
        "remove_at",
        "(items: list[T], index: Int) -> list[T]",
        "The list without the item at the index; negative ones count from the end.",
        "remove_at([1, 2, 3], 1)  # [1, 3]",
    ),
    row(
        "enumerate",
        "(items: Any, start: Int = 0) -> list[Any]",
        "Pairs of position and item; positions count from `start`.",
        r#"enumerate(["a", "b"])  # [(0, "a"), (1, "b")]"#,
    ),
    row(
        "zip",
        "(...lists: list[Any]) -> list[Any]",
        "Tuples of the items at the same position, as many as the shortest list has.",
        r#"zip([1, 2], ["a", "b"])  # [(1, "a"), (2, "b")]"#,
    ),
    row(
        "range",
        "(low: Int, high: Int? = null, step: Int = 1) -> list[Int]",
        "The integers from `low` up to, without, `high`; with one argument from 0.",
        "range(0, 10, 3)  # [0, 3, 6, 9]",
    ),
    row(
        "chunk",
        "(items: list[T], size: Int) -> list[list[T]]",
        "The items in lists of `size`; the last may be shorter.",
        "chunk([1, 2, 3], 2)  # [[1, 2], [3]]",
    ),
    row(
        "window",
        "(items: list[T], size: Int) -> list[list[T]]",
        "All runs of `size` neighbouring items.",
        "window([1, 2, 3], 2)  # [[1, 2], [2, 3]]",
    ),
    row(
        "unique",
        "(items: list[T]) -> list[T]",
        "The items without repetitions, in order of first occurrence.",
        "unique([2, 1, 2])  # [2, 1]",
    ),
    row(
        "flatten",
        "(items: list[Any]) -> list[Any]",
        "The items of the inner lists in one list; one level.",
        "flatten([[1, 2], [3]])  # [1, 2, 3]",
    ),
    row("sort", "(items: list[T]) -> list[T]", "The items in ascending order.", "sort([3, 1, 2])  # [1, 2, 3]"),
    row(
        "sort_asc",
        "(items: list[T]) -> list[T]",
        "The items in ascending order (another name of `sort`).",
        r#"sort_asc(["b", "a"])  # ["a", "b"]"#,
    ),
    row(
        "sort_desc",
        "(items: list[T]) -> list[T]",
        "The items in descending order.",
        "sort_desc([3, 1, 2])  # [3, 2, 1]",
    ),
    row(
        "binary_search",
        "(items: list[T], item: T) -> Int",
        "The position of an item in a sorted list, or -1.",
        "binary_search([1, 3, 5], 3)  # 1",
    ),
    row(
        "min",
        "(...values: list[Any]) -> Any",
        "The least of the arguments, or of the items of one list; null for an empty list.",
        "min([3, 1, 2])  # 1",
    ),
    row(
        "max",
        "(...values: list[Any]) -> Any",
        "The greatest of the arguments, or of the items of one list; null for an empty list.",
        "max(3, 7)  # 7",
    ),
    row("sum", "(numbers: Any) -> Any", "The sum of numbers.", "sum([1, 2, 3.5])  # 6.5"),
    row("product", "(numbers: Any) -> Any", "The product of numbers.", "product([2, 3, 4])  # 24"),
    row("average", "(numbers: Any) -> Float?", "The mean of numbers; null for none.", "average([1, 2])  # 1.5"),
    row(
        "mean",
        "(numbers: Any) -> Float?",
        "The mean of numbers; null for none (another name of `average`).",
        "mean([1, 2, 3])  # 2.0",
    ),
    row(
        "join",
        r#"(items: Any, separator: String = "") -> String"#,
        "The texts of the items, joined.",
        r#"join(["a", "b", "c"], "-")  # a-b-c"#,
    ),
];
