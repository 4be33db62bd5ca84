//! Compares what a program did with what its document says.

use super::document::{Case, Expectation};
use super::observe::Observed;

/// Every expectation that does not hold, as text; empty when all hold.
pub fn differences(case: &Case, observed: &Observed) -> Vec<String> {
    let mut found: Vec<String> = case.expectations.iter().filter_map(|block| difference(block, observed)).collect();
    if case.expectations.is_empty() {
        found.push("the program has no expectation".to_owned());
    }
    if !has(case, "report") && !observed.has_errors && observed.report("status") != Some("ok") {
        found.push(format!("the run did not end well:\n{}", observed.report_lines.join("\n")));
    }
    if !has(case, "diagnostics") && observed.has_problems {
        found.push(format!("diagnostics that the document does not mention:\n{}", observed.diagnostics.join("\n")));
    }
    found
}

fn has(case: &Case, kind: &str) -> bool {
    case.expectations.iter().any(|block| block.kind == kind)
}

fn difference(block: &Expectation, observed: &Observed) -> Option<String> {
    match block.kind.as_str() {
        "events" => missing_event(&block.lines, &observed.events),
        "report" => {
            let wrong: Vec<_> =
                block.lines.iter().filter(|line| !observed.report_lines.contains(line)).cloned().collect();
            (!wrong.is_empty())
                .then(|| format!("report:\n- {}\n+ {}", wrong.join("\n- "), observed.report_lines.join("\n+ ")))
        }
        _ => {
            let actual = observed.lines_like(block);
            (actual != block.lines)
                .then(|| format!("{}:\n- {}\n+ {}", block.kind, block.lines.join("\n- "), actual.join("\n+ ")))
        }
    }
}

/// The first expected event that does not occur behind the ones before it.
fn missing_event(expected: &[String], events: &[String]) -> Option<String> {
    let mut rest = events.iter();
    let missing = expected.iter().find(|line| !rest.any(|event| event == *line))?;
    Some(format!("events: `{missing}` does not occur (in this order) in:\n  {}", events.join("\n  ")))
}

/// What a refreshed block holds, for the kinds that can be refreshed.
pub fn refreshed(block: &Expectation, observed: &Observed) -> Option<Vec<String>> {
    match block.kind.as_str() {
        "events" => None,
        "report" => {
            let keys = block.lines.iter().filter_map(|line| line.split_once(':')).map(|(key, _)| key);
            let line = |value: &str, key: &str| format!("{key}: {value}").trim_end().to_owned();
            Some(keys.filter_map(|key| Some(line(observed.report(key)?, key))).collect())
        }
        _ => Some(observed.lines_like(block)),
    }
}
