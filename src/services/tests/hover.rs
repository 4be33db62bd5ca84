//! What stands at a place.

use super::marked;
use crate::services::{Hover, hover};

fn found(text: &str) -> Option<Hover> {
    let (analysis, offset) = marked(text);
    hover(&analysis, offset)
}

fn code(text: &str) -> String {
    found(text).map_or_else(|| "nothing".to_owned(), |found| found.code)
}

#[test]
fn variables_are_shown_with_their_types() {
    assert_eq!(code("let total = 1 + 2\nprint(tot|al)\n"), "let total: Int");
    assert_eq!(code("cell f(n: Int) = n|\n"), "n: Int");
    assert_eq!(code("let mut all = []\nall| = push(all, 1)\n"), "let mut all: list[Any]");
    assert_eq!(code("for item in [1.5]\n  print(\"{|item}\")\nend\n"), "item: Float");
    assert_eq!(code("let n = 1\nlet f = fn() => n| + 1\n"), "let n: Int");
}

#[test]
fn cells_are_shown_with_their_results_and_comments() {
    let text = "# Doubles.\n# A number.\ncell double(n: Int, by: Int = 2)\n  return n * by\nend\nprint(dou|ble(1))\n";
    let found = found(text).unwrap();
    assert_eq!(found.code, "cell double(n: Int, by: Int = 2) -> Int");
    assert_eq!(found.doc.as_deref(), Some("Doubles.\nA number."));
    assert_eq!(
        code("async cell f|etch_it(id: Int) -> String / {http} = \"a\"\n"),
        "async cell fetch_it(id: Int) -> String / {http}"
    );
}

#[test]
fn builtins_come_from_the_table() {
    let found = found("print(le|n([1]))\n").unwrap();
    assert!(found.code.starts_with("len("), "{}", found.code);
    assert!(found.example.is_some_and(|example| example.contains("  # ")));
    assert!(code("print(ma|p([1], fn(x) => x))\n").starts_with("map(items: list[T]"));
    assert!(code("print([1].ma|p(fn(x) => x))\n").starts_with("map(items: list[T]"));
}

#[test]
fn types_fields_and_variants() {
    let text = "# A point.\nrecord Point\n  x: Int\n  y: Int = 0\nend\n\nenum Shape\n  Dot\n  Circle(at: Point, radius: Int)\nend\n";
    assert_eq!(code(&format!("{text}let p = Po|int(x: 1)\n")), "record Point\n  x: Int\n  y: Int = 0\nend");
    assert_eq!(code(&format!("{text}let p = Point(x|: 1)\n")), "x: Int");
    assert_eq!(code(&format!("{text}let p = Point(x: 1)\nprint(p.y|)\n")), "y: Int");
    assert_eq!(
        code(&format!("{text}let s = Cir|cle(at: Point(x: 1), radius: 2)\n")),
        "Shape.Circle(at: Point, radius: Int)"
    );
    assert_eq!(
        code(&format!("{text}let s: Sha|pe = Dot\n")),
        "enum Shape\n  Dot\n  Circle(at: Point, radius: Int)\nend"
    );
    assert_eq!(
        code("let f = spawn(len(\"a\"))\nmatch f.sta|te\n  Pending -> 1\n  _ -> 2\nend\n"),
        "Future[T].state: FutureState[T]"
    );
    assert_eq!(code("let c = channel(1)\nawait c.se|nd(1)\n"), "Channel[T].send(value: T) -> Future[Null]");
    assert_eq!(code("cell f(x: lis|t[Int]) = x\n"), "list[T]");
}

#[test]
fn words_say_what_they_do_and_what_is_awaited() {
    assert_eq!(code("let f = spawn(len(\"a\"))\nprint(aw|ait f)\n"), "await Future[Int] -> Int");
    assert_eq!(code("let f = sp|awn(len(\"a\"))\n"), "spawn(…) -> Future[Int]");
    assert_eq!(code("let x = await ra|ce\n  1\n  2\nend\n"), "race -> Future[Int]");
    assert!(found("de|fer\n  print(1)\nend\n").is_some_and(|found| found.doc.is_some() && found.example.is_some()));
    assert_eq!(code("let race = 1\nprint(ra|ce)\n"), "let race: Int");
}

#[test]
fn labels_constants_tools() {
    assert_eq!(code("for @outer x in [1]\n  break @out|er\nend\n"), "@outer");
    assert_eq!(code("# How many.\nconst MAX = 3\nprint(MA|X)\n"), "const MAX = 3");
    assert_eq!(code("use tool llm.chat as Chat\nlet a = Ch|at(prompt: \"a\")\n"), "use tool llm.chat as Chat");
}

#[test]
fn mistakes_elsewhere_change_nothing() {
    assert_eq!(code("cell g(\nlet total = 1\nprint(tot|al)\nif\n"), "let total: Int");
    assert_eq!(code("cell good(n: Int) -> Int = n\nlet broken = ) go|od(\n"), "cell good(n: Int) -> Int");
}

#[test]
fn nothing_is_said_in_texts_comments_and_prose() {
    assert_eq!(code("print(\"le|n\")\n"), "nothing");
    assert_eq!(code("# le|n\n"), "nothing");
    assert_eq!(code("await| len\n\n```lumen\nprint(1)\n```\n"), "nothing");
    assert!(code("# Doc\n\n```lumen\nprint(l|en([]))\n```\n").starts_with("len("));
}
