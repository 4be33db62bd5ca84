//! Real fetches: how they are made, and their answers as texts.

use crate::web::thrown::message_of;
use crate::web::value::object;
use js_sys::{Function, Promise, Reflect, Uint8Array, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader, Response};

/// A longer body is a failure. Chosen by feel: what a program for people reads at once.
const BODY_BYTES_MAX: usize = 16 << 20;

/// The host's own `fetch`.
pub fn real() -> Result<Function, String> {
    let fetch = Reflect::get(&global(), &"fetch".into()).ok();
    fetch.and_then(|fetch| fetch.dyn_into().ok()).ok_or_else(|| "this host has no `fetch`".to_owned())
}

/// The options that a program may choose, and those that keep the host's cookies and address out of it.
pub fn careful(options: &JsValue) -> JsValue {
    let chosen = ["method", "headers", "body", "signal"].map(|name| {
        let value = Reflect::get(options, &name.into()).unwrap_or(JsValue::UNDEFINED);
        (JsValue::from(name), if value.is_null() { JsValue::UNDEFINED } else { value })
    });
    let fixed = [("credentials".into(), "omit".into()), ("referrerPolicy".into(), "no-referrer".into())];
    object(chosen.into_iter().chain(fixed))
}

/// The text of an answer.
///
/// # Errors
/// A sentence when the server refuses, the body breaks off or is too large.
pub async fn body_of(response: &Response) -> Result<String, String> {
    let (status, words) = (member(response, "status")?, member(response, "statusText")?);
    let body = member(response, "body")?.dyn_into::<ReadableStream>().ok();
    if !member(response, "ok")?.is_truthy() {
        if let Some(body) = body {
            forget(body.cancel());
        }
        let (status, words) = (status.as_f64().unwrap_or(0.0), words.as_string().unwrap_or_default());
        return Err(format!("the server answered {status} {words}").trim_end().to_owned());
    }
    let Some(body) = body else { return Ok(String::new()) };
    let reader = ReadableStreamDefaultReader::new(&body).map_err(|thrown| message_of(&thrown))?;
    let mut bytes = Vec::new();
    while let Some(chunk) = next_chunk(&reader).await? {
        if bytes.len() + chunk.length() as usize > BODY_BYTES_MAX {
            forget(reader.cancel());
            return Err(format!("the body is larger than {} MB", BODY_BYTES_MAX >> 20));
        }
        bytes.extend(chunk.to_vec());
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    Ok(String::from_utf8_lossy(text).into_owned())
}

async fn next_chunk(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, String> {
    let read = JsFuture::from(reader.read()).await.map_err(|thrown| message_of(&thrown))?;
    match member(&read, "value")?.dyn_into() {
        Ok(chunk) => Ok(Some(chunk)),
        Err(end) if end.is_undefined() => Ok(None),
        Err(_) => Err("the body is no stream of bytes".to_owned()),
    }
}

/// A member of an object that may be somebody's own.
fn member(object: &JsValue, name: &str) -> Result<JsValue, String> {
    Reflect::get(object, &name.into()).map_err(|thrown| message_of(&thrown))
}

/// Nobody waits for a cancellation, nor minds when it fails.
fn forget(promise: Promise) {
    wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(promise).await) });
}
