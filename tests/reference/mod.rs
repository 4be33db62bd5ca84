//! A second, independent interpreter of the language's rules: slow, obvious, and only for tests.
//!
//! It walks the tree and keeps one coroutine per fiber; a fiber runs until it pauses, then the [`scheduler`] picks the next. It was written
//! from the rules of futures, not from the machine, and shares nothing with it but the parser. What it does not know (maps, sets, floats,
//! tools, limits …) it refuses with `Exit::Unsupported`, and the comparison skips that program.
//!
//! Reading order: [`state`] holds everything a run consists of, [`settle`], [`cancel`], [`composite`], [`channel`] are the rules,
//! [`fiber`] is how a fiber waits, [`eval`] is the language.

mod cancel;
mod channel;
mod composite;
mod env;
mod eval;
mod fiber;
mod outcome;
mod program;
mod scheduler;
mod settle;
mod state;
mod value;

pub use outcome::{Outcome, Row};

use program::Program;
use state::Run;
use std::rc::Rc;

/// Runs a program; `deferred` tells how fibers start.
///
/// # Errors
/// What the program uses that this interpreter does not know.
pub fn run(source: &str, deferred: bool) -> Result<Outcome, String> {
    let program = Program::read(source)?;
    let run = Rc::new(Run::new(program, deferred));
    run.run_to_the_end()?;
    Ok(Outcome::of(&run))
}
