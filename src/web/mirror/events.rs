//! The event log as JavaScript sees it.
//!
//! Many events share a place and a future; their objects and ids are made once and used again, which costs a third of
//! making them each time (the interface gives no right to change them).

use super::{Place, Range, to_js};
use crate::base::SortedMap;
use crate::runtime::{Event, EventKind, Machine, Waits};
use crate::text::{LineIndex, Span};
use crate::trace;
use crate::vm::{FutureId, Value};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::JsValue;

/// Writes batches of events and counts them.
#[derive(Default)]
pub struct EventWriter {
    seq: u32,
    sites: SortedMap<(u32, u32), Site>,
    futures: Vec<JsValue>,
}

/// A place in both countings; null for code of the prelude.
#[derive(Clone)]
struct Site {
    place: JsValue,
    range: JsValue,
}

impl EventWriter {
    /// A batch of `LumenEvent`s. `machine` is the state after the last of them.
    pub fn write(
        &mut self,
        events: impl Iterator<Item = Event>,
        machine: &Machine,
        lines: &LineIndex<'_>,
    ) -> Vec<JsValue> {
        events.map(|event| self.event(&event, machine, lines).unwrap_or_else(|error| error)).collect()
    }

    fn event(&mut self, event: &Event, machine: &Machine, lines: &LineIndex<'_>) -> Result<JsValue, JsValue> {
        let site = self.site(span_of(event, machine), lines)?;
        let future = self.future(event.future, machine);
        let seq = self.seq;
        self.seq += 1;
        to_js(&EventMirror { seq, future, site, event, machine })
    }

    fn site(&mut self, span: Span, lines: &LineIndex<'_>) -> Result<Site, JsValue> {
        let key = (span.start, span.end);
        if let Some(site) = self.sites.get(&key) {
            return Ok(site.clone());
        }
        let site = match span {
            Span::NOWHERE => Site { place: JsValue::NULL, range: JsValue::NULL },
            span => Site { place: to_js(&Place::of(span, lines))?, range: to_js(&Range::of(span, lines))? },
        };
        self.sites.insert(key, site.clone());
        Ok(site)
    }

    fn future(&mut self, id: FutureId, machine: &Machine) -> JsValue {
        let index = id.0 as usize;
        if self.futures.len() <= index {
            self.futures.resize(index + 1, JsValue::UNDEFINED);
        }
        if self.futures[index].is_undefined() {
            self.futures[index] = machine.path(id).into();
        }
        self.futures[index].clone()
    }
}

/// Where an event belongs: to an op, or to the call or entry that made its future.
fn span_of(event: &Event, machine: &Machine) -> Span {
    match machine.future(event.future).at == event.at {
        true => machine.span_of(event.future),
        false => machine.program().span(event.at),
    }
}

/// `LumenEvent`
struct EventMirror<'a> {
    seq: u32,
    future: JsValue,
    site: Site,
    event: &'a Event,
    machine: &'a Machine,
}

/// A JavaScript value inside a mirror.
struct Kept<'a>(&'a JsValue);

impl Serialize for Kept<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        preserve::serialize(self.0, serializer)
    }
}

impl Serialize for EventMirror<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("LumenEvent", 9)?;
        out.serialize_field("seq", &self.seq)?;
        out.serialize_field("ms", &(self.event.ms as f64))?;
        out.serialize_field("future", &Kept(&self.future))?;
        out.serialize_field("place", &Kept(&self.site.place))?;
        out.serialize_field("range", &Kept(&self.site.range))?;
        self.write_life(&mut out)?;
        out.end()
    }
}

impl EventMirror<'_> {
    /// What happens to the future itself.
    fn write_life<S: SerializeStruct>(&self, out: &mut S) -> Result<(), S::Error> {
        let row = self.machine.future(self.event.future);
        match &self.event.kind {
            EventKind::Created { parent } => {
                out.serialize_field("kind", "created")?;
                out.serialize_field("parent", &parent.map(|parent| self.machine.path(parent)))?;
                out.serialize_field("label", &self.machine.label(self.event.future))?;
                out.serialize_field("future_kind", trace::kind_word(row.kind))
            }
            EventKind::Started => out.serialize_field("kind", "started"),
            EventKind::Resumed { by } => {
                out.serialize_field("kind", "resumed")?;
                out.serialize_field("by", &by.map(|by| self.machine.path(by)))
            }
            EventKind::Completed => {
                out.serialize_field("kind", "completed")?;
                out.serialize_field("value", &row.value().map(|value| self.text(value)).unwrap_or_default())
            }
            EventKind::Failed(failure) => {
                out.serialize_field("kind", "failed")?;
                out.serialize_field("message", &*failure.message)
            }
            EventKind::Cancelled { by } => {
                out.serialize_field("kind", "cancelled")?;
                out.serialize_field("by", &by.map(|by| self.machine.path(by)))
            }
            EventKind::DeferredRan => out.serialize_field("kind", "deferred_ran"),
            kind => match kind.waits() {
                Some(waits) => {
                    out.serialize_field("kind", "suspended")?;
                    out.serialize_field("waits_for", &WaitMirror { waits, machine: self.machine })
                }
                None => self.write_traffic(out),
            },
        }
    }

    /// What goes between futures, and between the program and the outside.
    fn write_traffic<S: SerializeStruct>(&self, out: &mut S) -> Result<(), S::Error> {
        match &self.event.kind {
            EventKind::TimerSet { deadline_ms } => {
                out.serialize_field("kind", "timer_set")?;
                out.serialize_field("deadline_ms", &(*deadline_ms as f64))
            }
            EventKind::TimerFired => out.serialize_field("kind", "timer_fired"),
            EventKind::Sent { channel, value } => self.write_value(out, "sent", "channel", channel.0 + 1, value),
            EventKind::Received { channel, value } => {
                self.write_value(out, "received", "channel", channel.0 + 1, value)
            }
            EventKind::SharedRead { shared, value } => self.write_value(out, "shared_read", "shared", shared.0, value),
            EventKind::SharedWritten { shared, value } => {
                self.write_value(out, "shared_written", "shared", shared.0, value)
            }
            EventKind::ToolCalled(call) => {
                out.serialize_field("kind", "tool_called")?;
                out.serialize_field("name", &*call.name)?;
                out.serialize_field("arguments", &self.text(&call.arguments))
            }
            EventKind::ToolAnswered(outside) => {
                out.serialize_field("kind", "tool_answered")?;
                out.serialize_field("name", &*outside.name)?;
                out.serialize_field("value", &outside.result.as_ref().ok().map(|value| self.text(value)))?;
                out.serialize_field("message", &outside.result.as_ref().err())
            }
            _ => self.write_run(out),
        }
    }

    /// What concerns the run as a whole.
    fn write_run<S: SerializeStruct>(&self, out: &mut S) -> Result<(), S::Error> {
        match &self.event.kind {
            EventKind::Printed(line) => {
                out.serialize_field("kind", "printed")?;
                out.serialize_field("text", &*self.machine.output_line(*line).text)
            }
            EventKind::Chosen(choice) => {
                out.serialize_field("kind", "chosen")?;
                let ready: Vec<String> = choice.ready.iter().map(|id| self.machine.path(*id)).collect();
                out.serialize_field("ready", &ready)?;
                out.serialize_field("pick", &self.machine.path(choice.pick))
            }
            EventKind::Tally(tally) => {
                out.serialize_field("kind", "tally")?;
                let counts: Vec<CountMirror> = tally.rows.iter().map(|row| self.count(&row.value, row.count)).collect();
                out.serialize_field("counts", &counts)?;
                out.serialize_field("winner", &counts[tally.winner as usize].value)
            }
            EventKind::Ended(status) => {
                out.serialize_field("kind", "ended")?;
                out.serialize_field("status", status.word())
            }
            _ => Ok(()),
        }
    }

    fn write_value<S: SerializeStruct>(
        &self,
        out: &mut S,
        kind: &'static str,
        what: &'static str,
        number: u32,
        value: &Value,
    ) -> Result<(), S::Error> {
        out.serialize_field("kind", kind)?;
        out.serialize_field(what, &number.to_string())?;
        out.serialize_field("value", &self.text(value))
    }

    fn count(&self, value: &Value, count: u32) -> CountMirror {
        CountMirror { value: self.text(value), count }
    }

    fn text(&self, value: &Value) -> String {
        self.machine.event_text(value)
    }
}

#[derive(serde::Serialize)]
struct CountMirror {
    value: String,
    count: u32,
}

/// `LumenWait`
struct WaitMirror<'a> {
    waits: Waits<'a>,
    machine: &'a Machine,
}

impl Serialize for WaitMirror<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("LumenWait", 3)?;
        match &self.waits {
            Waits::Futures(ids) => {
                let paths: Vec<String> = ids.iter().map(|id| self.machine.path(*id)).collect();
                out.serialize_field("type", "futures")?;
                out.serialize_field("futures", &paths)?;
            }
            Waits::Channel { channel, sends } => {
                out.serialize_field("type", "channel")?;
                out.serialize_field("channel", &(channel.0 + 1).to_string())?;
                out.serialize_field("operation", if *sends { "send" } else { "receive" })?;
            }
        }
        out.end()
    }
}
