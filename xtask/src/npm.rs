//! Node and npm: what is installed, and the scripts of our packages.

use crate::process::{captured, command, must};
use crate::say::{Failure, Outcome, fail, step};
use crate::{paths, stamp};
use std::process::Command;

/// The oldest Node that has what the tests and the command line use.
const NODE_MAJOR_MIN: u32 = 20;

/// Installs a folder's packages from its lock file, unless that was done.
pub fn install(folder: &str) -> Outcome<()> {
    require_node()?;
    let digest = stamp::digest(&[&format!("{folder}/package.json"), &format!("{folder}/package-lock.json")])?;
    let name = format!("npm-{}", folder.replace('/', "-"));
    if paths::at(folder).join("node_modules").is_dir() && stamp::is_fresh(&name, &digest) {
        return Ok(());
    }
    step("npm", format_args!("installing packages in {folder}/"));
    let mut npm = npm(folder);
    npm.args(["ci", "--no-audit", "--no-fund"]);
    must(&mut npm, &format!("npm ci failed in {folder}/: is the package registry reachable?"))?;
    stamp::keep(&name, &digest)
}

/// `npm` in a folder.
pub fn npm(folder: &str) -> Command {
    let mut npm = command(paths::on_path("npm").unwrap_or_else(|| "npm".into()));
    npm.current_dir(paths::at(folder)).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    npm
}

/// `npm run SCRIPT` in a folder.
pub fn script(folder: &str, script: &str) -> Command {
    let mut npm = npm(folder);
    npm.args(["run", "--silent", script]);
    npm
}

/// Checks that a Node that is new enough is there.
pub fn require_node() -> Outcome<()> {
    let advice = || Failure(format!("install Node.js {NODE_MAJOR_MIN} or newer with npm"));
    if !paths::has("npm") {
        return Err(advice());
    }
    let version = captured(command("node").arg("--version")).map_err(|_| advice())?;
    match major(&version) {
        Some(major) if major >= NODE_MAJOR_MIN => Ok(()),
        _ => fail(format!("Node.js {version} is too old: install {NODE_MAJOR_MIN} or newer")),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
