//! The arithmetic of types: building, joining, comparing, settling and showing them.
//!
//! Everything here is pure: a type goes in, a type or an answer comes out. [`Type::Unknown`] fits everything, so that
//! what is not known never becomes an error. Knows nothing of trees or scopes.

mod builder;
mod fits;
mod settle;
mod show;
mod unify;
mod written;

pub use builder::{bounded, changeable, union_of};
pub use fits::{admits_null, admits_string, fits, has_union, takes_every};
pub use settle::{holds_future, is_future_like, settled, without_future};
pub use show::Show;
pub use unify::Substitution;
pub use written::signature_type;
