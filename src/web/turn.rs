//! Giving the host its turn: between slices its messages, timers and clicks get through.
//!
//! A promise that is already settled would not do, because it continues before anything else the host has to do. Where
//! there is `setImmediate` (Node) it is the task that waits for everything else; in browsers a message to ourselves is
//! the one task that is not slowed down when it is asked for again and again, as timers are.

use js_sys::{Function, Promise, Reflect, global};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setImmediate)]
    fn set_immediate(callback: &Function);

    /// Milliseconds on a clock that never goes back.
    #[wasm_bindgen(js_namespace = performance)]
    pub fn now() -> f64;
}

/// How to wait for the next turn.
pub enum Turns {
    /// `setImmediate`
    Immediate,
    /// A channel to ourselves.
    Messages(MessageChannel),
}

impl Turns {
    /// What this host has.
    ///
    /// # Errors
    /// The host's error when it has neither way.
    pub fn new() -> Result<Turns, JsValue> {
        let has_immediate = Reflect::get(&global(), &"setImmediate".into()).is_ok_and(|value| value.is_function());
        if has_immediate { Ok(Turns::Immediate) } else { MessageChannel::new().map(Turns::Messages) }
    }

    /// Comes back after the host has done what was waiting.
    pub async fn next(&self) {
        let turn = Promise::new(&mut |resolve, _| match self {
            Turns::Immediate => set_immediate(&resolve),
            Turns::Messages(channel) => {
                channel.port1().set_onmessage(Some(&resolve));
                // Posting null to an open port of our own cannot fail.
                let _ = channel.port2().post_message(&JsValue::NULL);
            }
        });
        let _ = JsFuture::from(turn).await;
    }
}

impl Drop for Turns {
    /// An open port would keep a worker or Node alive.
    fn drop(&mut self) {
        if let Turns::Messages(channel) = self {
            channel.port1().close();
        }
    }
}
