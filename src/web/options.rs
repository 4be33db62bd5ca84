//! `LumenOptions`: what a run is asked to be, read from JavaScript.

use super::outside::Functions;
use super::{error, error_with_diagnostics, replay};
use crate::runtime::{ClockKind, Limits};
use crate::trace::journal::Choices;
use crate::trace::{Mode, Opened, Options, Schedule, Strictness};
use crate::world::{Description, read};
use js_sys::{Function, Reflect};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

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

/// The plain member of the options of a replay.
#[derive(Default, Deserialize)]
struct PlainReplay {
    replay: Option<String>,
}

impl ReplayOptions {
    /// Reads the options; what is left out has its default.
    ///
    /// # Errors
    /// An `Error` that names the member that cannot be used.
    pub fn read(options: &JsValue) -> Result<ReplayOptions, JsValue> {
        let plain: PlainReplay = plain(options)?;
        Ok(ReplayOptions {
            strictness: ReplayOptions::strictness_of(plain.replay.as_deref())?,
            on_events: listener(options, "onEvents")?,
            on_output: listener(options, "onOutput")?,
        })
    }
}

/// The members that are plain data.
#[derive(Default, Deserialize)]
struct Plain {
    mode: Option<String>,
    clock: Option<String>,
    seed: Option<f64>,
    limits: Option<BTreeMap<String, f64>>,
    world: Option<String>,
    journal: Option<String>,
    choices: Option<String>,
}

impl RunOptions {
    /// Reads the options; what is left out has its default.
    ///
    /// # Errors
    /// An `Error` that names the member that cannot be used.
    pub fn read(options: &JsValue) -> Result<RunOptions, JsValue> {
        let plain: Plain = plain(options)?;
        let seed =
            whole(plain.seed.unwrap_or(0.0)).ok_or_else(|| error("seed must be a whole number from 0 to 2^53"))?;
        Ok(RunOptions {
            options: Options {
                mode: plain.mode.as_deref().map(mode).transpose()?,
                clock: clock(plain.clock.as_deref())?,
                seed,
                limits: limits(plain.limits.unwrap_or_default())?,
                world: plain.world.as_deref().map(world).transpose()?,
                entry: None,
                choices: plain.choices.as_deref().map(choices).transpose()?,
            },
            journal: plain.journal.as_deref().map(replay::open).transpose()?,
            on_events: listener(options, "onEvents")?,
            on_output: listener(options, "onOutput")?,
            functions: Functions::read(options)?,
        })
    }
}

fn plain<T: Default + DeserializeOwned>(options: &JsValue) -> Result<T, JsValue> {
    if options.is_undefined() || options.is_null() {
        return Ok(T::default());
    }
    serde_wasm_bindgen::from_value(options.clone()).map_err(JsValue::from)
}

fn mode(word: &str) -> Result<Mode, JsValue> {
    Mode::of_word(word).ok_or_else(|| error(&format!("mode must be eager, fifo or random, not {word}")))
}

fn clock(word: Option<&str>) -> Result<ClockKind, JsValue> {
    match word {
        None | Some("virtual") => Ok(ClockKind::Virtual),
        Some("real") => Ok(ClockKind::Real),
        Some(word) => Err(error(&format!("clock must be virtual or real, not {word}"))),
    }
}

fn limits(raised: BTreeMap<String, f64>) -> Result<Limits, JsValue> {
    let mut limits = Limits::default();
    for (name, value) in raised {
        let value = whole(value).ok_or_else(|| error(&format!("the limit {name} must be a whole number")))?;
        if !limits.set(&name, value) {
            return Err(error(&format!("there is no limit called {name}")));
        }
    }
    Ok(limits)
}

fn choices(text: &str) -> Result<Vec<Schedule>, JsValue> {
    Choices::decode(text).map(|choices| choices.0).ok_or_else(|| error("choices must be a schedule as a link holds it"))
}

/// The description in a world's text.
fn world(text: &str) -> Result<Rc<Description>, JsValue> {
    match read(text, 0) {
        (description, found) if found.is_empty() => Ok(Rc::new(description)),
        (_, found) => Err(error_with_diagnostics("LumenWorldError", "the world cannot be used", text, &found)?),
    }
}

/// The number as an integer, if it is one that JavaScript's numbers hold exactly.
fn whole(number: f64) -> Option<u64> {
    let is_whole = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
    is_whole.then_some(number as u64)
}

fn listener(options: &JsValue, name: &str) -> Result<Option<Function>, JsValue> {
    if !options.is_object() {
        return Ok(None);
    }
    let member = Reflect::get(options, &name.into())?;
    if member.is_undefined() || member.is_null() {
        return Ok(None);
    }
    member.dyn_into().map(Some).map_err(|_| error(&format!("{name} must be a function")))
}
