//! Format, lint, layering and types.

use crate::arguments::Arguments;
use crate::process::{cargo, must};
use crate::say::{Outcome, fail, step};
use crate::toolchain::{self, TARGET};
use crate::{npm, wasm};

/// Runs every check and reports all that fail.
pub fn run(arguments: &Arguments) -> Outcome<()> {
    let checks: [(&str, Outcome<()>); 5] = [
        ("format", format()),
        ("lint", lint()),
        ("lint wasm", lint_wasm()),
        ("layers and tidiness", layers()),
        ("page", page(arguments)),
    ];
    let failed: Vec<&str> = checks.iter().filter(|(_, outcome)| outcome.is_err()).map(|(name, _)| *name).collect();
    for (name, outcome) in &checks {
        match outcome {
            Ok(()) => step("check", format_args!("{name}: good")),
            Err(failure) => step("check", format_args!("{name}: {failure}")),
        }
    }
    if failed.is_empty() { Ok(()) } else { fail(format!("to mend: {}", failed.join(", "))) }
}

fn format() -> Outcome<()> {
    step("check", "rustfmt");
    must(cargo().args(["fmt", "--all", "--check"]), "run cargo fmt --all")
}

fn lint() -> Outcome<()> {
    step("check", "clippy");
    let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    must(cargo().args(clippy), "clippy has remarks")
}

fn lint_wasm() -> Outcome<()> {
    if !toolchain::has_own_target() {
        step(
            "check",
            "clippy for wasm is left out: the toolchain has no wasm target (rustup target add would give it)",
        );
        return Ok(());
    }
    step("check", "clippy for wasm");
    let clippy = ["clippy", "--package", "lumen-edge", "--lib", "--target", TARGET, "--", "-D", "warnings"];
    must(cargo().args(clippy), "clippy has remarks")
}

fn layers() -> Outcome<()> {
    step("check", "layers and tidiness");
    let tests = ["test", "--quiet", "--package", "lumen-playground", "--test", "layers", "--test", "tidy"];
    must(cargo().args(tests), "see the failed test above")
}

fn page(arguments: &Arguments) -> Outcome<()> {
    wasm::build(arguments.profile.as_deref())?;
    npm::install("www")?;
    step("check", "types and lint of the page");
    must(&mut npm::script("www", "check"), "the page's types or lint have remarks")
}
