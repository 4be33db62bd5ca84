//! The exported functions. Their types stand in `interface.d.ts`, which becomes a part of the package's declarations.

use super::link;
use super::mirror::{LinkMirror, to_js};
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

/// Packs a payload into a link's fragment.
#[wasm_bindgen(js_name = encodeLink, skip_typescript)]
pub fn encode_link(payload: JsValue) -> Result<String, JsValue> {
    let payload: LinkMirror = serde_wasm_bindgen::from_value(payload)?;
    Ok(link::encode(&payload.into()))
}

/// Reads a link's fragment.
#[wasm_bindgen(js_name = decodeLink, skip_typescript)]
pub fn decode_link(fragment: &str) -> Result<JsValue, JsValue> {
    match link::decode(fragment) {
        Ok(link) => to_js(&LinkMirror::from(link)),
        Err(error) => Err(js_sys::Error::new(error.sentence()).into()),
    }
}
