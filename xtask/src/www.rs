//! The page: built by npm from `www/`, with the module from `pkg/` in it.

use crate::arguments::Arguments;
use crate::process::must;
use crate::say::{Outcome, step};
use crate::{npm, paths, stamp, wasm};

/// What the page is made of.
const INPUTS: [&str; 2] = ["www", "pkg"];

/// Builds the module and the page, as far as they are missing or stale.
pub fn build(arguments: &Arguments) -> Outcome<()> {
    wasm::build(arguments.profile.as_deref())?;
    page()
}

/// Builds the page alone.
pub fn page() -> Outcome<()> {
    npm::install("www")?;
    let digest = stamp::digest(&INPUTS)?;
    if paths::at("www/dist/index.html").is_file() && stamp::is_fresh("www", &digest) {
        step("www", "up to date");
        return Ok(());
    }
    step("www", "building the page");
    must(&mut npm::script("www", "build"), "the page does not build")?;
    stamp::keep("www", &digest)
}
