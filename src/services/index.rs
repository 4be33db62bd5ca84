//! Every place at which a name stands, with what it means there.

use super::node::{Node, nodes, nodes_of};
use super::symbol::{Globals, Symbol, TYPES, operation, param_name};
use crate::base::{SortedMap, sort_by_key};
use crate::check::{CellId, Checked, EnumId, LocalId, RecordId, Resolution, Type};
use crate::syntax::tree::{
    Argument, Block, Cell, Enum, Expr, ExprKind, FieldPattern, Item, ItemKind, Name, NodeId, Pattern, PatternKind,
    Place, PlaceStep, Stmt, StmtKind, TypeExpr, TypeKind,
};
use crate::text::Span;
use std::cell::OnceCell;

/// What is done with a name at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is given its meaning.
    Declaration,
    /// It is read, called or named.
    Read,
    /// It is assigned.
    Write,
}

impl Role {
    /// The word used towards editors.
    pub fn word(self) -> &'static str {
        match self {
            Role::Declaration => "declaration",
            Role::Read => "read",
            Role::Write => "write",
        }
    }
}

/// One place at which a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Where.
    pub span: Span,
    /// What it means.
    pub symbol: Symbol,
    /// What is done with it.
    pub role: Role,
    /// Whether the name stands for two things there: the field of a record and a variable (`x:` in a pattern).
    pub is_shorthand: bool,
}

/// How a variable came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// A parameter.
    Parameter,
    /// `let`, or `let mut`.
    Let,
    /// The name of a composite's entry.
    Entry,
}

/// All places of a program.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// In source order.
    pub occurrences: Vec<Occurrence>,
    /// Where each symbol is declared first.
    pub declarations: SortedMap<Symbol, Span>,
    /// How variables came to be; those of other patterns and of entries are left out.
    pub bindings: SortedMap<LocalId, Binding>,
    /// Names behind the dot of a value that is not known, and before arguments of such: each may mean a field, a method, a cell
    /// or a parameter.
    pub open: Vec<Name>,
}

impl Index {
    /// The places of a checked program.
    pub fn of(checked: &Checked, globals: &Globals<'_>) -> Index {
        let mut builder = Builder { checked, globals, out: Index::default(), entries: OnceCell::new() };
        for node in nodes(&checked.tree) {
            builder.node(node);
        }
        let mut index = builder.out;
        sort_by_key(&mut index.occurrences, |found| found.span);
        for found in index.occurrences.iter().filter(|found| found.role == Role::Declaration) {
            index.declarations.get_or_insert_with(found.symbol, || found.span);
        }
        index
    }

    /// The occurrences at an offset: one, or two for a shorthand. An offset right behind a name counts.
    pub fn at(&self, offset: u32) -> &[Occurrence] {
        let end = self.occurrences.partition_point(|found| found.span.start <= offset);
        let found = self.occurrences[..end].last().filter(|found| offset <= found.span.end);
        let Some(span) = found.map(|found| found.span) else { return &[] };
        let start = self.occurrences[..end].partition_point(|found| found.span < span);
        &self.occurrences[start..end]
    }

    /// All places of a symbol.
    pub fn places(&self, symbol: Symbol) -> impl Iterator<Item = &Occurrence> {
        self.occurrences.iter().filter(move |found| found.symbol == symbol)
    }

    /// Where a symbol is declared.
    pub fn declaration(&self, symbol: Symbol) -> Option<Span> {
        self.declarations.get(&symbol).copied()
    }
}

struct Builder<'c> {
    checked: &'c Checked,
    globals: &'c Globals<'c>,
    out: Index,
    /// The names that `parallel` gives its values, with the variables of the same entries.
    entries: OnceCell<SortedMap<&'c str, Vec<Symbol>>>,
}

impl<'c> Builder<'c> {
    fn note(&mut self, span: Span, symbol: Symbol, role: Role) {
        self.out.occurrences.push(Occurrence { span, symbol, role, is_shorthand: false });
    }

    fn resolution(&self, node: NodeId) -> Option<Symbol> {
        let found = *self.checked.resolutions.get(node)?;
        Some(self.globals.resolved(self.checked, found))
    }

    fn type_of(&self, expr: &Expr) -> Type {
        self.checked.types.get(expr.id).cloned().unwrap_or(Type::Unknown)
    }

    fn node(&mut self, node: Node<'c>) {
        match node {
            Node::Item(item) => self.item(item),
            Node::Cell(cell) => self.cell(cell),
            Node::Param(param) => self.bound_in(&param.pattern, Binding::Parameter),
            Node::Stmt(stmt) => self.stmt(stmt),
            Node::Expr(expr) => self.expr(expr),
            Node::Pattern(pattern) => self.pattern(pattern),
            Node::Type(ty) => self.ty(ty),
            Node::Entry(entry) => {
                if let (Some(name), Some(symbol)) = (&entry.name, self.resolution(entry.binding)) {
                    self.note(name.span, symbol, Role::Declaration);
                    if let Symbol::Local(local) = symbol {
                        self.out.bindings.insert(local, Binding::Entry);
                    }
                }
            }
            Node::Field(_) | Node::Block(_) | Node::Arm(_) => {}
        }
    }

    fn global(&mut self, name: &Name, role: Role) {
        if let Some(symbol) = self.globals.get(&name.text) {
            self.note(name.span, symbol, role);
        }
    }

    fn item(&mut self, item: &'c Item) {
        match &item.kind {
            ItemKind::Record(record) => {
                self.global(&record.name, Role::Declaration);
                if let Some(Symbol::Record(id)) = self.globals.get(&record.name.text) {
                    let names = record.fields.iter().map(|field| field.name.as_ref());
                    self.fields(names, |index| Symbol::Field(id, index));
                }
            }
            ItemKind::Enum(item) => self.enum_item(item),
            ItemKind::Alias(alias) => self.global(&alias.name, Role::Declaration),
            ItemKind::Const(constant) => self.global(&constant.name, Role::Declaration),
            ItemKind::UseTool(tool) => self.global(&tool.alias, Role::Declaration),
            ItemKind::Grant(grant) => self.global(&grant.tool, Role::Read),
            ItemKind::BindEffect(bind) => self.global(&bind.tool, Role::Read),
            ItemKind::Extern(item) => {
                self.global(&item.name, Role::Declaration);
                if let Some(Symbol::Extern(id)) = self.globals.get(&item.name.text) {
                    for (index, (_, span)) in (0..).zip(item.params.iter().filter_map(param_name)) {
                        self.note(span, Symbol::ExternParam(id, index), Role::Declaration);
                    }
                }
            }
            ItemKind::Cell(_) | ItemKind::Stmt(_) | ItemKind::Unsupported(_) | ItemKind::Error => {}
        }
    }

    fn fields<'n>(&mut self, names: impl Iterator<Item = Option<&'n Name>>, symbol: impl Fn(u16) -> Symbol) {
        for (index, name) in (0..).zip(names) {
            if let Some(name) = name {
                self.note(name.span, symbol(index), Role::Declaration);
            }
        }
    }

    fn enum_item(&mut self, item: &'c Enum) {
        self.global(&item.name, Role::Declaration);
        let Some(Symbol::Enum(id)) = self.globals.get(&item.name.text) else { return };
        for (index, variant) in (0..).zip(&item.variants) {
            self.note(variant.name.span, Symbol::Variant(id, index), Role::Declaration);
            let names = variant.fields.iter().map(|field| field.name.as_ref());
            self.fields(names, |field| Symbol::Payload(id, index, field));
        }
    }

    fn cell(&mut self, cell: &'c Cell) {
        if let Some(id) = self.globals.cell_of(cell.id) {
            self.note(cell.name.span, Symbol::Cell(id), Role::Declaration);
        }
    }

    fn bound_in(&mut self, pattern: &'c Pattern, binding: Binding) {
        for node in nodes_of(Node::Pattern(pattern)) {
            if let Node::Pattern(part) = node
                && let Some(Symbol::Local(local)) = self.resolution(part.id)
            {
                self.out.bindings.insert(local, binding);
            }
        }
    }

    fn stmt(&mut self, stmt: &'c Stmt) {
        match &stmt.kind {
            StmtKind::Let(binding) => self.bound_in(&binding.pattern, Binding::Let),
            StmtKind::Assign { place, .. } => self.assigned(place),
            _ => {}
        }
    }

    fn assigned(&mut self, place: &'c Place) {
        let Some(symbol) = self.resolution(place.id) else { return };
        self.note(place.root.span, symbol, Role::Write);
        let mut ty = match symbol {
            Symbol::Local(local) => self.checked.locals[local.0 as usize].ty.clone(),
            _ => Type::Unknown,
        };
        for step in &place.steps {
            ty = match step {
                PlaceStep::Field(name) => {
                    self.member(&ty, name, Role::Write);
                    member_type(self.checked, &ty, &name.text)
                }
                PlaceStep::Index(_) => match ty {
                    Type::List(element) | Type::Map(_, element) => *element,
                    _ => Type::Unknown,
                },
            };
        }
    }

    fn expr(&mut self, expr: &'c Expr) {
        match &expr.kind {
            ExprKind::Name(name) => {
                if let Some(symbol) = self.resolution(expr.id) {
                    self.note(name.span, symbol, Role::Read);
                }
            }
            ExprKind::Field { object, name, .. } => match self.resolution(expr.id) {
                Some(symbol) => self.note(name.span, symbol, Role::Read),
                None => self.member(&self.type_of(object), name, Role::Read),
            },
            ExprKind::Call { callee, arguments } => self.arguments(callee, arguments),
            // `e is Variant`
            ExprKind::Is { ty, .. } => {
                if let Some(symbol) = self.resolution(expr.id) {
                    self.note(ty.span, symbol, Role::Read);
                }
            }
            ExprKind::For(each) => self.label(each.label.as_ref(), &each.body),
            ExprKind::While(each) => self.label(each.label.as_ref(), &each.body),
            ExprKind::Loop { label, body } => self.label(label.as_ref(), body),
            _ => {}
        }
    }

    /// A name behind the dot of a value of type `ty`.
    fn member(&mut self, ty: &Type, name: &Name, role: Role) {
        let ty = ty.clone().without_null();
        let found = match &ty {
            Type::Record(id, _) => field_of(self.checked, *id, &name.text),
            Type::Fields(_) => self.entry(&name.text),
            ty => operation(ty, &name.text),
        };
        match found.or_else(|| self.free(&ty, &name.text)) {
            Some(symbol) => self.note(name.span, symbol, role),
            None => self.out.open.push(name.clone()),
        }
    }

    /// The entry that gives a `parallel`'s value its part `name`, if only one has that name.
    fn entry(&self, name: &str) -> Option<Symbol> {
        match self.entries.get_or_init(|| entries(self.checked)).get(name)?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// A cell or builtin that is called as a method of its first argument.
    fn free(&self, ty: &Type, name: &str) -> Option<Symbol> {
        let symbol = self.globals.get(name).filter(|_| !ty.is_open())?;
        matches!(symbol, Symbol::Cell(_) | Symbol::Builtin(_)).then_some(symbol)
    }

    /// The names before arguments: parameters, or fields of what is constructed.
    fn arguments(&mut self, callee: &'c Expr, arguments: &'c [Argument]) {
        if arguments.iter().all(|argument| argument.name.is_none()) {
            return;
        }
        let Some(target) = self.callee(callee) else {
            return self.out.open.extend(arguments.iter().filter_map(|argument| argument.name.clone()));
        };
        for name in arguments.iter().filter_map(|argument| argument.name.as_ref()) {
            if let Some(symbol) = parameter(self.checked, self.globals, target, &name.text) {
                self.note(name.span, symbol, Role::Read);
            }
        }
    }

    fn callee(&self, callee: &Expr) -> Option<Symbol> {
        match (self.resolution(callee.id), &callee.kind) {
            (Some(symbol), _) => Some(symbol),
            (None, ExprKind::Field { object, name, .. }) => self.free(&self.type_of(object).without_null(), &name.text),
            _ => None,
        }
    }

    /// A loop's label, and the `break`s and `continue`s that mean it.
    fn label(&mut self, label: Option<&Name>, body: &'c Block) {
        let Some(label) = label else { return };
        let symbol = Symbol::Label(label.span.start);
        self.note(behind_at(label), symbol, Role::Declaration);
        let mut open = vec![Node::Block(body)];
        while let Some(node) = open.pop() {
            if let Node::Stmt(Stmt {
                kind: StmtKind::Break { label: to, .. } | StmtKind::Continue { label: to }, ..
            }) = node
                && let Some(to) = to.as_ref().filter(|to| to.text == label.text)
            {
                self.note(behind_at(to), symbol, Role::Read);
            }
            if !hides_label(node, &label.text) {
                open.extend(node.children());
            }
        }
    }

    fn pattern(&mut self, pattern: &'c Pattern) {
        match &pattern.kind {
            PatternKind::Name(name) | PatternKind::Typed { name, .. } => self.bound(pattern.id, name),
            PatternKind::List { rest: Some(rest), .. } => {
                if let Some(name) = &rest.name {
                    self.bound(rest.id, name);
                }
            }
            PatternKind::Constructor { path, name, fields, .. } => {
                if let Some(path) = path {
                    self.global(path, Role::Read);
                }
                if let Some(symbol) = self.resolution(pattern.id) {
                    self.note(name.span, symbol, Role::Read);
                    fields.iter().for_each(|field| self.field_pattern(symbol, field));
                }
            }
            _ => {}
        }
    }

    /// A name in a pattern: what it binds, or the variant or constant that it means.
    fn bound(&mut self, node: NodeId, name: &Name) {
        let Some(symbol) = self.resolution(node) else { return };
        let role = if matches!(symbol, Symbol::Local(_) | Symbol::Field(..)) { Role::Declaration } else { Role::Read };
        self.note(name.span, symbol, role);
    }

    fn field_pattern(&mut self, of: Symbol, field: &FieldPattern) {
        let Some(name) = &field.name else { return };
        let Some(symbol) = parameter(self.checked, self.globals, of, &name.text) else { return };
        let is_shorthand = name.span == field.pattern.span;
        self.out.occurrences.push(Occurrence { span: name.span, symbol, role: Role::Read, is_shorthand });
    }

    fn ty(&mut self, ty: &'c TypeExpr) {
        let TypeKind::Named { name, .. } = &ty.kind else { return };
        let declared = self.globals.get(&name.text);
        let known = || TYPES.iter().find(|row| row.0 == name.text).map(|row| Symbol::Type(row.0));
        let is_type = |symbol: &Symbol| matches!(symbol, Symbol::Record(_) | Symbol::Enum(_) | Symbol::Alias(_));
        if let Some(symbol) = declared.filter(is_type).or_else(known) {
            self.note(name.span, symbol, Role::Read);
        }
    }
}

/// A label's name without its `@`.
fn behind_at(label: &Name) -> Span {
    Span::new(label.span.start + 1, label.span.end)
}

/// The names that `parallel`s give their values' parts, as variables.
fn entries(checked: &Checked) -> SortedMap<&str, Vec<Symbol>> {
    let mut entries: SortedMap<&str, Vec<Symbol>> = SortedMap::new();
    for node in nodes(&checked.tree) {
        if let Node::Entry(entry) = node
            && let (Some(name), Some(Resolution::Local(local))) = (&entry.name, checked.resolutions.get(entry.binding))
        {
            entries.get_or_insert_with(&name.text, Vec::new).push(Symbol::Local(*local));
        }
    }
    entries
}

/// Whether labels inside of `node` mean something else: functions, and loops with the same label.
fn hides_label(node: Node<'_>, label: &str) -> bool {
    match node {
        Node::Cell(_) | Node::Entry(_) => true,
        Node::Expr(expr) => match &expr.kind {
            ExprKind::Lambda(_) | ExprKind::ParallelFor(_) => true,
            ExprKind::For(each) => each.label.as_ref().is_some_and(|own| own.text == label),
            ExprKind::While(each) => each.label.as_ref().is_some_and(|own| own.text == label),
            ExprKind::Loop { label: own, .. } => own.as_ref().is_some_and(|own| own.text == label),
            _ => false,
        },
        _ => false,
    }
}

/// The field `name` of a record type.
pub fn field_of(checked: &Checked, id: RecordId, name: &str) -> Option<Symbol> {
    let index = checked.records[id.0 as usize].fields.iter().position(|field| field.name == name)?;
    Some(Symbol::Field(id, index as u16))
}

fn member_type(checked: &Checked, ty: &Type, name: &str) -> Type {
    match ty {
        Type::Record(id, _) => {
            let fields = &checked.records[id.0 as usize].fields;
            fields.iter().find(|field| field.name == name).map_or(Type::Unknown, |field| field.ty.clone())
        }
        _ => Type::Unknown,
    }
}

/// What `name:` means in a call, construction or pattern of `target`.
pub fn parameter(checked: &Checked, globals: &Globals<'_>, target: Symbol, name: &str) -> Option<Symbol> {
    match target {
        Symbol::Cell(id) => cell_parameter(checked, globals, id, name),
        Symbol::Record(id) => field_of(checked, id, name),
        Symbol::Variant(id, variant) => payload_of(checked, id, variant, name),
        Symbol::Extern(id) => {
            let index = checked.externs[id.0 as usize].params.iter().position(|param| param.name == name)?;
            Some(Symbol::ExternParam(id, index as u16))
        }
        _ => None,
    }
}

fn payload_of(checked: &Checked, id: EnumId, variant: u16, name: &str) -> Option<Symbol> {
    let fields = &checked.enums[id.0 as usize].variants.get(variant as usize)?.fields;
    let index = fields.iter().position(|field| field.name == name)?;
    Some(Symbol::Payload(id, variant, index as u16))
}

/// The variable of a parameter, found by where it stands in the cell.
fn cell_parameter(checked: &Checked, globals: &Globals<'_>, id: CellId, name: &str) -> Option<Symbol> {
    let cell = globals.cell(id)?;
    let param = cell.params.iter().find(|param| param_name(param).is_some_and(|(own, _)| own == name))?;
    match checked.resolutions.get(param.pattern.id) {
        Some(Resolution::Local(local)) => Some(globals.local(checked, *local)),
        _ => None,
    }
}
