//! What an op needs to know besides its operands.

use super::Fault;
use crate::bytecode::Program;
use crate::vm::FutureNames;

/// The names and limits of the run. Small: made anew for each slow path.
#[derive(Clone, Copy)]
pub struct Env<'a> {
    /// Records, variants, symbols.
    pub program: &'a Program,
    /// For printing futures.
    pub futures: &'a dyn FutureNames,
    /// How large a value may become.
    pub limits: ValueLimits,
}

/// How large one value may become (rule R28).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueLimits {
    /// Items of one list, set or map, and parts that one comparison key may have.
    pub items_max: usize,
    /// Bytes of one text.
    pub text_bytes_max: usize,
}

impl ValueLimits {
    /// Chosen so that one value stays well below what a browser's tab gives to a module (16 bytes an item).
    pub const DEFAULT: ValueLimits = ValueLimits::of_size(16_000_000);

    /// So many items, and four bytes of text for each.
    pub const fn of_size(items_max: usize) -> ValueLimits {
        ValueLimits { items_max, text_bytes_max: items_max.saturating_mul(4) }
    }

    /// Passes when a collection may have `len` items.
    pub fn check_items(self, len: usize) -> Result<(), Box<Fault>> {
        if len <= self.items_max { Ok(()) } else { Err(too_large(self.items_max, "elements")) }
    }

    /// Passes when a text may have `len` bytes.
    pub fn check_text(self, len: usize) -> Result<(), Box<Fault>> {
        if len <= self.text_bytes_max { Ok(()) } else { Err(too_large(self.text_bytes_max, "bytes of text")) }
    }
}

#[cold]
fn too_large(max: usize, what: &str) -> Box<Fault> {
    let message = format!("more than {max} {what} in one value; raise the limit `value_size` to go on");
    Fault::limit(format!("limit `value_size` reached: {message}"))
}

impl Default for ValueLimits {
    fn default() -> ValueLimits {
        ValueLimits::DEFAULT
    }
}
