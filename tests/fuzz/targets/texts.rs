//! Any text: the input as it stands.
#![no_main]

#[path = "../../any_text/asking.rs"]
mod asking;
#[path = "../../any_text/survival.rs"]
mod survival;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| survival::survives(text, text.len()));
