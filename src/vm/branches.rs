//! Branches of a composite that start on the stack of the fiber that makes it, one after the other.
//!
//! Like a spawned child, a branch mostly ends before it first waits; as a guest ([`super::guests`]) it costs little more than a call. Its frame
//! stands above its maker's, whose registers hold what it captures, so that nothing is kept for the branches that come later. A branch
//! that is a `sleep` becomes it without a fiber. As soon as one takes a fiber of its own, so do those behind it.

use super::fiber::Fiber;
use super::frame::{Flags, Frame};
use super::here::{Here, Outcome};
use super::invoke::make_room;
use super::resume::result_register;
use super::unwind::pop_frame;
use super::{Callee, Exit, FutureId, Halt, Host, Image, Operation, Value, WorkCall};
use crate::bytecode::{BranchPlan, FunctionIndex, Op, Program, Reg};
use crate::prelude;

/// A composite whose branches are to start on their maker's stack.
#[derive(Clone, Copy, Debug)]
pub struct GuestBranches {
    /// Index into `Program::composites`.
    pub plan: u16,
    /// How many branches there are, at least one.
    pub count: u16,
    /// The limit of a timeout.
    pub limit_ms: Option<i64>,
}

/// What follows a branch's turn on its maker's stack.
#[derive(Clone, Copy, Debug)]
pub enum AfterBranch {
    /// The branch of that number starts.
    Branch(u16),
    /// The maker of the composite with this future goes on.
    Maker(FutureId),
}

/// Starts the composite of the present op with its branches as guests, if they may be.
pub(super) fn begin<H: Host>(here: &mut Here<'_, H>, plan: u16, limit_ms: Option<i64>) -> bool {
    let has_room = here.left > 0 && here.fiber.frames.len() < here.image.frames_max as usize;
    if !has_room || !here.image.guest_branches[usize::from(plan)] || !may_have_guests(here.fiber) {
        return false;
    }
    let Ok(count) = u16::try_from(Entries::of(here.op(), here.image).count(here.window())) else { return false };
    let (at, left) = (here.at(), here.left);
    let is_admitted = count > 0 && here.host.admit_branches(GuestBranches { plan, count, limit_ms }, at, left);
    if is_admitted {
        start(here, 0);
    }
    is_admitted
}

/// Whether a fiber's present frame may have guests above it.
fn may_have_guests(fiber: &Fiber) -> bool {
    let is_prelude = fiber.frames.last().is_some_and(|frame| frame.flags.has(Flags::PRELUDE));
    !is_prelude && fiber.side.as_ref().is_none_or(|side| side.updates.is_empty())
}

/// Puts the frame of a branch above its maker's.
fn start<H: Host>(here: &mut Here<'_, H>, number: u16) {
    let (maker, entries) = (*here.frame(), Entries::of(here.op(), here.image));
    let function = entries.plan(number).function;
    let head = here.image.head(function);
    let base = maker.base + u32::from(maker.registers);
    make_room(&mut here.fiber.registers, base as usize + usize::from(head.registers));
    let (window, behind) = here.fiber.registers[maker.base as usize..].split_at_mut(maker.registers.into());
    for (slot, value) in behind.iter_mut().zip(entries.values(number, window)) {
        *slot = value.clone();
    }
    let flags = head.flags.with(Flags::BRANCH);
    let (pc, registers, dst) = (head.start, head.registers, Reg(number));
    here.fiber.frames.push(Frame { pc, base, function, registers, dst, flags });
    here.fiber.guests += 1;
}

/// `Op::Return` of a branch that is a guest. If more follows from it than its composite is told, it takes a fiber of its own, which is over.
pub(super) fn op_return<H: Host>(here: &mut Here<'_, H>, src: Reg) -> Outcome {
    let (at, left) = (here.absolute(src), here.left);
    let after = if left > 0 { here.host.settle_branch(&mut here.fiber.registers[at], left) } else { None };
    let Some(after) = after else { return Err(Halt::Exited(Exit::Returned(here.take(src))).into()) };
    go_on(here, after);
    Ok(())
}

/// The branch, a guest, becomes a sleep.
pub(super) fn become_sleep<H: Host>(here: &mut Here<'_, H>, ms: i64) -> Outcome {
    let (at, left) = (here.at(), here.left);
    let after = if left > 0 { here.host.become_sleep(ms, at, left) } else { None };
    let Some(after) = after else {
        return Err(Halt::Become { operation: Box::new(Operation::Sleep { ms }), at }.into());
    };
    go_on(here, after);
    Ok(())
}

/// After a branch's turn the next one starts, or the maker goes on with the composite.
fn go_on<H: Host>(here: &mut Here<'_, H>, after: AfterBranch) {
    pop_frame(here);
    here.fiber.guests -= 1;
    match after {
        AfterBranch::Branch(number) => start(here, number),
        AfterBranch::Maker(future) => {
            if let Some(dst) = result_register(here.op()) {
                here.set(dst, Value::Future(future));
            }
        }
    }
}

/// The calls of the branches that come after the one whose frame has this index; none of other guests.
pub(super) fn behind(fiber: &Fiber, image: &Image, body: usize) -> Vec<WorkCall> {
    let (frame, maker) = (fiber.frames[body], fiber.frames[body - 1]);
    if !frame.flags.has(Flags::BRANCH) {
        return Vec::new();
    }
    let window = &fiber.registers[maker.base as usize..][..maker.registers.into()];
    let entries = Entries::of(image.op(maker.pc - 1), image);
    let call = |number| {
        let function = entries.plan(number).function;
        let mut arguments = Vec::with_capacity(image.head(function).registers.into());
        arguments.extend(entries.values(number, window).cloned());
        WorkCall { callee: Callee::Function(function), arguments }
    };
    (frame.dst.0 + 1..entries.count(window) as u16).map(call).collect()
}

/// The entries of a composite, or of a parallel loop with the register of its items.
struct Entries<'i> {
    plans: &'i [BranchPlan],
    items: Option<Reg>,
}

impl<'i> Entries<'i> {
    /// Those of the composite that an op makes.
    fn of(op: Op, image: &'i Image) -> Entries<'i> {
        let (plan, items) = match op {
            Op::Composite { plan, .. } | Op::Timeout { plan, .. } => (plan, None),
            Op::ParallelEach { plan, items, .. } => (plan, Some(items)),
            op => unreachable!("{op:?} makes no branches from entries"),
        };
        Entries { plans: &image.program.composites[usize::from(plan)].branches, items }
    }

    fn plan(&self, number: u16) -> &'i BranchPlan {
        &self.plans[if self.items.is_some() { 0 } else { usize::from(number) }]
    }

    fn count(&self, window: &[Value]) -> usize {
        self.items.map_or(self.plans.len(), |items| list(window, items).len())
    }

    /// What a branch finds in its first registers: the item of its round, and what it captures of its maker's.
    fn values<'w>(&self, number: u16, window: &'w [Value]) -> impl Iterator<Item = &'w Value> + use<'w, 'i> {
        let item = self.items.map(|items| &list(window, items)[usize::from(number)]);
        item.into_iter().chain(self.plan(number).captures.iter().map(|register| &window[register.0 as usize]))
    }
}

/// The items of a list; none of other values, whose rounds start in fibers.
fn list(window: &[Value], register: Reg) -> &[Value] {
    match &window[register.0 as usize] {
        Value::List(items) => items,
        _ => &[],
    }
}

/// For each composite whether its branches are worth a start as guests.
pub(super) fn are_guests(program: &Program) -> Box<[bool]> {
    let mut are_guests = vec![false; program.composites.len()];
    for op in &program.code {
        let (plan, params) = match op {
            Op::Composite { plan, .. } | Op::Timeout { plan, .. } => (*plan, 0),
            Op::ParallelEach { plan, .. } => (*plan, 1),
            _ => continue,
        };
        let branches = &program.composites[usize::from(plan)].branches;
        are_guests[usize::from(plan)] = branches.iter().all(|branch| is_guest(program, branch.function, params));
    }
    are_guests.into()
}

/// Whether a branch takes what it gets and does not itself make what takes a fiber.
fn is_guest(program: &Program, function: FunctionIndex, params: u16) -> bool {
    let function = &program.functions[usize::from(function.0)];
    let code = &program.code[function.start.0 as usize..function.end.0 as usize];
    let takes_fiber = |op: &Op| match op {
        Op::BecomeBuiltin { builtin, .. } => Some(*builtin) != prelude::builtin("sleep"),
        Op::BecomeMethod { .. } | Op::CallTool { .. } | Op::CallExtern { .. } => true,
        _ => false,
    };
    function.params == params && !function.variadic && !code.iter().any(takes_fiber)
}
