//! The place at which an op is executed: its fiber and all it may use.

use super::builtins::{Context, Raise};
use super::fiber::Fiber;
use super::frame::{Frame, Side};
use super::ops::{Env, Fault};
use super::{Failure, Halt, Host, Image, TraceEntry, Value};
use crate::bytecode::{CodeOffset, Op, Reg};
use std::rc::Rc;

/// Why the step loop is left.
#[derive(Clone, Debug)]
pub(super) enum Trap {
    /// The fiber gives control back.
    Halt(Halt),
    /// The op fails.
    Fault(Box<Fault>),
    /// The op passes on a failure.
    Failure(Rc<Failure>),
}

/// What an op gives back that may fail or halt.
pub(super) type Outcome<T = ()> = Result<T, Trap>;

impl From<Box<Fault>> for Trap {
    fn from(fault: Box<Fault>) -> Trap {
        Trap::Fault(fault)
    }
}

impl From<Raise> for Trap {
    fn from(raise: Raise) -> Trap {
        match raise {
            Raise::Fault(fault) => Trap::Fault(fault),
            Raise::Stop => Trap::Halt(Halt::Stopped),
        }
    }
}

impl From<Halt> for Trap {
    fn from(halt: Halt) -> Trap {
        Trap::Halt(halt)
    }
}

/// A fiber whose top frame's `pc` stands behind the op that is executed.
pub(super) struct Here<'a, H: Host> {
    pub fiber: &'a mut Fiber,
    pub image: &'a Image,
    pub host: &'a mut H,
    /// What is left of the fuel, where it matters.
    pub left: i64,
}

impl<'a, H: Host> Here<'a, H> {
    pub fn of(fiber: &'a mut Fiber, image: &'a Image, host: &'a mut H) -> Here<'a, H> {
        Here { fiber, image, host, left: 0 }
    }

    /// The same with what is left of the fuel.
    pub fn with_fuel(self, left: i64) -> Here<'a, H> {
        Here { left, ..self }
    }

    /// The place in the program's text that is executed: the op; inside of the prelude the call that led there; else what made the future.
    pub fn at(&self) -> CodeOffset {
        self.fiber.place(true).unwrap_or_else(|| self.host.made_at())
    }

    /// The op that is executed.
    pub fn op(&self) -> Op {
        let frame = self.fiber.frames[self.fiber.frames.len() - 1];
        self.image.op(frame.pc - 1)
    }

    pub fn frame(&mut self) -> &mut Frame {
        let top = self.fiber.frames.len() - 1;
        &mut self.fiber.frames[top]
    }

    /// Index of the top frame.
    pub fn depth(&self) -> u32 {
        self.fiber.frames.len() as u32 - 1
    }

    /// Goes to `to`, relative to the op that is executed.
    pub fn jump(&mut self, to: i32) {
        let frame = self.frame();
        frame.pc = frame.pc.wrapping_add_signed(to - 1);
    }

    /// The top frame's registers.
    pub fn window(&mut self) -> &mut [Value] {
        window(self.fiber)
    }

    /// What pure ops need, and the top frame's registers.
    pub fn parts(&mut self) -> (Env<'_>, &mut [Value]) {
        let env = Env { program: &self.image.program, futures: &*self.host, limits: self.image.limits };
        (env, window(self.fiber))
    }

    pub fn env(&self) -> Env<'_> {
        Env { program: &self.image.program, futures: &*self.host, limits: self.image.limits }
    }

    pub fn get(&self, register: Reg) -> &Value {
        &self.fiber.registers[self.absolute(register)]
    }

    pub fn take(&mut self, register: Reg) -> Value {
        std::mem::replace(&mut self.window()[register.0 as usize], Value::Null)
    }

    pub fn set(&mut self, register: Reg, value: Value) {
        self.window()[register.0 as usize] = value;
    }

    /// A register's index in the fiber's registers.
    pub fn absolute(&self, register: Reg) -> usize {
        self.fiber.frames.last().map_or(0, |frame| frame.base as usize) + register.0 as usize
    }

    /// `count` values from an absolute index on, taken.
    pub fn take_values(&mut self, first: usize, count: usize) -> Vec<Value> {
        let mut values = self.image.spare_values();
        values.extend(
            self.fiber.registers[first..first + count].iter_mut().map(|slot| std::mem::replace(slot, Value::Null)),
        );
        values
    }

    pub fn side(&mut self) -> &mut Side {
        self.fiber.side()
    }

    /// What a builtin sees, and all registers of the fiber.
    pub fn context(&mut self) -> (Context<'_>, &mut [Value]) {
        let at = self.at();
        let limits = self.image.limits;
        let context = Context { program: &self.image.program, host: &mut *self.host, at, limits };
        (context, &mut self.fiber.registers)
    }

    /// A failure that arises here.
    pub fn failure(&self, fault: Fault) -> Rc<Failure> {
        let origin = self.host.current();
        let trace = vec![TraceEntry { future: origin, at: self.at() }];
        Rc::new(Failure { message: fault.message.into(), kind: fault.kind, origin, trace })
    }

    /// A failure that an await here passes on.
    pub fn passed_on(&self, failure: &Failure) -> Rc<Failure> {
        let mut failure = failure.clone();
        failure.trace.push(TraceEntry { future: self.host.current(), at: self.at() });
        Rc::new(failure)
    }
}

fn window(fiber: &mut Fiber) -> &mut [Value] {
    let top = fiber.frames[fiber.frames.len() - 1];
    &mut fiber.registers[top.base as usize..][..top.registers as usize]
}
