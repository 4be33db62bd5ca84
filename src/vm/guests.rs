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
use super::{Arrival, FutureId, Host, Image, Value, WorkCall, branches};
use crate::bytecode::{Op, SymbolId};

/// A guest that has been given up.
#[derive(Debug)]
pub struct Guest {
    /// A fiber of its own.
    pub fiber: Fiber,
    /// Of a branch, the calls of the branches that come after it.
    pub behind: Vec<WorkCall>,
}

impl Fiber {
    /// How many of its children run on its stack, each the child of the one before.
    pub fn guests(&self) -> u32 {
        self.guests
    }

    /// Gives up its guests as fibers of their own, outermost first. The innermost goes on where it stood; the others, and this fiber, wait for the
    /// future of the next, or of the composite whose branch the next is.
    pub fn give_up_guests(&mut self, image: &Image) -> Vec<Guest> {
        let mut guests: Vec<Guest> = (0..self.guests).map(|_| self.give_up_innermost(image)).collect();
        self.guests = 0;
        guests.reverse();
        guests
    }

    fn give_up_innermost(&mut self, image: &Image) -> Guest {
        let is_body = |frame: &Frame| frame.flags.has(Flags::GUEST.with(Flags::BRANCH));
        let body = self.frames.iter().rposition(is_body).expect("a guest has a frame");
        let behind = branches::behind(self, image, body);
        let base = self.frames[body].base;
        let live = self.live_registers();
        let mut registers = image.spare_values();
        let taken = self.registers[base as usize..live].iter_mut();
        registers.extend(taken.map(|slot| std::mem::replace(slot, Value::Null)));
        let mut frames = image.spare_frames();
        frames.extend(self.frames.drain(body..).map(|frame| Frame { base: frame.base - base, ..frame }));
        frames[0].flags.remove(Flags::GUEST.with(Flags::BRANCH));
        let next = std::mem::replace(&mut self.next, Next::Wait);
        Guest { fiber: Fiber { registers, frames, next, side: None, guests: 0 }, behind }
    }
}

/// What the step loop knows of guests, as long as nothing happens but that they come and go.
#[derive(Default)]
pub(super) struct Visits {
    /// How many more may come before the host is asked again.
    room: u32,
    /// Whether the innermost guest is not enrolled.
    has_arrival: bool,
    /// The last guest that came.
    arrival: Arrival,
}

impl Visits {
    /// Whether a child may start on the fiber's stack now. A guest that wants one is enrolled.
    #[inline(always)]
    pub fn admits<H: Host>(&mut self, frames: &[Frame], side: Option<&Side>, host: &mut H) -> bool {
        let is_prelude = frames.last().is_some_and(|frame| frame.flags.has(Flags::PRELUDE));
        !is_prelude && (self.room > 0 && !self.has_arrival || self.finds_room(side, host))
    }

    #[inline(never)]
    fn finds_room<H: Host>(&mut self, side: Option<&Side>, host: &mut H) -> bool {
        self.end(host);
        if side.is_none_or(|side| side.updates.is_empty()) {
            self.room = host.guests_max();
        }
        self.room > 0
    }

    /// A child comes that was admitted.
    #[inline(always)]
    pub fn begin(&mut self, arrival: Arrival) {
        self.room -= 1;
        self.has_arrival = true;
        self.arrival = arrival;
    }

    /// The innermost guest returns a value; none when that takes a fiber.
    #[inline(always)]
    pub fn leave<H: Host>(&mut self, value: &Value, left: i64, is_awaited: bool, host: &mut H) -> Option<FutureId> {
        if self.has_arrival && !matches!(value, Value::Future(_)) {
            self.has_arrival = false;
            return Some(host.pass_through(&self.arrival, value, left, is_awaited));
        }
        self.end(host);
        host.settle_guest(value, left, is_awaited)
    }

    /// Something else is to happen.
    #[inline(always)]
    pub fn end<H: Host>(&mut self, host: &mut H) {
        self.room = 0;
        if std::mem::take(&mut self.has_arrival) {
            host.enrol_guest(&self.arrival);
        }
    }
}

/// Whether an op of a guest, which the step loop does not do itself, takes a fiber of its own: it acts on others, or leaves
/// something beside the frames.
pub(super) fn is_noticed(fiber: &Fiber, image: &Image, op: Op) -> bool {
    match op {
        Op::CallMethod { name, .. } | Op::SpawnMethod { name, .. } => acts_on_others(image, name),
        Op::BecomeBuiltin { .. } | Op::BecomeMethod { .. } | Op::Return { .. } => {
            fiber.frames.last().is_some_and(|frame| !frame.flags.has(Flags::BRANCH))
        }
        Op::Defer { .. } | Op::DeferEnd | Op::Role { .. } => true,
        _ => fiber.frames.len() >= image.frames_max as usize,
    }
}

fn acts_on_others(image: &Image, name: SymbolId) -> bool {
    use HandleMethod::{Close, Receive, Send, TryReceive, Update};
    matches!(image.method(name).handle, Some(Send | Receive | TryReceive | Close | Update))
}
