//! Bytes, encodings, hashes.

use super::{Builtin, row};

pub(super) const ROWS: &[Builtin] = &[
    row(
        "bytes",
        "(data: Any) -> Bytes",
        "The UTF-8 bytes of a text, or the bytes with the numbers of a list.",
        r#"bytes("hi")  # b"6869""#,
    ),
    row(
        "decode",
        "(data: Bytes) -> String?",
        "The text whose UTF-8 bytes these are, or null when they are none.",
        r#"decode(b"6869")  # hi"#,
    ),
    row(
        "base64_encode",
        "(data: Any) -> String",
        "The Base64 text of a text or bytes.",
        r#"base64_encode("hello")  # aGVsbG8="#,
    ),
    row(
        "base64_decode",
        "(text: String) -> Any",
        "What a Base64 text encodes: a String, or Bytes when they are no text.",
        r#"base64_decode("aGVsbG8=")  # hello"#,
    ),
    row(
        "hex_encode",
        "(data: Any) -> String",
        "The hexadecimal digits of a text or bytes.",
        r#"hex_encode(b"cafe")  # cafe"#,
    ),
    row(
        "hex_decode",
        "(text: String) -> Bytes",
        "The bytes that hexadecimal digits encode.",
        r#"hex_decode("cafe")  # b"cafe""#,
    ),
    row(
        "url_encode",
        "(text: String) -> String",
        "The text as part of an address.",
        r#"url_encode("a b&c")  # a%20b%26c"#,
    ),
    row(
        "url_decode",
        "(text: String) -> String",
        "The text that a part of an address stands for.",
        r#"url_decode("a%20b")  # a b"#,
    ),
    row(
        "hash",
        "(value: Any) -> Int",
        "A number computed from the value's text; the same in every run.",
        r#"hash("hello") == hash("hello")  # true"#,
    ),
    row(
        "sha256",
        "(data: Any) -> String",
        "The SHA-256 checksum in hexadecimal digits.",
        r#"sha256("")  # e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"#,
    ),
];
