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

#[test]
fn constants_that_double_stay_small() {
    let consts: String = (1..40).map(|n| format!("const C{n} = [C{}, C{}]\n", n - 1, n - 1)).collect();
    let program = compiled(&format!("const C0 = 1\n{consts}cell f() -> Any\n  C39\nend\n")).expect("it fits");
    assert!(program.code.len() < 400);
}

/// Half of what a browser's worker gives; a debug build needs the most.
const STACK_BYTES: usize = 512 * 1024;

#[test]
fn deep_programs_need_little_stack() {
    let forms = [
        ("let x = ", "(", "1", ")"),
        ("let x = ", "[", "1", "]"),
        ("let x = ", "print(", "1", ")"),
        ("let x = ", "1 + (", "1", ")"),
        ("let x = ", "fn(a) => ", "1", ""),
        ("let x = ", "not (", "true", ")"),
        ("let x = ", "[[y] for y in ", "[1]", "]"),
        ("let x = ", "await parallel(", "1", ")"),
        ("let x = ", "\"{", "1", "}\""),
        ("", "if true\n", "print(1)\n", "end\n"),
        ("", "for i in 0..1\n", "print(1)\n", "end\n"),
        ("", "match 1\n_ ->\n", "print(1)\n", "end\n"),
    ];
    for (before, open, inner, close) in forms {
        let nested = move |levels: usize| format!("{before}{}{inner}{}\n", open.repeat(levels), close.repeat(levels));
        let large = std::thread::Builder::new().stack_size(64 * 1024 * 1024);
        large.spawn(move || compiles_on_small_stack((1..200).rev().step_by(3).map(nested))).unwrap().join().unwrap();
    }
}

/// Parses and checks with room to spare, and compiles the first program that is not too deep with little.
fn compiles_on_small_stack(sources: impl Iterator<Item = String>) {
    let is_sound = |source: &String| crate::syntax::parse(source).diagnostics.is_empty();
    let mut sound = sources.filter(is_sound).map(|source| crate::check::check(crate::syntax::parse(&source)).0);
    let checked = sound.next().expect("some depth is allowed");
    std::thread::scope(|scope| {
        let small = std::thread::Builder::new().stack_size(STACK_BYTES);
        let compiling = small.spawn_scoped(scope, || crate::bytecode::compile(&checked, "".into()).is_ok());
        assert!(compiling.unwrap().join().unwrap());
    });
}
