//! What a run came to, in the form in which it is compared.

use super::state::{Ended, Run, State};
use std::rc::Rc;

/// A printed line: when, by whom, what.
pub type Line = (i64, String, String);

/// A future: id, kind, state, created, settled, value, message.
pub type Row = (String, String, String, i64, Option<i64>, Option<String>, Option<String>);

/// What a run came to.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    pub status: String,
    pub value: Option<String>,
    pub error: Option<String>,
    pub elapsed_ms: i64,
    pub unhandled: Vec<String>,
    pub output: Vec<Line>,
    pub futures: Vec<Row>,
}

impl Outcome {
    /// The outcome of a finished run.
    pub fn of(run: &Rc<Run>) -> Outcome {
        let state = run.state.borrow();
        let unhandled: Vec<usize> = (1..state.futures.len()).filter(|id| is_unhandled(&state, *id)).collect();
        let main_failure = state.failure(0);
        Outcome {
            status: status(&state, &main_failure, &unhandled).to_owned(),
            value: match state.main_ended() {
                Some(Ended::Value(value)) => Some(state.show(value)),
                _ => None,
            },
            error: match state.deadlocked {
                true => Some("deadlock:".into()),
                false => main_failure.or_else(|| state.failure(*unhandled.first()?)),
            },
            elapsed_ms: state.now,
            unhandled: unhandled.iter().map(|id| state.futures[*id].path.clone()).collect(),
            output: state
                .output
                .iter()
                .map(|(ms, id, text)| (*ms, state.futures[*id].path.clone(), text.clone()))
                .collect(),
            futures: (0..state.futures.len()).map(|id| row(&state, id)).collect(),
        }
    }
}

fn is_unhandled(state: &State, id: usize) -> bool {
    matches!(state.ended(id), Some(Ended::Failed(_))) && !state.futures[id].observed
}

fn status(state: &State, main_failure: &Option<String>, unhandled: &[usize]) -> &'static str {
    match (state.deadlocked, main_failure) {
        (true, _) => "deadlock",
        (false, Some(_)) => "failed",
        (false, None) if !unhandled.is_empty() => "failed",
        (false, None) => "ok",
    }
}

fn row(state: &State, id: usize) -> Row {
    let it = &state.futures[id];
    let (value, message) = match state.ended(id) {
        Some(Ended::Value(value)) => (Some(state.show(value)), None),
        Some(Ended::Failed(message)) => (None, Some(message.clone())),
        _ => (None, None),
    };
    (it.path.clone(), it.kind.into(), state.word(id).into(), it.created_ms, it.settled_ms, value, message)
}
