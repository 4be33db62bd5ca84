//! The Lumen async playground: from source text to a deterministic run and its event log.
//!
//! ```text
//! base ← text ← diag ← syntax ← prelude ← check ← services ← bytecode ← vm ← runtime ← log ← world ← trace ← explore ← web
//! ```
//!
//! An arrow reads "is used by"; a module may use anything to its left. [`trace::run`] goes the whole way:
//!
//! ```
//! use lumen_playground::trace::{Options, run};
//!
//! let source = r#"
//! cell slow() -> String
//!   await sleep(200)
//!   return "slow"
//! end
//!
//! cell main() -> String = await race(slow(), fn() => "quick")
//! "#;
//! let report = run(source, &Options::default());
//! assert_eq!(report.value.as_deref(), Some("quick"));
//! assert_eq!(report.elapsed_ms, 0);
//! ```

pub use lumen_edge::{explore, trace, web, world};
pub use lumen_language::{bytecode, check, diag, prelude, services, syntax, text};
pub use lumen_machine::{log, runtime, vm};
