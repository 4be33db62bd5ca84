//! Reads a specification document: sections, programs, and the expectations beneath each program.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// One program with its expectations.
pub struct Case {
    /// `document › section`, with a number when a section has several programs.
    pub name: String,
    /// Options of the fence: (key, value).
    pub options: Vec<(String, String)>,
    /// The program's text.
    pub source: String,
    /// Line of the program's fence in the document, from 1.
    pub line: usize,
    /// The text of its `world` block.
    pub world: Option<String>,
    /// Expectation blocks in order.
    pub expectations: Vec<Expectation>,
}

/// A block beneath a program.
pub struct Expectation {
    /// `output`, `report`, `futures`, `failures`, `events`, `diagnostics` or `explore`.
    pub kind: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// Where its lines stand in the document, in bytes, for refreshing.
    pub range: Range<usize>,
}

struct Fence {
    info: String,
    body: Range<usize>,
    line: usize,
}

/// The documents of the specification and those that show whole programs, sorted.
pub fn documents() -> Vec<PathBuf> {
    let read = |folder| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        std::fs::read_dir(folder).expect("the documents are part of the project")
    };
    let entries = read("tests/spec").chain(read("tests/programs"));
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "md") && !path.ends_with("README.md"));
    paths.sort();
    paths
}

/// A document's text and its cases.
pub fn read(path: &Path) -> (String, Vec<Case>) {
    let text = std::fs::read_to_string(path).expect("a document is readable");
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let cases = cases(&name, &text);
    (text, cases)
}

/// All cases of a document.
pub fn cases(document: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut section = String::new();
    for part in parts(text) {
        match part {
            Part::Heading(title) => section = title,
            Part::Fence(fence) => add_fence(&mut cases, document, &section, text, fence),
        }
    }
    cases
}

fn add_fence(cases: &mut Vec<Case>, document: &str, section: &str, text: &str, fence: Fence) {
    let body = &text[fence.body.clone()];
    let mut words = fence.info.split_whitespace();
    match words.next() {
        Some("lumen") => {
            let base = format!("{document} › {section}");
            let twins =
                cases.iter().filter(|case| case.name == base || case.name.starts_with(&format!("{base} #"))).count();
            let name = if twins == 0 { base } else { format!("{base} #{}", twins + 1) };
            let options =
                words.filter_map(|word| word.split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
            let (source, line) = (body.to_owned(), fence.line);
            cases.push(Case { name, options, source, line, world: None, expectations: Vec::new() });
        }
        Some("world") => {
            if let Some(case) = cases.last_mut() {
                case.world = Some(body.to_owned());
            }
        }
        Some(kind @ ("output" | "report" | "futures" | "failures" | "events" | "diagnostics" | "explore")) => {
            if let Some(case) = cases.last_mut() {
                let lines = body.lines().map(str::to_owned).collect();
                case.expectations.push(Expectation { kind: kind.to_owned(), lines, range: fence.body });
            }
        }
        _ => {}
    }
}

enum Part {
    Heading(String),
    Fence(Fence),
}

/// Headings and fenced blocks in order. A fence of more than three backticks may hold shorter ones.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open: Option<(usize, Fence)> = None;
    let mut offset = 0;
    for (index, raw) in text.split_inclusive('\n').enumerate() {
        let line = raw.trim_end();
        let ticks = line.chars().take_while(|&ch| ch == '`').count();
        match &mut open {
            Some((width, fence)) if ticks == *width && line.len() == ticks => {
                fence.body.end = offset;
                if let Some((_, fence)) = open.take() {
                    parts.push(Part::Fence(fence));
                }
            }
            Some(_) => {}
            None if ticks >= 3 => {
                let start = offset + raw.len();
                open = Some((ticks, Fence { info: line[ticks..].to_owned(), body: start..start, line: index + 1 }));
            }
            None if line.starts_with('#') => parts.push(Part::Heading(line.trim_start_matches('#').trim().to_owned())),
            None => {}
        }
        offset += raw.len();
    }
    parts
}
