//! Nothing that parses brings the checker down.

use super::checked;
use crate::check::check;
use crate::syntax::parse;

/// Half of what a browser's worker gives; a debug build needs the most.
const STACK_BYTES: usize = 512 * 1024;

/// Parses with room to spare and checks with little.
fn on_small_stack(source: String) {
    let parsed = on_stack(16 * 1024 * 1024, move || parse(&source));
    let checked = on_stack(STACK_BYTES, move || check(parsed));
    on_stack(16 * 1024 * 1024, move || drop(checked));
}

fn on_stack<T: Send + 'static>(bytes: usize, work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(bytes).spawn(work).unwrap().join().unwrap()
}

#[test]
fn deep_trees() {
    on_small_stack(format!("let x = {}1{}\n", "(".repeat(190), ")".repeat(190)));
    on_small_stack(format!("let x = {}1{}\n", "[".repeat(190), "]".repeat(190)));
    on_small_stack(format!("let x = {}1{}\n", "print(".repeat(180), ")".repeat(180)));
    on_small_stack(format!("{}print(1)\n{}", "if true\n".repeat(180), "end\n".repeat(180)));
    on_small_stack(format!("{}x{}\n", "let x = fn(x) => ".repeat(1), " + x".repeat(500)));
    on_small_stack(format!("let x = {}1\n", "fn(a) => ".repeat(180)));
}

#[test]
fn chains_of_inferred_cells() {
    let cells: String = (0..2000).map(|n| format!("cell c{n}() = c{}()\n", n + 1)).collect();
    on_small_stack(format!("{cells}cell c2000() = 1\n"));
}

#[test]
fn types_that_double() {
    let lines: String = (1..60).map(|n| format!("let a{n} = (a{}, a{})\n", n - 1, n - 1)).collect();
    checked(&format!("let a0 = 1\n{lines}"));
}

#[test]
fn tables_of_patterns_that_would_explode() {
    let arms: String = (0..24)
        .map(|n| {
            format!(
                "  ({}) -> {n}\n",
                (0..24).map(|m| if m == n { "true" } else { "_" }).collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    let tuple = vec!["1 < 2"; 24].join(", ");
    checked(&format!("let x = match ({tuple})\n{arms}end\nprint(x)\n"));
}

#[test]
fn many_mistakes_are_found_quickly() {
    let lets: String = (0..3000).map(|n| format!("let name{n} = missing{n}\n")).collect();
    assert_eq!(checked(&lets).1.iter().filter(|diagnostic| diagnostic.is_error()).count(), 3000);
}

#[test]
fn the_prelude_is_without_mistakes() {
    let (_, diagnostics) = checked(crate::prelude::PRELUDE_SOURCE);
    let errors: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn what_follows_from_a_syntax_error_is_not_reported() {
    let cells = "cell broken() -> Int\n  let x = = 1\n  return missing\nend\ncell sound() -> Int = \"a\"\n";
    let codes: Vec<_> = checked(cells).1.iter().map(|diagnostic| diagnostic.code).collect();
    assert!(codes.contains(&"wrong-type") && !codes.contains(&"unknown-name"), "{codes:?}");
    let (_, top) = checked("let x = = 1\nprint(missing)\n");
    assert!(top.iter().all(|diagnostic| diagnostic.code != "unknown-name"), "{top:?}");
}
