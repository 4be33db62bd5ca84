//! Executes the pages of `docs/diagnostics/`: each code of `src/diag/codes.rs` has one, whose example gives this code and no
//! other, and whose repair runs without it.
//!
//! `LUMEN_BLESS=1` rewrites the index, `docs/diagnostics/README.md`.
#![allow(clippy::disallowed_methods, reason = "the test reads the pages")]

#[path = "diagnostics/constructed.rs"]
mod constructed;
#[path = "diagnostics/index.rs"]
mod index;
#[path = "diagnostics/page.rs"]
mod page;
#[path = "diagnostics/program.rs"]
mod program;
#[path = "diagnostics/sources.rs"]
mod sources;

use libtest_mimic::{Arguments, Failed, Trial};
use lumen_playground::diag::{CODES, CodeInfo, code_info};
use page::Page;
use program::Said;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn main() {
    let arguments = Arguments::from_args();
    if std::env::var_os("LUMEN_BLESS").is_some() {
        std::fs::write(folder().join("README.md"), index::index(&folder())).expect("the index is writable");
    }
    let pages = CODES.iter().map(|info| Trial::test(info.code, move || judge(info)));
    let wholes = [
        Trial::test("no page without a code", no_page_without_a_code),
        Trial::test("no sentence stands on two pages", no_sentence_stands_on_two_pages),
        Trial::test("the index is complete", the_index_is_complete),
        Trial::test("every code in the sources is in the table", sources::every_code_is_in_the_table),
    ];
    libtest_mimic::run(&arguments, pages.chain(wholes).collect()).exit();
}

/// The folder of the pages.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics")
}

fn judge(info: &CodeInfo) -> Result<(), Failed> {
    let page = Page::read(&folder(), info.code)?;
    let mut found = page.complaints();
    found.extend(links_complaints(&page));
    match constructed::program(info.code) {
        constructed::Program::Shown => found.extend(shown_complaints(info, &page)?),
        constructed::Program::Text(source) => found.extend(example_complaints(info, &program::run(&source))),
        constructed::Program::Among(source) if !program::run(&source).has(info.code, info.severity) => {
            found.push("the example gives no diagnostic of this code".into());
        }
        constructed::Program::Among(_) | constructed::Program::Unreachable => {}
    }
    found.extend(repair_complaints(info, &page));
    if found.is_empty() { Ok(()) } else { Err(found.join("\n").into()) }
}

fn shown_complaints(info: &CodeInfo, page: &Page) -> Result<Vec<String>, Failed> {
    let example = program::of_blocks(page.blocks("Example")).ok_or("the example has no program")?;
    Ok(example_complaints(info, &example.run()))
}

/// The example gives its code as gravely as the table says, and nothing else. Its fixes are tried in `tests/fixes.rs`.
fn example_complaints(info: &CodeInfo, said: &Said) -> Vec<String> {
    let mut found = Vec::new();
    if !said.has(info.code, info.severity) {
        found.push(format!("the example gives no {} of this code, but:\n{}", info.severity.word(), said.lines()));
    } else if !said.is_only(info.code) {
        found.push(format!("the example gives other codes too:\n{}", said.lines()));
    }
    found
}

/// Nothing is said about the repair, and it runs to a good end.
fn repair_complaints(info: &CodeInfo, page: &Page) -> Vec<String> {
    let Some(repair) = program::of_blocks(page.blocks("Repair")) else {
        return if constructed::has_no_repair(info.code) {
            Vec::new()
        } else {
            vec!["the repair has no program".into()]
        };
    };
    let said = repair.run();
    let is_good = said.is_nothing() && said.ends_well;
    if is_good {
        Vec::new()
    } else {
        vec![format!("the repair does not run well ({}):\n{}", said.status, said.lines())]
    }
}

fn links_complaints(page: &Page) -> Vec<String> {
    let unknown = page.see_also().into_iter().filter(|code| code_info(code).is_none() || code == page.code());
    unknown.map(|code| format!("`See also` names `{code}`")).collect()
}

fn no_page_without_a_code() -> Result<(), Failed> {
    let entries = std::fs::read_dir(folder())?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let strange: Vec<String> =
        names.filter(|name| name != "README.md" && name.strip_suffix(".md").and_then(code_info).is_none()).collect();
    if strange.is_empty() { Ok(()) } else { Err(format!("no code has these pages: {}", strange.join(", ")).into()) }
}

fn no_sentence_stands_on_two_pages() -> Result<(), Failed> {
    let mut pages_of: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for info in CODES {
        for sentence in Page::read(&folder(), info.code)?.sentences().into_iter().filter(|it| !it.is_empty()) {
            pages_of.entry(sentence).or_default().push(info.code);
        }
    }
    pages_of.retain(|_, pages| pages.len() > 1);
    if pages_of.is_empty() { Ok(()) } else { Err(format!("{pages_of:#?}").into()) }
}

fn the_index_is_complete() -> Result<(), Failed> {
    let text = std::fs::read_to_string(folder().join("README.md"))?;
    if text == index::index(&folder()) { Ok(()) } else { Err("run `cargo xtask bless`".into()) }
}
