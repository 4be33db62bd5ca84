//! Recorded runs: journals out of a run and into one, and the exports of its event log.

use super::error;
use super::given::{Given, string};
use super::listeners::Listeners;
use super::mirror::{EventWriter, to_js};
use super::options::ReplayOptions;
use super::run::LumenRun;
use crate::text::LineIndex;
use crate::trace::journal::{self, JournalProblem};
use crate::trace::{Alteration, Execution, Opened, Strictness, perfetto};
use crate::vm::Value;
use crate::vm::builtins::json::read_nested;
use js_sys::{Array, JSON, Reflect};
use serde::Serialize;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// `LumenJournalInfo`
#[derive(Serialize)]
struct InfoMirror {
    source: String,
    world: Option<String>,
    mode: &'static str,
    clock: &'static str,
    seed: u64,
    status: String,
    parent: Option<String>,
    fork_seq: Option<u64>,
    choices: String,
    is_schedule: bool,
}

/// `LumenDivergence`
#[derive(Serialize)]
struct DivergenceMirror {
    seq: u64,
    message: String,
    equal_until: Option<u64>,
}

/// Reads a journal's text.
///
/// # Errors
/// A `LumenJournalError` with a sentence for people.
pub fn open(text: &str) -> Result<Opened, JsValue> {
    journal::read(text).map_err(|problem| journal_error(&problem))
}

fn journal_error(problem: &JournalProblem) -> JsValue {
    let error = error(&problem.to_string());
    // A new error of our own takes a name.
    let _ = Reflect::set(&error, &"name".into(), &"LumenJournalError".into());
    error
}

/// Repeats a recorded run.
#[wasm_bindgen(skip_typescript)]
pub fn replay(journal: JsValue, options: JsValue) -> Result<LumenRun, JsValue> {
    let asked = ReplayOptions::read(&options)?;
    let opened = open(&string(&journal, "journal")?)?;
    let execution = Execution::replay(&opened, asked.strictness);
    let listeners = Listeners::new(opened.prepared.program.source.clone(), asked.on_events, asked.on_output);
    LumenRun::of_execution(execution, listeners, Rc::new(opened.prepared.clone()), opened.options())
}

/// What a journal is a recording of.
#[wasm_bindgen(js_name = readJournal, skip_typescript)]
pub fn read_journal(journal: JsValue) -> Result<JsValue, JsValue> {
    let opened = open(&string(&journal, "journal")?)?;
    let (header, options) = (&opened.journal.header, opened.options());
    to_js(&InfoMirror {
        source: header.source.to_string(),
        world: header.world.as_deref().map(str::to_owned),
        mode: header.mode.word(),
        clock: options.clock_word(),
        seed: header.seed,
        status: opened.journal.end.status.clone(),
        parent: header.parent.as_ref().map(|parent| parent.trace_hash.clone()),
        fork_seq: header.parent.as_ref().map(|parent| parent.seq),
        choices: journal::Choices(opened.journal.schedule()).encode(),
        is_schedule: opened.journal.is_schedule(),
    })
}

#[wasm_bindgen]
impl LumenRun {
    /// The journal of the run as it stands.
    pub fn journal(&self) -> String {
        self.with_execution(|execution| journal::write(&execution.journal(), execution.machine().program()))
    }

    /// A run that is this one up to an event and then differs in one thing.
    pub fn fork(&self, fork: JsValue, options: JsValue) -> Result<LumenRun, JsValue> {
        let asked = ReplayOptions::read(&options)?;
        let (seq, alteration) = alteration(&fork)?;
        let (prepared, options) = self.setup();
        let execution = self.with_execution(|execution| execution.fork(&prepared, &options, seq, alteration));
        let execution = execution.map_err(|problem| error(&problem.to_string()))?;
        let listeners = Listeners::new(prepared.program.source.clone(), asked.on_events, asked.on_output);
        LumenRun::of_execution(execution, listeners, prepared, options)
    }

    /// The event log as text, `jsonl` or `perfetto`.
    pub fn trace(&self, format: JsValue) -> Result<String, JsValue> {
        match &*string(&format, "format")? {
            "jsonl" => Ok(self.with_execution(json_lines)),
            "perfetto" => Ok(self.with_execution(|execution| perfetto(execution.machine(), execution.log()))),
            word => Err(error(&format!("format must be jsonl or perfetto, not {word}"))),
        }
    }

    /// Where a replay went another way than its journal; null when it did not.
    #[wasm_bindgen(getter)]
    pub fn divergence(&self) -> Result<JsValue, JsValue> {
        self.with_execution(|execution| match execution.divergence() {
            None => Ok(JsValue::NULL),
            Some(divergence) => to_js(&DivergenceMirror {
                seq: divergence.seq,
                message: divergence.sentence(),
                equal_until: divergence.last_equal.map(|check| check.events),
            }),
        })
    }
}

/// What a `LumenFork` alters, and from which event on.
fn alteration(fork: &JsValue) -> Result<(u64, Alteration), JsValue> {
    let given = Given::of(fork, "fork")?;
    let seq = given.whole("seq")?.ok_or_else(|| error("a fork wants seq, the event at which it differs"))?;
    let alteration = if let Some(id) = given.string("pick")? {
        Alteration::Pick(id)
    } else if let Some(message) = given.string("failure")? {
        Alteration::Answer(Err(message))
    } else if let Some(ms) = given.whole("latency_ms")? {
        Alteration::Latency(ms as i64)
    } else {
        // Null is an answer, too.
        let answer = Reflect::get(fork, &"answer".into()).ok().filter(|answer| !answer.is_undefined());
        let answer = answer.ok_or_else(|| error("a fork wants pick, answer, failure or latency_ms"))?;
        Alteration::Answer(Ok(plain_data(&answer)?))
    };
    Ok((seq, alteration))
}

/// How deep an answer may be nested; as deep as `parse_json` goes.
const ANSWER_DEPTH_MAX: usize = 256;

/// What has a JSON form, as `parse_json` would read it.
fn plain_data(value: &JsValue) -> Result<Value, JsValue> {
    let json = JSON::stringify(value)?.as_string().ok_or_else(|| error("an answer must be plain data"))?;
    read_nested(&json, ANSWER_DEPTH_MAX).map_err(|message| error(&message))
}

/// One event a line, in the shape of `LumenEvent`.
fn json_lines(execution: &Execution) -> String {
    let machine = execution.machine();
    let lines = LineIndex::new(&machine.program().source);
    let events = Array::new();
    EventWriter::default().write(execution.log().events(), &events, machine, &lines);
    let mut text = String::new();
    for event in events.iter() {
        // Plain data always has a JSON form.
        text.extend(JSON::stringify(&event).ok().and_then(|json| json.as_string()));
        text.push('\n');
    }
    text
}

impl ReplayOptions {
    /// The strictness of a word, or an error that lists them.
    pub fn strictness_of(word: Option<&str>) -> Result<Strictness, JsValue> {
        let Some(word) = word else { return Ok(Strictness::default()) };
        let wrong = || error(&format!("replay must be strict, lenient or prefix, not {word}"));
        Strictness::of_word(word).ok_or_else(wrong)
    }
}
