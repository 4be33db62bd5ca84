//! Programs that are too large, and programs that are only large.

use super::compiled;
use crate::bytecode::Op;

fn message(source: &str) -> String {
    let problem = compiled(source).expect_err("the program is too large");
    assert_eq!(problem.code, "program-too-large");
    problem.message
}

#[test]
fn a_long_literal_is_built_in_pieces() {
    let items = "1, ".repeat(5_000);
    let program = compiled(&format!("cell f() -> list[Int]\n  [{items}]\nend\n")).expect("it fits");
    assert!(program.functions[0].registers < 100);
    assert_eq!(program.code.iter().filter(|op| matches!(op, Op::Extend { .. })).count(), 5_000usize.div_ceil(64));
}

#[test]
fn a_far_jump_reaches_its_target() {
    let body = "    x += 1\n".repeat(40_000);
    let program = compiled(&format!("cell f(c: Bool, n: Int)\n  let mut x = n\n  if n == 1\n{body}  end\nend\n"))
        .expect("it fits");
    assert_eq!(program.code[1], Op::JumpUnlessEqualInt { a: crate::bytecode::Reg(1), value: 1, to: 2 });
    assert!(matches!(program.code[3], Op::Jump { to: 40_003 }));
}

#[test]
fn a_call_has_at_most_255_arguments() {
    let arguments = vec!["1"; 300].join(", ");
    assert_eq!(message(&format!("cell f()\n  print({arguments})\nend\n")), "a call with more than 255 arguments");
}

#[test]
fn a_function_has_at_most_65_534_registers() {
    let items = "1, ".repeat(66_000);
    assert!(message(&format!("cell f() -> Any\n  ({items}1)\nend\n")).contains("65,534 registers"));
}
