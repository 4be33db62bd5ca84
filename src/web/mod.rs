//! The surface that JavaScript sees, exactly as `interface.d.ts` beside this file says.
//!
//! Knows everything to its left and decides nothing: it mirrors values, pumps the machine in slices and settles
//! promises.

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
