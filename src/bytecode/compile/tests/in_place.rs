//! Values that are changed in place, and those that must not be.

use super::listing;

fn body(statements: &str) -> String {
    listing(&format!("cell f(xs: list[Int], v: Int) -> Any\n{statements}\nend\n"), "f")
}

#[test]
fn a_list_grows_where_it_is() {
    let shown = body("  let mut ys = xs\n  ys = push(ys, v)\n  ys = ys ++ [v, 1]\n  ys");
    let expected = "\
Move dst=r2 src=r0
Move dst=r3 src=r1
Push list=r2 value=r3
Move dst=r3 src=r1
Int dst=r4 value=1
Push list=r2 value=r3
Push list=r2 value=r4
Return src=r2";
    assert_eq!(shown, expected);
}

#[test]
fn a_text_grows_where_it_is() {
    let shown = body("  let mut t = \"\"\n  t = t ++ \"a\" ++ \"b\"\n  t");
    assert_eq!(shown.matches("Concat dst=r2 a=r2").count(), 2, "{shown}");
}

#[test]
fn an_argument_is_taken_when_it_is_replaced() {
    let shown = body("  let mut ys = xs\n  ys = reverse(ys)\n  ys");
    assert!(shown.contains("Take dst=r3 src=r2"), "{shown}");
}

#[test]
fn a_part_is_taken_out_before_it_is_replaced() {
    let shown = body("  let mut m = {1: xs}\n  m[v] = push(m[v], 1)\n  m");
    assert_eq!(shown.matches("SetPlace").count(), 2, "{shown}");
}

#[test]
fn what_is_used_twice_is_copied() {
    let shown = body("  let mut ys = xs\n  ys = ys ++ ys\n  ys = push(ys, len(ys))\n  ys");
    assert!(!shown.contains("Take"), "{shown}");
}

#[test]
fn a_value_that_may_be_left_half_way_is_copied() {
    let shown = body("  let mut ys = xs\n  for x in xs\n    ys = push(ys, if x > 1 then 1 else 2)\n  end\n  ys");
    assert!(!shown.contains("Take") && !shown.contains("Push"), "{shown}");
}

#[test]
fn a_defer_sees_the_variable_when_something_fails() {
    let shown = body("  let mut ys = xs\n  defer\n    print(ys)\n  end\n  ys = push(ys, v)\n  ys");
    assert!(!shown.contains("Take") && !shown.contains("Push"), "{shown}");
}

#[test]
fn a_returned_call_uses_its_variables_for_the_last_time() {
    assert!(body("  return push(xs, v)").contains("Take dst=r3 src=r0"));
    assert!(!body("  return push(xs, len(xs))").contains("Take"));
    assert!(!body("  return [push(xs, x) for x in 0..v]").contains("Take"));
}

#[test]
fn a_variable_is_not_overwritten_before_it_is_read() {
    let shown = body("  let mut a = true\n  a = v > 1 and a\n  let mut ys = xs\n  ys = [y for y in ys]\n  a");
    assert!(!shown.contains("List dst=r3 first=r3 count=0"), "{shown}");
    assert!(shown.contains("Less"), "{shown}");
}
