//! What may be typed at a place.

use super::marked;
use crate::services::{Completion, completions};

fn items(text: &str) -> Vec<Completion> {
    let (analysis, offset) = marked(text);
    completions(&analysis, offset).map_or_else(Vec::new, |found| found.items)
}

/// The labels that are offered, best first.
fn labels(text: &str) -> Vec<String> {
    items(text).into_iter().map(|item| item.label).collect()
}

/// What is written when `label` is chosen.
fn insert(text: &str, label: &str) -> String {
    let found = items(text).into_iter().find(|item| item.label == label);
    found.map_or_else(|| format!("no {label}"), |item| item.insert)
}

fn has(text: &str, label: &str) -> bool {
    labels(text).iter().any(|found| found == label)
}

const USER: &str = "record User\n  id: Int\n  name: String = \"\"\nend\n";

#[test]
fn fields_stand_behind_a_bare_dot() {
    assert_eq!(labels(&format!("{USER}let u = User(id: 1)\nprint(u.|\n"))[..2], ["id", "name"]);
    assert_eq!(labels(&format!("{USER}let u = User(id: 1)\nu.|\nprint(u)\n"))[..2], ["id", "name"]);
    assert_eq!(labels(&format!("{USER}let us = [User(id: 1)]\nlet x = us[0].na|\n"))[..2], ["id", "name"]);
    assert_eq!(labels(&format!("{USER}cell f(u: User?) = u?.|\n"))[..2], ["id", "name"]);
}

#[test]
fn operations_stand_behind_futures_channels_and_shared_cells() {
    assert_eq!(labels("let f = spawn(len([]))\nprint(f.|)\n")[0], "state");
    assert_eq!(labels("let c = channel(1)\nc.|\n")[..5], ["send", "receive", "try_receive", "close", "len"]);
    assert_eq!(insert("let c = channel(1)\nawait c.se|\n", "send"), "send(${value})");
    assert_eq!(insert("let c = shared(1)\nc.|\n", "update"), "update(${change})");
}

#[test]
fn free_cells_can_be_methods_of_what_they_take_first() {
    let text = "cell shout(text: String) -> String = text\nlet s = \"a\"\nprint(s.|)\n";
    assert!(has(text, "shout") && has(text, "split") && !has(text, "abs"));
    assert_eq!(insert(text, "shout"), "shout(${})".replace("${}", ""));
}

#[test]
fn variants_stand_behind_their_enum() {
    let shapes = "enum Shape\n  Dot\n  Circle(radius: Int)\n  cell area(self) -> Int = 1\nend\n";
    assert_eq!(labels(&format!("{shapes}let s = Shape.|\n"))[..2], ["Dot", "Circle"]);
    assert_eq!(labels(&format!("{shapes}let s = Dot\nprint(s.|)\n"))[0], "area");
}

#[test]
fn inner_names_come_first() {
    let text =
        "let far = 1\ncell f(near: Int)\n  let here = 2\n  if true\n    let inner = 3\n    print(|)\n  end\nend\n";
    let found = labels(text);
    let at = |name: &str| found.iter().position(|label| label == name);
    assert!(at("inner") < at("here") && at("here") < at("near"));
    assert_eq!(at("far"), None);
    assert!(at("f").is_some() && at("near") < at("f") && at("f") < at("len"));
}

#[test]
fn unfinished_calls_and_blocks_know_what_is_in_scope() {
    for text in [
        "cell f(a: Int, b: Int) = a\ncell g()\n  let here = 1\n  f(here, |\n",
        "cell g()\n  let here = 1\n  let x = spawn(len([|\nend\n",
        "cell g()\n  let here = 1\n  if here > 0\n    |\n",
        "cell g()\n  let here = 1\n  print(\"a {|}\")\nend\n",
        "cell g()\n  let here = 1\n  print(\"a {he|\nend\n",
        "cell g()\n  let here = 1\n  return |\nend\ncell h()\nend\n",
        "cell g()\n  let here = 1\n  let x = if he|\n  print(1)\nend\n",
        "cell g()\n  let here = 1\n  |\nend\n",
        "cell g()\n  let here = 1\n  match 1\n    1 -> |\n  end\nend\n",
        "cell g()\n  let here = 1\n  let f = fn(x) => x + |\nend\n",
        "cell g()\n  let here = 1\n  await timeout(5, |\nend\n",
        "cell g()\n  let here = 1\n  for x in |\n    print(x)\n  end\nend\n",
        "cell g()\n  let here = 1\n  let both = await parallel\n    a = he|\n  end\nend\n",
    ] {
        assert!(has(text, "here"), "{text}\n{:?}", labels(text));
    }
}

#[test]
fn what_fits_the_wanted_type_goes_first() {
    let text = "cell f(word: String) = word\nlet n = 1\nlet s = \"a\"\nlet b = true\nf(|)\n";
    assert_eq!(labels(text)[..2], ["word:", "s"]);
    let text = "enum Light\n  On\n  Off\nend\ncell f(l: Light) = l\nlet n = 1\nf(|)\n";
    assert_eq!(labels(text)[..3], ["l:", "On", "Off"]);
    let text = "let n = 1\nlet f = spawn(len([]))\nprint(await |)\n";
    assert_eq!(labels(text)[0], "f");
}

#[test]
fn named_arguments_and_fields_are_offered_once() {
    let text = format!("{USER}let u = User(id: 1, |)\n");
    assert_eq!(labels(&text)[0], "name:");
    assert!(!has(&text, "id:"));
    assert_eq!(insert(&text, "name:"), "name: ");
    assert_eq!(insert(&format!("{USER}let u = |\n"), "User"), "User(id: ${id})");
    assert_eq!(labels("cell f(a: Int, b: Int) = a\nf(1, |\n")[0], "b:");
}

#[test]
fn a_match_is_offered_its_missing_arms() {
    let text = "let f = spawn(len([]))\nmatch f.state\n  |\nend\n";
    assert_eq!(labels(text)[..4], ["missing arms", "Pending", "Completed", "Error"]);
    let all = "Pending -> ${result1}\nCompleted(${value}) -> ${result2}\nError(${message}) -> ${result3}";
    assert_eq!(insert(text, "missing arms"), all);
    let text = "let f = spawn(len([]))\nmatch f.state\n  Pending -> 1\n  Er|\nend\n";
    assert_eq!(labels(text)[..3], ["missing arms", "Completed", "Error"]);
    let text = "let f = spawn(len([]))\nmatch f.state\n  Pending -> 1\n  | -> 2\nend\n";
    assert_eq!(insert(text, "Error"), "Error(${message})");
    let text = "let f = spawn(len([]))\nmatch f.state\n  Completed(|) -> 2\nend\n";
    assert!(!has(text, "missing arms"));
}

#[test]
fn types_are_offered_where_a_type_is_written() {
    for text in [
        "cell f(u: |) = u\n",
        "cell f(u: |",
        "cell f[T](u: Int) -> |\nend\n",
        "let x: |\n",
        "record R\n  id: |\nend\n",
        "let x: list[|] = []\n",
    ] {
        let text = format!("{USER}{text}");
        assert!(has(&text, "User") && has(&text, "Future") && !has(&text, "len"), "{text} {:?}", labels(&text));
    }
    assert_eq!(insert("let x: |\n", "map"), "map[${K}, ${V}]");
    assert!(has("cell f[Item](u: |) = u\n", "Item"));
    assert_eq!(labels("enum S\n  Dot\n  Line\nend\nlet s: S = Dot\nprint(s is |)\n")[..3], ["Dot", "Line", "S"]);
}

#[test]
fn forms_of_the_language_know_where_they_may_stand() {
    assert!(has("|", "cell") && has("|", "let") && has("|", "race"));
    let inside = "cell f()\n  |\nend\n";
    assert!(!has(inside, "record") && has(inside, "defer") && has(inside, "return"));
    assert!(!has("let x = |\n", "defer"));
    assert_eq!(insert("let x = |\n", "race"), "await race\n  ${first}\n  ${second}\nend");
    assert_eq!(insert("let x = await |\n", "race"), "race\n  ${first}\n  ${second}\nend");
}

#[test]
fn words_follow_a_value() {
    assert!(has("let c = true\nlet x = if c th|\n", "then") && has("let n = 1\nprint(n |)\n", "is"));
    assert_eq!(labels("for x | [1]\nend\n"), ["in"]);
    assert_eq!(labels("let x |\n"), [""; 0]);
    assert_eq!(labels("print(\"\"\"a\"|\"\")\n"), [""; 0]);
}

#[test]
fn every_place_of_a_value_knows_its_scope() {
    for text in [
        "record R\n  here: Int\n  b: Int where |\nend\n",
        "cell f(here: Int, b: Int = |) = b\n",
        "enum S\n  Dot\n  cell f(self, here: Int) -> Int\n    return |\n  end\nend\n",
        "cell g(here: Int)\n  cell inner()\n    print(|)\n  end\nend\n",
        "cell g(here: Int)\n  role user: say {|}\nend\n",
        "const here = 1\nconst X = |\n",
        "let here = 1\nspawn(fn()\n  let x = 2\n  |\nend)\n",
        "cell g(here: Int)\n  let r = await parallel\n    a = len(|\n    b = len([])\n  end\nend\n",
        "cell g(here: Int)\n  let xs = [x for x in [1] if |]\nend\n",
        "cell g(here: Int)\n  while |\n  end\nend\n",
        "cell g(here: Int)\n  print(\"{len(|)}\")\nend\n",
        "cell g(here: Int)\n  defer\n    |\n  end\nend\n",
        "cell g(here: Int)\n  let m = {\"a\": |}\nend\n",
    ] {
        assert!(has(text, "here"), "{text}\n{:?}", labels(text));
    }
}

#[test]
fn labels_stand_behind_an_at_sign() {
    let text = "for @outer x in [1]\n  for @inner y in [2]\n    break @|\n  end\nend\n";
    assert_eq!(labels(text), ["inner", "outer"]);
    assert_eq!(labels("for @outer x in [1]\n  continue |\nend\n"), ["@outer"]);
    assert_eq!(labels("for @outer x in [1]\n  let f = fn() => 1\n  break |\nend\n")[0], "@outer");
    assert_eq!(labels("@|\n"), ["deterministic true"]);
}

#[test]
fn arguments_that_stand_there_are_kept() {
    assert_eq!(insert("print(le|([]))\n", "len"), "len");
    assert_eq!(insert("cell f(a: Int, b: Int = 1) = a\nprint(|)\n", "f"), "f(${a})");
    assert_eq!(insert("let x = [1] |> |\n", "map"), "map(${transform})");
}

#[test]
fn nothing_is_offered_in_texts_comments_names_and_prose() {
    for text in [
        "print(\"a|\")\n",
        "print(\"a{1}|\")\n",
        "# a|\n",
        "let |\n",
        "let x| = 1\n",
        "cell |\n",
        "for | in [1]\nend\n",
        "let x = 12|\n",
        "pro|se\n\n```lumen\nprint(1)\n```\n",
        "record R\n  |\nend\n",
        "print(\"{1:|}\")\n",
    ] {
        assert_eq!(labels(text), [""; 0], "{text}");
    }
    assert!(has("pro\n\n```lumen\npri|\n```\n", "print"));
}

#[test]
fn what_is_replaced_is_the_word_before_the_mark() {
    let (analysis, offset) = marked("let value = 1\nprint(val|ue)\n");
    let found = completions(&analysis, offset).unwrap();
    assert_eq!(found.span.text(&analysis.source), "val");
}

#[test]
fn other_cells_are_left_out_without_a_difference() {
    let other = "# Other.\ncell other(n: Int) -> Int\n  let there = 1\n  return there + n\nend\n";
    let own = "cell own(here: Int) -> Int\n  return |\nend\n";
    for text in
        [format!("{other}{own}"), format!("{own}{other}"), format!("{other}{own}{}", other.replace("other", "third"))]
    {
        assert!(has(&text, "here") && has(&text, "other") && !has(&text, "there"), "{text}");
        let found = items(&text).into_iter().find(|item| item.label == "other").unwrap();
        assert_eq!((found.detail.as_deref(), found.doc.as_deref()), (Some("(n: Int) -> Int"), Some("Other.")));
    }
    let text = "text\n\n```lumen\ncell a() -> Int\n  return 1\nend\n```\n\nmore\n\n```lumen\ncell b(here: Int)\n  print(|)\nend\n```\n";
    assert!(has(text, "here") && has(text, "a"));
    assert!(has(&format!("{other}cell own(here: Int)\n  |"), "here"));
}
