//! A program made ready to run: constants as values, and the spare stacks that finished fibers leave behind.
//!
//! One image serves all fibers of a machine and all copies of it. Nothing in it ever reaches a result: spare stacks are
//! empty when they are handed out.

use super::Value;
use super::fiber::Frame;
use crate::bytecode::{Constant, Program};
use std::cell::RefCell;
use std::rc::Rc;

/// Frames one fiber may have at a time. Chosen so that a runaway recursion ends within a few milliseconds and a few megabytes.
pub const FRAMES_MAX_DEFAULT: u32 = 10_000;

/// Spare stacks kept at most; more than this many fibers seldom end in one instant.
const SPARE_MAX: usize = 1024;

/// Registers and frames of a spare stack; larger ones are given back to the allocator.
const SPARE_REGISTERS_MAX: usize = 256;

/// A program made ready to run.
#[derive(Debug)]
pub struct Image {
    /// The program.
    pub program: Rc<Program>,
    /// `Program::constants` as values.
    pub constants: Vec<Value>,
    /// Frames one fiber may have at a time.
    pub frames_max: u32,
    spare: RefCell<Spare>,
}

#[derive(Debug, Default)]
struct Spare {
    registers: Vec<Vec<Value>>,
    frames: Vec<Vec<Frame>>,
}

impl Image {
    /// Makes a program ready to run.
    pub fn new(program: Rc<Program>) -> Image {
        let constants = program.constants.iter().map(constant).collect();
        Image { program, constants, frames_max: FRAMES_MAX_DEFAULT, spare: RefCell::default() }
    }

    /// An empty vector of values, with room where one is spare. Use it for [`super::WorkCall::arguments`]: a fiber keeps its
    /// arguments where its caller put them.
    pub fn spare_values(&self) -> Vec<Value> {
        self.spare.borrow_mut().registers.pop().unwrap_or_default()
    }

    pub(super) fn spare_frames(&self) -> Vec<Frame> {
        self.spare.borrow_mut().frames.pop().unwrap_or_default()
    }

    pub(super) fn keep_spare(&self, mut registers: Vec<Value>, mut frames: Vec<Frame>) {
        registers.clear();
        frames.clear();
        let mut spare = self.spare.borrow_mut();
        if registers.capacity() <= SPARE_REGISTERS_MAX && spare.registers.len() < SPARE_MAX {
            spare.registers.push(registers);
        }
        if frames.capacity() <= SPARE_REGISTERS_MAX && spare.frames.len() < SPARE_MAX {
            spare.frames.push(frames);
        }
    }
}

fn constant(constant: &Constant) -> Value {
    match constant {
        Constant::Int(value) => Value::Int(*value),
        Constant::Float(value) => Value::Float(*value),
        Constant::Text(text) => Value::text(&**text),
        Constant::Bytes(bytes) => Value::Bytes(Rc::new(bytes.to_vec())),
        Constant::Function(function) => Value::Function(*function),
        Constant::Builtin(builtin) => Value::Builtin(*builtin),
        Constant::RecordConstructor(record) => Value::RecordConstructor(*record),
        Constant::VariantConstructor(variant) => Value::VariantConstructor(*variant),
    }
}
