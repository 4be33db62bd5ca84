//! The pump: work in slices, and between them the host has its turn, so that its messages, timers and clicks get through.
//!
//! Each slice runs as a continuation of a promise. A promise that is already settled would not do as a pause, because it
//! goes on before anything else the host has to do. Where there is `setImmediate` (Node) it is the task that waits for
//! everything else; in browsers a message to ourselves is the one task that is not slowed down when it is asked for
//! again and again, as timers are. A trap inside a slice rejects the slice's promise, and so reaches whoever waits for
//! the run although the module cannot be used any more. Knows nothing of what is pumped.

use gloo_timers::callback::Timeout;
use js_sys::{Function, Reflect, global};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageChannel;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Promise)]
    type Pause;

    #[wasm_bindgen(constructor, js_class = "Promise")]
    fn new(executor: &mut dyn FnMut(Function, Function)) -> Pause;

    #[wasm_bindgen(method, js_class = "Promise")]
    fn then(this: &Pause, next: &Function) -> Pause;

    #[wasm_bindgen(method, js_class = "Promise", js_name = catch)]
    fn or_else(this: &Pause, trapped: &Function) -> Pause;

    #[wasm_bindgen(js_name = setImmediate)]
    fn set_immediate(callback: &Function);

    /// Milliseconds on a clock that never goes back.
    #[wasm_bindgen(js_namespace = performance)]
    pub fn now() -> f64;
}

/// What a slice wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// To go on, after the host's turn.
    Turn,
    /// To go on after so many milliseconds, or earlier when woken.
    After(u32),
    /// To go on when woken.
    Woken,
    /// Nothing more.
    Done,
}

/// How the host gets its turn.
enum Turns {
    Immediate,
    Messages(MessageChannel),
}

/// What waits while nothing runs.
#[derive(Default)]
struct Waiting {
    resolve: Option<Function>,
    timer: Option<Timeout>,
}

/// Pumps one piece of work.
pub struct Pump {
    turns: Turns,
    waiting: RefCell<Waiting>,
    /// Somebody woke it while it did not wait.
    is_woken: Cell<bool>,
    trapped: Function,
}

/// One slice of the work.
type Slice = RefCell<Box<dyn FnMut() -> Next>>;

impl Pump {
    /// A pump that calls `trapped` with the host's error when a slice traps.
    ///
    /// # Errors
    /// The host's error when it has no way of giving turns.
    pub fn new(trapped: Function) -> Result<Rc<Pump>, JsValue> {
        let has_immediate = Reflect::get(&global(), &"setImmediate".into()).is_ok_and(|value| value.is_function());
        let turns = if has_immediate { Turns::Immediate } else { Turns::Messages(MessageChannel::new()?) };
        Ok(Rc::new(Pump { turns, waiting: RefCell::default(), is_woken: Cell::new(false), trapped }))
    }

    /// Begins with the first slice after the host's turn.
    pub fn start(self: Rc<Pump>, slice: impl FnMut() -> Next + 'static) {
        self.schedule(Rc::new(RefCell::new(Box::new(slice))), Next::Turn);
    }

    /// Ends the wait that is under way early, or else the next one.
    pub fn wake(&self) {
        let Waiting { resolve, timer } = self.waiting.take();
        drop(timer);
        self.is_woken.set(resolve.is_none());
        resolve.as_ref().map(call);
    }

    fn schedule(self: Rc<Pump>, slice: Rc<Slice>, next: Next) {
        let is_woken = self.is_woken.take();
        let pause = match next {
            Next::After(_) | Next::Woken if is_woken => self.turn(),
            Next::Turn => self.turn(),
            Next::After(ms) => self.sleep(Some(ms)),
            Next::Woken => self.sleep(None),
            Next::Done => return,
        };
        let trapped = self.trapped.clone();
        let go_on = Closure::once_into_js(move || {
            let next = slice.borrow_mut()();
            self.schedule(slice, next);
        });
        pause.then(go_on.unchecked_ref()).or_else(&trapped);
    }

    fn turn(&self) -> Pause {
        Pause::new(&mut |resolve, _| match &self.turns {
            Turns::Immediate => set_immediate(&resolve),
            Turns::Messages(channel) => {
                channel.port1().set_onmessage(Some(&resolve));
                // Posting null to an open port of our own cannot fail.
                let _ = channel.port2().post_message(&JsValue::NULL);
            }
        })
    }

    fn sleep(&self, ms: Option<u32>) -> Pause {
        Pause::new(&mut |resolve, _| {
            let wake = resolve.clone();
            let timer = ms.map(|ms| Timeout::new(ms, move || call(&wake)));
            self.waiting.replace(Waiting { resolve: Some(resolve), timer });
        })
    }
}

impl Drop for Pump {
    /// An open port would keep a worker or Node alive.
    fn drop(&mut self) {
        if let Turns::Messages(channel) = &self.turns {
            channel.port1().close();
        }
    }
}

/// Calls a promise's `resolve`, which does not throw.
fn call(resolve: &Function) {
    let _ = resolve.call0(&JsValue::UNDEFINED);
}
