//! Values as text: what `print` shows, what interpolation inserts, what a format spec asks for.
//!
//! A text stands bare at top level and quoted inside collections; everything else prints as source would write it. Numbers print the same on every
//! target (the standard library's shortest digits that read back as the same float). Nothing recurses over a value's depth.

mod display;
mod number;
mod quote;
mod spec;

pub use display::{display, preview, write_display};
pub use number::float;
pub use quote::write_quoted;
pub use spec::{Spec, format};

#[cfg(test)]
mod tests;
