//! Runs one program in every order and writes down what the orders come to, in the words of the documents.

use lumen_playground::explore::{Bounds, Explorer, Found};
use lumen_playground::trace::{Options, prepare};
use std::rc::Rc;

/// The lines of an `explore` block; none for a program with errors.
pub fn lines(source: &str, options: &Options) -> Vec<String> {
    let Ok(prepared) = prepare(source) else { return Vec::new() };
    let mut explorer = Explorer::new(Rc::new(prepared), options, Bounds::default());
    while !explorer.work(1_000_000) {}
    let found = explorer.exploration();
    let head = format!("{}, {}", counted(found.classes, "order"), counted(found.found.len() as u64, "outcome"));
    let cuts = found.cuts.iter().map(|cut| format!("incomplete: {cut}"));
    std::iter::once(head).chain(cuts).chain(found.found.iter().flat_map(outcome_lines)).collect()
}

fn outcome_lines(found: &Found) -> Vec<String> {
    let outcome = &found.outcome;
    let end = match (&outcome.error, &outcome.value) {
        (Some(error), _) => format!("{}:{} {} {}", error.line, error.column, error.future, error.message),
        (None, value) => value.clone().unwrap_or_default(),
    };
    let head = format!("{}: {} {end}", counted(found.count, "order"), outcome.status).trim_end().to_owned();
    let printed =
        outcome.output.iter().flat_map(|text| text.split('\n')).map(|line| format!("  {line}").trim_end().to_owned());
    std::iter::once(head).chain(printed).collect()
}

fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
