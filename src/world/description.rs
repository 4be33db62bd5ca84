//! A world as data: rules, the first of which that fits a call answers it.

use super::template::Template;
use crate::vm::Value;
use std::rc::Rc;

/// What a `world` block says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Description {
    /// The text that says it; empty for the default world.
    pub source: Rc<str>,
    /// All rules, those for `fetch` before those for tools, in source order.
    pub rules: Vec<Rule>,
}

/// How calls of one form are answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Which calls.
    pub target: Target,
    /// Arguments that a call must have.
    pub when: Vec<(String, Wanted)>,
    /// How long it takes; none for the default of what is called.
    pub latency: Option<Latency>,
    /// What it gives; none for the default of what is called.
    pub answers: Option<Answers>,
    /// When it fails.
    pub failing: Option<Failing>,
}

/// What is called; `*` in the pattern stands for any text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `fetch` of such an address.
    Fetch(String),
    /// A tool or host function of such a name.
    Tool(String),
}

/// What an argument must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// A text of this form.
    Text(String),
    /// Equal to this.
    Value(Value),
}

/// Milliseconds, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency {
    /// At least.
    pub least: i64,
    /// At most; not below `least`.
    pub most: i64,
}

/// Answers, one a call; the last repeats. Never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers(pub Vec<Template>);

/// When a rule fails; without rate and calls, always.
#[derive(Clone, Debug, PartialEq)]
pub struct Failing {
    /// The failure's message.
    pub message: Template,
    /// Which part of the calls, from 0 to 1.
    pub rate: Option<f64>,
    /// Which calls, from 1.
    pub calls: Vec<u64>,
}

impl Failing {
    /// Whether no call succeeds.
    pub fn is_always(&self) -> bool {
        self.rate.is_none() && self.calls.is_empty()
    }

    /// Whether call number `number` fails, with its random number.
    pub fn hits(&self, number: u64, random: u64) -> bool {
        // 53 bits are what a float from 0 to 1 holds.
        let drawn = (random >> 11) as f64 / (1u64 << 53) as f64;
        self.is_always() || self.calls.contains(&number) || self.rate.is_some_and(|rate| drawn < rate)
    }
}

impl Latency {
    /// The latency that a random number picks.
    pub fn pick(self, random: u64) -> i64 {
        let width = self.most.abs_diff(self.least).saturating_add(1);
        self.least.saturating_add((random % width) as i64)
    }
}

impl Answers {
    /// The answer of call number `number`, from 1.
    pub fn pick(&self, number: u64) -> Option<&Template> {
        let index = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
        self.0.get(index).or(self.0.last())
    }
}
