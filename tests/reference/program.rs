//! The declarations of a program.

use lumen_playground::syntax::parse;
use lumen_playground::syntax::tree::{Cell, Const, Enum, Item, ItemKind, Record, Stmt, Tree};

/// A program whose tree lives as long as the test: fibers borrow from it freely.
pub struct Program {
    pub cells: Vec<&'static Cell>,
    pub records: Vec<&'static Record>,
    pub enums: Vec<&'static Enum>,
    pub consts: Vec<&'static Const>,
    /// Top-level statements.
    pub stmts: Vec<&'static Stmt>,
}

impl Program {
    /// Reads a program.
    pub fn read(source: &str) -> Result<Program, String> {
        let tree: &'static Tree = Box::leak(Box::new(parse(source).tree));
        let mut program = Program {
            cells: Vec::new(),
            records: Vec::new(),
            enums: Vec::new(),
            consts: Vec::new(),
            stmts: Vec::new(),
        };
        tree.items.iter().try_for_each(|item| program.add(item))?;
        Ok(program)
    }

    fn add(&mut self, item: &'static Item) -> Result<(), String> {
        match &item.kind {
            ItemKind::Cell(cell) => self.cells.push(cell),
            ItemKind::Record(record) => self.records.push(record),
            ItemKind::Enum(it) => self.enums.push(it),
            ItemKind::Const(it) => self.consts.push(it),
            ItemKind::Stmt(stmt) => self.stmts.push(stmt),
            ItemKind::Alias(_) => {}
            _ => return Err("this kind of declaration".into()),
        }
        Ok(())
    }

    /// A cell by name.
    pub fn cell(&self, name: &str) -> Option<&'static Cell> {
        self.cells.iter().find(|cell| cell.name.text == name).copied()
    }

    /// A record by name.
    pub fn record(&self, name: &str) -> Option<&'static Record> {
        self.records.iter().find(|record| record.name.text == name).copied()
    }

    /// How many payload fields the variant of that name has, if there is one.
    pub fn variant_len(&self, name: &str) -> Option<usize> {
        let built_in = match name {
            "Pending" => Some(0),
            "Completed" | "Error" | "ok" | "err" => Some(1),
            _ => None,
        };
        let mut variants = self.enums.iter().flat_map(|it| &it.variants);
        variants.find(|variant| variant.name.text == name).map(|variant| variant.fields.len()).or(built_in)
    }
}
