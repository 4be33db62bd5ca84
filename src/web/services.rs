//! The language services as exported functions. Offsets come and go in UTF-16.

use super::analysis::analysis;
use super::given::string;
use super::mirror::{self, Range, to_js};
use super::named_error;
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
pub fn hover(source: JsValue, offset: u32) -> Result<JsValue, JsValue> {
    let source = &string(&source, "source")?;
    let (analysis, lines, offset) = asked(source, offset);
    to_js(&services::hover(&analysis, offset).map(|found| mirror::hover(found, &lines)))
}

/// What may be typed at a place.
#[wasm_bindgen(skip_typescript)]
pub fn completions(source: JsValue, offset: u32) -> Result<JsValue, JsValue> {
    let source = &string(&source, "source")?;
    let (analysis, lines, offset) = asked(source, offset);
    to_js(&services::completions(&analysis, offset).map(|found| mirror::completions(found, &lines)))
}

/// The call around a place.
#[wasm_bindgen(skip_typescript)]
pub fn signature(source: JsValue, offset: u32) -> Result<JsValue, JsValue> {
    let source = &string(&source, "source")?;
    let (analysis, lines, offset) = asked(source, offset);
    to_js(&services::signature(&analysis, offset).map(|found| mirror::signature(found, &lines)))
}

/// Where what stands at a place is declared.
#[wasm_bindgen(skip_typescript)]
pub fn definition(source: JsValue, offset: u32) -> Result<JsValue, JsValue> {
    let source = &string(&source, "source")?;
    let (analysis, lines, offset) = asked(source, offset);
    to_js(&services::definition(&analysis, offset).map(|span| Range::of(span, &lines)))
}

/// All places of what stands at a place.
#[wasm_bindgen(skip_typescript)]
pub fn references(source: JsValue, offset: u32) -> Result<JsValue, JsValue> {
    let source = &string(&source, "source")?;
    let (analysis, lines, offset) = asked(source, offset);
    to_js(&mirror::references(&services::references(&analysis, offset), &lines))
}

/// The edits that rename what stands at a place.
#[wasm_bindgen(skip_typescript)]
pub fn rename(source: JsValue, offset: u32, name: JsValue) -> Result<JsValue, JsValue> {
    let source = &string(&source, "source")?;
    let (analysis, lines, offset) = asked(source, offset);
    match services::rename(&analysis, offset, &string(&name, "name")?) {
        Ok(edits) => to_js(&mirror::edits(&edits, &lines)),
        Err(reason) => Err(named_error("LumenRenameError", &reason)?),
    }
}

/// What a document declares.
#[wasm_bindgen(skip_typescript)]
pub fn outline(source: JsValue) -> Result<JsValue, JsValue> {
    let source = &string(&source, "source")?;
    let lines = LineIndex::new(source);
    to_js(&mirror::outline(services::outline(&analysis(source)), &lines))
}

/// What can be folded away.
#[wasm_bindgen(skip_typescript)]
pub fn folds(source: JsValue) -> Result<JsValue, JsValue> {
    let source = &string(&source, "source")?;
    let lines = LineIndex::new(source);
    let ranges: Vec<Range> = services::folds(&analysis(source)).iter().map(|span| Range::of(*span, &lines)).collect();
    to_js(&ranges)
}

/// The future or await that a place belongs to.
#[wasm_bindgen(js_name = futureAt, skip_typescript)]
pub fn future_at(source: JsValue, offset: u32) -> Result<JsValue, JsValue> {
    let source = &string(&source, "source")?;
    let (analysis, lines, offset) = asked(source, offset);
    to_js(&services::future_at(&analysis, offset).map(|found| mirror::async_place(&found, &lines)))
}

/// The table of builtins.
#[wasm_bindgen(skip_typescript)]
pub fn builtins() -> Result<JsValue, JsValue> {
    to_js(&mirror::builtins())
}
