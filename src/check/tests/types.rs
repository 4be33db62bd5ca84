//! What is inferred, and errors where it is certain.

use super::{checked, clean, expect, labels};

/// The type of the last variable called `name`.
#[track_caller]
fn of(source: &str, name: &str) -> String {
    let (checked, _) = checked(source);
    let local = checked.locals.iter().rfind(|local| local.name == name).expect("the variable is there");
    crate::check::Show(&checked, &local.ty).to_string()
}

#[test]
fn literals_and_collections() {
    assert_eq!(of("let x = [1, 2]\n", "x"), "list[Int]");
    assert_eq!(of("let x = {\"a\": 1.5}\n", "x"), "map[String, Float]");
    assert_eq!(of("let x = (1, \"a\", null)\n", "x"), "(Int, String, Null)");
    assert_eq!(of("let x = [n * 2 for n in 1..4]\n", "x"), "list[Int]");
}

#[test]
fn calls_and_generics() {
    assert_eq!(of("let x = push([1], 2)\n", "x"), "list[Int]");
    assert_eq!(of("let x = map([1], fn(n) => \"{n}\")\n", "x"), "list[String]");
    assert_eq!(of("record Box[T]\n  value: T\nend\nlet x = Box(value: 1).value\n", "x"), "Int");
    assert_eq!(of("enum Maybe[T]\n  Some(value: T)\n  None\nend\nlet x = Some(1)\n", "x"), "Maybe[Int]");
}

#[test]
fn results_of_cells_without_a_written_type_are_inferred_in_any_order() {
    assert_eq!(of("let x = later()\ncell later() = inner() + 1\ncell inner() = 1\n", "x"), "Int");
    assert_eq!(
        of(
            "let x = even(3)\ncell even(n: Int)\n  if n == 0\n    return true\n  end\n  return odd(n - 1)\nend\ncell odd(n: Int) = even(n - 1)\n",
            "x"
        ),
        "Any"
    );
}

#[test]
fn futures_and_what_await_makes_of_them() {
    let cells = "cell a() -> Int = 1\nasync cell b() -> String = \"b\"\n";
    assert_eq!(of(&format!("{cells}let x = spawn(a())\n"), "x"), "Future[Int]");
    assert_eq!(of(&format!("{cells}let x = spawn(b())\n"), "x"), "Future[String]");
    assert_eq!(of(&format!("{cells}let x = b()\n"), "x"), "Future[String]");
    assert_eq!(of(&format!("{cells}let x = spawn([a(), a()])\n"), "x"), "list[Future[Int]]");
    assert_eq!(of(&format!("{cells}let x = await spawn([a(), a()])\n"), "x"), "list[Int]");
    assert_eq!(of(&format!("{cells}let x = await [spawn(a()), b()]\n"), "x"), "list[Int | String]");
    assert_eq!(of(&format!("{cells}let x = spawn([a() for _ in 1..3])\n"), "x"), "list[Future[Int]]");
    assert_eq!(of("let x = spawn(fn() -> String\n  return \"a\"\nend)\n", "x"), "Future[String]");
}

#[test]
fn composites() {
    let cells = "cell a() -> Int = 1\nasync cell b() -> String = \"b\"\n";
    assert_eq!(of(&format!("{cells}let x = await parallel for n in [1]\n  b()\nend\n"), "x"), "list[String]");
    assert_eq!(of(&format!("{cells}let x = await parallel\n  p = a()\n  q = b()\nend\n"), "x"), "(p: Int, q: String)");
    assert_eq!(of(&format!("{cells}let x = await parallel\n  p = a()\n  q = b()\nend\n"), "q"), "String");
    assert_eq!(of(&format!("{cells}let x = await race\n  a()\n  b()\nend\n"), "x"), "Int | String");
    assert_eq!(of(&format!("{cells}await select\n  m = b()\n  n = a()\nend\nlet x = m\n"), "x"), "String?");
    assert_eq!(of(&format!("{cells}let x = await timeout(10, a())\n"), "x"), "Int?");
    assert_eq!(of(&format!("{cells}let x = timeout(10, a())\n"), "x"), "Future[Int?]");
    assert_eq!(of(&format!("{cells}let x = race(a(), b())\n"), "x"), "Future[Int | String]");
}

#[test]
fn certain_mismatches_are_errors() {
    expect("print(1 + \"a\")\n", &["operand-types@1:9"]);
    expect("print(\"a\" < 1)\n", &["operand-types@1:11"]);
    expect("let x: Int = \"a\"\nprint(x)\n", &["wrong-type@1:14"]);
    expect("cell f() -> Int = \"a\"\n", &["wrong-type@1:19"]);
    expect("cell f() -> Int\n  return \"a\"\nend\n", &["wrong-type@2:10"]);
    expect("for x in 5\n  print(x)\nend\n", &["not-iterable@1:10"]);
    clean("cell f(x) = x + 1\nprint(f(\"a\"))\n");
}

#[test]
fn changing_variables_stay_loose() {
    clean("let mut x = null\nx = 5\nprint(x + 1)\n");
    clean("let mut xs = []\nxs = push(xs, 1)\nxs = push(xs, \"a\")\nprint(xs)\n");
    clean("let mut total = 0\ntotal = total + 0.5\nprint(total)\n");
    expect("let mut x = 1\nx = \"a\"\nprint(x)\n", &["wrong-type@2:5"]);
}

#[test]
fn unknown_types_get_the_nearest() {
    expect("cell f(x: Strng) -> Int = 1\n", &["unknown-type@1:11"]);
    expect("cell f(x: Page) -> Int = 1\n", &["unknown-type@1:11"]);
    expect("cell f(x: list[Int, Int]) -> Int = 1\n", &["type-arguments@1:11"]);
    clean("cell same(x: T) -> T = x\nprint(same(1))\n");
    expect("type A = B\ntype B = A\ncell f(x: A) = 1\n", &["alias-cycle@1:6"]);
    clean("type Names = list[String]\ncell f(x: Names) = x\nprint(f([\"a\"]))\n");
}

#[test]
fn a_cell_may_end_without_its_result() {
    expect("cell f(x: Int) -> Int\n  if x > 0\n    return 1\n  end\nend\n", &["missing-return@1:6"]);
    clean("cell f(x: Int) -> Int\n  while true\n    return x\n  end\nend\n");
}

#[test]
fn records_check_their_values() {
    clean("record P\n  price: Float where price >= 0.0\n  count: Int = 1 where count > 0\nend\nprint(P(price: 1.0))\n");
    expect("record P\n  count: Int = \"a\"\nend\n", &["wrong-type@2:16"]);
    expect("record P\n  count: Int where cnt > 0\nend\n", &["unknown-name@2:20"]);
}

/// Asserts one `wrong-type` or other mistake at `place`, and where its expectation comes from.
#[track_caller]
fn expect_both(source: &str, place: &str, second: &[&str]) {
    expect(source, &[place]);
    assert_eq!(labels(source, place.split('@').next().unwrap()), second, "{source}");
}

#[test]
fn a_type_error_names_both_places() {
    expect_both("let x: Int = \"a\"\nprint(x)\n", "wrong-type@1:14", &["1:8 Int is written here"]);
    expect_both("cell f() -> Int\n  return \"a\"\nend\n", "wrong-type@2:10", &["1:13 Int is written here"]);
    expect_both("cell f(a: Int = \"a\") = a\n", "wrong-type@1:17", &["1:11 Int is written here"]);
    expect_both("const A: Int = \"a\"\n", "wrong-type@1:16", &["1:10 Int is written here"]);
    expect_both("let mut n = 1\nn = \"a\"\nprint(n)\n", "wrong-type@2:5", &["1:9 Int is what this variable holds"]);
    expect_both("let xs = [1]\nprint(xs[\"a\"])\n", "wrong-type@2:10", &["2:7 Int is the position in this"]);
    let record = "record P\n  x: Int\nend\n";
    let assigned = format!("{record}let mut p = P(x: 1)\np.x = \"a\"\nprint(p)\n");
    expect_both(&assigned, "wrong-type@5:7", &["2:3 Int is written here"]);
    let built = format!("{record}print(P(x: \"a\"))\n");
    expect_both(&built, "wrong-argument-type@4:12", &["2:3 Int is wanted because of this"]);
    let called = "cell f(a: Int) = a\nprint(f(\"a\"))\n";
    expect_both(called, "wrong-argument-type@2:9", &["1:8 Int is wanted because of this"]);
    expect_both("print(1 + [1])\n", "operand-types@1:9", &["1:7 this is Int", "1:11 this is list[Int]"]);
    let ended = "cell f(c: Bool) -> Int\n  if c\n    return 1\n  end\nend\n";
    expect_both(
        ended,
        "missing-return@1:6",
        &["2:6 nothing is given where this does not hold", "1:20 Int is promised here"],
    );
    expect_both("enum E\n  A(x: Int = \"a\")\nend\n", "wrong-type@2:14", &["2:8 Int is written here"]);
}

#[test]
fn the_part_that_does_not_fit_is_to_blame() {
    expect("let x: Int = if 1 < 2 then 1 else \"a\"\nprint(x)\n", &["wrong-type@1:35"]);
    expect("cell f(n: Int) -> Int\n  match n\n    1 -> \"one\"\n    _ -> 2\n  end\nend\n", &["wrong-type@3:10"]);
    expect("cell f(n: Int) -> Int\n  when\n    n > 1 -> (\"one\")\n    _ -> 2\n  end\nend\n", &["wrong-type@3:15"]);
    expect("let x: list[Int] = [1, \"a\", \"b\"]\nprint(x)\n", &["wrong-type@1:24"]);
    expect("let x: map[String, list[Int]] = {\"a\": [1], \"b\": [\"c\"]}\nprint(x)\n", &["wrong-type@1:50"]);
    expect("let x: (Int, String) = (1, 2)\nprint(x)\n", &["wrong-type@1:28"]);
    expect("cell f(xs: list[Int]) = xs\nprint(f([1, \"a\"]))\n", &["wrong-argument-type@2:13"]);
    let futures = "async cell job() -> Int = 1\n";
    expect(&format!("{futures}let x: list[Int] = [1, job()]\nprint(x)\n"), &["future-as-value@2:24"]);
    clean(&format!("{futures}async cell f(c: Bool) -> Int\n  if c then job() else 2\nend\n"));
    clean("let x: list[Int | String] = [1, \"a\"]\nprint(x)\n");
    clean("let x: Int? = if 1 < 2 then 1 else null\nprint(x)\n");
    clean("cell f(x) -> Int\n  if x then 1 else x\nend\nprint(f(1))\n");
    clean("let xs = [[1], [2]]\nlet ys: list[Int] = [...xs[0], 3]\nprint(ys)\n");
}

#[test]
fn closures_are_checked_like_cells() {
    expect("let f = fn() -> Int\n  \"a\"\nend\nprint(f())\n", &["wrong-type@2:3"]);
    expect("let f = fn() -> Int => \"a\"\nprint(f())\n", &["wrong-type@1:24"]);
    clean("let f = fn() -> Null\n  print(1)\nend\nprint(f())\n");
}
