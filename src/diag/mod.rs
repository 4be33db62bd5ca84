//! Diagnostics: what is wrong with a program, as data.
//!
//! A stage that finds a mistake collects a [`Diagnostic`] and goes on. A diagnostic has a stable kebab-case code, one
//! terse headline, a primary place, other labelled places, help that a beginner can act on, and repairs as edits.
//! All codes stand in one table. Knows how to render itself as plain text; knows nothing of the grammar or of types.

mod codes;
mod diagnostic;
mod order;
mod render;

pub use codes::{CODES, CodeInfo, Group, code_info};
pub use diagnostic::{Code, Diagnostic, Edit, Fix, Label, Severity};
pub use order::{keep_worst, sort_by_place, sort_by_place_and_code};
pub use render::render;
