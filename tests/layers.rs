//! Imports point in one direction: each module knows only modules to its left.
//!
//! Reads the sources as text: `crate::name` in `src/`, import paths in `www/src/`. The tables below are the layering; a known
//! debt gets its own line with a reason.
#![allow(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::fs;
use std::path::{Path, PathBuf};

/// The crate's modules; each may use those before it.
const CRATE: [&str; 15] = [
    "base", "text", "diag", "syntax", "prelude", "check", "services", "bytecode", "vm", "runtime", "log", "world",
    "trace", "explore", "web",
];

/// The page's folders and what each may use. `ui` and `main.ts` may use everything.
const PAGE: [(&str, &[&str]); 8] = [
    ("base", &[]),
    ("model", &["base"]),
    ("engine", &["base"]),
    ("timeline", &["base", "model"]),
    ("editor", &["base", "model"]),
    ("lessons", &["base", "model"]),
    ("share", &["base"]),
    ("reference", &["base"]),
];

/// The only file of the page that imports the built package.
const PACKAGE_IMPORTER: &str = "engine/worker.ts";

#[test]
fn modules_of_the_crate_know_only_what_is_left_of_them() {
    let mut wrong = Vec::new();
    for file in files(&root().join("src"), &["rs"]) {
        let Some(layer) = layer_of(&file, &root().join("src")) else { continue };
        let text = fs::read_to_string(&file).unwrap();
        for name in crate_names(&text) {
            if !may_use(&layer, &name) {
                wrong.push(format!("{}: `{layer}` may not use `crate::{name}`", shown(&file)));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_module_of_the_crate_has_its_place() {
    for entry in fs::read_dir(root().join("src")).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_empty = files(&entry.path(), &["rs"]).is_empty();
        assert!(is_empty || CRATE.contains(&name.as_str()), "src/{name} has no place in the table of tests/layers.rs");
    }
}

#[test]
fn folders_of_the_page_know_only_what_they_may() {
    let source = root().join("www/src");
    let mut wrong = Vec::new();
    for file in files(&source, &["ts", "svelte", "tsx", "js"]) {
        let text = fs::read_to_string(&file).unwrap();
        for import in import_paths(&text) {
            if let Err(reason) = check_page_import(&file, &source, &import) {
                wrong.push(format!("{}: {reason}", shown(&file)));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_tables_refuse_what_they_should() {
    assert!(may_use("vm", "bytecode") && !may_use("vm", "runtime") && !may_use("text", "diag"));
    assert_eq!(
        crate_names("use crate::{text::Span, vm::{Value, Halt}};\n// crate::web\nlet x = crate::diag::Code;"),
        ["text", "vm", "diag"]
    );
    let source = Path::new("www/src");
    let check = |file: &str, import: &str| check_page_import(&source.join(file), source, import).is_ok();
    assert!(check("model/rows.ts", "../base/brand") && check("ui/App.svelte", "../timeline/scale"));
    assert!(!check("base/brand.ts", "../model/rows") && !check("timeline/draw.ts", "../editor/marks"));
    assert!(check("engine/worker.ts", "lumen-playground") && !check("ui/run.ts", "lumen-playground"));
    assert!(!check("ui/run.ts", "../../../pkg/index.mjs"));
    assert_eq!(
        import_paths("import { a } from './a';\nexport * from \"../b\";\nimport('../c')"),
        ["./a", "../b", "../c"]
    );
}

fn may_use(layer: &str, name: &str) -> bool {
    let rank = |name: &str| CRATE.iter().position(|known| *known == name);
    match (rank(layer), rank(name)) {
        (Some(layer), Some(name)) => name <= layer,
        // A name that is no module is an item of the front door, which only tests use.
        _ => false,
    }
}

/// The first names behind `crate::` and `crate::{…}`, comments left out.
fn crate_names(text: &str) -> Vec<String> {
    let code: String = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let is_dollar = code[..at].ends_with('$') || code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if !is_dollar {
            names.extend(names_at(&code[at + "crate::".len()..]));
        }
    }
    names
}

fn names_at(text: &str) -> Vec<String> {
    let Some(group) = text.strip_prefix('{') else { return vec![word(text)] };
    let (mut names, mut depth, mut begins) = (Vec::new(), 1, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => begins = true,
            _ if depth == 1 && begins && c.is_alphabetic() => {
                names.push(word(&group[at..]));
                begins = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// What a file imports: the quoted text behind `from`, `import` and `import(`.
fn import_paths(text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for start in ["from ", "import ", "import("] {
            let Some((_, rest)) = line.split_once(start) else { continue };
            let Some(quote) = rest.trim_start().chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let path = rest.trim_start()[1..].split(quote).next().unwrap_or("");
            if !paths.iter().any(|known| known == path) {
                paths.push(path.to_owned());
            }
        }
    }
    paths
}

fn check_page_import(file: &Path, source: &Path, import: &str) -> Result<(), String> {
    let own = file.strip_prefix(source).unwrap_or(file).to_string_lossy().replace('\\', "/");
    if import == "lumen-playground" || import.contains("/pkg/") {
        let is_types = own.ends_with(".d.ts");
        return if own == PACKAGE_IMPORTER || is_types {
            Ok(())
        } else {
            Err(format!("only {PACKAGE_IMPORTER} imports the package"))
        };
    }
    let Some(folder) = own.split_once('/').map(|(folder, _)| folder) else { return Ok(()) };
    let Some(other) = target_folder(&own, import) else { return Ok(()) };
    let Some((_, allowed)) = PAGE.iter().find(|(name, _)| *name == folder) else { return Ok(()) };
    if other == folder || allowed.contains(&other.as_str()) {
        Ok(())
    } else {
        Err(format!("`{folder}` may not import `{other}`"))
    }
}

/// The folder of `www/src` that a relative import leads to.
fn target_folder(own: &str, import: &str) -> Option<String> {
    if !import.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = own.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some((*parts.first()?).to_owned())
}

fn layer_of(file: &Path, source: &Path) -> Option<String> {
    let own = file.strip_prefix(source).ok()?;
    let mut parts = own.components();
    let first = parts.next()?.as_os_str().to_string_lossy().into_owned();
    parts.next().map(|_| first)
}

fn files(folder: &Path, ends: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path, ends));
        } else if path.extension().is_some_and(|end| ends.iter().any(|known| end == *known)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
