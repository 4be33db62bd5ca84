//! A Chromium for the tests of the page.

use crate::process::must;
use crate::say::{Failure, Outcome, step};
use crate::{apt, npm, paths};
use std::path::{Path, PathBuf};

/// Names under which the browsers of the family stand on PATH.
const PROGRAMS: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
];

/// Where they stand otherwise.
const PLACES: [&str; 6] = [
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

/// Names of the executable in Playwright's own download.
const DOWNLOADED: [&str; 3] = ["chrome", "chrome.exe", "Google Chrome for Testing"];

/// The folder of Playwright's download.
const DOWNLOADS: &str = "target/browsers";

/// Finds or installs a browser.
///
/// # Errors
/// One line that says what to install.
pub fn ready() -> Outcome<PathBuf> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if apt::is_ours() {
        apt::install(&["chromium"])?;
    } else {
        download()?;
    }
    find().ok_or_else(|| Failure("no browser: install Chromium, Chrome or Edge, or set LUMEN_CHROMIUM to one".into()))
}

fn find() -> Option<PathBuf> {
    let named = std::env::var_os("LUMEN_CHROMIUM").map(PathBuf::from).filter(|file| file.exists());
    named
        .or_else(|| PROGRAMS.iter().find_map(|program| paths::on_path(program)))
        .or_else(|| PLACES.iter().map(PathBuf::from).find(|place| place.exists()))
        .or_else(|| downloaded(&paths::at(DOWNLOADS), 5))
}

fn download() -> Outcome<()> {
    step("browser", "downloading Chromium with Playwright");
    npm::install("www")?;
    let mut install = npm::npm("www");
    install.args(["exec", "--", "playwright", "install", "chromium"]);
    install.env("PLAYWRIGHT_BROWSERS_PATH", paths::at(DOWNLOADS));
    must(&mut install, "no browser: install Chromium, Chrome or Edge, or set LUMEN_CHROMIUM to one")
}

fn downloaded(folder: &Path, depth_max: usize) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let is_browser = |path: &&PathBuf| {
        path.is_file() && path.file_name().is_some_and(|name| DOWNLOADED.iter().any(|known| name == *known))
    };
    if let Some(browser) = paths.iter().find(is_browser) {
        return Some(browser.clone());
    }
    let folders = paths.iter().filter(|path| path.is_dir() && depth_max > 0);
    folders.into_iter().find_map(|path| downloaded(path, depth_max - 1))
}
