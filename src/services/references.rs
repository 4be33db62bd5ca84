//! Where a name is declared, and all places at which it stands.

use super::analysis::Analysis;
use super::index::{Occurrence, Role};
use super::symbol::Symbol;
use crate::text::Span;

/// A place at which a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where.
    pub span: Span,
    /// What is done with it.
    pub role: Role,
}

/// Where what stands at an offset is declared; none for what the language brings along.
pub fn definition(analysis: &Analysis, offset: u32) -> Option<Span> {
    analysis.index().declaration(symbol_at(analysis, offset)?)
}

/// All places of what stands at an offset, in source order; copies of a variable inside of closures are that variable.
pub fn references(analysis: &Analysis, offset: u32) -> Vec<Reference> {
    let Some(symbol) = symbol_at(analysis, offset) else { return Vec::new() };
    analysis.index().places(symbol).map(|found| Reference { span: found.span, role: found.role }).collect()
}

/// What the name at an offset means; of a shorthand's two meanings the variable.
pub fn symbol_at(analysis: &Analysis, offset: u32) -> Option<Symbol> {
    told(analysis.index().at(offset)).map(|found| found.symbol)
}

/// Of a shorthand's two meanings the variable.
pub fn told(found: &[Occurrence]) -> Option<&Occurrence> {
    found.iter().find(|found| !found.is_shorthand).or(found.first())
}
