//! The event log as JavaScript sees it.
//!
//! Many events share a place, a future and a label; their objects and texts are made once and used again (the interface gives no right to
//! change them).

use super::draft::{Draft, words};
use super::{Place, Range, to_js};
use crate::base::SortedMap;
use crate::runtime::{Event, EventKind, Machine, Origin, Outside, Tally, TallyRow, Waits};
use crate::text::{LineIndex, Span};
use crate::trace;
use crate::vm::{FutureId, Value};
use js_sys::Array;
use wasm_bindgen::JsValue;

/// Writes batches of events and counts them.
#[derive(Default)]
pub struct EventWriter {
    seq: u32,
    words: Words,
    sites: SortedMap<(u32, u32), Site>,
    labels: SortedMap<Origin, Label>,
    ids: Ids,
}

/// A place in both countings; null for code of the prelude.
struct Site {
    place: JsValue,
    range: JsValue,
}

/// What a future is called, and its kind.
struct Label {
    text: JsValue,
    kind: JsValue,
}

/// The ids of futures.
#[derive(Default)]
struct Ids(Vec<Option<JsValue>>);

words! {
    /// Names of members, and words that stand in them.
    Words {
        seq ms future place range kind
        created started resumed completed failed cancelled deferred_ran suspended timer_set timer_fired sent received shared_read
        shared_written tool_called tool_answered printed chosen tally ended
        parent label future_kind by value message waits_for deadline_ms channel shared name arguments text ready pick counts winner status
        type_ futures operation send receive count
    }
}

impl EventWriter {
    /// Adds `LumenEvent`s to a batch. `machine` is the state after the last of them.
    pub fn write(
        &mut self,
        events: impl Iterator<Item = Event>,
        batch: &Array,
        machine: &Machine,
        lines: &LineIndex<'_>,
    ) {
        for event in events {
            batch.push(&self.event(&event, machine, lines));
        }
    }

    fn event(&mut self, event: &Event, machine: &Machine, lines: &LineIndex<'_>) -> Draft {
        let draft = Draft::new();
        draft.set_number(&self.words.seq, f64::from(self.seq));
        draft.set_number(&self.words.ms, event.ms as f64);
        draft.set(&self.words.future, self.ids.of(event.future, machine));
        let span = span_of(event, machine);
        let site = self.sites.get_or_insert_with((span.start, span.end), || Site::of(span, lines));
        draft.set(&self.words.place, &site.place);
        draft.set(&self.words.range, &site.range);
        self.add_life(&draft, event, machine);
        self.seq += 1;
        draft
    }

    /// What happens to the future itself.
    fn add_life(&mut self, draft: &Draft, event: &Event, machine: &Machine) {
        let words = &self.words;
        let kind = |word| draft.set(&words.kind, word);
        match &event.kind {
            EventKind::Created { parent } => {
                kind(&words.created);
                self.add_birth(draft, event.future, *parent, machine);
            }
            EventKind::Started => kind(&words.started),
            EventKind::Resumed { by } => {
                kind(&words.resumed);
                self.ids.add(draft, &words.by, *by, machine);
            }
            EventKind::Completed => {
                kind(&words.completed);
                let value = machine.future(event.future).value();
                draft.set_text(&words.value, &value.map(|value| machine.event_text(value)).unwrap_or_default());
            }
            EventKind::Failed(failure) => {
                kind(&words.failed);
                draft.set_text(&words.message, &failure.message);
            }
            EventKind::Cancelled { by } => {
                kind(&words.cancelled);
                self.ids.add(draft, &words.by, *by, machine);
            }
            EventKind::DeferredRan => kind(&words.deferred_ran),
            other => match other.waits() {
                Some(waits) => {
                    kind(&words.suspended);
                    let wait = self.wait(&waits, machine);
                    draft.set(&self.words.waits_for, &wait);
                }
                None => self.add_traffic(draft, event, machine),
            },
        }
    }

    fn add_birth(&mut self, draft: &Draft, id: FutureId, parent: Option<FutureId>, machine: &Machine) {
        let row = machine.future(id);
        let label = self.labels.get_or_insert_with(row.origin(), || Label {
            text: machine.label(id).into(),
            kind: trace::kind_word(row.kind).into(),
        });
        self.ids.add(draft, &self.words.parent, parent, machine);
        draft.set(&self.words.label, &label.text);
        draft.set(&self.words.future_kind, &label.kind);
    }

    /// `LumenWait`
    fn wait(&mut self, waits: &Waits<'_>, machine: &Machine) -> Draft {
        let (words, draft) = (&self.words, Draft::new());
        match waits {
            Waits::Futures(ids) => {
                draft.set(&words.type_, &words.futures);
                draft.set(&words.futures, &self.ids.all(ids, machine));
            }
            Waits::Channel { channel, sends } => {
                draft.set(&words.type_, &words.channel);
                draft.set_text(&words.channel, &(channel.0 + 1).to_string());
                draft.set(&words.operation, if *sends { &words.send } else { &words.receive });
            }
        }
        draft
    }

    /// What goes between futures, and between the program and the outside.
    fn add_traffic(&mut self, draft: &Draft, event: &Event, machine: &Machine) {
        let words = &self.words;
        let kind = |word| draft.set(&words.kind, word);
        let value = |word, what, number: u32, value: &Value| {
            kind(word);
            draft.set_text(what, &number.to_string());
            draft.set_text(&words.value, &machine.event_text(value));
        };
        match &event.kind {
            EventKind::TimerSet { deadline_ms } => {
                kind(&words.timer_set);
                draft.set_number(&words.deadline_ms, *deadline_ms as f64);
            }
            EventKind::TimerFired => kind(&words.timer_fired),
            EventKind::Sent { channel, value: sent } => value(&words.sent, &words.channel, channel.0 + 1, sent),
            EventKind::Received { channel, value: received } => {
                value(&words.received, &words.channel, channel.0 + 1, received);
            }
            EventKind::SharedRead { shared, value: read } => value(&words.shared_read, &words.shared, shared.0, read),
            EventKind::SharedWritten { shared, value: written } => {
                value(&words.shared_written, &words.shared, shared.0, written);
            }
            EventKind::ToolCalled(call) => {
                kind(&words.tool_called);
                draft.set_text(&words.name, &call.name);
                draft.set_text(&words.arguments, &machine.event_text(&call.arguments));
            }
            EventKind::ToolAnswered(outside) => {
                kind(&words.tool_answered);
                self.add_answer(draft, outside, machine);
            }
            _ => self.add_run(draft, event, machine),
        }
    }

    fn add_answer(&self, draft: &Draft, outside: &Outside, machine: &Machine) {
        let words = &self.words;
        draft.set_text(&words.name, &outside.name);
        match &outside.result {
            Ok(value) => {
                draft.set_text(&words.value, &machine.event_text(value));
                draft.set(&words.message, &JsValue::NULL);
            }
            Err(message) => {
                draft.set(&words.value, &JsValue::NULL);
                draft.set_text(&words.message, message);
            }
        }
    }

    /// What concerns the run as a whole.
    fn add_run(&mut self, draft: &Draft, event: &Event, machine: &Machine) {
        let words = &self.words;
        let kind = |word| draft.set(&words.kind, word);
        match &event.kind {
            EventKind::Printed(line) => {
                kind(&words.printed);
                draft.set_text(&words.text, &machine.output_line(*line).text);
            }
            EventKind::Chosen(choice) => {
                kind(&words.chosen);
                draft.set(&words.ready, &self.ids.all(&choice.ready, machine));
                draft.set(&words.pick, self.ids.of(choice.pick, machine));
            }
            EventKind::Tally(tally) => {
                kind(&words.tally);
                draft.set(&words.counts, &self.counts(tally, machine));
                let winner = &tally.rows[tally.winner as usize].value;
                draft.set_text(&words.winner, &machine.event_text(winner));
            }
            EventKind::Ended(status) => {
                kind(&words.ended);
                draft.set_text(&words.status, status.word());
            }
            _ => {}
        }
    }

    fn counts(&self, tally: &Tally, machine: &Machine) -> Array {
        let count = |row: &TallyRow| {
            let draft = Draft::new();
            draft.set_text(&self.words.value, &machine.event_text(&row.value));
            draft.set_number(&self.words.count, f64::from(row.count));
            draft
        };
        tally.rows.iter().map(count).collect()
    }
}

impl Site {
    fn of(span: Span, lines: &LineIndex<'_>) -> Site {
        if span.is_nowhere() {
            return Site { place: JsValue::NULL, range: JsValue::NULL };
        }
        // Plain numbers always have a form in JavaScript.
        let plain = |written: Result<JsValue, JsValue>| written.unwrap_or(JsValue::NULL);
        Site { place: plain(to_js(&Place::of(span, lines))), range: plain(to_js(&Range::of(span, lines))) }
    }
}

impl Ids {
    /// The id of a future.
    fn of(&mut self, future: FutureId, machine: &Machine) -> &JsValue {
        let index = future.0 as usize;
        if self.0.len() <= index {
            self.0.resize(index + 1, None);
        }
        self.0[index].get_or_insert_with(|| machine.path(future).into())
    }

    /// Gives an object a member with the id of a future that there may not be.
    fn add(&mut self, draft: &Draft, name: &JsValue, future: Option<FutureId>, machine: &Machine) {
        match future {
            Some(future) => draft.set(name, self.of(future, machine)),
            None => draft.set(name, &JsValue::NULL),
        }
    }

    fn all(&mut self, futures: &[FutureId], machine: &Machine) -> Array {
        let ids = Array::new();
        for future in futures {
            ids.push(self.of(*future, machine));
        }
        ids
    }
}

/// Where an event belongs: to an op, or to the call or entry that made its future.
fn span_of(event: &Event, machine: &Machine) -> Span {
    match machine.future(event.future).at == event.at {
        true => machine.span_of(event.future),
        false => machine.program().span(event.at),
    }
}
