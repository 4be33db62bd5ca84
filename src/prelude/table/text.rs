//! Texts.

use super::{Builtin, row};

pub(super) const ROWS: &[Builtin] = &[
    row("upper", "(text: String) -> String", "The text in capital letters.", r#"upper("hello")  # HELLO"#),
    row("lower", "(text: String) -> String", "The text in small letters.", r#"lower("HELLO")  # hello"#),
    row(
        "capitalize",
        "(text: String) -> String",
        "The text with its first letter as a capital and the rest small.",
        r#"capitalize("hELLO")  # Hello"#,
    ),
    row(
        "title_case",
        "(text: String) -> String",
        "The words of the text, each with a capital.",
        r#"title_case("some_words here")  # Some Words Here"#,
    ),
    row(
        "snake_case",
        "(text: String) -> String",
        "The words of the text in small letters, joined by `_`.",
        r#"snake_case("someWords here")  # some_words_here"#,
    ),
    row(
        "camel_case",
        "(text: String) -> String",
        "The words of the text joined, each but the first with a capital.",
        r#"camel_case("some_words here")  # someWordsHere"#,
    ),
    row(
        "trim",
        "(text: String) -> String",
        "The text without blanks and line breaks at both ends.",
        r#"trim("  hello ")  # hello"#,
    ),
    row(
        "trim_start",
        "(text: String) -> String",
        "The text without blanks and line breaks at its start.",
        r#"trim_start("  hello")  # hello"#,
    ),
    row(
        "trim_end",
        "(text: String) -> String",
        "The text without blanks and line breaks at its end.",
        r#"trim_end("hello  ")  # hello"#,
    ),
    row(
        "strip_prefix",
        "(text: String, prefix: String) -> String",
        "The text without the prefix, if it has it.",
        r#"strip_prefix("unhappy", "un")  # happy"#,
    ),
    row(
        "strip_suffix",
        "(text: String, suffix: String) -> String",
        "The text without the suffix, if it has it.",
        r#"strip_suffix("main.lm", ".lm")  # main"#,
    ),
    row(
        "starts_with",
        "(text: String, prefix: String) -> Bool",
        "Whether the text begins so.",
        r#"starts_with("hello", "he")  # true"#,
    ),
    row(
        "ends_with",
        "(text: String, suffix: String) -> Bool",
        "Whether the text ends so.",
        r#"ends_with("hello", "he")  # false"#,
    ),
    row(
        "replace",
        "(text: String, from: String, to: String) -> String",
        "The text with each occurrence of `from` replaced.",
        r#"replace("hello world", "world", "lumen")  # hello lumen"#,
    ),
    row(
        "split",
        "(text: String, separator: String? = null) -> list[String]",
        r#"The parts between separators; `""` gives the characters, no separator the words."#,
        r#"split("a,b,c", ",")  # ["a", "b", "c"]"#,
    ),
    row("lines", "(text: String) -> list[String]", "The lines of a text.", r#"lines("a\nb")  # ["a", "b"]"#),
    row(
        "words",
        "(text: String) -> list[String]",
        "The parts between blanks.",
        r#"words("to be  or")  # ["to", "be", "or"]"#,
    ),
    row("chars", "(text: String) -> list[String]", "The characters of a text.", r#"chars("né")  # ["n", "é"]"#),
    row(
        "substring",
        "(text: String, start: Int, stop: Int? = null) -> String",
        "The characters from `start` up to, without, `stop`.",
        r#"substring("hello", 1, 4)  # ell"#,
    ),
    row(
        "last_index_of",
        "(text: String, part: String) -> Int",
        "The position of the last occurrence, or -1.",
        r#"last_index_of("hello", "l")  # 3"#,
    ),
    row(
        "pad_left",
        r#"(value: Any, width: Int, fill: String = " ") -> String"#,
        "The text of a value, filled on the left to the width.",
        r#"pad_left(7, 3, "0")  # 007"#,
    ),
    row(
        "pad_right",
        r#"(value: Any, width: Int, fill: String = " ") -> String"#,
        "The text of a value, filled on the right to the width.",
        r#"pad_right("ab", 4, ".")  # ab.."#,
    ),
    row(
        "char_code",
        "(text: String) -> Int",
        "The Unicode number of a text's first character.",
        r#"char_code("A")  # 65"#,
    ),
    row(
        "from_char_code",
        "(code: Int) -> String",
        "The character with the Unicode number.",
        "from_char_code(233)  # é",
    ),
    row(
        "format",
        "(template: String, ...values: list[Any]) -> String",
        "The template with each `{}` replaced by the next value; `{1}` takes one by its number, `{:>8.2f}` formats it.",
        r#"format("Hello, {}!", "World")  # Hello, World!"#,
    ),
];
