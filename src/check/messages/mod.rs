//! The words of the checker's diagnostics, one file per area.
//!
//! Facts are collected where a mistake is found; the words are chosen here. Each function gives one diagnostic.

pub mod async_;
pub mod calls;
pub mod control;
pub mod declarations;
pub mod names;
pub mod types;
pub mod unused;

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
