//! JavaScript values where a type is declared.

use super::FromJs;
use crate::bytecode::{Program, TypeTest};
use crate::vm::Value;
use crate::vm::ops::{ValueLimits, type_name, type_of};
use crate::world::fit;
use wasm_bindgen::JsValue;

/// The value in the declared type.
///
/// # Errors
/// A sentence that goes on from "the argument cannot be used:".
pub fn typed(given: &JsValue, test: &TypeTest, program: &Program, limits: ValueLimits) -> Result<Value, String> {
    let value = FromJs::new(program, limits).read(given)?;
    fit(program, &value, test)
        .ok_or_else(|| format!("it must be {}, and is {}", type_name(program, test), type_of(program, &value)))
}
