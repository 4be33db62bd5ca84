//! `explore`: all orders of a program, in slices.

use super::bindings::prepared;
use super::given::string;
use super::mirror::{self, to_js};
use super::options::{ExploreOptions, RunOptions};
use super::pump::{Next, Pump, now};
use crate::explore::Explorer;
use js_sys::{Function, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// How long a slice may take before the host gets its turn; as that of a run.
const SLICE_MS: f64 = 8.0;

/// Fuel between two looks at the clock.
const FUEL: i64 = 10_000;

/// How often progress is told.
const PROGRESS_MS: f64 = 100.0;

/// An exploration under way, and who waits for it.
struct Exploring {
    explorer: Explorer,
    on_progress: Option<Function>,
    /// Stops it when it is aborted.
    signal: JsValue,
    told_ms: f64,
    resolve: Function,
}

/// Explores all orders of a program. A program with errors, or options that cannot be used, reject the promise.
#[wasm_bindgen(skip_typescript)]
pub fn explore(source: JsValue, options: JsValue) -> Promise {
    begin(&source, &options).unwrap_or_else(|error| Promise::reject(&error))
}

fn begin(source: &JsValue, options: &JsValue) -> Result<Promise, JsValue> {
    let prepared = Rc::new(prepared(&string(source, "source")?)?);
    let (run, asked) = (RunOptions::read(options)?, ExploreOptions::read(options)?);
    let explorer = Explorer::new(prepared, &run.options, asked.bounds);
    let (mut resolve, mut reject) = (JsValue::UNDEFINED, JsValue::UNDEFINED);
    let promise = Promise::new(&mut |settle, fail| {
        resolve = settle.into();
        reject = fail.into();
    });
    let ExploreOptions { on_progress, signal, .. } = asked;
    let mut exploring = Exploring { explorer, on_progress, signal, told_ms: now(), resolve: resolve.into() };
    Pump::new(reject.into())?.start(move || exploring.slice());
    Ok(promise)
}

impl Exploring {
    fn slice(&mut self) -> Next {
        if Reflect::get(&self.signal, &"aborted".into()).is_ok_and(|aborted| aborted.is_truthy()) {
            self.explorer.stop();
        }
        let end_ms = now() + SLICE_MS;
        while now() < end_ms {
            if self.explorer.work(FUEL) {
                let result = to_js(&mirror::exploration(&self.explorer.exploration()));
                // `resolve` of a promise does not throw.
                let _ = self.resolve.call1(&JsValue::UNDEFINED, &result.unwrap_or_else(|error| error));
                return Next::Done;
            }
        }
        self.tell_progress();
        Next::Turn
    }

    fn tell_progress(&mut self) {
        let Some(listener) = self.on_progress.as_ref().filter(|_| now() - self.told_ms >= PROGRESS_MS) else { return };
        self.told_ms = now();
        if let Ok(progress) = to_js(&mirror::progress(&self.explorer.exploration())) {
            // What a listener throws is its own affair.
            let _ = listener.call1(&JsValue::UNDEFINED, &progress);
        }
    }
}
