//! What every program has without declaring it: one table of builtins, and cells written in Lumen itself.
//!
//! The table says of each builtin its name, signature, documentation and an example; the checker, completion, hover,
//! the reference page and tests are made from it. What a builtin *does* lives in `vm::builtins`, by the same id.
//! Builtins that call back into the program (`map`, `filter` …) are cells in `prelude.lm`: so nothing recurses on the
//! host's stack, and they may await. Knows only text and syntax.

mod table;

pub use table::{BUILTINS, Builtin, BuiltinId, builtin};

/// Cells written in Lumen, checked and compiled with the program when it uses them.
pub const PRELUDE_SOURCE: &str = include_str!("prelude.lm");
