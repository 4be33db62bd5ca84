//! The surface that JavaScript sees, exactly as `interface.d.ts` beside this file says.
//!
//! Knows everything to its left and decides nothing: it mirrors values, pumps the machine in slices and settles
//! promises, and asks host functions. Only [`link`] is also built natively, where its tests run.

pub mod link;

#[cfg(target_arch = "wasm32")]
mod analysis;
#[cfg(target_arch = "wasm32")]
mod bindings;
#[cfg(target_arch = "wasm32")]
mod explore;
#[cfg(target_arch = "wasm32")]
mod given;
#[cfg(target_arch = "wasm32")]
mod history;
#[cfg(target_arch = "wasm32")]
mod lazy;
#[cfg(target_arch = "wasm32")]
mod listeners;
#[cfg(target_arch = "wasm32")]
mod mirror;
#[cfg(target_arch = "wasm32")]
mod options;
#[cfg(target_arch = "wasm32")]
mod outside;
#[cfg(target_arch = "wasm32")]
mod program;
#[cfg(target_arch = "wasm32")]
mod promises;
#[cfg(target_arch = "wasm32")]
mod pump;
#[cfg(target_arch = "wasm32")]
mod replay;
#[cfg(target_arch = "wasm32")]
mod run;
#[cfg(target_arch = "wasm32")]
mod services;
#[cfg(target_arch = "wasm32")]
mod thrown;
#[cfg(target_arch = "wasm32")]
mod value;

/// An `Error` of JavaScript.
#[cfg(target_arch = "wasm32")]
fn error(message: &str) -> wasm_bindgen::JsValue {
    js_sys::Error::new(message).into()
}

/// An `Error` with a name of its own.
#[cfg(target_arch = "wasm32")]
fn named_error(name: &str, message: &str) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue> {
    let error = error(message);
    js_sys::Reflect::set(&error, &"name".into(), &name.into())?;
    Ok(error)
}

/// An `Error` with a name of its own and what is wrong in `source`; its message is the first mistake's.
#[cfg(target_arch = "wasm32")]
fn error_with_diagnostics(
    name: &str,
    otherwise: &str,
    source: &str,
    found: &[crate::diag::Diagnostic],
) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue> {
    let first = found.iter().find(|diagnostic| diagnostic.is_error());
    let error = named_error(name, first.map_or(otherwise, |diagnostic| &diagnostic.message))?;
    let lines = crate::text::LineIndex::new(source);
    js_sys::Reflect::set(&error, &"diagnostics".into(), &mirror::to_js(&mirror::diagnostics(found, &lines))?)?;
    Ok(error)
}
