//! Speed beside other interpreters, measured in wasm under Node in one run.

use crate::arguments::Arguments;
use crate::process::{command, must};
use crate::recipe::Recipe;
use crate::say::{Outcome, step};
use crate::{npm, wasm};

/// Builds the module, runs the benchmarks in `tests/bench/`, and prints the module's size.
pub fn run(arguments: &Arguments) -> Outcome<()> {
    wasm::build(arguments.profile.as_deref())?;
    npm::install("xtask/node")?;
    step("bench", "in wasm under Node, beside QuickJS, Lua and V8 (a minute)");
    must(command("node").arg("tests/bench/bench.mjs"), "the benchmark failed")?;
    must(command("node").arg("tests/bench/services.mjs"), "the benchmark of the language services failed")?;
    let machine = ["bench", "--quiet", "--package", "lumen-playground", "--bench", "machine"];
    must(command("cargo").args(machine), "the benchmark of the machine failed")?;
    let recipe = Recipe::read(arguments.profile.as_deref())?;
    println!("module: {}", wasm::size(&recipe)?);
    Ok(())
}
