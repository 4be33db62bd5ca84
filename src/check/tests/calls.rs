//! Arity, named arguments, constructors, fields.

use super::{clean, expect, hints, repaired};

const ADD: &str = "cell add(a: Int, b: Int = 1) -> Int = a + b\n";

#[track_caller]
fn with_add(line: &str, wanted: &[&str]) {
    expect(&format!("{ADD}{line}\n"), wanted);
}

#[test]
fn arguments_by_position_name_and_default() {
    with_add("print(add(1), add(1, 2), add(b: 2, a: 1), add(1, b: 2))", &[]);
}

#[test]
fn too_many_too_few_unknown_and_twice() {
    with_add("print(add(1, 2, 3))", &["wrong-arity@2:17"]);
    with_add("print(add())", &["wrong-arity@2:7"]);
    with_add("print(add(1, c: 2))", &["unknown-argument@2:14"]);
    with_add("print(add(1, a: 2))", &["duplicate-argument@2:14"]);
}

#[test]
fn wrong_types_only_when_certain() {
    with_add("print(add(\"x\"))", &["wrong-argument-type@2:11"]);
    with_add("cell of(x) = add(x)\nprint(of(1))", &[]);
    expect("print(push(1, 2))\n", &["wrong-argument-type@1:12"]);
}

#[test]
fn a_spread_leaves_the_count_open() {
    with_add("let xs = [1, 2]\nprint(add(...xs))", &[]);
}

#[test]
fn pipes_pass_the_first_argument() {
    with_add("print(1 |> add(2), 1 |> add)", &[]);
    with_add("print(1 |> add(2, 3))", &["wrong-arity@2:19"]);
}

#[test]
fn records_want_their_fields() {
    let point = "record Point\n  x: Int\n  y: Int = 0\nend\n";
    clean(&format!("{point}let p = Point(x: 1)\nprint(p.x + p.y)\n"));
    expect(&format!("{point}print(Point(y: 1))\n"), &["missing-field@5:7"]);
    expect(&format!("{point}print(Point(x: 1, z: 2))\n"), &["unknown-field@5:19"]);
    let source = format!("{point}let p = Point(x: 1)\nprint(p.xx)\n");
    expect(&source, &["unknown-field@6:9"]);
    assert!(repaired(&source, "unknown-field").ends_with("print(p.x)\n"));
}

#[test]
fn variants_want_their_payload() {
    let shape = "enum Shape\n  Dot\n  Circle(radius: Int)\nend\n";
    clean(&format!("{shape}print(Dot, Circle(1), Shape.Circle(radius: 2), Shape.Dot)\n"));
    expect(&format!("{shape}print(Circle())\n"), &["missing-field@5:7"]);
    expect(&format!("{shape}print(Shape.Circel(1))\n"), &["unknown-variant@5:13"]);
}

#[test]
fn methods_get_self() {
    let shape = "enum Shape\n  Dot\n  cell name(self, loud: Bool = false) -> String = \"dot\"\nend\n";
    clean(&format!("{shape}print(Dot.name())\nlet s = Dot\nprint(s.name(loud: true))\n"));
    expect(&format!("{shape}let s = Dot\nprint(s.name(1, 2))\n"), &["wrong-argument-type@6:14", "wrong-arity@6:17"]);
    expect("enum E\n  A\n  cell f() = 1\nend\n", &["method-without-self@3:8"]);
}

#[test]
fn any_cell_is_a_method_of_its_first_argument() {
    clean("print([1, 2].push(3))\nprint([1].map(fn(x) => x + 1))\n");
    expect("print([1].pusj(3))\n", &["unknown-method@1:11"]);
}

#[test]
fn a_value_that_is_no_function_cannot_be_called() {
    expect("let n = 1\nprint(n())\n", &["not-callable@2:7"]);
    expect("let f = fn(a) => a\nprint(f(1, 2))\n", &["wrong-arity@2:12"]);
    expect("let f = fn(a) => a\nprint(f(a: 1))\n", &["unknown-argument@2:9"]);
}

#[test]
fn tools_take_anything_by_name() {
    clean("use tool llm.chat as Chat\ngrant Chat max_tokens 10\nprint(Chat(prompt: \"hi\"))\n");
    expect("use tool llm.chat as Chat\ngrant Chta max_tokens 10\nprint(Chat(prompt: \"hi\"))\n", &["unknown-tool@2:7"]);
}

#[test]
fn externs_are_checked_like_cells() {
    expect("extern cell beep(times: Int) -> Null\nbeep(1)\nbeep(\"x\")\n", &["wrong-argument-type@3:6"]);
}

#[test]
fn unused_results_of_closures_are_fine() {
    assert!(hints("let f = fn(a) => a\nf(1)\n").is_empty());
}

#[test]
fn effects_are_remarks() {
    let source = "use tool llm.chat as Chat\ncell ask() -> String / {http}\n  return Chat(prompt: \"a\")\nend\ncell free() = ask()\ncell both() -> String / {llm, http} = ask()\n";
    clean(source);
    assert_eq!(hints(source), ["missing-effect@3:10"]);
    assert!(repaired(source, "missing-effect").contains("-> String / {http, llm}\n"));
}
