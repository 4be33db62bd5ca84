//! The step loop: takes one op after the other and does the common cases of the frequent ones itself.
//!
//! What needs registers alone stands in [`super::quick`]; calls, returns and what changes the fiber's place stand here. An arm that has done its work says
//! `continue`. What falls out of the `match` is executed by [`super::slow`], which may change frames; afterwards the
//! loop reloads where it stands. Fuel is not counted op by op: `end` is the offset at which it would be used up if the code were
//! straight, and moves along with `pc` at every jump, call and return.
//!
//! The pairs at the end do their first op and, where that is the common case, the second at once; else the loop comes to the second by itself.
//!
//! Ops are fetched without a bounds check, which [`super::verify`] has shown to be needless: with the check every op takes one more jump in wasm
//! (5,000,000 conditional additions: 188 instead of 128 ms). Registers are checked; leaving that out changed nothing that can be measured.

use super::fiber::Fiber;
use super::frame::{Flags, Frame};
use super::guests::{self, Visits};
use super::here::{Here, Outcome};
use super::quick::{self, set, set_int};
use super::slow;
use super::unwind::release;
use super::{Arrival, Halt, Host, Image, Sight, Value, floats, futures, ints, methods};
use crate::bytecode::{CodeOffset, Op};

/// Executes ops until the fuel in `left` is used up (`Ok`) or the fiber traps. `left` may end below 0.
#[inline(never)]
pub(super) fn steps<H: Host>(fiber: &mut Fiber, image: &Image, host: &mut H, left: &mut isize) -> Outcome {
    let code = image.joined();
    let frames_max = image.frames_max as usize;
    let frame = fiber.frames[fiber.frames.len() - 1];
    let mut base = frame.base as usize;
    let mut pc = frame.pc as usize;
    let mut end = pc.wrapping_add_signed(*left);
    // The frame's registers and all behind them, where the windows of calls begin.
    let mut window = &mut fiber.registers[base..];
    let mut visits = Visits::default();
    // The op that is executed, before `pc`.
    let mut op;

    /// The op at an offset that the code leads to.
    macro_rules! op_at {
        ($at:expr) => {
            // SAFETY: verified code neither jumps out of its function nor runs over its end.
            *unsafe { code.get_unchecked($at) }
        };
    }
    /// A register.
    macro_rules! reg {
        ($register:expr) => {
            window[$register.0 as usize]
        };
    }
    /// Whether the code is the prelude's: its ops have no place in the program's text.
    macro_rules! is_prelude {
        () => {
            fiber.frames[fiber.frames.len() - 1].flags.has(Flags::PRELUDE)
        };
    }
    /// Goes to an offset relative to the op and looks at the fuel.
    macro_rules! jump {
        ($to:expr) => {{
            let distance = $to as isize - 1;
            pc = pc.wrapping_add_signed(distance);
            end = end.wrapping_add_signed(distance);
            if (end.wrapping_sub(pc) as isize) <= 0 {
                break;
            }
            continue;
        }};
    }
    /// Puts a frame on top, whose arguments are in place, and goes on in it.
    macro_rules! enter {
        ($head:expr, $first:expr, $function:expr, $dst:expr, $flags:expr) => {{
            let (head, depth) = ($head, fiber.frames.len());
            base += $first;
            fiber.frames[depth - 1].pc = pc as u32;
            fiber.frames.push(Frame {
                pc: head.start,
                base: base as u32,
                function: $function,
                registers: head.registers,
                dst: $dst,
                flags: $flags,
            });
            window = &mut fiber.registers[base..];
            end = end.wrapping_sub(pc).wrapping_add(head.start as usize);
            pc = head.start as usize;
            continue;
        }};
    }
    /// Calls a function whose arguments are in place, if there is room for its frame; the call ends at `$pc`.
    macro_rules! call {
        ($pc:expr, $dst:expr, $args:expr, $function:expr) => {{
            let head = image.heads[$function.0 as usize];
            let first = $args.0 as usize;
            if fiber.frames.len() < frames_max && first + head.registers as usize <= window.len() {
                pc = $pc;
                enter!(head, first, $function, $dst, head.flags);
            }
        }};
    }
    /// Starts the spawned call of a function as a guest, if it may be one and there is room for its frame.
    macro_rules! spawn {
        ($pc:expr, $dst:expr, $args:expr, $function:expr) => {{
            let head = image.heads[$function.0 as usize];
            let first = $args.0 as usize;
            let fuel = end.wrapping_sub($pc) as i64;
            if fiber.frames.len() < frames_max
                && first + head.registers as usize <= window.len()
                && fuel > 0
                && visits.admits(&fiber.frames, fiber.side.as_deref(), host)
            {
                let at = CodeOffset($pc as u32 - 1);
                visits.begin(Arrival { function: $function, kind: head.kind, at, left: fuel });
                fiber.guests += 1;
                pc = $pc;
                enter!(head, first, $function, $dst, head.flags.with(Flags::GUEST));
            }
        }};
    }
    /// Leaves the top frame and goes on in its caller, whose window stands afterwards.
    macro_rules! back {
        ($caller:expr, $frame:expr) => {{
            release(&mut window[..$frame.registers as usize]);
            fiber.frames.pop();
            base = $caller.base as usize;
            window = &mut fiber.registers[base..];
            end = end.wrapping_sub(pc).wrapping_add($caller.pc as usize);
            pc = $caller.pc as usize;
        }};
    }
    /// Returns an integer behind `$pc`, if leaving the frame takes no more than handing it over.
    macro_rules! return_int {
        ($pc:expr, $value:expr) => {
            if let [.., caller, frame] = fiber.frames[..]
                && frame.flags.is_plain()
            {
                let value = $value;
                pc = $pc;
                back!(caller, frame);
                set_int(&mut reg!(frame.dst), value);
                continue;
            }
        };
    }
    /// Goes on behind an op whose result is an integer and with the `Return` of that, which takes more than handing it over.
    macro_rules! leave_with {
        ($dst:expr, $value:expr) => {{
            set_int(&mut reg!($dst), $value);
            op = op_at!(pc);
            pc += 1;
            Some($dst)
        }};
    }
    /// Goes on behind an op that is done.
    macro_rules! done_if {
        ($is_done:expr) => {{
            if $is_done {
                continue;
            }
            None
        }};
    }
    /// Goes on behind a test that holds, and elsewhere if it does not.
    macro_rules! jump_unless {
        ($test:expr, $to:expr) => {
            match $test {
                Some(true) => continue,
                Some(false) => jump!($to),
                None => None,
            }
        };
    }
    /// Writes down where the fiber stands and what fuel is left. Whoever goes on from there knows of every guest.
    macro_rules! stand {
        () => {{
            let top = fiber.frames.len() - 1;
            fiber.frames[top].pc = pc as u32;
            *left = end.wrapping_sub(pc) as isize;
            visits.end(host);
        }};
    }

    /// Waits for a future, at the op that is executed.
    macro_rules! wait {
        ($future:expr) => {{
            stand!();
            let (value, at) = (Value::Future($future), CodeOffset(pc as u32 - 1));
            return Err(Halt::Await { value, at }.into());
        }};
    }

    loop {
        op = op_at!(pc);
        pc += 1;
        // The register whose value a frame returns, when that takes more than handing over an integer.
        let returned = match op {
            Op::Move { dst, src } => {
                quick::assign(window, dst.0.into(), src.0.into());
                continue;
            }
            Op::Take { dst, src } => {
                let value = std::mem::replace(&mut reg!(src), Value::Null);
                set(&mut reg!(dst), value);
                continue;
            }
            Op::Const { dst, index } => {
                let value = image.constants[index as usize].copy();
                set(&mut reg!(dst), value);
                continue;
            }
            Op::Int { dst, value } => {
                set_int(&mut reg!(dst), i64::from(value));
                continue;
            }
            Op::Null { dst } => {
                set(&mut reg!(dst), Value::Null);
                continue;
            }
            Op::Bool { value, dst } => {
                set(&mut reg!(dst), Value::Bool(value));
                continue;
            }
            Op::Absent { dst } => {
                set(&mut reg!(dst), Value::Absent);
                continue;
            }

            Op::Add { dst, a, b } => done_if!(quick::arithmetic(window, [dst, a, b], ints::add, floats::add)),
            Op::Subtract { dst, a, b } => {
                done_if!(quick::arithmetic(window, [dst, a, b], ints::subtract, floats::subtract))
            }
            Op::Multiply { dst, a, b } => {
                done_if!(quick::arithmetic(window, [dst, a, b], ints::multiply, floats::multiply))
            }
            Op::AddInt { dst, a, value } => done_if!(quick::arithmetic_int(window, dst, a, value, ints::add)),
            Op::MultiplyInt { dst, a, value } => done_if!(quick::arithmetic_int(window, dst, a, value, ints::multiply)),
            Op::RemainderInt { dst, a, value } => done_if!(quick::remainder_int(window, dst, a, value)),
            Op::Remainder { dst, a, b } => done_if!(quick::remainder(window, [dst, a, b])),
            Op::BitAnd { dst, a, b } => done_if!(quick::bits(window, [dst, a, b], |a, b| a & b)),
            Op::BitOr { dst, a, b } => done_if!(quick::bits(window, [dst, a, b], |a, b| a | b)),
            Op::BitXor { dst, a, b } => done_if!(quick::bits(window, [dst, a, b], |a, b| a ^ b)),

            Op::Equal { dst, a, b } => done_if!(quick::compare(window, [dst, a, b], |a, b| a == b, floats::equal)),
            Op::NotEqual { dst, a, b } => {
                done_if!(quick::compare(window, [dst, a, b], |a, b| a != b, floats::not_equal))
            }
            Op::Less { dst, a, b } => done_if!(quick::compare(window, [dst, a, b], |a, b| a < b, floats::less)),
            Op::LessEqual { dst, a, b } => {
                done_if!(quick::compare(window, [dst, a, b], |a, b| a <= b, floats::less_equal))
            }
            Op::Not { dst, a } => done_if!(quick::not(window, dst, a)),

            Op::Jump { to } => jump!(to),
            Op::JumpIf { cond, to } => match reg!(cond) {
                Value::Bool(true) => jump!(to),
                Value::Bool(false) => continue,
                _ => None,
            },
            Op::JumpUnless { cond, to } => match reg!(cond) {
                Value::Bool(false) => jump!(to),
                Value::Bool(true) => continue,
                _ => None,
            },
            Op::JumpIfNull { src, to } => match reg!(src) {
                Value::Null => jump!(to),
                _ => continue,
            },
            Op::JumpIfGiven { src, to } => match reg!(src) {
                Value::Absent => continue,
                _ => jump!(to),
            },
            Op::JumpUnlessLess { a, b, to } => jump_unless!(quick::test(window, a, b, |a, b| a < b, floats::less), to),
            Op::JumpUnlessLessEqual { a, b, to } => {
                jump_unless!(quick::test(window, a, b, |a, b| a <= b, floats::less_equal), to)
            }
            Op::JumpUnlessEqual { a, b, to } => {
                jump_unless!(quick::test(window, a, b, |a, b| a == b, floats::equal_or_null), to)
            }
            Op::JumpUnlessNotEqual { a, b, to } => {
                jump_unless!(quick::test(window, a, b, |a, b| a != b, floats::not_equal_or_null), to)
            }
            Op::JumpUnlessLessInt { a, value, to } => jump_unless!(quick::test_int(window, a, value, |a, b| a < b), to),
            Op::JumpUnlessLessEqualInt { a, value, to } => {
                jump_unless!(quick::test_int(window, a, value, |a, b| a <= b), to)
            }
            Op::JumpUnlessGreaterInt { a, value, to } => {
                jump_unless!(quick::test_int(window, a, value, |a, b| a > b), to)
            }
            Op::JumpUnlessGreaterEqualInt { a, value, to } => {
                jump_unless!(quick::test_int(window, a, value, |a, b| a >= b), to)
            }
            Op::JumpUnlessEqualInt { a, value, to } => {
                jump_unless!(quick::test_int(window, a, value, |a, b| a == b), to)
            }

            Op::RangeNext { counter, dst, to } => jump_unless!(quick::range_next(window, counter, dst), to),
            Op::RangeLoop { counter, dst, to } => match quick::range_next(window, counter, dst) {
                Some(true) => jump!(to),
                Some(false) => continue,
                None => None,
            },
            Op::IterNext { iter, dst, to } => {
                if quick::iter_next(window, iter, dst) {
                    continue;
                }
                jump!(to);
            }
            Op::IterLoop { iter, dst, to } => {
                if !quick::iter_next(window, iter, dst) {
                    continue;
                }
                jump!(to);
            }

            Op::Index { dst, object, index } => done_if!(quick::index(window, dst, object, index)),
            Op::Push { list, value } => done_if!(quick::push(window, list, value, image.limits.items_max)),
            Op::Payload { dst, src, index } => {
                quick::payload(window, dst, src, index.into());
                continue;
            }
            Op::TestVariant { src, variant, to } => {
                if quick::is_variant(&reg!(src), variant) {
                    continue;
                }
                jump!(to);
            }

            Op::Call { dst, args, function } => {
                if (end.wrapping_sub(pc) as isize) < 0 {
                    pc -= 1;
                    break;
                }
                call!(pc, dst, args, function);
                None
            }
            Op::Return { src } => {
                if let Value::Int(value) = reg!(src) {
                    return_int!(pc, value);
                }
                Some(src)
            }
            Op::Spawn { dst, args, function } => {
                spawn!(pc, dst, args, function);
                None
            }
            Op::CallMethod { argc, dst, args, name } => {
                let first = args.0 as usize;
                if let Value::Channel(_) = window[first]
                    && fiber.guests == 0
                    && !is_prelude!()
                    && let method = image.method(name).handle
                    && let arguments = &mut window[first..=first + argc as usize]
                    && let (at, awaited) = (CodeOffset(pc as u32 - 1), futures::awaited(op_at!(pc), dst))
                    && let Some(message) = methods::message(host, method, arguments, at, awaited.is_some())
                {
                    set(&mut reg!(dst), Value::Future(message.future));
                    visits.end(host);
                    match (message.seen, awaited) {
                        (Sight::Plain(value), Some(dst)) => {
                            pc += 1;
                            set(&mut reg!(dst), value);
                            continue;
                        }
                        (Sight::Open, Some(_)) => {
                            pc += 1;
                            wait!(message.future);
                        }
                        _ => {}
                    }
                    if host.wants_pause() {
                        stand!();
                        return Err(Halt::Stopped.into());
                    }
                    continue;
                }
                None
            }
            Op::Await { dst, src } => {
                if let Value::Future(id) = reg!(src) {
                    match host.look_at(id) {
                        Sight::Plain(value) => {
                            set(&mut reg!(dst), value);
                            continue;
                        }
                        Sight::Open if !is_prelude!() => wait!(id),
                        _ => {}
                    }
                }
                None
            }

            Op::AddIntCall { dst, a, value } => {
                if !quick::arithmetic_int(window, dst, a, value, ints::add) {
                    None
                } else if let Op::Call { dst, args, function } = op_at!(pc)
                    && (end.wrapping_sub(pc) as isize) > 0
                {
                    call!(pc + 1, dst, args, function);
                    continue;
                } else {
                    continue;
                }
            }
            Op::AddIntReturn { dst, a, value } => match quick::sum_int(window, a, value) {
                Some(value) => {
                    return_int!(pc + 1, value);
                    leave_with!(dst, value)
                }
                None => None,
            },
            Op::AddReturn { dst, a, b } => match quick::sum(window, a, b) {
                Some(value) => {
                    return_int!(pc + 1, value);
                    leave_with!(dst, value)
                }
                None => done_if!(quick::arithmetic(window, [dst, a, b], ints::add, floats::add)),
            },
            Op::AddIntJumpUnlessLessEqual { dst, a, value } => {
                if !quick::arithmetic_int(window, dst, a, value, ints::add) {
                    None
                } else if let Op::JumpUnlessLessEqual { a, b, to } = op_at!(pc)
                    && let (Value::Int(a), Value::Int(b)) = (&reg!(a), &reg!(b))
                {
                    pc += 1;
                    if a <= b {
                        continue;
                    }
                    jump!(to);
                } else {
                    continue;
                }
            }
            Op::JumpUnlessLessIntReturn { a, value, to } => match quick::test_int(window, a, value, |a, b| a < b) {
                Some(true) => {
                    if let Op::Return { src } = op_at!(pc)
                        && let Value::Int(value) = reg!(src)
                    {
                        return_int!(pc + 1, value);
                    }
                    continue;
                }
                Some(false) => jump!(to),
                None => None,
            },
            Op::MoveSpawn { dst, src } => {
                quick::assign(window, dst.0.into(), src.0.into());
                if let Op::Spawn { dst, args, function } = op_at!(pc) {
                    spawn!(pc + 1, dst, args, function);
                }
                continue;
            }
            _ => None,
        };
        if let Some(src) = returned
            && let [.., caller, frame] = fiber.frames[..]
        {
            let fuel = end.wrapping_sub(pc) as i64;
            if frame.flags.is_plain() {
                let value = std::mem::replace(&mut reg!(src), Value::Null);
                back!(caller, frame);
                set(&mut reg!(frame.dst), value);
                continue;
            }
            if frame.flags.has(Flags::GUEST) && fuel > 0 {
                let awaited = futures::awaited(op_at!(caller.pc as usize), frame.dst).filter(|_| reg!(src).is_plain());
                if let Some(future) = visits.leave(&reg!(src), fuel, awaited.is_some(), host) {
                    fiber.guests -= 1;
                    let value_at = base + src.0 as usize;
                    back!(caller, frame);
                    if awaited != Some(frame.dst) {
                        set(&mut reg!(frame.dst), Value::Future(future));
                    }
                    if let Some(dst) = awaited {
                        pc += 1;
                        quick::assign(window, dst.0 as usize, value_at - base);
                    }
                    continue;
                }
            }
        }
        let is_crowded = fiber.guests > 0 && guests::is_noticed(fiber, image, op);
        pc -= usize::from(is_crowded);
        stand!();
        if is_crowded {
            return Err(Halt::Crowded.into());
        }
        slow::execute(&mut Here::of(fiber, image, host).with_fuel(*left as i64))?;
        if host.wants_pause() {
            return Err(Halt::Stopped.into());
        }
        let frame = fiber.frames[fiber.frames.len() - 1];
        base = frame.base as usize;
        pc = frame.pc as usize;
        end = pc.wrapping_add_signed(*left);
        window = &mut fiber.registers[base..];
    }
    stand!();
    Ok(())
}
