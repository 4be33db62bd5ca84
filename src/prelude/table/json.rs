//! JSON.

use super::{Builtin, row};

pub(super) const ROWS: &[Builtin] = &[
    row(
        "parse_json",
        "(text: String) -> Any",
        "The value that a JSON text describes; fails with the place of a mistake.",
        r#"parse_json("[1, 2.0, null]")  # [1, 2.0, null]"#,
    ),
    row(
        "try_parse_json",
        "(text: String) -> result[Any, String]",
        "`ok` of the value that a JSON text describes, or `err` with the place of the mistake.",
        r#"try_parse_json("[1, 2]")  # ok([1, 2])"#,
    ),
    row(
        "json_parse",
        "(text: String) -> Any",
        "The value that a JSON text describes; fails with the place of a mistake (another name of `parse_json`).",
        r#"json_parse("true")  # true"#,
    ),
    row(
        "json_decode",
        "(text: String) -> Any",
        "The value that a JSON text describes; fails with the place of a mistake (another name of `parse_json`).",
        r#"json_decode("[]")  # []"#,
    ),
    row(
        "to_json",
        "(value: Any) -> String",
        "The JSON text of a value.",
        r#"to_json({"name": "Alice", "age": 30})  # {"age":30,"name":"Alice"}"#,
    ),
    row(
        "json_stringify",
        "(value: Any) -> String",
        "The JSON text of a value (another name of `to_json`).",
        r#"json_stringify([1, "a"])  # [1,"a"]"#,
    ),
    row(
        "json_encode",
        "(value: Any) -> String",
        "The JSON text of a value (another name of `to_json`).",
        "json_encode(null)  # null",
    ),
    row("json_pretty", "(value: Any) -> String", "The JSON text of a value, indented.", "json_pretty([])  # []"),
    row(
        "json_get",
        "(value: Any, path: String, default: Any = null) -> Any",
        "The part at a path such as `user.names.0`, else the default.",
        r#"json_get({"a": [1, 2]}, "a.1")  # 2"#,
    ),
];
