//! What a run leaves behind: the event log, its text and its hash, and the report.
//!
//! [`Log`] is the append-only list that everything else is computed from. [`Execution`] is a run
//! under way. [`run`] is the front door for tests and tools: source text in,
//! [`Report`] out. Knows nothing of JavaScript.

mod describe;
mod execution;
mod following;
mod fork;
mod forward;
mod history;
mod inspection;
pub mod journal;
mod perfetto;
mod recording;
mod report;
mod schedule;
mod script;
mod session;
mod times;

pub use crate::log::{Log, LogHash};
pub use describe::describe;
pub use execution::Execution;
pub use fork::{Alteration, ForkProblem};
pub use history::History;
pub use inspection::{AwaitedText, ChannelState, FrameState, Inspection, OpenFuture};
pub use journal::{Journal, Opened};
pub use perfetto::perfetto;
pub use report::{FutureReport, Report, ReportError, ReportStatus, kind_word};
pub use schedule::{Planned, Schedule};
pub use script::{Divergence, Strictness};
pub use session::{
    Entry, Mode, Options, Prepared, RunPolicy, SEED_MAX, diagnose, prepare, run, run_logged, run_prepared,
};
