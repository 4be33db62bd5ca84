//! A journal as text: the header, everything that happened in order, the end.

use super::line::Writer;
use super::{Answered, ChoiceRecord, End, FORMAT, Header, Input, InputRecord, Journal, SEMANTICS, program_hash};
use crate::base::{SortedSet, sort_by_key};
use crate::bytecode::Program;
use crate::runtime::{Check, ClockKind, Limits, OperationId};
use crate::vm::Value;
use crate::vm::builtins::json::write_text;
use crate::world::{Change, Provided};

/// The text of a journal of a run of `program`.
pub fn write(journal: &Journal, program: &Program) -> String {
    let mut lines: Vec<(u64, String)> = Vec::new();
    lines.extend(journal.checks.iter().map(|check| (check.events, check_line(check))));
    lines.extend(journal.inputs.iter().map(|input| (input.events, input_line(input, program))));
    lines.extend(journal.choices.iter().map(|choice| (choice.seq, choice_line(choice))));
    sort_by_key(&mut lines, |(events, _)| *events);
    let mut text = header_lines(&journal.header, program);
    text.extend(lines.into_iter().map(|(_, line)| line));
    text.push_str(&end_line(&journal.end));
    text
}

fn header_lines(header: &Header, program: &Program) -> String {
    let mut line = Writer::new("lumen-journal").number("format", FORMAT).number("semantics", SEMANTICS);
    line = line.hash("program", program_hash(&header.source)).text("mode", header.mode.word());
    if header.clock == ClockKind::Real {
        line = line.text("clock", "real");
    }
    if header.seed != 0 {
        line = line.text("seed", &header.seed.to_string());
    }
    if header.limits != Limits::default() {
        line = line.json("limits", &limits(&header.limits));
    }
    if !header.provided.is_empty() {
        line = line.json("provided", &provided(&header.provided));
    }
    if let Some(parent) = &header.parent {
        line = line.text("parent", &parent.trace_hash).number("fork", parent.seq);
    }
    if let Some(world) = &header.world {
        line = line.text("world", world);
    }
    if let Some(entry) = &header.entry {
        let arguments = Value::list(entry.arguments.clone());
        line = line.text("entry", &entry.cell).value("arguments", &arguments, program);
    }
    let mut text = line.text("source", &header.source).end();
    text.extend(header.changes.iter().map(|(id, change)| change_line(*id, change, program)));
    text
}

fn change_line(id: OperationId, change: &Change, program: &Program) -> String {
    let line = Writer::new("change").number("id", id.0);
    let line = match &change.result {
        Some(result) => outcome(line, result, program),
        None => line,
    };
    match change.latency_ms {
        Some(ms) => line.number("latency_ms", ms),
        None => line,
    }
    .end()
}

/// The answer to a call, or its failure's message.
fn outcome(line: Writer, result: &Result<Value, String>, program: &Program) -> Writer {
    match result {
        Ok(value) => line.value("value", value, program),
        Err(message) => line.text("failure", message),
    }
}

fn limits(limits: &Limits) -> String {
    let changed = limits.rows().into_iter().zip(Limits::default().rows()).filter(|(row, default)| row != default);
    object(changed.map(|(row, _)| (row.name, i64::try_from(row.value).unwrap_or(i64::MAX).to_string())))
}

fn provided(provided: &Provided) -> String {
    let names = |names: &SortedSet<String>| {
        let texts: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        format!("[{}]", texts.join(","))
    };
    object([
        ("fetch", provided.fetch.to_string()),
        ("tools", names(&provided.tools)),
        ("externs", names(&provided.externs)),
    ])
}

fn object<'n>(members: impl IntoIterator<Item = (&'n str, String)>) -> String {
    let members: Vec<String> = members.into_iter().map(|(name, json)| format!("{}:{json}", quoted(name))).collect();
    format!("{{{}}}", members.join(","))
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_text(text, &mut out);
    out
}

fn choice_line(choice: &ChoiceRecord) -> String {
    Writer::new("choice")
        .number("seq", choice.seq)
        .number("number", choice.number)
        .number("index", choice.index)
        .hash("ready", choice.ready)
        .text("pick", &choice.pick)
        .text("operation", &choice.operation)
        .end()
}

fn input_line(record: &InputRecord, program: &Program) -> String {
    let kind = match record.input {
        Input::Time(_) => "time",
        Input::Answer(_) => "answer",
        Input::Stop(_) => "stop",
    };
    let line = Writer::new(kind)
        .number("events", record.events)
        .number("turn", record.point.turn)
        .number("steps", record.point.steps);
    match &record.input {
        Input::Time(ms) => line.number("ms", *ms),
        Input::Answer(answered) => answer(line, answered, program),
        Input::Stop(message) => line.text("message", message),
    }
    .end()
}

fn answer(line: Writer, answered: &Answered, program: &Program) -> Writer {
    let line = line
        .number("id", answered.id.0)
        .text("future", &answered.future)
        .text("name", &answered.name)
        .hash("arguments", answered.arguments);
    outcome(line, &answered.result, program)
}

fn check_line(check: &Check) -> String {
    Writer::new("check").number("events", check.events).number("turn", check.turn).hash("hash", check.hash).end()
}

fn end_line(end: &End) -> String {
    let line = Writer::new("end").text("status", &end.status);
    let line = match &end.value {
        Some(value) => line.text("value", value),
        None => line,
    };
    line.number("choices", end.choices)
        .number("events", end.check.events)
        .number("turn", end.check.turn)
        .number("steps", end.steps)
        .hash("hash", end.check.hash)
        .text("trace_hash", &end.trace_hash)
        .end()
}
