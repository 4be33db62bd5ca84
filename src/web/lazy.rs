//! A property that is made when somebody looks at it for the first time, and to all appearances was always there.

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Gives `object` the property `name`, whose value `make` makes.
pub fn define(object: &JsValue, name: &str, make: impl FnOnce() -> JsValue + 'static) {
    let (mut make, mut made) = (Some(make), JsValue::UNDEFINED);
    let get = Closure::<dyn FnMut() -> JsValue>::new(move || {
        if let Some(make) = make.take() {
            made = make();
        }
        made.clone()
    });
    let descriptor = Object::new();
    for (member, value) in [("get", get.into_js_value()), ("enumerable", true.into()), ("configurable", true.into())] {
        // A new object of our own takes every member.
        let _ = Reflect::set(&descriptor, &member.into(), &value);
    }
    Object::define_property(object.unchecked_ref::<Object>(), &name.into(), &descriptor);
}
