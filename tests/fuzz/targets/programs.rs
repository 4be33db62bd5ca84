//! Programs over the whole grammar: the input are the generator's choices.
#![no_main]

#[path = "../../any_text/asking.rs"]
mod asking;
#[path = "../../grammar/mod.rs"]
mod grammar;
#[path = "../../any_text/survival.rs"]
mod survival;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|choices: &[u8]| survival::survives(&grammar::program(choices), choices.len()));
