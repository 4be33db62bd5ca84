//! Debian's packages, where we may install them.

use crate::process::{captured, command, must};
use crate::say::{Outcome, step};
use std::path::Path;

/// Whether this is a Debian (or a child of it) and we are root.
pub fn is_ours() -> bool {
    Path::new("/etc/debian_version").exists() && captured(command("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// Installs packages with apt, output shown.
pub fn install(packages: &[&str]) -> Outcome<()> {
    step("apt", format_args!("installing {}", packages.join(" ")));
    let advice = format!("apt could not install them: run apt-get install {} by hand", packages.join(" "));
    must(apt().arg("update").arg("-q"), &advice)?;
    must(apt().args(["install", "-y", "-q", "--no-install-recommends"]).args(packages), &advice)
}

fn apt() -> std::process::Command {
    let mut apt = command("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}
