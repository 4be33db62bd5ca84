//! Plain data in the shapes of `interface.d.ts`, and the way it crosses to JavaScript.
//!
//! A mirror has the field names of the interface and nothing to do but to be written.

mod diagnostics;
mod draft;
mod events;
mod exploration;
mod failure;
mod inspection;
mod link;
mod places;
mod report;
mod services;
mod tokens;

pub use diagnostics::{diagnostics, edits};
pub use events::EventWriter;
pub use exploration::{exploration, progress};
pub use failure::{failure_error, run_error};
pub use inspection::inspection;
pub use link::LinkMirror;
pub use places::{Place, Range};
pub use report::{futures, report};
pub use services::{async_place, builtins, completions, hover, outline, references, signature};
pub use tokens::tokens;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A mirror as a JavaScript value: what is missing is null, maps are objects.
pub fn to_js(mirror: &impl Serialize) -> Result<JsValue, JsValue> {
    mirror.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}
