//! The program as a whole: its tables of types and outside functions, all cells, and the entry.

use super::types::test_of;
use super::{Compiler, FunctionHead, Shape};
use crate::bytecode::{
    CellShape, ExternShape, FunctionIndex, Op, RecordShape, Reg, SymbolId, ToolShape, TypeTest, VariantShape,
};
use crate::check::{CellId, EnumId, ParamInfo, RecordId, Type};
use crate::syntax::tree::{Cell, Const, Enum, Item, ItemKind, Record, Stmt, StmtKind, Tree};
use crate::syntax::walk;
use crate::text::Span;

impl<'a> Compiler<'a> {
    /// Compiles everything.
    pub fn program(&mut self) {
        self.tables.index("functions", self.functions.len());
        self.fill_shapes();
        self.fill_outside();
        let checked = self.checked;
        self.collect(&checked.tree);
        self.collect(&checked.prelude);
        self.constructor_functions();
        self.cells(&checked.tree);
        self.cells(&checked.prelude);
        self.entry(&checked.tree);
        self.fill_methods();
        self.fill_functions();
        if let Some(what) = self.tables.overflow {
            self.too_large(Span::at(0), &format!("the program has more than 65,535 {what}"));
        }
    }

    fn fill_shapes(&mut self) {
        for record in &self.checked.records {
            let fields = record.fields.iter().map(|field| self.tables.symbol(&mut self.out, &field.name)).collect();
            let types = record.fields.iter().map(|field| test_of(&field.ty)).collect();
            self.tables.record(&mut self.out, RecordShape { name: record.name.as_str().into(), fields, types });
        }
        for (enum_index, info) in self.checked.enums.iter().enumerate() {
            let first = self.tables.index("variants", self.out.variants.len());
            self.first_variants.push(first);
            for variant in &info.variants {
                let fields =
                    variant.fields.iter().map(|field| self.tables.symbol(&mut self.out, &field.name)).collect();
                let (enum_name, name) = (info.name.as_str().into(), variant.name.as_str().into());
                self.out.variants.push(VariantShape { enum_name, name, enum_index: enum_index as u32, fields });
            }
        }
        self.tables.index("variants", self.out.variants.len());
    }

    fn fill_outside(&mut self) {
        for tool in &self.checked.tools {
            let limits = tool.limits.iter().map(|(key, text)| (key.as_str().into(), text.as_str().into())).collect();
            let (alias, name) = (tool.alias.as_str().into(), tool.tool.as_str().into());
            self.tables.push("tools", &mut self.out.tools, ToolShape { alias, name, limits });
        }
        for host in &self.checked.externs {
            let shape = ExternShape { name: host.name.as_str().into(), result: test_of(&host.result) };
            self.tables.push("host functions", &mut self.out.externs, shape);
        }
    }

    /// Finds the declarations that code refers to.
    fn collect(&mut self, tree: &'a Tree) {
        for item in &tree.items {
            match &item.kind {
                ItemKind::Const(constant) => self.collect_const(constant),
                ItemKind::Record(record) => self.collect_record(record),
                ItemKind::Enum(item) => self.collect_enum(item),
                ItemKind::Cell(cell) => self.global_cells.extend(self.cell_id(cell)),
                _ => {}
            }
        }
    }

    fn collect_const(&mut self, constant: &'a Const) {
        if let Some(index) = self.checked.consts.iter().position(|known| *known == constant.id) {
            self.consts[index] = Some(constant);
        }
    }

    fn collect_record(&mut self, record: &'a Record) {
        let Some(index) = self.checked.records.iter().position(|known| known.name == record.name.text) else { return };
        let infos = &self.checked.records[index].fields;
        if infos.iter().any(|field| field.has_default || field.has_check) {
            self.declared_fields.insert(Shape::Record(RecordId(index as u32)), &record.fields);
        }
    }

    fn collect_enum(&mut self, item: &'a Enum) {
        let Some(index) = self.checked.enums.iter().position(|known| known.name == item.name.text) else { return };
        for (position, variant) in item.variants.iter().enumerate() {
            if variant.fields.iter().any(|field| field.default.is_some() || field.check.is_some()) {
                self.declared_fields.insert(Shape::Variant(EnumId(index as u32), position as u16), &variant.fields);
            }
        }
    }

    fn cells(&mut self, tree: &'a Tree) {
        for item in &tree.items {
            match &item.kind {
                ItemKind::Cell(cell) => self.global_cell(cell),
                ItemKind::Enum(item) => item.methods.iter().for_each(|method| self.global_cell(method)),
                _ => {}
            }
        }
    }

    fn global_cell(&mut self, cell: &'a Cell) {
        let Some(id) = self.cell_id(cell) else { return };
        self.cell(id, cell);
        let info = &self.checked.cells[id.0 as usize];
        if !info.is_prelude && info.method_of.is_none() {
            let params = info.params.iter().map(|param| (param.name.as_str().into(), param_test(param))).collect();
            let (name, function) = (info.name.as_str().into(), self.cell_function(id));
            self.out.cells.push(CellShape { name, function, params });
        }
    }

    /// The entry: top-level statements, then `main`. A `main` alone is its own entry.
    fn entry(&mut self, tree: &'a Tree) {
        let stmts: Vec<&'a Stmt> = tree.items.iter().filter_map(as_stmt).collect();
        let main = self.checked.main.filter(|id| self.is_runnable(*id));
        let takes_nothing = main.is_some_and(|id| self.checked.cells[id.0 as usize].params.is_empty());
        self.out.entry = match main {
            Some(id) if stmts.is_empty() && takes_nothing => Some(self.cell_function(id)),
            None if stmts.is_empty() => None,
            main => Some(self.entry_function(&stmts, main)),
        };
    }

    fn is_runnable(&self, id: CellId) -> bool {
        self.checked.cells[id.0 as usize].params.iter().all(|param| param.has_default || param.variadic)
    }

    fn entry_function(&mut self, stmts: &[&'a Stmt], main: Option<CellId>) -> FunctionIndex {
        let index = self.reserve_function();
        let first = stmts.first().map_or(Span::NOWHERE, |stmt| stmt.span);
        let span = stmts.last().map_or(first, |stmt| first.to(stmt.span));
        self.function(index, FunctionHead { is_prelude: false, ..FunctionHead::plain("main", span) }, |this| {
            this.f.has_defer = stmts.iter().any(|stmt| stmt_has_defer(stmt));
            let last = match main {
                Some(_) => None,
                None => Some(this.f.alloc()),
            };
            this.statements(stmts, last);
            match (main, last) {
                (Some(id), _) => this.call_main(id),
                (None, last) => this.emit(Op::Return { src: last.unwrap_or(Reg(0)) }),
            }
        });
        index
    }

    /// `main` itself is run, not made a future, when it is async.
    fn call_main(&mut self, id: CellId) {
        let params = &self.checked.cells[id.0 as usize].params;
        let args = self.f.registers.alloc_many(params.len().max(1));
        for (offset, param) in params.iter().enumerate() {
            let dst = Reg(args.0 + offset as u16);
            let op = if param.variadic { Op::List { dst, first: dst, count: 0 } } else { Op::Absent { dst } };
            self.emit(op);
        }
        self.emit(Op::Call { dst: args, args, function: self.cell_function(id) });
        self.emit(Op::Return { src: args });
    }

    fn fill_methods(&mut self) {
        for (index, info) in self.checked.enums.iter().enumerate() {
            for id in &info.methods {
                let name = method_name(&self.checked.cells[id.0 as usize].name);
                let symbol = self.tables.symbol(&mut self.out, name);
                self.out.methods.push((index as u32, symbol, self.cell_function(*id)));
            }
        }
        for symbol in self.called_methods.clone() {
            if let Some(function) = self.cell_called(symbol) {
                self.out.methods.push((u32::MAX, symbol, function));
            }
        }
    }

    /// The cell that a method call falls back to: the program's before the prelude's.
    fn cell_called(&self, symbol: SymbolId) -> Option<FunctionIndex> {
        let name = self.out.symbol(symbol);
        let found = self.global_cells.iter().find(|id| self.checked.cells[id.0 as usize].name == name);
        found.map(|id| self.cell_function(*id))
    }

    /// Cells whose code nobody needed get a body that gives null.
    fn fill_functions(&mut self) {
        for index in 0..self.functions.len() {
            if self.functions[index].is_none() {
                let head = FunctionHead::plain("unused", Span::NOWHERE);
                self.function(FunctionIndex(index as u16), head, |this| this.return_null());
            }
        }
        self.out.functions = std::mem::take(&mut self.functions).into_iter().flatten().collect();
    }

    /// Leaves the function with null.
    pub fn return_null(&mut self) {
        let src = self.f.alloc();
        self.emit(Op::Null { dst: src });
        self.emit(Op::Return { src });
    }
}

fn as_stmt(item: &Item) -> Option<&Stmt> {
    match &item.kind {
        ItemKind::Stmt(stmt) => Some(stmt),
        _ => None,
    }
}

fn stmt_has_defer(stmt: &Stmt) -> bool {
    let mut found = matches!(stmt.kind, StmtKind::Defer(_));
    walk::stmt_parts(stmt, &mut |part| found = found || walk::part_has_defer(part));
    found
}

/// What an argument must be; of a variadic parameter, each of them.
fn param_test(param: &ParamInfo) -> TypeTest {
    match &param.ty {
        Type::List(item) if param.variadic => test_of(item),
        ty => test_of(ty),
    }
}

/// `area` of `Shape.area`.
fn method_name(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, method)| method)
}
