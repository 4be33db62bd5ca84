//! Places in source text.
//!
//! Everything to the right of this module speaks in [`Span`]s: half-open UTF-8 byte ranges of the document the
//! user wrote. [`LineIndex`] is the only place that turns them into lines and columns (for people) or UTF-16
//! offsets (for editors). Knows nothing of the language.

mod line_index;
mod span;

pub use line_index::{LineColumn, LineIndex};
pub use span::Span;
