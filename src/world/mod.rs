//! The simulated outside (rule R19): what answers `fetch` and tools when nothing real does.
//!
//! [`read`] turns a document's `world` block (TOML) into a [`Description`] and diagnostics; [`Simulated`] answers a run's calls from it.
//! Latencies and failures are drawn from the number that the machine gives each call, so that neither the order of arrival nor the
//! schedule changes them. [`Hosted`] lets the host answer what it provides. [`grants`] holds what a program allows its tools. [`fit`] gives what comes from outside
//! the types that the program declares. Knows nothing of event logs, files and browsers.

mod description;
mod fit;
mod glob;
pub mod grants;
mod hosted;
mod read;
mod simulated;
mod template;

pub use description::{Answers, Description, Failing, Latency, Rule, Target, Wanted};
pub use fit::{fit, record};
pub use hosted::{Change, Changes, HostCall, Hosted, Provided};
pub use read::read;
pub use simulated::Simulated;
pub use template::Template;

use crate::diag::Diagnostic;
use crate::syntax::Document;

/// The world of a document, and what is wrong with its block. Without a block it is the default one.
pub fn of_document(document: &Document, source: &str) -> (Description, Vec<Diagnostic>) {
    document.world.map_or_else(Default::default, |block| read(block.text(source), block.start))
}
