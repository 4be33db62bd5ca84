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
