//! Strings, numbers and bytes.

use super::Printer;
use crate::syntax::tree::{Fragment, StringLit};
use std::fmt::Write;

impl Printer {
    pub(super) fn string(&mut self, literal: &StringLit) {
        match (literal.raw, literal.triple) {
            (true, false) => self.raw(literal, "r\"", "\""),
            (true, true) => self.raw_triple(literal),
            (false, true) => {
                self.put("\"\"\"\n");
                self.triple(&literal.fragments);
                self.put("\n\"\"\"");
            }
            (false, false) => {
                let outside = std::mem::replace(&mut self.in_text, true);
                self.put("\"");
                self.fragments(&literal.fragments);
                self.put("\"");
                self.in_text = outside;
            }
        }
    }

    fn raw(&mut self, literal: &StringLit, open: &str, close: &str) {
        self.put(open);
        for fragment in &literal.fragments {
            if let Fragment::Text(text) = fragment {
                self.put(text);
            }
        }
        self.put(close);
    }

    /// A text of one line stands between its quotes, so that its indentation is kept.
    fn raw_triple(&mut self, literal: &StringLit) {
        let breaks = |fragment: &Fragment| matches!(fragment, Fragment::Text(text) if text.contains('\n'));
        match literal.fragments.iter().any(breaks) {
            true => self.raw(literal, "r\"\"\"\n", "\n\"\"\""),
            false => self.raw(literal, "r\"\"\"", "\"\"\""),
        }
    }

    /// Lines that begin with blank space begin with an escape instead: indentation is layout there.
    fn triple(&mut self, fragments: &[Fragment]) {
        let mut begins_line = true;
        for fragment in fragments {
            let Fragment::Text(text) = fragment else {
                self.fragment(fragment);
                begins_line = false;
                continue;
            };
            for ch in text.chars() {
                match ch {
                    '\n' => self.put("\n"),
                    ' ' if begins_line => self.put("\\x20"),
                    ch => self.escaped(ch),
                }
                begins_line = ch == '\n';
            }
        }
    }

    /// The inside of a string that is not raw.
    pub(super) fn fragments(&mut self, fragments: &[Fragment]) {
        fragments.iter().for_each(|fragment| self.fragment(fragment));
    }

    fn fragment(&mut self, fragment: &Fragment) {
        match fragment {
            Fragment::Text(text) => text.chars().for_each(|ch| self.escaped(ch)),
            Fragment::Interpolation { value, spec } => {
                self.form("{", value, "");
                self.opt(":", spec.as_ref(), Printer::name);
                self.put("}");
            }
        }
    }

    fn escaped(&mut self, ch: char) {
        match ch {
            '\n' => self.put("\\n"),
            '\t' => self.put("\\t"),
            '\r' => self.put("\\r"),
            '\0' => self.put("\\0"),
            '\\' | '"' | '{' => {
                self.put("\\");
                self.text.push(ch);
            }
            ch if ch.is_control() => {
                let _ = write!(self.text, "\\u{{{:x}}}", ch as u32);
            }
            ch => self.text.push(ch),
        }
    }

    pub(super) fn float(&mut self, value: f64) {
        let text = format!("{value:?}");
        self.put(&text);
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.put("b\"");
        for byte in bytes {
            let _ = write!(self.text, "{byte:02x}");
        }
        self.put("\"");
    }
}
