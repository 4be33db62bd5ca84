//! Checks of a program on which the step loop relies, made once before it runs.
//!
//! The loop fetches ops without bounds checks (see [`super::step`]). That is sound for a program that passes here: every jump stays inside its
//! function, and no function runs over its end. Registers are checked, too, so that a mistake shows before anything runs. The compiler only makes
//! programs that pass; what fails here is a mistake of ours, not of the program's author.

use crate::bytecode::{Function, Op, Program, Reg};

/// Checks a program.
///
/// # Panics
///
/// When the program is not as the compiler promises to make it.
pub(super) fn verify(program: &Program) {
    for function in &program.functions {
        if let Err(at) = verify_function(program, function) {
            panic!("`{}`: the op at {at} leaves its function", function.name);
        }
    }
}

/// Offset of the first op that breaks a promise.
fn verify_function(program: &Program, function: &Function) -> Result<(), u32> {
    let (start, end) = (function.start.0, function.end.0);
    let code = program.code.get(start as usize..end as usize).ok_or(start)?;
    if function.params + function.captures > function.registers || !code.last().is_some_and(|op| needs(*op).is_last) {
        return Err(end.wrapping_sub(1));
    }
    for (op, at) in code.iter().zip(start..) {
        let needs = needs(*op);
        let target = i64::from(at) + i64::from(needs.jump);
        if needs.registers > u32::from(function.registers) || !(i64::from(start)..i64::from(end)).contains(&target) {
            return Err(at);
        }
    }
    Ok(())
}

/// What an op needs of its function.
#[derive(Clone, Copy, Default)]
struct Needs {
    /// Registers up to here, exclusive.
    registers: u32,
    /// Where else it may go, relative to itself; 0 for nowhere.
    jump: i32,
    /// Whether it never goes to the next op.
    is_last: bool,
}

impl Needs {
    fn and_jump(self, to: impl Into<i32>) -> Needs {
        Needs { jump: to.into(), ..self }
    }

    fn last(self) -> Needs {
        Needs { is_last: true, ..self }
    }
}

fn regs<const N: usize>(registers: [Reg; N]) -> Needs {
    let registers = registers.iter().map(|register| u32::from(register.0) + 1).max().unwrap_or(0);
    Needs { registers, ..Needs::default() }
}

/// The same for a register and those that follow it.
fn run(first: Reg, count: impl Into<u32>, others: impl Into<Option<Reg>>) -> Needs {
    let others = others.into().map_or(0, |register| u32::from(register.0) + 1);
    Needs { registers: (u32::from(first.0) + count.into()).max(others), ..Needs::default() }
}

/// Every op is listed, so that a new one cannot be forgotten.
fn needs(op: Op) -> Needs {
    match op {
        Op::Move { dst, src } | Op::Take { dst, src } | Op::Unwrap { dst, src } | Op::Rest { dst, src, .. } => {
            regs([dst, src])
        }
        Op::Payload { dst, src, .. }
        | Op::Item { dst, src, .. }
        | Op::Is { dst, src, .. }
        | Op::As { dst, src, .. } => regs([dst, src]),
        Op::Const { dst, .. } | Op::Int { dst, .. } | Op::Null { dst } | Op::Bool { dst, .. } | Op::Absent { dst } => {
            regs([dst])
        }

        Op::Add { dst, a, b } | Op::Subtract { dst, a, b } | Op::Multiply { dst, a, b } => regs([dst, a, b]),
        Op::Divide { dst, a, b } | Op::FloorDivide { dst, a, b } | Op::Remainder { dst, a, b } => regs([dst, a, b]),
        Op::Power { dst, a, b } | Op::Concat { dst, a, b } | Op::In { dst, a, b } => regs([dst, a, b]),
        Op::BitAnd { dst, a, b } | Op::BitOr { dst, a, b } | Op::BitXor { dst, a, b } => regs([dst, a, b]),
        Op::ShiftLeft { dst, a, b } | Op::ShiftRight { dst, a, b } => regs([dst, a, b]),
        Op::Equal { dst, a, b } | Op::NotEqual { dst, a, b } => regs([dst, a, b]),
        Op::Less { dst, a, b } | Op::LessEqual { dst, a, b } => regs([dst, a, b]),
        Op::AddInt { dst, a, .. } | Op::MultiplyInt { dst, a, .. } | Op::RemainderInt { dst, a, .. } => regs([dst, a]),
        Op::Negate { dst, a } | Op::BitNot { dst, a } | Op::Not { dst, a } => regs([dst, a]),

        Op::Jump { to } => regs([]).and_jump(to).last(),
        Op::JumpIf { cond, to } | Op::JumpUnless { cond, to } => regs([cond]).and_jump(to),
        Op::JumpIfNull { src, to } | Op::JumpIfGiven { src, to } => regs([src]).and_jump(to),
        Op::JumpUnlessLess { a, b, to } | Op::JumpUnlessLessEqual { a, b, to } => regs([a, b]).and_jump(to),
        Op::JumpUnlessEqual { a, b, to } | Op::JumpUnlessNotEqual { a, b, to } => regs([a, b]).and_jump(to),
        Op::JumpUnlessLessInt { a, to, .. } | Op::JumpUnlessLessEqualInt { a, to, .. } => regs([a]).and_jump(to),
        Op::JumpUnlessGreaterInt { a, to, .. } | Op::JumpUnlessGreaterEqualInt { a, to, .. } => regs([a]).and_jump(to),
        Op::JumpUnlessEqualInt { a, to, .. } => regs([a]).and_jump(to),

        Op::IterStart { iter, src } => run(iter, 2u8, src),
        Op::IterNext { iter, dst, to } | Op::IterLoop { iter, dst, to } => run(iter, 2u8, dst).and_jump(to),
        Op::RangeNext { counter, dst, to } | Op::RangeLoop { counter, dst, to } => run(counter, 2u8, dst).and_jump(to),
        Op::RangeStart { counter, .. } => run(counter, 2u8, None),

        Op::Call { dst, .. } | Op::Spawn { dst, .. } => regs([dst]),
        Op::CallValue { argc, dst, args } | Op::CallMethod { argc, dst, args, .. } => {
            run(args, u32::from(argc) + 1, dst)
        }
        Op::SpawnValue { argc, dst, args } => run(args, u32::from(argc) + 1, dst),
        Op::SpawnMethod { argc, dst, args, .. } => run(args, u32::from(argc) + 1, dst),
        Op::CallBuiltin { argc, dst, args, .. } | Op::SpawnBuiltin { argc, dst, args, .. } => run(args, argc, dst),
        Op::CallList { dst, args } => run(args, 2u8, dst),
        Op::CallTool { dst, args, .. } | Op::CallExtern { dst, args, .. } => regs([dst, args]),
        Op::SpawnTool { dst, args, .. } | Op::SpawnExtern { dst, args, .. } => regs([dst, args]),
        Op::Return { src } | Op::Halt { src } | Op::NoMatch { src } | Op::Reraise { src } => regs([src]).last(),
        Op::BecomeBuiltin { argc, args, .. } => run(args, argc, None).last(),
        Op::BecomeMethod { argc, args, .. } => run(args, u32::from(argc) + 1, None).last(),

        Op::List { dst, first, count } | Op::Tuple { dst, first, count } | Op::Set { dst, first, count } => {
            run(first, count, dst)
        }
        Op::Text { dst, first, count } => run(first, count, dst),
        Op::Map { dst, first, count } => run(first, u32::from(count) * 2, dst),
        Op::Record { dst, first, .. } | Op::Variant { dst, first, .. } => run(first, 0u8, dst),
        Op::Closure { dst, .. } | Op::Composite { dst, .. } => regs([dst]),
        Op::Push { list, value } => regs([list, value]),
        Op::Extend { list, src } => regs([list, src]),
        Op::Insert { map, key, value } => regs([map, key, value]),
        Op::AddToSet { set, value } => regs([set, value]),
        Op::Merge { target, src } => regs([target, src]),
        Op::Range { dst, first, .. } => run(first, 3u8, dst),
        Op::Field { dst, object, .. } | Op::TupleField { dst, object, .. } => regs([dst, object]),
        Op::Index { dst, object, index } | Op::IndexOrNull { dst, object, index } => regs([dst, object, index]),
        Op::Slice { dst, object, first, .. } => run(first, 2u8, dst.max(object)),
        Op::SetPlace { root, first, .. } => regs([root, first]),
        Op::Format { dst, src, .. } | Op::FailureText { dst, src } => regs([dst, src]),

        Op::TestVariant { src, to, .. } | Op::TestRecord { src, to, .. } => regs([src]).and_jump(to),
        Op::TestType { src, to, .. } => regs([src]).and_jump(to),
        Op::TestList { src, to, .. } | Op::TestTuple { src, to, .. } => regs([src]).and_jump(to),

        Op::SpawnAny { dst, src } | Op::Await { dst, src } => regs([dst, src]),
        Op::AwaitOr { dst, src, to } => regs([dst, src]).and_jump(to),
        Op::Timeout { dst, limit, .. } => regs([dst, limit]),
        Op::ParallelEach { dst, items, .. } | Op::CompositeOf { dst, items, .. } => regs([dst, items]),
        Op::Winner { dst, future } => regs([dst, future]),
        Op::Defer { from, count, skip } => run(from, count, None).and_jump(skip),
        Op::DeferEnd => regs([]),
        Op::Role { text, .. } => regs([text]),
        Op::Emit { src } => regs([src]),
        // Only the machine joins ops, after this.
        Op::AddIntCall { .. }
        | Op::AddIntReturn { .. }
        | Op::AddIntJumpUnlessLessEqual { .. }
        | Op::AddReturn { .. }
        | Op::JumpUnlessLessIntReturn { .. }
        | Op::MoveSpawn { .. } => Needs { registers: u32::MAX, ..Needs::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::tests::harness::{f, image_of, r};

    #[test]
    #[should_panic(expected = "leaves its function")]
    fn a_register_outside_the_window_is_refused() {
        image_of(2, &[Op::Move { dst: r(0), src: r(2) }, Op::Return { src: r(0) }]);
    }

    #[test]
    #[should_panic(expected = "leaves its function")]
    fn a_jump_over_the_end_is_refused() {
        image_of(1, &[Op::JumpIfNull { src: r(0), to: 2 }, Op::Return { src: r(0) }]);
    }

    #[test]
    #[should_panic(expected = "leaves its function")]
    fn a_function_without_an_end_is_refused() {
        image_of(1, &[Op::Call { dst: r(0), args: r(0), function: f(0) }]);
    }

    #[test]
    #[should_panic(expected = "leaves its function")]
    fn a_pair_that_the_compiler_wrote_is_refused() {
        image_of(1, &[Op::AddReturn { dst: r(0), a: r(0), b: r(0) }, Op::Return { src: r(0) }]);
    }

    #[test]
    fn ranges_may_end_at_the_window_s_end() {
        image_of(2, &[Op::List { dst: r(0), first: r(2), count: 0 }, Op::Return { src: r(0) }]);
    }
}
