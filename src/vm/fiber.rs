//! A fiber: the frames and registers of one future's code.
//!
//! A fiber is plain data. Copying one costs a copy of its frames and live registers (16 bytes each, and a reference count for what they
//! share); an idle spawned cell is one frame and a handful of registers. It knows nothing of time and of other fibers.

use super::frame::{Flags, Frame, Side};
use super::here::{Here, Outcome, Trap};
use super::{Callee, Exit, Halt, Host, Image, Resume, Value, WorkCall};
use super::{begin, resume, step, unwind};
use crate::bytecode::{CodeOffset, FunctionIndex, Reg};

/// Ops between two entries of the step loop. An engine that compiles hot functions in the background changes to the faster code when a function is
/// entered, not in the middle of a loop, so the loop is entered anew now and then.
const SLICE: i64 = 1 << 15;

/// One fiber.
#[derive(Debug)]
pub struct Fiber {
    pub(super) registers: Vec<Value>,
    pub(super) frames: Vec<Frame>,
    pub(super) next: Next,
    pub(super) side: Option<Box<Side>>,
    /// How many of its children run on its stack.
    pub(super) guests: u32,
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
    /// Going on behind the outermost running `defer` body.
    Abandon,
    /// What the last op came to, while the fiber was still another one's guest.
    Trap(Box<Trap>),
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

impl Clone for Fiber {
    fn clone(&self) -> Fiber {
        Fiber {
            registers: self.registers[..self.live_registers()].to_vec(),
            frames: self.frames.clone(),
            next: self.next.clone(),
            side: self.side.clone(),
            guests: self.guests,
        }
    }
}

impl Fiber {
    /// A fiber that will make `call`. A wrong number of arguments makes its first run fail.
    pub fn new(image: &Image, call: WorkCall) -> Fiber {
        match call.callee {
            Callee::Function(function) => Fiber::of_function(image, function, call.arguments),
            _ => Fiber {
                registers: Vec::new(),
                frames: Vec::new(),
                next: Next::Begin(Box::new(call)),
                side: None,
                guests: 0,
            },
        }
    }

    fn of_function(image: &Image, function: FunctionIndex, arguments: Vec<Value>) -> Fiber {
        let head = image.head(function);
        let mut registers = arguments;
        registers.resize_with(head.registers as usize, || Value::Null);
        let mut frames = image.spare_frames();
        let (dst, flags) = (Reg(0), head.flags);
        frames.push(Frame { pc: head.start, base: 0, function, registers: head.registers, dst, flags });
        Fiber { registers, frames, next: Next::Go, side: None, guests: 0 }
    }

    /// Executes ops until the fiber must stop. `fuel` is what it may use: it goes down by one for each op. Fuel is looked at on jumps and
    /// calls only, so it may end a little below zero; the sum is exact and does not depend on how a run is sliced. A run of a fiber that still waits
    /// gives the same halt again.
    pub fn run<H: Host>(&mut self, image: &Image, host: &mut H, fuel: &mut i64) -> Halt {
        let mut outcome = self.enter(image, host);
        loop {
            outcome = match outcome {
                Ok(()) if *fuel <= 0 => return Halt::OutOfFuel,
                Ok(()) => self.step(image, host, fuel),
                Err(trap) if self.guests > 0 => return self.crowded(trap),
                Err(Trap::Halt(halt)) => match self.stop(image, &halt) {
                    None => return halt,
                    Some(forbidden) => Err(forbidden),
                },
                Err(Trap::Fault(fault)) => {
                    let mut here = Here::of(self, image, host);
                    let failure = here.failure(*fault);
                    unwind::leave(&mut here, Exit::Failed(failure))
                }
                Err(Trap::Failure(failure)) => unwind::leave(&mut Here::of(self, image, host), Exit::Failed(failure)),
            };
        }
    }

    /// The innermost guest needs a fiber of its own, in which it goes on with what its last op came to.
    fn crowded(&mut self, trap: Trap) -> Halt {
        if !matches!(trap, Trap::Halt(Halt::Crowded)) {
            self.next = Next::Trap(Box::new(trap));
        }
        Halt::Crowded
    }

    fn step<H: Host>(&mut self, image: &Image, host: &mut H, fuel: &mut i64) -> Outcome {
        let slice = (*fuel).min(SLICE);
        let mut left = slice as isize;
        let outcome = step::steps(self, image, host, &mut left);
        *fuel -= slice - left as i64;
        outcome
    }

    /// Does what the next run begins with.
    fn enter<H: Host>(&mut self, image: &Image, host: &mut H) -> Outcome {
        let next = std::mem::replace(&mut self.next, Next::Go);
        let mut here = Here::of(self, image, host);
        match next {
            Next::Go => Ok(()),
            Next::Begin(call) => begin::begin(&mut here, *call),
            Next::Wait => resume::wait_again(&mut here),
            Next::Resume(result) => resume::resume(&mut here, result),
            Next::Cancel => unwind::leave(&mut here, Exit::Cancelled),
            Next::Abandon => unwind::abandon(&mut here),
            Next::Trap(trap) => Err(*trap),
        }
    }

    /// Prepares for what comes after a halt, unless the fiber must not halt here.
    fn stop(&mut self, image: &Image, halt: &Halt) -> Option<Trap> {
        match halt {
            Halt::Exited(_) | Halt::Become { .. } => {
                image.keep_spare(std::mem::take(&mut self.registers), std::mem::take(&mut self.frames));
            }
            Halt::OutOfFuel | Halt::Stopped | Halt::Crowded => {}
            _ if self.side.as_ref().is_some_and(|side| !side.updates.is_empty()) => {
                return Some(resume::suspended_update());
            }
            _ => self.next = Next::Wait,
        }
        None
    }

    /// Hands over what the fiber waits for; the next run goes on with it. The fiber itself adds the await's place to a failure's chain.
    pub fn resume(&mut self, result: Resume) {
        self.next = Next::Resume(result);
    }

    /// Makes the next run unwind: innermost frame first, each frame's `defer`s last-in first-out, uncatchable, then [`Exit::Cancelled`].
    /// A `defer` body that is running ([`Fiber::running_defer`]) is shielded: it goes on as if nothing had happened, and then the fiber exits as cancelled,
    /// unless it was failing already.
    pub fn cancel(&mut self) {
        match self.side.as_mut().and_then(|side| side.exits.first_mut()) {
            Some(pending) if matches!(pending.exit, Exit::Failed(_)) => {}
            Some(pending) => pending.exit = Exit::Cancelled,
            None => self.next = Next::Cancel,
        }
    }

    /// Makes the next run drop the `defer` body that is running, with all it has called, and go on with the next.
    pub fn abandon_defer(&mut self) {
        if self.running_defer() {
            self.next = Next::Abandon;
        }
    }

    /// Whether a `defer` body is running.
    pub fn running_defer(&self) -> bool {
        self.side.as_ref().is_some_and(|side| !side.exits.is_empty())
    }

    /// The op at which the fiber stands: the one that waits, else the one that comes next. Inside of the prelude the call that led there; nowhere
    /// in the code if there is none.
    pub fn at(&self) -> CodeOffset {
        self.place(self.is_inside_op()).unwrap_or(CodeOffset(u32::MAX))
    }

    /// Where the innermost frame of the program's own code stands.
    pub(super) fn place(&self, is_inside_op: bool) -> Option<CodeOffset> {
        let mut is_inside_op = is_inside_op;
        for frame in self.frames.iter().rev() {
            if !frame.flags.has(Flags::PRELUDE) {
                return Some(CodeOffset(frame.pc - u32::from(is_inside_op)));
            }
            is_inside_op = true;
        }
        None
    }

    /// Number of frames.
    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Its frames, innermost first.
    pub fn frames(&self) -> impl Iterator<Item = FrameView<'_>> {
        let top = self.frames.len().wrapping_sub(1);
        self.frames.iter().enumerate().rev().map(move |(index, frame)| FrameView {
            function: frame.function,
            at: CodeOffset(frame.pc - u32::from(index != top || self.is_inside_op())),
            registers: &self.registers[frame.base as usize..][..frame.registers as usize],
        })
    }

    /// Whether the top frame's op before the next has begun and not ended.
    fn is_inside_op(&self) -> bool {
        matches!(self.next, Next::Wait | Next::Resume(_) | Next::Trap(_))
    }

    /// The registers that some frame's window holds.
    pub(super) fn live_registers(&self) -> usize {
        // A caller's window may end behind its callee's.
        self.frames.iter().map(|frame| frame.base as usize + frame.registers as usize).max().unwrap_or(0)
    }

    pub(super) fn side(&mut self) -> &mut Side {
        self.side.get_or_insert_default()
    }
}
