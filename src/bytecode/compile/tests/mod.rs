//! Shapes of the generated code.

use crate::bytecode::{Program, compile, disassemble};
use crate::check::check;
use crate::syntax::parse;

fn program(source: &str) -> Program {
    let (checked, diagnostics) = check(parse(source));
    let errors: Vec<_> = diagnostics.into_iter().filter(|diagnostic| diagnostic.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    compile(&checked, source.into()).expect("the program is small")
}

/// The ops of the function called `name`, one a line, without offsets and lines.
fn listing(source: &str, name: &str) -> String {
    let text = disassemble(&program(source));
    let body = text.lines().skip_while(|line| !line.starts_with(&format!("{name}: "))).skip(1);
    body.take_while(|line| line.starts_with(' ')).map(op_text).collect::<Vec<_>>().join("\n")
}

fn op_text(line: &str) -> String {
    let op = line.trim_start().split_once("  ").map_or("", |(_, rest)| rest);
    op.rsplit_once("line ").map_or(op, |(op, _)| op).trim_end().to_string()
}

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
