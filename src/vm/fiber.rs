//! A fiber: the frames and registers of one future's code.
//!
//! A fiber is plain data. Copying one costs a copy of its frames (16 bytes each) and registers (16 bytes each, and a reference count
//! for what they share); an idle spawned cell is one frame and a handful of registers. It knows nothing of time and of other fibers.

use super::{Callee, Exit, Halt, Host, Image, Resume, Value, WorkCall};
use crate::bytecode::{CodeOffset, FunctionIndex};

/// One fiber.
#[derive(Clone, Debug)]
pub struct Fiber {
    pub(super) registers: Vec<Value>,
    pub(super) frames: Vec<Frame>,
    pub(super) next: Next,
}

/// One call. Its registers are a window of the fiber's; a callee's window begins at the arguments in the caller's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub function: FunctionIndex,
    pub dst: u16,
    /// The op that comes next.
    pub pc: u32,
    pub base: u32,
}

/// What the next run begins with.
#[derive(Clone, Debug)]
pub(super) enum Next {
    /// The call that is the fiber's body.
    Begin(Box<WorkCall>),
    /// The top frame's next op.
    Go,
    /// Nothing: the op before the next waits for its result.
    Wait,
    /// The waiting op's result.
    Resume(Resume),
    /// Unwinding.
    Cancel,
    /// Going on with the next `defer`.
    Abandon,
}

/// A frame as seen from outside.
#[derive(Clone, Copy, Debug)]
pub struct FrameView<'a> {
    /// The running function.
    pub function: FunctionIndex,
    /// The op at which it stands: the waiting op, the call that is under way, or the op that comes next.
    pub at: CodeOffset,
    /// Its registers; `Function::variables` tells which of them are named here.
    pub registers: &'a [Value],
}

impl Fiber {
    /// A fiber that will make `call`. A wrong number of arguments makes its first run fail.
    pub fn new(image: &Image, call: WorkCall) -> Fiber {
        let _ = (image, matches!(call.callee, Callee::Function(_)));
        Fiber { registers: Vec::new(), frames: Vec::new(), next: Next::Begin(Box::new(call)) }
    }

    /// Executes ops until the fiber must stop. `fuel` is what it may use: it goes down by one for each op. Fuel is looked at on backward jumps and
    /// calls only, so it may end a little below zero; the sum is exact and does not depend on how a run is sliced.
    pub fn run<H: Host>(&mut self, image: &Image, host: &mut H, fuel: &mut i64) -> Halt {
        let _ = (image, host, fuel);
        Halt::Exited(Exit::Cancelled)
    }

    /// Hands over what the fiber waits for; the next run goes on with it. The fiber itself adds the await's place to a failure's chain.
    pub fn resume(&mut self, result: Resume) {
        self.next = Next::Resume(result);
    }

    /// Makes the next run unwind: innermost frame first, each frame's `defer`s last-in first-out, uncatchable, then [`Exit::Cancelled`].
    /// A `defer` body that is running is finished first.
    pub fn cancel(&mut self) {
        self.next = Next::Cancel;
    }

    /// Makes the next run drop the `defer` body that is running, with all it has called, and go on with the next.
    pub fn abandon_defer(&mut self) {
        self.next = Next::Abandon;
    }

    /// Whether a `defer` body is running.
    pub fn running_defer(&self) -> bool {
        false
    }

    /// The op at which the fiber stands.
    pub fn at(&self) -> CodeOffset {
        CodeOffset(self.frames.last().map_or(0, |frame| frame.pc))
    }

    /// Number of frames.
    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Its frames, innermost first.
    pub fn frames<'a>(&'a self, image: &'a Image) -> impl Iterator<Item = FrameView<'a>> {
        self.frames.iter().rev().map(|frame| FrameView {
            function: frame.function,
            at: CodeOffset(frame.pc),
            registers: &self.registers[frame.base as usize..][..image.program.functions[frame.function.0 as usize].registers as usize],
        })
    }
}
