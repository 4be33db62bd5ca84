//! Answers a run's calls from a description, on the clock of the run.

use super::description::{Description, Latency, Rule, Target, Wanted};
use super::{glob, grants};
use crate::bytecode::Program;
use crate::runtime::{Answer, Call, CallKind, OperationId, Stream, World};
use crate::vm::ops::{Env, ValueLimits};
use crate::vm::text::display;
use crate::vm::{FutureId, FutureNames, Value};
use std::rc::Rc;

/// Default latencies: those of a good web server and of a quick model, so that a timeline shows both.
const FETCH_LATENCY: Latency = Latency { least: 40, most: 120 };
const CHAT_LATENCY: Latency = Latency { least: 100, most: 400 };

/// The tool that answers without a rule.
const CHAT: &str = "llm.chat";

/// The world of one run.
#[derive(Clone, Debug)]
pub struct Simulated {
    description: Rc<Description>,
    program: Rc<Program>,
    /// How many calls each rule has answered.
    counts: Vec<u64>,
}

/// Futures in arguments have no number outside the machine.
struct Unnumbered;

impl Simulated {
    /// A world that has answered nothing yet.
    pub fn new(description: Rc<Description>, program: Rc<Program>) -> Simulated {
        Simulated { counts: vec![0; description.rules.len()], description, program }
    }

    fn answer(&mut self, call: &Call) -> Answer {
        let description = self.description.clone();
        let Some(index) = description.rules.iter().position(|rule| rule.fits(call)) else {
            return self.default_answer(call);
        };
        self.counts[index] += 1;
        self.by_rule(&description.rules[index], self.counts[index], call)
    }

    /// The rule that answers the call, if its answers depend on how many calls it has answered.
    pub fn counting_rule(&self, call: &Call) -> Option<usize> {
        let index = self.description.rules.iter().position(|rule| rule.fits(call))?;
        self.description.rules[index].counts().then_some(index)
    }

    fn by_rule(&self, rule: &Rule, number: u64, call: &Call) -> Answer {
        let mut random = Stream::new(call.random);
        let (for_latency, for_failure) = (random.draw(), random.draw());
        let latency = rule.latency.or(default_latency(call)).unwrap_or(Latency { least: 0, most: 0 });
        let failing = rule.failing.as_ref().filter(|failing| failing.hits(number, for_failure));
        let template = failing
            .map(|failing| &failing.message)
            .or_else(|| rule.answers.as_ref().and_then(|answers| answers.pick(number)));
        let Some(template) = template else {
            return self.default_answer_after(latency.pick(for_latency), call);
        };
        let filled = template.fill(&|name| self.place(name, number, call)).map_err(|name| unknown_place(&name, call));
        let result = match (failing, filled) {
            (Some(_), Ok(message)) => Err(self.text_of(&message)),
            (_, filled) => filled,
        };
        Answer::After { ms: latency.pick(for_latency), result }
    }

    fn default_answer(&self, call: &Call) -> Answer {
        match default_latency(call) {
            Some(latency) => self.default_answer_after(latency.pick(Stream::new(call.random).draw()), call),
            None => Answer::Missing,
        }
    }

    fn default_answer_after(&self, ms: i64, call: &Call) -> Answer {
        let value = match call.kind {
            CallKind::Fetch => Value::text(format!("content of {}", self.argument_text(call, "url"))),
            CallKind::Tool | CallKind::Extern => self.chat_answer(call),
        };
        Answer::After { ms, result: Ok(value) }
    }

    /// Every model gives the same answer, so that votes have a winner.
    fn chat_answer(&self, call: &Call) -> Value {
        let asked = call.argument("prompt").or_else(|| role(call, "user"));
        let answer = asked.map_or_else(String::new, |asked| format!("answer to \"{}\"", self.text_of(&asked)));
        let model = call.argument("model").unwrap_or(Value::text("default"));
        Value::map([(Value::text("answer"), Value::text(answer)), (Value::text("model"), model)].into())
    }

    /// The text of a place in a template: the number of the call, an argument, or a role's text.
    fn place(&self, name: &str, number: u64, call: &Call) -> Option<String> {
        if name == "n" {
            return Some(number.to_string());
        }
        call.argument(name).or_else(|| role(call, name)).map(|value| self.text_of(&value))
    }

    fn argument_text(&self, call: &Call, name: &str) -> String {
        call.argument(name).map_or_else(String::new, |value| self.text_of(&value))
    }

    fn text_of(&self, value: &Value) -> String {
        let env = Env { program: &self.program, futures: &Unnumbered, limits: ValueLimits::DEFAULT };
        display(env, value).unwrap_or_default()
    }
}

impl World for Simulated {
    fn call(&mut self, _id: OperationId, call: &Call) -> Answer {
        match grants::refusal(call) {
            Some(message) => Answer::After { ms: 0, result: Err(message) },
            None => grants::bounded(call, self.answer(call)),
        }
    }

    fn abort(&mut self, _id: OperationId) {}
}

impl FutureNames for Unnumbered {
    fn write_path(&self, _id: FutureId, out: &mut String) {
        out.push('?');
    }

    fn state_word(&self, _id: FutureId) -> &'static str {
        "pending"
    }
}

impl Rule {
    /// Whether the rule answers such a call.
    fn fits(&self, call: &Call) -> bool {
        let is_target = match (&self.target, call.kind) {
            (Target::Fetch(pattern), CallKind::Fetch) => {
                matches!(call.argument("url"), Some(Value::Text(url)) if glob::matches(pattern, &url))
            }
            (Target::Tool(pattern), CallKind::Tool | CallKind::Extern) => glob::matches(pattern, &call.name),
            _ => false,
        };
        is_target && self.when.iter().all(|(name, wanted)| call.argument(name).is_some_and(|value| wanted.is(&value)))
    }
}

impl Rule {
    /// Whether the number of a call matters to its answer.
    fn counts(&self) -> bool {
        let failing = self.failing.as_ref();
        let templates = || self.answers.iter().flat_map(|answers| &answers.0).chain(failing.map(|it| &it.message));
        self.answers.as_ref().is_some_and(|answers| answers.0.len() > 1)
            || failing.is_some_and(|failing| !failing.calls.is_empty())
            || templates().any(|template| template.has_place("n"))
    }
}

impl Wanted {
    fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Wanted::Text(pattern), Value::Text(text)) => glob::matches(pattern, text),
            (Wanted::Text(_), _) => false,
            (Wanted::Value(wanted), value) => wanted == value,
        }
    }
}

fn default_latency(call: &Call) -> Option<Latency> {
    match call.kind {
        CallKind::Fetch => Some(FETCH_LATENCY),
        CallKind::Tool if &*call.name == CHAT => Some(CHAT_LATENCY),
        CallKind::Tool | CallKind::Extern => None,
    }
}

/// The text of the last `role` line of that name.
fn role(call: &Call, name: &str) -> Option<Value> {
    call.roles.iter().rev().find(|(known, _)| **known == *name).map(|(_, text)| text.clone())
}

fn unknown_place(name: &str, call: &Call) -> String {
    format!("the world's answer to `{}` uses `{{{name}}}`, and the call has no argument of that name", call.name)
}
