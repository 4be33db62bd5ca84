//! Which failures a `match` catches (rule R7).

use super::{checked, clean, expect, hints};

const WORK: &str = "cell number() -> Int = 1\ncell text() -> String = \"a\"\ncell unknown(x) = x\ncell may() -> result[Int, String] = ok(1)\n";

/// For each catching `await`: the arm of form `n: String` that takes failures.
#[track_caller]
fn caught(lines: &str) -> Vec<Option<usize>> {
    let source = format!("{WORK}{lines}\n");
    clean(&source);
    checked(&source).0.catches.values().map(|catch| catch.failure_arm).collect()
}

#[test]
fn the_last_string_arm_if_no_value_needs_it() {
    assert_eq!(caught("match await spawn(number())\n  n: Int -> print(n)\n  e: String -> print(e)\nend"), [Some(1)]);
    assert_eq!(caught("match await spawn(text())\n  v: T -> print(v)\n  e: String -> print(e)\nend"), [Some(1)]);
    assert_eq!(caught("match await spawn(text())\n  v: String -> print(v)\n  e: String -> print(e)\nend"), [Some(1)]);
    assert_eq!(caught("match await spawn(unknown(1))\n  v: T -> print(v)\n  e: String -> print(e)\nend"), [Some(1)]);
}

#[test]
fn a_string_arm_that_a_value_may_need_catches_nothing() {
    assert!(caught("match await spawn(text())\n  e: String -> print(e)\nend").is_empty());
    assert!(caught("let f = unknown(1)\nmatch await f\n  n: Int -> print(n)\n  e: String -> print(e)\nend").is_empty());
    assert!(
        caught("match await spawn(text())\n  v: T if v == \"a\" -> print(v)\n  e: String -> print(e)\nend").is_empty()
    );
}

#[test]
fn err_and_error_arms() {
    assert_eq!(caught("match await spawn(number())\n  n: Int -> print(n)\n  err(e) -> print(e)\nend"), [None]);
    assert_eq!(caught("match await spawn(number())\n  Error(e) -> print(e)\n  n -> print(n)\nend"), [None]);
    assert_eq!(caught("match await spawn(text())\n  err(e) -> print(e)\n  s: String -> print(s)\nend"), [None]);
}

#[test]
fn wildcards_and_bare_names_do_not_catch() {
    assert!(caught("match await spawn(number())\n  1 -> print(1)\n  _ -> print(2)\nend").is_empty());
    assert!(caught("match await spawn(number())\n  other -> print(other)\nend").is_empty());
}

#[test]
fn a_let_whose_next_statement_matches_it() {
    let through_let =
        "let r = await (spawn(number()))\n# a remark\nmatch r\n  n: Int -> print(n)\n  e: String -> print(e)\nend";
    assert_eq!(caught(through_let), [Some(1)]);
    assert!(
        caught("let r = await spawn(number())\nprint(r)\nmatch r\n  1 -> print(1)\n  _ -> print(0)\nend").is_empty()
    );
}

#[test]
fn after_a_caught_failure_the_name_is_gone() {
    let arms = "let r = await spawn(number())\nmatch r\n  n: Int -> print(n)\n  err(e) -> print(e)\nend\nprint(r)\n";
    expect(&format!("{WORK}{arms}"), &["used-after-failure@10:7"]);
    let leaves = "cell f() -> Int\n  let r = await spawn(number())\n  match r\n    n: Int -> print(n)\n    err(e) -> return 0\n  end\n  return r\nend\n";
    clean(&format!("{WORK}{leaves}"));
}

#[test]
fn lints_recommend_err() {
    let two = format!("{WORK}match await spawn(text())\n  v: String -> print(v)\n  e: String -> print(e)\nend\n");
    assert_eq!(hints(&two), ["ambiguous-failure-arm@7:3"]);
    let both = format!("{WORK}match await spawn(may())\n  ok(v) -> print(v)\n  err(e) -> print(e)\nend\n");
    assert_eq!(hints(&both), ["failure-or-value@7:3"]);
}

#[test]
fn a_programs_own_error_variant_takes_failures_too() {
    let own = "enum Outcome\n  Fine(value: Int)\n  Error(text: String)\nend\ncell run() -> Outcome = Fine(1)\n";
    let arms = "match await spawn(run())\n  Fine(v) -> print(v)\n  Error(e) -> print(e)\nend";
    assert_eq!(caught(&format!("{own}{arms}")), [None]);
    assert_eq!(
        caught(&format!("{own}match await spawn(number())\n  n: Int -> print(n)\n  Error(e) -> print(e)\nend")),
        [None]
    );
}
