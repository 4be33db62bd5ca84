//! Calls, loops, conditions, matches, futures.

use super::{compiled, listing};
use crate::bytecode::{FutureKind, Op};

#[test]
fn recursion_needs_no_moves() {
    let source = "cell fib(n: Int) -> Int\n  if n < 2\n    return n\n  end\n  return fib(n - 1) + fib(n - 2)\nend\n";
    let expected = "\
JumpUnlessLessInt a=r0 value=2 -> 2
Return src=r0
AddInt dst=r2 a=r0 value=-1
Call dst=r1 args=r2 function=fib#0
AddInt dst=r3 a=r0 value=-2
Call dst=r2 args=r3 function=fib#0
Add dst=r1 a=r1 b=r2
Return src=r1";
    assert_eq!(listing(source, "fib"), expected);
}

#[test]
fn a_counting_loop_jumps_once_a_round() {
    let source = "cell up() -> Int\n  let mut i = 0\n  while i < 100000\n    i += 1\n  end\n  return i\nend\n";
    let expected = "\
Int dst=r0 value=0
Int dst=r1 value=100000
JumpUnlessLess a=r0 b=r1 -> 5
AddInt dst=r0 a=r0 value=1
JumpUnlessLessEqual a=r1 b=r0 -> 3
Return src=r0";
    assert_eq!(listing(source, "up"), expected);
}

#[test]
fn a_range_is_counted_and_never_built() {
    let source = "cell sum(n: Int) -> Int\n  let mut s = 0\n  for x in 1..=n\n    s += x\n  end\n  return s\nend\n";
    let expected = "\
Int dst=r1 value=0
Int dst=r2 value=1
Move dst=r3 src=r0
RangeStart inclusive=true counter=r2
RangeNext counter=r2 dst=r4 -> 7
Add dst=r1 a=r1 b=r4
RangeLoop counter=r2 dst=r4 -> 5
Return src=r1";
    assert_eq!(listing(source, "sum"), expected);
}

#[test]
fn conditions_are_jumps() {
    let source = "cell c(a: Int, b: Int, s: Bool) -> Int\n  if a < b and not s or a == 5 then 1 else 2\nend\n";
    let expected = "\
JumpUnlessLess a=r0 b=r1 -> 2
JumpUnless cond=r2 -> 3
JumpUnlessEqualInt a=r0 value=5 -> 5
Int dst=r3 value=1
Return src=r3
Int dst=r3 value=2
Return src=r3";
    assert_eq!(listing(source, "c"), expected);
}

#[test]
fn a_comparison_of_unknown_kinds_is_not_turned_round() {
    let source = "cell c(a: Float) -> Int\n  let mut x = a\n  while x < a\n    x += 1.0\n  end\n  return 1\nend\n";
    assert!(listing(source, "c").contains("Jump -> "), "a float that is no number must end the loop");
}

#[test]
fn defaults_are_filled_in_by_the_callee() {
    let source = "cell f(a: Int, b: Int = a + 1) -> Int\n  b\nend\ncell g() -> Int\n  f(b: 2, a: 1) + f(5)\nend\n";
    assert_eq!(listing(source, "f"), "JumpIfGiven src=r1 -> 2\nAddInt dst=r1 a=r0 value=1\nReturn src=r1");
    let expected = "\
Int dst=r2 value=2
Int dst=r1 value=1
Call dst=r0 args=r1 function=f#0
Int dst=r2 value=5
Absent dst=r3
Call dst=r1 args=r2 function=f#0
Add dst=r0 a=r0 b=r1
Return src=r0";
    assert_eq!(listing(source, "g"), expected);
}

#[test]
fn a_failure_shares_the_arm_of_an_err() {
    let source =
        "cell c(f: Future[Int]) -> String\n  match await f\n    err(m) -> m\n    n: Int -> \"v\"\n  end\nend\n";
    let expected = "\
AwaitOr dst=r1 src=r0 -> 8
TestVariant src=r1 variant=err -> 4
Payload dst=r3 src=r1 index=0
Return src=r3
TestType src=r1 test=0 -> 7
Const dst=r3 index=0 \"v\"
Return src=r3
NoMatch src=r1
FailureText dst=r2 src=r1
Move dst=r3 src=r2
Jump -> 3";
    assert_eq!(listing(source, "c"), expected);
}

#[test]
fn an_async_cell_is_spawned_where_it_is_called() {
    let source = "async cell a(n: Int) -> Int\n  n\nend\ncell f() -> Int\n  await a(1)\nend\n";
    assert_eq!(
        listing(source, "f"),
        "Int dst=r1 value=1\nSpawn dst=r0 args=r1 function=a#0\nAwait dst=r0 src=r0\nReturn src=r0"
    );
}

#[test]
fn a_branch_becomes_the_operation_that_it_is() {
    let source = "async cell a(n: Int) -> Int\n  n\nend\ncell f(c: Channel[Int], h: Future[Int]) -> Int\n  await race\n    \
                  a(2)\n    sleep(5)\n    c.receive()\n    h\n  end\n  1\nend\n";
    let program = compiled(source).expect("the program is small");
    let branches = &program.composites[0].branches;
    let kinds: Vec<FutureKind> = branches.iter().map(|branch| branch.kind).collect();
    assert_eq!(kinds, [FutureKind::Async, FutureKind::Sleep, FutureKind::Channel, FutureKind::Spawn]);
    let last =
        |branch: usize| program.code[program.functions[usize::from(branches[branch].function.0)].end.0 as usize - 1];
    assert!(matches!(last(0), Op::Return { .. }));
    assert!(matches!(last(1), Op::BecomeBuiltin { argc: 1, .. }));
    assert!(matches!(last(2), Op::BecomeMethod { argc: 0, .. }));
    assert!(matches!(last(3), Op::Return { .. }));
    assert_eq!(branches[2].captures.len(), 1);
}

#[test]
fn the_winner_of_a_select_gets_the_value() {
    let source =
        "cell f(c: Channel[Int]) -> Int?\n  await select\n    m = c.receive()\n    t = sleep(5)\n  end\n  m\nend\n";
    let expected = "\
Null dst=r1
Null dst=r2
Composite dst=r4 plan=0
Await dst=r3 src=r4
Winner dst=r5 future=r4
Null dst=r1
Null dst=r2
JumpUnlessEqualInt a=r5 value=0 -> 14
Move dst=r1 src=r3
Jump -> 17
JumpUnlessEqualInt a=r5 value=1 -> 17
Move dst=r2 src=r3
Jump -> 17
Return src=r1";
    let shown = listing(source, "f");
    assert_eq!(without_targets(&shown), without_targets(expected));
}

/// The offsets of jumps differ with what stands before the function.
fn without_targets(listing: &str) -> String {
    listing.lines().map(|line| line.split(" -> ").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_op_has_a_place_in_the_source() {
    let source =
        "cell f(xs: list[Int]) -> Int\n  let (a, b) = (1, 2)\n  for x in xs\n    print(\"{x:>3}\")\n  end\n  a\nend\n";
    let program = compiled(source).expect("the program is small");
    assert_eq!(program.spans.len(), program.code.len());
    let function = &program.functions[0];
    let own = function.start.0 as usize..function.end.0 as usize;
    assert!(program.spans[own].iter().all(|span| function.span.contains(*span)));
    let names: Vec<&str> = function.variables.iter().map(|(name, ..)| name.as_ref()).collect();
    assert_eq!(names, ["xs", "a", "b", "x"]);
}
