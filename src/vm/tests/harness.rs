//! A tiny assembler, and surroundings that keep everything in plain vectors.

use crate::bytecode::{ClosurePlan, CodeOffset, Function, FunctionIndex, Op, Program, Reg, SymbolId, VariantShape};
use crate::text::Span;
use crate::vm::{
    Arrival, Callee, ChannelId, Exit, Failure, FailureKind, Fiber, Flow, FutureId, FutureNames, FutureView, Halt, Host,
    Image, Operation, SharedId, Value, WorkCall,
};
use std::rc::Rc;

pub const PLENTY: i64 = 1 << 40;

pub const fn r(register: u16) -> Reg {
    Reg(register)
}

pub fn f(function: u16) -> FunctionIndex {
    FunctionIndex(function)
}

/// A program under construction.
#[derive(Default)]
pub struct Assembler {
    pub program: Program,
}

impl Assembler {
    /// Adds a function whose parameters are all required.
    pub fn function(&mut self, name: &str, params: u16, registers: u16, ops: &[Op]) -> &mut Function {
        let start = CodeOffset(self.program.code.len() as u32);
        self.program.code.extend_from_slice(ops);
        self.program.spans.resize(self.program.code.len(), Span::NOWHERE);
        let end = CodeOffset(self.program.code.len() as u32);
        let variables = (0..params).map(|param| (format!("p{param}").into(), Reg(param), start, end)).collect();
        self.program.functions.push(Function {
            name: name.into(),
            start,
            end,
            registers,
            params,
            required: params,
            variadic: false,
            captures: 0,
            is_async: false,
            is_prelude: false,
            variables,
            span: Span::NOWHERE,
        });
        self.program.functions.last_mut().expect("just pushed")
    }

    pub fn symbol(&mut self, name: &str) -> SymbolId {
        self.program.symbols.push(name.into());
        SymbolId(self.program.symbols.len() as u16 - 1)
    }

    /// Adds a plan for a closure of `function` over registers.
    pub fn closure(&mut self, function: u16, captures: &[u16]) -> u16 {
        let captures = captures.iter().copied().map(Reg).collect();
        self.program.closures.push(ClosurePlan { function: f(function), captures });
        self.program.closures.len() as u16 - 1
    }

    pub fn image(mut self) -> Image {
        for (name, payload) in [("ok", 1), ("err", 1), ("Pending", 0), ("Completed", 1), ("Error", 1)] {
            let fields = (0..payload).map(|_| self.symbol("value")).collect();
            let shape = VariantShape { enum_name: "result".into(), name: name.into(), enum_index: 0, fields };
            self.program.variants.push(shape);
        }
        Image::new(Rc::new(self.program))
    }
}

/// A program of one function without parameters.
pub fn image_of(registers: u16, ops: &[Op]) -> Image {
    let mut assembler = Assembler::default();
    assembler.function("main", 0, registers, ops);
    assembler.image()
}

/// Surroundings that remember what was asked of them.
#[derive(Clone, Default)]
pub struct World {
    pub futures: Vec<FutureView>,
    pub observed: Vec<FutureId>,
    pub operations: usize,
    pub shared: Vec<Value>,
    pub printed: Vec<String>,
    pub defers_ran: usize,
    /// What happened to guests; where nobody listens there are none.
    pub guests: Option<Vec<&'static str>>,
}

impl World {
    pub fn settle(&mut self, id: usize, view: FutureView) {
        self.futures[id] = view;
    }

    /// Adds a future.
    pub fn add(&mut self, view: FutureView) -> Value {
        self.futures.push(view);
        Value::Future(FutureId(self.futures.len() as u32 - 1))
    }

    fn guest_returns(&mut self, what: &'static str, value: &Value, is_awaited: bool) -> FutureId {
        self.guests.get_or_insert_default().push(what);
        let id = FutureId(self.futures.len() as u32);
        self.futures.push(FutureView::Completed(value.clone()));
        self.observed.extend(is_awaited.then_some(id));
        id
    }
}

impl FutureNames for World {
    fn write_path(&self, id: FutureId, out: &mut String) {
        out.push_str(&id.0.to_string());
    }

    fn state_word(&self, _: FutureId) -> &'static str {
        "pending"
    }
}

impl Host for World {
    fn current(&self) -> FutureId {
        FutureId(900)
    }

    fn made_at(&self) -> CodeOffset {
        CodeOffset(800)
    }

    fn now_ms(&self) -> i64 {
        0
    }

    fn future(&self, id: FutureId) -> FutureView {
        self.futures[id.0 as usize].clone()
    }

    fn observe(&mut self, id: FutureId) {
        self.observed.push(id);
    }

    fn winner(&self, _: FutureId) -> Option<u32> {
        None
    }

    fn operate(&mut self, _: Operation, _: CodeOffset) -> FutureId {
        self.operations += 1;
        self.futures.push(FutureView::Pending);
        FutureId(self.futures.len() as u32 - 1)
    }

    fn lift(&mut self, value: Value, _: CodeOffset) -> FutureId {
        self.futures.push(FutureView::Completed(value));
        FutureId(self.futures.len() as u32 - 1)
    }

    fn channel(&mut self, _: Option<u32>) -> ChannelId {
        ChannelId(0)
    }

    fn try_receive(&mut self, _: ChannelId, _: CodeOffset) -> Option<Value> {
        None
    }

    fn close(&mut self, _: ChannelId, _: CodeOffset) {}

    fn channel_len(&self, _: ChannelId) -> usize {
        0
    }

    fn shared(&mut self, value: Value) -> SharedId {
        self.shared.push(value);
        SharedId(self.shared.len() as u32 - 1)
    }

    fn shared_get(&mut self, id: SharedId, _: CodeOffset) -> Value {
        self.shared[id.0 as usize].clone()
    }

    fn shared_set(&mut self, id: SharedId, value: Value, _: CodeOffset) {
        self.shared[id.0 as usize] = value;
    }

    fn print(&mut self, line: String, _: CodeOffset) -> Flow {
        self.printed.push(line);
        Flow::Continue
    }

    fn random(&mut self) -> u64 {
        0
    }

    fn wants_pause(&self) -> bool {
        false
    }

    fn guests_max(&mut self) -> u32 {
        self.guests.is_some().into()
    }

    fn enrol_guest(&mut self, _: &Arrival) {
        self.guests.get_or_insert_default().push("enrolled");
    }

    fn pass_through(&mut self, _: &Arrival, value: &Value, _: i64, is_awaited: bool) -> FutureId {
        self.guest_returns("passed through", value, is_awaited)
    }

    fn settle_guest(&mut self, value: &Value, _: i64, is_awaited: bool) -> Option<FutureId> {
        Some(self.guest_returns("settled", value, is_awaited))
    }

    fn deferred_ran(&mut self, _: CodeOffset, _: usize) {
        self.defers_ran += 1;
    }
}

pub fn fiber(image: &Image, function: u16, arguments: Vec<Value>) -> Fiber {
    Fiber::new(image, WorkCall { callee: Callee::Function(f(function)), arguments })
}

/// Runs function 0 to its first halt.
pub fn run(image: &Image, world: &mut World, arguments: Vec<Value>) -> (Fiber, Halt) {
    let mut fiber = fiber(image, 0, arguments);
    let halt = fiber.run(image, world, &mut { PLENTY });
    (fiber, halt)
}

pub fn returned(halt: Halt) -> Value {
    match halt {
        Halt::Exited(Exit::Returned(value)) => value,
        other => panic!("expected a return, got {other:?}"),
    }
}

pub fn failed(halt: Halt) -> Rc<Failure> {
    match halt {
        Halt::Exited(Exit::Failed(failure)) => failure,
        other => panic!("expected a failure, got {other:?}"),
    }
}

/// Runs function 0 to its value.
pub fn value_of(image: &Image, arguments: Vec<Value>) -> Value {
    returned(run(image, &mut World::default(), arguments).1)
}

/// Runs function 0 to its failure's message.
pub fn message_of(image: &Image, arguments: Vec<Value>) -> String {
    failed(run(image, &mut World::default(), arguments).1).message.to_string()
}

pub fn failure(message: &str) -> Rc<Failure> {
    Rc::new(Failure { message: message.into(), kind: FailureKind::Error, origin: FutureId(7), trace: Vec::new() })
}
