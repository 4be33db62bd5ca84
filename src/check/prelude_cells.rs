//! The prelude's cells as one check sees them: each is read when something first uses it.
//!
//! A program uses few of them, and reading all takes longer than checking most programs.

use crate::prelude;
use crate::syntax::parse_prelude;
use crate::syntax::tree::{Cell, Item, ItemKind, Tree};
use std::cell::OnceCell;

/// Those that were read, by their place in [`prelude::cell_sources`].
pub struct PreludeCells {
    read: Vec<OnceCell<Box<Item>>>,
    next_node: std::cell::Cell<u32>,
}

impl PreludeCells {
    /// None is read yet; node ids will begin at `first_node`.
    pub fn new(first_node: u32) -> PreludeCells {
        PreludeCells { read: vec![OnceCell::new(); prelude::cell_sources().len()], next_node: first_node.into() }
    }

    /// Whether there is a cell of that name.
    pub fn contains(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        prelude::cell_sources().iter().map(|cell| cell.name)
    }

    /// The cell of that name.
    pub fn get(&self, name: &str) -> Option<&Cell> {
        let index = self.names().position(|known| known == name)?;
        match &self.read[index].get_or_init(|| self.read_cell(prelude::cell_sources()[index].source)).kind {
            ItemKind::Cell(cell) => Some(cell),
            _ => None,
        }
    }

    fn read_cell(&self, source: &str) -> Box<Item> {
        let mut tree = parse_prelude(source, self.next_node.get()).tree;
        self.next_node.set(tree.node_count);
        Box::new(tree.items.remove(0))
    }

    /// Those that were read, in the prelude's order.
    pub fn into_tree(self) -> Tree {
        let items = self.read.into_iter().filter_map(OnceCell::into_inner).map(|item| *item).collect();
        Tree { directives: Vec::new(), items, node_count: self.next_node.get() }
    }
}
