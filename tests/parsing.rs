//! Parsing as a whole: the reference page's snippets, bad input, limits.
#![allow(clippy::disallowed_methods, reason = "the test reads files of the project")]

use lumen_playground::diag::{Diagnostic, render};
use lumen_playground::syntax::{format, highlight, parse};
use lumen_playground::text::LineIndex;

fn rendered(source: &str, diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|diagnostic| render(diagnostic, "x.lm", &LineIndex::new(source))).collect()
}

fn page() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/page");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

fn flat(source: &str) -> String {
    source.lines().map(|line| line.trim_start().to_owned() + "\n").collect()
}

#[test]
fn every_snippet_of_the_page_parses_as_it_stands_and_flat() {
    let page = page();
    assert!(page.len() >= 21, "{}", page.len());
    for (name, source) in page {
        for text in [flat(&source), source] {
            let parsed = parse(&text);
            assert!(parsed.diagnostics.is_empty(), "{name}\n{}", rendered(&text, &parsed.diagnostics));
            assert!(!parsed.tree.items.is_empty(), "{name}");
        }
    }
}

/// Does everything that a stage does with a text, on a stack as small as wasm's: parse, highlight, format, drop.
fn survives(name: &'static str, source: String) -> Vec<Diagnostic> {
    let work = move || {
        let parsed = parse(&source);
        highlight(&source);
        let _ = format(&source);
        parsed.diagnostics
    };
    std::thread::Builder::new().name(name.to_owned()).stack_size(1 << 20).spawn(work).unwrap().join().unwrap()
}

#[test]
fn whatever_nests_without_end_is_answered_by_one_diagnostic() {
    let forms = [
        ("parens", "("),
        ("lists", "["),
        ("maps", "{a: "),
        ("sets", "set["),
        ("calls", "f("),
        ("indexes", "a["),
        ("spreads", "[..."),
        ("minus", "-"),
        ("not", "not "),
        ("await", "await "),
        ("power", "2 ** "),
        ("sum", "1 + "),
        ("closures", "fn() => "),
        ("defaults", "fn(a = "),
        ("comprehensions", "[x for x in "),
        ("spawns", "spawn("),
        ("timeouts", "timeout(1, "),
        ("tries", "try "),
        ("thens", "if x then "),
        ("ifs", "if x\n"),
        ("loops", "for x in y\n"),
        ("matches", "match x\n_ ->\n"),
        ("arms", "match x\n_ -> "),
        ("races", "await race\n"),
        ("parallels", "await parallel for x in y\n"),
        ("cells", "cell a()\n"),
        ("closure blocks", "f(fn()\n"),
        ("defers", "defer\n"),
        ("else blocks", "let x = y else\n"),
        ("conditions", "if let _ = "),
        ("conditions in parens", "(while let _ = "),
        ("subjects", "(match "),
        ("sources", "[for x in "),
        ("parallel sources", "await parallel for x in "),
        ("methods", "enum E\ncell a(self)\n"),
    ];
    for (name, form) in forms {
        let diagnostics = survives(name, form.repeat(5_000));
        assert_eq!(diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["too-deep"], "{name}");
    }
    for (name, opening, form) in
        [("types", "let x: ", "list["), ("function types", "let x: ", "fn("), ("patterns", "let ", "Some(")]
    {
        let diagnostics = survives(name, opening.to_owned() + &form.repeat(5_000));
        assert_eq!(diagnostics[0].code, "too-deep", "{name}");
    }
}

#[test]
fn long_programs_need_not_be_deep() {
    let wide = [
        "print(1)\n".repeat(2_000),
        format!("let xs = [{}]\n", "1, ".repeat(5_000)),
        format!("if a\n{}end\n", "else if b\n".repeat(2_000)),
        format!("match a\n{}end\n", "1 -> b\n".repeat(2_000)),
        format!("let x = {}1\n", "1 + ".repeat(150)),
        format!("let x = {}1{}\n", "(".repeat(150), ")".repeat(150)),
        format!("{}{}", "if a\n".repeat(40), "end\n".repeat(40)),
    ];
    for source in wide {
        let start: String = source.chars().take(20).collect();
        assert_eq!(survives("wide", source), [], "{start}");
    }
}

#[test]
fn a_hundred_thousand_brackets_are_a_diagnostic_with_a_place() {
    let diagnostics = survives("brackets", "(".repeat(100_000) + &")".repeat(100_000));
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].code, "too-deep");
    assert!(diagnostics[0].span.start > 100 && diagnostics[0].span.end < 1_000);
}

#[test]
fn bad_input_is_answered_by_a_diagnostic() {
    let inputs = [
        ("not-text", "a\0b".repeat(1_000)),
        ("unknown-character", "\u{1}\u{fffd}€".repeat(1_000)),
        ("unterminated-string", "print(\"abc)\nprint(1)\n".to_owned()),
        ("unterminated-string", "let x = \"\"\"abc\n".to_string()),
        ("unterminated-interpolation", "print(\"abc {x)\nprint(1)\n".to_owned()),
        ("missing-end", "cell main()\n  print(1)\n".to_owned()),
        ("stray-end", "print(1)\nend\n".to_owned()),
        ("unclosed-bracket", "print(1\nlet x = 2\n".to_owned()),
        ("integer-overflow", "9".repeat(10_000)),
        ("unterminated-fence", "```lumen\nprint(1)\n".to_owned()),
    ];
    for (code, source) in inputs {
        let start: String = source.chars().take(30).collect();
        let diagnostics = survives(code, source);
        assert!(diagnostics.iter().any(|found| found.code == code), "{start:?}: {diagnostics:?}");
    }
    assert_eq!(survives("empty", String::new()), []);
}
