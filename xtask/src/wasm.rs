//! The wasm module: compiled, bound to JavaScript, optimised, weighed, and put into `pkg/`.

use crate::process::{captured, cargo, command, must};
use crate::recipe::Recipe;
use crate::say::{About, Outcome, fail, step};
use crate::toolchain::{TARGET, Toolchain};
use crate::{extras, npm, paths, stamp};
use std::fs;
use std::path::PathBuf;

/// What the module is made of.
const INPUTS: [&str; 8] = [
    "src",
    "crates",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "wasm-pack.toml",
    "xtask/bindgen",
    "xtask/node/package-lock.json",
];

/// Kept apart from native builds: another compiler may be at work.
const TARGET_DIR: &str = "target/wasm";

/// Fills the package's folder with what its command line reads, and with the module, its JavaScript and its types unless they are there and fresh.
pub fn build(profile: Option<&str>) -> Outcome<()> {
    let recipe = Recipe::read(profile)?;
    extras::publish(&paths::at(&recipe.out_dir))?;
    let digest = format!("{} {}", stamp::digest(&INPUTS)?, recipe.cargo_profile);
    if outputs(&recipe).iter().all(|file| file.is_file()) && stamp::is_fresh("wasm", &digest) {
        step("wasm", "up to date");
        return Ok(());
    }
    let toolchain = Toolchain::ready()?;
    compile(&recipe, &toolchain)?;
    bind(&recipe)?;
    optimise(&recipe)?;
    publish(&recipe)?;
    weigh(&recipe)?;
    stamp::keep("wasm", &digest)
}

/// The built module in the package's folder.
pub fn module(recipe: &Recipe) -> PathBuf {
    paths::at(&recipe.out_dir).join(format!("{}_bg.wasm", recipe.out_name))
}

/// The module's size after brotli at its best quality.
fn brotli_bytes(recipe: &Recipe) -> Outcome<u64> {
    let script = "const { brotliCompressSync, constants } = require('node:zlib');\
        const bytes = require('node:fs').readFileSync(process.argv[1]);\
        console.log(brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length)";
    captured(command("node").args(["-e", script]).arg(module(recipe)))?.parse().about("brotli size")
}

/// Holds the built module against its budget; a build for debugging has none.
pub fn check_budget(profile: Option<&str>) -> Outcome<()> {
    let recipe = Recipe::read(profile)?;
    if recipe.cargo_profile == "dev" {
        return Ok(());
    }
    let (bytes, bytes_max) = (brotli_bytes(&recipe)?, recipe.module_brotli_bytes_max);
    match bytes <= bytes_max {
        true => Ok(()),
        false => fail(format!("the module has {bytes} bytes brotli, more than the {bytes_max} of wasm-pack.toml")),
    }
}

fn outputs(recipe: &Recipe) -> Vec<PathBuf> {
    names(recipe).iter().map(|name| paths::at(&recipe.out_dir).join(name)).collect()
}

fn names(recipe: &Recipe) -> [String; 3] {
    ["_bg.wasm", ".js", ".d.ts"].map(|end| format!("{}{end}", recipe.out_name))
}

fn compile(recipe: &Recipe, toolchain: &Toolchain) -> Outcome<()> {
    step("wasm", format_args!("compiling the module ({}, {} toolchain)", recipe.cargo_profile, toolchain.name()));
    let mut cargo = toolchain.cargo("build");
    cargo.args(["--package", "lumen-playground", "--lib", "--profile", &recipe.cargo_profile]);
    must(cargo.arg("--target-dir").arg(paths::at(TARGET_DIR)), "the module does not compile")
}

fn bind(recipe: &Recipe) -> Outcome<()> {
    step("wasm", "writing the bindings");
    let compiled =
        paths::at(TARGET_DIR).join(TARGET).join(recipe.cargo_profile_dir()).join(format!("{}.wasm", recipe.out_name));
    let mut bindgen = cargo();
    bindgen.args(["run", "--package", "xtask-bindgen", "--"]);
    must(bindgen.arg(compiled).arg(bound_dir()).arg(&recipe.out_name), "wasm-bindgen failed")
}

fn optimise(recipe: &Recipe) -> Outcome<()> {
    let Some(flags) = &recipe.wasm_opt else { return Ok(()) };
    npm::install("xtask/node")?;
    step("wasm", "optimising");
    let module = bound_dir().join(format!("{}_bg.wasm", recipe.out_name));
    let mut wasm_opt = command("node");
    wasm_opt.arg(paths::at("xtask/node/node_modules/binaryen/bin/wasm-opt"));
    must(wasm_opt.args(flags).arg(&module).arg("-o").arg(&module), "wasm-opt failed")
}

fn publish(recipe: &Recipe) -> Outcome<()> {
    let package = paths::at(&recipe.out_dir);
    for name in names(recipe) {
        fs::copy(bound_dir().join(&name), package.join(&name)).about(&name)?;
    }
    Ok(())
}

fn weigh(recipe: &Recipe) -> Outcome<()> {
    step("wasm", format_args!("module: {}", size(recipe)?));
    Ok(())
}

/// The module's size in words.
pub fn size(recipe: &Recipe) -> Outcome<String> {
    let kb = |bytes: u64| bytes as f64 / 1024.0;
    let (bytes, goal) = (brotli_bytes(recipe)?, recipe.module_brotli_bytes_goal);
    Ok(format!("{:.0} KB brotli (goal {:.0} KB)", kb(bytes), kb(goal)))
}

fn bound_dir() -> PathBuf {
    paths::at(TARGET_DIR).join("bound")
}
