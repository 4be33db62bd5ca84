//! A program as a readable listing: for people and tests, never read back.

use super::compile::jump_distance;
use super::{Constant, Function, Op, Program};
use crate::base::sort_by_key;
use crate::prelude::BUILTINS;
use crate::text::LineIndex;
use std::fmt::Write;

/// Lists all functions: for each op its offset, name, operands and source line.
pub fn disassemble(program: &Program) -> String {
    let lines = LineIndex::new(&program.source);
    let mut functions: Vec<&Function> = program.functions.iter().collect();
    sort_by_key(&mut functions, |function| function.start);
    let mut out = String::new();
    for function in functions {
        let _ = writeln!(out, "{}", head(function));
        for at in function.start.0..function.end.0 {
            let line = line_of(program, &lines, at);
            let _ = writeln!(out, "{at:5}  {:<48}{line}", instruction(program, at).trim_end());
        }
    }
    out
}

fn head(function: &Function) -> String {
    let Function { name, params, captures, registers, .. } = function;
    format!("{name}: params {params}, captures {captures}, registers {registers}")
}

fn line_of(program: &Program, lines: &LineIndex<'_>, at: u32) -> String {
    let span = program.spans[at as usize];
    if span.is_nowhere() { "prelude".to_string() } else { format!("line {}", lines.line_column(span.start).line) }
}

/// The op's name and operands, from its `Debug` form: `Add { dst: Reg(0), … }` becomes `Add dst=r0 …`.
fn instruction(program: &Program, at: u32) -> String {
    let op = program.code[at as usize];
    let text = format!("{op:?}");
    let (name, operands) = text.split_once(" { ").unwrap_or((&text, ""));
    let mut out = format!("{name} ");
    for operand in operands.trim_end_matches(" }").split(", ").filter(|operand| !operand.is_empty()) {
        let (key, value) = operand.split_once(": ").unwrap_or((operand, ""));
        let _ = match key {
            "to" | "skip" => write!(out, "-> {} ", i64::from(at) + i64::from(jump_distance(op).unwrap_or(0))),
            _ => write!(out, "{key}={} ", readable(program, value)),
        };
    }
    out + &constant_text(program, op)
}

fn readable(program: &Program, value: &str) -> String {
    let Some((kind, number)) = value.trim_end_matches(')').split_once('(') else { return value.to_string() };
    let index: usize = number.parse().unwrap_or(usize::MAX);
    let name = match kind {
        "Reg" => Some(format!("r{number}")),
        "FunctionIndex" => program.functions.get(index).map(|function| format!("{}#{index}", function.name)),
        "BuiltinId" => BUILTINS.get(index).map(|row| row.name.to_string()),
        "SymbolId" => program.symbols.get(index).map(|symbol| symbol.to_string()),
        "VariantIndex" => program.variants.get(index).map(|variant| variant.name.to_string()),
        _ => None,
    };
    name.unwrap_or_else(|| value.to_string())
}

fn constant_text(program: &Program, op: Op) -> String {
    let Op::Const { index, .. } = op else { return String::new() };
    match program.constants.get(index as usize) {
        Some(Constant::Text(text)) => format!("{text:?}"),
        Some(Constant::Function(function)) => readable(program, &format!("{function:?}")),
        Some(Constant::Builtin(builtin)) => readable(program, &format!("{builtin:?}")),
        Some(constant) => format!("{constant:?}"),
        None => String::new(),
    }
}
