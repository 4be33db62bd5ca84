//! What a name can stand for, each thing under one identity wherever it is named.

use super::node::{Node, nodes};
use crate::base::SortedMap;
use crate::check::{CellId, Checked, ConstId, EnumId, ExternId, LocalId, RecordId, Resolution, ToolId, Type};
use crate::prelude::Builtin;
use crate::syntax::tree::{Cell, Field, Item, ItemKind, NodeId, Param, PatternKind, Tree};
use crate::text::Span;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// A variable; copies inside of closures are the variable they were copied from.
    Local(LocalId),
    /// A cell of the program.
    Cell(CellId),
    /// A builtin, or a cell of the prelude.
    Builtin(&'static str),
    /// A constant.
    Const(ConstId),
    /// A record type.
    Record(RecordId),
    /// A field of a record type.
    Field(RecordId, u16),
    /// An enum.
    Enum(EnumId),
    /// A variant.
    Variant(EnumId, u16),
    /// A payload field of a variant.
    Payload(EnumId, u16, u16),
    /// A type alias, by its item in the tree.
    Alias(u32),
    /// A tool.
    Tool(ToolId),
    /// A host function.
    Extern(ExternId),
    /// A parameter of a host function.
    ExternParam(ExternId, u16),
    /// `@label`, by the offset at which it is declared.
    Label(u32),
    /// What a future, channel or shared cell offers behind a dot.
    Operation(&'static str, &'static str),
    /// A type that every program has.
    Type(&'static str),
}

/// The names of a program that are known everywhere in it.
pub struct Globals<'t> {
    names: SortedMap<&'t str, Symbol>,
    /// The program's cells, nested ones and methods included, by their nodes.
    cells: SortedMap<NodeId, CellId>,
    trees: SortedMap<CellId, &'t Cell>,
    /// From each copy of a variable to what it is a copy of.
    outer: SortedMap<LocalId, LocalId>,
    /// Where each is declared, fields and variants included.
    declared: SortedMap<Symbol, Span>,
    /// From each variable that a record's `where` checks see to the field.
    fields: SortedMap<LocalId, Symbol>,
}

impl<'t> Globals<'t> {
    /// Those of a checked program.
    pub fn of(checked: &'t Checked) -> Globals<'t> {
        let cells = (0..).zip(&checked.cells).filter(|(_, cell)| !cell.is_prelude);
        let copies = checked.captures.values().flatten().map(|capture| (capture.inner, capture.outer));
        let mut globals = Globals {
            names: SortedMap::new(),
            cells: cells.map(|(index, cell)| (cell.node, CellId(index))).collect(),
            trees: SortedMap::new(),
            outer: copies.collect(),
            declared: SortedMap::new(),
            fields: SortedMap::new(),
        };
        globals.declare(&checked.tree, checked);
        globals.keep_trees(&checked.tree);
        globals.declared.extend(globals.trees.iter().map(|(id, cell)| (Symbol::Cell(*id), cell.name.span)));
        for (id, record) in (0..).map(RecordId).zip(&checked.records) {
            for (index, local) in (0..).zip(&record.scope) {
                globals.fields.insert(*local, Symbol::Field(id, index));
            }
        }
        globals
    }

    /// Cells inside of others are looked for only if there are any.
    fn keep_trees(&mut self, tree: &'t Tree) {
        let outer = tree.items.iter().flat_map(|item| match &item.kind {
            ItemKind::Cell(cell) => vec![&**cell],
            ItemKind::Enum(item) => item.methods.iter().collect(),
            _ => Vec::new(),
        });
        outer.for_each(|cell| self.keep_tree(cell));
        if self.trees.len() < self.cells.len() {
            nodes(tree).for_each(|node| {
                if let Node::Cell(cell) = node {
                    self.keep_tree(cell);
                }
            });
        }
    }

    fn keep_tree(&mut self, cell: &'t Cell) {
        if let Some(id) = self.cell_of(cell.id) {
            self.trees.insert(id, cell);
        }
    }

    /// Ids are given in the order of declaration; of two that share a name the first is meant.
    fn declare(&mut self, tree: &'t Tree, checked: &Checked) {
        let (mut records, mut tools, mut externs, mut consts) = (0.., 0.., 0.., 0..);
        let mut enums = 2..;
        for (index, item) in (0..).zip(&tree.items) {
            let (name, symbol) = match &item.kind {
                ItemKind::Cell(cell) => match self.cells.get(&cell.id) {
                    Some(id) => (&cell.name, Symbol::Cell(*id)),
                    None => continue,
                },
                ItemKind::Record(record) => (&record.name, Symbol::Record(RecordId(next(&mut records)))),
                ItemKind::Enum(item) if item.name.text == "FutureState" => {
                    (&item.name, Symbol::Enum(EnumId::FUTURE_STATE))
                }
                ItemKind::Enum(item) => (&item.name, Symbol::Enum(EnumId(next(&mut enums)))),
                ItemKind::Alias(alias) => (&alias.name, Symbol::Alias(index)),
                ItemKind::Const(constant) => (&constant.name, Symbol::Const(ConstId(next(&mut consts)))),
                ItemKind::UseTool(tool) => (&tool.alias, Symbol::Tool(ToolId(next(&mut tools)))),
                ItemKind::Extern(item) => (&item.name, Symbol::Extern(ExternId(next(&mut externs)))),
                _ => continue,
            };
            if is_known(symbol, checked) {
                self.names.get_or_insert_with(&name.text, || symbol);
                self.declared.get_or_insert_with(symbol, || name.span);
                self.declare_parts(symbol, item);
            }
        }
    }

    fn declare_parts(&mut self, symbol: Symbol, item: &Item) {
        match (symbol, &item.kind) {
            (Symbol::Record(id), ItemKind::Record(record)) => {
                self.declare_fields(&record.fields, |index| Symbol::Field(id, index));
            }
            (Symbol::Enum(id), ItemKind::Enum(item)) => {
                for (index, variant) in (0..).zip(&item.variants) {
                    self.declared.insert(Symbol::Variant(id, index), variant.name.span);
                    self.declare_fields(&variant.fields, |field| Symbol::Payload(id, index, field));
                }
            }
            _ => {}
        }
    }

    fn declare_fields(&mut self, fields: &[Field], symbol: impl Fn(u16) -> Symbol) {
        let named = (0..).zip(fields).filter_map(|(index, field)| Some((index, field.name.as_ref()?)));
        self.declared.extend(named.map(|(index, name)| (symbol(index), name.span)));
    }

    /// Where a declaration, field or variant has its name.
    pub fn declaration(&self, symbol: Symbol) -> Option<Span> {
        self.declared.get(&symbol).copied()
    }

    /// What a name means where no variable hides it.
    pub fn get(&self, name: &str) -> Option<Symbol> {
        self.names.get(name).copied().or_else(|| builtin(name))
    }

    /// All names that the program declares.
    pub fn iter(&self) -> impl Iterator<Item = (&'t str, Symbol)> {
        self.names.iter().map(|(name, symbol)| (*name, *symbol))
    }

    /// The cell whose tree has this node.
    pub fn cell_of(&self, node: NodeId) -> Option<CellId> {
        self.cells.get(&node).copied()
    }

    /// The tree of a cell of the program.
    pub fn cell(&self, id: CellId) -> Option<&'t Cell> {
        self.trees.get(&id).copied()
    }

    /// The identity of a variable.
    pub fn local(&self, checked: &Checked, mut local: LocalId) -> Symbol {
        while let Some(outer) = self.outer.get(&local) {
            local = *outer;
        }
        if let Some(cell) = checked.nested_cells.get(&local) {
            return Symbol::Cell(*cell);
        }
        self.fields.get(&local).copied().unwrap_or(Symbol::Local(local))
    }

    /// The identity of what the checker found.
    pub fn resolved(&self, checked: &Checked, found: Resolution) -> Symbol {
        match found {
            Resolution::Local(local) => self.local(checked, local),
            Resolution::Const(id) => Symbol::Const(id),
            Resolution::Cell(id) => match &checked.cells[id.0 as usize] {
                cell if cell.is_prelude => builtin(&cell.name).unwrap_or(Symbol::Cell(id)),
                _ => Symbol::Cell(id),
            },
            Resolution::Builtin(id) => Symbol::Builtin(crate::prelude::BUILTINS[id.0 as usize].name),
            Resolution::Record(id) => Symbol::Record(id),
            Resolution::Variant(id, index) => Symbol::Variant(id, index),
            Resolution::Tool(id) => Symbol::Tool(id),
            Resolution::Extern(id) => Symbol::Extern(id),
            Resolution::EnumName(id) => Symbol::Enum(id),
        }
    }
}

fn next(counter: &mut std::ops::RangeFrom<u32>) -> u32 {
    counter.next().unwrap_or(u32::MAX)
}

/// A declaration that the checker gave up on has no entry in its tables.
fn is_known(symbol: Symbol, checked: &Checked) -> bool {
    match symbol {
        Symbol::Record(id) => (id.0 as usize) < checked.records.len(),
        Symbol::Enum(id) => (id.0 as usize) < checked.enums.len(),
        Symbol::Const(id) => (id.0 as usize) < checked.consts.len(),
        Symbol::Tool(id) => (id.0 as usize) < checked.tools.len(),
        Symbol::Extern(id) => (id.0 as usize) < checked.externs.len(),
        _ => true,
    }
}

/// A builtin, or a cell of the prelude.
fn builtin(name: &str) -> Option<Symbol> {
    row(name).map(|row| Symbol::Builtin(row.name))
}

/// The row of a builtin, or of a cell of the prelude.
pub fn row(name: &str) -> Option<&'static Builtin> {
    let known = crate::prelude::builtin(name).map(|id| &crate::prelude::BUILTINS[id.0 as usize]);
    known.or_else(|| crate::prelude::cell(name))
}

/// The types that every program has, with what follows their names.
pub const TYPES: [(&str, &str, &str); 17] = [
    ("Int", "", "A whole number of 64 bits; overflow is an error."),
    ("Float", "", "A number with a fraction, of 64 bits."),
    ("String", "", "A text."),
    ("Bool", "", "`true` or `false`."),
    ("Null", "", "The type of `null`."),
    ("Any", "", "Any value; nothing is checked before the program runs."),
    ("Bytes", "", "Raw bytes."),
    ("Json", "", "What JSON can hold."),
    ("list", "[T]", "Values in order."),
    ("map", "[K, V]", "Values by key."),
    ("set", "[T]", "Values without order and without duplicates."),
    ("tuple", "[A, B]", "A fixed number of values, each of its own type."),
    ("result", "[T, E]", "`ok(value)` or `err(error)`."),
    ("Future", "[T]", "A value that will be there later: `await` waits for it."),
    ("FutureState", "[T]", "What `future.state` gives: `Pending`, `Completed(value)` or `Error(message)`."),
    ("Channel", "[T]", "Hands values from one future to another."),
    ("Shared", "[T]", "A value that several futures may read and change."),
];

/// What stands behind the dot of a future, channel or shared cell: type, name, signature with the element type as `T`, and what it does.
pub const OPERATIONS: [(&str, &str, &str, &str); 9] = [
    (
        "Future",
        "state",
        ": FutureState[T]",
        "How far the future is, without waiting: `Pending`, `Completed(value)` or `Error(message)`.",
    ),
    (
        "Channel",
        "send",
        "(value: T) -> Future[Null]",
        "A future that completes when a receiver, or the buffer, has taken the value.",
    ),
    (
        "Channel",
        "receive",
        "() -> Future[T?]",
        "A future of the next value; null when the channel is closed and empty.",
    ),
    ("Channel", "try_receive", "() -> T?", "The next value if there is one now, else null."),
    (
        "Channel",
        "close",
        "() -> Null",
        "Ends the channel: what is buffered can still be received, nothing more can be sent.",
    ),
    ("Channel", "len", "() -> Int", "How many values are buffered."),
    ("Shared", "get", "() -> T", "The value."),
    ("Shared", "set", "(value: T) -> Null", "Puts another value in its place."),
    (
        "Shared",
        "update",
        "(change: fn(T) -> T) -> T",
        "Replaces the value by what the function makes of it, and gives it; nothing comes in between.",
    ),
];

/// The operation `name` of a value of this type.
pub fn operation(ty: &Type, name: &str) -> Option<Symbol> {
    let (kind, _) = handle(ty)?;
    let row = OPERATIONS.iter().find(|row| row.0 == kind && row.1 == name)?;
    Some(Symbol::Operation(row.0, row.1))
}

/// The word for a future, channel or shared cell, and what is in it.
pub fn handle(ty: &Type) -> Option<(&'static str, &Type)> {
    match ty {
        Type::Future(value) => Some(("Future", value)),
        Type::Channel(value) => Some(("Channel", value)),
        Type::Shared(value) => Some(("Shared", value)),
        _ => None,
    }
}

/// A parameter's name and where it stands; none for a pattern.
pub fn param_name(param: &Param) -> Option<(&str, Span)> {
    match &param.pattern.kind {
        PatternKind::Name(name) | PatternKind::Typed { name, .. } => Some((&name.text, name.span)),
        _ => None,
    }
}
