//! Objects put together member by member, for what there may be a hundred thousand of: names are made once, and nothing is in between.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// An object that is being put together.
    #[wasm_bindgen(js_name = Object)]
    pub type Draft;

    /// An empty one.
    #[wasm_bindgen(constructor, js_class = "Object")]
    pub fn new() -> Draft;

    /// Gives it a member.
    #[wasm_bindgen(method, indexing_setter)]
    pub fn set(this: &Draft, name: &JsValue, value: &JsValue);

    /// Gives it a member that is a number.
    #[wasm_bindgen(method, indexing_setter)]
    pub fn set_number(this: &Draft, name: &JsValue, value: f64);

    /// Gives it a member that is a text.
    #[wasm_bindgen(method, indexing_setter)]
    pub fn set_text(this: &Draft, name: &JsValue, value: &str);
}

/// Declares a struct of words, each made once; a `_` behind one that Rust keeps for itself does not belong to it.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($word:ident)* }) => {
        $(#[$doc])*
        struct $name { $($word: JsValue),* }

        impl Default for $name {
            fn default() -> $name {
                $name { $($word: stringify!($word).trim_end_matches('_').into()),* }
            }
        }
    };
}

pub(super) use words;
