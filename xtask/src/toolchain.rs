//! A compiler for `wasm32-unknown-unknown`.
//!
//! First the toolchain that runs us, with the target added by rustup; else, on Debian as root, the distribution's
//! `rustc-web`, which lives beside it and builds the standard library from its own source. `LUMEN_WASM_TOOLCHAIN`
//! set to `own` or `debian` skips the choice.

use crate::process::{self, captured, command};
use crate::say::{Outcome, fail, step};
use crate::{apt, paths};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// rustup downloads about 20 MB; where its server cannot be reached it may also hang without an answer.
const RUSTUP_LIMIT: Duration = Duration::from_secs(180);

/// Debian's compiler, its cargo and its library source.
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_LIBRARY: &str = "/usr/lib/rustlib/src/rust/library/Cargo.toml";

/// Variables that cargo and rustup set for us and that would steer another toolchain wrongly.
const FOREIGN_VARIABLES: [&str; 6] = ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH", "RUSTFLAGS"];

/// A compiler that can build the module.
pub enum Toolchain {
    /// The one that runs us, with the target's standard library.
    Own,
    /// Debian's, which builds the standard library itself and needs this linker.
    Debian {
        /// `rust-lld` or `wasm-ld`.
        linker: PathBuf,
    },
}

impl Toolchain {
    /// Finds or installs one.
    pub fn ready() -> Outcome<Toolchain> {
        match std::env::var("LUMEN_WASM_TOOLCHAIN").as_deref() {
            Ok("own") => own(),
            Ok("debian") => debian(),
            _ => own().or_else(|_| debian()),
        }
    }

    /// `cargo SUBCOMMAND --target wasm32-unknown-unknown` of this toolchain.
    pub fn cargo(&self, subcommand: &str) -> Command {
        match self {
            Toolchain::Own => {
                let mut cargo = process::cargo();
                cargo.args([subcommand, "--target", TARGET]);
                cargo
            }
            Toolchain::Debian { linker } => {
                let mut cargo = command(DEBIAN_CARGO);
                for variable in FOREIGN_VARIABLES {
                    cargo.env_remove(variable);
                }
                cargo.env("RUSTC", DEBIAN_RUSTC).env("RUSTC_BOOTSTRAP", "1");
                cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
                cargo.args([subcommand, "--target", TARGET, "-Z", "build-std=std,panic_abort"]);
                cargo
            }
        }
    }

    /// A word for the digest of the build's inputs.
    pub fn name(&self) -> &'static str {
        match self {
            Toolchain::Own => "own",
            Toolchain::Debian { .. } => "debian",
        }
    }
}

/// Whether the toolchain that runs us has the target.
pub fn has_own_target() -> bool {
    sysroot().is_some_and(|sysroot| sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

fn own() -> Outcome<Toolchain> {
    if has_own_target() {
        return Ok(Toolchain::Own);
    }
    if !paths::has("rustup") {
        return fail("the wasm target is missing and there is no rustup to add it");
    }
    step("rust", format_args!("adding the target {TARGET} (at most {} s)", RUSTUP_LIMIT.as_secs()));
    let added = process::within(RUSTUP_LIMIT, command("rustup").args(["target", "add", TARGET]));
    if added && has_own_target() {
        Ok(Toolchain::Own)
    } else {
        fail(format!("rustup could not add the target {TARGET}"))
    }
}

fn debian() -> Outcome<Toolchain> {
    if !has_debian() {
        if !apt::is_ours() {
            return fail(format!(
                "no wasm compiler: run `rustup target add {TARGET}` where rustup's server can be reached"
            ));
        }
        apt::install(&DEBIAN_PACKAGES)?;
    }
    Ok(Toolchain::Debian { linker: linker()? })
}

fn has_debian() -> bool {
    [DEBIAN_RUSTC, DEBIAN_CARGO, DEBIAN_LIBRARY].iter().all(|file| Path::new(file).exists())
}

fn linker() -> Outcome<PathBuf> {
    if let Some(linker) = find_linker() {
        return Ok(linker);
    }
    apt::install(&["lld-22"])?;
    find_linker().map_or_else(|| fail("no linker for wasm: install rustup's toolchain or Debian's lld-22"), Ok)
}

fn find_linker() -> Option<PathBuf> {
    let bundled = host().and_then(|host| Some(sysroot()?.join("lib/rustlib").join(host).join("bin/rust-lld")));
    bundled.filter(|file| file.exists()).or_else(|| paths::on_path("wasm-ld-22")).or_else(|| paths::on_path("wasm-ld"))
}

fn sysroot() -> Option<PathBuf> {
    captured(command("rustc").args(["--print", "sysroot"])).ok().map(PathBuf::from)
}

fn host() -> Option<String> {
    let version = captured(command("rustc").arg("-vV")).ok()?;
    version.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
}
