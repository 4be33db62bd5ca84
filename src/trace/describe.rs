//! An event as one line that can be read aloud: `12ms 0.1 suspended: waits for 0.1.1`.

use super::kind_word;
use crate::runtime::{Event, EventKind, Machine, Tally, Waits};
use crate::vm::{FutureId, Value};

/// The line of an event.
pub fn describe(event: &Event, machine: &Machine) -> String {
    let (word, rest) = life(event, machine);
    let separator = if rest.is_empty() { "" } else { ": " };
    format!("{}ms {} {word}{separator}{rest}", event.ms, machine.path(event.future))
}

fn life(event: &Event, machine: &Machine) -> (&'static str, String) {
    let by = |by: &Option<FutureId>| by.map_or_else(String::new, |by| format!("by {}", machine.path(by)));
    match &event.kind {
        EventKind::Created { .. } => {
            let row = machine.future(event.future);
            ("created", format!("{} {}", kind_word(row.kind), machine.label(event.future)))
        }
        EventKind::Started => ("started", String::new()),
        EventKind::Resumed { by: whom } => ("resumed", by(whom)),
        EventKind::Cancelled { by: whom } => ("cancelled", by(whom)),
        EventKind::Completed => {
            let value = machine.future(event.future).value();
            ("completed", value.map(|value| machine.event_text(value)).unwrap_or_default())
        }
        EventKind::Failed(failure) => ("failed", failure.message.to_string()),
        kind => match kind.waits() {
            Some(waits) => ("suspended", waits_text(&waits, machine)),
            None => traffic(event, machine),
        },
    }
}

/// What somebody waits for: `waits for 0.1, 0.2`.
pub fn waits_text(waits: &Waits<'_>, machine: &Machine) -> String {
    match waits {
        Waits::Futures(futures) => {
            let paths: Vec<String> = futures.iter().map(|id| machine.path(*id)).collect();
            format!("waits for {}", paths.join(", "))
        }
        Waits::Channel { channel, sends: true } => format!("waits to send on channel {}", channel.0 + 1),
        Waits::Channel { channel, sends: false } => format!("waits to receive from channel {}", channel.0 + 1),
    }
}

fn traffic(event: &Event, machine: &Machine) -> (&'static str, String) {
    let text = |value: &Value| quoted(value, machine);
    match &event.kind {
        EventKind::TimerSet { deadline_ms } => ("timer set", format!("for {deadline_ms}ms")),
        EventKind::TimerFired => ("timer fired", String::new()),
        EventKind::Sent { channel, value } => ("sent", format!("{} on channel {}", text(value), channel.0 + 1)),
        EventKind::Received { channel, value } => {
            ("received", format!("{} from channel {}", text(value), channel.0 + 1))
        }
        EventKind::SharedRead { shared, value } => ("shared read", format!("{} from {}", text(value), shared.0 + 1)),
        EventKind::SharedWritten { shared, value } => {
            ("shared written", format!("{} to {}", text(value), shared.0 + 1))
        }
        EventKind::ToolCalled(call) => ("tool called", format!("{} {}", call.name, text(&call.arguments))),
        EventKind::ToolAnswered(outside) => match &outside.result {
            Ok(value) => ("tool answered", format!("{} {}", outside.name, text(value))),
            Err(message) => ("tool answered", format!("{} failed: {message}", outside.name)),
        },
        _ => whole_run(event, machine),
    }
}

fn whole_run(event: &Event, machine: &Machine) -> (&'static str, String) {
    match &event.kind {
        EventKind::DeferredRan => ("deferred ran", String::new()),
        EventKind::Printed(line) => ("printed", machine.output_line(*line).text.to_string()),
        EventKind::Chosen(choice) => {
            let mut ready: Vec<String> = choice.ready.iter().map(|id| machine.path(*id)).collect();
            if choice.count as usize > ready.len() {
                ready.push(format!("{} more", choice.count as usize - ready.len()));
            }
            ("chosen", format!("from {}", ready.join(", ")))
        }
        EventKind::Tally(tally) => ("tally", tally_text(tally, machine)),
        EventKind::Ended(status) => ("ended", status.word().to_string()),
        _ => ("", String::new()),
    }
}

fn tally_text(tally: &Tally, machine: &Machine) -> String {
    let rows: Vec<String> =
        tally.rows.iter().map(|row| format!("{} {}", quoted(&row.value, machine), row.count)).collect();
    let winner = quoted(&tally.rows[tally.winner as usize].value, machine);
    format!("{}; winner {winner}", rows.join(", "))
}

/// A value as it stands inside collections.
fn quoted(value: &Value, machine: &Machine) -> String {
    let Value::Text(text) = value else { return machine.event_text(value) };
    let mut out = String::new();
    crate::vm::text::write_quoted(text, &mut out);
    out
}
