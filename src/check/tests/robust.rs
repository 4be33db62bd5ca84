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
    on_small_stack(format!("let x = fn(x) => x{}\n", " + x".repeat(500)));
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
    let lets: String = (0..800).map(|n| format!("let name{n} = missing{n}\n")).collect();
    assert_eq!(checked(&lets).1.iter().filter(|diagnostic| diagnostic.is_error()).count(), 800);
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

#[test]
fn aliases_that_double() {
    let aliases: String = (0..40).map(|n| format!("type A{n} = (A{}, A{})\n", n + 1, n + 1)).collect();
    checked(&format!("{aliases}type A40 = Int\ncell f(x: A0) = x\n"));
}

#[test]
fn a_match_with_thousands_of_arms() {
    let arms: String = (0..3000).map(|n| format!("  {n} -> {n}\n")).collect();
    checked(&format!("let x = match 1\n{arms}  _ -> 0\nend\nprint(x)\n"));
    let variants: String = (0..1500).map(|n| format!("  V{n}\n")).collect();
    let arms: String = (0..1500).map(|n| format!("  V{n} -> {n}\n")).collect();
    checked(&format!("enum E\n{variants}end\ncell f(e: E) -> Int\n  match e\n{arms}  end\nend\n"));
}

/// Programs of the page with words taken out, doubled or moved: whatever comes out, checking ends.
#[test]
fn mutated_programs() {
    let programs = [
        include_str!("../../../tests/page/15-select.lm"),
        include_str!("../../../tests/page/18-error-handling.lm"),
        include_str!("../../../tests/page/21-practical-example-multi-model-query.lm"),
    ];
    let mut state = 1u64;
    let mut next = move |bound: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % bound.max(1)
    };
    for round in 0..45 {
        let program = programs[round % programs.len()];
        let mut words: Vec<&str> = program.split_inclusive(|c: char| !c.is_alphanumeric()).collect();
        for _ in 0..3 {
            let (from, to) = (next(words.len()), next(words.len()));
            match next(3) {
                0 => drop(words.remove(from)),
                1 => words.insert(to, words[from]),
                _ => words.swap(from, to),
            }
        }
        let (_, diagnostics) = checked(&words.concat());
        assert!(diagnostics.iter().all(|diagnostic| diagnostic.span.end as usize <= words.concat().len()));
    }
}
