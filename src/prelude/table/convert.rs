//! Conversion.

use super::{Builtin, row};

pub(super) const ROWS: &[Builtin] = &[
    row("to_string", "(value: Any) -> String", "The text that `print` shows.", "to_string([1, 2])  # [1, 2]"),
    row(
        "string",
        "(value: Any) -> String",
        "The text that `print` shows (another name of `to_string`).",
        "string(3.14)  # 3.14",
    ),
    row(
        "str",
        "(value: Any) -> String",
        "The text that `print` shows (another name of `to_string`).",
        "str(true)  # true",
    ),
    row(
        "to_int",
        "(value: Any) -> Int?",
        "A number or the text of one as an Int, cut towards zero; null when there is none.",
        r#"to_int("42")  # 42"#,
    ),
    row(
        "int",
        "(value: Any) -> Int?",
        "A number or the text of one as an Int, cut towards zero; null when there is none (another name of `to_int`).",
        "int(3.9)  # 3",
    ),
    row(
        "to_float",
        "(value: Any) -> Float?",
        "A number or the text of one as a Float; null when there is none.",
        r#"to_float("2.5")  # 2.5"#,
    ),
    row(
        "float",
        "(value: Any) -> Float?",
        "A number or the text of one as a Float; null when there is none (another name of `to_float`).",
        "float(2)  # 2.0",
    ),
    row(
        "to_bool",
        "(value: Any) -> Bool?",
        r#"`"true"`, `"false"` or a number as a Bool; null when it is none."#,
        r#"to_bool("true")  # true"#,
    ),
    row(
        "bool",
        "(value: Any) -> Bool?",
        r#"`"true"`, `"false"` or a number as a Bool; null when it is none (another name of `to_bool`)."#,
        "bool(0)  # false",
    ),
    row(
        "parse_int",
        "(text: String, base: Int = 10) -> Int?",
        "The Int that the text writes, in a base from 2 to 36, or null.",
        r#"parse_int("ff", 16)  # 255"#,
    ),
    row(
        "parse_float",
        "(text: String) -> Float?",
        "The Float that the text writes, or null.",
        r#"parse_float("3.14")  # 3.14"#,
    ),
    row(
        "to_list",
        "(items: Any) -> list[Any]",
        "The elements of a set or tuple, the pairs of a map, the characters of a text.",
        "to_list({2, 1})  # [1, 2]",
    ),
    row("type_of", "(value: Any) -> String", "The name of the value's type.", "type_of([1, 2])  # list[Int]"),
    row("clone", "(value: T) -> T", "The value itself: values are copies already.", "clone([1])  # [1]"),
];
