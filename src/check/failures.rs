//! Which patterns take the failure of an `await` (rule R7).

use super::{Checked, Resolution};
use crate::syntax::tree::{Pattern, PatternKind};

impl Checked {
    /// Whether the pattern, or an alternative of it, is `err(p)` or `Error(p)`.
    pub fn takes_failures(&self, pattern: &Pattern) -> bool {
        match &pattern.kind {
            PatternKind::Constructor { name, fields, .. } => {
                let is_variant = matches!(self.resolutions.get(pattern.id), Some(Resolution::Variant(..)));
                is_variant && is_failure_name(&name.text) && fields.len() <= 1
            }
            PatternKind::Or(alternatives) => alternatives.iter().any(|one| self.takes_failures(one)),
            _ => false,
        }
    }
}

/// The names of the variants that take failures.
pub fn is_failure_name(name: &str) -> bool {
    name == "err" || name == "Error"
}
