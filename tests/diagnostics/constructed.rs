//! Examples that no page can show, because they are too large or not even text.

/// Where the program of an example comes from.
pub enum Program {
    /// It stands on the page.
    Shown,
    /// It is made here; the page says how.
    Text(String),
    /// It is made here, and gives other codes beside this one; the page says how.
    Among(String),
    /// No program is known that gives the code: it stands for a mistake of the playground.
    Unreachable,
}

/// The program that shows a code.
pub fn program(code: &str) -> Program {
    match code {
        "internal-compiler" => Program::Unreachable,
        "more-diagnostics" => Program::Among((0..60).map(|line| format!("let name{line} = 1\n")).collect()),
        "not-text" => Program::Text("print(1)\n\0\n".to_owned()),
        "program-too-large" => Program::Text("let _x = 1\n".repeat(70_000)),
        "too-deep" => Program::Text(format!("print({}1{})\n", "(".repeat(5_000), ")".repeat(5_000))),
        "too-large" => Program::Text(format!("print(1)\n#{}\n", "-".repeat(5 << 20))),
        _ => Program::Shown,
    }
}

/// Whether there is nothing to show in the program: what is mended stands elsewhere.
pub fn has_no_repair(code: &str) -> bool {
    matches!(code, "internal-compiler" | "more-diagnostics" | "not-text" | "too-large")
}
