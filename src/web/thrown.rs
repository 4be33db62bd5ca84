//! What host code threw, in words, and what we throw.

use js_sys::{Error, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = String, catch)]
    fn text_of(value: &JsValue) -> Result<String, JsValue>;
}

/// The message of anything that was thrown, with the cause that it names; looking at it may throw again.
pub fn message_of(thrown: &JsValue) -> String {
    let member = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let message = |of: &JsValue| member(of, "message")?.as_string().filter(|message| !message.is_empty());
    let Some(own) = thrown.is_object().then(|| message(thrown)).flatten() else {
        return text_of(thrown).unwrap_or_else(|_| "something without a message".to_owned());
    };
    let cause = member(thrown, "cause").filter(JsValue::is_object);
    let why = cause.and_then(|cause| message(&cause).or_else(|| member(&cause, "code")?.as_string()));
    why.filter(|why| *why != own).map_or_else(|| own.clone(), |why| format!("{own}: {why}"))
}

/// An `Error` with a name of its own.
pub fn named_error(name: &str, message: &str) -> Error {
    let error = Error::new(message);
    error.set_name(name);
    error
}

/// What an `AbortSignal` says, and what a cancelled future's promise rejects with.
pub fn abort_error(message: &str) -> JsValue {
    named_error("AbortError", message).unchecked_into()
}
