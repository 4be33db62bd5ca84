//! A program of a page, run, and what is said about it.

use super::page::Block;
use lumen_playground::diag::{Diagnostic, Severity};
use lumen_playground::trace::{self, Options, Report};
use lumen_playground::world;
use std::rc::Rc;

/// A program with its world and its limits.
pub struct Program {
    source: String,
    world: Option<String>,
    options: Options,
}

/// What was said about a program, before and while it ran.
pub struct Said {
    diagnostics: Vec<Diagnostic>,
    /// How the run ended.
    pub status: &'static str,
    /// Whether it ended as a program should.
    pub ends_well: bool,
}

/// The program of a section: a `lumen` block, or an `md` block that is a whole document; beneath it perhaps a `world`.
pub fn of_blocks(blocks: &[Block]) -> Option<Program> {
    let of_word = |word: &str| blocks.iter().find(|block| block.info.split(' ').next() == Some(word));
    let block = of_word("lumen").or_else(|| of_word("md"))?;
    let world = of_word("world").map(|block| block.text.clone());
    Some(Program { source: block.text.clone(), world, options: options(&block.info) })
}

/// Limits, as in the specification: `limit.NAME=N`.
fn options(info: &str) -> Options {
    let mut options = Options::default();
    for (key, value) in info.split(' ').filter_map(|word| word.split_once('=')) {
        let name = key.strip_prefix("limit.").expect("a page's fence sets limits only");
        assert!(options.limits.set(name, value.parse().expect("a limit is a number")), "no limit `{name}`");
    }
    options
}

/// Runs a program without a world of its own.
pub fn run(source: &str) -> Said {
    Said::of(trace::run(source, &Options::default()))
}

impl Program {
    /// Runs it.
    pub fn run(&self) -> Said {
        let mut options = self.options.clone();
        if let Some(text) = &self.world {
            let (description, found) = world::read(text, 0);
            if !found.is_empty() {
                return Said::of(Report::rejected(&options, found));
            }
            options.world = Some(Rc::new(description));
        }
        Said::of(trace::run(&self.source, &options))
    }
}

impl Said {
    fn of(report: Report) -> Said {
        let (status, mut diagnostics) = (report.status.word(), report.diagnostics);
        diagnostics.extend(report.failures);
        Said { diagnostics, status, ends_well: status == "ok" }
    }

    /// Whether a diagnostic has this code and is this grave.
    pub fn has(&self, code: &str, severity: Severity) -> bool {
        self.diagnostics.iter().any(|it| it.code == code && it.severity == severity)
    }

    /// Whether all diagnostics have this code.
    pub fn is_only(&self, code: &str) -> bool {
        self.diagnostics.iter().all(|it| it.code == code)
    }

    /// Whether nothing was said.
    pub fn is_nothing(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// One line for each diagnostic.
    pub fn lines(&self) -> String {
        let line = |it: &Diagnostic| format!("  {} {}: {}", it.severity.word(), it.code, it.message);
        self.diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}
