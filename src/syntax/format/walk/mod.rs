//! Through the tree, noting where lines begin and may begin.
//!
//! The tree says what begins where; which brackets and words stand around it is read off the atoms, so that what the tree
//! leaves out (parentheses around a pattern, a comma behind the last entry) needs no care.

mod bracket;
mod chain;
mod control;
mod expr;
mod item;
mod pattern;
mod stmt;
mod ty;

use super::atoms::AtomIndex;
use super::plan::{Line, Note, Plan};
use crate::syntax::token::T;
use crate::syntax::tree::{Block, Tree};

/// The columns of one step of indentation.
const STEP: i8 = 2;

/// Notes everything about a program.
pub(super) fn walk<'a, 's>(tree: &Tree, plan: Plan<'a, 's>) -> Plan<'a, 's> {
    let mut walker = Walker { plan, chain_indent: STEP, may_break: true };
    walker.program(tree);
    walker.plan
}

struct Walker<'a, 's> {
    plan: Plan<'a, 's>,
    /// How far the lines of a chain of operators are indented: further where a block follows them.
    chain_indent: i8,
    /// Whether a line may end outside of brackets; not before an arrow, where it would not read as an arm any more.
    may_break: bool,
}

impl Walker<'_, '_> {
    fn kind(&self, atom: AtomIndex) -> T {
        self.plan.atoms.kind(atom)
    }

    /// Does something where the settings are as at the start of a statement.
    fn afresh(&mut self, work: impl FnOnce(&mut Self)) {
        self.with(STEP, true, work);
    }

    /// Does something in the first line of a block, below which its lines are indented.
    fn in_header(&mut self, work: impl FnOnce(&mut Self)) {
        self.with(2 * STEP, self.may_break, work);
    }

    fn with(&mut self, chain_indent: i8, may_break: bool, work: impl FnOnce(&mut Self)) {
        let outside = (self.chain_indent, self.may_break);
        (self.chain_indent, self.may_break) = (chain_indent, may_break);
        work(self);
        (self.chain_indent, self.may_break) = outside;
    }

    /// The atom before a block's first one: what opens it.
    fn opener(&self, block: &Block) -> AtomIndex {
        match block.stmts.first() {
            Some(first) => self.plan.atoms.at(first.span.start) - 1,
            None => self.plan.atoms.before(block.span.end),
        }
    }

    /// The last atom of a block, or the one that opens it.
    fn last(&self, block: &Block) -> AtomIndex {
        block.stmts.last().map_or(self.opener(block), |last| self.plan.atoms.before(last.span.end))
    }

    /// A block and the word that closes it.
    fn block(&mut self, block: &Block) {
        let (opener, last) = (self.opener(block), self.last(block));
        self.indented(opener, last + 1, |walker| walker.stmts(block));
    }

    /// Lines behind the atom `opener`, up to the word that closes them. Inside the first line of another block all of them
    /// stand further to the right than that block's lines.
    fn indented(&mut self, opener: AtomIndex, closer: AtomIndex, lines: impl FnOnce(&mut Self)) {
        let further = (self.chain_indent - STEP).max(0);
        self.plan.behind(opener, Note::Indent(None, STEP + further));
        self.afresh(lines);
        self.plan.before(closer, Note::Indent(None, -STEP));
        self.plan.line(closer, Line::Closing);
        self.plan.behind(closer, Note::Indent(None, -further));
    }

    /// The statements of a block, one a line.
    fn stmts(&mut self, block: &Block) {
        for (index, stmt) in block.stmts.iter().enumerate() {
            self.plan.line(self.plan.atoms.at(stmt.span.start), line(index));
            self.stmt(stmt);
        }
    }
}

/// How the line of a member begins.
fn line(index: usize) -> Line {
    if index == 0 { Line::First } else { Line::Next }
}
