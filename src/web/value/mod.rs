//! Values of the language as values of JavaScript, and back.
//!
//! | here | there |
//! |---|---|
//! | `null`, Bool, String | `null`, boolean, string |
//! | Int | a number, beyond ±(2⁵³ − 1) a `BigInt` |
//! | Float | a number |
//! | Bytes | `Uint8Array` |
//! | list, tuple | array |
//! | set | `Set` |
//! | map | an object when all keys are texts, else a `Map` |
//! | record | an object |
//! | variant | `{ variant: "ok", values: [1] }`; `Shape.Circle` for a name that two enums share |
//! | future, channel, shared cell, function | `{ handle: "<future 0.1 pending>" }`, which cannot come back |
//!
//! Back, `undefined` and holes are null, a whole number is an Int, and an object is a map. A tuple and a record know what they were by a
//! mark that nobody sees (a property under a symbol), which a copy made with `{ ...it }` has lost; where a type is declared, that decides
//! ([`crate::world::fit`]). What comes back equals what went, a whole Float as the Int of its value (and -0 as a key or element as 0). A map of texts that looks like a variant is a `Map`.

mod from_js;
mod to_js;
mod typed;
mod unfit;

pub use from_js::FromJs;
pub use to_js::{object, to_js};
pub use typed::typed;

use js_sys::Symbol;

/// How deep values may be nested, so that neither side's stack is exhausted. Chosen by feel, far above what people write.
const DEPTH_MAX: usize = 200;

/// What one value may weigh in all, a text or bytes their length and any other part [`PART_BYTES`]: shared parts are written out
/// each time they occur, and so a small value can be a large one on the other side.
const BYTES_MAX: usize = 64 << 20;

/// About what a part takes in either memory.
const PART_BYTES: usize = 32;

/// The largest integer up to which JavaScript's numbers are exact.
pub const SAFE_INTEGER_MAX: u64 = (1 << 53) - 1;

/// Marks a tuple's array.
const TUPLE: &str = "tuple";

/// Marks what cannot come back.
const HANDLE: &str = "handle";

/// Marks a record's object, before its name.
const RECORD: &str = "record ";

/// Under which marks stand.
fn mark_key() -> Symbol {
    Symbol::for_("lumen.kind")
}

/// Weighs a value while it is converted.
#[derive(Default)]
struct Scales {
    bytes: usize,
    depth: usize,
}

impl Scales {
    /// Puts on so many bytes.
    ///
    /// # Errors
    /// A sentence when that is too much.
    fn add(&mut self, bytes: usize) -> Result<(), String> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes <= BYTES_MAX { Ok(()) } else { Err(format!("it is larger than {} MB", BYTES_MAX >> 20)) }
    }

    /// Goes one level down.
    ///
    /// # Errors
    /// A sentence when that is too deep.
    fn enter(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth <= DEPTH_MAX { Ok(()) } else { Err(format!("it is nested deeper than {DEPTH_MAX} levels")) }
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }
}
