//! Texts and bytes as literals.

use std::fmt::Write;

/// Appends a text in quotes, with escapes for what would not be visible.
pub fn write_quoted(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other if other.is_control() => write!(out, "\\u{{{:x}}}", u32::from(other)).unwrap_or_default(),
            other => out.push(other),
        }
    }
    out.push('"');
}

/// Appends bytes as `b"cafe"`.
pub(super) fn write_bytes(bytes: &[u8], out: &mut String) {
    out.push_str("b\"");
    for byte in bytes {
        write!(out, "{byte:02x}").unwrap_or_default();
    }
    out.push('"');
}
