//! Guests: children that run on the stack of the fiber that spawned them, for as long as nobody can tell.
//!
//! Most spawned calls end before they first wait. Started as a guest, such a call costs little more than a call: its body is a frame above its
//! spawner's, marked [`Flags::GUEST`]. As soon as a guest halts, fails, or is about to do what others could notice, the fiber
//! comes back as crowded and gives its guests up as fibers of their own, which go on exactly where they stood. The host hears of a guest when it
//! returns, or before anything else happens ([`super::Host::enrol_guest`]). The idea is lazy task creation
//! (E. Mohr, D. Kranz, R. Halstead, "Lazy Task Creation: A Technique for Increasing the Granularity of Parallel Programs", LFP 1990).

use super::fiber::{Fiber, Next};
use super::frame::{Flags, Frame, Side};
use super::image::HandleMethod;
use super::quick::copy;
use super::{Image, Value};
use crate::bytecode::{Op, Reg, SymbolId};

impl Fiber {
    /// How many of its children run on its stack, each the child of the one before.
    pub fn guests(&self) -> u32 {
        self.guests
    }

    /// Gives up its guests as fibers of their own, outermost first. The innermost goes on where it stood; the others, and this fiber, wait for the
    /// future of the next.
    pub fn give_up_guests(&mut self, image: &Image) -> Vec<Fiber> {
        let mut fibers: Vec<Fiber> = (0..self.guests).map(|_| self.give_up_innermost(image)).collect();
        self.guests = 0;
        fibers.reverse();
        fibers
    }

    fn give_up_innermost(&mut self, image: &Image) -> Fiber {
        let body = self.frames.iter().rposition(|frame| frame.flags.has(Flags::GUEST)).expect("a guest has a frame");
        let base = self.frames[body].base;
        let live = self.live_registers();
        let mut registers = image.spare_values();
        let taken = self.registers[base as usize..live].iter_mut();
        registers.extend(taken.map(|slot| std::mem::replace(slot, Value::Null)));
        let mut frames = image.spare_frames();
        frames.extend(self.frames.drain(body..).map(|frame| Frame { base: frame.base - base, ..frame }));
        frames[0].flags.remove(Flags::GUEST);
        let next = std::mem::replace(&mut self.next, Next::Wait);
        Fiber { registers, frames, next, side: None, guests: 0 }
    }
}

/// Whether a child may start on a fiber's stack now.
#[inline(always)]
pub(super) fn may_start(frames: &[Frame], side: Option<&Side>) -> bool {
    let is_prelude = frames.last().is_some_and(|frame| frame.flags.has(Flags::PRELUDE));
    !is_prelude && side.is_none_or(|side| side.updates.is_empty())
}

/// What a returning guest's spawner does next when that is to await it, its `handle`, and `value` is all that this takes: where the value goes.
#[inline(always)]
pub(super) fn awaited(value: &Value, next: Op, handle: Reg) -> Option<(Reg, Value)> {
    match next {
        Op::Await { dst, src } | Op::AwaitOr { dst, src, .. } if src == handle && value.is_plain() => {
            Some((dst, copy(value)))
        }
        _ => None,
    }
}

/// Whether an op of a guest, which the step loop does not do itself, takes a fiber of its own: it acts on others, or leaves
/// something beside the frames.
pub(super) fn is_noticed(fiber: &Fiber, image: &Image, op: Op) -> bool {
    match op {
        Op::CallMethod { name, .. } | Op::SpawnMethod { name, .. } => acts_on_others(image, name),
        Op::BecomeBuiltin { .. } | Op::BecomeMethod { .. } | Op::Return { .. } => true,
        Op::Defer { .. } | Op::DeferEnd | Op::Role { .. } => true,
        _ => fiber.frames.len() >= image.frames_max as usize,
    }
}

fn acts_on_others(image: &Image, name: SymbolId) -> bool {
    use HandleMethod::{Close, Receive, Send, TryReceive, Update};
    matches!(image.method(name).handle, Some(Send | Receive | TryReceive | Close | Update))
}
