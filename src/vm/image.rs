//! A program made ready to run: constants as values, what a call needs of a function, methods by name, and the spare stacks that
//! finished fibers leave behind.
//!
//! One image serves all fibers of a machine and all copies of it. Nothing in it ever reaches a result: spare stacks are
//! empty when they are handed out.

use super::Value;
use super::branches::are_guests;
use super::frame::{Flags, Frame};
use super::join::join_pairs;
use super::ops::ValueLimits;
use super::verify::verify;
use crate::base::SortedMap;
use crate::bytecode::{Constant, Function, FunctionIndex, FutureKind, Op, Program, SymbolId};
use crate::prelude::{self, BuiltinId};
use std::cell::RefCell;
use std::rc::Rc;

/// Frames one fiber may have at a time. Chosen so that a runaway recursion ends within a few milliseconds and a few megabytes.
pub const FRAMES_MAX_DEFAULT: u32 = 10_000;

/// Spare stacks kept at most; more than this many fibers seldom end in one instant.
const SPARE_MAX: usize = 1024;

/// Registers and frames of a spare stack; larger ones are given back to the allocator.
const SPARE_CAPACITY_MAX: usize = 256;

/// A program made ready to run.
#[derive(Debug)]
pub struct Image {
    /// The program.
    pub program: Rc<Program>,
    /// `Program::constants` as values.
    pub constants: Vec<Value>,
    /// Frames one fiber may have at a time.
    pub frames_max: u32,
    /// How large one value may become.
    pub limits: ValueLimits,
    pub(super) heads: Vec<FunctionHead>,
    /// For each composite whether its branches may start on their maker's stack.
    pub(super) guest_branches: Box<[bool]>,
    methods: Vec<MethodName>,
    enum_methods: SortedMap<(u32, SymbolId), FunctionIndex>,
    spare: RefCell<Spare>,
    /// The code that was verified, with pairs of ops joined.
    joined: Box<[Op]>,
}

/// What a call needs to know of a function.
#[derive(Clone, Copy, Debug)]
pub(super) struct FunctionHead {
    pub start: u32,
    pub registers: u16,
    pub params: u16,
    pub required: u16,
    pub variadic: bool,
    pub is_async: bool,
    /// What a future is whose body it is.
    pub kind: FutureKind,
    /// What every frame of it has.
    pub flags: Flags,
}

/// What a method's name may mean besides methods of enums and fields.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MethodName {
    pub handle: Option<HandleMethod>,
    pub cell: Option<FunctionIndex>,
    pub builtin: Option<BuiltinId>,
}

/// Methods of channels and shared cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HandleMethod {
    Send,
    Receive,
    TryReceive,
    Close,
    Len,
    Get,
    Set,
    Update,
}

#[derive(Debug, Default)]
struct Spare {
    registers: Vec<Vec<Value>>,
    frames: Vec<Vec<Frame>>,
}

impl Image {
    /// Makes a program ready to run.
    ///
    /// # Panics
    ///
    /// When the program breaks a promise of the compiler: an op that names a register outside its function's, or leaves its code.
    pub fn new(program: Rc<Program>) -> Image {
        verify(&program);
        let mut methods: Vec<MethodName> = program.symbols.iter().map(|name| method_name(name)).collect();
        let mut enum_methods = SortedMap::new();
        for (enum_index, name, function) in &program.methods {
            match *enum_index {
                u32::MAX => methods[name.0 as usize].cell = Some(*function),
                enum_index => drop(enum_methods.insert((enum_index, *name), *function)),
            }
        }
        Image {
            constants: program.constants.iter().map(constant).collect(),
            heads: program.functions.iter().map(head).collect(),
            guest_branches: are_guests(&program),
            frames_max: FRAMES_MAX_DEFAULT,
            limits: ValueLimits::DEFAULT,
            methods,
            enum_methods,
            spare: RefCell::default(),
            joined: join_pairs(&program.code),
            program,
        }
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
        if registers.capacity() <= SPARE_CAPACITY_MAX && spare.registers.len() < SPARE_MAX {
            spare.registers.push(registers);
        }
        if frames.capacity() <= SPARE_CAPACITY_MAX && spare.frames.len() < SPARE_MAX {
            spare.frames.push(frames);
        }
    }

    /// All ops, with pairs joined: what the step loop executes.
    #[inline(always)]
    pub(super) fn joined(&self) -> &[Op] {
        &self.joined
    }

    /// The op at an offset, as the compiler wrote it.
    pub(super) fn op(&self, at: u32) -> Op {
        self.program.code[at as usize]
    }

    pub(super) fn head(&self, function: FunctionIndex) -> FunctionHead {
        self.heads[function.0 as usize]
    }

    pub(super) fn function(&self, function: FunctionIndex) -> &Function {
        &self.program.functions[function.0 as usize]
    }

    pub(super) fn method(&self, name: SymbolId) -> MethodName {
        self.methods[name.0 as usize]
    }

    pub(super) fn enum_method(&self, enum_index: u32, name: SymbolId) -> Option<FunctionIndex> {
        self.enum_methods.get(&(enum_index, name)).copied()
    }
}

fn head(function: &Function) -> FunctionHead {
    FunctionHead {
        start: function.start.0,
        registers: function.registers,
        params: function.params,
        required: function.required,
        variadic: function.variadic,
        is_async: function.is_async,
        kind: function.future_kind(),
        flags: if function.is_prelude { Flags::PRELUDE } else { Flags::NONE },
    }
}

fn method_name(name: &str) -> MethodName {
    let handle = Some(match name {
        "send" => HandleMethod::Send,
        "receive" => HandleMethod::Receive,
        "try_receive" => HandleMethod::TryReceive,
        "close" => HandleMethod::Close,
        "len" => HandleMethod::Len,
        "get" => HandleMethod::Get,
        "set" => HandleMethod::Set,
        "update" => HandleMethod::Update,
        _ => return MethodName { builtin: prelude::builtin(name), ..MethodName::default() },
    });
    MethodName { handle, cell: None, builtin: prelude::builtin(name) }
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
