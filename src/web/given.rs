//! What the host page hands in: arguments and the members of options. What cannot be used is named, in JavaScript's words.

use super::value::SAFE_INTEGER_MAX;
use js_sys::{Function, JsString, Object, Reflect, TypeError};
use wasm_bindgen::{JsCast, JsValue};

/// A string argument. Bindings for `&str` would read whatever else they get as one, beyond the memory's end.
///
/// # Errors
/// A `TypeError` that names the argument.
pub fn string(value: &JsValue, name: &str) -> Result<String, JsValue> {
    value.as_string().ok_or_else(|| wrong(name, "a string", value))
}

/// An object whose members may all be left out, such as options.
pub struct Given {
    object: Option<Object>,
}

impl Given {
    /// An object; undefined and null have no members.
    ///
    /// # Errors
    /// A `TypeError` if it is something else; `name` is what it is for.
    pub fn of(value: &JsValue, name: &str) -> Result<Given, JsValue> {
        if value.is_undefined() || value.is_null() {
            return Ok(Given { object: None });
        }
        if !value.is_object() || value.is_function() {
            return Err(wrong(name, "an object", value));
        }
        Ok(Given { object: Some(value.clone().unchecked_into()) })
    }

    /// A member; undefined and null count as left out.
    ///
    /// # Errors
    /// What a getter of the host throws.
    pub fn member(&self, name: &str) -> Result<Option<JsValue>, JsValue> {
        let Some(object) = &self.object else { return Ok(None) };
        let member = Reflect::get(object, &name.into())?;
        Ok(Some(member).filter(|member| !member.is_undefined() && !member.is_null()))
    }

    /// A string.
    ///
    /// # Errors
    /// A `TypeError` that names the member, as for the others.
    pub fn string(&self, name: &str) -> Result<Option<String>, JsValue> {
        self.member(name)?.map(|member| string(&member, name)).transpose()
    }

    /// A whole number that JavaScript's numbers tell from its neighbours.
    ///
    /// # Errors
    /// A `TypeError` that names the member.
    pub fn whole(&self, name: &str) -> Result<Option<u64>, JsValue> {
        let Some(member) = self.member(name)? else { return Ok(None) };
        let number =
            member.as_f64().filter(|number| number.fract() == 0.0 && (0.0..=SAFE_INTEGER_MAX as f64).contains(number));
        let number = number.ok_or_else(|| wrong(name, "a whole number from 0 to 2^53 - 1", &member))?;
        Ok(Some(number as u64))
    }

    /// A function.
    ///
    /// # Errors
    /// A `TypeError` that names the member.
    pub fn function(&self, name: &str) -> Result<Option<Function>, JsValue> {
        let Some(member) = self.member(name)? else { return Ok(None) };
        member.dyn_into().map(Some).map_err(|member| wrong(name, "a function", &member))
    }

    /// The names of all members.
    pub fn names(&self) -> Vec<String> {
        let names = self.object.as_ref().map(Object::keys).unwrap_or_default();
        names.iter().filter_map(|name| name.as_string()).collect()
    }
}

fn wrong(name: &str, wanted: &str, value: &JsValue) -> JsValue {
    TypeError::new(&format!("{name} must be {wanted}, not {}", shown(value))).into()
}

/// A wrong value in a few words: what it is or, if that is short, itself.
pub fn shown(value: &JsValue) -> String {
    match value.as_f64() {
        Some(number) => number.to_string(),
        None if value.is_null() => "null".to_owned(),
        None if value.is_array() => "an array".to_owned(),
        None => with_article(&String::from(&value.js_typeof().unchecked_into::<JsString>())),
    }
}

fn with_article(word: &str) -> String {
    match word {
        "undefined" => word.to_owned(),
        "object" => "an object".to_owned(),
        _ => format!("a {word}"),
    }
}
