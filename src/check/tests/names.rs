//! Scopes, names, captures.

use super::{checked, clean, expect, hints, messages, repaired};
use crate::check::Resolution;

#[test]
fn declarations_are_visible_everywhere() {
    clean("cell main() -> Int\n  return twice(BASE)\nend\ncell twice(x: Int) -> Int = x * 2\nconst BASE = 21\n");
}

#[test]
fn an_unknown_name_gets_the_nearest() {
    let source = "let total = 1\nprint(totl)\n";
    expect(source, &["unknown-name@2:7"]);
    assert_eq!(repaired(source, "unknown-name"), "let total = 1\nprint(total)\n");
}

#[test]
fn a_name_ends_with_its_block() {
    expect("if true\n  let inner = 1\n  print(inner)\nend\nprint(inner)\n", &["unknown-name@5:7"]);
}

#[test]
fn a_cell_does_not_see_top_level_variables() {
    let source = "let limit = 3\nprint(limit)\ncell over(x: Int) -> Bool = x > limit\n";
    expect(source, &["unknown-name@3:33"]);
    assert!(messages(source, "unknown-name")[0].contains("top-level"));
}

#[test]
fn declared_twice_is_an_error_at_the_second() {
    expect("cell a() = 1\ncell a() = 2\n", &["duplicate-declaration@2:6"]);
    expect("record P\n  x: Int\n  x: Int\nend\n", &["duplicate-declaration@3:3"]);
}

#[test]
fn assignment_needs_mut_and_offers_it() {
    let source = "let sum = 0\nsum = sum + 1\nprint(sum)\n";
    expect(source, &["immutable-assignment@2:1"]);
    assert_eq!(repaired(source, "immutable-assignment"), "let mut sum = 0\nsum = sum + 1\nprint(sum)\n");
    clean("let mut sum = 0\nsum += 1\nprint(sum)\n");
}

#[test]
fn an_assigned_name_must_exist() {
    expect("x = 1\n", &["unknown-name@1:1"]);
    expect("const LIMIT = 1\nLIMIT = 2\n", &["not-assignable@2:1"]);
}

#[test]
fn closures_capture_by_value_through_every_level() {
    let source = "let n = 1\nlet f = fn() => fn() => n\nprint(f())\n";
    clean(source);
    let (checked, _) = checked(source);
    let lists: Vec<_> = checked.captures.values().map(Vec::len).collect();
    assert_eq!(lists, [1, 1]);
    let chain: Vec<_> = checked.captures.values().map(|list| (list[0].outer, list[0].inner)).collect();
    let linked = chain[0].1 == chain[1].0 || chain[1].1 == chain[0].0;
    assert!(linked, "{chain:?}");
}

#[test]
fn assigning_a_captured_variable_changes_a_copy() {
    expect("let mut n = 0\nlet add = fn()\n  n = n + 1\nend\nadd()\nprint(n)\n", &["assigned-capture@3:3"]);
}

#[test]
fn a_program_wins_over_the_builtins_with_a_hint() {
    let source = "cell push(x: Int) -> Int = x\nprint(push(1))\n";
    clean(source);
    assert_eq!(hints(source), ["shadows-builtin@1:6"]);
}

#[test]
fn the_prelude_comes_along_only_when_used() {
    let (with, _) = checked("print(map([1], fn(x) => x))\n");
    assert_eq!(with.prelude.items.len(), 1);
    let (without, _) = checked("print(1)\n");
    assert!(without.prelude.items.is_empty());
    assert!(with.cells.iter().any(|cell| cell.is_prelude && cell.name == "map"));
}

#[test]
fn the_prelude_never_sees_the_users_names() {
    clean("cell push(a: Int, b: Int, c: Int) -> Int = a + b + c\nprint(map([1], fn(x) => x))\nprint(push(1, 2, 3))\n");
}

#[test]
fn nested_cells_are_variables_that_may_call_themselves() {
    let source = "cell main() -> Int\n  let base = 1\n  cell down(n: Int) -> Int\n    if n == 0\n      return base\n    end\n    return down(n - 1)\n  end\n  return down(n: 3)\nend\n";
    clean(source);
    let (checked, _) = checked(source);
    assert_eq!(checked.nested_cells.len(), 1);
    let inside = (0..checked.tree.node_count)
        .filter_map(|node| checked.resolutions.get(crate::syntax::tree::NodeId(node)))
        .filter(|found| matches!(found, Resolution::Cell(id) if checked.cells[id.0 as usize].name == "down"))
        .count();
    assert_eq!(inside, 1);
}

#[test]
fn a_constant_may_not_need_itself() {
    expect("const A = B + 1\nconst B = A\n", &["const-cycle@1:7"]);
}

#[test]
fn unused_variables_are_hinted() {
    assert_eq!(hints("let a = 1\nlet _b = 2\n"), ["unused-variable@1:5"]);
}

#[test]
fn main_with_parameters_is_refused_unless_lines_can_call_it() {
    expect("cell main(n: Int) -> Int = n\n", &["main-has-parameters@1:6"]);
    assert_eq!(hints("cell main(n: Int) -> Int = n\nprint(main(3))\n"), ["main-has-parameters@1:6"]);
    expect("cell main(n: Int = 2) -> Int = n\n", &[]);
}

/// The program after the first repair of its first diagnostic that has one, which was `code`.
#[track_caller]
fn mended(source: &str, code: &str, wanted: &str) {
    assert_eq!(repaired(source, code), wanted);
}

#[test]
fn names_of_other_languages() {
    mended("console.log(1)\n", "unknown-name", "print(1)\n");
    mended("println(1)\n", "unknown-name", "print(1)\n");
    mended("print(None, 1)\n", "unknown-name", "print(null, 1)\n");
    mended("print(True)\n", "unknown-name", "print(true)\n");
    mended("print(Math.max(1, 2))\n", "unknown-name", "print(max(1, 2))\n");
    mended("print(JSON.stringify([1]))\n", "unknown-name", "print(to_json([1]))\n");
    let job = "async cell job() -> Int = 1\n";
    let all = format!("{job}print(await Promise.all([job(), job()]))\n");
    mended(&all, "unknown-name", &format!("{job}print(await parallel([job(), job()]))\n"));
    mended("print([1].length)\n", "unknown-field", "print([1].length())\n");
    mended("print(\"a\".toUpperCase())\n", "unknown-method", "print(\"a\".upper())\n");
    mended("print([1].forEach(fn(x) => x))\n", "unknown-method", "print([1].each(fn(x) => x))\n");
    mended("let ch = channel()\nprint(ch.recv())\n", "unknown-method", "let ch = channel()\nprint(ch.receive())\n");
    mended("let s = shared(1)\nprint(s.value)\n", "unknown-field", "let s = shared(1)\nprint(s.get())\n");
    mended("cell f(x: boolean) = x\nprint(f(true))\n", "unknown-type", "cell f(x: Bool) = x\nprint(f(true))\n");
    mended("cell f(x: Array[Int]) = x\nprint(f([]))\n", "unknown-type", "cell f(x: list[Int]) = x\nprint(f([]))\n");
    mended("async fn f()\nend\nprint(await f())\n", "foreign-cell", "async cell f()\nend\nprint(await f())\n");
}

#[test]
fn advice_where_nothing_has_the_same_form() {
    let help = |source: &str| checked(source).1[0].help.clone().unwrap_or_default();
    assert!(help("setTimeout(fn() => print(1), 100)\n").contains("await sleep(ms)"));
    assert!(help("async cell f() -> Int = 1\nf().then(fn(x) => print(x))\n").contains("`await` gives the value"));
    assert!(help("cell f(x: Option[Int]) = x\nprint(f(1))\n").contains("Int?"));
}

#[test]
fn the_nearest_name_of_each_kind() {
    mended("@determinstic true\nprint(1)\n", "unknown-directive", "@deterministic true\nprint(1)\n");
    let labelled = |label: &str| format!("for @outer x in [1]\n  break {label}\nend\n");
    mended(&labelled("@outr"), "unknown-label", &labelled("@outer"));
    let cell = "cell total(xs: list[Int]) = sum(xs)\n";
    mended(&format!("{cell}print([1].totl())\n"), "unknown-method", &format!("{cell}print([1].total())\n"));
    let tool = "use tool llm.chat as Chat\n";
    mended(&format!("{tool}print(Chatt(p: 1))\n"), "unknown-name", &format!("{tool}print(Chat(p: 1))\n"));
    mended(
        "cell f(name: Int) = name\nprint(f(nam: 1))\n",
        "unknown-argument",
        "cell f(name: Int) = name\nprint(f(name: 1))\n",
    );
}

#[test]
fn a_name_that_nobody_declares_is_reported_once_in_each_cell() {
    expect("print(zzz)\nprint(zzz)\n", &["unknown-name@1:7"]);
    expect("cell f() = zzz\ncell g() = zzz\nprint(f(), g())\n", &["unknown-name@1:12", "unknown-name@2:12"]);
    expect("let total = 1\nprint(totl, totl)\nprint(total)\n", &["unknown-name@2:7", "unknown-name@2:13"]);
    expect("cell f(a: Foo, b: Foo) = a\nprint(f(1, 2))\n", &["unknown-type@1:11"]);
}
