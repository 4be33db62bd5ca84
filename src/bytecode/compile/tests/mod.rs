//! Shapes of the generated code.

mod captures;
mod in_place;
mod limits;
mod shapes;

use crate::bytecode::{Program, compile, disassemble};
use crate::check::check;
use crate::diag::Diagnostic;
use crate::syntax::parse;

fn compiled(source: &str) -> Result<Program, Box<Diagnostic>> {
    let (checked, diagnostics) = check(parse(source));
    let errors: Vec<_> = diagnostics.into_iter().filter(Diagnostic::is_error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    compile(&checked, source.into())
}

/// The ops of the first function called `name`, one a line, without offsets and lines.
fn listing(source: &str, name: &str) -> String {
    let text = disassemble(&compiled(source).expect("the program is small"));
    let body = text.lines().skip_while(|line| !line.starts_with(&format!("{name}: "))).skip(1);
    body.take_while(|line| line.starts_with(' ')).map(op_text).collect::<Vec<_>>().join("\n")
}

fn op_text(line: &str) -> String {
    let op = line.trim_start().split_once("  ").map_or("", |(_, rest)| rest);
    op.rsplit_once("line ").map_or(op, |(op, _)| op).trim_end().to_string()
}
