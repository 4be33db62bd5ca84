//! Assertions.

use super::{Builtin, row};

pub(super) const ROWS: &[Builtin] = &[
    row(
        "assert",
        "(condition: Bool, message: Any = null) -> Null",
        "Fails unless the condition is true.",
        "assert(1 < 2)  # null",
    ),
    row(
        "assert_eq",
        "(left: Any, right: Any, message: Any = null) -> Null",
        "Fails unless both values are equal.",
        "assert_eq(1 + 1, 2)  # null",
    ),
    row(
        "assert_ne",
        "(left: Any, right: Any, message: Any = null) -> Null",
        "Fails if both values are equal.",
        "assert_ne(1, 2)  # null",
    ),
    row(
        "assert_contains",
        "(collection: Any, item: Any, message: Any = null) -> Null",
        "Fails unless the collection has the item.",
        "assert_contains([1, 2], 2)  # null",
    ),
];
