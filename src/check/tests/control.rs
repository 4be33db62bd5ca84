//! Loops, leaving them, `defer`.

use super::{clean, expect, hints};

#[test]
fn break_and_continue_need_a_loop() {
    expect("break\n", &["break-outside-loop@1:1"]);
    expect("for x in [1]\n  let f = fn()\n    continue\n  end\n  f()\nend\n", &["break-out-of-branch@3:5"]);
    clean("for @outer x in [1]\n  for y in [2]\n    if x == y\n      continue @outer\n    end\n  end\nend\n");
    expect("for @outer x in [1]\n  break @outter\nend\n", &["unknown-label@2:9"]);
}

#[test]
fn a_defer_does_not_leave() {
    expect("cell f() -> Int\n  defer\n    return 1\n  end\n  return 2\nend\n", &["return-in-defer@3:5"]);
    expect("for x in [1]\n  defer\n    break\n  end\nend\n", &["return-in-defer@3:5"]);
    clean("defer\n  for x in [1]\n    break\n  end\nend\n");
}

#[test]
fn code_behind_return_is_hinted() {
    assert_eq!(hints("cell f() -> Int\n  return 1\n  print(2)\n  print(3)\nend\n"), ["unreachable-code@3:3"]);
}

#[test]
fn loops_give_what_break_gives() {
    clean("let x = loop\n  break 5\nend\nprint(x + 1)\n");
}

#[test]
fn a_comparison_thrown_away() {
    expect("let x = 1\nx == 2\nprint(x)\n", &["unused-comparison@2:1"]);
}

#[test]
fn conditions_bind() {
    clean(
        "enum Maybe\n  Some(value: Int)\n  None\nend\nlet m = Some(1)\nif let Some(v) = m\n  print(v)\nend\nwhile let Some(v) = m\n  print(v)\n  break\nend\n",
    );
}
