//! What can be asked of a machine: its futures, output, errors, and texts of values.

use super::FamilyIndex;
use super::core::{Core, OutputLine};
use super::ending::{Phase, RunError, Status};
use super::futures::FutureRow;
use super::machine::Machine;
use crate::bytecode::Program;
use crate::text::Span;
use crate::vm::ops::{Env, ValueLimits};
use crate::vm::{FutureId, FutureNames, TraceEntry, Value};
use std::rc::Rc;

impl Machine {
    /// The program.
    pub fn program(&self) -> &Rc<Program> {
        &self.core.program
    }

    /// Clock time.
    pub fn now_ms(&self) -> i64 {
        self.core.now
    }

    /// Instructions executed.
    pub fn steps(&self) -> u64 {
        self.core.steps
    }

    /// Events so far.
    pub fn event_count(&self) -> u64 {
        self.core.events.count()
    }

    /// Whether the run is over.
    pub fn is_over(&self) -> bool {
        self.core.phase == Phase::Over
    }

    /// How the run stands; final when it is over.
    pub fn status(&self) -> Status {
        self.core.status()
    }

    /// The error that goes with the status.
    pub fn error(&self) -> Option<RunError> {
        self.core.run_error()
    }

    /// Number of futures.
    pub fn future_count(&self) -> usize {
        self.core.futures.len()
    }

    /// A future.
    pub fn future(&self, id: FutureId) -> &FutureRow {
        self.core.futures.get(id)
    }

    /// When a future was made.
    pub fn created_ms(&self, id: FutureId) -> i64 {
        self.core.futures.created_ms(id)
    }

    /// All futures in order of creation.
    pub fn futures(&self) -> impl Iterator<Item = (FutureId, &FutureRow)> {
        self.core.futures.iter()
    }

    /// `0.1.2`
    pub fn path(&self, id: FutureId) -> String {
        self.core.path(id)
    }

    /// The future of that hierarchical id; for many looks there is a [`FamilyIndex`].
    pub fn find(&self, path: &str) -> Option<FutureId> {
        FamilyIndex::default().find(path, self)
    }

    /// What a future is called.
    pub fn label(&self, id: FutureId) -> String {
        let origin = self.future(id).origin();
        let mut labels = self.labels.borrow_mut();
        labels.entry(origin).or_insert_with(|| self.core.label(id)).clone()
    }

    /// Where the call or entry stands that made a future.
    pub fn span_of(&self, id: FutureId) -> Span {
        self.core.span_of(id)
    }

    /// Failed futures that nobody looked at.
    pub fn unhandled(&self) -> Vec<FutureId> {
        self.core.unhandled()
    }

    /// Printed lines.
    pub fn output(&self) -> impl Iterator<Item = &OutputLine> {
        self.core.output.iter()
    }

    /// One printed line.
    pub fn output_line(&self, index: u32) -> &OutputLine {
        self.core.output.get(index)
    }

    /// `defer` bodies that took too long during cancellation and were dropped.
    pub fn abandoned(&self) -> &[TraceEntry] {
        &self.core.abandoned
    }

    /// A value's text; `futures` says how handles in it print.
    pub fn text_with(&self, value: &Value, futures: &dyn FutureNames) -> String {
        let env = Env { program: &self.core.program, futures, limits: ValueLimits::DEFAULT };
        crate::vm::text::display(env, value).unwrap_or_else(|fault| fault.message)
    }

    /// A value's text in the event log: handles in it print without their state, which changes.
    pub fn event_text(&self, value: &Value) -> String {
        self.text_with(value, &Timeless(&self.core))
    }

    /// A value's text as `print` shows it now.
    pub fn text(&self, value: &Value) -> String {
        self.text_with(value, &self.core)
    }
}

/// Names futures without their state, so that a text does not depend on when it is made.
struct Timeless<'c>(&'c Core);

impl FutureNames for Timeless<'_> {
    fn write_path(&self, id: FutureId, out: &mut String) {
        self.0.write_path(id, out);
    }

    fn state_word(&self, _id: FutureId) -> &'static str {
        "…"
    }
}
