//! A tree as canonical text: one layout, two spaces of indentation.
//!
//! Printing what was parsed and parsing it again gives the same tree, but for places and node ids; the property tests
//! hold the two to it. Comments and blank lines are no part of the tree and do not appear.

mod control;
mod expr;
mod item;
mod pattern;
mod stmt;
mod string;
mod ty;

use super::tree::{Name, Tree};

/// The canonical text of a tree.
pub fn print(tree: &Tree) -> String {
    let mut printer = Printer::default();
    for directive in &tree.directives {
        let value = if directive.value.is_empty() { String::new() } else { format!(" {}", directive.value) };
        printer.line(&format!("@{}{value}", directive.name.text));
    }
    for item in &tree.items {
        printer.item(item);
    }
    printer.text
}

/// The text so far and where it stands.
#[derive(Default)]
struct Printer {
    text: String,
    /// How many blocks are open.
    level: usize,
    /// Whether this is the inside of a string on one line, where no line break may stand.
    in_text: bool,
    /// Whether this is the first line of a block, where no line break should stand.
    in_header: bool,
    /// Whether the text is thrown away and only asked for line breaks.
    probing: bool,
}

impl Printer {
    /// Adds text to the line at hand.
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A whole line.
    fn line(&mut self, text: &str) {
        self.begin_line();
        self.put(text);
        self.end_line();
    }

    fn begin_line(&mut self) {
        for _ in 0..self.level {
            self.put("  ");
        }
    }

    fn end_line(&mut self) {
        self.put("\n");
    }

    /// Ends a statement's line. A name that would open a block before a line break gets a semicolon.
    fn end_statement(&mut self) {
        let word = self.text.rfind(|ch: char| !(ch.is_alphanumeric() || ch == '_')).map_or(0, |at| at + 1);
        if matches!(&self.text[word..], "race" | "vote" | "select" | "parallel") {
            self.put(";");
        }
        self.end_line();
    }

    /// The rest of a block behind its first line: indented lines and `end`, which stays open for what follows it.
    fn body(&mut self, lines: impl FnOnce(&mut Printer)) {
        self.indented(lines);
        self.begin_line();
        self.put("end");
    }

    /// Indented lines behind the line at hand.
    fn indented(&mut self, lines: impl FnOnce(&mut Printer)) {
        self.end_line();
        self.level += 1;
        lines(self);
        self.level -= 1;
    }

    fn name(&mut self, name: &Name) {
        self.put(&name.text);
    }

    /// Things with commas between them.
    fn commas<O>(&mut self, things: &[O], mut print: impl FnMut(&mut Printer, &O)) {
        for (index, thing) in things.iter().enumerate() {
            if index > 0 {
                self.put(", ");
            }
            print(self, thing);
        }
    }

    /// Things in brackets with commas between them.
    fn list<O>(&mut self, open: &str, things: &[O], close: &str, print: impl FnMut(&mut Printer, &O)) {
        self.put(open);
        self.commas(things, print);
        self.put(close);
    }

    /// ` = …` and the like, if there is something.
    fn opt<O>(&mut self, before: &str, thing: Option<&O>, print: impl FnOnce(&mut Printer, &O)) {
        if let Some(thing) = thing {
            self.put(before);
            print(self, thing);
        }
    }
}
