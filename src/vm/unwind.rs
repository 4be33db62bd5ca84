//! Leaving frames: returns that the step loop's fast path does not take, failures, cancellation, and the `defer`s on the way (rules R6, R20, R21).

use super::frame::{Deferred, Flags, Frame, PendingExit};
use super::here::{Here, Outcome};
use super::{Exit, Halt, Host, Value, branches};
use crate::bytecode::{CodeOffset, Reg};

/// Leaves frames until one goes on: a caller that gets a result, or a `defer` body that must run first.
pub(super) fn leave<H: Host>(here: &mut Here<'_, H>, exit: Exit) -> Outcome {
    let mut exit = exit;
    while !here.fiber.frames.is_empty() {
        let frame = *here.frame();
        if frame.flags.has(Flags::SIDE) {
            let depth = here.depth();
            exit = earlier_first(here.side().pop_exit(depth), exit);
            if let Some(deferred) = here.side().pop_defer(depth) {
                start_defer(here, deferred, exit);
                return Ok(());
            }
            here.side().take_roles(depth);
        }
        pop_frame(here);
        exit = match hand_over(here, frame, exit) {
            Some(exit) => exit,
            None => return Ok(()),
        };
    }
    Err(Halt::Exited(exit).into())
}

/// A body's error comes before its `defer`s' errors; if only a `defer` fails, the cell fails with it.
fn earlier_first(earlier: Option<Exit>, later: Exit) -> Exit {
    match earlier {
        None | Some(Exit::Returned(_)) => later,
        Some(earlier) => earlier,
    }
}

fn start_defer<H: Host>(here: &mut Here<'_, H>, deferred: Deferred, exit: Exit) {
    let from = deferred.from.0 as usize;
    for (slot, value) in here.window()[from..].iter_mut().zip(deferred.saved) {
        *slot = value;
    }
    here.frame().pc = deferred.body.0;
    let depth = deferred.depth;
    here.side().exits.push(PendingExit { depth, exit });
}

/// Gives a left frame's result to its caller; the exit itself when the caller must be left, too.
fn hand_over<H: Host>(here: &mut Here<'_, H>, frame: Frame, exit: Exit) -> Option<Exit> {
    let cell = if frame.flags.has(Flags::UPDATE) { here.side().updates.pop() } else { None };
    let Exit::Returned(value) = exit else { return Some(exit) };
    if let Some(cell) = cell {
        let at = here.at();
        here.host.shared_set(cell, value.clone(), at);
    }
    if frame.flags.has(Flags::TAIL) || here.fiber.frames.is_empty() {
        return Some(Exit::Returned(value));
    }
    here.set(frame.dst, value);
    None
}

pub(super) fn pop_frame<H: Host>(here: &mut Here<'_, H>) {
    release(here.window());
    here.fiber.frames.pop();
}

/// Lets go of what the registers share with others. What is left in them is never read.
#[inline(always)]
pub(super) fn release(registers: &mut [Value]) {
    let (fours, rest) = registers.as_chunks::<4>();
    let is_one_shared = |four: &[Value; 4]| four.iter().fold(false, |any, value| any | value.is_shared_kind());
    if fours.iter().any(is_one_shared) || rest.iter().any(Value::is_shared_kind) {
        release_shared(registers);
    }
}

#[inline(never)]
fn release_shared(registers: &mut [Value]) {
    for slot in registers.iter_mut().filter(|slot| slot.is_shared_kind()) {
        *slot = Value::Null;
    }
}

/// Goes on with the exit that waits for the outermost running `defer` body, without that body.
pub(super) fn abandon<H: Host>(here: &mut Here<'_, H>) -> Outcome {
    let Some(depth) = here.side().exits.first().map(|pending| pending.depth) else { return Ok(()) };
    while here.depth() > depth {
        if here.frame().flags.has(Flags::UPDATE) {
            here.side().updates.pop();
        }
        pop_frame(here);
    }
    here.side().truncate(depth);
    match here.side().pop_exit(depth) {
        Some(exit) => leave(here, exit),
        None => Ok(()),
    }
}

/// `Op::Defer`
pub(super) fn op_defer<H: Host>(here: &mut Here<'_, H>, from: Reg, count: u16, skip: i16) -> Outcome {
    let saved = here.window()[from.0 as usize..][..count as usize].to_vec();
    let (depth, body) = (here.depth(), CodeOffset(here.frame().pc));
    here.side().defers.push(Deferred { depth, body, from, saved });
    here.frame().flags.add(Flags::SIDE);
    here.jump(i32::from(skip));
    Ok(())
}

/// `Op::DeferEnd`
pub(super) fn op_defer_end<H: Host>(here: &mut Here<'_, H>) -> Outcome {
    let (depth, at) = (here.depth(), here.at());
    let around = here.side().exits.len().saturating_sub(1);
    here.host.deferred_ran(at, around);
    match here.side().pop_exit(depth) {
        Some(exit) => leave(here, exit),
        None => Ok(()),
    }
}

/// `Op::Return`, when it takes more than handing a value to the caller.
pub(super) fn op_return<H: Host>(here: &mut Here<'_, H>, src: Reg) -> Outcome {
    let flags = here.frame().flags;
    if flags.has(Flags::BRANCH) {
        return branches::op_return(here, src);
    }
    if flags.is_plain() && here.depth() == 0 {
        return Err(Halt::Exited(Exit::Returned(here.take(src))).into());
    }
    // A `defer` may still read the variable.
    let value = if flags.has(Flags::SIDE) { here.get(src).clone() } else { here.take(src) };
    leave(here, Exit::Returned(value))
}
