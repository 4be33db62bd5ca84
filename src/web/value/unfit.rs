//! Why a JavaScript value has no counterpart, and where in it that is.

use crate::vm::ops::Fault;

/// A part without counterpart.
#[derive(Debug)]
pub struct Unfit {
    /// The way to it, innermost step last to be put on: `.items[3]`.
    path: Vec<String>,
    what: String,
}

/// The step to an item.
pub fn item(index: u32) -> String {
    format!("[{index}]")
}

/// The step to a member.
pub fn member(name: &str) -> String {
    format!(".{name}")
}

impl Unfit {
    /// Notes a step on the way to the part.
    pub fn inside(mut self, step: String) -> Unfit {
        self.path.push(step);
        self
    }

    /// A sentence that goes on from "the answer cannot be used:".
    pub fn sentence(self) -> String {
        if self.path.is_empty() {
            return self.what;
        }
        let path: String = self.path.into_iter().rev().take(STEPS_SHOWN_MAX).collect();
        format!("at `{path}`: {}", self.what)
    }
}

/// A longer way says nothing more.
const STEPS_SHOWN_MAX: usize = 8;

impl From<String> for Unfit {
    fn from(what: String) -> Unfit {
        Unfit { path: Vec::new(), what }
    }
}

impl From<Box<Fault>> for Unfit {
    fn from(fault: Box<Fault>) -> Unfit {
        Unfit::from(fault.message)
    }
}
