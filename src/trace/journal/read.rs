//! A journal from its text. Everything in it is checked: it may come from anywhere.

use super::line::Line;
use super::stored::read_value;
use super::{
    Answered, ChoiceRecord, End, FORMAT, Header, Input, InputRecord, Journal, JournalProblem, Parent, SEMANTICS,
    program_hash,
};
use crate::base::SortedSet;
use crate::bytecode::Program;
use crate::diag::Diagnostic;
use crate::runtime::{Check, ClockKind, Limits, Point, TIME_MAX_MS};
use crate::trace::{Entry, Mode, Options, Prepared, SEED_MAX, prepare};
use crate::vm::{FutureId, Value};
use crate::world::{self, Change, Changes, Description, Provided};
use std::rc::Rc;

/// A million choices are 150 MB; chosen by feel, against texts without end.
const BYTES_MAX: usize = 256 << 20;

/// A journal that can be replayed.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The journal.
    pub journal: Journal,
    /// Its program.
    pub prepared: Prepared,
    /// The world that was used instead of the document's.
    pub world: Option<Rc<Description>>,
}

impl Opened {
    /// How the run was set up.
    pub fn options(&self) -> Options {
        let header = &self.journal.header;
        Options {
            mode: Some(header.mode),
            clock: header.clock,
            seed: header.seed,
            limits: header.limits,
            world: self.world.clone(),
            choices: None,
            entry: header.entry.clone(),
        }
    }
}

type Read<T> = Result<T, JournalProblem>;

/// Reads a journal.
///
/// # Errors
/// Why it cannot be used, see [`JournalProblem`].
pub fn read(text: &str) -> Read<Opened> {
    if text.len() > BYTES_MAX {
        return Err(JournalProblem::TooLarge);
    }
    let mut lines = text.lines().enumerate().map(|(index, text)| (index + 1, text));
    let (_, first) = lines.next().ok_or(JournalProblem::Foreign)?;
    let header_line = header_line(first, text.contains('\n'))?;
    if !text.ends_with('\n') {
        return Err(JournalProblem::Truncated);
    }
    let mut header = header(&header_line).map_err(|what| JournalProblem::Damaged { line: 1, what })?;
    let prepared = program(&header_line, &header.source)?;
    header.entry = entry(&header_line, &prepared.program).map_err(|what| JournalProblem::Damaged { line: 1, what })?;
    let world = header.world.as_deref().map(world_of).transpose()?;
    let mut body = Body::new(prepared.program.clone());
    for (line, text) in lines {
        if body.end.is_some() {
            return Err(JournalProblem::Extra { line });
        }
        body.record(line, text)?;
    }
    header.changes = Rc::new(body.changes);
    let end = body.end.ok_or(JournalProblem::Truncated)?;
    let journal =
        Journal { header: Rc::new(header), choices: body.choices, inputs: body.inputs, checks: body.checks, end };
    Ok(Opened { journal, prepared, world })
}

/// The first line, if this playground can read what follows.
fn header_line(text: &str, is_whole: bool) -> Read<Line> {
    let is_ours = text.starts_with("{\"record\":\"lumen-journal\"");
    let line = Line::read(text).map_err(|what| match (is_ours, is_whole) {
        (true, true) => JournalProblem::Damaged { line: 1, what },
        (true, false) => JournalProblem::Truncated,
        _ => JournalProblem::Foreign,
    })?;
    if line.text("record") != Ok("lumen-journal") {
        return Err(JournalProblem::Foreign);
    }
    let number = |name| line.integer(name).map_err(|what| JournalProblem::Damaged { line: 1, what });
    match (number("format")?, number("semantics")?) {
        (FORMAT, SEMANTICS) => Ok(line),
        (FORMAT, semantics) => Err(JournalProblem::OtherSemantics(semantics)),
        (format, _) if format > FORMAT => Err(JournalProblem::Newer(format)),
        (format, _) => Err(JournalProblem::Damaged { line: 1, what: format!("there was no format {format}") }),
    }
}

fn header(line: &Line) -> Result<Header, String> {
    let parent = line.opt_text("parent")?.map(|hash| {
        let seq = line.number("fork")?;
        Ok::<Parent, String>(Parent { trace_hash: hash.to_owned(), seq })
    });
    Ok(Header {
        source: line.text("source")?.into(),
        world: line.opt_text("world")?.map(Rc::from),
        entry: None,
        mode: Mode::of_word(line.text("mode")?).ok_or("`mode` is none")?,
        clock: match line.opt_text("clock")? {
            None => ClockKind::Virtual,
            Some("real") => ClockKind::Real,
            Some(_) => return Err("`clock` is none".into()),
        },
        seed: line.opt_text("seed")?.map_or(Ok(0), seed)?,
        limits: limits(line.find("limits"))?,
        provided: Rc::new(provided(line.find("provided"))?),
        parent: parent.transpose()?,
        changes: Rc::default(),
    })
}

fn time(ms: i64) -> Result<i64, String> {
    let is_possible = (0..=TIME_MAX_MS).contains(&ms);
    is_possible.then_some(ms).ok_or_else(|| "`ms` is out of range".to_owned())
}

fn seed(text: &str) -> Result<u64, String> {
    let seed = text.parse().ok().filter(|seed| *seed <= SEED_MAX);
    seed.ok_or_else(|| "`seed` must be a whole number up to 2^53 - 1".to_owned())
}

fn entry(line: &Line, program: &Program) -> Result<Option<Entry>, String> {
    let Some(cell) = line.opt_text("entry")? else { return Ok(None) };
    if !program.cells.iter().any(|known| *known.name == *cell) {
        return Err(format!("there is no cell `{cell}`"));
    }
    match read_value(line.find("arguments").unwrap_or(&Value::Null), program)? {
        Value::List(arguments) => Ok(Some(Entry { cell: cell.into(), arguments: arguments.to_vec() })),
        _ => Err("`arguments` must be a list".into()),
    }
}

fn limits(members: Option<&Value>) -> Result<Limits, String> {
    let mut limits = Limits::default();
    let Some(members) = members else { return Ok(limits) };
    let Value::Map(members) = members else { return Err("`limits` must be an object".into()) };
    for (name, value) in members.iter() {
        let (Value::Text(name), Value::Int(value)) = (name, value) else {
            return Err("a limit must be a whole number".into());
        };
        let is_known = u64::try_from(*value).is_ok_and(|value| limits.set(name, value));
        if !is_known {
            return Err(format!("there is no limit `{name}` of {value}"));
        }
    }
    Ok(limits)
}

fn provided(members: Option<&Value>) -> Result<Provided, String> {
    let Some(members) = members else { return Ok(Provided::default()) };
    let Value::Map(members) = members else { return Err("`provided` must be an object".into()) };
    let names = |name: &str| match members.get(&Value::text(name)) {
        Some(Value::List(items)) => items.iter().map(text_of).collect::<Option<SortedSet<String>>>(),
        _ => None,
    };
    Ok(Provided {
        fetch: matches!(members.get(&Value::text("fetch")), Some(Value::Bool(true))),
        tools: names("tools").ok_or("`tools` must be a list of texts")?,
        externs: names("externs").ok_or("`externs` must be a list of texts")?,
    })
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

fn program(line: &Line, source: &str) -> Read<Prepared> {
    let hash = line.hash("program").map_err(|what| JournalProblem::Damaged { line: 1, what })?;
    if hash != program_hash(source) {
        return Err(JournalProblem::OtherProgram);
    }
    prepare(source).map_err(|found| JournalProblem::BrokenProgram(first_message(&found)))
}

fn world_of(text: &str) -> Read<Rc<Description>> {
    match world::read(text, 0) {
        (description, found) if found.is_empty() => Ok(Rc::new(description)),
        (_, found) => Err(JournalProblem::BrokenWorld(first_message(&found))),
    }
}

fn first_message(found: &[Diagnostic]) -> String {
    let first = found.iter().find(|diagnostic| diagnostic.is_error()).or(found.first());
    first.map_or_else(String::new, |diagnostic| diagnostic.message.to_string())
}

/// What follows the header.
struct Body {
    program: Rc<Program>,
    choices: Vec<ChoiceRecord>,
    inputs: Vec<InputRecord>,
    checks: Vec<Check>,
    changes: Changes,
    end: Option<End>,
}

impl Body {
    fn new(program: Rc<Program>) -> Body {
        let (choices, inputs, checks) = (Vec::new(), Vec::new(), Vec::new());
        Body { program, choices, inputs, checks, changes: Changes::new(), end: None }
    }

    fn record(&mut self, number: usize, text: &str) -> Read<()> {
        let damaged = |what| JournalProblem::Damaged { line: number, what };
        let line = Line::read(text).map_err(damaged)?;
        if self.add(&line).map_err(damaged)? { Ok(()) } else { Err(JournalProblem::ImpossibleChoice { line: number }) }
    }

    /// Adds a record; false for a choice that no run can make.
    fn add(&mut self, line: &Line) -> Result<bool, String> {
        match line.text("record")? {
            "choice" => return self.add_choice(line),
            "check" => self.checks.push(check(line)?),
            "change" => {
                let result = line.find("value").or(line.find("failure")).map(|_| self.outcome(line)).transpose()?;
                let latency_ms = line.find("latency_ms").map(|_| line.integer("latency_ms")).transpose()?;
                self.changes.insert(FutureId(line.number("id")?), Change { result, latency_ms });
            }
            "end" => self.end = Some(end(line)?),
            kind => self.add_input(kind, line)?,
        }
        Ok(true)
    }

    fn add_choice(&mut self, line: &Line) -> Result<bool, String> {
        let choice = ChoiceRecord {
            seq: line.number("seq")?,
            number: line.number("number")?,
            index: line.number("index")?,
            ready: line.hash("ready")?,
            pick: line.text("pick")?.to_owned(),
            operation: line.text("operation")?.to_owned(),
        };
        let is_next = self.choices.last().is_none_or(|last| last.number < choice.number && last.seq < choice.seq);
        let is_possible = is_next && choice.index > 0;
        self.choices.push(choice);
        Ok(is_possible)
    }

    fn add_input(&mut self, kind: &str, line: &Line) -> Result<(), String> {
        let input = match kind {
            "time" => Input::Time(time(line.integer("ms")?)?),
            "answer" => Input::Answer(self.answered(line)?),
            "stop" => Input::Stop(line.text("message")?.into()),
            kind => return Err(format!("there is no record `{kind}`")),
        };
        let record = InputRecord { events: line.number("events")?, point: point(line)?, input };
        if self.inputs.last().is_some_and(|last| last.point > record.point) {
            return Err("it comes before the one above it".into());
        }
        self.inputs.push(record);
        Ok(())
    }

    fn answered(&self, line: &Line) -> Result<Answered, String> {
        Ok(Answered {
            id: FutureId(line.number("id")?),
            future: line.text("future")?.to_owned(),
            name: line.text("name")?.to_owned(),
            arguments: line.hash("arguments")?,
            result: self.outcome(line)?,
        })
    }

    fn outcome(&self, line: &Line) -> Result<Result<Value, String>, String> {
        match line.find("value") {
            Some(value) => read_value(value, &self.program).map(Ok),
            None => line.text("failure").map(|message| Err(message.to_owned())),
        }
    }
}

fn point(line: &Line) -> Result<Point, String> {
    Ok(Point { turn: line.number("turn")?, steps: line.number("steps")? })
}

fn check(line: &Line) -> Result<Check, String> {
    Ok(Check { turn: line.number("turn")?, events: line.number("events")?, hash: line.hash("hash")? })
}

fn end(line: &Line) -> Result<End, String> {
    Ok(End {
        status: line.text("status")?.to_owned(),
        value: line.opt_text("value")?.map(str::to_owned),
        trace_hash: line.text("trace_hash")?.to_owned(),
        steps: line.number("steps")?,
        check: check(line)?,
        choices: line.number("choices")?,
    })
}
