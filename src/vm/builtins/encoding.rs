//! Bytes, their encodings, and hashes.

use super::arguments::Call;
use super::{Answer, Entry};
use crate::vm::Value;
use crate::vm::text::display;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use std::rc::Rc;

pub(super) const CODE: &[Entry] = &[
    ("bytes", |call, a| match &a[0] {
        Value::List(_) => from_numbers(call, a),
        _ => Ok(Value::Bytes(Rc::new(raw(call, a)?.to_vec()))),
    }),
    ("decode", |call, a| match &a[0] {
        Value::Bytes(bytes) => Ok(std::str::from_utf8(bytes).map_or(Value::Null, Value::text)),
        other => Err(call.needs("Bytes", other)),
    }),
    ("base64_encode", |call, a| call.new_text(BASE64_STANDARD.encode(raw(call, a)?))),
    ("base64_decode", |call, a| {
        let decoded =
            BASE64_STANDARD.decode(call.text(a, 0)?.as_bytes()).map_err(|error| call.fault(&error.to_string()))?;
        Ok(text_or_bytes(decoded))
    }),
    ("hex_encode", |call, a| call.new_text(hex(raw(call, a)?))),
    ("hex_decode", |call, a| {
        let decoded = unhex(call.text(a, 0)?).ok_or_else(|| call.fault("needs pairs of hexadecimal digits"))?;
        Ok(Value::Bytes(Rc::new(decoded)))
    }),
    ("url_encode", |call, a| call.new_text(url_encoded(call.text(a, 0)?))),
    ("url_decode", |call, a| {
        let decoded = url_decoded(call.text(a, 0)?).and_then(|bytes| String::from_utf8(bytes).ok());
        decoded.map(Value::text).ok_or_else(|| call.fault("the text is not well encoded"))
    }),
    ("hash", |call, a| {
        let text = display(call.env(), &a[0])?;
        Ok(Value::Int(xxhash_rust::xxh3::xxh3_64(text.as_bytes()) as i64))
    }),
    ("sha256", |call, a| Ok(Value::text(hex(&Sha256::digest(raw(call, a)?))))),
];

/// The bytes of a text or of bytes.
fn raw<'v>(call: &Call<'_, '_>, arguments: &'v [Value]) -> Answer<&'v [u8]> {
    match &arguments[0] {
        Value::Text(text) => Ok(text.as_bytes()),
        Value::Bytes(bytes) => Ok(bytes),
        other => Err(call.needs("a String or Bytes", other)),
    }
}

/// The bytes that a list's numbers are.
fn from_numbers(call: &Call<'_, '_>, arguments: &[Value]) -> Answer {
    let byte = |item: &Value| match item {
        Value::Int(number) => u8::try_from(*number).map_err(|_| call.fault(&format!("{number} is no byte: 0 to 255"))),
        other => Err(call.needs("numbers from 0 to 255", other)),
    };
    Ok(Value::Bytes(Rc::new(call.list(arguments, 0)?.iter().map(byte).collect::<Answer<_>>()?)))
}

fn text_or_bytes(bytes: Vec<u8>) -> Value {
    match String::from_utf8(bytes) {
        Ok(text) => Value::text(text),
        Err(error) => Value::Bytes(Rc::new(error.into_bytes())),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        text.chars().map(|digit| digit.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
    let (pairs, []) = digits.as_chunks::<2>() else { return None };
    Some(pairs.iter().map(|[high, low]| high * 16 + low).collect())
}

/// Everything but letters, digits and `-_.~` as `%XX` (RFC 3986, section 2.3).
fn url_encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn url_decoded(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
                (digit(bytes.next())? * 16 + digit(bytes.next())?) as u8
            }
            b'+' => b' ',
            other => other,
        });
    }
    Some(out)
}
