//! What the ops do beyond the step loop's fast paths: arithmetic, comparison, access to parts, conversion.
//!
//! Every function here is pure. A failure is a [`Fault`]: a message that teaches (it names both kinds and shortened values)
//! and a kind; the step loop adds where it happened. Nothing recurses over a value's depth. Knows values, the program's names and [`Names`];
//! knows nothing of fibers or time.

mod fault;
mod order;
mod parts;

pub use fault::{Fault, Outcome};
pub use order::equal;
