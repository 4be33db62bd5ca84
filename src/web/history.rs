//! Looking into the past of a run.

use super::error;
use super::given::shown;
use super::mirror::{self, to_js};
use crate::text::LineIndex;
use crate::trace::{Execution, History};
use wasm_bindgen::JsValue;

/// The history of a run, made when somebody asks for it and again when the run has gone on.
#[derive(Default)]
pub struct Past {
    history: Option<History>,
    /// Events that the history knows of.
    events: usize,
}

impl Past {
    /// `LumenInspection`: the state right after the event `seq`, of all futures or of one.
    ///
    /// # Errors
    /// An `Error` when there is no such event or future.
    pub fn inspect(&mut self, run: &Execution, seq: &JsValue, future: Option<&str>) -> Result<JsValue, JsValue> {
        let events = run.log().len();
        let known = seq.as_f64().filter(|seq| seq.fract() == 0.0 && (0.0..events as f64).contains(seq));
        let seq = known
            .ok_or_else(|| error(&format!("there is no event {}: the run has {events}, counted from 0", shown(seq))))?;
        if let Some(id) = future.filter(|id| run.machine().find(id).is_none()) {
            return Err(error(&format!("there is no future {id} in this run")));
        }
        let inspection = self.of(run, events).inspect(seq as u64 + 1, future);
        to_js(&mirror::inspection(inspection, seq, &LineIndex::new(&run.machine().program().source)))
    }

    fn of(&mut self, run: &Execution, events: usize) -> &mut History {
        if self.events != events {
            self.history = None;
            self.events = events;
        }
        self.history.get_or_insert_with(|| run.history())
    }
}
