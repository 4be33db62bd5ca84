//! Diagnostics as plain text, with the source line and a caret.

use super::Diagnostic;
use crate::text::LineIndex;
use std::fmt::Write;

/// One diagnostic as text: headline, place, source line with carets, help.
pub fn render(diagnostic: &Diagnostic, file: &str, lines: &LineIndex<'_>) -> String {
    let start = lines.line_column(diagnostic.span.start);
    let end = lines.line_column(diagnostic.span.end);
    let width = if end.line == start.line { (end.column - start.column).max(1) } else { 1 };
    let gutter = start.line.to_string();
    let pad = " ".repeat(gutter.len());
    let mut out = String::new();
    let _ = writeln!(out, "{}[{}]: {}", diagnostic.severity.word(), diagnostic.code, diagnostic.message);
    let _ = writeln!(out, "{pad}--> {file}:{}:{}", start.line, start.column);
    let _ = writeln!(out, "{gutter} | {}", lines.line_text(start.line));
    let _ = writeln!(out, "{pad} | {}{}", " ".repeat(start.column as usize - 1), "^".repeat(width as usize));
    for label in &diagnostic.labels {
        let place = lines.line_column(label.span.start);
        let _ = writeln!(out, "{pad} = line {}: {}", place.line, label.message);
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "{pad} = help: {help}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn shows_the_place_with_a_caret() {
        let source = "let x = 1\nprint(y)\n";
        let diagnostic = Diagnostic::error("unknown-name", Span::new(16, 17), "no `y` here").help("did you mean `x`?");
        let text = render(&diagnostic, "a.lm", &LineIndex::new(source));
        assert!(text.contains("a.lm:2:7"), "{text}");
        assert!(text.contains("2 | print(y)\n  |       ^\n"), "{text}");
        assert!(text.ends_with("= help: did you mean `x`?\n"), "{text}");
    }
}
