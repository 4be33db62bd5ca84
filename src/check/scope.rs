//! Functions that are being checked, their scopes, and captures.
//!
//! A [`Frame`] stands for one function-like node: top-level statements, a cell, a closure, a branch of a composite. A name
//! found in an outer frame is captured by value: each frame between gets a copy of its own.

use super::effects::WrittenRow;
use super::overlap::Rounds;
use super::{Capture, CaptureList, CellId, LocalId, Type};
use crate::base::{SortedMap, sort_by, sort_by_key};
use crate::syntax::tree::NodeId;
use crate::text::Span;

/// What kind of function a [`Frame`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameKind {
    /// The top-level statements.
    TopLevel,
    /// A constant, a default or a `where` check.
    Value,
    /// A cell, a method or a nested cell.
    Cell,
    /// A closure.
    Closure,
    /// A branch of a composite, or a composite that is spawned.
    Branch,
}

/// One function-like node.
#[derive(Debug)]
pub struct Frame {
    /// What it is.
    pub kind: FrameKind,
    /// Whether names of the frame around it may be captured.
    pub sees_outer: bool,
    /// Whether a future as result stands for its own outcome: async cells, branches, the top level.
    pub settles: bool,
    /// The declared result.
    pub result: Option<Type>,
    /// Where that result is written.
    pub result_span: Option<Span>,
    /// The effect row that a cell writes.
    pub effects: Option<WrittenRow>,
    /// The types of `return` values and of what `?` returns.
    pub returns: Vec<Type>,
    /// A nested cell's own name.
    pub own_name: Option<(String, CellId)>,
    /// Whether a function inside it uses [`Frame::own_name`].
    pub own_name_used_inside: Option<Span>,
    /// Loops around the place that is being checked, outermost first.
    pub loops: Vec<Loop>,
    /// How many `defer`s are around that place.
    pub defers: u32,
    /// Whether the type of some variable is a choice of several.
    pub has_choices: bool,
    /// Captures in order of first use.
    pub captures: CaptureList,
    copies: SortedMap<LocalId, LocalId>,
    scopes: Vec<SortedMap<String, LocalId>>,
}

/// A loop of a frame.
#[derive(Debug)]
pub struct Loop {
    /// `@label`.
    pub label: Option<String>,
    /// The types of `break` values.
    pub breaks: Vec<Type>,
    /// How many `defer`s were around the loop.
    pub defers: u32,
    /// What its rounds do to each other.
    pub rounds: Rounds,
}

impl Frame {
    /// A frame without scopes.
    pub fn new(kind: FrameKind, sees_outer: bool) -> Frame {
        Frame {
            kind,
            sees_outer,
            settles: matches!(kind, FrameKind::TopLevel | FrameKind::Branch),
            result: None,
            result_span: None,
            effects: None,
            returns: Vec::new(),
            own_name: None,
            own_name_used_inside: None,
            loops: Vec::new(),
            defers: 0,
            has_choices: false,
            captures: CaptureList::new(),
            copies: SortedMap::new(),
            scopes: Vec::new(),
        }
    }

    /// Opens a scope.
    pub fn push(&mut self) {
        self.scopes.push(SortedMap::new());
    }

    /// Closes the innermost scope and gives its variables in order of binding.
    pub fn pop(&mut self) -> Vec<LocalId> {
        let scope = self.scopes.pop().unwrap_or_default();
        let mut locals = scope.into_values();
        sort_by(&mut locals, LocalId::cmp);
        locals
    }

    /// Makes `local` visible as `name`; gives what it hides in the same scope.
    pub fn bind(&mut self, name: &str, local: LocalId) -> Option<LocalId> {
        self.scopes.last_mut().and_then(|scope| scope.insert(name.to_string(), local))
    }

    /// The variable called `name` here.
    pub fn find(&self, name: &str) -> Option<LocalId> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name).copied())
    }

    /// The variable called `name` of a scope around the innermost one, if that one has none of its own.
    pub fn find_around(&self, name: &str) -> Option<LocalId> {
        let (innermost, around) = self.scopes.split_last()?;
        let found = around.iter().rev().find_map(|scope| scope.get(name).copied());
        found.filter(|_| !innermost.contains_key(name))
    }

    /// All variables here by name, innermost scope first and in it the latest first.
    pub fn variables(&self) -> Vec<(&str, LocalId)> {
        let mut all = Vec::new();
        for scope in self.scopes.iter().rev() {
            let mut variables: Vec<(&str, LocalId)> =
                scope.iter().map(|(name, &local)| (name.as_str(), local)).collect();
            sort_by_key(&mut variables, |&(_, local)| std::cmp::Reverse(local));
            all.append(&mut variables);
        }
        all
    }

    /// The names of all variables here.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.scopes.iter().flat_map(|scope| scope.keys().map(String::as_str))
    }

    /// The frame's own copy of `outer`, if there is one already.
    pub fn copy_of(&self, outer: LocalId) -> Option<LocalId> {
        self.copies.get(&outer).copied()
    }

    /// Notes that `inner` is the frame's own copy of `outer`.
    pub fn capture(&mut self, outer: LocalId, inner: LocalId) {
        self.copies.insert(outer, inner);
        self.captures.push(Capture { outer, inner });
    }
}

/// How a variable came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `let`; an insertion of `mut ` at the offset makes it assignable.
    Let { mut_at: u32 },
    /// A parameter.
    Param,
    /// A pattern of `match`, `for`, `if let` and so on.
    Pattern,
    /// An entry's name.
    Entry,
    /// A nested cell.
    Cell,
    /// A function's own copy of a captured variable.
    Copy { outer: LocalId },
}

/// What is known of a variable beside what the compiler needs.
#[derive(Clone, Copy, Debug)]
pub struct LocalFacts {
    /// How it came to be.
    pub origin: Origin,
    /// Whether it is read somewhere.
    pub is_used: bool,
    /// How often its name was looked up so far, captures and assignments included.
    pub lookups: u32,
    /// What it hides although its first value is made from that.
    pub hides: Option<Hidden>,
    /// Where the value of its `let` stands, if that binds only this, and whether a prefix operator would take only a part of it.
    pub value: Option<(Span, bool)>,
    /// The `await` whose failure the `match` behind it has caught: the value may be missing from there on.
    pub caught_at: Option<Span>,
    /// Whether its type was written: then an assignment must keep it.
    pub is_annotated: bool,
    /// Whether the program itself says so, if the variable may be null.
    pub is_told: bool,
}

/// A `let mut` of a scope around another `let` of the same name.
#[derive(Clone, Copy, Debug)]
pub struct Hidden {
    /// Where the outer one is bound.
    pub outer: Span,
    /// Where the inner `let` begins.
    pub let_at: u32,
}

impl LocalFacts {
    /// A variable that nothing is known of but where it came from.
    pub fn new(origin: Origin) -> LocalFacts {
        LocalFacts {
            origin,
            is_used: false,
            lookups: 0,
            hides: None,
            value: None,
            caught_at: None,
            is_annotated: false,
            is_told: false,
        }
    }
}

/// What the next `match` needs to know about the `let` before it (rule R7).
#[derive(Debug)]
pub struct PendingCatch {
    /// The `match` expression.
    pub match_node: NodeId,
    /// The `await`.
    pub await_node: NodeId,
    /// Where it stands.
    pub await_span: Span,
    /// What it gives.
    pub awaited: Type,
    /// The variable between them.
    pub local: LocalId,
    /// The names that an awaited composite binds.
    pub entries: Vec<LocalId>,
}
