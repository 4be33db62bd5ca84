//! What works on several kinds of collections.

use super::{Builtin, row};

pub(super) const ROWS: &[Builtin] = &[
    row(
        "len",
        "(collection: Any) -> Int",
        "The number of elements of a collection, or of characters of a text.",
        "len([1, 2, 3])  # 3",
    ),
    row(
        "length",
        "(collection: Any) -> Int",
        "The number of elements of a collection, or of characters of a text (another name of `len`).",
        r#"length("héllo")  # 5"#,
    ),
    row(
        "size",
        "(collection: Any) -> Int",
        "The number of elements of a collection, or of characters of a text (another name of `len`).",
        r#"size({"a": 1, "b": 2})  # 2"#,
    ),
    row(
        "count",
        "(collection: Any) -> Int",
        "The number of elements of a collection, or of characters of a text (another name of `len`).",
        "count({1, 2, 3})  # 3",
    ),
    row(
        "is_empty",
        "(collection: Any) -> Bool",
        "Whether a collection or text has no elements.",
        "is_empty([])  # true",
    ),
    row(
        "contains",
        "(collection: Any, item: Any) -> Bool",
        "Whether a list or set has the item, a map the key, or a text the part; the same as `item in collection`.",
        r#"contains("hello", "ell")  # true"#,
    ),
    row(
        "has",
        "(collection: Any, item: Any) -> Bool",
        "Whether a list or set has the item, a map the key, or a text the part; the same as `item in collection` (another name of `contains`).",
        "has([1, 2], 3)  # false",
    ),
    row(
        "get",
        "(collection: Any, key: Any, default: Any = null) -> Any",
        "The value of a map's key or the element at a list's index, else the default.",
        r#"get({"a": 1}, "b", 0)  # 0"#,
    ),
    row("first", "(collection: Any) -> Any", "The first element, or null when there is none.", "first([1, 2, 3])  # 1"),
    row("last", "(collection: Any) -> Any", "The last element, or null when there is none.", "last([1, 2, 3])  # 3"),
    row(
        "take",
        "(collection: Any, count: Int) -> Any",
        "The first `count` items of a list or characters of a text.",
        "take([1, 2, 3], 2)  # [1, 2]",
    ),
    row(
        "drop",
        "(collection: Any, count: Int) -> Any",
        "A list or text without its first `count` items.",
        "drop([1, 2, 3], 2)  # [3]",
    ),
    row(
        "take_last",
        "(collection: Any, count: Int) -> Any",
        "The last `count` items of a list or characters of a text.",
        r#"take_last("hello", 2)  # lo"#,
    ),
    row(
        "drop_last",
        "(collection: Any, count: Int) -> Any",
        "A list or text without its last `count` items.",
        "drop_last([1, 2, 3], 1)  # [1, 2]",
    ),
    row(
        "slice",
        "(collection: Any, start: Int, stop: Int? = null) -> Any",
        "The items from `start` up to, without, `stop`; negative positions count from the end.",
        "slice([1, 2, 3, 4], 1, 3)  # [2, 3]",
    ),
    row(
        "index_of",
        "(collection: Any, item: Any) -> Int",
        "The position of the first such item or part, or -1.",
        r#"index_of(["a", "b"], "b")  # 1"#,
    ),
    row(
        "reverse",
        "(collection: Any) -> Any",
        "The items of a list or characters of a text in reverse order.",
        r#"reverse("hello")  # olleh"#,
    ),
    row(
        "remove",
        "(collection: Any, item: Any) -> Any",
        "A map without the key, a set without the element, or a list without the first such item.",
        r#"remove({"a": 1, "b": 2}, "a")  # {"b": 2}"#,
    ),
    row(
        "insert",
        "(collection: Any, at: Any, value: Any) -> Any",
        "A list with the value before the index, or a map with the value under the key.",
        "insert([1, 3], 1, 2)  # [1, 2, 3]",
    ),
    row("repeat", "(value: Any, count: Int) -> Any", "A text or list repeated.", r#"repeat("ab", 3)  # ababab"#),
    row(
        "concat",
        "(left: Any, right: Any) -> Any",
        "Two texts, lists, sets or maps joined; the same as `left ++ right`.",
        "concat([1], [2, 3])  # [1, 2, 3]",
    ),
];
