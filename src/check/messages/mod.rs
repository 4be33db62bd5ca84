//! The words of the checker's diagnostics, one file per area.
//!
//! Facts are collected where a mistake is found; the words are chosen here. Each function gives one diagnostic.

use super::habits::Habit;
use crate::diag::Diagnostic;

pub mod async_;
pub mod calls;
pub mod control;
pub mod declarations;
pub mod names;
pub mod types;
pub mod unused;

/// What an unknown name probably means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// A name that is known here, misspelled.
    Near(String),
    /// What other languages call so.
    Habit(Habit),
}

impl Meant {
    /// A habit if it is one, else the nearest known name.
    pub fn of(habit: Option<Habit>, near: impl FnOnce() -> Option<String>) -> Option<Meant> {
        habit.map(Meant::Habit).or_else(|| near().map(Meant::Near))
    }
}

/// Adds what was probably meant by what stands at the primary place; `otherwise` when nobody knows.
pub fn suggest(diagnostic: Diagnostic, meant: Option<Meant>, otherwise: impl FnOnce() -> String) -> Diagnostic {
    let span = diagnostic.span;
    let instead = |diagnostic: Diagnostic, name: &str| diagnostic.fix(format!("Write `{name}`"), span, name);
    match meant {
        Some(Meant::Near(name)) => instead(diagnostic.help(format!("did you mean `{name}`?")), &name),
        Some(Meant::Habit(Habit::Name(name))) => instead(diagnostic.help(format!("Lumen writes `{name}`")), name),
        Some(Meant::Habit(Habit::Words(words))) => diagnostic.help(words),
        None => diagnostic.help(otherwise()),
    }
}

/// "`a`, `b` and `c`".
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let Some(last) = quoted.pop() else { return String::new() };
    if quoted.is_empty() { last } else { format!("{} and {last}", quoted.join(", ")) }
}

/// "1 argument", "2 arguments".
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
