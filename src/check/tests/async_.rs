//! Futures and composites.

use super::{clean, expect, hints, repaired};

const WORK: &str = "cell work() -> Int = 1\nasync cell job() -> Int = 1\n";

#[track_caller]
fn with_work(lines: &str, wanted: &[&str]) {
    expect(&format!("{WORK}{lines}\n"), wanted);
}

#[test]
fn a_future_in_statement_position() {
    with_work("job()\nprint(1)", &["unused-future@3:1"]);
    with_work("spawn(work())\nprint(1)", &["unused-future@3:1"]);
    with_work("await job()\nprint(1)", &[]);
    with_work("let _f = job()\nprint(1)", &[]);
    let source = format!("{WORK}cell main() -> Null\n  job()\nend\n");
    assert!(repaired(&source, "unused-future").ends_with("  await job()\nend\n"));
}

#[test]
fn a_future_that_is_bound_and_forgotten_is_a_hint() {
    assert_eq!(hints(&format!("{WORK}let f = job()\n")), ["unused-future@3:5"]);
}

#[test]
fn a_future_used_as_its_value() {
    with_work("let f = job()\nprint(f + 1)", &["future-as-value@4:7"]);
    with_work("let f = job()\nif f\n  print(1)\nend", &["future-as-value@4:4"]);
    with_work("cell want(n: Int) = n\nprint(want(job()))", &["future-as-value@4:12"]);
    with_work("for x in job()\n  print(x)\nend", &["future-as-value@3:10"]);
    let source =
        "record U\n  name: String\nend\nasync cell user() -> U = U(name: \"a\")\nlet f = user()\nprint(f.name)\n";
    expect(source, &["future-as-value@6:7"]);
    assert!(repaired(source, "future-as-value").ends_with("print((await f).name)\n"));
    with_work("let f = job()\nprint(f.state, f == f, \"{f}\")", &[]);
}

#[test]
fn spawn_wants_something_to_run() {
    with_work("let f = spawn(5)\nprint(await f)", &["spawn-of-value@3:9"]);
    with_work("let f = spawn(job())\nlet g = spawn(f)\nprint(await g)", &["spawn-of-value@4:9"]);
    with_work("let f = spawn(work)\nlet g = spawn(fn() => 1)\nprint(await [f, g])", &[]);
    with_work("let f = spawn(fn(x) => x)\nprint(await f)", &["wrong-arity@3:15"]);
    let source = format!("{WORK}print(await spawn(5))\n");
    assert!(repaired(&source, "spawn-of-value").ends_with("print(await 5)\n"));
}

#[test]
fn names_of_entries() {
    with_work("let x = await race\n  a = work()\n  work()\nend\nprint(x)", &["named-entry@4:3"]);
    with_work("let f = parallel\n  a = work()\nend\nprint(await f)", &["named-entry-without-await@4:3"]);
    with_work("await parallel\n  a = work()\n  a = work()\nend\nprint(a)", &["duplicate-binding@5:3"]);
    with_work("await parallel\n  a = work()\n  b = job()\nend\nprint(a + b)", &[]);
    let mixed = format!("{WORK}await parallel\n  a = work()\n  work()\nend\nprint(a)\n");
    assert_eq!(hints(&mixed), ["bare-entry@5:3"]);
    let shadowed = format!("{WORK}let a = 1\nprint(a)\nawait parallel\n  a = work()\nend\nprint(a)\n");
    assert_eq!(hints(&shadowed), ["shadowed-name@6:3"]);
}

#[test]
fn composites_need_branches() {
    with_work("let x = await race\nend\nprint(x)", &["empty-composite@3:15"]);
}

#[test]
fn limits_are_numbers() {
    with_work("print(await timeout(\"5\", work()))", &["timeout-limit@3:21"]);
    with_work("print(await timeout(1.5, work()))", &["timeout-limit@3:21"]);
}

#[test]
fn branches_are_functions() {
    with_work("for x in [1]\n  await parallel for y in [1]\n    break\n  end\nend", &["break-out-of-branch@5:5"]);
    with_work("await parallel for y in [1]\n  if y > 0\n    return 1\n  end\n  2\nend", &[]);
    with_work("let mut n = 0\nawait parallel for y in [1]\n  n = n + y\nend\nprint(n)", &["assigned-capture@5:3"]);
}

#[test]
fn deterministic_programs_are_repeatable() {
    expect("@deterministic true\nprint(random(), now())\n", &["nondeterministic@2:7"]);
    clean("print(random())\n");
    clean("@deterministic true\ncell random() -> Int = 4\nprint(random())\n");
}

#[test]
fn try_needs_a_result_to_return() {
    with_work("cell f() -> Int\n  return (await job())?\nend", &["try-outside-result@4:10"]);
    with_work("cell f() -> result[Int, String]\n  return ok((await job())?)\nend", &[]);
}

#[test]
fn an_await_without_a_future_is_a_hint() {
    assert_eq!(hints("print(await 5)\n"), ["needless-await@1:7"]);
}

#[test]
fn a_cell_that_gives_a_future_is_not_a_cell_that_gives_its_value() {
    with_work("cell f() -> Int\n  return job()\nend", &["future-as-value@4:10"]);
    with_work("async cell f() -> Int\n  return job()\nend", &[]);
    with_work("cell main() -> Int\n  return job()\nend", &[]);
}
