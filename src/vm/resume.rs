//! How a waiting fiber goes on.

use super::fiber::Next;
use super::futures::caught;
use super::here::{Here, Outcome, Trap};
use super::ops::Fault;
use super::{Halt, Host, Resume};
use crate::bytecode::{Op, Reg};

/// Gives the waiting op its result.
pub(super) fn resume<H: Host>(here: &mut Here<'_, H>, result: Resume) -> Outcome {
    match (here.op(), result) {
        (Op::AwaitOr { dst, to, .. }, Resume::Failure(failure)) => caught(here, dst, &failure, to),
        (_, Resume::Failure(failure)) => return Err(Trap::Failure(here.passed_on(&failure))),
        (op, Resume::Value(value)) => {
            if let Some(dst) = result_register(op) {
                here.set(dst, value);
            }
        }
    }
    Ok(())
}

/// Where the result of an op that halts goes.
pub(super) fn result_register(op: Op) -> Option<Reg> {
    match op {
        Op::Await { dst, .. }
        | Op::AwaitOr { dst, .. }
        | Op::CallTool { dst, .. }
        | Op::CallExtern { dst, .. }
        | Op::Call { dst, .. }
        | Op::CallValue { dst, .. }
        | Op::CallList { dst, .. }
        | Op::CallMethod { dst, .. }
        | Op::Spawn { dst, .. }
        | Op::SpawnValue { dst, .. }
        | Op::SpawnBuiltin { dst, .. }
        | Op::SpawnMethod { dst, .. }
        | Op::SpawnAny { dst, .. }
        | Op::Composite { dst, .. }
        | Op::Timeout { dst, .. }
        | Op::ParallelEach { dst, .. }
        | Op::CompositeOf { dst, .. } => Some(dst),
        _ => None,
    }
}

/// A fiber that is run although it waits says again what for.
pub(super) fn wait_again<H: Host>(here: &mut Here<'_, H>) -> Outcome {
    let awaited = match here.op() {
        Op::Await { src, .. } | Op::AwaitOr { src, .. } => src,
        Op::CallTool { dst, .. } | Op::CallExtern { dst, .. } => dst,
        _ => {
            here.fiber.next = Next::Wait;
            return Err(Halt::Stopped.into());
        }
    };
    Err(Halt::Await { value: here.get(awaited).clone(), at: here.at() }.into())
}

/// The failure of a function given to `update` that would let others run in between.
#[cold]
pub(super) fn suspended_update() -> Trap {
    let advice = "read with `get`, wait, then write with `set`";
    Trap::Fault(Fault::error(format!("the function given to `update` must not wait or start futures; {advice}")))
}
