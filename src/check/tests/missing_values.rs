//! Values that may be null, and what the way to a place says of them.

use super::{clean, expect, labels, repaired};

const USER: &str = "record User\n  name: String\n  email: String?\nend\ncell user(id: Int) -> User? = if id > 0 then User(name: \"a\", email: null) else null\n";

fn with_user(body: &str) -> String {
    format!("{USER}cell f(u: User?, n: Int?, s: String?, str: String) -> Any\n{body}\nend\n")
}

#[test]
fn null_where_a_value_is_needed() {
    for (line, column) in [
        ("  u.name", 3),
        ("  n + 1", 3),
        ("  1 < n", 7),
        ("  -n", 4),
        ("  s[0]", 3),
        ("  for c in s\n    print(c)\n  end", 12),
        ("  user(1).name", 3),
        ("  u?.name.upper()", 3),
        ("  s.upper()", 3),
        ("  upper(s)", 9),
        ("  let k: Int = n\n  k", 16),
        ("  parse_int(str) + 1", 3),
        ("  let a = user(2)\n  a.email", 3),
    ] {
        let source = with_user(line);
        let row = if line.contains("a.email") { 8 } else { 7 };
        expect(&source, &[&format!("maybe-null@{row}:{column}")]);
    }
    let source = with_user("  n + 1");
    assert_eq!(labels(&source, "maybe-null"), ["6:18 Int? since here"]);
    clean(&repaired(&source, "maybe-null"));
}

#[test]
fn what_is_known_on_the_way() {
    for body in [
        "  if u == null\n  return 0\n  end\n  u.name",
        "  if u != null then u.name else 0",
        "  if null != u and u.name == \"a\" then 1 else 0",
        "  if u == null or u.name == \"a\" then 1 else 0",
        "  if not (u == null) then u.name else 0",
        "  if u then u.name else 0",
        "  if n is Int then n + 1 else 0",
        "  if let v = n then v + n else 0",
        "  if u != null and u.email != null then u.email.upper() else 0",
        "  if u?.email != null then u.email.upper() else 0",
        "  if u == null\n    return 0\n  else if n == null\n    return 1\n  end\n  u.name ++ \"{n + 1}\"",
        "  match n\n    null -> 0\n    v -> v + n\n  end",
        "  match s\n    \"a\" -> s.upper()\n    _ -> 0\n  end",
        "  when\n    n == null -> 0\n    n > 1 -> 1\n    _ -> n\n  end",
        "  let k = n!\n  k + n",
        "  (n ?? 0) + 1",
        "  u?.name",
        "  print(s, n, u)\n  to_string(n)",
        "  n == null",
        "  let g = fn() => if n != null then n + 1 else 0\n  g()",
        "  if n == null\n  return 0\n  end\n  map([1], fn(x) => x + n)",
        "  while n != null and n > 3\n    n = n - 1\n  end\n  0",
        "  [x + n for x in [1] if n != null]",
        "  let m = {\"a\": 1}\n  m[\"a\"] + 1",
        "  first([1]) + 1",
        "  parse_int(\"1\") + average([1])",
    ] {
        clean(&with_user(body));
    }
}

#[test]
fn an_assignment_leaves_it_to_the_program() {
    for body in [
        "  n = 5\n  n + 1",
        "  if n == null\n  n = 5\n  end\n  n + 1",
        "  let mut best: Int? = null\n  for x in [1, 2]\n    if best == null or x > best\n  best = x\n  end\n  end\n  best + 1",
        "  let mut best: Int? = null\n  for x in [1, 2]\n    if x > 1\n  print(best + 1)\n  end\n    best = x\n  end\n  0",
        "  let k: Int? = 5\n  k + 1",
    ] {
        clean(&with_user(body));
    }
    expect(&with_user("  let mut k: Int? = null\n  k + 1"), &["maybe-null@8:3"]);
    clean(&with_user("  if n == null\n  return 0\n  end\n  n = null\n  if n != null\n    print(n + 1)\n  end\n  0"));
}
