//! Names of types.

use super::{Completion, Site};
use crate::services::describe::{SymbolKind, describe};
use crate::services::node::Node;
use crate::services::symbol::{Symbol, TYPES};
use crate::syntax::tree::{GenericParam, ItemKind};

impl Site<'_> {
    /// Types that can be written inside of `above`.
    pub fn types(&self, above: &[Node<'_>]) -> Vec<Completion> {
        let mut items: Vec<Completion> = above.iter().rev().flat_map(generics).collect();
        for (name, symbol) in self.globals.iter() {
            if matches!(symbol, Symbol::Record(_) | Symbol::Enum(_) | Symbol::Alias(_)) {
                let described = describe(self.analysis, &self.globals, symbol);
                items.push(Completion::plain(name, described.kind).doc(described.doc));
            }
        }
        items.extend(TYPES.iter().map(|(name, arguments, doc)| {
            let places = arguments.replace('[', "[${").replace(", ", "}, ${").replace(']', "}]");
            Completion::plain(*name, SymbolKind::Type)
                .detail(format!("{name}{arguments}"))
                .doc(Some((*doc).to_owned()))
                .insert(format!("{name}{places}"))
        }));
        items
    }
}

fn generics(node: &Node<'_>) -> Vec<Completion> {
    let names = |generics: &[GenericParam]| {
        generics.iter().map(|generic| Completion::plain(&generic.name.text, SymbolKind::Type)).collect()
    };
    match node {
        Node::Cell(cell) => names(&cell.generics),
        Node::Item(item) => match &item.kind {
            ItemKind::Record(record) => names(&record.generics),
            ItemKind::Enum(item) => names(&item.generics),
            ItemKind::Alias(alias) => names(&alias.generics),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
