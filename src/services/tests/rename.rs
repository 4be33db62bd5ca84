//! Giving things other names.

use super::marked;
use crate::services::rename;

/// The text after renaming, or why not.
fn renamed(text: &str, name: &str) -> Result<String, String> {
    let (analysis, offset) = marked(text);
    let mut source = analysis.source.clone();
    for edit in rename(&analysis, offset, name)?.into_iter().rev() {
        source.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    Ok(source)
}

fn refusal(text: &str, name: &str) -> String {
    renamed(text, name).map_or_else(|reason| reason, |text| format!("renamed:\n{text}"))
}

#[test]
fn variables_inside_and_outside_of_closures() {
    let text = "let n| = 1\nlet f = fn(x) => \"{x + n}\"\nprint(n)\n";
    assert_eq!(renamed(text, "count").unwrap(), "let count = 1\nlet f = fn(x) => \"{x + count}\"\nprint(count)\n");
    let inner = "let n = 1\nlet f = fn(x) => \"{x + n|}\"\nprint(n)\n";
    assert_eq!(renamed(inner, "count"), renamed(text, "count"));
    let entry = "await parallel\n  a| = 1\n  b = 2\nend\nprint(a + b)\n";
    assert_eq!(renamed(entry, "left").unwrap(), "await parallel\n  left = 1\n  b = 2\nend\nprint(left + b)\n");
}

#[test]
fn parameters_at_calls_with_their_name() {
    let text = "cell f(n: Int, by|: Int) = n * by\nf(1, by: 2)\n";
    assert_eq!(renamed(text, "factor").unwrap(), "cell f(n: Int, factor: Int) = n * factor\nf(1, factor: 2)\n");
}

#[test]
fn shorthands_are_written_out() {
    let text = "record P\n  x: Int\nend\nmatch P(x: 1)\n  P(x:) -> print(x|)\nend\n";
    let expected = "record P\n  x: Int\nend\nmatch P(x: 1)\n  P(x: left) -> print(left)\nend\n";
    assert_eq!(renamed(text, "left").unwrap(), expected);
    let field = text.replace("x|)", "x)").replace("  x: Int", "  x|: Int");
    let expected = "record P\n  left: Int\nend\nmatch P(left: 1)\n  P(left: x) -> print(x)\nend\n";
    assert_eq!(renamed(&field, "left").unwrap(), expected);
}

#[test]
fn types_variants_labels_and_aliases() {
    let text = "enum S\n  Dot|\n  Line\nend\nlet s = S.Dot\nmatch s\n  Dot -> 1\n  Line -> 2\nend\n";
    assert_eq!(renamed(text, "Point").unwrap(), text.replace('|', "").replace("Dot", "Point"));
    let text = "for @a x in [1]\n  break @a|\nend\n";
    assert_eq!(renamed(text, "outer").unwrap(), "for @outer x in [1]\n  break @outer\nend\n");
    let text = "type Names| = list[String]\nlet n: Names = []\nprint(n)\n";
    assert_eq!(renamed(text, "Words").unwrap(), "type Words = list[String]\nlet n: Words = []\nprint(n)\n");
    let text = "use tool llm.chat as Chat|\ngrant Chat max_tokens 5\nlet a = Chat(prompt: \"a\")\nprint(a)\n";
    assert_eq!(renamed(text, "Ask").unwrap(), text.replace('|', "").replace("Chat", "Ask"));
}

#[test]
fn what_belongs_to_others_keeps_its_name() {
    assert_eq!(refusal("print(le|n([]))\n", "size"), "`len` belongs to the language and keeps its name");
    assert_eq!(refusal("cell ma|in()\nend\n", "run"), "`main` is what runs, by this name");
    assert_eq!(refusal("extern cell dou|ble(n: Int) -> Int\n", "twice"), "the page provides `double` under this name");
    assert_eq!(
        refusal("let f = spawn(len([]))\nprint(f.sta|te)\n", "x"),
        "`state` belongs to the language and keeps its name"
    );
}

#[test]
fn names_that_cannot_be_are_refused() {
    for (name, reason) in [
        ("end", "`end` is a word of the language"),
        ("race", "`race` is a word of the language"),
        ("Int", "`Int` is a builtin"),
        ("2x", "a name is made of letters, digits and `_`, and does not begin with a digit"),
        ("a b", "a name is made of letters, digits and `_`, and does not begin with a digit"),
        ("", "a name is made of letters, digits and `_`, and does not begin with a digit"),
    ] {
        assert_eq!(refusal("let n| = 1\nprint(n)\n", name), reason);
    }
}

#[test]
fn builtins_are_not_taken_over() {
    assert_eq!(refusal("cell f|() = 1\nprint(f())\n", "map"), "`map` is a builtin");
    assert!(renamed("let n| = 1\nprint(n)\n", "len").is_ok());
    assert_eq!(
        refusal("let n| = 1\nprint(n + len([]))\n", "len"),
        "on line 2, `len` would mean the variable of line 1"
    );
}

#[test]
fn names_that_would_collide_or_be_captured_are_refused() {
    assert_eq!(
        refusal("let a| = 1\nlet b = 2\nprint(a + b)\n", "b"),
        "on line 3, `b` would mean the variable of line 2"
    );
    assert_eq!(
        refusal("let a| = 1\nlet f = fn(b) => a + b\nprint(f(1))\n", "b"),
        "on line 2, `b` would mean the parameter of line 2"
    );
    let text = "cell f|() = 1\ncell g() = 2\nprint(f() + g())\n";
    assert!(refusal(text, "g").starts_with("on line "), "{}", refusal(text, "g"));
    let text = "record R\n  a|: Int\n  b: Int\nend\nprint(R(a: 1, b: 2))\n";
    assert!(refusal(text, "b").contains("line"), "{}", refusal(text, "b"));
}

#[test]
fn what_cannot_be_told_is_refused() {
    let text = "record R\n  text|: String\nend\ncell f(x) = x.text\nprint(R(text: \"a\"))\n";
    assert_eq!(
        refusal(text, "words"),
        "`text` on line 4 may be the same, but what it belongs to is not known: write its type first"
    );
    let text = "let total| = 1\nprint(total)\nlet x = ) total\n";
    assert_eq!(refusal(text, "sum"), "`total` on line 3 could not be read: mend the program first");
}
