//! The event log in the Chrome trace-event format, which Perfetto opens: a track for each future, a slice for each of its states, an arrow
//! from each settling to whom it woke. The format: "Trace Event Format", Google, 2016.

use super::Log;
use super::describe::{describe, waits_text};
use super::journal::Writer;
use crate::runtime::{Event, EventKind, MAIN, Machine};
use crate::vm::FutureId;

/// The trace of a run.
pub fn perfetto(machine: &Machine, log: &Log) -> String {
    let mut export = Export { machine, lines: Vec::new(), states: Vec::new(), arrows: 0 };
    export.add(record("M", "process_name", MAIN), &object("name", "Lumen run"));
    for (id, _) in machine.futures() {
        export.name_track(id);
    }
    for event in log.events() {
        export.event(&event);
    }
    for (id, _) in machine.futures() {
        export.leave(id, machine.now_ms());
    }
    format!("{{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n{}]}}\n", export.lines.join(",\n"))
}

struct Export<'m> {
    machine: &'m Machine,
    lines: Vec<String>,
    /// The state that each future is in, and since when.
    states: Vec<Option<(String, i64)>>,
    arrows: u64,
}

impl Export<'_> {
    fn name_track(&mut self, id: FutureId) {
        let name = format!("{} {}", self.machine.path(id), self.machine.label(id));
        self.states.push(None);
        self.add(record("M", "thread_name", id), &object("name", &name));
        self.add(record("M", "thread_sort_index", id), &format!("{{\"sort_index\":{}}}", id.0));
    }

    fn add(&mut self, record: Writer, arguments: &str) {
        self.lines.push(record.json("args", arguments).end().trim_end().to_owned());
    }

    fn event(&mut self, event: &Event) {
        let Event { ms, future, kind, .. } = event;
        match kind {
            EventKind::Created { .. } => self.enter(*future, "queued", *ms),
            EventKind::Started => self.enter(*future, "running", *ms),
            EventKind::Resumed { by } => {
                self.enter(*future, "running", *ms);
                if let Some(by) = by {
                    self.arrow(*by, *future, *ms);
                }
            }
            EventKind::TimerSet { deadline_ms } => self.enter(*future, &format!("sleeps until {deadline_ms} ms"), *ms),
            EventKind::ToolCalled(call) => self.enter(*future, &format!("waits for {}", call.name), *ms),
            EventKind::Completed | EventKind::Failed(_) | EventKind::Cancelled { .. } => {
                self.leave(*future, *ms);
                self.instant(event);
            }
            kind => match kind.waits() {
                Some(waits) => self.enter(*future, &waits_text(&waits, self.machine), *ms),
                None => self.instant(event),
            },
        }
    }

    fn enter(&mut self, id: FutureId, state: &str, ms: i64) {
        self.leave(id, ms);
        self.states[id.0 as usize] = Some((state.to_owned(), ms));
    }

    fn leave(&mut self, id: FutureId, ms: i64) {
        let Some((state, since)) = self.states[id.0 as usize].take() else { return };
        let slice = record("X", &state, id).number("ts", micros(since)).number("dur", micros(ms.saturating_sub(since)));
        self.add(slice, "{}");
    }

    fn instant(&mut self, event: &Event) {
        let line = describe(event, self.machine);
        let name = line.splitn(3, ' ').nth(2).unwrap_or_default();
        let mark = record("i", name, event.future).number("ts", micros(event.ms)).text("s", "t");
        self.add(mark, "{}");
    }

    fn arrow(&mut self, from: FutureId, to: FutureId, ms: i64) {
        self.arrows += 1;
        for (phase, id) in [("s", from), ("f", to)] {
            let end = record(phase, "wakes", id).number("ts", micros(ms)).number("id", self.arrows).text("cat", "wake");
            self.add(end.text("bp", "e"), "{}");
        }
    }
}

/// Track numbers count from 1: Perfetto takes thread 0 for the idle thread.
fn record(phase: &str, name: &str, id: FutureId) -> Writer {
    Writer::object().text("ph", phase).text("name", name).number("pid", 1).number("tid", u64::from(id.0) + 1)
}

fn object(name: &str, text: &str) -> String {
    Writer::object().text(name, text).end().trim_end().to_owned()
}

fn micros(ms: i64) -> i64 {
    ms.saturating_mul(1000)
}
