//! `LumenOptions`: what a run is asked to be, read from JavaScript.

use super::given::Given;
use super::outside::Functions;
use super::{error, error_with_diagnostics, replay};
use crate::explore::{Bounds, Strategy};
use crate::runtime::{ClockKind, Limits};
use crate::trace::journal::Choices;
use crate::trace::{Mode, Opened, Options, Schedule, Strictness};
use crate::world::{Description, read};
use js_sys::Function;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// How a run is set up and who listens.
pub struct RunOptions {
    /// For the machine.
    pub options: Options,
    /// The run to follow as far as it fits.
    pub journal: Option<Opened>,
    /// Gets batches of events.
    pub on_events: Option<Function>,
    /// Gets batches of printed lines.
    pub on_output: Option<Function>,
    /// Answers outside calls.
    pub functions: Functions,
}

/// How a recorded run is repeated and who listens.
pub struct ReplayOptions {
    /// What happens when it goes another way.
    pub strictness: Strictness,
    /// Gets batches of events.
    pub on_events: Option<Function>,
    /// Gets batches of printed lines.
    pub on_output: Option<Function>,
}

impl ReplayOptions {
    /// Reads the options; what is left out has its default.
    ///
    /// # Errors
    /// An `Error` that names the member that cannot be used.
    pub fn read(options: &JsValue) -> Result<ReplayOptions, JsValue> {
        let given = Given::of(options, OPTIONS)?;
        Ok(ReplayOptions {
            strictness: ReplayOptions::strictness_of(given.string("replay")?.as_deref())?,
            on_events: given.function("onEvents")?,
            on_output: given.function("onOutput")?,
        })
    }
}

/// What the argument with the members is called.
const OPTIONS: &str = "options";

/// How orders are explored and who listens; the rest is that of a run.
pub struct ExploreOptions {
    /// How far to go.
    pub bounds: Bounds,
    /// Gets how far it is.
    pub on_progress: Option<Function>,
    /// An `AbortSignal`, or undefined.
    pub signal: JsValue,
}

impl ExploreOptions {
    /// Reads the options; what is left out has its default.
    ///
    /// # Errors
    /// An `Error` that names the member that cannot be used.
    pub fn read(options: &JsValue) -> Result<ExploreOptions, JsValue> {
        let given = Given::of(options, OPTIONS)?;
        let mut bounds = Bounds::default();
        if let Some(word) = given.string("strategy")? {
            let wrong = || error(&format!("strategy must be dpor, pct or random, not {word}"));
            bounds.strategy = Strategy::of_word(&word).ok_or_else(wrong)?;
        }
        if let Some(runs) = given.whole("maxRuns")? {
            bounds.runs_max = runs.max(1);
        }
        let signal = given.member("signal")?.unwrap_or_default();
        Ok(ExploreOptions { bounds, on_progress: given.function("onProgress")?, signal })
    }
}

impl RunOptions {
    /// Reads the options; what is left out has its default.
    ///
    /// # Errors
    /// An `Error` that names the member that cannot be used.
    pub fn read(options: &JsValue) -> Result<RunOptions, JsValue> {
        let given = Given::of(options, OPTIONS)?;
        Ok(RunOptions {
            options: Options {
                mode: given.string("mode")?.as_deref().map(mode).transpose()?,
                clock: clock(given.string("clock")?.as_deref())?,
                seed: given.whole("seed")?.unwrap_or(0),
                limits: limits(given.member("limits")?)?,
                world: given.string("world")?.as_deref().map(world).transpose()?,
                entry: None,
                choices: given.string("choices")?.as_deref().map(choices).transpose()?,
            },
            journal: given.string("journal")?.as_deref().map(replay::open).transpose()?,
            on_events: given.function("onEvents")?,
            on_output: given.function("onOutput")?,
            functions: Functions::read(options)?,
        })
    }
}

/// The mode of a word.
///
/// # Errors
/// An `Error` that lists them.
pub fn mode(word: &str) -> Result<Mode, JsValue> {
    Mode::of_word(word).ok_or_else(|| error(&format!("mode must be eager, fifo or random, not {word}")))
}

/// The clock of a word.
///
/// # Errors
/// An `Error` that lists them.
pub fn clock(word: Option<&str>) -> Result<ClockKind, JsValue> {
    match word {
        None | Some("virtual") => Ok(ClockKind::Virtual),
        Some("real") => Ok(ClockKind::Real),
        Some(word) => Err(error(&format!("clock must be virtual or real, not {word}"))),
    }
}

fn limits(raised: Option<JsValue>) -> Result<Limits, JsValue> {
    let mut limits = Limits::default();
    let given = Given::of(&raised.unwrap_or_default(), "limits")?;
    for name in given.names() {
        let Some(value) = given.whole(&name)? else { continue };
        if !limits.set(&name, value) {
            return Err(error(&format!("there is no limit called {name}")));
        }
    }
    Ok(limits)
}

/// The schedule of a text.
///
/// # Errors
/// An `Error`, if it is none.
pub fn choices(text: &str) -> Result<Vec<Schedule>, JsValue> {
    Choices::decode(text).map(|choices| choices.0).ok_or_else(|| error("choices must be a schedule as a link holds it"))
}

/// The description in a world's text.
fn world(text: &str) -> Result<Rc<Description>, JsValue> {
    match read(text, 0) {
        (description, found) if found.is_empty() => Ok(Rc::new(description)),
        (_, found) => Err(error_with_diagnostics("LumenWorldError", "the world cannot be used", text, &found)?),
    }
}
