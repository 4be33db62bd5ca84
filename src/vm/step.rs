//! The step loop: takes one op after the other and does the common cases of the frequent ones itself.
//!
//! An arm that has done its work says `continue`. What falls out of the `match` is executed by [`super::slow`], which may change frames; afterwards the
//! loop reloads where it stands. Fuel is not counted op by op: `end` is the offset at which it would be used up if the code were
//! straight, and moves along with `pc` at every jump, call and return.
//!
//! The pairs at the end do their first op and, where that is the common case, the second at once; else the loop comes to the second by itself.
//!
//! Ops are fetched without a bounds check, which [`super::verify`] has shown to be needless: with the check every op takes one more jump in wasm
//! (5,000,000 conditional additions: 188 instead of 128 ms). Registers are checked; leaving that out changed nothing that can be measured.

use super::fiber::Fiber;
use super::frame::{Flags, Frame};
use super::guests;
use super::here::{Here, Outcome};
use super::slow;
use super::unwind::release;
use super::{Halt, Host, Image, Value, floats, ints, methods};
use crate::bytecode::{CodeOffset, Op, Reg};
use std::rc::Rc;

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
    /// Integer arithmetic with overflow check, and floats.
    macro_rules! arithmetic {
        ($dst:expr, $a:expr, $b:expr, $operation:ident) => {
            if let (Value::Int(a), Value::Int(b)) = (&reg!($a), &reg!($b)) {
                if let Some(value) = ints::$operation(*a, *b) {
                    set_int(&mut reg!($dst), value);
                    continue;
                }
            } else if let Some(value) = floats::$operation(&reg!($a), &reg!($b)) {
                set(&mut reg!($dst), Value::Float(value));
                continue;
            }
        };
    }
    macro_rules! arithmetic_int {
        ($dst:expr, $a:expr, $value:expr, $operation:ident) => {
            if let Value::Int(a) = reg!($a)
                && let Some(value) = ints::$operation(a, i64::from($value))
            {
                set_int(&mut reg!($dst), value);
                continue;
            }
        };
    }
    macro_rules! bits {
            ($dst:expr, $a:expr, $b:expr, $operator:tt) => {
                if let (Value::Int(a), Value::Int(b)) = (&reg!($a), &reg!($b)) {
                    let value = *a $operator *b;
                    set_int(&mut reg!($dst), value);
                    continue;
                }
            };
        }
    macro_rules! compare {
        ($dst:expr, $a:expr, $b:expr, $operator:tt, $float:ident) => {
            if let (Value::Int(a), Value::Int(b)) = (&reg!($a), &reg!($b)) {
                let value = a $operator b;
                set(&mut reg!($dst), Value::Bool(value));
                continue;
            } else if let Some(value) = floats::$float(&reg!($a), &reg!($b)) {
                set(&mut reg!($dst), Value::Bool(value));
                continue;
            }
        };
    }
    macro_rules! jump_unless {
        ($a:expr, $b:expr, $to:expr, $operator:tt, $float:ident) => {
            if let (Value::Int(a), Value::Int(b)) = (&reg!($a), &reg!($b)) {
                if a $operator b {
                    continue;
                }
                jump!($to);
            } else if let Some(value) = floats::$float(&reg!($a), &reg!($b)) {
                if value {
                    continue;
                }
                jump!($to);
            }
        };
    }
    macro_rules! jump_unless_int {
            ($a:expr, $value:expr, $to:expr, $operator:tt) => {
                if let Value::Int(a) = reg!($a) {
                    if a $operator i64::from($value) {
                        continue;
                    }
                    jump!($to);
                }
            };
        }

    /// Writes down where the fiber stands and what fuel is left.
    macro_rules! stand {
        () => {{
            let top = fiber.frames.len() - 1;
            fiber.frames[top].pc = pc as u32;
            *left = end.wrapping_sub(pc) as isize;
        }};
    }

    loop {
        let op = op_at!(pc);
        pc += 1;
        match op {
            Op::Move { dst, src } => {
                let value = copy(&reg!(src));
                set(&mut reg!(dst), value);
                continue;
            }
            Op::Take { dst, src } => {
                let value = std::mem::replace(&mut reg!(src), Value::Null);
                set(&mut reg!(dst), value);
                continue;
            }
            Op::Const { dst, index } => {
                let value = copy(&image.constants[index as usize]);
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

            Op::Add { dst, a, b } => arithmetic!(dst, a, b, add),
            Op::Subtract { dst, a, b } => arithmetic!(dst, a, b, subtract),
            Op::Multiply { dst, a, b } => arithmetic!(dst, a, b, multiply),
            Op::AddInt { dst, a, value } => arithmetic_int!(dst, a, value, add),
            Op::MultiplyInt { dst, a, value } => arithmetic_int!(dst, a, value, multiply),
            Op::RemainderInt { dst, a, value } => {
                if let Value::Int(a) = reg!(a)
                    && value > 0
                {
                    set_int(&mut reg!(dst), remainder(a, value as u16));
                    continue;
                }
            }
            Op::Remainder { dst, a, b } => {
                if let (Value::Int(a), Value::Int(b)) = (&reg!(a), &reg!(b))
                    && *b > 0
                {
                    let value = a.wrapping_rem_euclid(*b);
                    set_int(&mut reg!(dst), value);
                    continue;
                }
            }
            Op::BitAnd { dst, a, b } => bits!(dst, a, b, &),
            Op::BitOr { dst, a, b } => bits!(dst, a, b, |),
            Op::BitXor { dst, a, b } => bits!(dst, a, b, ^),

            Op::Equal { dst, a, b } => compare!(dst, a, b, ==, equal),
            Op::NotEqual { dst, a, b } => compare!(dst, a, b, !=, not_equal),
            Op::Less { dst, a, b } => compare!(dst, a, b, <, less),
            Op::LessEqual { dst, a, b } => compare!(dst, a, b, <=, less_equal),
            Op::Not { dst, a } => {
                if let Value::Bool(value) = reg!(a) {
                    set(&mut reg!(dst), Value::Bool(!value));
                    continue;
                }
            }

            Op::Jump { to } => jump!(to),
            Op::JumpIf { cond, to } => match reg!(cond) {
                Value::Bool(true) => jump!(to),
                Value::Bool(false) => continue,
                _ => {}
            },
            Op::JumpUnless { cond, to } => match reg!(cond) {
                Value::Bool(false) => jump!(to),
                Value::Bool(true) => continue,
                _ => {}
            },
            Op::JumpIfNull { src, to } => match reg!(src) {
                Value::Null => jump!(to),
                _ => continue,
            },
            Op::JumpIfGiven { src, to } => match reg!(src) {
                Value::Absent => continue,
                _ => jump!(to),
            },
            Op::JumpUnlessLess { a, b, to } => jump_unless!(a, b, to, <, less),
            Op::JumpUnlessLessEqual { a, b, to } => jump_unless!(a, b, to, <=, less_equal),
            Op::JumpUnlessEqual { a, b, to } => jump_unless!(a, b, to, ==, equal_or_null),
            Op::JumpUnlessNotEqual { a, b, to } => jump_unless!(a, b, to, !=, not_equal_or_null),
            Op::JumpUnlessLessInt { a, value, to } => jump_unless_int!(a, value, to, <),
            Op::JumpUnlessLessEqualInt { a, value, to } => jump_unless_int!(a, value, to, <=),
            Op::JumpUnlessGreaterInt { a, value, to } => jump_unless_int!(a, value, to, >),
            Op::JumpUnlessGreaterEqualInt { a, value, to } => jump_unless_int!(a, value, to, >=),
            Op::JumpUnlessEqualInt { a, value, to } => jump_unless_int!(a, value, to, ==),

            Op::RangeNext { counter, dst, to } => {
                if let (Value::Int(next), Value::Int(limit)) = (&reg!(counter), &reg!(Reg(counter.0 + 1))) {
                    let next = *next;
                    if next >= *limit {
                        jump!(to);
                    }
                    set_int(&mut reg!(counter), next + 1);
                    set_int(&mut reg!(dst), next);
                    continue;
                }
            }
            Op::RangeLoop { counter, dst, to } => {
                if let (Value::Int(next), Value::Int(limit)) = (&reg!(counter), &reg!(Reg(counter.0 + 1))) {
                    let next = *next;
                    if next >= *limit {
                        continue;
                    }
                    set_int(&mut reg!(counter), next + 1);
                    set_int(&mut reg!(dst), next);
                    jump!(to);
                }
            }
            Op::IterNext { iter, dst, to } => match next_item(window, iter) {
                Some(value) => {
                    set(&mut reg!(dst), value);
                    continue;
                }
                None => jump!(to),
            },
            Op::IterLoop { iter, dst, to } => match next_item(window, iter) {
                Some(value) => {
                    set(&mut reg!(dst), value);
                    jump!(to);
                }
                None => continue,
            },

            Op::Index { dst, object, index } => {
                if let (Value::List(items), Value::Int(at)) = (&reg!(object), &reg!(index))
                    && let Some(item) = items.get(*at as usize)
                    && *at >= 0
                {
                    let value = copy(item);
                    set(&mut reg!(dst), value);
                    continue;
                }
            }
            Op::Push { list, value } => {
                let value_taken = std::mem::replace(&mut reg!(value), Value::Null);
                if let Value::List(items) = &mut reg!(list)
                    && items.len() < image.limits.items_max
                    && let Some(items) = Rc::get_mut(items)
                {
                    items.push(value_taken);
                    continue;
                }
                reg!(value) = value_taken;
            }
            Op::Payload { dst, src, index } => {
                let value = match &reg!(src) {
                    Value::Record(record) => copy(&record.fields[index as usize]),
                    Value::Variant(variant) => copy(&variant.payload[index as usize]),
                    _ => Value::Null,
                };
                set(&mut reg!(dst), value);
                continue;
            }
            Op::TestVariant { src, variant, to } => {
                let passes = match &reg!(src) {
                    Value::Unit(found) => *found == variant,
                    Value::Variant(found) => found.variant == variant,
                    _ => false,
                };
                if passes {
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
            }
            Op::Return { src } => {
                if let Value::Int(value) = reg!(src) {
                    return_int!(pc, value);
                }
                if let [.., caller, frame] = fiber.frames[..] {
                    if frame.flags.is_plain() {
                        let value = std::mem::replace(&mut reg!(src), Value::Null);
                        back!(caller, frame);
                        set(&mut reg!(frame.dst), value);
                        continue;
                    }
                    if frame.flags.has(Flags::GUEST)
                        && (end.wrapping_sub(pc) as isize) > 0
                        && let Some(future) = host.settle_guest(&mut reg!(src), end.wrapping_sub(pc) as i64)
                    {
                        fiber.guests -= 1;
                        back!(caller, frame);
                        set(&mut reg!(frame.dst), Value::Future(future));
                        continue;
                    }
                }
            }
            Op::AddIntCall { dst, a, value } => {
                if let Value::Int(a) = reg!(a)
                    && let Some(value) = ints::add(a, i64::from(value))
                {
                    set_int(&mut reg!(dst), value);
                    if let Op::Call { dst, args, function } = op_at!(pc)
                        && (end.wrapping_sub(pc) as isize) > 0
                    {
                        call!(pc + 1, dst, args, function);
                    }
                    continue;
                }
            }
            Op::AddReturn { dst, a, b } => {
                if let (Value::Int(a), Value::Int(b)) = (&reg!(a), &reg!(b)) {
                    if let Some(value) = ints::add(*a, *b) {
                        return_int!(pc + 1, value);
                        set_int(&mut reg!(dst), value);
                        continue;
                    }
                } else if let Some(value) = floats::add(&reg!(a), &reg!(b)) {
                    set(&mut reg!(dst), Value::Float(value));
                    continue;
                }
            }
            Op::JumpUnlessLessIntReturn { a, value, to } => {
                if let Value::Int(int) = reg!(a) {
                    if int >= i64::from(value) {
                        jump!(to);
                    }
                    if let Op::Return { src } = op_at!(pc)
                        && let Value::Int(value) = reg!(src)
                    {
                        return_int!(pc + 1, value);
                    }
                    continue;
                }
            }
            Op::Spawn { dst, args, function } => {
                let head = image.heads[function.0 as usize];
                let first = args.0 as usize;
                if fiber.frames.len() < frames_max
                    && first + head.registers as usize <= window.len()
                    && (end.wrapping_sub(pc) as isize) > 0
                    && fiber.admits_guests()
                    && host.admit_guest(function, CodeOffset(pc as u32 - 1), end.wrapping_sub(pc) as i64)
                {
                    fiber.guests += 1;
                    enter!(head, first, function, dst, head.flags.with(Flags::GUEST));
                }
            }
            Op::CallMethod { argc, dst, args, name } => {
                let first = args.0 as usize;
                if let Value::Channel(_) = window[first]
                    && fiber.guests == 0
                    && fiber.frames.last().is_some_and(|frame| !frame.flags.has(Flags::PRELUDE))
                    && let method = image.method(name).handle
                    && let arguments = &mut window[first..=first + argc as usize]
                    && let Some(future) = methods::begin_operation(host, method, arguments, CodeOffset(pc as u32 - 1))
                {
                    set(&mut reg!(dst), Value::Future(future));
                    if host.wants_pause() {
                        stand!();
                        return Err(Halt::Stopped.into());
                    }
                    continue;
                }
            }
            Op::Await { dst, src } => {
                if let Value::Future(id) = reg!(src)
                    && let Some(value) = host.plain_value(id)
                {
                    set(&mut reg!(dst), value);
                    continue;
                }
            }
            _ => {}
        }
        let is_crowded = fiber.guests > 0 && guests::is_noticed(fiber, image, op);
        pc -= usize::from(is_crowded);
        stand!();
        if is_crowded {
            return Err(Halt::Crowded.into());
        }
        slow::execute(&mut Here::of(fiber, image, host))?;
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

/// A copy; the inline kinds, which are most, without the switch over all kinds.
#[inline(always)]
fn copy(value: &Value) -> Value {
    match value {
        Value::Int(value) => Value::Int(*value),
        value => value.clone(),
    }
}

/// Overwrites a register; only a shared kind has something to let go of.
#[inline(always)]
fn set(slot: &mut Value, value: Value) {
    if slot.is_shared_kind() {
        *slot = value;
    } else {
        std::mem::forget(std::mem::replace(slot, value));
    }
}

#[inline(always)]
fn set_int(slot: &mut Value, value: i64) {
    match slot {
        Value::Int(slot) => *slot = value,
        slot => set(slot, Value::Int(value)),
    }
}

/// `a % b`, by the much quicker 32-bit division where that is enough.
#[inline(always)]
fn remainder(a: i64, b: u16) -> i64 {
    match u32::try_from(a) {
        Ok(a) => i64::from(a % u32::from(b)),
        Err(_) => a.wrapping_rem_euclid(i64::from(b)),
    }
}

/// The next item of an iteration; behind the last one the list is let go of.
#[inline(always)]
fn next_item(window: &mut [Value], iter: Reg) -> Option<Value> {
    let at = iter.0 as usize;
    let item = match (&window[at], &window[at + 1]) {
        (Value::List(items), Value::Int(index)) => items.get(*index as usize).map(copy),
        _ => None,
    };
    match (&mut window[at + 1], &item) {
        (Value::Int(index), Some(_)) => *index += 1,
        _ => window[at] = Value::Null,
    }
    item
}
