//! The surface that JavaScript sees, exactly as `interface.d.ts` beside this file says.
//!
//! Knows everything to its left and decides nothing: it mirrors values, pumps the machine in slices and settles
//! promises. Only [`link`] is also built natively, where its tests run.

#[cfg(target_arch = "wasm32")]
mod bindings;
pub mod link;
#[cfg(target_arch = "wasm32")]
mod mirror;
#[cfg(target_arch = "wasm32")]
mod pump;
