//! What the standard library has, too, made small instead of fast, because the module is downloaded by everyone who opens the page.
//!
//! Its maps and sorts are compiled anew for each type they hold, two to six kilobytes each time; here a type costs a few
//! hundred bytes. They are for code that runs once for a program: what a run decides the size of keeps the standard
//! library's. Knows nothing of the language.

mod float;
mod sort;
mod sorted_map;
mod sorted_set;

pub use float::parse_float;
pub use sort::{sort_by, sort_by_key};
pub use sorted_map::SortedMap;
pub use sorted_set::SortedSet;
