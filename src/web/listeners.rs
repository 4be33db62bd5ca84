//! Who listens to a run: batches of events and lines, collected during a slice and handed over after it.

use super::mirror::EventWriter;
use crate::runtime::{EventKind, Machine};
use crate::text::LineIndex;
use crate::trace::Log;
use js_sys::{Array, Function, Promise};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The listeners of a run.
pub struct Listeners {
    source: Rc<str>,
    on_events: Option<Function>,
    on_output: Option<Function>,
    writer: EventWriter,
    batch: Batch,
    /// How much of the log was collected.
    seen: usize,
}

/// What was collected.
#[derive(Default)]
struct Batch {
    events: Array,
    lines: Array,
}

/// A batch on its way to the listeners.
pub struct Messages {
    on_events: Option<Function>,
    on_output: Option<Function>,
    batch: Batch,
}

impl Listeners {
    /// The listeners of a run of a program with this source.
    pub fn new(source: Rc<str>, on_events: Option<Function>, on_output: Option<Function>) -> Listeners {
        Listeners { source, on_events, on_output, writer: EventWriter::default(), batch: Batch::default(), seen: 0 }
    }

    /// What was collected since the last time.
    pub fn take(&mut self) -> Messages {
        let batch = std::mem::take(&mut self.batch);
        Messages { on_events: self.on_events.clone(), on_output: self.on_output.clone(), batch }
    }

    /// Collects what the log holds since the last time.
    pub fn collect(&mut self, log: &Log, machine: &Machine) {
        let seen = std::mem::replace(&mut self.seen, log.len());
        if self.on_events.is_some() {
            let lines = LineIndex::new(&self.source);
            self.writer.write(log.events_from(seen), &self.batch.events, machine, &lines);
        }
        if self.on_output.is_some() {
            for event in log.events_from(seen) {
                if let EventKind::Printed(line) = event.kind {
                    self.batch.lines.push(&JsValue::from(&*machine.output_line(line).text));
                }
            }
        }
    }
}

impl Messages {
    /// Calls the listeners and gives the promise of the one for events, if it gave one: that of having taken them in.
    pub fn deliver(self) -> Option<Promise> {
        tell("onOutput", self.on_output, self.batch.lines);
        tell("onEvents", self.on_events, self.batch.events)
    }
}

/// Calls a listener. What it throws, or its promise rejects with, is its own mistake: that goes to the console and does not end the run.
fn tell(name: &'static str, listener: Option<Function>, items: Array) -> Option<Promise> {
    let listener = listener.filter(|_| items.length() > 0)?;
    let given = listener.call1(&JsValue::UNDEFINED, &items);
    let given = given.map_err(|thrown| complain(name, &thrown)).ok()?;
    let promise: Promise = given.dyn_into().ok()?;
    let watched = promise.clone();
    spawn_local(async move {
        if let Err(thrown) = JsFuture::from(watched).await {
            complain(name, &thrown);
        }
    });
    Some(promise)
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str, thrown: &JsValue);
}

fn complain(name: &str, thrown: &JsValue) {
    console_error(&format!("{name} of a Lumen run failed; the run goes on:"), thrown);
}
