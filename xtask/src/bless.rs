//! Refreshing expectations: the tests run with `LUMEN_BLESS=1` and write what they see.

use crate::process::{cargo, must};
use crate::say::{Outcome, step};

/// Runs the native tests once in refreshing mode; the difference is then read like code.
pub fn run() -> Outcome<()> {
    step("bless", "running the native tests with LUMEN_BLESS=1");
    must(cargo().args(["test", "--package", "lumen-playground"]).env("LUMEN_BLESS", "1"), "some tests still fail")?;
    step("bless", "done: read `git diff` before you commit");
    Ok(())
}
