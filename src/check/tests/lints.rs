//! Remarks that teach, in the spellings that people use. What they say stands in `tests/spec/lints.md`.

use super::{expect, hints, labels, repaired};

const CELLS: &str =
    "async cell job(n: Int) -> Int = n\ncell work(n: Int) -> Int = n\nasync cell put(ch: Channel[Int]) = ch.send(1)\n";

#[track_caller]
fn hinted(lines: &str, wanted: &[&str]) {
    let source = format!("{CELLS}{lines}\n");
    assert_eq!(hints(&source), wanted, "{source}");
}

#[track_caller]
fn with_cells(lines: &str, wanted: &[&str]) {
    expect(&format!("{CELLS}{lines}\n"), wanted);
}

#[test]
fn awaits_in_a_loop_in_all_spellings() {
    hinted("for n in [1]\n  await job(n)\nend\nprint(1)", &["await-in-loop@5:3"]);
    hinted("for n in [1]\n  let m = await spawn(work(n))\n  print(m)\nend\nprint(1)", &["await-in-loop@5:11"]);
    hinted("for n in [1]\n  print(await timeout(5, job(n)))\nend\nprint(1)", &["await-in-loop@5:9"]);
    hinted(
        "for url in [\"a\"]\n  if url != \"\"\n    print(await fetch(url))\n  end\nend\nprint(1)",
        &["await-in-loop@6:11"],
    );
    hinted(
        "let mut out = []\nfor n in [1]\n  out = out.append(await job(n))\nend\nprint(out)",
        &["await-in-loop@6:20"],
    );
}

#[test]
fn loops_whose_rounds_need_each_other() {
    hinted("let mut s = 0\nfor n in [1]\n  s = await job(n + s)\nend\nprint(s)", &[]);
    hinted("let mut out = []\nfor n in [1]\n  out = push(out, await job(len(out) + n))\nend\nprint(out)", &[]);
    hinted("cell f() -> Int\n  for n in [1]\n    return await job(n)\n  end\n  0\nend\nprint(f())", &[]);
    hinted("for n in [1]\n  print(await job(n))\n  for m in [1]\n    break\n  end\n  continue\nend\nprint(1)", &[]);
    hinted("let ch = channel()\nfor n in [1]\n  await put(ch)\n  print(n)\nend\nprint(1)", &[]);
    hinted("while true\n  await job(1)\nend\nprint(1)", &["unreachable-code@7:1"]);
    hinted("for n in [1]\n  await parallel for m in [n]\n    job(m)\n  end\nend\nprint(1)", &[]);
    hinted("for n in [1]\n  let f = fn() => await job(n)\n  print(f)\nend\nprint(1)", &[]);
}

#[test]
fn a_loop_that_collects_becomes_the_list() {
    let loop_of = |before: &str| {
        format!("{CELLS}{before}\nfor n in [1]\n  let m = await job(n)\n  out = push(out, m + 1)\nend\nprint(out)\n")
    };
    let text = repaired(&loop_of("let mut out = []"), "await-in-loop");
    assert!(
        text.ends_with("let mut out = await parallel for n in [1]\n  let m = await job(n)\n  m + 1\nend\nprint(out)\n"),
        "{text}"
    );
    let apart = loop_of("let mut out = []\nprint(1)");
    let (_, found) = super::checked(&apart);
    assert!(found.iter().any(|found| found.code == "await-in-loop" && found.fixes.is_empty()));
}

#[test]
fn a_document_is_not_repaired_across_its_prose() {
    let source = "```lumen\nasync cell job(n: Int) -> Int = n\nlet mut out = []\n```\nprose\n```lumen\nfor n in [1]\n  out = push(out, await job(n))\nend\nprint(out)\n```\n";
    let (_, found) = super::checked(source);
    assert!(found.iter().any(|found| found.code == "await-in-loop" && found.fixes.is_empty()), "{found:#?}");
}

#[test]
fn awaits_behind_each_other() {
    hinted("let a = await job(1)\nlet b = await spawn(work(2))\nprint(a, b)", &["sequential-awaits@5:15"]);
    hinted("let a = await job(1)\nlet b = await job(a)\nprint(a, b)", &[]);
    hinted("let a = await job(1)\nprint(a)\nlet b = await job(2)\nprint(b)", &[]);
    hinted("let a = await job(1)\nlet a = await job(2)\nprint(a)", &["unused-variable@4:5"]);
    hinted("let a = await sleep(1)\nlet b = await sleep(2)\nprint(a, b)", &[]);
}

#[test]
fn races_of_the_outside() {
    hinted("let tool = await race(fetch(\"a\"), fetch(\"b\"))\nprint(tool)", &["race-without-limit@4:18"]);
    hinted("let r = await race(fetch(\"a\"), sleep(5))\nprint(r)", &[]);
    hinted("let r = await timeout(5, race(fetch(\"a\"), fetch(\"b\")))\nprint(r)", &[]);
    hinted("let r = await race(job(1), job(2))\nprint(r)", &[]);
    let source = "use tool llm.chat as Chat\nlet r = await race\n  Chat(p: 1)\n  await fetch(\"b\")\nend\nprint(r)\n";
    assert_eq!(hints(source), ["race-without-limit@2:15"]);
}

#[test]
fn limits_in_the_wrong_place() {
    with_cells("print(await timeout(job(1), 5))", &["timeout-limit@4:21"]);
    with_cells("const MS = 5\nprint(await timeout(job(1), MS))", &["timeout-limit@5:21"]);
    let source = format!("{CELLS}print(await timeout(job(1), 5))\n");
    assert!(repaired(&source, "timeout-limit").ends_with("print(await timeout(5, job(1)))\n"));
}

#[test]
fn values_that_are_thrown_away() {
    with_cells("let xs = [1]\npush(xs, 1)\nprint(xs)", &["unused-result@5:1"]);
    with_cells("let s = \"a\"\ns.upper()\nprint(s)", &["unused-result@5:1"]);
    with_cells("1 + 1\nprint(1)", &["unused-result@4:1"]);
    with_cells("for x in [1]\n  x * 2\nend\nprint(1)", &["unused-result@5:3"]);
    with_cells("work\nprint(1)", &["unused-result@4:1"]);
    with_cells("work(1)\nassert(true)\nlet f = fn(x) => x\nf(1)\nprint(1)", &[]);
    with_cells("[1].each(fn(x) => print(x))\n[1] |> push(2)\nprint(1)", &[]);
    with_cells("cell push(xs, x) = print(x)\npush([], 1)\n[1].push(2)\nprint(1)", &[]);
    let source = "let xs = [1]\nxs.push(2)\nprint(xs)\n";
    assert_eq!(repaired(source, "unused-result"), "let mut xs = [1]\nxs = xs.push(2)\nprint(xs)\n");
    let source = format!("{CELLS}cell go() = print(1)\ngo\nprint(1)\n");
    assert!(repaired(&source, "unused-result").ends_with("go()\nprint(1)\n"));
}

#[test]
fn a_let_that_should_assign() {
    let source = "let mut n = 0\nif n == 0\n  let n = n + 1\nend\nprint(n)\n";
    expect(source, &["unused-shadow@3:7"]);
    assert_eq!(repaired(source, "unused-shadow"), "let mut n = 0\nif n == 0\n  n = n + 1\nend\nprint(n)\n");
    expect("let mut n = 0\nn = 1\nlet n = n + 1\nprint(n)\n", &[]);
    expect("let n = 0\nif n == 0\n  let n = n + 1\n  print(n)\nend\n", &[]);
}

#[test]
fn an_await_gets_the_parentheses_it_needs() {
    let after = |line: &str| repaired(&format!("{CELLS}let f = job(1)\n{line}\nprint(f)\n"), "future-as-value");
    assert!(after("print(f!)").contains("print((await f)!)"));
    assert!(after("print(f[0])").contains("print((await f)[0])"));
    assert!(after("print(-f)").contains("print(-await f)"));
    assert!(after("print(f ** 2)").contains("print(await f ** 2)"));
    let piped = format!("{CELLS}1 |> job\nprint(1)\n");
    assert!(repaired(&piped, "unused-future").ends_with("await (1 |> job)\nprint(1)\n"));
}

#[test]
fn repairs_that_add_what_is_missing() {
    let weather = "enum Weather\n  Sun\n  Fog(metres: Int)\nend\nrecord Day\n  sky: Weather\n  degrees: Int\n  note: String?\nend\n";
    let of = |line: &str, code: &str| {
        let text = repaired(&format!("{weather}{line}"), code);
        text[weather.len()..].to_string()
    };
    assert_eq!(
        of("let a = match Sun\n    Sun -> 1\nend\n", "missing-arm"),
        "let a = match Sun\n    Sun -> 1\n    Fog(_) -> halt(\"not written yet\")\nend\n"
    );
    assert_eq!(of("print(Day(Sun))\n", "missing-field"), "print(Day(Sun, degrees: 0, note: null))\n");
    assert_eq!(of("print(\"at \" + 5)\n", "operand-types"), "print(\"at {5}\")\n");
    assert_eq!(of("print(5 + \" at\")\n", "operand-types"), "print(\"{5} at\")\n");
    assert_eq!(of("let s = \"a\"\nprint(s + 5 * 2)\n", "operand-types"), "let s = \"a\"\nprint(\"{s}{5 * 2}\")\n");
    assert_eq!(of("print(upper(5))\n", "wrong-argument-type"), "print(upper(to_string(5)))\n");
}

#[test]
fn a_missing_result_is_told_where_the_cell_falls_through() {
    let of = |body: &str| labels(&format!("cell f(n: Int) -> Int\n{body}\nend\n"), "missing-return").remove(0);
    assert_eq!(of("  for x in [1]\n    return x\n  end"), "2:12 nothing is given behind this loop");
    assert_eq!(of("  if n > 1\n    return 1\n  end"), "2:6 nothing is given where this does not hold");
    assert_eq!(of("  let m = n"), "2:3 this is the end, and it gives nothing");
}
