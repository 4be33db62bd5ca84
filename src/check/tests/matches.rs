//! Missing and unreachable arms, patterns.

use super::{checked, clean, expect, hints};
use crate::check::{EnumId, Resolution};

const COLOR: &str = "enum Color\n  Red\n  Green\n  Mix(a: Int, b: Bool)\nend\ncell some() -> Color = Red\n";

#[track_caller]
fn with_color(lines: &str, wanted: &[&str]) {
    expect(&format!("{COLOR}{lines}\n"), wanted);
}

#[test]
fn missing_variants() {
    with_color("let x = match some()\n  Red -> 1\n  Green -> 2\nend\nprint(x)", &["missing-arm@7:9"]);
    with_color("match some()\n  Red -> print(1)\nend\nprint(2)", &["missing-arm@7:1"]);
    with_color("let x = match some()\n  Red -> 1\n  Green -> 2\n  Mix(_, _) -> 3\nend\nprint(x)", &[]);
    with_color(
        "let x = match some()\n  Red -> 1\n  Green -> 2\n  Mix(_, true) -> 3\nend\nprint(x)",
        &["missing-arm@7:9"],
    );
    with_color(
        "let x = match some()\n  Red | Green -> 1\n  Mix(_, true) -> 3\n  Mix(_, false) -> 4\nend\nprint(x)",
        &[],
    );
    with_color("let x = match some()\n  Red -> 1\n  c if c == Green -> 2\nend\nprint(x)", &["missing-arm@7:9"]);
    with_color("let x = match some()\n  Red -> 1\n  c: Color -> 2\nend\nprint(x)", &[]);
}

#[test]
fn missing_states_and_results() {
    let work = "cell work() -> Int = 1\nlet f = spawn(work())\n";
    expect(
        &format!("{work}let s = match f.state\n  Pending -> 0\n  Completed(v) -> v\nend\nprint(s)\n"),
        &["missing-arm@3:9"],
    );
    expect(
        "cell may() -> result[Int, String] = ok(1)\nlet s = match may()\n  ok(v) -> v\nend\nprint(s)\n",
        &["missing-arm@2:9"],
    );
    expect("let b = 1 < 2\nlet s = match b\n  true -> 1\nend\nprint(s)\n", &["missing-arm@2:9"]);
    clean("let b = 1 < 2\nlet s = match b\n  true -> 1\n  false -> 2\nend\nprint(s)\n");
}

#[test]
fn other_types_are_remarks_only() {
    expect("let n = 1\nlet s = match n\n  1 -> \"one\"\nend\nprint(s)\n", &["missing-arm@2:9"]);
    assert_eq!(hints("let n = 1\nmatch n\n  1 -> print(1)\nend\nprint(2)\n"), ["missing-arm@2:1"]);
    clean(
        "let xs = [1]\nlet s = match xs\n  [] -> 0\n  [first, ...rest] -> first + length_of(rest)\nend\nprint(s)\ncell length_of(x) = 1\n",
    );
    clean("cell f(x: Int?) -> Int\n  match x\n    n: Int -> n\n    null -> 0\n  end\nend\n");
}

#[test]
fn arms_that_are_never_reached() {
    with_color("match some()\n  c -> print(c)\n  Red -> print(1)\nend\nprint(2)", &["unreachable-arm@9:3"]);
    with_color(
        "match some()\n  Red -> print(0)\n  Red -> print(1)\n  _ -> print(2)\nend\nprint(2)",
        &["unreachable-arm@9:3"],
    );
}

#[test]
fn the_type_decides_between_variants_of_one_name() {
    let source = "enum A\n  Same\n  One\nend\nenum B\n  Same\n  Two\nend\ncell b() -> B = Same\nlet x = match b()\n  Same -> 1\n  Two -> 2\nend\nprint(x)\n";
    clean(source);
    let (checked, _) = checked(source);
    let same: Vec<_> = (0..checked.tree.node_count)
        .filter_map(|node| match checked.resolutions.get(crate::syntax::tree::NodeId(node)) {
            Some(Resolution::Variant(id, 0)) => Some(*id),
            _ => None,
        })
        .collect();
    assert_eq!(same, [EnumId(3), EnumId(3)]);
}

#[test]
fn misspelled_variants() {
    with_color("match some()\n  Gren -> print(1)\n  _ -> print(2)\nend", &["unknown-variant@8:3"]);
    expect("cell f(x) -> Int\n  match x\n    Pendng -> 1\n  end\nend\n", &["capital-binding@3:5"]);
    with_color("match some()\n  Mix(a) -> print(a)\n  _ -> print(2)\nend", &["pattern-parts@8:3"]);
}

#[test]
fn patterns_that_never_match() {
    expect("match 1\n  \"a\" -> print(1)\n  _ -> print(2)\nend\n", &["impossible-pattern@2:3"]);
    expect("match (1, 2)\n  (a, b, c) -> print(a, b, c)\n  _ -> print(2)\nend\n", &["pattern-parts@2:3"]);
}

#[test]
fn names_in_patterns() {
    expect("match (1, 2)\n  (a, a) -> print(a)\nend\n", &["duplicate-binding@2:7"]);
    expect("match (1, 2)\n  (a, 1) | (1, b) -> print(a)\n  _ -> print(0)\nend\n", &["or-pattern-names@2:16"]);
    clean("match (1, 2)\n  (a, 1) | (1, a) -> print(a)\n  _ -> print(0)\nend\n");
    clean("const LIMIT = 3\nmatch 3\n  LIMIT -> print(1)\n  err -> print(err)\nend\n");
}

#[test]
fn records_in_patterns() {
    let point = "record Point\n  x: Int\n  y: Int\nend\nlet p = Point(x: 1, y: 2)\n";
    clean(&format!("{point}let Point(x:, y: z) = p\nprint(x + z)\n"));
    expect(&format!("{point}let Point(xx: a, ..) = p\nprint(a)\n"), &["unknown-field@6:11"]);
    clean(&format!("{point}let s = match p\n  Point(x: 0, ..) -> 0\n  Point(a, b) -> a + b\nend\nprint(s)\n"));
}

#[test]
fn a_bare_capitalised_name_takes_the_variant_whatever_its_payload() {
    with_color("let x = match some()\n  Red -> 1\n  Green -> 2\n  Mix -> 3\nend\nprint(x)", &[]);
    clean("cell may() -> result[Int, String] = ok(1)\nmatch may()\n  ok(1) -> print(1)\n  err -> print(err)\nend\n");
}
