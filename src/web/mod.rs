//! The surface that JavaScript sees, exactly as `interface.d.ts` beside this file says.
//!
//! Knows everything to its left and decides nothing: it mirrors values, pumps the machine in slices and settles
//! promises. Only [`link`] is also built natively, where its tests run.

pub mod link;

#[cfg(target_arch = "wasm32")]
mod bindings;
#[cfg(target_arch = "wasm32")]
mod lazy;
#[cfg(target_arch = "wasm32")]
mod listeners;
#[cfg(target_arch = "wasm32")]
mod mirror;
#[cfg(target_arch = "wasm32")]
mod options;
#[cfg(target_arch = "wasm32")]
mod program;
#[cfg(target_arch = "wasm32")]
mod promises;
#[cfg(target_arch = "wasm32")]
mod pump;
#[cfg(target_arch = "wasm32")]
mod run;

/// An `Error` of JavaScript.
#[cfg(target_arch = "wasm32")]
fn error(message: &str) -> wasm_bindgen::JsValue {
    js_sys::Error::new(message).into()
}
