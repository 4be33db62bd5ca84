//! Why an op or a builtin could not give its value.

use crate::vm::FailureKind;

/// A failure without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// `Error`, or `Limit` when a value would become too large.
    pub kind: FailureKind,
    /// What went wrong, for the program's author.
    pub message: String,
}

/// A value, or why there is none.
pub type Outcome<T = super::super::Value> = Result<T, Box<Fault>>;

impl Fault {
    /// A mistake of the program.
    #[cold]
    pub fn error(message: impl Into<String>) -> Box<Fault> {
        Box::new(Fault { kind: FailureKind::Error, message: message.into() })
    }

    /// A limit that was reached.
    #[cold]
    pub fn limit(message: impl Into<String>) -> Box<Fault> {
        Box::new(Fault { kind: FailureKind::Limit, message: message.into() })
    }
}
