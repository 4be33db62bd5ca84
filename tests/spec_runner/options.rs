//! How a program of the specification is run: the options of its fence.

use super::document::Case;
use lumen_playground::trace::{Mode, Options};

/// The options that a program's fence carries.
pub fn options(case: &Case) -> Options {
    let mut options = Options::default();
    for (key, value) in &case.options {
        let number = || value.parse().unwrap_or_else(|_| panic!("{}: `{key}` wants a number", case.name));
        match key.as_str() {
            "mode" => {
                options.mode = Some(Mode::of_word(value).unwrap_or_else(|| panic!("{}: no such mode", case.name)))
            }
            "seed" => options.seed = number(),
            _ => {
                let known = key.strip_prefix("limit.").is_some_and(|name| options.limits.set(name, number()));
                assert!(known, "{}: no option `{key}`", case.name);
            }
        }
    }
    options
}
