//! The exported functions. Their types stand in `interface.d.ts`, which becomes a part of the package's declarations.

use super::analysis::analysis;
use super::given::{Given, string};
use super::link::Link;
use super::mirror::{self, LinkMirror, to_js};
use super::program::LumenProgram;
use super::{error, error_with_diagnostics, link, options, replay};
use crate::runtime::Limits;
use crate::text::LineIndex;
use crate::trace::Prepared;
use crate::{syntax, trace};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const INTERFACE: &str = include_str!("interface.d.ts");

/// Runs once when the module is loaded: a panic of ours reaches the console with its message.
#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// The version of the package.
#[wasm_bindgen(skip_typescript)]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The limits of a run and their defaults.
#[wasm_bindgen(skip_typescript)]
pub fn limits() -> Result<JsValue, JsValue> {
    let limits = Object::new();
    for row in Limits::default().rows() {
        Reflect::set(&limits, &row.name.into(), &(row.value as f64).into())?;
    }
    Ok(limits.into())
}

/// What is wrong or doubtful in a document.
#[wasm_bindgen(skip_typescript)]
pub fn check(source: JsValue) -> Result<JsValue, JsValue> {
    let source = &string(&source, "source")?;
    to_js(&mirror::diagnostics(&trace::diagnose(&analysis(source)), &LineIndex::new(source)))
}

/// The tokens of a document for highlighting.
#[wasm_bindgen(skip_typescript)]
pub fn tokens(source: JsValue) -> Result<JsValue, JsValue> {
    let source = &string(&source, "source")?;
    to_js(&mirror::tokens(source, &syntax::highlight(source)))
}

/// A document in its canonical layout.
#[wasm_bindgen(skip_typescript)]
pub fn format(source: JsValue) -> Result<String, JsValue> {
    let source = &string(&source, "source")?;
    match syntax::format(source) {
        Ok(text) => Ok(text),
        Err(diagnostics) => {
            Err(error_with_diagnostics("LumenCompileError", "the program cannot be read", source, &diagnostics)?)
        }
    }
}

/// Prepares a program.
#[wasm_bindgen(skip_typescript)]
pub fn compile(source: JsValue) -> Result<LumenProgram, JsValue> {
    Ok(LumenProgram::new(prepared(&string(&source, "source")?)?))
}

/// A program ready to run.
///
/// # Errors
/// A `LumenCompileError`.
pub fn prepared(source: &str) -> Result<Prepared, JsValue> {
    trace::prepare(source).map_err(|diagnostics| {
        let headline = "the program does not compile";
        error_with_diagnostics("LumenCompileError", headline, source, &diagnostics).unwrap_or_else(|error| error)
    })
}

/// Packs a payload into a link's fragment.
#[wasm_bindgen(js_name = encodeLink, skip_typescript)]
pub fn encode_link(payload: JsValue) -> Result<String, JsValue> {
    let link = read_payload(&payload)?;
    if Link::is_too_large(&link) {
        return Err(error("this is too large for a link: pass the file on instead"));
    }
    Ok(link::encode(&link))
}

/// A link's payload, of which everything will open again.
fn read_payload(payload: &JsValue) -> Result<Link, JsValue> {
    let given = Given::of(payload, "payload")?;
    let link = Link {
        source: given.string("source")?.unwrap_or_default(),
        mode: given.string("mode")?,
        clock: given.string("clock")?,
        seed: given.whole("seed")?,
        cursor: given.whole("cursor")?,
        choices: given.string("choices")?,
        world: given.string("world")?,
        lesson: given.string("lesson")?,
        journal: given.string("journal")?,
    };
    link.mode.as_deref().map(options::mode).transpose()?;
    options::clock(link.clock.as_deref())?;
    link.choices.as_deref().map(options::choices).transpose()?;
    link.journal.as_deref().map(replay::open).transpose()?;
    Ok(link)
}

/// Reads a link's fragment.
#[wasm_bindgen(js_name = decodeLink, skip_typescript)]
pub fn decode_link(fragment: JsValue) -> Result<JsValue, JsValue> {
    let mut link = link::decode(&string(&fragment, "fragment")?).map_err(|problem| error(problem.sentence()))?;
    if let Some(journal) = &link.journal {
        link.source = replay::open(journal)?.journal.header.source.to_string();
    }
    to_js(&LinkMirror::from(link))
}
