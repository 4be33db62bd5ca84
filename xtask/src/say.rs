//! How the commands speak: one line per step on stderr, one line per failure.

use std::fmt;

/// Why a command stopped, as one line that says what to do.
#[derive(Debug)]
pub struct Failure(pub String);

/// A result whose failure is meant for people.
pub type Outcome<T> = Result<T, Failure>;

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A failure with this line.
pub fn fail<T>(line: impl Into<String>) -> Outcome<T> {
    Err(Failure(line.into()))
}

/// Names a step that begins.
pub fn step(area: &str, what: impl fmt::Display) {
    eprintln!("[{area}] {what}");
}

/// Turns an error of the standard library into a failure that names the thing it was about.
pub trait About<T> {
    /// `what: error`.
    fn about(self, what: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> About<T> for Result<T, E> {
    fn about(self, what: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure(format!("{what}: {error}")))
    }
}
