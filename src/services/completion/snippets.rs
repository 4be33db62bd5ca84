//! The forms of the language with places to fill in.

use super::Completion;
use crate::services::describe::SymbolKind;
use crate::services::words::word;

/// Where a form may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// Wherever a value is wanted.
    Value,
    /// Where a statement begins.
    Statement,
    /// Outside of any block.
    Item,
}

/// A form: its word, what the list shows, what is written.
pub struct Snippet {
    /// Where it may stand.
    pub position: Position,
    /// Whether it makes a future that is to be awaited.
    pub is_composite: bool,
    label: &'static str,
    text: &'static str,
}

impl Snippet {
    /// The entry; `before` is written before the form.
    pub fn completion(&self, before: &str) -> Completion {
        let main = self.label.split(' ').find(|part| word(part).is_some()).unwrap_or(self.label);
        let is_word = !self.text.contains(['$', '\n']);
        let kind = if is_word { SymbolKind::Keyword } else { SymbolKind::Snippet };
        Completion::plain(self.label, kind)
            .doc(word(main).map(|row| row.doc.to_owned()))
            .insert(format!("{before}{}", self.text))
    }
}

const fn value(label: &'static str, text: &'static str) -> Snippet {
    Snippet { position: Position::Value, is_composite: false, label, text }
}

const fn composite(label: &'static str, text: &'static str) -> Snippet {
    Snippet { position: Position::Value, is_composite: true, label, text }
}

const fn statement(label: &'static str, text: &'static str) -> Snippet {
    Snippet { position: Position::Statement, is_composite: false, label, text }
}

const fn item(label: &'static str, text: &'static str) -> Snippet {
    Snippet { position: Position::Item, is_composite: false, label, text }
}

/// All forms; lines behind the first are indented as far as the first is.
pub static SNIPPETS: &[Snippet] = &[
    value("await", "await ${future}"),
    value("spawn", "spawn(${call})"),
    composite("parallel", "parallel\n  ${a} = ${first}\n  ${b} = ${second}\nend"),
    composite("parallel for", "parallel for ${item} in ${items}\n  ${work}\nend"),
    composite("race", "race\n  ${first}\n  ${second}\nend"),
    composite("vote", "vote\n  ${first}\n  ${second}\n  ${third}\nend"),
    composite("select", "select\n  ${message} = ${inbox}.receive()\n  ${late} = sleep(${1000})\nend"),
    composite("timeout", "timeout(${1000}, ${work})"),
    value("match", "match ${value}\n  ${pattern} -> ${result}\nend"),
    value("if", "if ${condition}\n  ${body}\nend"),
    value("if then", "if ${condition} then ${yes} else ${no}"),
    value("when", "when\n  ${condition} -> ${value}\n  _ -> ${otherwise}\nend"),
    value("fn", "fn(${parameter}) => ${value}"),
    value("halt", "halt(${message})"),
    value("try", "try ${result}"),
    value("not", "not ${condition}"),
    value("true", "true"),
    value("false", "false"),
    value("null", "null"),
    statement("let", "let ${name} = ${value}"),
    statement("let mut", "let mut ${name} = ${value}"),
    statement("return", "return ${value}"),
    statement("for", "for ${item} in ${items}\n  ${body}\nend"),
    statement("while", "while ${condition}\n  ${body}\nend"),
    statement("loop", "loop\n  ${body}\nend"),
    statement("if let", "if let ${pattern} = ${value}\n  ${body}\nend"),
    statement("defer", "defer\n  ${cleanup}\nend"),
    statement("break", "break"),
    statement("continue", "continue"),
    statement("else", "else"),
    statement("end", "end"),
    item("cell", "cell ${name}(${parameters}) -> ${Type}\n  ${body}\nend"),
    item("async cell", "async cell ${name}(${parameters}) -> ${Type}\n  ${body}\nend"),
    item("record", "record ${Name}\n  ${field}: ${Type}\nend"),
    item("enum", "enum ${Name}\n  ${Variant}\nend"),
    item("type", "type ${Name} = ${Type}"),
    item("const", "const ${NAME} = ${value}"),
    item("use tool", "use tool ${service.name} as ${Name}"),
    item("extern cell", "extern cell ${name}(${parameters}) -> ${Type}"),
    item("@deterministic true", "@deterministic true"),
];
