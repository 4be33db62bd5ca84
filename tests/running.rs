//! Programs whose code is easy to get wrong: what they print.

use lumen_playground::trace::{Options, run};

fn printed(source: &str) -> Vec<String> {
    let report = run(source, &Options::default());
    assert!(report.error.is_none(), "{:?}", report.error);
    assert!(report.diagnostics.iter().all(|diagnostic| !diagnostic.is_error()), "{:?}", report.diagnostics);
    report.output
}

fn in_main(statements: &str) -> Vec<String> {
    printed(&format!("cell main() -> Null\n{statements}\nend\n"))
}

#[test]
fn a_guard_refuses_a_failure_and_the_next_arm_takes_it() {
    let source = r#"
async cell work(n: Int) -> Int
  if n == 13
    halt("unlucky")
  end
  return n
end
cell seen(f: Future[Int]) -> String
  match await f
    n: Int if n > 5 and n < 10 -> "big"
    err(m) if m == "nope" -> "nope"
    err("no") -> "no"
    ok(v) | err(v) -> "or {v}"
    other -> "other {other}"
  end
end
cell main() -> Null
  print(seen(work(3)), seen(work(9)), seen(work(13)))
end
"#;
    assert_eq!(printed(source), ["other 3 big or unlucky"]);
}

#[test]
fn a_nested_cell_calls_itself_with_what_it_captured() {
    let source = r#"
  let base = 10
  cell fact(n: Int, acc: Int = 1) -> Int
    if n == 0
      return acc + base
    end
    return fact(n - 1, acc: acc * n)
  end
  let twice = fn(n: Int) => fact(n) + fact(n: 1)
  print("{fact(5)} {twice(3)} {await spawn(fact(4))}")"#;
    assert_eq!(in_main(source), ["130 27 34"]);
}

#[test]
fn spread_arguments_are_counted_when_the_call_is_made() {
    let source = r#"
cell sum(...xs: list[Int]) -> Int
  let mut total = 0
  for x in xs
    total += x
  end
  total
end
cell three(a: Int, b: Int, c: Int = 9) -> String
  "{a} {b} {c}"
end
cell main() -> Null
  let args = [1, 2, 3]
  print("{sum(...args)} {sum(1, ...args, 2)} {three(...[1, 2])} {await spawn(sum(...args))}")
end
"#;
    assert_eq!(printed(source), ["6 9 1 2 9 6"]);
}

#[test]
fn a_composite_over_a_comprehension_starts_a_branch_per_round() {
    let source = r#"
cell task(n: Int, ms: Int) -> Int
  await sleep(ms)
  n
end
cell main() -> Null
  let base = 100
  let first = await race([task(x, base - x) for x in [1, 2, 3]])
  let all = await parallel([task(x * y, x) for x in 1..3 for y in [10, 20] if x + y > 11])
  let items = await parallel for (a, b) in [(1, 2), (3, 4)] if b > 2
    task(a * b + base, a)
  end
  print("{first} {all} {items}")
end
"#;
    assert_eq!(printed(source), ["3 [20, 20, 40] [112]"]);
}

#[test]
fn growing_in_place_is_seen_by_nobody_else() {
    let source = r#"
record State
  items: list[Int]
  name: String
end
cell main() -> Null
  let mut state = State(items: [], name: "a")
  let mut groups = {"even": [], "odd": []}
  let before = state
  for i in 0..4
    state.items = push(state.items, i)
    state.name = state.name ++ "x"
    state.name ++= "y"
    let key = if i % 2 == 0 then "even" else "odd"
    groups[key] = push(groups[key], i)
    groups[key] = groups[key] ++ [i * 10]
  end
  print("{state} {before}")
  print("{groups}")
  let mut xs = [1]
  let ys = xs
  xs = push(xs, 2)
  xs = xs ++ [3, 4]
  xs = append(push(xs, 5), 6)
  print("{xs} {ys}")
  let mut t = "a"
  t = "{t}b"
  t = (t ++ "c") ++ t
  print(t)
end
"#;
    let expected = [
        r#"State(items: [0, 1, 2, 3], name: "axyxyxyxy") State(items: [], name: "a")"#,
        r#"{"even": [0, 0, 2, 20], "odd": [1, 10, 3, 30]}"#,
        "[1, 2, 3, 4, 5, 6] [1]",
        "abcab",
    ];
    assert_eq!(printed(source), expected);
}

#[test]
fn a_defer_sees_outer_variables_live_and_inner_ones_as_they_were() {
    let source = r#"
  let mut n = 1
  for i in 0..2
    let label = "round {i}"
    defer
      print("{label}: {n}")
    end
  end
  let behind = 7
  defer
    print("behind {behind}")
  end
  n = 5"#;
    assert_eq!(in_main(source), ["behind 7", "round 1: 5", "round 0: 5"]);
}

#[test]
fn loops_give_the_value_of_their_break() {
    let source = r#"
  let a = for i in [1, 2, 3]
    if i == 2
      break i * 10
    end
  end
  let b = while false
    break 1
  end
  let mut n = 0
  let c = loop
    n += 1
    if n == 4
      break "four"
    end
  end
  for @outer x in 0..3
    for y in 0..3
      if y == 1
        continue @outer
      end
      if x == 2
        break @outer
      end
      print("{x} {y}")
    end
  end
  print("{a} {b} {c}")"#;
    assert_eq!(in_main(source), ["0 0", "1 0", "20 null four"]);
}

#[test]
fn what_is_assigned_may_read_itself_everywhere() {
    let source = r#"
  let mut a = true
  a = false or a
  let mut xs = [1, 2]
  xs = [x * 2 for x in xs if x < len(xs)]
  let mut ys = [0, ...xs]
  ys = [9, ...ys, len(ys)]
  let mut m: map[String, Int]? = null
  m = m ?? {"k": 1}
  m = if a then m else null
  print("{a} {xs} {ys} {m}")"#;
    assert_eq!(in_main(source), [r#"true [2] [9, 0, 2, 2] {"k": 1}"#]);
}

#[test]
fn a_jump_over_much_code_arrives() {
    let body = "    x += 1\n".repeat(40_000);
    let source = format!(
        "cell f(n: Int) -> Int\n  let mut x = 0\n  while x < n\n{body}  end\n  return x\nend\ncell main() -> Int\n  return f(0) + f(50000)\nend\n"
    );
    assert_eq!(run(&source, &Options::default()).value.as_deref(), Some("80000"));
}
