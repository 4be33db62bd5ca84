//! The language services as exported functions. Offsets come and go in UTF-16.

use super::analysis::analysis;
use super::mirror::{self, to_js};
use crate::services::{self, Analysis};
use crate::text::LineIndex;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What a question at a place begins with: the text, its lines, and the place in bytes.
fn asked(source: &str, offset: u32) -> (Rc<Analysis>, LineIndex<'_>, u32) {
    let lines = LineIndex::new(source);
    let offset = lines.byte_offset(offset);
    (analysis(source), lines, offset)
}

/// What stands at a place.
#[wasm_bindgen(skip_typescript)]
pub fn hover(source: &str, offset: u32) -> Result<JsValue, JsValue> {
    let (analysis, lines, offset) = asked(source, offset);
    to_js(&services::hover(&analysis, offset).map(|found| mirror::hover(found, &lines)))
}

/// What may be typed at a place.
#[wasm_bindgen(skip_typescript)]
pub fn completions(source: &str, offset: u32) -> Result<JsValue, JsValue> {
    let (analysis, lines, offset) = asked(source, offset);
    to_js(&services::completions(&analysis, offset).map(|found| mirror::completions(found, &lines)))
}

/// The table of builtins.
#[wasm_bindgen(skip_typescript)]
pub fn builtins() -> Result<JsValue, JsValue> {
    to_js(&mirror::builtins())
}
