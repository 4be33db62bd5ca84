//! The state of one check, and the order in which a program is checked.
//!
//! One walk over the tree resolves names and infers types together, because a pattern's names depend on its subject's
//! type. Each concern adds its methods to [`Checker`] in a file of its own.

use super::flow::Flow;
use super::globals::Globals;
use super::overlap::Rounds;
use super::prelude_cells::PreludeCells;
use super::scope::{Frame, LocalFacts, PendingCatch};
use super::{CellId, Checked, ConstId, EnumId, Scope, ToolId, Type};
use crate::base::{SortedMap, SortedSet};
use crate::diag::{Diagnostic, sort_by_place_and_code};
use crate::syntax::tree::{Alias, Cell, Const, Item, ItemKind, Let, NodeId, Stmt, Tree};
use crate::text::Span;

/// Whose names are meant: the prelude's cells never see the user's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The user's program.
    Program,
    /// The prelude.
    Prelude,
}

/// How far a cell or constant has been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Not yet.
    Todo,
    /// Its body is being checked now.
    Doing,
    /// Done.
    Done,
}

/// A cell's tree beside its [`super::CellInfo`].
pub struct CellWork<'t> {
    /// The tree.
    pub cell: &'t Cell,
    /// Where its names come from.
    pub side: Side,
    /// Generic names in scope: its own and its enum's.
    pub generics: Vec<String>,
    /// How far it is.
    pub progress: Progress,
}

/// A constant's tree and type.
pub struct ConstWork<'t> {
    /// The tree.
    pub constant: &'t Const,
    /// How far it is.
    pub progress: Progress,
    /// Its type once known.
    pub ty: Type,
}

/// An alias's tree and what it stands for.
pub struct AliasWork<'t> {
    /// The tree.
    pub alias: &'t Alias,
    /// How far it is.
    pub progress: Progress,
    /// What it stands for once known, with its own generics in it.
    pub body: Type,
}

/// What happens to an expression's value, and which type is wanted.
#[derive(Clone, Copy, Debug)]
pub enum Use<'a> {
    /// It is used; the type is only a wish.
    Value(&'a Type),
    /// It is thrown away.
    Nothing,
}

impl<'a> Use<'a> {
    /// The wanted type; [`Type::Unknown`] when there is none.
    pub fn wanted(self) -> &'a Type {
        match self {
            Use::Value(ty) => ty,
            Use::Nothing => &Type::Unknown,
        }
    }

    /// Whether the value is thrown away.
    pub fn is_nothing(self) -> bool {
        matches!(self, Use::Nothing)
    }
}

/// A value that may have any type.
pub const ANY: Use<'static> = Use::Value(&Type::Unknown);

/// The state of one check.
pub struct Checker<'t> {
    /// What is handed to the compiler in the end.
    pub out: Checked,
    /// What was found so far, in the order of checking.
    pub diagnostics: Vec<Diagnostic>,
    /// Whose names are meant at the moment.
    pub side: Side,
    /// The user's global names.
    pub globals: Globals,
    /// The prelude's cells.
    pub prelude: &'t PreludeCells,
    /// Those of them that are part of the program, because something uses them.
    pub prelude_ids: SortedMap<&'t str, CellId>,
    /// By [`CellId`].
    pub cells: Vec<CellWork<'t>>,
    /// By [`ConstId`].
    pub consts: Vec<ConstWork<'t>>,
    /// By the index in [`super::globals::Global::Alias`].
    pub aliases: Vec<AliasWork<'t>>,
    /// Generic names of each enum and record.
    pub enum_generics: Vec<Vec<String>>,
    /// By [`super::RecordId`].
    pub record_generics: Vec<Vec<String>>,
    /// By [`super::LocalId`].
    pub locals: Vec<LocalFacts>,
    /// Functions around the place that is being checked, outermost first.
    pub frames: Vec<Frame>,
    /// What is known of variables at the place that is being checked, beyond their types.
    pub flow: Flow,
    /// Generic names in scope.
    pub generics: Vec<String>,
    /// How many expressions are around the place that is being checked.
    pub depth: u32,
    /// The `let`s whose values are being checked, innermost last.
    pub open_lets: Vec<&'t Let>,
    /// A `let x = await …` whose next statement is `match x`.
    pub pending_catch: Option<PendingCatch>,
    /// What the loop that was closed last does from round to round.
    pub closed_rounds: Option<Rounds>,
    /// How many `timeout`s are around the place that is being checked.
    pub limits: u32,
    /// Effects bound to tools.
    pub tool_effects: SortedMap<ToolId, String>,
    /// Names that nobody declares and nothing is near to, reported once in each cell.
    pub undeclared: SortedSet<String>,
    /// Types that nobody declares and nothing is near to, reported once.
    pub undeclared_types: SortedSet<String>,
    /// The top-level variables by name, for a better message when a cell uses one.
    pub top_level_names: SortedMap<String, Span>,
    /// A name of no meaning, at whose place somebody asks for what is in scope.
    pub cursor: Option<Span>,
    /// What is in scope there.
    pub scope: Scope,
}

impl<'t> Checker<'t> {
    /// A check of `program` with `prelude` at hand.
    pub fn new(program: &'t Tree, prelude: &'t PreludeCells) -> Checker<'t> {
        let mut checker = Checker {
            out: Checked::default(),
            diagnostics: Vec::new(),
            side: Side::Program,
            globals: Globals::default(),
            prelude,
            prelude_ids: SortedMap::new(),
            cells: Vec::new(),
            consts: Vec::new(),
            aliases: Vec::new(),
            enum_generics: Vec::new(),
            record_generics: Vec::new(),
            locals: Vec::new(),
            frames: Vec::new(),
            flow: Flow::default(),
            generics: Vec::new(),
            depth: 0,
            open_lets: Vec::new(),
            pending_catch: None,
            closed_rounds: None,
            limits: 0,
            tool_effects: SortedMap::new(),
            undeclared: SortedSet::new(),
            undeclared_types: SortedSet::new(),
            top_level_names: SortedMap::new(),
            cursor: None,
            scope: Scope::default(),
        };
        checker.declare_builtin_enums();
        checker.directives(&program.directives);
        checker.declare(&program.items);
        checker
    }

    /// Checks everything and gives what was found out.
    pub fn run(mut self, program: &'t Tree) -> (Checked, Vec<Diagnostic>) {
        self.check_declarations(&program.items);
        self.top_level(&program.items);
        self.check_cells();
        self.check_main(&program.items);
        self.diagnostics.retain(|diagnostic| !diagnostic.span.is_nowhere());
        sort_by_place_and_code(&mut self.diagnostics);
        self.diagnostics.dedup_by(|a, b| a.span == b.span && a.code == b.code);
        (self.out, self.diagnostics)
    }

    /// Checks what a place needs: declarations, and the cell or the statements around it.
    pub fn run_at(mut self, program: &'t Tree, cursor: Span) -> (Checked, Scope) {
        self.cursor = Some(cursor);
        self.check_declarations(&program.items);
        let is_here = |item: &Item| matches!(item.kind, ItemKind::Stmt(_)) && item.span.contains(cursor);
        if program.items.iter().any(is_here) {
            self.top_level(&program.items);
        }
        for index in 0..self.cells.len() {
            if self.cells[index].cell.span.contains(cursor) {
                self.check_cell(CellId(index as u32));
            }
        }
        (self.out, self.scope)
    }

    /// Notes what was found.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Notes the type of a node, where something is known, and gives it back.
    pub fn note(&mut self, node: NodeId, ty: Type) -> Type {
        let ty = super::types::bounded(ty);
        if !ty.is_unknown() {
            self.out.types.insert(node, ty.clone());
        }
        ty
    }

    /// The frame that is being checked.
    pub fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("expressions are checked inside a frame")
    }

    /// An enum's type with nothing known of its arguments.
    pub fn enum_type(&self, id: EnumId) -> Type {
        Type::Enum(id, vec![Type::Unknown; self.enum_generics[id.0 as usize].len()])
    }

    /// The text of `ty` as a program writes it.
    pub fn show(&self, ty: &Type) -> String {
        super::types::Show(&self.out, ty).to_string()
    }

    fn check_declarations(&mut self, items: &'t [Item]) {
        for index in 0..self.consts.len() {
            self.const_type(ConstId(index as u32));
        }
        for item in items {
            match &item.kind {
                ItemKind::Record(record) => self.record_values(record),
                ItemKind::Enum(item) => self.variant_defaults(item),
                _ => {}
            }
        }
    }

    /// Cells of the prelude join the list when something uses them.
    fn check_cells(&mut self) {
        let mut index = 0;
        while index < self.cells.len() {
            self.check_cell(CellId(index as u32));
            index += 1;
        }
    }

    fn top_level(&mut self, items: &'t [Item]) {
        let statements: Vec<&'t Stmt> = items
            .iter()
            .filter_map(|item| match &item.kind {
                ItemKind::Stmt(stmt) => Some(stmt),
                _ => None,
            })
            .collect();
        self.top_level_statements(&statements);
    }
}
