//! An exploration as JavaScript sees it.

use super::report::{ErrorMirror, error};
use crate::explore::{Exploration, Found};
use serde::Serialize;

/// `LumenExploration`
#[derive(Serialize)]
pub struct ExplorationMirror {
    version: u32,
    verdict: &'static str,
    bound: Option<String>,
    runs: u64,
    classes: u64,
    outcomes: Vec<OutcomeMirror>,
}

#[derive(Serialize)]
struct OutcomeMirror {
    status: &'static str,
    value: Option<String>,
    error: Option<ErrorMirror>,
    output: Vec<String>,
    count: u64,
    journal: String,
}

/// `LumenProgress`
#[derive(Serialize)]
pub struct ProgressMirror {
    runs: u64,
    classes: u64,
    outcomes: usize,
}

/// The mirror of an exploration that is over.
pub fn exploration(exploration: &Exploration<'_>) -> ExplorationMirror {
    let is_complete = exploration.cuts.is_empty();
    ExplorationMirror {
        version: 1,
        verdict: if is_complete { "complete" } else { "incomplete" },
        bound: (!is_complete).then(|| exploration.cuts.join("; ")),
        runs: exploration.runs,
        classes: exploration.classes,
        outcomes: exploration.found.iter().cloned().map(outcome).collect(),
    }
}

fn outcome(found: Found) -> OutcomeMirror {
    OutcomeMirror {
        status: found.outcome.status,
        value: found.outcome.value,
        error: found.outcome.error.map(error),
        output: found.outcome.output,
        count: found.count,
        journal: found.journal,
    }
}

/// The mirror of how far an exploration is.
pub fn progress(exploration: &Exploration<'_>) -> ProgressMirror {
    let outcomes = exploration.found.len();
    ProgressMirror { runs: exploration.runs, classes: exploration.classes, outcomes }
}
