//! From source text to report: parse, check, compile, run with the virtual clock.

use super::schedule::Misfit;
use super::{Execution, Log, Planned, Report, Schedule};
use crate::bytecode::{Program, compile};
use crate::check::{Checked, check};
use crate::diag::{Diagnostic, keep_worst, sort_by_place};
use crate::runtime::{
    ClockKind, EntryCall, Fifo, Limits, Machine, Policy, Progress, Random, ReadySet, Settings, StartMode,
};
use crate::services::Analysis;
use crate::syntax::parse;
use crate::vm::Value;
use crate::vm::ops::ValueLimits;
use crate::world::{self, Description, Provided, Simulated};
use std::rc::Rc;

/// When futures start, and who goes next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Started at once, first in first out.
    #[default]
    Eager,
    /// Started in their turn, first in first out.
    Fifo,
    /// Anybody next, by the seed; started in their turn if the program says `@deterministic true`, else at once.
    Random,
}

/// The largest seed that every host can say: the last whole number that JavaScript tells from its neighbours.
pub const SEED_MAX: u64 = (1 << 53) - 1;

/// How to run a program. The default follows the program.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// By default `Fifo` when the program says `@deterministic true`, else `Eager`.
    pub mode: Option<Mode>,
    /// Whose clock.
    pub clock: ClockKind,
    /// Where random numbers begin, up to [`SEED_MAX`].
    pub seed: u64,
    /// The limits.
    pub limits: Limits,
    /// Instead of the document's world.
    pub world: Option<Rc<Description>>,
    /// Choices that are made already; then the first in line goes otherwise, whatever the mode.
    pub choices: Option<Vec<Schedule>>,
    /// Instead of the program's entry.
    pub entry: Option<Entry>,
}

/// A call with which a run begins.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The cell's name.
    pub cell: Rc<str>,
    /// With what it is called; a wrong number of arguments fails the run.
    pub arguments: Vec<Value>,
}

/// A program that can be run.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The program.
    pub program: Rc<Program>,
    /// Its warnings and hints.
    pub diagnostics: Vec<Diagnostic>,
    /// What its document says of the outside.
    pub world: Rc<Description>,
}

/// The policy of a run.
#[derive(Clone, Debug)]
pub enum RunPolicy {
    /// First in, first out.
    Fifo(Fifo),
    /// By a seed.
    Random(Random),
    /// By a schedule.
    Planned(Planned),
}

impl Mode {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Eager => "eager",
            Mode::Fifo => "fifo",
            Mode::Random => "random",
        }
    }

    /// The mode of that word.
    pub fn of_word(word: &str) -> Option<Mode> {
        [Mode::Eager, Mode::Fifo, Mode::Random].into_iter().find(|mode| mode.word() == word)
    }
}

impl Options {
    /// How large one value may become.
    pub fn value_limits(&self) -> ValueLimits {
        ValueLimits::of_size(usize::try_from(self.limits.value_size).unwrap_or(usize::MAX))
    }

    /// The clock's word.
    pub fn clock_word(&self) -> &'static str {
        match self.clock {
            ClockKind::Virtual => "virtual",
            ClockKind::Real => "real",
        }
    }
}

impl Prepared {
    /// The mode in which the options run the program.
    pub fn mode(&self, options: &Options) -> Mode {
        options.mode.unwrap_or(if self.program.deterministic { Mode::Fifo } else { Mode::Eager })
    }

    /// A machine at the program's beginning.
    pub fn machine(&self, options: &Options) -> Machine {
        let starts = match self.mode(options) {
            Mode::Eager => StartMode::Eager,
            Mode::Random if !self.program.deterministic => StartMode::Eager,
            Mode::Fifo | Mode::Random => StartMode::Deferred,
        };
        let settings = Settings { starts, clock: options.clock, seed: options.seed, limits: options.limits };
        match options.entry.as_ref().and_then(|entry| self.entry_call(entry)) {
            Some(entry) => Machine::calling(entry, self.program.clone(), settings),
            None => Machine::new(self.program.clone(), settings),
        }
    }

    /// The call of an entry, if the program has its cell.
    fn entry_call(&self, entry: &Entry) -> Option<EntryCall> {
        let cell = self.program.cells.iter().find(|cell| cell.name == entry.cell)?;
        Some(EntryCall { function: cell.function, arguments: entry.arguments.clone() })
    }

    /// What answers outside calls.
    pub fn world(&self, options: &Options) -> Simulated {
        Simulated::new(options.world.clone().unwrap_or_else(|| self.world.clone()), self.program.clone())
    }

    /// Who goes next.
    pub fn policy(&self, options: &Options) -> RunPolicy {
        match (&options.choices, self.mode(options)) {
            (Some(choices), _) => RunPolicy::planned(choices.clone(), false),
            (None, Mode::Random) => RunPolicy::Random(Random::new(options.seed)),
            (None, Mode::Eager | Mode::Fifo) => RunPolicy::Fifo(Fifo),
        }
    }
}

impl RunPolicy {
    /// The policy of a schedule.
    pub fn planned(choices: Vec<Schedule>, is_strict: bool) -> RunPolicy {
        RunPolicy::Planned(Planned::new(choices, is_strict))
    }

    /// The first planned choice that did not fit.
    pub fn misfit(&self) -> Option<&Misfit> {
        match self {
            RunPolicy::Planned(policy) => policy.misfit(),
            _ => None,
        }
    }

    /// Whether planned choices are left.
    pub fn has_more(&self) -> bool {
        matches!(self, RunPolicy::Planned(policy) if policy.pending().is_some())
    }
}

impl Policy for RunPolicy {
    fn choose(&mut self, ready: &ReadySet<'_>) -> Option<usize> {
        match self {
            RunPolicy::Fifo(policy) => policy.choose(ready),
            RunPolicy::Random(policy) => policy.choose(ready),
            RunPolicy::Planned(policy) => policy.choose(ready),
        }
    }
}

/// What is wrong or doubtful in a document, its world included, in source order: the worst 50, and how many more.
pub fn diagnose(analysis: &Analysis) -> Vec<Diagnostic> {
    let (_, mut found) = world::of_document(&analysis.document, &analysis.source);
    let mut diagnostics = analysis.diagnostics.clone();
    diagnostics.append(&mut found);
    sort_by_place(&mut diagnostics);
    keep_worst(&mut diagnostics);
    diagnostics
}

fn examine(source: &str) -> (Checked, Description, Vec<Diagnostic>) {
    let parsed = parse(source);
    let (world, mut found) = world::of_document(&parsed.document, source);
    let (checked, mut diagnostics) = check(parsed);
    diagnostics.append(&mut found);
    sort_by_place(&mut diagnostics);
    keep_worst(&mut diagnostics);
    (checked, world, diagnostics)
}

/// Parses, checks and compiles a document.
///
/// # Errors
/// The diagnostics, when one of them is an error.
pub fn prepare(source: &str) -> Result<Prepared, Vec<Diagnostic>> {
    let (checked, world, mut diagnostics) = examine(source);
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics);
    }
    match compile(&checked, source.into()) {
        Ok(program) => Ok(Prepared { program: Rc::new(program), diagnostics, world: Rc::new(world) }),
        Err(problem) => {
            diagnostics.push(*problem);
            Err(diagnostics)
        }
    }
}

/// Runs a document to its end, with the virtual clock and the simulated world.
pub fn run(source: &str, options: &Options) -> Report {
    run_logged(source, options).0
}

/// The same, with the final machine and the event log; none when the program was rejected.
pub fn run_logged(source: &str, options: &Options) -> (Report, Option<(Machine, Log)>) {
    let prepared = match prepare(source) {
        Ok(prepared) => prepared,
        Err(diagnostics) => return (Report::rejected(options, diagnostics), None),
    };
    let (machine, log) = run_prepared(&prepared, options);
    (Report::of(&machine, &log, &prepared, options), Some((machine, log)))
}

/// Runs a program to its end, with the virtual clock and the simulated world.
pub fn run_prepared(prepared: &Prepared, options: &Options) -> (Machine, Log) {
    let options = Options { clock: ClockKind::Virtual, ..options.clone() };
    let mut execution = Execution::new(prepared, &options, Provided::default());
    while execution.run(i64::MAX) == Progress::MoreWork {}
    execution.into_parts()
}
