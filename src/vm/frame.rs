//! Frames, and what a fiber keeps beside them when it needs it.

use super::{Exit, SharedId, Value};
use crate::bytecode::{CodeOffset, FunctionIndex, Reg};
use std::rc::Rc;

/// One call. Its registers are a window of the fiber's; a callee's window begins at the arguments in the caller's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The op that comes next, an index into the program's code.
    pub pc: u32,
    /// The window's first register.
    pub base: u32,
    pub function: FunctionIndex,
    /// The window's length.
    pub registers: u16,
    /// The caller's register that gets the result.
    pub dst: Reg,
    pub flags: Flags,
}

/// What leaving a frame takes besides handing over the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags(u8);

impl Flags {
    /// Nothing.
    pub const NONE: Flags = Flags(0);
    /// [`Side::defers`] or [`Side::roles`] hold something of this frame.
    pub const SIDE: Flags = Flags(1);
    /// The result goes into the shared cell on top of [`Side::updates`], too.
    pub const UPDATE: Flags = Flags(2);
    /// The caller returns the result at once.
    pub const TAIL: Flags = Flags(4);

    /// The function is a cell of the prelude: its ops have no place in the program's text.
    pub const PRELUDE: Flags = Flags(8);

    /// The frame is the body of a spawned child that runs on its spawner's stack.
    pub const GUEST: Flags = Flags(16);

    /// The frame is the body of a branch that runs on its maker's stack. Its `dst` is the branch's number; the maker's op says where its result goes.
    pub const BRANCH: Flags = Flags(32);

    /// Whether leaving the frame takes no more than handing over the result.
    #[inline(always)]
    pub fn is_plain(self) -> bool {
        self.0 & !Flags::PRELUDE.0 == 0
    }

    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    pub fn add(&mut self, other: Flags) {
        self.0 |= other.0;
    }

    pub fn remove(&mut self, other: Flags) {
        self.0 &= !other.0;
    }

    pub fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// What few fibers need. Each list belongs to all frames, outermost first; `depth` is the index of the frame.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    /// Registered `defer`s that have not begun.
    pub defers: Vec<Deferred>,
    /// Exits that wait for the end of a `defer` body.
    pub exits: Vec<PendingExit>,
    /// Role lines for the next tool call.
    pub roles: Vec<RoleLine>,
    /// Shared cells whose `update` is under way.
    pub updates: Vec<SharedId>,
}

/// A registered `defer`.
#[derive(Clone, Debug)]
pub(super) struct Deferred {
    pub depth: u32,
    pub body: CodeOffset,
    /// Where `saved` goes back to.
    pub from: Reg,
    pub saved: Vec<Value>,
}

/// How a frame is being left while one of its `defer`s runs.
#[derive(Clone, Debug)]
pub(super) struct PendingExit {
    pub depth: u32,
    pub exit: Exit,
}

/// A `role` line.
#[derive(Clone, Debug)]
pub(super) struct RoleLine {
    pub depth: u32,
    pub name: Rc<str>,
    pub text: Value,
}

impl Side {
    /// Takes the last registered `defer` of a frame.
    pub fn pop_defer(&mut self, depth: u32) -> Option<Deferred> {
        self.defers.pop_if(|deferred| deferred.depth == depth)
    }

    /// Takes the exit that waits for the frame's running `defer` body.
    pub fn pop_exit(&mut self, depth: u32) -> Option<Exit> {
        self.exits.pop_if(|pending| pending.depth == depth).map(|pending| pending.exit)
    }

    /// Takes the frame's role lines.
    pub fn take_roles(&mut self, depth: u32) -> Vec<(Rc<str>, Value)> {
        let first = self.roles.iter().position(|role| role.depth >= depth).unwrap_or(self.roles.len());
        self.roles.drain(first..).map(|role| (role.name, role.text)).collect()
    }

    /// Forgets everything of frames deeper than `depth`.
    pub fn truncate(&mut self, depth: u32) {
        self.defers.retain(|deferred| deferred.depth <= depth);
        self.exits.retain(|pending| pending.depth <= depth);
        self.roles.retain(|role| role.depth <= depth);
    }
}
