//! `ok` and `err`.

use super::{Builtin, row};

pub(super) const ROWS: &[Builtin] = &[
    row("is_ok", "(value: Any) -> Bool", "Whether the value is an `ok`.", "is_ok(ok(42))  # true"),
    row("is_err", "(value: Any) -> Bool", "Whether the value is an `err`.", "is_err(ok(42))  # false"),
    row(
        "unwrap",
        "(value: Any) -> Any",
        "The value of an `ok`, or a value that is not null; else it fails.",
        "unwrap(ok(42))  # 42",
    ),
    row(
        "unwrap_or",
        "(value: Any, default: Any) -> Any",
        "The value of an `ok`, or a value that is not null; else the default.",
        r#"unwrap_or(err("x"), 0)  # 0"#,
    ),
    row("unwrap_err", "(value: Any) -> Any", "What an `err` holds; else it fails.", r#"unwrap_err(err("x"))  # x"#),
    row(
        "ok_or",
        "(value: Any, error: Any) -> Any",
        "`ok` of the value, or `err(error)` when it is null or an `err`.",
        r#"ok_or(null, "none")  # err("none")"#,
    ),
    row("ok_value", "(value: Any) -> Any", "What an `ok` holds, or null.", "ok_value(ok(1))  # 1"),
    row("err_value", "(value: Any) -> Any", "What an `err` holds, or null.", "err_value(ok(1))  # null"),
];
